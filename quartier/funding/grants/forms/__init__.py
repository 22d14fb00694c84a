"""Input of this app, cut by noun."""
