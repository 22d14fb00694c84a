"""The office's forms: what is asked back, and that nothing typed is lost."""

import datetime

import pytest

from quartier.community.councils import actions, forms, models, queries
from quartier.community.councils.tests import factories as make
from quartier.community.councils.tests.browse import Visit
from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 11, 24, 12, 0)


@pytest.fixture
def office():
    with clock.at(NOON):
        team = make.make_staff()
        body = make.make_body(by=team)
        yield Visit(team), body, f"/{body.place.slug}/buero/gremien/"


GONE = {"koenig", "parlament"}  # choices that no form of ours can send


def asked_back(visit, path, good, wrong, sentence):
    """The form is refused with the sentence, and every value that was typed stands in the answer."""
    response = visit.post(path, **{**good, **wrong})
    assert response.status_code == 422, sentence
    page = response.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert sentence in page
    for value in {**good, **wrong}.values():
        assert not value or value in GONE or str(value).strip() in page, value


SEAT = {"name": "Wanda Neu", "email": "wanda@example.org", "phone": "030 1", "kind": "resident", "from_on": "1.12.2026"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Bitte hier etwas eintragen."),
        ({"email": "wanda@"}, "Bitte die E-Mail-Adresse so schreiben: name@beispiel.de."),
        ({"from_on": "32.12.2026"}, "Den 32. Dezember 2026 gibt es nicht. Bitte das Datum prüfen."),
        ({"from_on": "1.12.2025"}, "Das Gremium besteht seit 1. Januar 2026. Bitte einen späteren Tag wählen."),
        ({"until_on": "1.11.2026"}, "Das Ende liegt vor dem Anfang. Bitte den Tag prüfen."),
        ({"kind": "partner"}, "Bitte die Einrichtung wählen, für die dieser Sitz ist."),
        ({"weight": "0"}, "Bitte eine Zahl von 1 bis 9 eintragen."),
        ({"weight": "zwei"}, "Bitte eine ganze Zahl eintragen, zum Beispiel 12."),
        ({"kind": "koenig"}, "Diese Möglichkeit gibt es nicht (mehr)."),
    ],
)
def test_a_seat_asked_back(office, wrong, sentence):
    visit, body, base = office
    asked_back(visit, f"{base}{body.slug}/sitze/neu/", SEAT, wrong, sentence)
    assert not body.seats.exists()


def test_a_person_has_one_seat_and_is_found_by_her_address(office):
    visit, body, base = office
    person = make.make_person("Wanda Alt")
    path = f"{base}{body.slug}/sitze/neu/"
    visit.done(path, **{**SEAT, "email": person.email})
    assert body.seats.get().person == person
    assert "hat in dieser Zeit schon einen Sitz in diesem Gremium" in visit.refused(path, **{**SEAT, "email": person.email})


def test_the_team_has_no_seat_where_it_has_no_vote(office):
    visit, body, base = office
    assert "Das Team stimmt in diesem Gremium nicht mit." in visit.refused(
        f"{base}{body.slug}/sitze/neu/", **{**SEAT, "email": visit.person.email}
    )
    steering = make.make_body(kind="steering", name="Steuerungsrunde", by=visit.person)
    actions.add_seat(steering, person=visit.person, kind="partner", by=visit.person)


def test_a_seat_changes_and_ends(office):
    visit, body, base = office
    seat = make.seat(body)
    deputy = make.seat(body, "Zweite", substitute_for=seat)
    visit.done(f"{base}sitz/{seat.pk}/", is_chair="on", weight="2")
    seat.refresh_from_db()
    assert (seat.is_chair, seat.weight) == (True, 2)
    assert "Der Sitz besteht seit 1. Januar 2026." in visit.refused(f"{base}sitz/{seat.pk}/beenden/", until_on="1.12.2025", reason="")
    visit.done(f"{base}sitz/{seat.pk}/beenden/", until_on="24.11.2026", reason="weggezogen")
    deputy.refresh_from_db()
    assert deputy.until_on == datetime.date(2026, 11, 24)
    assert list(body.seats.on(datetime.date(2026, 11, 25))) == []


