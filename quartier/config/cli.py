"""The console command `quartier`."""

import os
import sys

COMMANDS = {
    "run": ("Web und Arbeiter in einem starten, beim ersten Mal mit Demo", "quartier run --port 8000"),
    "work": ("Fälliges abarbeiten: Post, Erinnerungen, Fristen", "quartier work --once"),
    "demo": ("Ein Jahr erfundenes Leben in Berlins Quartieren aufbauen", "quartier demo --today 2026-11-24"),
    "init": ("Eine leere Stadt anlegen", 'quartier init "Musterstadt" --operator anna@musterstadt.example'),
    "check_ledger": ("Das Kassenbuch prüfen: Salden, Siegel, Nummern", "quartier check_ledger"),
    "check_log": ("Das Protokoll prüfen: Ketten und veröffentlichte Köpfe", "quartier check_log"),
    "where": ("Zu einer Adresse die Stelle im Quelltext zeigen", "quartier where /rollbergsiedlung/ideen/"),
}


def overview() -> str:
    """The list of commands that `quartier --help` prints."""
    lines = ["Quartier: die offene Plattform für Quartiersmanagement.", "", "Befehle:"]
    lines += [f"  {name:<13} {what}\n{'':16}{example}" for name, (what, example) in COMMANDS.items()]
    lines += ["", "Mehr zu einem Befehl: quartier <Befehl> --help. Alle Befehle von Django gehen auch: quartier help."]
    return "\n".join(lines)


def main() -> None:
    """Run one of the operator's commands; without a word, list them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quartier.config.settings")
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        print(overview())
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(["quartier", *sys.argv[1:]])


if __name__ == "__main__":
    main()
