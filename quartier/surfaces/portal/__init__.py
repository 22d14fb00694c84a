"""Home of the city and of a quarter, the map, what is on."""
