"""Every form of the house: where it stands, how it is filled in, and what it means to send it again."""
