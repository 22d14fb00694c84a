"""Award, letter, drawdown, receipts, proof of use, recovery."""
