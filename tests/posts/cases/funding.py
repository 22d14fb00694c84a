"""Forms of the funding floor: applications, briefs, calls, bids, awards, money, projects."""

import datetime
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from quartier.funding.calls import case_pages, sealing
from quartier.funding.calls.actions import bids, panel, questions
from quartier.funding.calls.models import Application, Bid, Brief, Call, PanelMember
from quartier.funding.grants.actions import payments, proofs, receipts
from quartier.funding.grants.models import Award
from quartier.funding.grants.rules import payments as payment_rules
from quartier.ground.acts import clock
from quartier.ground.files import queries as files
from quartier.ground.files.tests.samples import picture
from tests.posts.cases.case import Case
from tests.stories import aktionsfonds, project

TEAM, GRANTING = "Lea Brandt", "Heike Franke"
SUM = {"source_bund": "100", "source_land": "100"}


def _desk(demo, name, person=TEAM, **arguments):
    return demo.open(demo.person(person), reverse(name, kwargs={"quarter": demo.home.slug, **arguments}))


def _rules_shown(name, path):
    """New rules of a fund, shown in words; the button that keeps them stands below."""
    return lambda demo: demo.open(demo.person(name), path).press("Weiter zur Vorschau", valid_from="1.3.2027")


def _own_rules(demo):
    """A quarter has rules of its own, which can end."""
    lead, fund = demo.person("Katrin Vogt"), "/donaustrasse-nord/buero/geld/regeln/projektfonds/"
    demo.open(lead, f"{fund}neu/").press("Weiter zur Vorschau", valid_from="24.11.2026").press("Als neue Fassung speichern")
    return demo.open(lead, f"{fund}beenden/")


# --- applications -------------------------------------------------------------------------------------------------------


def an_application_is_told(demo):
    """All questions are answered; the page to look over and send is open."""
    page = demo.open(None, f"/{demo.home.slug}/foerderung/antrag/formular/")
    for answers in aktionsfonds.PAGES:
        page.press("Weiter", **{**answers, **({"postcode": "12043"} if "postcode" in answers else {})})
    return page


def _whole_application(found) -> dict:
    answers = {name: value for page in aktionsfonds.PAGES for name, value in page.items()}
    return answers | {"postcode": "12043", "office_consent": "am Telefon"}


def application(demo, state) -> Application:
    """The newest application of the quarter in this state."""
    return Application.objects.filter(place=demo.home, state=state).latest("pk")


# --- calls and bids -----------------------------------------------------------------------------------------------------


def _call(demo, state) -> Call:
    return Call.objects.filter(place=demo.home, state=state).latest("pk")


def _question(demo):
    call = _call(demo, "published")
    asked = questions.ask(call, "Dürfen auch zwei zusammen sich bewerben?", "neu@beispiel.example")
    return _desk(demo, "calls.answer", call=call.pk, question=asked.pk)


def _on_panel(word, **facts):
    def scene(demo):
        seat = PanelMember.objects.filter(call__state="selecting", bias=None, **facts).latest("pk")
        bid = Bid.objects.filter(call=seat.call, state="formally_ok").latest("pk")
        return demo.open(seat.person, f"/meins/auswahl/{seat.call_id}/{word or bid.pk}/")

    return scene


def bidding(demo):
    """A carrier that has not bid yet, with the form of a call that is open."""
    call = _call(demo, "published")
    person = next(one for one in demo.carriers() if not call.bids.filter(organisation__in=demo.organisations(one)).exists())
    return demo.open(person, f"/meins/bewerbungen/neu/{call.pk}/")


def _plan(found) -> dict:
    """A sketch, and a plan that adds up for the years that the form asks for."""
    years = sorted({name.rpartition("-y")[2] for name in found.form.names if "-y" in name})
    rows = {"costs-0": ("staff", "550"), "cover-0": ("grant", "500"), "cover-2": ("own_work", "50")}
    filled = {f"{row}-kind": kind for row, (kind, _cents) in rows.items()}
    return project.SKETCH | filled | {f"{row}-y{year}": cents for row, (_kind, cents) in rows.items() for year in years}


def _own_bid(word):
    def scene(demo):
        bid = Bid.objects.filter(state="sealed", call=_call(demo, "published"), is_on_paper=False).latest("pk")
        return demo.open(bid.person, f"/meins/bewerbungen/{bid.pk}/{word}/")

    return scene


