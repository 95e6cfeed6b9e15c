"""The desk: pages on which operators enter sales and mend them."""
