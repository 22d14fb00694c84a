"""Where a request comes from: our own page, another site, or nobody says."""

from urllib.parse import urlsplit

from django.conf import settings

OWN, FOREIGN, UNKNOWN = "own", "foreign", "unknown"


def of(request) -> str:
    """By Origin, else Referer, else the browser's own word (Sec-Fetch-Site)."""
    origin = request.headers.get("Origin")
    if origin is None:
        referer = request.headers.get("Referer")
        origin = _origin(referer) if referer else None
    if origin is None:
        return {"same-origin": OWN, None: UNKNOWN, "none": UNKNOWN}.get(request.headers.get("Sec-Fetch-Site"), FOREIGN)
    return OWN if origin in _own(request) else FOREIGN


def page_before(request) -> str | None:
    """The path of our own page that held the form, if the browser tells; an address that only takes POST is no way back."""
    referer = request.headers.get("Referer", "")
    if _origin(referer) not in _own(request):
        return None
    parts = urlsplit(referer)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "null"
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else "null"


def _own(request) -> set[str]:
    here = f"{request.scheme}://{request.get_host()}".lower()
    return {here, _origin(settings.BASE_URL)}
