"""What all apps show together."""
