"""How a brief is told to the council: what it is about and what it costs, before the vote."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.councils import agenda
from quartier.community.participation import ways
from quartier.funding.budgets import queries as money
from quartier.funding.calls import models
from quartier.funding.calls.actions import briefs
from quartier.ground.access import queries as access
from quartier.ground.ui import german

FIT_IDEAS = ("published", "answered")  # from which a brief may grow
LABELS = {  # acts that are no steps
    "calls.add_panel_member": gettext_lazy("Ins Auswahlgremium aufgenommen"),
    "calls.remove_panel_member": gettext_lazy("Aus dem Auswahlgremium genommen"),
    "calls.declare_bias": gettext_lazy("Befangenheit vermerkt"),
    "calls.lift_bias": gettext_lazy("Befangenheit aufgehoben"),
    "calls.set_criteria": gettext_lazy("Kriterien festgelegt"),
    "calls.score": gettext_lazy("Bewertung eingetragen"),
    "calls.ask": gettext_lazy("Frage gestellt"),
    "calls.answer": gettext_lazy("Frage öffentlich beantwortet"),
    "calls.change_answer": gettext_lazy("Antwort geändert"),
    "calls.drop_question": gettext_lazy("Frage entfernt"),
}


def waiting_for_council(place, body_kind: str):
    """Briefs that may go on an agenda of the council."""
    if body_kind != "council":
        return []
    return list(models.Brief.objects.filter(place=place, state="drafted").select_related("place", "thread").order_by("made_at", "pk"))


def put_on_agenda(brief, meeting, by):
    """The council's own page puts a brief on an agenda by the brief's step."""
    briefs.table_brief(brief, meeting=meeting, by=by)
    return meeting.items.get(about_kind=brief.KIND, about_id=brief.pk)


def for_council(brief) -> agenda.Description:
    """What members see before they vote: all of the brief."""
    facts = [
        (_("Ausgangslage"), brief.situation),
        (_("Ziele"), brief.goals),
        (_("Aufgaben"), brief.tasks),
        (_("Zielgruppe"), brief.target_group),
        (_("Ort"), brief.where),
        (_("Zeit"), _("%(first)s bis %(last)s") % {"first": german.day(brief.starts_on), "last": german.day(brief.ends_on)}),
        (_("Jahre"), years_text(brief)),
        (_("Der Rat beim letzten Mal"), brief.council_note),
    ]
    return agenda.Description(
        text=_("Soll dieses Projekt gefördert werden? Danach prüft das Bezirksamt, ob es möglich ist."),
        amount_cents=brief.max_cents,
        facts=[(term, text) for term, text in facts if text],
        pot=money.pot(brief.fund, brief.place, brief.programme_year),
        pot_label=f"{brief.fund.label} {brief.programme_year}",
    )


def years_text(brief) -> str:
    """The yearly sums in a line: "2026: 10.000 €, 2027: 20.000 €"."""
    return ", ".join(f"{year}: {german.euro(cents)}" for year, cents in sorted(brief.cents_by_year.items()) if cents)


def ways_on(idea, person) -> list[ways.Way]:
    """From an idea's desk page: write down the key points, or see those that were."""
    if not access.may(person, "calls.write", idea):
        return []
    base = f"/{idea.place.slug}/buero/eckpunkte/"
    known = [ways.Way(brief.title, f"{base}{brief.pk}/") for brief in idea.briefs.order_by("pk")]
    if idea.state not in FIT_IDEAS:
        return known
    return [*known, ways.Way(_("Eckpunkte anlegen"), f"{base}neu/?idee={idea.pk}")]
