"""What awards show elsewhere: what waits for whom, figures, a person's data."""

from django.db.models import Q
from django.utils.translation import gettext as _

from quartier.community.actors import queries as actors
from quartier.funding.grants import models, story
from quartier.funding.grants.actions import awards as award_actions
from quartier.funding.grants.models.awards import FREE_AGAIN
from quartier.funding.grants.queries import awards, links, parts
from quartier.funding.grants.rules import awards as rules
from quartier.funding.grants.rules import proofs
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.ui import german
from quartier.ground.workflow.waiting import Waiting

WITH = awards.WITH


def waiting_for(person, place=None) -> list[Waiting]:
    """What the person has to do: as office for its awards, as grantee for her own."""
    ids = _places(person, place)
    found = [*_to_prepare(person, ids), *_to_move(person, ids), *_to_pay(person, ids), *_to_decide(person, ids)] if ids else []
    return found + own_waiting(person, place)


def _places(person, place) -> list[int]:
    where = access.places_for(person, "grants.prepare") if place is None else [place] if access.may(person, "grants.prepare", place) else []
    return [one.pk for one in where]


def _address(award, word="") -> str:
    return f"/{award.place.slug}/buero/foerderungen/{award.pk}/{word}"


def _to_prepare(person, ids):
    for row in awards.ready_applications(ids):
        why = _("Die Jury hat zugestimmt: Bescheid vorbereiten")
        yield Waiting(row.title, f"/{row.place.slug}/buero/foerderungen/neu/antrag/{row.pk}/", row.decided_on, why, row.place)
    for row in awards.ready_bids(ids):
        why = _("Träger gewählt: Bescheid vorbereiten")
        yield Waiting(row.call.title, f"/{row.place.slug}/buero/foerderungen/neu/bewerbung/{row.pk}/", None, why, row.place)


WHY = {
    "drafted": lambda award: (_("Bescheid bewilligen und verschicken"), None),
    "proof_submitted": lambda award: (_("Abrechnung prüfen"), None),
    "settled": lambda award: (_("Vorgang abschließen"), None),
    "recovery": lambda award: (_("Rückzahlung eintragen, sobald sie da ist"), award.claim_due_on),
}


def _to_move(person, ids):
    found = models.Award.objects.filter(state__in=WHY, place__in=ids).select_related(*WITH).order_by("pk")
    for award in found:
        if rules.is_right_office(award, by=person) or (award.state == "settled" and rules.nothing_is_open(award)):
            continue
        why, due_on = WHY[award.state](award)
        yield Waiting(award.title, _address(award), due_on, why, award.place)
    yield from _overdue(person, ids)


def _overdue(person, ids):
    late = models.Award.objects.filter(state__in=("running", "proof_returned"), proof_due_on__lt=clock.today(), place__in=ids)
    for award in late.select_related(*WITH).order_by("proof_due_on", "pk"):
        if rules.is_right_office(award, by=person) is None:
            yield Waiting(
                award.title, _address(award), award.proof_due_on, _("Die Abrechnung ist überfällig: nachfragen und helfen"), award.place
            )


def _to_pay(person, ids):
    for row in parts.open_payments(ids):
        if rules.is_right_office(row.award, by=person):
            continue
        if row.state == "requested":
            why = _("Zahlung freigeben: %(sum)s") % {"sum": german.euro(row.cents)}
        elif row.released_by_id != person.pk:
            why = _("Zahlung eintragen: %(sum)s ist freigegeben") % {"sum": german.euro(row.cents)}
        else:
            continue
        yield Waiting(row.award.title, f"/{row.place.slug}/buero/zahlungen/", german.local(row.requested_at).date(), why, row.place)


def _to_decide(person, ids):
    asked = models.Change.objects.filter(state="requested", place__in=ids).select_related(*parts.WITH).order_by("pk")
    reports = models.Proof.objects.filter(state="submitted", is_interim=True, place__in=ids).select_related(*parts.WITH).order_by("pk")
    for row, why in [*((c, _("Änderung entscheiden")) for c in asked), *((p, _("Zwischenbericht prüfen")) for p in reports)]:
        if rules.is_right_office(row.award, by=person) is None:
            yield Waiting(row.award.title, _address(row.award), None, why, row.award.place)


