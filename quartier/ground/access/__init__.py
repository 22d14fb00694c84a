"""Roles, memberships, the one access table and the middleware that decides."""

from quartier.ground.acts.marks import may, may_somewhere, public, signed_in

__all__ = ["may", "may_somewhere", "public", "signed_in"]
