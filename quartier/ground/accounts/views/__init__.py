"""The pages of one's own account and the demo's door."""