MEETING = {"form": "room", "starts_on": "1.12.2026", "starts_time": "18:30", "where": "Büro", "note": "Es gibt Suppe"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"starts_on": "1.11.2026"}, "Der Termin ist schon vorbei. Bitte einen späteren wählen."),
        ({"starts_on": "morgen"}, "Bitte das Datum so schreiben"),
        ({"starts_time": "25:00"}, "Bitte die Uhrzeit so schreiben: 18:30."),
        ({"starts_time": ""}, "Bitte eine Uhrzeit eintragen, zum Beispiel 18:30."),
        ({"where": ""}, "Bitte den Ort eintragen."),
        ({"form": "online"}, "Bitte die Adresse der Videokonferenz eintragen."),
        ({"form": "online", "online_address": "kein link"}, "www.beispiel.de"),
        ({"form": "circulation"}, "Bitte den letzten Tag eintragen."),
        ({"form": "circulation", "ends_on": "30.11.2026"}, "Das Ende liegt vor dem Anfang. Bitte prüfen."),
        ({"form": "circulation", "ends_on": "20.12.2026"}, "Die Geschäftsordnung erlaubt keine Abstimmung im Umlauf."),
        ({"ends_time": "17"}, "Das Ende liegt vor dem Anfang. Bitte prüfen."),
    ],
)
def test_a_meeting_asked_back(office, wrong, sentence):
    visit, body, base = office
    asked_back(visit, f"{base}{body.slug}/sitzung/", MEETING, wrong, sentence)
    assert not models.Meeting.objects.exists()


def test_a_circulation_needs_its_days(office):
    visit, _body, base = office
    body = make.make_body(name="Vergabejury", template="mnw-jury", by=visit.person)
    path = f"{base}{body.slug}/sitzung/"
    asked_back(visit, path, MEETING, {"form": "circulation", "ends_on": "3.12.2026"}, "Für den Umlauf sind mindestens 7 Tage vorgesehen.")
    asked_back(
        visit, path, MEETING, {"form": "online", "online_address": "https://konferenz.example/1"}, "sieht keine Teilnahme online vor"
    )
    visit.done(path, **{**MEETING, "form": "circulation", "ends_on": "8.12.2026"})
    assert models.Meeting.objects.get().ends_at.astimezone(clock.BERLIN).hour == 23


BODY = {"kind": "council", "name": "Quartiersrat", "purpose": "Berät", "from_on": "1.1.2026", "template": "berlin-council"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Bitte hier etwas eintragen."),
        ({"template": "berlin-jury"}, "Diese Vorlage ist für eine andere Art von Gremium."),
        ({"kind": "parlament"}, "Diese Möglichkeit gibt es nicht (mehr)."),
        ({"from_on": "31.2.2026"}, "Datum"),
        ({"name": "Aktionsfondsjury", "kind": "jury", "template": "berlin-jury"}, "Ein Gremium mit dieser Adresse gibt es hier schon."),
        ({"name": "Sitzung"}, "Ein Gremium mit dieser Adresse gibt es hier schon."),
    ],
)
def test_a_body_asked_back(office, wrong, sentence):
    visit, _body, base = office
    asked_back(visit, f"{base}neu/", BODY, wrong, sentence)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("1.5000", "ist nicht eindeutig. Bitte den Betrag so schreiben: 1500 oder 1.500,00."),
        ("-5", "Bitte den Betrag ohne Minus eintragen."),
        ("viel", "ist nicht eindeutig."),
        ("0", "Bitte mindestens"),
    ],
)
def test_an_item_asked_back(office, amount, sentence):
    visit, body, base = office
    make.members(body, 3)
    meeting = make.meeting(body, visit.person, items=(), state="planned")
    asked_back(visit, f"{base}sitzung/{meeting.pk}/punkt/", {"title": "Musik", "text": "Eine Kapelle"}, {"amount_cents": amount}, sentence)
    asked_back(visit, f"{base}sitzung/{meeting.pk}/punkt/", {"title": "", "text": "Eine Kapelle"}, {}, "Bitte hier etwas eintragen.")


@pytest.mark.parametrize(("typed", "cents"), [("1.500,00", 150_000), ("1500", 150_000), ("1 500 €", 150_000)])
def test_amounts_as_people_write_them(office, typed, cents):
    visit, body, base = office
    make.members(body, 3)
    meeting = make.meeting(body, visit.person, items=(), state="planned")
    visit.done(f"{base}sitzung/{meeting.pk}/punkt/", title="Musik", amount_cents=typed)
    assert models.AgendaItem.objects.get().amount_cents == cents


