"""Quartier: neighbourhood management from the first need to the last receipt, in public, with residents deciding."""
