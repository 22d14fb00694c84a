"""Small decisions that components leave to Python: which button is the main one, where the next page of a list lies."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Button:
    verb: str
    label: str
    address: str
    why_not: str
    css: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """`buttons` in the order in which they stand; `quiet`: ways back and what is refused for now, as links and sentences below."""

    buttons: list[Button]
    quiet: list[Button]
    several_off: bool  # then each why-not sentence names its button
    has_way_on: bool


@dataclass(frozen=True, slots=True)
class Turns:
    back: str
    on: str
    where: str


def next_step(offers, base: str = "") -> NextStep:
    """Return the buttons for `offers`: first the main act, last what refuses or ends; what takes a step back stands below them.

    The main act is the first possible one that leads on, else the first that will. Each leads to the step's own page: the offer's
    address, or else `base` + verb + "/". What refuses and is itself not possible is no button: only its sentence stands there.
    """
    offers = list(offers or [])
    leading = [offer for offer in offers if kind_of(offer.step) == "main"]
    main = next((offer for offer in leading if not offer.why_not), leading[0] if leading else None)
    shown = sorted((offer for offer in offers if not _is_quiet(offer)), key=lambda offer: _order(offer, main))
    buttons = [_button(offer, base, offer is main) for offer in shown]
    told = {offer.why_not for offer in shown if offer.why_not}
    quiet = [_button(offer, base, False) for offer in offers if _is_quiet(offer) and offer.why_not not in told]
    return NextStep(buttons, quiet, sum(bool(button.why_not) for button in buttons) > 1, main is not None)


def kind_of(step) -> str:
    """What a step is for its case: main, side, hard or back (see workflow.steps)."""
    return getattr(step, "kind", "") or ("hard" if getattr(step, "needs_reason", False) else "main")


def turns(page, query) -> Turns | None:
    """Return where "Neuere" and "Weitere" lead, keeping the filter in the address; None for a list of one page.

    `page` is Django's Page, or anything with `previous_address` and `next_address` (keyset paging).
    """
    if hasattr(page, "next_address"):
        found = Turns(page.previous_address or "", page.next_address or "", "")
    else:
        back = _address(query, page.previous_page_number()) if page.has_previous() else ""
        on = _address(query, page.next_page_number()) if page.has_next() else ""
        where = _("Seite %(n)s von %(of)s") % {"n": page.number, "of": page.paginator.num_pages}
        found = Turns(back, on, where)
    return found if found.back or found.on else None


def _order(offer, main) -> int:
    """The main act, what can be done, what cannot be done yet, what refuses or ends."""
    if offer is main:
        return 0
    return 3 if kind_of(offer.step) == "hard" else 2 if offer.why_not else 1


def _is_quiet(offer) -> bool:
    kind = kind_of(offer.step)
    return kind == "back" or (kind == "hard" and bool(offer.why_not))


def _button(offer, base: str, is_main: bool) -> Button:
    css = "" if is_main else " btn-bad" if kind_of(offer.step) == "hard" else " btn-2"
    address = getattr(offer, "address", "") or f"{base}{offer.step.verb}/"
    return Button(offer.step.verb, str(offer.step.label), address, str(offer.why_not or ""), css)


def _address(query, number: int) -> str:
    query = query.copy()
    query["seite"] = str(number)
    return f"?{query.urlencode()}"
