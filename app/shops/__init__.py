"""Where a shop keeps its sales: shop files and their sources."""
