"""One meeting through its pages: planned, invited, held, voted, minuted."""

import datetime

import pytest

from quartier.community.councils import agenda, models
from quartier.community.councils.tests import factories as make
from quartier.community.councils.tests.browse import Visit
from quartier.community.councils.tests.subject import Matter, Pot
from quartier.ground.acts import clock, log, subjects
from quartier.ground.notify.models import Message
from quartier.ground.quarters.models import Place
from quartier.ground.quarters.tests import factories as places

pytestmark = pytest.mark.django_db
SOON = datetime.datetime(2026, 11, 20, 10, 0)
EVENING = datetime.datetime(2026, 12, 1, 18, 30)


@pytest.fixture
def matter(monkeypatch):
    pot = Pot()
    monkeypatch.setitem(subjects._by_kind, Place.KIND, Matter(Place, pot))
    agenda.offer(Place.KIND, lambda place, body_kind: [place] if body_kind == "jury" else [])
    agenda.describe(
        Place.KIND,
        lambda place: agenda.Description(text="Laternen bauen, Suppe essen.", amount_cents=150_000, facts=[("Antrag von", "Ivana P.")]),
    )
    yield pot
    agenda.forget(Place.KIND)


def test_a_meeting_from_the_plan_to_the_public_summary(matter):
    place = places.make_quarter()
    desk = Visit(make.make_staff(place=place))
    with clock.at(SOON):
        body = found_a_jury(desk, f"/{place.slug}/buero/gremien/")
        meeting = plan_and_invite(desk, f"/{place.slug}/buero/gremien/", body)
    chair, *others = [Visit(seat.person) for seat in models.Seat.objects.order_by("pk").select_related("person")]
    with clock.at(EVENING):
        open_and_count_heads(chair, place, meeting)
        vote_on_the_second_item(chair, others, place, meeting)
    assert matter.heard == [("yes", 150_000, chair.person.pk)]
    with clock.at(EVENING.replace(hour=20)):
        close_and_write(chair, others[0], place, meeting)
        read_as_the_public(place, meeting)
    assert log.verify() == []


def found_a_jury(desk, base):
    desk.done(base + "neu/", kind="jury", name="Aktionsfondsjury", purpose="Entscheidet.", from_on="1.1.2026", template="berlin-jury")
    body = models.Body.objects.get()
    for i, name in enumerate(make.NAMES):
        more = {"is_chair": "on"} if i == 0 else {}
        mail = f"mitglied{i}@example.org" if i < 6 else ""
        desk.done(f"{base}{body.slug}/sitze/neu/", name=name, email=mail, kind="resident", from_on="1.2.2026", **more)
    return body


def plan_and_invite(desk, base, body):
    when = {"form": "room", "starts_on": "1.12.2026", "starts_time": "18:30", "where": "Quartiersbüro", "note": "Es gibt Suppe."}
    desk.done(f"{base}{body.slug}/sitzung/", **when)
    meeting = models.Meeting.objects.get()
    page = f"{base}sitzung/{meeting.pk}/"
    assert "Die Tagesordnung ist noch leer" in desk.text(page)
    desk.done(f"{page}punkt/", title="Begrüßung, Protokoll", text="")
    assert "Laternen für den Hof" in desk.text(page)
    desk.done(f"{page}aufnehmen/", was=f"{Place.KIND}:{body.place_id}")
    assert "Gerade wartet kein Antrag" in desk.text(page)
    desk.done(f"{page}schritt/invite/")
    assert Message.objects.filter(channel="mail").count() == 6
    assert Message.objects.filter(channel="letter").count() == 1
    assert "Begrüßung, Protokoll" in Message.objects.filter(channel="mail").first().body
    return meeting


def open_and_count_heads(chair, place, meeting):
    run = f"/{place.slug}/gremien/sitzung/{meeting.pk}/leiten/"
    assert "Antrag, nicht öffentlich" in Visit().text(f"/{place.slug}/gremien/sitzung/{meeting.pk}/")
    before = chair.text(run)
    assert "Meine Gremien" in before and "Sitzung eröffnen" in before  # a way back before the opening
    chair.done(f"{run}open_meeting/")
    chair.done(f"{run}anwesenheit/", alle="1")
    viktor = models.Seat.objects.get(person__name="Viktor Lange")
    chair.done(f"{run}anwesenheit/", weg=str(viktor.pk))
    assert "Beschlussfähig: 6 von 7 da" in chair.text(run)
    first = meeting.items.order_by("order").first()
    chair.done(f"/{place.slug}/gremien/top/{first.pk}/aufrufen/")
    chair.done(f"/{place.slug}/gremien/top/{first.pk}/erledigt/")


