"""One act, done once, written down: tokens, drafts, limits, the chained log, references, the clock."""
