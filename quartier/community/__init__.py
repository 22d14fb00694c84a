"""People: what they say, meet for and decide."""
