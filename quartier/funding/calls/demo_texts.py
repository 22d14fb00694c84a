"""The call of Pankstraße of May 2022 for the demo: its figures and days are those of the real call, its words are ours.

`PANKSTRASSE["brief"]` and `["call"]` are the fields of `actions.briefs.draft_brief` and `actions.calls.draft_call`, without place,
fund and rules; `["by_year"]` of an allocation that carries it; `["bids"]` are invented carriers with sketch and plan.
"""

import datetime

from quartier.ground.acts import clock

_YEARS = {2022: 1_200_000, 2023: 2_800_000, 2024: 2_800_000, 2025: 2_800_000}  # our split of the 96,000 €; only the sum is known
_FIRST, _LAST = datetime.date(2022, 8, 1), datetime.date(2025, 12, 31)
_SITUATION = (
    "Im Quartier leben viele Familien auf wenig Raum. Die Plätze und Spielstraßen werden nach der Pandemie wieder genutzt, "
    "aber Angebote unter freiem Himmel, bei denen sich Nachbarinnen und Nachbarn begegnen, gibt es kaum."
)
_GOALS = (
    "Menschen jeden Alters bewegen sich regelmäßig draußen und lernen sich dabei kennen.\n"
    "Wer hier wohnt, gestaltet die Angebote mit und kann sie am Ende selbst weiterführen."
)
_TASKS = (
    "Offene Bewegungsangebote an mehreren Orten, mindestens zweimal in der Woche, auch in den Ferien.\n"
    "Ansprache von Gruppen, die bisher nicht kommen, in ihren Sprachen.\n"
    "Ein Kreis aus Nachbarinnen und Nachbarn, der die Angebote plant und nach 2025 weitermacht.\n"
    "Zusammenarbeit mit Schulen, Vereinen und dem Quartiersrat; einmal im Jahr ein Bericht."
)


def _plan(leader: str, cost: dict[int, int], own: dict[int, int]) -> list[dict]:
    """A plan that holds: staff, fees and materials against grant and own work, year by year, in cents."""
    lines = []
    for year, total in cost.items():
        staff, fees = total * 6 // 10, total * 25 // 100
        costs = {("staff", leader): staff, ("fee", "Übungsleitungen"): fees, ("materials", "Geräte und Material"): total - staff - fees}
        cover = {("grant", ""): total - own[year], ("own_work", "Ehrenamtliche Stunden und Leitung"): own[year]}
        for side, rows in (("costs", costs), ("cover", cover)):
            lines += [
                {"side": side, "kind": kind, "label": label, "budget_year": year, "cents": cents} for (kind, label), cents in rows.items()
            ]
    return lines


def _sketch(title: str, summary: str, **more) -> dict:
    return {
        "title": title,
        "summary": summary,
        "situation": "Viele Kinder und ältere Menschen im Quartier bewegen sich zu wenig und bleiben unter sich.",
        "goals": "Im dritten Jahr kommen jede Woche 60 Menschen, ein Drittel davon über 55. Fünf Ehrenamtliche leiten selbst an.",
        "measures": "Zwei feste Termine in der Woche, Ferienwochen, ein Fest im Jahr. Immer draußen, immer ohne Anmeldung.",
        "target_groups": "Familien, Jugendliche, ältere Menschen. Wir gehen in Höfe, Schulen, Unterkünfte und Teestuben.",
        "partners": "Grundschule, Nachbarschaftshaus, zwei Sportvereine.",
        "participation": "Ein Planungskreis mit Stimmrecht trifft sich jeden zweiten Monat.",
        "schedule": "August bis Dezember 2022 Aufbau, 2023 und 2024 laufender Betrieb, 2025 Übergabe an die Ehrenamtlichen.",
        "staff": "Eine halbe Stelle Sozialpädagogik, Honorarkräfte.",
        "sustainability": "Die Termine gehen an den Sportverein und den Planungskreis über; die Geräte bleiben im Quartier.",
        "indicators": "Zählung an jedem Termin, Befragung einmal im Jahr, Zahl der Ehrenamtlichen.",
        "experience": "Seit zehn Jahren Bewegungsprojekte in der Stadt.",
        **more,
    }


