"""The outbox: mail and printable letters, worked off by `quartier work`."""
