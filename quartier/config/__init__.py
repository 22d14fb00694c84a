"""Settings, the table of addresses and the operator's commands."""
