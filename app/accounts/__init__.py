"""Who may pull, send and operate."""
