"""Addresses that other floors send people to."""

from urllib.parse import urlencode

from django.urls import reverse


def sign_in(next: str = "") -> str:
    """The sign-in page; afterwards the person goes on to `next`, a path of this site."""
    return _with_next(reverse("account_login"), next)


def second_factor(next: str = "") -> str:
    """The page on which staff set up their second factor first."""
    return _with_next(reverse("accounts.second_factor"), next)


def start() -> str:
    """Where a person lands after signing in; the page behind it knows where each one's work is."""
    return reverse("accounts.start")


def _with_next(path: str, next: str) -> str:
    return f"{path}?{urlencode({'next': next})}" if next else path
