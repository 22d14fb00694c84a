"""Paper to hang up, for everybody who has a wall."""

from django.http import HttpResponse
from django.utils.text import slugify

from quartier.community.events import posters, queries, wishes
from quartier.ground.access import public


@public(event=queries.public_event)
def poster(request, place, event):
    """The poster of one event, A4 or with `?format=a3` A3."""
    return _sheet(posters.poster(event, request.GET.get("format", "")), f"plakat-{slugify(event.title)[:40] or 'termin'}")


@public
def programme(request, place):
    """The programme of a month of a quarter."""
    day = wishes.read(request.GET).span.first
    return _sheet(posters.programme(place, day, request.GET.get("format", "")), f"programm-{day:%Y-%m}")


def _sheet(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})