def test_an_agenda_is_arranged(office):
    visit, body, base = office
    meeting = make.meeting(body, visit.person, items=("Eins", "Zwei", "Drei"), state="planned")
    one, two, three = meeting.items.order_by("order")
    visit.done(f"{base}top/{three.pk}/ordnen/", wohin="hoch")
    visit.done(f"{base}top/{one.pk}/ordnen/", wohin="runter")
    visit.done(f"{base}top/{one.pk}/ordnen/", wohin="weg")
    assert list(meeting.items.order_by("order").values_list("title", flat=True)) == ["Drei", "Zwei"]
    assert "Bitte einen der Knöpfe drücken." in visit.refused(f"{base}top/{two.pk}/ordnen/", wohin="links")


def test_what_does_not_wait_cannot_be_put_on_an_agenda(office):
    visit, body, base = office
    meeting = make.meeting(body, visit.person, items=(), state="planned")
    assert "Das wartet nicht mehr" in visit.refused(f"{base}sitzung/{meeting.pk}/aufnehmen/", was="quarters.place:999")


def test_a_meeting_is_called_off_with_a_reason_and_everybody_is_told(office):
    from quartier.ground.notify.models import Message

    visit, body, base = office
    make.members(body, 3)
    meeting = make.meeting(body, visit.person)
    path = f"{base}sitzung/{meeting.pk}/schritt/cancel_meeting/"
    assert "Bitte einen Grund eintragen." in visit.refused(path, reason="")
    visit.done(path, reason="Der Saal ist nass.")
    assert Message.objects.filter(subject__startswith="Abgesagt:", body__contains="Der Saal ist nass.").count() == 3


def test_moving_an_invited_meeting_tells_the_members(office):
    from quartier.ground.notify.models import Message

    visit, body, base = office
    make.members(body, 3)
    meeting = make.meeting(body, visit.person)
    visit.done(f"{base}sitzung/{meeting.pk}/bearbeiten/", **{**MEETING, "starts_on": "3.12.2026"})
    assert Message.objects.filter(subject__startswith="Neuer Termin:").count() == 3


# -- rules

FRACTIONS = [
    ("2/3", (2, 3)),
    (" 2 / 3 ", (2, 3)),
    ("50 %", (50, 100)),
    ("51%", (51, 100)),
    ("die Hälfte", (1, 2)),
    ("alle", (1, 1)),
]


@pytest.mark.parametrize(("typed", "share"), FRACTIONS)
def test_shares_as_people_write_them(typed, share):
    assert forms.FractionField().clean(typed) == share


@pytest.mark.parametrize("typed", ["0,5", "zwei", "2/0", "0/3", "3/2", "120 %", "1/2/3", "½"])
def test_shares_asked_back(typed):
    with pytest.raises(forms.ValidationError):
        forms.FractionField().clean(typed)


def rules_as_typed(body, **changes):
    """What the browser would send for the present rules."""
    form = forms.RulesForm(initial=forms.RulesForm.initial_of(body.rules.first()))
    sent = {}
    for bf in form:
        value = bf.field.prepare_value(bf.initial) if hasattr(bf.field, "prepare_value") else bf.initial
        if value is True:
            sent[bf.name] = "on"
        elif value not in (None, False):
            sent[bf.name] = value
    return {**sent, "valid_from": "1.1.2027", **changes}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"majority": "1/0"}, "Bitte den Anteil so schreiben: 1/2, 2/3 oder 51 %."),
        ({"majority": "3/2"}, "Mehr als alle geht nicht. Bitte höchstens 1/1 eintragen."),
        ({"majority": "alle"}, "Mehr als alle geht nicht. Bitte „mindestens“ wählen."),
        ({"abstentions": "ignored"}, "Wenn alle Mitglieder die Grundlage sind, wirkt eine Enthaltung immer wie ein Nein."),
        ({"size_min": "9"}, "Das sind mehr als die vorgesehenen Sitze."),
        ({"seats": "0"}, "Bitte eine Zahl von 1 bis 200 eintragen."),
        ({"presentation_from": "5.0000"}, "ist nicht eindeutig"),
        ({"valid_from": ""}, "Datum"),
    ],
)
def test_rules_asked_back(office, wrong, sentence):
    visit, body, base = office
    response = visit.post(f"{base}{body.slug}/regeln/neu/", **rules_as_typed(body, beschliessen="1", **wrong))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert body.rules.count() == 1


