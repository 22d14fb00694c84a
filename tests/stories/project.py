"""Thread one: from a resident's idea to a closed project, as it was in the quarter Pankstraße from May 2022 on."""

from tests.stories import meetings
from tests.stories.stage import COUNCIL

TITLE = "Werkstatt für alle am Nettelbeckplatz"


def tell(t) -> None:
    """All chapters, in order."""
    a_resident_has_an_idea(t)
    the_team_publishes_it(t)


def a_resident_has_an_idea(t) -> None:
    """Four questions on a phone, no account; the address is confirmed by a link."""
    t.at(2022, 5, 2, 20, 15)
    yusuf = t.nobody().open(f"{t.base}ideen/neu/")
    yusuf.press("Weiter", title=TITLE, text="Ein Ort, an dem man Dinge repariert, mit Werkzeug zum Leihen.")
    yusuf.press("Weiter", why="Viele werfen weg, was noch geht. Alle im Haus hätten etwas davon.")
    yusuf.press("Weiter", where="Nettelbeckplatz")
    yusuf.press("Idee abschicken", email="yusuf.demir@beispiel.example", author_name="Yusuf Demir").sees("schauen Sie in Ihre E-Mails")
    t.work()
    yusuf.mail("Bitte bestätigen", part="bestaetigen").press("Idee bestätigen").sees("Danke, Ihre Idee ist da", "PK-ID-2022-001")


def the_team_publishes_it(t) -> None:
    """Somebody of the team reads it first; then it is public."""
    t.at(2022, 5, 3, 10)
    t.nobody().open(f"{t.base}ideen/").sees_not(TITLE)
    t.who("Lea Brandt").open(f"{t.desk}ideen/").follow(TITLE).step("Veröffentlichen")
    t.nobody().open(f"{t.base}ideen/").follow(TITLE).sees("mit Werkzeug zum Leihen").sees_not("Yusuf", "yusuf.demir")


def the_council_votes(t, meeting_on: str = "14.6.2022") -> None:
    """The members vote in the meeting on their phones; one of them has a part."""
    lea = meetings.plan(t, "quartiersrat", meeting_on, "18:30")
    meeting = lea.path
    meetings.take_up(t, meeting, TITLE)
    meetings.invite(t, meeting)
    t.work()
    t.at(2022, 6, 14, 18, 35)
    chair = meetings.begin(t, meeting, "quartiersrat", absent=(COUNCIL[6],))
    lead = chair.path
    votes = dict.fromkeys(COUNCIL[:4], "Ja") | {COUNCIL[4]: "Nein"}
    meetings.vote_by_phone(t, chair, TITLE, "quartiersrat", votes, biased=(COUNCIL[5],))
    meetings.close(chair, lead)
