"""What awards show elsewhere: what waits for whom, figures, a person's data."""

import datetime
from itertools import groupby

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.actors import queries as actors
from quartier.funding.grants import models, story
from quartier.funding.grants.actions import awards as award_actions
from quartier.funding.grants.models.awards import FREE_AGAIN
from quartier.funding.grants.queries import awards, links
from quartier.funding.grants.rules import awards as rules
from quartier.funding.grants.rules import payments as payment_rules
from quartier.funding.grants.rules import proofs
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.ui import german
from quartier.ground.workflow.waiting import Waiting

WITH = awards.WITH


def waiting_for(person, place=None) -> list[Waiting]:
    """What the person has to do: as office for its awards, as grantee for her own. Two queries however much waits."""
    if not getattr(person, "pk", None):
        return []
    where = {one.pk: one for one in _places(person, place)}
    if not where and place is None:
        return own_waiting(person)
    found = _rows(person, where, place)
    mine = {award.pk: award for award in found if award.is_own}
    return [*_to_prepare(where), *_for_office(person, found, where), *_own_lines(mine.values(), person)]


def own_waiting(person) -> list[Waiting]:
    """What she has to do as a grantee."""
    return _own_lines(_own(person), person)


def _places(person, place) -> list:
    return access.places_for(person, "grants.prepare") if place is None else [place] if access.may(person, "grants.prepare", place) else []


def _address(award, word="") -> str:
    return f"/{award.place.slug}/buero/foerderungen/{award.pk}/{word}"


def _to_prepare(where):
    if not where:
        return
    for row in awards.ready(where):
        place = where[row["place_id"]]
        word, why = TO_PREPARE[row["kind"]]
        yield Waiting(row["called"], f"/{place.slug}/buero/{word}/{row['pk']}/", row["on"], str(why), place)


TO_PREPARE = {  # kind of `awards.ready` → (where it goes on, why it waits)
    "antrag": ("foerderungen/neu/antrag", gettext_lazy("Die Jury hat zugestimmt: Bescheid vorbereiten")),
    "bewerbung": ("foerderungen/neu/bewerbung", gettext_lazy("Träger gewählt: Bescheid vorbereiten")),
    "aufruf": ("aufrufe", gettext_lazy("Die Förderung ist nicht zustande gekommen: neu auswählen oder neuer Bescheid")),
}


# --- the office ------------------------------------------------------------------------------------------------------

WHY = {
    "drafted": lambda award: (_("Bescheid bewilligen und verschicken"), None),
    "proof_submitted": lambda award: (_("Abrechnung prüfen"), None),
    "settled": lambda award: (_("Vorgang abschließen"), None),
    "recovery": lambda award: (_("Rückzahlung eintragen, sobald sie da ist"), award.claim_due_on),
}


def _rows(person, where, place) -> list[models.Award]:
    """Awards at which something may wait, each once for every open payment."""
    asked = models.Change.objects.filter(award=OuterRef("pk"), state="requested").order_by()
    reports = models.Proof.objects.filter(award=OuterRef("pk"), state="submitted", is_interim=True).order_by()
    found = awards.with_payments(models.Award.objects.all()).annotate(
        changes_asked=_count(asked), reports_in=_count(reports), is_own=ExpressionWrapper(_is_own(person), BooleanField())
    )
    late = Q(state__in=("running", "proof_returned"), proof_due_on__lt=clock.today())
    for_office = Q(state__in=WHY) | late | Q(pay_id__isnull=False) | Q(changes_asked__gt=0) | Q(reports_in__gt=0)
    found = found.filter(Q(for_office, place__in=where) | Q(is_own=True, state__in=WAITS_FOR_GRANTEE))
    found = found.filter(place=place) if place is not None else found
    return list(found.select_related(*WITH).order_by("-pk", "pay_at", "pay_id"))


def _count(rows):
    return Coalesce(Subquery(rows.values("award").annotate(n=Count("pk")).values("n")), 0)


def _for_office(person, found, where):
    for _pk, group in groupby(found, key=lambda row: row.pk):
        rows = list(group)
        if rows[0].place_id in where and rules.is_right_office(rows[0], by=person) is None:
            yield from _to_move(rows[0])
            yield from _to_pay(rows, person)
            yield from _to_decide(rows[0])


