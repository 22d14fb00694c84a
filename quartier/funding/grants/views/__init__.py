"""Pages of this app, cut by noun."""