def _paper_bid(demo):
    bid = Bid.objects.filter(place=demo.home, state="opened").latest("pk")
    Bid.objects.filter(pk=bid.pk).update(is_on_paper=True)
    return _desk(demo, "calls.type_in", bid=bid.pk)


def _letter_of_a_stranger(found) -> dict:
    """A letter of an organisation that has not bid yet."""
    there = set(_call_of(found).bids.values_list("organisation_id", flat=True))
    return {"organisation": next(pk for pk in found.form.offered["organisation"] if pk and int(pk) not in there), "name": "Nora Neu"}


def _call_of(found) -> Call:
    return Call.objects.get(pk=re.search(r"/aufrufe/(\d+)/", found.form.path).group(1))


def _damaged(verb):
    """A bid could not be read at the opening; meanwhile its key is there again."""

    def scene(demo):
        bid = Bid.objects.filter(place=demo.home, state="opened", call__state="opened").latest("pk")
        sealing.make_key(bid.call_id)
        content = {"sketch": bid.sketch, "lines": list(bid.lines.values("side", "kind", "label", "budget_year", "cents"))}
        secret, commitment = sealing.seal(bid.call_id, content)
        Bid.objects.filter(pk=bid.pk).update(state="damaged", trouble="key", sealed=secret, commitment=commitment)
        return _desk(demo, "calls.bid_step", bid=bid.pk, verb=verb)

    return scene


def _brief_to_call(demo):
    brief = Brief.objects.filter(place=demo.home, state="confirmed", calls=None).latest("pk")
    return demo.open(demo.person(TEAM), reverse("calls.call_new", kwargs={"quarter": demo.home.slug}) + f"?eckpunkte={brief.pk}")


# --- awards -------------------------------------------------------------------------------------------------------------


def award(demo, state, is_micro=True) -> Award:
    """The newest award of the quarter in this state: a small one, or one of a project."""
    return [one for one in Award.objects.filter(place=demo.home, state=state).order_by("pk") if one.is_micro == is_micro][-1]


def under_link(demo, one, tail=""):
    """A page under the link of the case, which needs no account."""
    return demo.open(None, case_pages.address_for(one, one.person) + tail)


def _link(tail, state="running", is_micro=True):
    return lambda demo: under_link(demo, award(demo, state, is_micro), tail)


def _office(name, state="running", is_micro=True, person=TEAM, **arguments):
    return lambda demo: _desk(demo, name, person, award=award(demo, state, is_micro).pk, **arguments)


def in_january() -> None:
    """The year is over: reports on it can be written, money of the next one can be asked for."""
    clock.set(datetime.datetime(2027, 1, 15, 10))


def running_project(demo) -> Award:
    """An award over several years of which money can still be asked for; it is January."""
    in_january()
    rows = Award.objects.filter(place=demo.home, state="running").order_by("-pk")
    return next(one for one in rows if not one.is_micro and payment_rules.may_ask(one))


def _project_link(tail):
    return lambda demo: under_link(demo, running_project(demo), tail)


def _project_office(name, **arguments):
    return lambda demo: _desk(demo, name, award=running_project(demo).pk, **arguments)


def _report(verb, *, is_accepted=False):
    """The report on a year is there, its receipts are judged; it may have been accepted."""

    def scene(demo):
        one, office = running_project(demo), demo.person(GRANTING)
        words = {name: value for name, value in project.REPORT.items() if name not in ("is_true", "own_cents", "income_cents")}
        report = proofs.submit_interim(one, budget_year=2026, by=one.person, is_true=True, **words)
        open_rows = one.receipts.filter(is_dropped=False, eligible_cents=None)
        receipts.judge_receipts(one, {row.pk: (row.gross_cents, "") for row in open_rows}, by=office)
        if is_accepted:
            proofs.accept_interim(report, by=office)
        return _desk(demo, "grants.proof_step", GRANTING, award=one.pk, proof=report.pk, verb=verb)

    return scene


def _step(state, verb, **facts):
    return lambda demo: _desk(demo, "grants.step", award=award(demo, state, **facts).pk, verb=verb)


