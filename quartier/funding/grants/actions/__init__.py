"""The verbs of this app, cut by noun."""
