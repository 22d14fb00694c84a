"""Does it still take place? Hosts of long series are asked now and then; one button answers."""

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.community.events import links, models, queries, steps
from quartier.community.events.actions import series as series_actions
from quartier.ground.acts import clock
from quartier.ground.notify import actions as notify
from quartier.ground.quarters import actions as quarters


def ask_due() -> int:
    """Ask the hosts of whom nothing was heard for three months; returns how many."""
    return len([_ask(one) for one in queries.hosts_to_ask()])


def _ask(series) -> None:
    with transaction.atomic():
        models.Series.objects.filter(pk=series.pk).update(asked_at=clock.now())
        context = {"series": series, "place": series.place, "link": links.absolute(series)}
        notify.mail(to_address=series.host_email, template="events/mail/still_on", context=context, about=series, place=series.place)


def mark_silent() -> int:
    """Dates of a series whose host does not answer say that nobody has confirmed them; returns how many dates."""
    count = 0
    for series in queries.hosts_silent():
        with transaction.atomic():
            dates = series.dates.filter(state="published", starts_at__gt=clock.now(), is_unconfirmed=False)
            if changed := series_actions.renew_rows(dates, is_unconfirmed=True):
                quarters.touch(series.place_id)
            count += changed
    return count


def confirm(series) -> models.Series:
    """It goes on."""
    with steps.SERIES.take("confirm", series) as series:
        series.confirmed_at = clock.now()
        series_actions.renew_rows(series.dates.filter(is_unconfirmed=True), is_unconfirmed=False)
    quarters.touch(series.place_id)
    return series


def say_over(series) -> models.Series:
    """It does not take place any more: its dates ahead are off."""
    with steps.SERIES.take("say_over", series) as series:
        series.cancel_reason, series.confirmed_at = _("Die Reihe findet nicht mehr statt."), clock.now()
        series_actions.call_dates_off(series)
    quarters.touch(series.place_id)
    return series