def _paid_back(demo):
    """Too much was paid; a part of it has come back."""
    one = award(demo, "recovery")
    proofs.book_return(one, cents=100, bank_on=clock.today(), by=demo.person("Cem Arslan"))
    return _desk(demo, "grants.step", award=one.pk, verb="take_back_return")


def _all_paid(demo):
    """The last payment has left the bank, nothing is open."""
    one = award(demo, "settled")
    for part in one.drawdowns.filter(state="released"):
        payer = next(name for name in (TEAM, "Cem Arslan") if demo.person(name).pk != part.released_by_id)
        payments.pay_drawdown(part, bank_on=clock.today(), by=demo.person(payer))
    return _desk(demo, "grants.step", award=one.pk, verb="close")


def _all_checked(demo):
    """Of the bids of an opened call one is in order, the others are excluded."""
    call, lead = _call(demo, "opened"), demo.person(TEAM)
    waiting = list(call.bids.filter(state__in=("opened", "complete")).order_by("-is_on_paper", "state"))
    for bid in waiting[1:]:
        bids.exclude_bid(bid, "Unvollständig.", by=lead)
    good = bids.find_complete(waiting[0], by=lead) if waiting[0].state == "opened" else waiting[0]
    bids.find_formally_ok(good, by=demo.person("Katrin Vogt"))
    return _desk(demo, "calls.call_step", call=call.pk, verb="start_selection")


def _all_scored(demo):
    """Everybody of the panel has given points to every bid."""
    call = _call(demo, "selecting")
    for member in call.panel.filter(bias=None):
        for bid in call.bids.filter(state="formally_ok"):
            panel.score(member, bid, {one.pk: 3 for one in call.criteria.all()}, by=member.person)
    return _desk(demo, "calls.call_step", call=call.pk, verb="choose")


def _nobody_has_bid(demo):
    """The deadline of a call has passed without a bid."""
    call = _call(demo, "published")
    call.bids.update(state="withdrawn")
    clock.set(call.deadline_at + datetime.timedelta(days=1))
    return _desk(demo, "calls.call_step", call=call.pk, verb="fail_call")


def _photo_of_report(demo):
    one = award(demo, "running")
    proofs.add_photo(
        one, upload=SimpleUploadedFile("foto.jpg", picture()), alt="Ein Fest", rights_holder="Nora Neu", consent=True, by=one.person
    )
    photo = files.of(one.proofs.get(), "photo")[0]
    return _desk(demo, "projects.show", project=one.project.pk, file=photo.pk)


def _withdrawn(model_field, tail):
    """Something of an award that waits, to be taken back under the link."""

    def scene(demo):
        one = getattr(Award, model_field).rel.related_model.objects.filter(award__place=demo.home, state="requested").latest("pk")
        return under_link(demo, one.award, tail(one))

    return scene


def _account(tail, state, **ticks):
    """The account has been typed in and is shown back with the name of its bank."""

    def scene(demo):
        page = under_link(demo, award(demo, state), tail)
        return page.press("Weiter", account_holder="Noor Haidari", iban=project.IBAN, **ticks)

    return scene


def _judged(found) -> dict:
    words = {"eligible_": "1", "note_": "Gekürzt."}
    return {name: said for name in found.form.names for word, said in words.items() if name.startswith(word)}


