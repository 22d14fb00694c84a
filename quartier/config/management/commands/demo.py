"""`quartier demo`: a year of invented life in Berlin's quarters."""

import datetime

from django.conf import settings
from django.core.management.base import CommandError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from quartier.config import demo, preparation
from quartier.config.commands import Command as QuartierCommand
from quartier.config.demo.play import FIRST_DAY, NotEmpty, TooEarly
from quartier.ground.acts import clock


class Command(QuartierCommand):
    help = "Baut die Demo auf: ein Jahr erfundenes Leben in Berlins Quartieren. Braucht eine leere Datenbank."
    example = "quartier demo --today 2026-11-24"

    def add_arguments(self, parser):
        parser.add_argument("--today", type=_day, help="der Tag, an dem die Demo spielt (heute)")
        parser.add_argument("--seed", type=int, default=7, help="Zahl, aus der alles Zufällige folgt")
        parser.add_argument("--scale", type=_count, default=1, help="so oft gibt es, was öffentlich ist und kein Geld bewegt")

    def handle(self, *, today, seed, scale, **options):
        if settings.MODE == "production":
            raise CommandError("Im Betrieb gibt es keine Demo. Eine eigene, leere Stadt legt `quartier init` an.")
        preparation.prepare()
        columns = (TextColumn("Die Demo wird aufgebaut"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeElapsedColumn())
        try:
            with Progress(*columns, console=Console(file=self.stdout._out)) as bar:
                task = bar.add_task("demo", total=1.0)
                demo.build(today or clock.today(), seed=seed, scale=scale, tell=lambda share: bar.update(task, completed=share))
                bar.update(task, completed=1.0)
        except NotEmpty:
            raise CommandError(
                "Hier gibt es schon eine Stadt. Die Demo braucht eine leere Datenbank, zum Beispiel ein neues QUARTIER_VAR."
            ) from None
        except TooEarly:
            raise CommandError(f"Die Demo spielt frühestens am {FIRST_DAY:%d.%m.%Y}.") from None


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= 1000:
        raise ValueError
    return count
