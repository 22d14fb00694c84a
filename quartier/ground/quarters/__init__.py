"""The tree of places: boundaries, phases, tiles, offices, programme."""
