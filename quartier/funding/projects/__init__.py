"""The running project and its public page."""