PANKSTRASSE = {
    "place": "pankstrasse",
    "programme_year": 2022,
    "by_year": _YEARS,
    "published_on": datetime.date(2022, 5, 9),
    "brief": {
        "title": "Bewegung im Freien",
        "situation": _SITUATION,
        "goals": _GOALS,
        "tasks": _TASKS,
        "target_group": "Familien, Jugendliche und ältere Menschen aus dem Quartier",
        "where": "Plätze, Spielstraßen und Schulhöfe im Quartier Pankstraße",
        "starts_on": _FIRST,
        "ends_on": _LAST,
        "max_cents": sum(_YEARS.values()),
        "cents_by_year": {str(year): cents for year, cents in _YEARS.items()},
        "programme_year": 2022,
    },
    "call": {
        "title": "Träger gesucht: Bewegung im Freien",
        "summary": (
            "Gesucht wird ein Träger, der von August 2022 bis Dezember 2025 offene Bewegungsangebote im Quartier Pankstraße aufbaut "
            "und so anlegt, dass sie danach weitergehen."
        ),
        "situation": _SITUATION,
        "goals": _GOALS,
        "tasks": _TASKS,
        "target_group": "Familien, Jugendliche und ältere Menschen aus dem Quartier",
        "where": "Plätze, Spielstraßen und Schulhöfe im Quartier Pankstraße",
        "starts_on": _FIRST,
        "ends_on": _LAST,
        "max_cents": sum(_YEARS.values()),
        "requirements": (
            "Bewerben können sich gemeinnützige Organisationen, andere juristische Personen, Initiativen und einzelne Personen mit "
            "Erfahrung in der Arbeit mit Nachbarschaften. Der Eigenanteil beträgt mindestens 10 Prozent der Förderung, als Geld oder Arbeit."
        ),
        "sustainability": "Bitte beschreiben Sie, wie das Angebot nach 2025 ohne diese Förderung weitergeht und wer es trägt.",
        "documents": "Projektskizze und Finanzplan nach Haushaltsjahren.",
        "procedure": (
            "Nach dem Bewerbungsschluss werden die Bewerbungen geöffnet und geprüft. Wer in die engere Wahl kommt, stellt das Konzept "
            "in der 25. Kalenderwoche vor, persönlich oder per Video."
        ),
        "panel_text": "Fachämter des Bezirks, das Quartiersteam und Mitglieder des Quartiersrats.",
        "contact": "Quartiersmanagement Pankstraße, Prinz-Eugen-Straße 1, 13347 Berlin",
        "deadline_at": datetime.datetime(2022, 6, 10, 23, 59, tzinfo=clock.BERLIN),
        "presentations_on": datetime.date(2022, 6, 20),
        "is_scored": True,
    },
    "bids": [
        {
            "organisation": {"name": "Bewegte Höfe e. V.", "legal_form": "ev"},
            "sketch": _sketch("Raus auf die Straße", "Zwei feste Nachmittage in der Woche, Ferienwochen und ein Planungskreis."),
            "lines": _plan(
                "Halbe Stelle Leitung",
                {2022: 1_330_000, 2023: 3_090_000, 2024: 3_090_000, 2025: 3_090_000},
                {2022: 130_000, 2023: 290_000, 2024: 290_000, 2025: 290_000},
            ),
        },
        {
            "organisation": {"name": "Sport im Kiez gGmbH", "legal_form": "ggmbh"},
            "sketch": _sketch("Kiez in Bewegung", "Ein Bus mit Geräten fährt fünf Plätze im Wechsel an.", partners="Drei Sportvereine."),
            "lines": _plan(
                "Projektleitung, 15 Stunden",
                {2022: 1_320_000, 2023: 2_970_000, 2024: 2_970_000, 2025: 2_970_000},
                {2022: 120_000, 2023: 270_000, 2024: 270_000, 2025: 270_000},
            ),
        },
    ],
}
