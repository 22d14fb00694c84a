"""The step tables of briefs, calls, bids and applications."""
