"""How an application is told: to the applicant in plain words, to the jury without private data."""

import datetime
from dataclasses import dataclass

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.councils import agenda
from quartier.community.councils import surfaces as councils
from quartier.funding.budgets import rules as money
from quartier.funding.calls import case_pages, models
from quartier.funding.calls.queries import applications as queries
from quartier.funding.calls.rules import applications as rules
from quartier.funding.calls.steps.applications import APPLICATION
from quartier.ground.acts import clock
from quartier.ground.quarters.models import Place
from quartier.ground.ui import german
from quartier.ground.workflow import queries as workflow

DRAFT, DRAFT_OFFICE = "calls.application", "calls.application_office"
DRAFT_TITLE = gettext_lazy("Ihr Antrag für den Aktionsfonds")
LABELS = {
    "calls.tick": gettext_lazy("Prüfung: Häkchen geändert"),
    "calls.judge_items": gettext_lazy("Prüfung: Posten beurteilt"),
    "calls.renew_link": gettext_lazy("Neuen Link verschickt, ältere gelten nicht mehr"),
    "calls.add_paper": gettext_lazy("Papier hinzugefügt"),
}
TONES = {
    "submitted": "warn",
    "needs_rework": "warn",
    "deferred": "warn",
    "approved": "ok",
    "approved_changed": "ok",
    "rejected": "bad",
    "ineligible": "bad",
}


def draft_address(draft) -> str:
    """Where a draft of this form goes on."""
    slug = Place.objects.filter(pk=draft.place_id).values_list("slug", flat=True).first()
    return f"/{slug}/foerderung/antrag/formular/"


def office_draft_address(draft) -> str:
    """Where a draft that the office began goes on."""
    slug = Place.objects.filter(pk=draft.place_id).values_list("slug", flat=True).first()
    return f"/{slug}/buero/antraege/neu/"


def state(application) -> str:
    """The state in a word, with a capital."""
    label = APPLICATION.label(application.state)
    return label[:1].upper() + label[1:]


def applied_on(application) -> datetime.date:
    """The day on which it was first handed in; lead times are counted from it."""
    return german.local(application.submitted_at).date()


def check_by(application) -> datetime.date:
    """The day by which the office has looked at it, by the fund's rules."""
    return applied_on(application) + datetime.timedelta(days=application.rules.check_days)


def applicant(application) -> str:
    """Who applies, for the office: the group, or the person."""
    return application.group_name or application.name or application.person.name


def when(application) -> str:
    """The days of the action in words."""
    if application.starts_on == application.ends_on:
        return german.day(application.starts_on)
    return _("%(start)s bis %(end)s") % {"start": german.day(application.starts_on), "end": german.day(application.ends_on)}


@dataclass(frozen=True)
class Box:
    """The Aktionsfonds of a quarter in a few lines, for pages that lead to its form."""

    place: object
    cap_cents: int | None = None
    pot: object = None
    meeting: object = None
    why_not: str = ""


def box(place, meetings=None) -> Box | None:
    """The box for a quarter's page; None where there is no such fund: a city, a quarter without rules. `meetings`: those to come, if known."""
    found = queries.rules(place) if place.is_quarter else None
    if found is None:
        return None
    why_not = closed(place, found) or ""
    pot = queries.pot(place, clock.today().year, found.fund)
    return Box(place, found.cap_cents, pot, queries.next_meeting(place, found, meetings=meetings), why_not)


def closed(place, fund_rules) -> str | None:
    """None, or why nobody can apply here today."""
    if place.has_ended:
        return _("Dieses Quartier ist beendet. Einen Aktionsfonds gibt es hier nicht mehr.")
    if fund_rules is None:
        return _("Für dieses Quartier sind noch keine Regeln des Aktionsfonds eingetragen. Das Büro weiß, wann es losgeht.")
    return money.window_problem(fund_rules, clock.today())


# --- for the jury ------------------------------------------------------------------------------------------------------------


