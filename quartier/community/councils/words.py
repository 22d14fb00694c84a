"""How people and bodies are called, and how a result reads."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def short_name(name: str) -> str:
    """A person as neighbours see her in the room: "Aylin T."."""
    first, *rest = name.split() or [name]
    return f"{first} {rest[-1][0]}." if rest else first


def is_public(body_rules, resolution) -> bool:
    """Whether the body's rules let the result stand on the net."""
    return body_rules.results_public == "all" or (body_rules.results_public == "approved" and resolution.is_yes)


def line(resolution) -> str:
    """The result in one line: "Ja, 12 zu 3, bei 1 Enthaltung. Nötig waren 11 Ja." Counts only where the rules let them out."""
    words = str(resolution.get_result_display())
    if not resolution.vote.rules.counts_public:
        return f"{words}."
    return f"{words}, {counts(resolution)}"


def counts(resolution) -> str:
    """The counts of a resolution in words."""
    facts = {"yes": resolution.yes, "no": resolution.no, "needed": resolution.needed, "n": resolution.abstain}
    if not resolution.abstain:
        return _("%(yes)d zu %(no)d. Nötig waren %(needed)d Ja.") % facts
    return (
        ngettext(
            "%(yes)d zu %(no)d bei %(n)d Enthaltung. Nötig waren %(needed)d Ja.",
            "%(yes)d zu %(no)d bei %(n)d Enthaltungen. Nötig waren %(needed)d Ja.",
            resolution.abstain,
        )
        % facts
    )
