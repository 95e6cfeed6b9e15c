"""The configuration of one installation: settings, gunicorn, examples."""
