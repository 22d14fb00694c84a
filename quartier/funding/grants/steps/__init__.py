"""The step tables of awards, drawdowns, changes and proofs."""
