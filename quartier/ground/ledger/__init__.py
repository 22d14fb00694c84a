"""Accounts, transfers, seals; the only place where money exists."""
