"""The verbs of the calendar, cut by noun; the only writers."""
