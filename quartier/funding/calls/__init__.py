"""Briefs, feasibility checks, calls, applications and bids, formal check, scoring, choice."""
