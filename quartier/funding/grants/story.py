"""How an award is told: its sums for the money box, plan and actual, and what the grantee has to do next."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from quartier.funding.budgets import queries as budgets
from quartier.funding.calls import case_pages
from quartier.funding.grants.queries import awards, links
from quartier.funding.grants.queries.parts import KINDS
from quartier.funding.grants.rules import awards as rules
from quartier.funding.grants.rules import payments as payment_rules
from quartier.funding.grants.rules import proofs
from quartier.funding.grants.steps.awards import AWARD
from quartier.funding.grants.steps.changes import CHANGE
from quartier.funding.grants.steps.drawdowns import DRAWDOWN
from quartier.ground.access import queries as access
from quartier.ground.files import queries as files
from quartier.ground.ui import german
from quartier.ground.ui.fields import bank_name
from quartier.ground.ui.money import Part
from quartier.ground.workflow import queries as workflow

TONES = {
    "drafted": "", "granted": "warn", "declined": "", "cancelled": "bad", "running": "ok", "proof_submitted": "warn", "proof_returned": "warn",
    "recovery": "bad", "settled": "ok", "closed": "", "discarded": "",
}  # fmt: skip
PAY_TONES = {"requested": "warn", "released": "warn", "paid": "ok", "refused": "bad", "withdrawn": ""}


def state(award) -> str:
    """The state in a word with a capital; overdue is derived from the clock."""
    if rules.is_overdue(award):
        return _("Abrechnung überfällig")
    label = AWARD.label(award.state)
    return label[:1].upper() + label[1:]


def tone(award) -> str:
    """The tone of the state."""
    return "bad" if rules.is_overdue(award) else TONES[award.state]


def when(award) -> str:
    """The period in words."""
    if award.starts_on == award.ends_on:
        return german.day(award.starts_on)
    return _("%(start)s bis %(end)s") % {"start": german.day(award.starts_on), "end": german.day(award.ends_on)}


def money_parts(award, held=None) -> list[Part]:
    """Where the awarded money is, from the ledger, adding up to the award; two queries where the thread's money is not known (`held`)."""
    held = held or budgets.thread_money(award.thread_id)
    found = [
        Part("proof", _("ausgezahlt und nachgewiesen"), held.proven),
        Part("paid", _("ausgezahlt, Nachweis folgt"), held.unproven),
        Part("held", _("noch nicht ausgezahlt"), held.committed),
        Part("", _("zurückgezahlt"), held.returned),
    ]
    if award.granted_on:
        found.append(Part("", _("nicht gebraucht"), max(0, award.cents - sum(part.cents for part in found))))
    return [part for part in found if part.cents] + [Part("", _("bewilligt"), award.cents, is_total=True)]


@dataclass(frozen=True)
class PlanLine:
    """One line of the plan in one year, or the sum of a year: planned, spent and accepted, in cents."""

    year: int
    label: str
    planned: int
    spent: int
    accepted: int
    is_total: bool = False

    @property
    def gap(self) -> int:
        return self.planned - self.spent


def plan_lines(award, receipts) -> list[PlanLine]:
    """Plan and actual per line and budget year, each year with its sum."""
    planned, spent, accepted = {}, {}, {}
    for row in award.plan:
        if row.get("side", "costs") == "costs":
            _add(planned, (int(row["year"]), row["kind"]), row["cents"])
    for receipt in receipts:
        key = (receipt.budget_year, receipt.kind or next((kind for year, kind in planned if year == receipt.budget_year), ""))
        _add(spent, key, receipt.gross_cents)
        _add(accepted, key, receipt.eligible_cents or 0)
    keys = sorted({*planned, *spent}, key=lambda key: (key[0], list(planned).index(key) if key in planned else 999))
    lines = [
        PlanLine(y, str(KINDS.get(k, k) or _("ohne Posten")), planned.get((y, k), 0), spent.get((y, k), 0), accepted.get((y, k), 0))
        for y, k in keys
    ]
    return [line for year in sorted({line.year for line in lines}) for line in _with_total(year, [x for x in lines if x.year == year])]


def _add(table, key, cents):
    table[key] = table.get(key, 0) + cents


def _with_total(year, lines) -> list[PlanLine]:
    sums = [sum(getattr(line, name) for line in lines) for name in ("planned", "spent", "accepted")]
    return [*lines, PlanLine(year, _("zusammen %(year)s") % {"year": year}, *sums, is_total=True)]


def payments(award) -> list[dict]:
    """The payments as rows for grantee and desk."""
    return [{"drawdown": row, "state": _pay_state(row), "tone": PAY_TONES[row.state]} for row in award.drawdowns.all()]


def _pay_state(drawdown) -> str:
    """The state in a word; a payment of a year to come is only noted."""
    opens_on = payment_rules.opens_on(drawdown.budget_year)
    if drawdown.state == "requested" and opens_on:
        return _("vorgemerkt, ab %(day)s") % {"day": german.day(opens_on)}
    return DRAWDOWN.label(drawdown.state)


