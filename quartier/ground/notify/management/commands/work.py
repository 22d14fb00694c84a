import signal
import threading

from django.core.management.base import BaseCommand

from quartier.ground.notify import work


class Command(BaseCommand):
    help = "Works off what is due: mail, reminders, deadlines. Example: quartier work --once"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *args, once, **options):
        if once:
            work.once()
            return
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        self.stdout.write("Arbeitet ab, was fällig ist. Beenden mit Strg+C.")
        work.loop(stop)
