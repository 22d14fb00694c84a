"""Questions about threads: None, or the sentence why not."""

from django.utils.translation import gettext as _


def may_merge(thread, into) -> str | None:
    """Whether `thread` may go on in `into`."""
    if thread.pk == into.pk:
        return _("Ein Vorgang kann nicht mit sich selbst zusammengelegt werden.")
    if thread.place_id != into.place_id:
        return _("Die beiden Vorgänge gehören zu verschiedenen Quartieren. Zusammenlegen geht nur im selben Quartier.")
    if thread.merged_into_id:
        return _("Der Vorgang %(number)s ist schon mit einem anderen zusammengelegt.") % {"number": thread.file_number}
    if into.merged_into_id:
        return _("Der Vorgang %(number)s wurde selbst zusammengelegt. Bitte den bleibenden Vorgang wählen.") % {"number": into.file_number}
    return None
