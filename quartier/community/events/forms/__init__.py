"""Input of the calendar → clean values, cut by noun; saves nothing."""
