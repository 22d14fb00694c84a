"""Thread one: from a resident's idea to a closed project, as it was in the quarter Pankstraße from May 2022 on."""

from tests.stories import meetings
from tests.stories.stage import CARRIERS, COUNCIL, allot_project

TITLE = "Werkstatt für alle am Nettelbeckplatz"
YEARS = {"2022": "16.000", "2023": "30.000", "2024": "30.000", "2025": "20.000"}
CALL = {
    "summary": "Gesucht wird ein Träger, der die Werkstatt aufbaut und mit den Menschen im Quartier betreibt.",
    "procedure": "Schriftliche Bewerbung, dann Vorstellung der Konzepte.",
    "panel_text": "Bezirksamt, Quartiersteam und zwei Mitglieder des Quartiersrats.",
    "contact": "Lea Brandt, 030 23125 100",
    "deadline_on": "15.7.2022",
    "deadline_time": "12:00",
}
PLANS = {  # who → costs, grant and own work by budget year
    "Samira Rahimi": (
        ("17.600", "33.000", "33.000", "22.000"),
        ("16.000", "30.000", "30.000", "20.000"),
        ("1.600", "3.000", "3.000", "2.000"),
    ),
    "Marta Lorenz": (
        ("16.500", "30.800", "30.800", "20.900"),
        ("15.000", "28.000", "28.000", "19.000"),
        ("1.500", "2.800", "2.800", "1.900"),
    ),
}
PANEL = {"Meryem Aydın": "Quartiersrat", "Uwe Fischer": "Jugendamt", "Ole Petersen": "Quartiersrat"}
PANEL_BIAS = "Mein Bruder arbeitet beim Werkhof."
SCORES = {
    "Meryem Aydın": {"Werkhof Wedding gGmbH": "5", "Grüne Höfe e. V.": "3"},
    "Uwe Fischer": {"Werkhof Wedding gGmbH": "4", "Grüne Höfe e. V.": "4"},
}
CHOICE_REASON = "Das Konzept ist am besten ausgearbeitet und bezieht die Nachbarschaft ein."
IBAN = "DE02 1203 0000 0000 2020 51"
DRAWDOWNS = {2022: ("16.000", "0"), 2023: ("30.000", "17.600"), 2024: ("30.000", "50.600"), 2025: ("19.000", "83.600")}
SPENT = {2022: "17.600", 2023: "33.000", 2024: "33.000", 2025: "11.400"}
REPORT = {
    "what": "Die Werkstatt war an drei Tagen in der Woche offen.",
    "participants": "640",
    "helpers": "12",
    "helper_hours": "300",
    "own_cents": "0",
    "income_cents": "0",
    "summary": "Mehr als 200 Dinge wurden repariert.",
    "is_true": "on",
}
RECEIPT_NOTE = "Kopie liegt beim Steuerbüro."
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"
SKETCH = {
    "title": "Offene Werkstatt",
    "contact": "Telefon 030 5550147",
    "summary": "An drei Tagen in der Woche wird repariert, gebaut und verliehen.",
    "situation": "Im Quartier fehlt ein Ort zum Selbermachen.",
    "goals": "200 reparierte Dinge im Jahr.",
    "measures": "Offene Werkstatt, Kurse, Leihregal.",
    "target_groups": "Alle im Quartier, vor allem Familien.",
    "participation": "Ein Werkstattrat trifft sich monatlich.",
    "schedule": "Aufbau 2022, Betrieb bis Ende 2025.",
    "staff": "Eine halbe Stelle Werkstattleitung.",
    "sustainability": "Ein Verein aus der Nachbarschaft führt sie weiter.",
    "indicators": "Zahl der Besuche und der reparierten Dinge.",
    "experience": "Zwei offene Werkstätten seit 2015.",
}


def tell(t) -> None:
    """All chapters, in order."""
    a_resident_has_an_idea(t)
    the_team_publishes_it(t)
    key_points_go_before_the_council(t)
    the_council_votes(t)
    the_administration_checks_and_confirms(t)
    the_team_publishes_a_call(t)
    two_carriers_bid(t)
    two_people_open(t)
    a_panel_is_called(t)
    the_panel_scores(t)
    one_carrier_is_chosen(t)
    the_grant_is_given(t)
    the_carrier_accepts(t)
    four_years_of_work(t)
    the_use_is_proved(t)
    the_proof_is_accepted(t)
    everybody_can_read_how_it_went(t)


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