def for_jury(application) -> agenda.Description:
    """What members see: the action and its money. No name, no address, no telephone, no bank."""
    items = ", ".join(f"{item.what} {german.euro(item.cents)}" for item in application.items.all())
    facts = [
        (_("Wann"), when(application)),
        (_("Wo"), application.where),
        (_("Für wen"), _audience(application)),
        (_("Wer macht mit"), application.partners),
        (_("Freiwillige"), application.volunteering),
        (_("Eigener Anteil"), application.own_contribution),
        (_("Ziele"), "; ".join(application.themes)),
        (_("Kosten"), items),
        (_("Antrag von"), str(application.get_applicant_kind_display())),
    ]
    return agenda.Description(
        text=application.description,
        amount_cents=application.requested_cents,
        facts=[(term, text) for term, text in facts if text],
        pot=queries.pot(application.place, application.budget_year, application.fund),
        pot_label=_("Aktionsfonds %(year)s") % {"year": application.budget_year},
    )


def _audience(application) -> str:
    people = german.plural(application.people, _("Mensch"), _("Menschen")) if application.people else ""
    return ", ".join(filter(None, [application.target_group, people and _("etwa %(people)s") % {"people": people}]))


# --- for the applicant --------------------------------------------------------------------------------------------------------


def head(link: case_pages.CaseLink) -> case_pages.Head:
    """The top of the applicant's page: what it is about, how it stands, who has to do what until when."""
    application = link.case
    return case_pages.Head(
        title=application.title,
        state=state(application),
        tone=TONES.get(application.state, ""),
        number=application.thread.file_number,
        lead=str(LEADS[application.state]),
        next=_NEXT[application.state](link),
        timeline=own_timeline(application),
        facts=facts(application),
        ways=SimpleLazyObject(lambda: _quiet_ways(link)),  # once an award stands, its own ways out are shown in their place
    )


LEADS = {
    "submitted": gettext_lazy("Wir haben Ihren Antrag. Das Team prüft ihn."),
    "needs_rework": gettext_lazy("Wir brauchen noch etwas von Ihnen."),
    "tabled": gettext_lazy("Ihr Antrag ist geprüft. Die Jury entscheidet."),
    "deferred": gettext_lazy("Die Jury hat noch nicht entschieden. Sie tut es in einer der nächsten Sitzungen."),
    "approved": gettext_lazy("Die Jury hat zugestimmt."),
    "approved_changed": gettext_lazy("Die Jury hat zugestimmt, aber nicht ganz wie beantragt."),
    "rejected": gettext_lazy("Die Jury hat nicht zugestimmt."),
    "ineligible": gettext_lazy("Der Aktionsfonds darf das nicht bezahlen."),
    "withdrawn": gettext_lazy("Der Antrag ist zurückgezogen. Wir bearbeiten ihn nicht weiter."),
    "lapsed": gettext_lazy("Die Jury hatte zugestimmt, aber die Förderung ist nicht zustande gekommen."),
}


def _checked(link):
    text = _("Wenn etwas fehlt, fragen wir nach. Bitte kaufen Sie noch nichts: Nachträglich wird nichts gefördert.")
    return case_pages.Next(_("Das Team prüft Ihren Antrag"), text, due_on=check_by(link.case))


def _rework(link):
    way = case_pages.Way(link.address("aendern"), _("Antrag ändern"), is_main=True)
    lines = tuple(line for line in link.case.decision_reason.splitlines() if line.strip())
    return case_pages.Next(_("Sie sind dran: bitte ändern und wieder abschicken"), is_mine=True, ways=(way,), lines=lines)


def _jury(link):
    item = queries.agenda_item(link.case)
    if item is None:
        return case_pages.Next(_("Die Jury entscheidet"), _("Der Tag steht noch nicht fest. Wir melden uns."))
    meeting = item.meeting
    facts = {"body": meeting.body.name, "when": german.moment(meeting.starts_at), "where": meeting.where}
    text = _("%(body)s: %(when)s.") % facts + (_(" Ort: %(where)s.") % facts if meeting.where else "")
    way = case_pages.Way(councils.meeting_address(meeting), _("Zur Sitzung"))
    return case_pages.Next(
        _("Die Jury entscheidet"),
        f"{text} {_('Sie können kommen und kurz erzählen, was Sie vorhaben.')}",
        due_on=german.local(meeting.starts_at).date(),
        ways=(way,),
    )


