"""Bodies, rules of procedure, seats, meetings, votes, minutes, resolutions."""
