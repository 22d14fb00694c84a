"""Reads of this app, cut by noun."""