def _deferred(link):
    return case_pages.Next(
        _("Die Jury sieht sich den Antrag noch einmal an"), _reason(link.case) or _("Wir melden uns, sobald der Tag feststeht.")
    )


def _granted(link):
    application = link.case
    text = _("Bewilligt sind %(sum)s. Als Nächstes bekommen Sie den Bescheid.") % {"sum": german.euro_words(application.approved_cents)}
    conditions = tuple(line for line in application.conditions.splitlines() if line.strip())
    return case_pages.Next(_("Das Team schreibt Ihren Bescheid"), text, lines=conditions)


def _refused(link):
    application = link.case
    why_not = rules.may_come_again(application) or ""
    way = case_pages.Way(link.address("neu"), _("Ändern und neu stellen"), is_main=True, why_not=why_not)
    return case_pages.Next(_("Was jetzt möglich ist"), _reason(application), is_mine=True, ways=(way,))


def _withdrawn(link):
    way = case_pages.Way(link.address("neu"), _("Neu stellen"), why_not=rules.may_come_again(link.case) or "")
    return case_pages.Next(_("Doch noch?"), _("Ihre Angaben sind noch da. Sie können damit einen neuen Antrag beginnen."), ways=(way,))


def _reason(application) -> str:
    return _("Der Grund: %(reason)s") % {"reason": application.decision_reason} if application.decision_reason else ""


_NEXT = {
    "submitted": _checked,
    "needs_rework": _rework,
    "tabled": _jury,
    "deferred": _deferred,
    "approved": _granted,
    "approved_changed": _granted,
    "rejected": _refused,
    "ineligible": _refused,
    "withdrawn": _withdrawn,
    "lapsed": _withdrawn,
}
TOLD = {  # step → what the applicant reads in her own story; internal steps are not in it
    "submit": gettext_lazy("Antrag abgeschickt"),
    "enter": gettext_lazy("Antrag im Büro aufgenommen"),
    "send_back": gettext_lazy("Das Team hat Fragen"),
    "resubmit": gettext_lazy("Geändert und wieder abgeschickt"),
    "amend": gettext_lazy("Das Team hat den Antrag mit Ihnen geändert"),
    "table": gettext_lazy("Geprüft, auf der Tagesordnung der Jury"),
    "untable": gettext_lazy("Von der Tagesordnung genommen"),
    "approve": gettext_lazy("Die Jury hat zugestimmt"),
    "approve_changed": gettext_lazy("Die Jury hat mit Änderung zugestimmt"),
    "reject": gettext_lazy("Die Jury hat nicht zugestimmt"),
    "defer": gettext_lazy("Die Jury hat vertagt"),
    "undo_decision": gettext_lazy("Der Beschluss der Jury gilt nicht"),
    "find_ineligible": gettext_lazy("Nicht förderfähig"),
    "reopen": gettext_lazy("Wird noch einmal geprüft"),
    "withdraw": gettext_lazy("Zurückgezogen"),
    "take_up": gettext_lazy("Wieder aufgenommen"),
}
AHEAD = {"submitted": gettext_lazy("Die Jury entscheidet"), "needs_rework": gettext_lazy("Die Jury entscheidet")}


def own_timeline(application) -> list:
    """The story of her application as the applicant reads it: no names of staff, no notes."""
    found = workflow.entries(application.thread, public_only=False)
    stops = [_stop(entry, application.thread.kind) for entry in found]
    stops = [stop for stop in stops if stop]
    if stops and not APPLICATION.is_end(application.state):
        stops[-1] = workflow.Stop(**{**stops[-1].__dict__, "state": "now"})
    ahead = AHEAD.get(application.state)
    return stops + ([workflow.Stop(label=str(ahead), state="next")] if ahead else [])


