"""What calls, bids and applications show elsewhere; each noun has its own file beside this one."""

from quartier.funding.calls import application_surfaces as applications
from quartier.funding.calls import call_surfaces as calls

_PARTS = (applications, calls)

application_box = applications.box  # the Aktionsfonds in a few lines, for a quarter's home
actions_everywhere = applications.everywhere  # the same for a city's home: the rules that hold in its quarters
applications_of = applications.cases  # a person's own applications, for "Meine Vorgänge"
funded_actions = applications.figures
bids_of = calls.cases  # bids of a person's organisations and her seats in panels, for "Meine Vorgänge"
call_figures = calls.figures


def waiting_for(person, place=None) -> list:
    """What waits for a person, in all parts of this app."""
    return [line for part in _PARTS for line in part.waiting_for(person, place)]


def own_waiting(person) -> list:
    """What waits for her as an applicant, a carrier and a member of a panel, whatever she does at the desk."""
    return [line for part in _PARTS for line in part.own_waiting(person)]


def open_now(place) -> list:
    """What one can apply for now at a place."""
    return [line for part in _PARTS for line in part.open_now(place)]


def personal_data(person) -> dict:
    """All that this app keeps about a person: German label → lines."""
    return {label: lines for part in _PARTS for label, lines in part.personal_data(person).items() if lines}


def erase(person, *, by=None) -> None:
    """Blank what is hers alone; numbers and decisions stay."""
    for part in _PARTS:
        part.erase(person, by=by)
