"""A meeting of a body, from the plan to the vote; both stories need one."""

from tests.stories.stage import COUNCIL, JURY

BIAS = "Meine Schwester arbeitet bei einem der Träger."
CHAIR = {"quartiersrat": COUNCIL[0], "aktionsfondsjury": JURY[0]}
MEMBERS = {"quartiersrat": COUNCIL, "aktionsfondsjury": JURY}


def plan(t, body: str, on: str, time: str = "18:30"):
    """The team plans a meeting; returns her browser on the page of the meeting."""
    lea = t.who("Lea Brandt").open(f"{t.desk}gremien/{body}/")
    lea.follow("Sitzung planen").press("Sitzung planen", starts_on=on, starts_time=time, where="Quartiersbüro, großer Raum")
    return lea


def take_up(t, meeting: str, what: str):
    """The team puts what waits on the agenda of a meeting."""
    return t.who("Lea Brandt").open(meeting).press(f"Aufnehmen: {what}")


def invite(t, meeting: str):
    """The team invites the members by mail."""
    t.who("Lea Brandt").open(meeting).step("Einladen")


def begin(t, meeting: str, body: str, absent=()):
    """The chair opens the meeting and notes who is there; returns her browser on the page from which she leads."""
    chair = t.who(CHAIR[body]).open(meeting.replace("/buero/", "/")).follow("Sitzung leiten")
    chair.step("Sitzung eröffnen")
    chair.press("Alle sind da")
    for name in absent:
        chair.press(f"geht: {name}")
    return chair.sees("Beschlussfähig")


def vote_by_phone(t, chair, what: str, body: str, votes: dict, biased=()):
    """The item is called, who has a part says so, the others vote on their phones, the chair closes."""
    lead = chair.path
    chair.press(f"Aufrufen: {what}")
    member_page = lead.removesuffix("leiten/")
    for name in biased:
        t.who(name).open(member_page).step("Ich bin mit der Person verwandt", "Ja, ich bin beteiligt", reason=BIAS)
    chair.open(lead).follow("Abstimmen").press("Abstimmung öffnen", mode="phones")
    for name, choice in votes.items():
        t.who(name).open(member_page).press(choice)
    return chair.open(lead).step("Abstimmung schließen", "Schließen und festhalten")


def close(chair, lead: str):
    """The meeting is over."""
    return chair.open(lead).step("Sitzung schließen")
