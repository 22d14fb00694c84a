"""Questions about ideas and links: None, or the sentence why not."""

from django.utils.translation import gettext as _

from quartier.community.participation import models
from quartier.ground.acts import clock
from quartier.ground.quarters import queries as quarters


def takes_ideas(place) -> str | None:
    """Whether somebody can hand in an idea for this place."""
    if not place.is_quarter:
        return _("Eine Idee gehört in ein Quartier. Bitte wählen Sie zuerst Ihr Quartier.")
    if quarters.phase_kind(place) == "closed":
        return _("Dieses Quartier ist beendet. Neue Ideen nimmt es nicht mehr an; das Bezirksamt hilft weiter.")
    return None


def place_takes_ideas(idea) -> str | None:
    """The same question, asked about a new idea."""
    return takes_ideas(idea.place)


def answer_is_given(idea, *, answer) -> str | None:
    """An answer that says something: whoever asked has a right to a reason."""
    if len(answer.strip()) < 20:
        return _("Bitte eine Antwort schreiben, die weiterhilft: was, warum und was jetzt möglich ist (mindestens 20 Zeichen).")
    return None


def may_merge(idea, *, into) -> str | None:
    """Whether the idea can go on in another one."""
    if into is None or into.place_id != idea.place_id:
        return _("Diese Idee gibt es in diesem Quartier nicht. Bitte die Nummer prüfen, zum Beispiel 17.")
    if into.pk == idea.pk:
        return _("Eine Idee kann nicht mit sich selbst zusammengelegt werden.")
    if into.state not in ("published", "answered"):
        return _("Die andere Idee ist nicht öffentlich. Bitte zuerst veröffentlichen, dann zusammenlegen.")
    if idea.outcome:
        return _("Aus dieser Idee ist schon mehr geworden (%(outcome)s). Legen Sie die andere Idee mit dieser zusammen.") % {
            "outcome": idea.get_outcome_display()
        }
    return None


def may_split(idea) -> str | None:
    """Whether a merged idea can stand alone again."""
    if idea.merged.exists():
        return _("In diese Idee sind selbst andere zusammengelegt. Bitte zuerst diese trennen.")
    return None


def has_no_outcome(idea) -> str | None:
    """Whether nobody has built on the idea yet."""
    if idea.outcome:
        return _("Aus der Idee ist schon ein Vorhaben geworden (%(outcome)s). Sie bleibt stehen, den Namen können Sie entfernen.") % {
            "outcome": idea.get_outcome_display()
        }
    return None


def shows_a_name(idea) -> str | None:
    """Whether there is a public name to take away."""
    if not (idea.shows_name and idea.author_name):
        return _("Ihr Name steht nicht bei der Idee.")
    return None


def link_is_open(link) -> str | None:
    """Whether the link can still do what it was sent for."""
    if link.used_at:
        return _("Dieser Link wurde schon benutzt. Er gilt nur einmal.")
    if link.expires_at <= clock.now():
        return _("Dieser Link ist abgelaufen.")
    return None


def can_be_supported(idea) -> str | None:
    """Whether people can say that they find the idea good."""
    if idea.state not in ("published", "answered"):
        return _("Diese Idee kann man nicht mehr unterstützen.")
    if idea.outcome in (models.Outcome.CLOSED, models.Outcome.STOPPED):
        return _("Dieses Vorhaben ist abgeschlossen.")
    return None


def came_by_open_link(idea, *, link) -> str | None:
    """Whether the idea is confirmed by the link that was sent for it."""
    if link.idea_id != idea.pk or link.purpose != models.Purpose.CONFIRM:
        return _("Dieser Link gehört zu etwas anderem.")
    return link_is_open(link)


CUT = "[…]"


def only_cuts(before: str, after: str) -> str | None:
    """Whether a text was only shortened: every word left stood there before, in this order. "[…]" may mark the gap."""
    left = iter(before.split())
    if all(word in left for word in after.replace(CUT, " ").split()):
        return None
    return _("Hier darf nur etwas herausgenommen werden. Die Idee bleibt in den Worten der Person; Lücken bitte mit […] zeigen.")
