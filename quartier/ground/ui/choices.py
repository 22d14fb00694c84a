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
    buttons: list[Button]
    several_off: bool  # then each why-not sentence names its button


@dataclass(frozen=True, slots=True)
class Turns:
    back: str
    on: str
    where: str


def next_step(offers, base: str = "") -> NextStep:
    """Return the buttons for `offers`: the first possible one is the main act, steps that need a reason are the destructive ones and stand last.

    Each leads to the step's own page: the offer's address, or else `base` + verb + "/".
    """
    offers = sorted(offers or [], key=_is_hard)
    main = next((offer for offer in offers if not offer.why_not and not _is_hard(offer)), None)
    if main is None:
        main = next((offer for offer in offers if not _is_hard(offer)), None)
    buttons = [_button(offer, base, offer is main) for offer in offers]
    return NextStep(buttons, sum(bool(button.why_not) for button in buttons) > 1)


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


def _button(offer, base: str, is_main: bool) -> Button:
    css = "" if is_main else " btn-bad" if _is_hard(offer) else " btn-2"
    address = getattr(offer, "address", "") or f"{base}{offer.step.verb}/"
    return Button(offer.step.verb, str(offer.step.label), address, str(offer.why_not or ""), css)


def _is_hard(offer) -> bool:
    return bool(getattr(offer.step, "needs_reason", False))


def _address(query, number: int) -> str:
    query = query.copy()
    query["seite"] = str(number)
    return f"?{query.urlencode()}"
