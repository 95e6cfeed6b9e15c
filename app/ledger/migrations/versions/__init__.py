"""One module per revision of the ledger's schema, in the order of their numbers."""