def key_points_go_before_the_council(t) -> None:
    """The team writes the key points with the money of four years and puts them on the agenda."""
    t.at(2022, 5, 4, 10)
    allot_project(
        t.stage,
        2022,
        {2022: 1_600_000, 2023: 3_000_000, 2024: 3_000_000, 2025: 2_000_000},
        {"bund": 3_200_000, "land": 3_200_000, "efre": 3_200_000},
    )
    lea = t.who("Lea Brandt").open(f"{t.desk}ideen/").follow("Öffentlich").follow(TITLE).follow("Eckpunkte anlegen")
    lea.fill(max_cents="96.000", starts_on="1.8.2022", ends_on="31.12.2025")
    lea.fill(goals="Weniger wegwerfen, mehr miteinander.", target_group="Alle im Quartier")
    for row, (year, cents) in enumerate(YEARS.items()):
        lea.fill(**{f"years-{row}-year": year, f"years-{row}-cents": cents})
        lea.press("Noch ein Jahr" if row < len(YEARS) - 1 else "Eckpunkte anlegen")
    brief = lea.sees("PK-ID-2022-001", "höchstens 96.000 €").path
    meeting = meetings.plan(t, "quartiersrat", "14.6.2022").path
    lea.open(brief).step("Auf die Tagesordnung des Rats").sees("Auf der Tagesordnung")
    meetings.invite(t, meeting)
    t.work()


def the_council_votes(t) -> None:
    """The members vote in the meeting on their phones; one is not there, one has a part."""
    t.at(2022, 6, 14, 18, 35)
    t.who("Lea Brandt").open(f"{t.desk}gremien/quartiersrat/").follow("14. Juni 2022")
    chair = meetings.begin(t, t.who("Lea Brandt").path, "quartiersrat", absent=(COUNCIL[6],))
    lead = chair.path
    votes = dict.fromkeys(COUNCIL[:4], "Ja") | {COUNCIL[4]: "Nein"}
    meetings.vote_by_phone(t, chair, TITLE, "quartiersrat", votes, biased=(COUNCIL[5],))
    meetings.close(chair, lead)


def the_administration_checks_and_confirms(t) -> None:
    """The district finds it feasible and lists it, the Senate confirms the money."""
    t.at(2022, 6, 20, 9)
    ruth = t.who("Ruth Albers").open(f"{t.desk}eckpunkte/").follow(TITLE)
    ruth.step("Für machbar erklären", **dict.fromkeys(("fundable", "additional", "owner", "follow_up", "carries_on"), "on"))
    ruth.step("Auf die Projektliste setzen")
    t.who("Sabine Vogt").open(ruth.path).step("Geld bestätigen und vormerken").sees("Geld ist vorgemerkt")
    t.nobody().open(f"{t.base}ideen/").follow(TITLE).sees("höchstens 96.000 €", "Ja, 4 zu 1").sees_not("Alle im Quartier", *COUNCIL)


def the_team_publishes_a_call(t) -> None:
    """As it stands in the domain, §8.1: at most 96,000 €, own share at least ten per cent, a deadline to the second."""
    t.at(2022, 6, 21, 9)
    lea = t.who("Lea Brandt").open(f"{t.desk}aufrufe/").follow("Aufruf schreiben")
    lea.press("Entwurf speichern", **CALL)
    call = lea.path
    t.who("Ruth Albers").open(call).step("Text freigeben")
    lea.open(call).step("Veröffentlichen")
    t.nobody().open(f"{t.base}foerderung/").follow(TITLE).sees("96.000 €", "10")


def two_carriers_bid(t) -> None:
    """Each with a sketch and a plan by budget year; until the deadline nobody sees more than that there is something."""
    t.at(2022, 7, 4, 16)
    for name, plan in PLANS.items():
        carrier = t.who(name).open(f"{t.base}foerderung/").follow(TITLE).follow("ewerben")
        carrier.press("Verschlossen abgeben", **SKETCH, **_plan(*plan), not_begun="on", knows_terms="on").sees("verschlossen")
    t.who("Lea Brandt").open(f"{t.desk}aufrufe/").follow(TITLE).sees_not("Werkhof", "Grüne Höfe", "Samira", "17.600")
    t.work()


