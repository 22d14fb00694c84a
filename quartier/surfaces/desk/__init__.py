"""What waits for me; what is stored about me."""