def vote_on_the_second_item(chair, others, place, meeting):
    public, ivana = f"/{place.slug}/gremien/sitzung/{meeting.pk}/", others[2]
    top = f"/{place.slug}/gremien/top/{meeting.items.order_by('order').last().pk}/"
    chair.done(f"{top}aufrufen/")
    assert "nötig: 4 Ja" in chair.text(f"{top}abstimmen/")
    ivana.done(f"{top}befangen/", reason="Ich habe den Antrag geschrieben.")
    chair.done(f"{top}abstimmen/", mode="phones", amount_cents="1.500")
    vote = models.Vote.objects.get()
    ballot = f"/{place.slug}/gremien/abstimmung/{vote.pk}/stimme/"
    shown = others[0].text(public)
    assert "nötig: 4 Ja von 7 Mitgliedern" in shown and "Ihre Stimme" in shown and "Ivana P. befangen" in shown
    assert "Bitte einen der Knöpfe drücken" in others[0].refused(ballot, stimme="nein")
    for visit, choice in zip([chair, others[0], others[1], others[3], others[4]], ["yes", "no", "yes", "yes", "yes"], strict=True):
        assert visit.done(ballot, stimme=choice) == f"{public}#ab"
    others[0].done(ballot, stimme="yes")
    assert "weil Sie beteiligt sind" in ivana.refused(ballot, stimme="yes")
    assert "5 von 5 abgegeben" in chair.text(f"{public}leiten/")
    assert "5 von 5" in chair.text(f"{public}bildschirm/")
    chair.done(f"/{place.slug}/gremien/abstimmung/{vote.pk}/schliessen/")


def close_and_write(chair, member, place, meeting):
    page, pk = f"/{place.slug}/gremien/sitzung/{meeting.pk}/", meeting.items.order_by("order").last().pk
    chair.done(f"{page}leiten/close_meeting/")
    items = {f"minutes_text-{pk}": "Alle finden es schön.", f"responsible-{pk}": "Tomas Weber", f"due_on-{pk}": "10.12.2026"}
    chair.done(f"{page}protokoll/schreiben/", minutes_by="Tomas Weber", guests="Frau Schulz, Bezirk", note="", **items)
    chair.done(f"{page}protokoll/approve_minutes/")
    read = member.text(f"{page}protokoll/")
    for part in (
        "Ivana Petrović",
        "nicht da",
        "5 Ja",
        "4 Ja",
        "Alle finden es schön.",
        "bis 10. Dezember 2026",
        "Frau Schulz",
        "18:30–20:30",
    ):
        assert part in read
    assert "Ich habe den Antrag geschrieben" not in read
    meeting.refresh_from_db()
    assert meeting.state == "minutes_approved" and len(meeting.log_head) == 64


def read_as_the_public(place, meeting):
    summary = Visit().text(f"/{place.slug}/gremien/sitzung/{meeting.pk}/")
    assert "Laternen für den Hof, 1.500 €" in summary and "Ja, 5 zu 0 Nötig waren 4 Ja." in summary
    assert not any(name.split()[-1] in summary for name in (*make.NAMES, "Tomas Weber", "Schulz"))


def test_the_pdf_of_the_minutes_holds_what_the_page_holds(matter):
    from io import BytesIO

    from pypdf import PdfReader

    from quartier.community.councils import actions, papers

    with clock.at(EVENING):
        team = make.make_staff()
        body = make.make_body(by=team)
        seats = make.members(body)
        meeting = make.meeting(body, team, state="open")
        make.come(meeting, *seats[:5], by=team)
        vote = actions.open_vote(meeting.items.get(), by=team)
        for seat in seats[:5]:
            actions.cast(vote, seat.person, "yes")
        actions.close_vote(vote, by=team)
        actions.close_meeting(meeting, by=team)
        text = " ".join(page.extract_text() for page in PdfReader(BytesIO(papers.typeset(models.Meeting.objects.get()))).pages)
    for part in ("Aylin Tekin", "TOP 1: Laternen für den Hof", "5 Ja", "Kopf des Verlaufs"):
        assert part in text.replace("\N{NO-BREAK SPACE}", " ")
