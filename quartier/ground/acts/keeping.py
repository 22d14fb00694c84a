"""How long an anonymous page may be kept whole, and what of its address it has read.

A view that shows everybody the same page is marked `@kept`. While it is built, whoever shows something that opens, ends or falls due says so
with `until(moment)`; a form token says `never()`; what shows other places than its own says `everywhere()`. `config.front` keeps the page
and gives it out again until one of the places has changed or the earliest moment has come. Without the front all of this does nothing.
"""

import datetime
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.http import QueryDict

from quartier.ground.acts import clock

_now: ContextVar["Keeping | None"] = ContextVar("keeping", default=None)


@dataclass
class Keeping:
    """What is known of one page when it is finished. `place_ids` None: it may not be kept; empty: it stands for all places."""

    ends_at: datetime.datetime = field(default_factory=lambda: midnight(clock.today()))
    place_ids: tuple[int, ...] | None = None
    is_never: bool = False
    is_everywhere: bool = False
    words: set[str] = field(default_factory=set)
    reads_all: bool = False
    body: bytes = b""


def midnight(day: datetime.date) -> datetime.datetime:
    """The end of a day in Berlin."""
    return clock.in_berlin(day + datetime.timedelta(days=1))


def kept(view):
    """Mark a view whose page is the same for everybody who has not signed in."""
    view.is_kept = True
    return view


def begin() -> Keeping:
    """A page is built for the front; what is said from now on in this thread is about it."""
    keeping = Keeping()
    _now.set(keeping)
    return keeping


def end() -> None:
    """The page is finished."""
    _now.set(None)


def until(*moments: datetime.datetime | None) -> None:
    """The page changes by itself at these moments; None and what is over are left aside."""
    keeping = _now.get()
    if keeping is not None:
        now = clock.now()
        keeping.ends_at = min([keeping.ends_at, *(moment for moment in moments if moment is not None and moment > now)])


def never() -> None:
    """The page is this visitor's own."""
    if keeping := _now.get():
        keeping.is_never = True


def everywhere() -> None:
    """The page shows what lies outside of its place and the places above it."""
    if keeping := _now.get():
        keeping.is_everywhere = True


class Noted(QueryDict):
    """The query of an address, which notes what words of it a page reads."""

    def __init__(self, given: QueryDict, keeping: Keeping):
        super().__init__("", mutable=True, encoding=given.encoding)
        for word in given:
            super().setlist(word, given.getlist(word))
        self._mutable, self._keeping = False, keeping

    def __getitem__(self, word):
        self._keeping.words.add(word)
        return super().__getitem__(word)

    def __contains__(self, word) -> bool:
        self._keeping.words.add(word)
        return super().__contains__(word)

    def getlist(self, word, default=None):
        self._keeping.words.add(word)
        return super().getlist(word, default)

    def _all(self) -> None:
        self._keeping.reads_all = True

    def __iter__(self):
        self._all()
        return super().__iter__()

    def __len__(self) -> int:
        self._all()
        return super().__len__()

    def keys(self):
        self._all()
        return super().keys()

    def values(self):
        self._all()
        return super().values()

    def items(self):
        self._all()
        return super().items()

    def lists(self):
        self._all()
        return super().lists()

    def copy(self):
        self._all()
        return super().copy()

    def urlencode(self, safe=None) -> str:
        self._all()
        return super().urlencode(safe)

    def __deepcopy__(self, memo):
        self._all()
        return super().__deepcopy__(memo)


def Notes(get_response):
    """Middleware: notes which words of the query are read, and whether the finished page is one that may be kept."""

    def middleware(request):
        keeping = _now.get()
        if keeping is None:
            return get_response(request)
        request.GET = Noted(request.GET, keeping)
        response = get_response(request)
        if _may_be_kept(request, response, keeping):
            keeping.place_ids, keeping.body = _places(request, keeping), response.content
        return response

    return middleware


def _may_be_kept(request, response, keeping: Keeping) -> bool:
    view = getattr(request.resolver_match, "func", None)
    return (
        response.status_code == 200
        and getattr(view, "is_kept", False)
        and not (keeping.is_never or response.streaming or response.cookies or response.has_header("Cache-Control"))
        and request.method == "GET"
    )


def _places(request, keeping: Keeping) -> tuple[int, ...] | None:
    """The place of the page and those above it; empty for a page of more than one quarter; None before the first place exists."""
    place = getattr(request, "place", None)
    if place is None:
        return None
    if keeping.is_everywhere or not place.is_quarter:
        return ()
    return tuple(_chain(place))


def _chain(place):
    while place is not None:
        yield place.pk
        place = place.parent if place.parent_id else None
