"""What `quartier run` prints: where to look and how to come in as each of the people."""

from django.conf import settings
from django.urls import reverse

from quartier.ground.accounts import queries as accounts


def text(port: int) -> str:
    """The German greeting with the addresses of this start."""
    home = f"http://localhost:{port}"
    lines = ["", f"Quartier läuft: {home}", "Beenden mit Strg+C.", ""]
    if settings.IS_DEMO:
        lines += _demo(home)
    return "\n".join(lines)


def _demo(home: str) -> list[str]:
    rows = [f"  {role:<26} {', '.join(person.name for person in people)}" for role, people in accounts.demo_people()]
    return [
        f"Anmelden mit einem Klick als jede dieser Personen: {home}{reverse('accounts.demo')}",
        *rows,
        "",
        f"Mitten hinein: {home}/donaustrasse-nord/ und {home}/reinickendorfer-strasse-pankstrasse/",
        f"Alle Mails der Demo: {home}{reverse('notify.outbox')}",
        f"Bausteine der Oberfläche: {home}{reverse('ui.gallery')}",
        "Menschen und Vorgänge sind erfunden, Quartiere und Regeln sind echt.",
        "",
    ]
