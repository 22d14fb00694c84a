"""`quartier check_ledger`: does the book prove itself?"""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quartier.ground.ledger import check, queries


class Command(BaseCommand):
    help = (
        "Prüft das Buch: Salden = Summen, Kette der Siegel, Nummern ohne Lücke, Regeln jeder Buchung, Vorgänge, Schutz der Tabelle. "
        "Endet mit 1, wenn etwas nicht stimmt. Beispiel: quartier check_ledger --head 17:3f2a9c41 (mit einem früher veröffentlichten Siegel)"
    )

    def add_arguments(self, parser):
        parser.add_argument("--head", help="ein früher veröffentlichtes Ende der Kette, NUMMER:SIEGEL (Anfang des Siegels genügt)")

    def handle(self, *args, head=None, **options):
        found = check.problems() + ([] if head is None else check.head_problems(head))
        for sentence in found:
            self.stderr.write(self.style.ERROR(sentence))
        if found:
            raise CommandError(ngettext("%(n)d Fehler im Buch.", "%(n)d Fehler im Buch.", len(found)) % {"n": len(found)})
        number, seal = queries.head()
        self.stdout.write(_("Das Buch stimmt. %(number)d Buchungen, Siegel %(seal)s.") % {"number": number, "seal": seal[:16] or "–"})
