"""Roles, memberships, the one access table and the middleware that decides."""

from quartier.ground.acts.marks import may, public, signed_in

__all__ = ["may", "public", "signed_in"]
