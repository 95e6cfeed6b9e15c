"""Engines: read-only sessions, deadlines and small pools, per dialect where it must be."""