def _plan(costs, grant, own) -> dict:
    """The rows of the finance plan: what it costs, what the grant gives, what own work gives."""
    rows = {"costs-0": ("staff", costs), "cover-0": ("grant", grant), "cover-2": ("own_work", own)}
    filled = {f"{row}-kind": kind for row, (kind, _amounts) in rows.items()}
    return filled | {
        f"{row}-y{year}": amount for row, (_kind, amounts) in rows.items() for year, amount in zip(YEARS, amounts, strict=True)
    }


def two_people_open(t) -> None:
    """After the deadline one person signs, another one opens; then the bids are checked."""
    t.at(2022, 7, 15, 14)
    lea = t.who("Lea Brandt").open(f"{t.desk}aufrufe/").follow(TITLE)
    call = lea.path
    lea.step("Öffnung unterschreiben")
    t.who("Cem Arslan").open(call).step("Bewerbungen öffnen")
    for carrier in CARRIERS:
        bid = lea.open(call).follow(carrier).step("Vollständigkeit bestätigen").path
        t.who("Ruth Albers").open(bid).step("Formale Prüfung bestätigen")


def a_panel_is_called(t) -> None:
    """Three people and six criteria; one of the three says at once that she has a part."""
    t.at(2022, 7, 20, 10)
    lea = t.who("Lea Brandt").open(f"{t.desk}aufrufe/").follow(TITLE)
    call = lea.path
    for name, speaks_for in PANEL.items():
        lea.open(call).follow("Mitglieder").press("Aufnehmen", name=name, email=t.stage.person(name).email, speaks_for=speaks_for)
    lea.open(call).follow("Kriterien").press("Kriterien speichern")
    t.who("Ole Petersen").open("/meins/auswahl/").follow(TITLE).step("Ich bin beteiligt", "Ich bewerte hier nicht mit", reason=PANEL_BIAS)
    lea.open(call).step("Auswahl beginnen")


def the_panel_scores(t) -> None:
    """Everybody gives points to each bid on the phone."""
    t.at(2022, 7, 25, 17)
    for name, points in SCORES.items():
        for carrier, given in points.items():
            member = t.who(name).open("/meins/auswahl/").follow(TITLE).follow(carrier)
            member.press("Bewertung speichern", **dict.fromkeys(member.names("points_"), given))
    t.who("Ole Petersen").open("/meins/auswahl/").sees_not("Werkhof")


def one_carrier_is_chosen(t) -> None:
    """With reasons; the winner is public, both get a letter."""
    t.at(2022, 7, 27, 12)
    cem = t.who("Cem Arslan").open(f"{t.desk}aufrufe/").follow(TITLE).follow("Träger auswählen").sees("Platz 1", "Platz 2")
    cem.press("Träger auswählen", bid=cem.choice("bid", "Werkhof"), choice_reason=CHOICE_REASON)
    t.work()
    t.nobody().open(f"{t.base}foerderung/").follow(TITLE).sees("Werkhof Wedding gGmbH").sees_not("Grüne Höfe", "27 von 30", PANEL_BIAS)


def the_grant_is_given(t) -> None:
    """Another office binds the money by budget year and source; the carrier accepts and names her account."""
    t.at(2022, 8, 1, 9)
    gerd = t.who("Gerd Hansen").open(f"{t.desk}foerderungen/").follow("Bescheid vorbereiten")
    gerd.press("Entwurf anlegen", conditions="Die Werkstatt ist an drei Tagen in der Woche offen.").step(
        "Bewilligen und Bescheid verschicken"
    )
    t.work()


def the_carrier_accepts(t) -> None:
    """She reads the letter under the link of her mail and names the account; the bank's name is shown back."""
    t.at(2022, 8, 3, 9)
    samira = t.who("Samira Rahimi").mail("Bewilligt", to="samira", part="vorgang").follow("Bescheid annehmen")
    samira.press("Weiter", account_holder="Werkhof Wedding gGmbH", iban=IBAN, is_agreed="on").sees("Deutsche Kreditbank")
    samira.press("Ja, Bescheid annehmen").sees("Läuft", "2051").sees_not("1203 0000")