def test_rules_are_previewed_in_words_and_only_then_adopted(office):
    visit, body, base = office
    path = f"{base}{body.slug}/regeln/neu/"
    from quartier.community.councils.tests.browse import words

    shown = words(visit.post(path, **rules_as_typed(body, majority="2/3", majority_strict="0", majority_base="present", ansehen="1")))
    assert "Ja sagen müssen: mindestens zwei Drittel. Grundlage: alle Anwesenden." in shown
    assert "Bei 7 Mitgliedern und 5 Anwesenden sind 4 Ja nötig." in shown
    assert body.rules.count() == 1
    visit.done(path, **rules_as_typed(body, majority="2/3", majority_strict="0", majority_base="present", beschliessen="1"))
    assert queries.rules(body, datetime.date(2026, 12, 31)).version == 1
    assert queries.rules(body, datetime.date(2027, 1, 1)).majority_den == 3
    assert "Am besten" not in visit.text(f"{base}{body.slug}/regeln/")


def test_rules_never_reach_back_behind_a_vote(office):
    visit, body, _base = office
    seats = make.members(body)
    meeting = make.meeting(body, visit.person)
    with clock.at(make.EVENING):
        actions.open_meeting(meeting, by=visit.person)
        make.come(meeting, *seats, by=visit.person)
        vote = actions.open_vote(meeting.items.get(), by=visit.person, is_straw_poll=False)
        for seat in seats:
            actions.cast(vote, seat.person, "yes")
        actions.close_vote(vote, by=visit.person)
    values = {field: getattr(body.rules.first(), field) for field in ("seats", "size_min", "options")}
    with pytest.raises(Refused, match=r"Am 1\. Dezember 2026 wurde schon nach den bisherigen Regeln abgestimmt"):
        actions.adopt_rules(body, values=values, valid_from=datetime.date(2026, 12, 1), by=visit.person)
    version = actions.adopt_rules(body, values=values, valid_from=datetime.date(2026, 12, 2), by=visit.person)
    assert version.version == 2
    vote.refresh_from_db()
    assert vote.rules.version == 1
    with pytest.raises(Refused, match=r"Es gibt schon Regeln, die ab 2\. Dezember 2026 gelten"):
        actions.adopt_rules(body, values=values, valid_from=datetime.date(2026, 12, 2), by=visit.person)


def test_a_version_that_does_not_hold_yet_is_withdrawn_with_a_reason(office):
    visit, body, base = office
    visit.done(f"{base}{body.slug}/regeln/neu/", **rules_as_typed(body, beschliessen="1"))
    path = f"{base}{body.slug}/regeln/2/zuruecknehmen/"
    assert "Bitte einen Grund eintragen." in visit.refused(path, reason=" ")
    visit.done(path, reason="Noch nicht beschlossen.")
    assert queries.rules(body, datetime.date(2027, 2, 1)).version == 1
    assert "Diese Fassung gilt schon." in visit.refused(f"{base}{body.slug}/regeln/1/zuruecknehmen/", reason="x")
    assert visit.get(f"{base}{body.slug}/regeln/9/zuruecknehmen/").status_code == 404


@pytest.mark.parametrize("code", sorted(__import__("quartier.community.councils.templates_of_rules", fromlist=["x"]).all_templates()))
def test_every_template_founds_a_body_with_rules_in_words(code):
    from quartier.community.councils import counting, templates_of_rules

    row = templates_of_rules.all_templates()[code]
    body = make.make_body(kind=row["kind"], name="Probe", template=code)
    version = body.rules.get()
    assert counting.in_words(version) and counting.examples(version)


def test_a_body_ends_with_its_seats_but_not_before_its_meetings(office):
    visit, body, base = office
    make.members(body, 3)
    meeting = make.meeting(body, visit.person)
    path = f"{base}{body.slug}/beenden/"
    asked_back(visit, path, {"reason": "Neue Jury"}, {"until_on": "30.11.2026"}, "Am 1. Dezember 2026 ist noch eine Sitzung geplant.")
    actions.cancel_meeting(meeting, by=visit.person, reason="Ende")
    visit.done(path, until_on="30.11.2026", reason="Neue Jury")
    assert not body.seats.on(datetime.date(2026, 12, 1)).exists()
