"""Thread two: a street party gets its money from the jury, exactly by the domain §7."""

from quartier.ground.files.tests.samples import picture
from tests.stories import meetings
from tests.stories.stage import JURY, allot

TITLE = "Laternen für den Hof"
STREET, PHONE, REMARK = "Geheimer Weg 17", "030 5550199", "Bitte nicht vor elf Uhr anrufen"
IBAN = "DE02 5001 0517 0137 0750 30"


TICK_REMARK = "Hausverwaltung hat am Telefon zugestimmt"
RECEIPTS = {"Papier und Draht": "300", "Suppe und Becher": "850"}
REPORT = {
    "what": "Vierzig Menschen haben Laternen gebaut und sind durch die Straßen gezogen.",
    "participants": "40",
    "income_cents": "20",
    "summary": "Es war ein schöner Abend im Hof.",
    "is_true": "on",
}
PAGES = [  # one question per page
    {"applicant_kind": "resident", "name": "Ivana Petrović", "is_old_enough": "on"},
    {
        "title": TITLE,
        "description": "Wir bauen Laternen und essen zusammen Suppe.",
        "themes": ["Kontakte in der Nachbarschaft"],
    },
    {"volunteering": "Wir kochen, bauen und räumen selbst auf."},
    {"target_group": "Alle im Hof", "people": "40"},
    {"where": "Hof Gerichtstraße 23", "has_owner_consent": "on", "starts_on": "5.12.2026"},
    {"items-0-what": "Papier und Draht", "items-0-cents": "310", "items-0-kind": "material"}
    | {"items-1-what": "Suppe und Becher", "items-1-cents": "890", "items-1-kind": "food"},
    {"own_contribution": "Wir bringen Werkzeug und Töpfe mit."},
    {
        "street": STREET,
        "postcode": "13347",
        "phone": PHONE,
        "email": "ivana.petrovic@beispiel.example",
        "speaks": REMARK,
    },
    {"not_begun": "on", "has_privacy_notice": "on"},
]


def tell(t) -> None:
    """All chapters, in order."""
    somebody_asks_for_money(t)
    the_team_checks(t)
    the_jury_says_yes(t)
    the_letter_goes_out(t)
    the_first_part_is_paid(t)
    the_party_is_accounted_for(t)
    the_rest_is_paid_and_closed(t)


def somebody_asks_for_money(t) -> None:
    """One question per page on a phone; the pot of the year has 10,000 €."""
    t.at(2026, 9, 1, 20)
    allot(t.stage, 2026)
    ivana = t.nobody().open(f"{t.base}foerderung/").follow("Antrag stellen").follow("Antrag ausfüllen")
    for page in PAGES:
        ivana.press("Weiter", **page)
    ivana.sees("1.320 €", "Hof Gerichtstraße 23").press("Antrag abschicken").sees("PK-AF-2026-001")
    t.work()


def the_team_checks(t) -> None:
    """Ticks with a remark, then it goes on the agenda of the jury."""
    t.at(2026, 9, 3, 10)
    lea = t.who("Lea Brandt").open(f"{t.desk}antraege/").follow(TITLE)
    ticks = dict.fromkeys([*lea.names("item-"), *lea.names("tick-")], "ja")
    lea.press("Prüfung speichern", **ticks, **{"remark-owner": TICK_REMARK})
    application = lea.path
    meeting = meetings.plan(t, "aktionsfondsjury", "15.9.2026").path
    lea.open(application).step("Auf die Tagesordnung setzen").sees("Auf der Tagesordnung")
    meetings.invite(t, meeting)
    t.work()


def the_jury_says_yes(t) -> None:
    """The same evening, on their phones; one knows her well and stays out. The yes reserves the money."""
    t.at(2026, 9, 15, 18, 35)
    meeting = t.who("Lea Brandt").open(f"{t.desk}gremien/aktionsfondsjury/").follow("15. September 2026").path
    chair = meetings.begin(t, meeting, "aktionsfondsjury")
    lead = chair.path
    votes = dict.fromkeys(JURY[:5], "Ja") | {JURY[5]: "Nein"}
    meetings.vote_by_phone(t, chair, TITLE, "aktionsfondsjury", votes, biased=(JURY[6],))
    meetings.close(chair, lead)
    t.nobody().open(f"{t.base}foerderung/").sees("8.680 €")


def the_letter_goes_out(t) -> None:
    """The next day the award is written, signed and sent; the link in the mail is all that the applicant needs."""
    t.at(2026, 9, 16, 9)
    lea = t.who("Lea Brandt").open(f"{t.desk}foerderungen/").follow("Bescheid vorbereiten")
    lea.press("Entwurf anlegen")
    t.who("Cem Arslan").open(lea.path).step("Bewilligen und Bescheid verschicken")
    t.work()
    ivana = t.nobody().mail("Bewilligt", to="ivana", part="vorgang").follow("Bescheid annehmen")
    ivana.press("Weiter", account_holder="Ivana Petrović", iban=IBAN, is_agreed="on").press("Ja, Bescheid annehmen").sees(
        "Erste Zahlung", "1.056,00 €"
    )


def _pay(t, day: str) -> None:
    """One person of the team releases, another one notes the bank's day."""
    t.who("Lea Brandt").open(f"{t.desk}zahlungen/").step("Zahlung freigeben")
    t.who("Cem Arslan").open(f"{t.desk}zahlungen/").step("Als gezahlt eintragen", bank_on=day)
    t.work()


def the_first_part_is_paid(t) -> None:
    """Four fifths, by two people."""
    t.at(2026, 9, 17, 9)
    _pay(t, "17.9.2026")


def the_party_is_accounted_for(t) -> None:
    """Receipts with a photo, one per page; then a short report."""
    t.at(2026, 12, 7, 19)
    ivana = t.nobody().mail("Bewilligt", to="ivana", part="vorgang")
    own = ivana.path
    for item, cents in RECEIPTS.items():
        ivana.open(own).follow("Beleg eintragen").fill(
            upload=("beleg.jpg", picture()), item=item, gross_cents=cents, payee="Baumarkt Wedding"
        )
        ivana.press("Speichern", receipt_on="4.12.2026")
    ivana.open(own).follow("Zur Abrechnung").press("Abrechnung abgeben", **REPORT)
    t.work()


def the_rest_is_paid_and_closed(t) -> None:
    """1,150 € and ten per cent, less 20 € of income: 1,245 €. 189 € are still to be paid, 75 € go back to the pot."""
    t.at(2026, 12, 14, 9)
    lea = t.who("Lea Brandt").open(f"{t.desk}foerderungen/").follow("Abrechnung prüfen").follow(TITLE)
    judged = dict(zip(lea.names("eligible_"), RECEIPTS.values(), strict=True))
    lea.press("Abrechnung anerkennen", **judged).sees("189,00 €")
    case = lea.path
    _pay(t, "14.12.2026")
    lea.open(case).step("Vorgang abschließen")
    t.work()
    t.nobody().mail("", to="ivana", part="vorgang").sees("1.245 €")
    t.nobody().open(f"{t.base}foerderung/aktionsfonds/2026/").sees(TITLE, "1.245 €").sees_not("Ivana", STREET)
