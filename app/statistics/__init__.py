"""A question becomes a query and gives rows."""
