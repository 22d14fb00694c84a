"""Pages about who holds which role."""
