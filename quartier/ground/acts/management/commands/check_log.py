from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from quartier.ground.acts import anchors, log, proof, triggers
from quartier.ground.acts.models import Entry

EXAMPLE = """
Beispiele:
  quartier check_log                     prüft alle Ketten gegen sich selbst und gegen die aufbewahrten Köpfe
  quartier check_log --anchor            prüft und schreibt die Köpfe fort (var/log-heads.jsonl)
  quartier check_log --against kopf.json prüft gegen einen früher gespeicherten /protokoll/kopf.json
"""


class Command(BaseCommand):
    help = "Prüft das Protokoll: Ketten, Siegel, Sperren der Datenbank, aufbewahrte Köpfe. Endet mit 1, wenn etwas nicht stimmt."

    def create_parser(self, *args, **kwargs) -> CommandParser:
        from argparse import RawDescriptionHelpFormatter

        return super().create_parser(*args, epilog=EXAMPLE, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("--anchor", action="store_true", help="die Köpfe danach außerhalb der Datenbank aufschreiben")
        parser.add_argument("--against", type=Path, action="append", default=[], metavar="DATEI", help="auch gegen diese Köpfe prüfen")

    def handle(self, *args, anchor=False, against=(), **options):
        problems = [f"Die Datenbank lässt Änderungen zu: {name} fehlt." for name in triggers.missing(connection)]
        problems += log.verify()
        for file in [anchors.path(), *against]:
            problems += proof.check_heads(self._read(file, file in against))
        for sentence in problems:
            self.stderr.write(sentence)
        if problems:
            raise CommandError(f"Das Protokoll stimmt nicht: {len(problems)} Befunde.")
        if anchor:
            self.stdout.write(f"{anchors.append()} Köpfe aufgeschrieben in {anchors.path()}.")
        self.stdout.write(f"Das Protokoll stimmt: {Entry.objects.count()} Einträge in {len(log.heads())} Ketten.")

    def _read(self, file: Path, must_exist: bool):
        if must_exist and not file.exists():
            raise CommandError(f"Die Datei {file} gibt es nicht.")
        try:
            return anchors.read(file)
        except ValueError as error:
            raise CommandError(str(error)) from None
