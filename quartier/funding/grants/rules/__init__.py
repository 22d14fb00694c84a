"""Questions about awards, payments, changes and proofs: None, or the sentence why not."""