def changes(award) -> list[dict]:
    """The changes as rows."""
    return [{"change": row, "state": CHANGE.label(row.state)} for row in reversed(list(award.changes.all()))]


def receipts(award) -> list:
    """The receipts that count, each with its files."""
    return with_files(proofs.counted(award))


def with_files(receipts, found=None) -> list:
    """Receipts, each with its files; `found`: files by kind and id, where they were read already."""
    found = files.by_kind(receipts) if found is None else found
    for row in receipts:
        row.files = found.get((row.KIND, row.pk), [])
    return receipts


def ways_on(case, person) -> list[tuple[str, str]]:
    """Where the desk goes on with an application, or with a call that has found its carrier: to the award, or to write one."""
    if case.KIND not in ("calls.application", "calls.call") or not access.may(person, "grants.read", case):
        return []
    base, source = f"/{case.place.slug}/buero/foerderungen/", _source_of(case)
    if award := awards.award_for(source) if source else None:
        return [(f"{base}{award.pk}/", _("Zum Bescheid"))]
    word = "antrag" if source is case else "bewerbung"
    return [(f"{base}neu/{word}/{source.pk}/", _("Bescheid vorbereiten"))] if source and access.may(person, "grants.prepare", case) else []


def _source_of(case):
    """What an award can be written for: the application that the jury approved, the bid that was chosen."""
    if case.KIND == "calls.call":
        return case.bids.filter(state="chosen").first() if case.state == "chosen" else None
    return case if case.state in ("approved", "approved_changed") else None


# --- the grantee's page ----------------------------------------------------------------------------------------------


def head(link) -> case_pages.Head:
    """The top of the page of an award that no application came before."""
    award = link.case
    return case_pages.Head(
        title=award.title, state=state(award), tone=tone(award), number=award.thread.file_number, next=next_step(link),
        timeline=workflow.timeline(award.thread, public_only=True, slug=award.place.slug), facts=facts(award), ways=quiet_ways(link, award),
    )  # fmt: skip


def application_head(link, told: case_pages.Head) -> case_pages.Head:
    """The top of the page of an application: as `calls` tells it, and once there is an award, how that stands."""
    award = links.award_of(link)
    if award is None:
        return told
    return replace(told, state=state(award), tone=tone(award), lead="", facts=facts(award), ways=quiet_ways(link, award))


def facts(award) -> list[tuple[str, str]]:
    """The main facts."""
    return [
        (_("Bewilligt"), german.euro(award.cents)),
        (_("Wann"), when(award)),
        (_("Abrechnung fällig"), german.day(award.proof_due_on)),
    ]


def quiet_ways(link, award) -> tuple:
    """What can be done but seldom is."""
    if award.state != "running":
        return ()
    return (case_pages.Way(link.address("beenden"), _("Vorzeitig beenden"), is_bad=True),)


def next_step(link) -> case_pages.Next | None:
    """Who has to do what until when, once there is an award."""
    award = links.award_of(link)
    return _NEXT[award.state](link, awards.whole(award)) if award else None


def held(link, award):
    """The money of the award's thread; asked once per page."""
    if "held" not in link.memory:
        link.memory["held"] = budgets.thread_money(award.thread_id)
    return link.memory["held"]


def _granted(link, award):
    ways = (
        case_pages.Way(link.address("annehmen"), _("Bescheid annehmen"), is_main=True),
        case_pages.Way(link.address("ablehnen"), _("Nicht annehmen"), is_bad=True),
    )
    text = _("Bewilligt sind %(sum)s. Wenn Sie einverstanden sind, tragen Sie Ihr Konto ein. Dann kann Geld fließen.") % {
        "sum": german.euro_words(award.cents)
    }
    return case_pages.Next(_("Sie sind dran: Bescheid annehmen"), text, is_mine=True, ways=ways)


def _running(link, award):
    report = _missing_interim(link, award)
    if report:
        return report
    ways = [case_pages.Way(link.address("belege/neu"), _("Beleg eintragen"), is_main=True)]
    if payment_rules.may_ask(award, held(link, award)):
        ways.append(case_pages.Way(link.address("abruf"), _("Geld abrufen")))
    why_not = proofs.has_begun(award) or proofs.has_receipts(award) or ""
    ways.append(case_pages.Way(link.address("abrechnung"), _("Zur Abrechnung"), why_not=why_not if proofs.has_begun(award) else ""))
    if rules.is_overdue(award):
        heading, text = _("Die Abrechnung ist überfällig"), _("Bitte geben Sie sie bald ab, oder rufen Sie uns an. Wir helfen.")
    else:
        heading, text = (
            _("Belege sammeln, dann abrechnen"),
            _("Fotografieren Sie jeden Beleg gleich. Die Abrechnung besteht aus den Belegen und einem kurzen Bericht."),
        )
    return case_pages.Next(heading, text, is_mine=True, due_on=award.proof_due_on, ways=tuple(ways))


