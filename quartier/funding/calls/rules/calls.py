"""When a call may be published, opened, closed (domain §8 rows 8–16)."""

from django.utils.translation import gettext as _

from quartier.community.actors import queries as actors
from quartier.ground.acts import clock, keeping
from quartier.ground.ui import german


def is_open(call) -> bool:
    """Whether bids are taken now: published, begun, and before the deadline to the second."""
    keeping.until(call.opens_at, call.deadline_at)
    return call.state == "published" and call.opens_at <= clock.now() < call.deadline_at


def deadline_lies_ahead(call) -> str | None:
    """A call is published with time left to answer it."""
    if call.deadline_at <= clock.now():
        return _("Der Bewerbungsschluss liegt in der Vergangenheit. Bitte einen späteren Tag wählen.")
    return None


def later_deadline(call, *, deadline_at=None) -> str | None:
    """An extension only ever gives more time."""
    if deadline_at is None:
        return None
    if deadline_at <= call.deadline_at or deadline_at <= clock.now():
        return _("Der neue Schluss muss nach dem bisherigen und in der Zukunft liegen.")
    return None


def nobody_waits_for_opening(call) -> str | None:
    """Who kept the deadline must not lose by more time for others."""
    if clock.now() >= call.deadline_at and bids_in(call).exists():
        return _("Die Frist ist vorbei, und es sind Bewerbungen da. Verlängern wäre ungerecht gegen alle, die pünktlich waren.")
    return None


def bids_in(call):
    """The bids that count: neither withdrawn nor void."""
    return call.bids.exclude(state__in=("withdrawn", "void"))


def within_brief(call) -> str | None:
    """The call promises no more than what is reserved, and stays in the period of the brief."""
    if call.max_cents > call.brief.max_cents:
        return _("Der Aufruf verspricht %(max)s, vorgemerkt sind nur %(held)s. Bitte die Höchstsumme senken.") % {
            "max": german.euro(call.max_cents),
            "held": german.euro(call.brief.max_cents),
        }
    return within_period(call.brief, call.starts_on, call.ends_on)


def within_period(brief, starts_on, ends_on) -> str | None:
    """The days lie in the period of the brief."""
    if starts_on < brief.starts_on or ends_on > brief.ends_on:
        return _("In den Eckpunkten steht: %(first)s bis %(last)s. Bitte die Tage angleichen.") % {
            "first": german.day(brief.starts_on),
            "last": german.day(brief.ends_on),
        }
    return None


def brief_is_confirmed(call) -> str | None:
    """Money first: a call without a confirmed budget would promise nothing."""
    if call.brief.state != "confirmed":
        return _("Die Senatsverwaltung hat das Geld noch nicht bestätigt.")
    return None


def brief_is_free(call) -> str | None:
    """A brief has one call at a time; a new one only after the last one led nowhere."""
    if call.brief.calls.exclude(pk=call.pk).exclude(state__in=("failed", "withdrawn", "no_award")).exists():
        return _("Zu diesen Eckpunkten gibt es schon einen Aufruf.")
    return None


def has_no_part(call, *, by=None) -> str | None:
    """Who acts for a bidder neither opens, nor checks, nor chooses."""
    if by is None or not call.pk:
        return None
    own = actors.organisation_ids(by)
    if own and bids_in(call).filter(organisation__in=own).exists():
        return _("Sie handeln für eine Organisation, die sich hier bewirbt. Diesen Schritt geht jemand anders.")
    return None


def deadline_is_over(call) -> str | None:
    """Sealed bids stay sealed until the deadline."""
    if clock.now() < call.deadline_at:
        return _("Der Bewerbungsschluss ist am %(at)s.") % {"at": german.moment(call.deadline_at)}
    return None


def has_bids(call) -> str | None:
    """Without a bid there is nothing to open."""
    if not bids_in(call).exists():
        return _("Es ist keine Bewerbung da. Sie können den Aufruf verlängern oder ohne Ergebnis beenden.")
    return None


def has_no_bids(call) -> str | None:
    """A call fails only when nobody answered."""
    if bids_in(call).exists():
        return _("Es sind Bewerbungen da. Bitte öffnen Sie sie, statt den Aufruf zu beenden.")
    return None


def is_another_person(call, *, by=None) -> str | None:
    """Four eyes: the second person is not the first."""
    if by is not None and call.first_opener_id == by.pk:
        return _("Die Öffnung braucht eine zweite Person. Sie haben schon als erste unterschrieben.")
    return None


def every_bid_is_checked(call) -> str | None:
    """The panel sees only bids that were checked formally."""
    states = set(call.bids.order_by().values_list("state", flat=True))
    if states & {"damaged", "asked"}:
        return _("Eine Bewerbung lässt sich nicht öffnen. Bitte sie noch einmal anfordern oder mit Grund ausschließen.")
    if states & {"opened", "complete"}:
        return _("Es sind noch nicht alle Bewerbungen formal geprüft.")
    if "formally_ok" not in states:
        return _("Keine Bewerbung hat die formale Prüfung bestanden. Sie können den Aufruf ohne Auswahl beenden.")
    return None
