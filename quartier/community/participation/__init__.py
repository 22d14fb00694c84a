"""Ideas of residents, their moderation and their answers."""