def four_years_of_work(t) -> None:
    """Each year: money drawn down by one, released by another, paid by a third; receipts, and a report before the next money."""
    for year in DRAWDOWNS:
        _money_flows(t, year)
        _a_receipt_is_kept(t, year)
        if year < 2025:
            _the_year_is_reported(t, year)


def _money_flows(t, year: int) -> None:
    t.at(year, 9, 10)
    cents, spent = DRAWDOWNS[year]
    samira = t.who("Samira Rahimi").open("/meins/").follow(TITLE).follow("Geld abrufen")
    samira.press("Geld abrufen", budget_year=str(year), cents=cents, spent_cents=spent, purpose=f"Löhne und Material {year}.")
    gerd = t.who("Gerd Hansen").open(f"{t.desk}foerderungen/").follow(TITLE).step("Zahlung freigeben")
    gerd.sees("Zahlen muss eine andere Person")
    t.who("Inge Baumann").open(gerd.path).step("Als gezahlt eintragen", bank_on=f"10.9.{year}")
    t.work()


def _a_receipt_is_kept(t, year: int) -> None:
    t.at(year, 12, 20)
    samira = t.who("Samira Rahimi").open("/meins/").follow(TITLE).follow("Beleg eintragen")
    samira.fill(upload=("lohnjournal.pdf", PDF), gross_cents=SPENT[year], payee="Werkhof Wedding gGmbH", item=f"Löhne {year}")
    samira.press("Speichern", receipt_on=f"15.12.{year}", note=RECEIPT_NOTE)


def _the_year_is_reported(t, year: int) -> None:
    t.at(year + 1, 1, 15)
    samira = t.who("Samira Rahimi").open("/meins/").follow(TITLE).follow("Bericht schreiben")
    samira.press("Bericht abgeben", **REPORT)
    gerd = t.who("Gerd Hansen").open(f"{t.desk}foerderungen/").follow(TITLE)
    gerd.press("Beurteilung speichern", **{gerd.names("eligible_")[-1]: SPENT[year]}).step("Zwischenbericht anerkennen")
    t.work()


def the_use_is_proved(t) -> None:
    """The last report, and the declaration that all of it is true."""
    t.at(2026, 1, 20)
    samira = t.who("Samira Rahimi").open("/meins/").follow(TITLE).follow("Zur Abrechnung")
    samira.press("Abrechnung abgeben", **REPORT)
    t.work()


def the_proof_is_accepted(t) -> None:
    """What was not spent goes back to the pot; the project is closed and stays to be seen."""
    t.at(2026, 3, 10)
    gerd = t.who("Gerd Hansen").open(f"{t.desk}foerderungen/").follow("Abrechnung prüfen").follow(TITLE)
    gerd.press("Abrechnung anerkennen", **{gerd.names("eligible_")[-1]: SPENT[2025]}).sees("95.000")
    gerd.step("Vorgang abschließen")
    t.work()
    t.who("Lea Brandt").open(f"{t.desk}geld/").sees("1.000")


def everybody_can_read_how_it_went(t) -> None:
    """One public timeline from the idea to the closed project, and nothing in it that is not meant for everybody."""
    page = t.nobody().open(f"{t.base}projekte/").follow(TITLE)
    page.sees(
        "Die Idee ist da",
        "Ja, 4 zu 1",
        "Das ist möglich",
        "höchstens 96.000 €",
        "Bewerbungen: 2",
        "Ausgewählt: Werkhof Wedding gGmbH",
        "Bewilligt: 96.000 €",
    )
    page.sees_not("Yusuf", "Samira", "2051", "Grüne Höfe", PANEL_BIAS, RECEIPT_NOTE, meetings.BIAS, *COUNCIL)
    t.who("Paul Lorenz").open(f"{t.desk}foerderungen/").follow("Abgeschlossen").follow(TITLE).follow("Akte für die Prüfung").sees(
        "PK-ID-2022-001"
    )
