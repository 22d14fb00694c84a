"""Input about awards → clean values; saves nothing."""