REPORT = {**project.REPORT, "spaeter": None}
CASES = {
    "budgets.allot": Case(typed=SUM),
    "budgets.allot_all": Case(typed=SUM),
    "budgets.move": Case(typed={"to_year": "2027"}),
    "budgets.rules_end": Case(scene=_own_rules),
    "budgets.rules_new": Case(
        scene=_rules_shown("Katrin Vogt", "/donaustrasse-nord/buero/geld/regeln/projektfonds/neu/"), button="Als neue Fassung"
    ),
    "budgets.rules_new_all": Case(scene=_rules_shown("Heike Franke", "/buero/geld/regeln/projektfonds/neu/"), button="Als neue Fassung"),
    "calls.answer": Case(scene=_question),
    "calls.application_form": Case(scene=an_application_is_told),
    "calls.bid_new": Case(scene=bidding, typed=_plan),
    "calls.brief_new": Case(typed={"max_cents": "6000", "years-0-cents": "6000"}),
    "calls.call_new": Case(scene=_brief_to_call),
    "calls.bid_step ask_again": Case(scene=_damaged("ask_again")),
    "calls.bid_step try_again": Case(scene=_damaged("try_again")),
    "calls.call_step choose": Case(scene=_all_scored, typed={"choice_reason": "Das Konzept bezieht die Nachbarschaft am besten ein."}),
    "calls.call_step extend_call": Case(typed={"deadline_on": "1.3.2027"}),
    "calls.call_step fail_call": Case(scene=_nobody_has_bid),
    "calls.call_step start_selection": Case(scene=_all_checked),
    "calls.case_change": Case(scene=lambda demo: under_link(demo, application(demo, "needs_rework"), "aendern/")),
    "calls.declare_bias": Case(scene=_on_panel("befangen")),
    "calls.enter_application": Case(typed=_whole_application),
    "calls.replace_bid": Case(scene=_own_bid("ersetzen")),
    "calls.score": Case(scene=_on_panel("")),
    "calls.enter_bid": Case(
        scene=lambda demo: _desk(demo, "calls.enter_bid", call=_call(demo, "published").pk), typed=_letter_of_a_stranger
    ),
    "calls.type_in": Case(scene=_paper_bid),
    "calls.withdraw_bid": Case(scene=_own_bid("zurueckziehen")),
    "grants.accept": Case(scene=_account("annehmen/", "granted", is_agreed="on")),
    "grants.bank": Case(scene=_account("konto/", "running")),
    "grants.change": Case(scene=_link("aenderung/"), typed={"kind": "notice", "new_ends_on": None}),
    "grants.check": Case(scene=_office("grants.case", "proof_submitted"), typed=_judged, button="anerkennen"),
    "grants.decline": Case(scene=_link("ablehnen/", "granted")),
    "grants.drawdown": Case(scene=_project_link("abruf/")),
    "grants.interim": Case(scene=_project_link("bericht/2026/"), typed=REPORT),
    "grants.office_change": Case(scene=_office("grants.office_change"), typed={"kind": "notice", "new_ends_on": None}),
    "grants.office_drawdown": Case(scene=_project_office("grants.office_drawdown")),
    "grants.office_interim": Case(scene=_project_office("grants.office_interim", year=2026), typed=REPORT),
    "grants.office_interim_photo": Case(scene=_project_office("grants.office_interim_photo", year=2026)),
    "grants.office_report": Case(scene=_office("grants.office_report", "proof_returned"), typed=REPORT),
    "grants.change_withdraw": Case(scene=_withdrawn("changes", lambda one: f"aenderung/{one.pk}/weg/")),
    "grants.drawdown_withdraw": Case(scene=_withdrawn("drawdowns", lambda one: f"abruf/{one.part}/weg/")),
    "grants.interim_photo": Case(scene=_project_link("bericht/2026/foto/")),
    "grants.office_photo": Case(scene=_office("grants.office_photo", "proof_returned")),
    "grants.photo": Case(scene=_link("abrechnung/foto/", "proof_returned")),
    "grants.proof_step accept_interim": Case(scene=_report("accept_interim")),
    "grants.proof_step reopen_interim": Case(scene=_report("reopen_interim", is_accepted=True)),
    "grants.proof_step return_interim": Case(scene=_report("return_interim")),
    "grants.step close": Case(scene=_all_paid),
    "grants.step take_back_return": Case(scene=_paid_back),
    "grants.step terminate": Case(scene=_step("running", "terminate", is_micro=False)),
    "projects.show": Case(scene=_photo_of_report),
    "grants.receipt_drop": Case(scene=_link("belege/1/weg/", "proof_returned")),
    "grants.terminate": Case(scene=_link("beenden/", is_micro=False)),
}
NO_ACT = {
    "calls.bid": "only shows",
    "calls.ranking": "only shows",
    "calls.selection": "only shows",
    "grants.case": "only shows",
    "budgets.rules": "only shows",
    "budgets.rules_all": "only shows",
}
ELSEWHERE = {
    "calls.bid_step hand_in_again": "calls.replace_bid",
    "calls.bid_step type_in_again": "calls.type_in",
    "calls.bid_step type_in_bid": "calls.type_in",
    "grants.change_step withdraw_change": "grants.change_withdraw",
    "grants.proof_step submit_interim": "grants.interim",
    "grants.step settle": "grants.check",
}
