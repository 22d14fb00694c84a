"""Whole stories (journeys) and the checks that the house makes on itself (guards)."""
