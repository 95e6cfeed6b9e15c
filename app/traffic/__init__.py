"""Who waits for whom, and who comes too often."""
