"""A year of invented life in Berlin's real quarters, played by the real actions in the order of time."""

from quartier.config.demo.play import build

__all__ = ["build"]
