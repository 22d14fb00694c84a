"""Addresses, cut by noun."""