def _stop(entry, kind):
    app, _dot, verb = entry.act.partition(".")
    told = TOLD.get(verb) if app == "calls" and entry.about_kind == models.Application.KIND else None
    if told:
        return workflow.Stop(label=str(told), at=entry.at)
    step = workflow.step_of(entry) if entry.public and not entry.about_kind.startswith("councils.") else None
    return (
        workflow.Stop(label=workflow.public_sentence(entry, step), who=step.actor_in(kind), at=entry.at) if step and step.public else None
    )


def _quiet_ways(link) -> tuple:
    if APPLICATION.offer(APPLICATION.all["withdraw"], link.case, link.person).why_not:  # the link is the applicant's: she may, if it can be
        return ()
    return (case_pages.Way(link.address("zurueckziehen"), _("Antrag zurückziehen"), is_bad=True),)


def facts(application) -> list[tuple[str, str]]:
    """The main facts in a few words."""
    found = [
        (_("Beantragt"), german.euro(application.requested_cents)),
        (_("Bewilligt"), german.euro(application.approved_cents) if application.approved_cents else ""),
        (_("Wann"), when(application)),
        (_("Wo"), application.where),
    ]
    return [(term, text) for term, text in found if text]


def answers(application, *, private: bool = True) -> list[tuple[str, str]]:
    """All that was filled in, question by question; `private`: with name, address, telephone."""
    yes, no = _("ja"), _("nein")
    deducts = application.deducts_input_tax
    found = [
        (_("Wer"), application.get_applicant_kind_display()),
        (_("Gruppe oder Einrichtung"), application.group_name if private else ""),
        (_("Name"), (application.name or application.person.name) if private else ""),
        (
            _("Adresse"),
            ", ".join(filter(None, [application.street, f"{application.postcode} {application.town}".strip()])) if private else "",
        ),
        (_("Telefon"), application.phone if private else ""),
        (_("E-Mail"), (application.person.email or "") if private else ""),
        (_("Sprachen und Hilfe"), application.speaks if private else ""),
        (_("Was passiert?"), application.description),
        (_("Was machen Freiwillige?"), application.volunteering),
        (_("Für wen?"), _audience(application)),
        (_("Ziele"), "; ".join(application.themes)),
        (_("Wo?"), application.where),
        (_("Mit der Eigentümerin abgesprochen"), yes if application.has_owner_consent else no),
        (_("Wann?"), when(application)),
        (_("Wer macht mit?"), application.partners),
        (_("Wie erfahren es die Leute?"), application.publicity),
        (_("Pauschale"), yes if application.wants_flat_rate else no),
        (_("Einnahmen"), german.euro(application.income_cents)),
        (_("Eigenes Geld"), german.euro(application.own_cents)),
        (_("Eigener Anteil"), application.own_contribution),
        (_("Vorsteuerabzug"), "" if deducts is None else yes if deducts else no),
        (_("Darf veröffentlicht werden"), yes if application.may_publish else no),
        (_("Einwilligung im Büro"), application.office_consent if private else ""),
    ]
    return [(term, str(text)) for term, text in found if text]


def read_back(form) -> list[tuple[str, str]]:
    """What was answered in a form, label by label, for looking it over; what was left free is left out."""
    said = [(str(bf.label) or _("Posten"), _shown(form, bf)) for bf in form if not bf.is_hidden]
    return [(label, text) for label, text in said if text]


def _shown(form, bf) -> str:
    value = form.cleaned_data.get(bf.name)
    if value in (None, "", [], False):
        return ""
    if bf.kind == "rows":
        return "\n".join(f"{row['what']}: {german.euro(row['cents'])}" for row in value)
    if value is True:
        return _("ja")
    if bf.name.endswith("_cents"):
        return german.euro(value) if value else ""
    if isinstance(value, datetime.date):
        return german.day(value)
    choices = dict(getattr(bf.field, "choices", ()))
    return "\n".join(str(choices.get(one, one)) for one in value) if isinstance(value, list) else str(choices.get(value, value))
