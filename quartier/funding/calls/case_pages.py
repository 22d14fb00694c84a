"""The applicant's page of a case, opened by the link of a mail: `/<quarter>/vorgang/<key>/`. Floors above add to it here.

What stands on it comes from whoever owns the kind and from whoever goes on with the case:

    # in subjects.py of the app that owns the kind: who the page is about
    case_pages.own("calls.application", head)                 # fn(link) -> Head
    # in subjects.py of an app above: more parts of the page, in the order in which the apps start
    case_pages.register("calls.application", sections)        # fn(link) -> [Section, …]
    # what comes next may come from above too; the last answer that is not None counts
    case_pages.register_next("calls.application", next_step)  # fn(link) -> Next | None

    # and the head may be told anew by whoever goes on with the case: its state, tone, facts
    case_pages.register_head("calls.application", change)     # fn(link, head) -> Head (dataclasses.replace(head, state=…))

    # a page of its own under the same key, `/<quarter>/vorgang/<key>/auszahlung/`
    path("vorgang/<str:key>/auszahlung/", views.payout, name="grants.payout")

    @public
    @case_pages.by_link
    def payout(request, place, link):                         # link.case, link.person, link.address("auszahlung")
        ...
        actions.ask_payment(award, by=link.person)
        return redirect(link.address())

A link that is void, expired or of another quarter gets a page that says so and whom to ask (404); views see only good ones.
Nothing is written by opening a page. In mails: `links.key(person_id, kind, id, version)`, or `address_for(case, person)`.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from quartier.ground.accounts import links
from quartier.ground.acts import subjects
from quartier.ground.quarters import surfaces as quarters


@dataclass(frozen=True)
class CaseLink:
    """A good link: the person it was made for and the case it opens."""

    key: str
    person: object
    case: object
    memory: dict = field(default_factory=dict, compare=False)  # what higher floors ask about it once per request

    @property
    def kind(self) -> str:
        return type(self.case).KIND

    @property
    def place(self):
        return self.case.place

    def address(self, word: str = "") -> str:
        """The case's page under this link, or one of its pages: `link.address("auszahlung")`."""
        return f"/{self.place.slug}/vorgang/{self.key}/{word + '/' if word else ''}"


@dataclass(frozen=True)
class Way:
    """A button or link that leads on. `why_not`: the sentence why it is not possible yet."""

    address: str
    label: str
    is_main: bool = False
    is_bad: bool = False
    why_not: str = ""


@dataclass(frozen=True)
class Next:
    """Who has to do what until when, in plain words: the box at the top of the page."""

    heading: str
    text: str = ""
    is_mine: bool = False  # the applicant has to do it
    due_on: date | None = None
    ways: tuple[Way, ...] = ()
    lines: tuple[str, ...] = ()  # what exactly, one line each


@dataclass(frozen=True)
class Head:
    """What the page is about. `tone` is of the state: "", ok, warn, bad."""

    title: str
    state: str
    tone: str = ""
    number: str = ""
    lead: str = ""
    next: Next | None = None
    timeline: list = field(default_factory=list)  # workflow stops
    facts: list[tuple[str, str]] = field(default_factory=list)
    ways: tuple[Way, ...] = ()  # quiet ones at the end, such as taking it back


@dataclass(frozen=True)
class Section:
    """One part of the page. With `template` that file draws it, with `context` and `link`; else text, facts and ways."""

    heading: str
    text: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    ways: tuple[Way, ...] = ()
    template: str = ""
    context: dict = field(default_factory=dict)


_HEADS: dict[str, Callable] = {}
_SECTIONS: dict[str, list[Callable]] = {}
_NEXT: dict[str, list[Callable]] = {}
_CHANGES: dict[str, list[Callable]] = {}


def own(kind: str, head: Callable) -> None:
    """Say who tells the head of the page for a kind: `head(link)` → `Head`. One per kind."""
    _HEADS[kind] = head


def is_owned(kind: str) -> bool:
    """Whether there are pages for cases of this kind."""
    return kind in _HEADS


def register(kind: str, sections: Callable) -> None:
    """Add `sections(link)` → list of `Section` to the page of a kind."""
    _once(_SECTIONS.setdefault(kind, []), sections)


def register_next(kind: str, next_step: Callable) -> None:
    """Let `next_step(link)` → `Next` or None say what comes next; it wins over what was registered before and over the head's own."""
    _once(_NEXT.setdefault(kind, []), next_step)


def register_head(kind: str, change: Callable) -> None:
    """Let `change(link, head)` → `Head` tell the head anew, once a higher floor goes on with the case; the same head where it does not."""
    _once(_CHANGES.setdefault(kind, []), change)


def _once(known: list, function) -> None:
    if function not in known:
        known.append(function)


def head_of(link: CaseLink) -> Head:
    """The head of the case's page, as the highest floor that goes on with the case tells it."""
    head = _HEADS[link.kind](link)
    for change in _CHANGES.get(link.kind, ()):
        head = change(link, head)
    return head


def next_of(link: CaseLink, head: Head) -> Next | None:
    """What comes next."""
    told = [found for ask in _NEXT.get(link.kind, ()) if (found := ask(link))]
    return told[-1] if told else head.next


def sections_of(link: CaseLink) -> list[Section]:
    """All parts that apps have added, in the order of the floors."""
    return [section for add in _SECTIONS.get(link.kind, ()) for section in add(link)]


def address_for(case, person) -> str:
    """The address of the case's page for a person: for mails to her, and for her own list when she has signed in."""
    key = links.key(person.pk, type(case).KIND, case.pk, getattr(case, "link_version", 1))
    return f"/{case.place.slug}/vorgang/{key}/"


def opened(place, key: str) -> CaseLink | None:
    """The case of a key; None when it is void: not ours, an older version, another quarter's, or no more this person's."""
    read = links.read(key)
    if read is None or read.kind not in _HEADS:
        return None
    case = subjects.find(read.kind, read.id)
    if case is None or case.place_id != place.pk or read.version != getattr(case, "link_version", 1):
        return None
    case.place, person = place, links.person_of(read, case.person)
    if person is None:
        return None
    person.access_memory = {}  # her rights are asked once per request, as of somebody who has signed in
    return CaseLink(key, person, case) if subjects.of(case).relations(case, person) else None


def by_link(view):
    """Decorator below `@public`: turns the `key` of the address into `link`; a void one gets a page that helps."""

    @functools.wraps(view)
    def opened_view(request, place, key, **kwargs):
        link = opened(place, key)
        response = _void(request) if link is None else view(request, place, link=link, **kwargs)
        add_never_cache_headers(response)
        return response

    return opened_view


def _void(request):
    return render(request, "calls/public/link_void.html", {"doors": quarters.doors(request.place)}, status=404)
