"""From a call to the last receipt."""
