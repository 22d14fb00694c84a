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
    """The result in one line: "Ja, 12 zu 3 bei 1 Enthaltung. Nötig waren 11 Ja." Counts only where the rules let them out."""
    if not resolution.vote.rules.counts_public:
        return f"{short(resolution)}."
    abstained = ngettext("bei %(n)d Enthaltung", "bei %(n)d Enthaltungen", resolution.abstain) % {"n": resolution.abstain}
    least = _("Nötig waren %(needed)d Ja.") % {"needed": resolution.needed}
    return f"{short(resolution)}{f' {abstained}' if resolution.abstain else ''}. {least}"


def short(resolution) -> str:
    """ "Ja, 12 zu 3"; without the counts where the rules keep them in."""
    result = str(resolution.get_result_display())
    if not resolution.vote.rules.counts_public:
        return result
    return _("%(result)s, %(yes)d zu %(no)d") % {"result": result, "yes": resolution.yes, "no": resolution.no}


def needed(resolution) -> str:
    """ "1 Enthaltung. Nötig waren 11 Ja."; "" where the rules keep the counts in."""
    if not resolution.vote.rules.counts_public:
        return ""
    least = _("Nötig waren %(needed)d Ja.") % {"needed": resolution.needed}
    if not resolution.abstain:
        return least
    abstained = ngettext("%(n)d Enthaltung.", "%(n)d Enthaltungen.", resolution.abstain) % {"n": resolution.abstain}
    return f"{abstained} {least}"
