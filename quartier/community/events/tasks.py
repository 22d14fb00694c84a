"""What is due without anybody asking."""

from quartier.community.events import queries
from quartier.community.events.actions import bookings, hosts, series, sources
from quartier.community.events.exchange import incoming
from quartier.ground.notify import work


@work.job("events.extend", every_seconds=6 * 3600)
def extend() -> None:
    """Lay out the dates of series that have come within sight."""
    series.extend_due()


@work.job("events.fetch", every_seconds=1800)
def fetch() -> None:
    """Ask other calendars again. Fetched and understood outside any transaction; one that fails leaves the others alone."""
    for source in queries.sources_to_ask():
        try:
            sources.take_in(source, incoming.of_address(source.url))
        except incoming.Problem as problem:
            sources.note_problem(source, str(problem))


@work.job("events.lapse", every_seconds=60)
def lapse() -> None:
    """Seats held by somebody who did not come back go to those who wait."""
    bookings.lapse_due()


@work.job("events.forget", every_seconds=24 * 3600)
def forget() -> None:
    """Who came a month ago is nobody's business any more."""
    bookings.forget_due()


@work.job("events.hosts", every_seconds=24 * 3600)
def ask_hosts() -> None:
    """Does it still take place? Long series are asked about; without an answer their dates say so."""
    hosts.ask_due()
    hosts.mark_silent()
