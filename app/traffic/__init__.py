"""Who waits for whom: the same question under way is not asked twice."""
