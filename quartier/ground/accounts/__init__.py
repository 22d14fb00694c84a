"""Person: one row per human, with or without sign-in."""
