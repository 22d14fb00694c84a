"""The calendar of a quarter."""
