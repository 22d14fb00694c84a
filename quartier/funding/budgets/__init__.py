"""Sources, funds with dated rules, allocations, yearly tranches."""