def _missing_interim(link, award):
    missing = proofs.missing_interims(award)
    if not missing:
        return None
    year = missing[0]
    way = case_pages.Way(link.address(f"bericht/{year}"), _("Bericht schreiben"), is_main=True)
    receipt = case_pages.Way(link.address("belege/neu"), _("Beleg eintragen"))
    text = _("Was ist in diesem Jahr geschehen, was wurde ausgegeben? Danach gibt es das nächste Geld.")
    return case_pages.Next(
        _("Sie sind dran: Zwischenbericht für %(year)s") % {"year": year},
        text,
        is_mine=True,
        due_on=proofs.interim_due_on(award, year),
        ways=(way, receipt),
    )


def _submitted(link, award):
    return case_pages.Next(_("Wir prüfen Ihre Abrechnung"), _("Wenn etwas fehlt, fragen wir nach. Sie müssen jetzt nichts tun."))


def _returned(link, award):
    questions = next((proof.questions for proof in award.proofs.all() if not proof.is_interim), "") or ""
    ways = (
        case_pages.Way(link.address("abrechnung"), _("Abrechnung ergänzen"), is_main=True),
        case_pages.Way(link.address("belege/neu"), _("Beleg eintragen")),
    )
    return case_pages.Next(
        _("Sie sind dran: Fragen zur Abrechnung"),
        is_mine=True,
        ways=ways,
        lines=tuple(line for line in questions.splitlines() if line.strip()),
    )


def _recovery(link, award):
    text = _("Ihnen stehen %(due)s zu, gezahlt sind mehr. Bitte überweisen Sie %(open)s zurück. Der Verwendungszweck ist %(number)s.") % {
        "due": german.euro_words(award.payable_cents), "open": german.euro_words(award.outstanding_cents), "number": award.thread.file_number,
    }  # fmt: skip
    return case_pages.Next(
        _("Sie sind dran: %(sum)s zurückzahlen") % {"sum": german.euro_words(award.outstanding_cents)},
        text,
        is_mine=True,
        due_on=award.claim_due_on,
    )


def _settled(link, award):
    open_cents = sum(row.cents for row in award.drawdowns.all() if row.is_final and row.state in ("requested", "released"))
    text = (
        _("Auf Ihr Konto kommen noch %(sum)s.") % {"sum": german.euro_words(open_cents)}
        if open_cents
        else _("Es ist nichts mehr zu zahlen.")
    )
    return case_pages.Next(_("Ihre Abrechnung ist anerkannt"), text)


def _closed(link, award):
    text = _("Bitte heben Sie die Belege bis zum %(day)s auf.") % {"day": german.day(award.keep_until_on)} if award.keep_until_on else ""
    return case_pages.Next(_("Alles ist abgeschlossen"), text)


def _ended(heading):
    return lambda link, award: case_pages.Next(str(heading), _("Fragen? Rufen Sie uns an oder kommen Sie vorbei."))


def _again(link, award):
    return case_pages.Next(_("Wir schreiben Ihnen einen neuen Bescheid"), _("Im ersten war ein Fehler. Sie müssen jetzt nichts tun."))


_NEXT = {
    "granted": _granted, "running": _running, "proof_submitted": _submitted, "proof_returned": _returned, "recovery": _recovery,
    "settled": _settled, "closed": _closed, "declined": lambda link, award: _ended(_("Sie haben die Förderung nicht angenommen"))(link, award),
    "cancelled": lambda link, award: _ended(_("Die Bewilligung ist aufgehoben"))(link, award), "drafted": _again,
}  # fmt: skip


def sections(link) -> list[case_pages.Section]:
    """The parts of the grantee's page about her award; nothing while there is none to see."""
    award = links.award_of(link)
    if award is None:
        return []
    rows = proofs.counted(awards.whole(award))
    found = files.by_kind([award, *rows])
    context = {
        "award": award, "payments": payments(award), "receipts": with_files(rows, found), "changes": changes(award),
        "parts": money_parts(award, held(link, award)), "letters": of_purpose(found, award, "letter"), "reports": reports(award),
        "is_editable": proofs.is_editable(award) is None, "bank": bank_words(award),
        "can_change_bank": award.state in ("running", "proof_submitted", "proof_returned", "settled"), "is_running": award.state == "running",
    }  # fmt: skip
    return [case_pages.Section(_("Ihre Förderung"), template="grants/public/part_case.html", context=context)]


def reports(award) -> list:
    """The yearly reports in the order of their years."""
    return sorted((proof for proof in award.proofs.all() if proof.is_interim), key=lambda proof: proof.budget_year)


def of_purpose(found, thing, purpose: str) -> list:
    """Of files by kind and id those of a thing with this purpose."""
    return [file for file in found.get((thing.KIND, thing.pk), ()) if file.purpose == purpose]


def bank_words(award) -> str:
    """The account with all but its last digits hidden, and the bank's name."""

    if not award.iban:
        return ""
    return ", ".join(filter(None, [f"… {award.iban[-4:]}", bank_name(award.iban)]))
