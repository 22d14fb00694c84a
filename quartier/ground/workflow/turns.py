"""Whose turn it is: who has the next word about a case, in German, and what that person does next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.ground.access import roles
from quartier.ground.workflow import steps as tables

WHO = {  # who has the next word, as a noun
    tables.BODY: gettext_lazy("Gremium"),
    tables.SYSTEM: gettext_lazy("von selbst"),
    tables.ANYONE: gettext_lazy("alle"),
    "author": gettext_lazy("wer die Idee hatte"),
    "applicant": gettext_lazy("Antragstellende"),
    "grantee": gettext_lazy("Geförderte"),
    "carrier": gettext_lazy("Träger"),
}


@dataclass(frozen=True)
class Turn:
    """Who is to act, "" for nobody; what comes next in one sentence; whether the case has come to its end."""

    who: str = ""
    sentence: str = ""
    is_end: bool = False


def next_of(table, state: str):
    """The step with which a case goes on from a state; None at its end."""
    if state in table.main_path[-1:] or table.is_end(state):
        return None
    ahead = [step for step in table.steps if state in step.source and step.targets and step.kind != "back"]
    ahead = [step for step in ahead if step.kind == "main"] or ahead
    following = set(table.ahead(state)[:1])
    return next((step for step in ahead if set(step.targets) & following), ahead[0])


def who(table, state: str) -> tuple[str, ...]:
    """Roles and relations that have the next word in a state; () where nothing waits."""
    step = next_of(table, state)
    return step.who if step else ()


def in_words(who) -> str:
    """The first of them in German, "" for nobody."""
    if not who:
        return ""
    return str(WHO[who[0]]) if who[0] in WHO else roles.label(who[0])


def who_after(table, state: str) -> tuple[str, ...]:
    """Who begins the next kind of case of the matter, where this one has come to its end; () for nobody."""
    return table.after.get(state, ((), ""))[0]


def of(table, case, goes_on_in: str = "") -> Turn:
    """Whose turn it is at this case, for the box „Als Nächstes" of a person who is not. `goes_on_in`: the later stage that there is."""
    step = next_of(table, case.state)
    if step is None and goes_on_in:
        return Turn(sentence=_("Der Vorgang geht weiter: %(stage)s.") % {"stage": goes_on_in})
    if step is None:
        who, sentence = table.after.get(case.state, ((), ""))
        return Turn(in_words(who), str(sentence), is_end=not who)
    if tables.BODY in step.who:
        return Turn(in_words(step.who), _("Entschieden wird in der Sitzung."))
    return Turn(in_words(step.who), _("Danach geht es weiter mit: %(step)s.") % {"step": step.label})