# --- the grantee -----------------------------------------------------------------------------------------------------


def awards_of(person):
    """Awards of the person and of the organisations for which she acts, the newest first."""
    mine = Q(person=person) | Q(organisation__in=actors.organisations_of(person))
    return models.Award.objects.filter(mine).exclude(state__in=links.HIDDEN).select_related(*WITH).order_by("-pk")


def cases_of(person) -> list[dict]:
    """The person's own awards for `/meins/`: title, address, state, tone, number."""
    return [
        {"title": award.title, "address": links.page(award, person), "state": story.state(award), "tone": story.tone(award),
         "number": award.thread.file_number, "place": award.place}
        for award in awards_of(person)
    ]  # fmt: skip


def own_waiting(person, place=None) -> list[Waiting]:
    """What a grantee has to do now, when she has signed in."""
    if not getattr(person, "pk", None):
        return []
    mine = awards_of(person).filter(state__in=("granted", "running", "proof_returned", "recovery"))
    mine = mine.filter(place=place) if place is not None else mine
    return [line for award in mine if (line := _own_line(award, person))]


def _own_line(award, person) -> Waiting | None:
    why, due_on = {
        "granted": (_("Bescheid annehmen und Konto eintragen"), award.granted_on),
        "proof_returned": (_("Fragen zur Abrechnung beantworten"), award.proof_due_on),
        "recovery": (_("%(sum)s zurückzahlen") % {"sum": german.euro(award.outstanding_cents)}, award.claim_due_on),
    }.get(award.state, (None, None))
    if award.state == "running":
        why, due_on = _running_line(award)
    return Waiting(award.title, links.page(award, person), due_on, why, award.place) if why else None


def _running_line(award):
    if missing := proofs.missing_interims(award):
        return _("Zwischenbericht für %(year)s schreiben") % {"year": missing[0]}, proofs.interim_due_on(award, missing[0])
    return (_("Abrechnen"), award.proof_due_on) if award.ends_on < clock.today() else (None, None)


# --- figures and people ----------------------------------------------------------------------------------------------


def figures(place, year=None) -> list[tuple]:
    """[(label, number, source)]: awards made in a year, and awards that run."""
    year = year or clock.today().year
    found = models.Award.objects.filter(place_id__in=[one.pk for one in _under(place)]).exclude(state__in=FREE_AGAIN)
    source = _("Bescheide des Quartiers, %(day)s") % {"day": german.day(clock.today())}
    return [
        (_("Bewilligungen %(year)s") % {"year": year}, found.filter(granted_on__year=year).count(), source),
        (_("laufende Vorhaben"), found.filter(state="running").count(), source),
    ]


def _under(place):
    return [place] if place.is_quarter else list(type(place).objects.under(place))


def personal_data(person) -> dict:
    """What is stored about the person here: German label → lines."""
    rows = awards_of(person)
    return {_("Förderungen"): [_told(award, person) for award in rows]} if rows else {}


def _told(award, person) -> str:
    account = _("Konto %(bank)s") % {"bank": story.bank_words(award)} if award.iban and award.person_id == person.pk else ""
    count = award.receipts.filter(is_dropped=False).count()
    receipts = german.plural(count, _("Beleg"), _("Belege"))
    return ", ".join(
        filter(None, [f"{award.title} ({award.thread.file_number})", german.euro(award.cents), story.state(award), account, receipts])
    )


def erase(person, *, by=None) -> None:
    """Take account, name and words of the person out of what is closed. Numbers stay; open cases keep what is needed to finish them."""
    award_actions.erase_grantee(person, by=by)


def is_needed(person) -> bool:
    """Whether something of the person still runs, so that her data have to stay until it is closed."""
    return models.Award.objects.filter(person=person).exclude(state__in=("closed", *FREE_AGAIN)).exists()
