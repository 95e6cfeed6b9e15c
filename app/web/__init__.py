"""The doors: every HTTP request comes in and goes out here."""
