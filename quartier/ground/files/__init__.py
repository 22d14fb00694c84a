"""Uploads with rights, alt text and consent; pictures without camera data."""
