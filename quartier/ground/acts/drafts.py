"""What somebody has typed so far, kept until it is sent."""
