from django.core.management.base import BaseCommand, CommandError

from quartier.ground.workflow import where


class Command(BaseCommand):
    help = "Says which code makes a page. Example: quartier where /donaustrasse-nord/ideen/"

    def add_arguments(self, parser):
        parser.add_argument("path", help="path of a page, or the whole address")

    def handle(self, *args, path, **options):
        found = where.find(path)
        if found is None:
            raise CommandError(f"Keine Seite hat den Pfad {path}. Die Tabelle steht in quartier/config/urls.py.")
        for label, values in found:
            for value in values or ["—"]:
                self.stdout.write(f"{label:<10} {value}")
                label = ""
