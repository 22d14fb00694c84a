"""One file per floor: how each of its forms is reached."""
