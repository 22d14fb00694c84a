"""Reads of awards, payments and proofs."""
