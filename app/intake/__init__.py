"""Intake: text that becomes sales, with a reason for everything that does not."""
