"""Page skeleton, components with a gallery, German dates and euros; no models."""
