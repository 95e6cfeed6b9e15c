"""Our own tables: made, migrated and opened here."""
