"""Shopstat measured beside the database alone, a hand-written script and a static file."""
