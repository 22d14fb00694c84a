"""What an act of the log is called in German where no step table tells it. Each app adds its own beside its subjects."""

from django.utils.translation import gettext_lazy as _

LABELS: dict = {"acts.erase": _("Persönliche Angaben im Protokoll gelöscht")}
