"""Typed values, offered again under a new token."""


def of(request):
    """What the person typed, ready to be sent again."""
    return None
