"""The command line: the same house as the web, entered from a terminal."""
