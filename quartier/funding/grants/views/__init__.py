"""Pages: of the grantee by link, of the desk, and the acts that both can do."""