def _to_move(award):
    if award.state in WHY and not (award.state == "settled" and (award.pay_id or award.outstanding_cents)):
        why, due_on = WHY[award.state](award)
        yield Waiting(award.title, _address(award), due_on, why, award.place)
    if award.state in ("running", "proof_returned") and award.proof_due_on and award.proof_due_on < clock.today():
        why = _("Die Abrechnung ist überfällig: nachfragen und helfen")
        yield Waiting(award.title, _address(award), award.proof_due_on, why, award.place)


def _to_pay(rows, person):
    for row in rows:
        if row.pay_state == "requested" and payment_rules.opens_on(row.pay_year):
            continue  # noted for a year to come
        if row.pay_state == "requested":
            why = _("Zahlung freigeben: %(sum)s") % {"sum": german.euro(row.pay_cents)}
        elif row.pay_state == "released" and row.pay_released_by != person.pk:
            why = _("Zahlung eintragen: %(sum)s ist freigegeben") % {"sum": german.euro(row.pay_cents)}
        else:
            continue
        yield Waiting(row.title, f"/{row.place.slug}/buero/zahlungen/", _payable_since(row), why, row.place)


def _payable_since(row) -> datetime.date:
    """The day it was asked for, or the first day of its budget year where that came later."""
    return max(german.local(row.pay_at).date(), datetime.date(row.pay_year, 1, 1))


def _to_decide(award):
    for why, number in ((_("Änderung entscheiden"), award.changes_asked), (_("Zwischenbericht prüfen"), award.reports_in)):
        yield from [Waiting(award.title, _address(award), None, why, award.place)] * number


# --- the grantee -----------------------------------------------------------------------------------------------------


WAITS_FOR_GRANTEE = ("granted", "running", "proof_returned", "recovery")


def _is_own(person) -> Q:
    return Q(person=person) | Q(organisation__in=actors.organisations_of(person).order_by().values("pk"))


def _any_of(person):
    """Awards of the person and of the organisations for which she acts, the newest first."""
    return models.Award.objects.filter(_is_own(person)).select_related(*WITH).order_by("-pk")


def _all(person) -> list[models.Award]:
    """The same, each with the number of its receipts (`receipts_in`); asked once per request."""
    counted = models.Receipt.objects.filter(award=OuterRef("pk"), is_dropped=False).order_by()
    return access.remembered(person, "grants.own_awards", lambda: list(_any_of(person).annotate(receipts_in=_count(counted))))


def _own(person) -> list[models.Award]:
    return [award for award in _all(person) if award.state not in links.HIDDEN]


def cases_of(person) -> list[dict]:
    """The person's own awards for `/meins/`: title, address, state, tone, number."""
    return [
        {"title": award.title, "address": links.page(award, person), "state": story.state(award), "tone": story.tone(award),
         "number": award.thread.file_number, "place": award.place}
        for award in _own(person)
    ]  # fmt: skip


def _own_lines(found, person) -> list[Waiting]:
    """What a grantee has to do now, when she has signed in."""
    mine = [award for award in found if award.state in WAITS_FOR_GRANTEE]
    prefetch_related_objects([award for award in mine if proofs.interim_years(award)], "proofs")
    return [line for award in mine if (line := _own_line(award, person))]


def _own_line(award, person) -> Waiting | None:
    why, due_on = {
        "granted": (_("Bescheid annehmen und Konto eintragen"), award.starts_on),  # nothing may begin before it
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
    return {_("Förderungen"): told} if (told := [_told(award, person) for award in _own(person)]) else {}


def _told(award, person) -> str:
    account = _("Konto %(bank)s") % {"bank": story.bank_words(award)} if award.iban and award.person_id == person.pk else ""
    receipts = german.plural(award.receipts_in, _("Beleg"), _("Belege"))
    return ", ".join(
        filter(None, [f"{award.title} ({award.thread.file_number})", german.euro(award.cents), story.state(award), account, receipts])
    )


def erase(person, *, by=None) -> None:
    """Take account, name and words of the person out of what is closed. Numbers stay; open cases keep what is needed to finish them."""
    award_actions.erase_grantee(person, by=by)


def is_needed(person) -> bool:
    """Whether something of the person still runs, so that her data have to stay until it is closed."""
    return any(award.person_id == person.pk and award.state not in ("closed", *FREE_AGAIN) for award in _all(person))
