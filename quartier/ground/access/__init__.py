"""Roles, memberships, the one access table and the middleware that decides."""
