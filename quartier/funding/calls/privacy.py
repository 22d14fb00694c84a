"""Who may read the columns of this app (`docs/explanation/privacy.md` says what the words mean)."""

from quartier.community.councils.models import AgendaItem, Seat
from quartier.funding.calls import models
from quartier.funding.calls.queries import applications
from quartier.funding.calls.queries import calls as queries
from quartier.ground.access import queries as access
from quartier.ground.acts import clock


def is_granted(row, person) -> bool:
    """The application has its yes."""
    return row.state in applications.GRANTED


def is_named(row, person) -> bool:
    """The application has its yes, and the group agreed to be named."""
    return is_granted(row, person) and row.may_publish


def is_tabled(row, person) -> bool:
    """It stands on the agenda of a body in which she sits."""
    case = getattr(row, "application", row)
    if person is None:
        return False
    bodies = Seat.objects.on(clock.today()).filter(person=person).values("body")
    return AgendaItem.objects.filter(about_kind=case.KIND, about_id=case.pk, meeting__body__in=bodies).exists()


def is_published(row, person) -> bool:
    """The call is out."""
    call = getattr(row, "call", row)
    return call.state not in queries.HIDDEN and call.opens_at <= clock.now()


def is_answered(row, person) -> bool:
    """Question and answer are both public once there is an answer."""
    return is_published(row, person) and row.answered_at is not None


def has_begun(row, person) -> bool:
    """A call has come of the brief; the public reads its words there."""
    return any(is_published(call, person) for call in row.calls.all())


def has_bid(row, person) -> bool:
    """She acts for an organisation that has bid for the call; the reason of the choice is told to all of them."""
    mine = models.Bid.objects.filter(call=row, state__in=("chosen", "not_chosen"))
    return any("carrier" in access.relations(person, bid) for bid in mine)


def biased_herself(row, person) -> bool:
    """What somebody said about herself she may read again."""
    return person is not None and row.member.person_id == person.pk


def is_chosen(row, person) -> bool:
    """The organisation was chosen in a call."""
    return models.Bid.objects.filter(organisation=row, state="chosen").exists()


WHEN = {
    "granted": is_granted,
    "group_named": is_named,
    "tabled": is_tabled,
    "published": is_published,
    "answered": is_answered,
    "begun": has_begun,
    "bidder": has_bid,
    "biased_herself": biased_herself,
    "chosen": is_chosen,
}
READERS = {
    "calls.application": ("calls.read_applicant", "calls.read_applications"),
    "calls.brief": ("calls.read",),
    "calls.call": ("calls.read", "calls.read_bids"),
    "calls.bid": ("calls.read_bids", "calls.own_bid"),
}
FIELDS = {
    "Application": {
        "code": "state",
        "granted tabled readers": "title",
        "group_named readers": "group_name",
        "calls.read_applicant": "name phone speaks street postcode town",
        "tabled readers": "description volunteering themes target_group where partners own_contribution",
        "readers": "publicity conditions decision_reason office_consent",
        "calls.read_applications": "remark",
    },
    "ApplicationItem": {"tabled readers": "what"},
    "FormalCheck": {"code": "code", "calls.read_applications": "remark"},
    "Bid": {
        "code": "state commitment trouble",
        "nobody": "sealed",  # the content before the opening
        "readers": "sketch",
        "calls.read_bids": "note opinion",
    },
    "FinanceLine": {"readers": "label"},
    "Brief": {
        "code": "state cents_by_year",
        "begun tabled readers": "title situation goals tasks target_group where",
        "readers": "council_note feasibility",
    },
    "Call": {
        "code": "state",
        "published readers": "title summary situation goals tasks target_group where requirements sustainability documents procedure"
        " panel_text contact",
        "readers": "external_reference",
        "bidder readers": "choice_reason",
    },
    "Question": {"answered readers": "text answer", "nobody": "email"},
    "PanelMember": {"readers": "speaks_for"},
    "Bias": {"calls.bias_reason biased_herself": "reason"},
    "Criterion": {"published readers": "label"},
    "Score": {"calls.read_bids": "comment"},
    "actors.Organisation": {"chosen": "name"},
}
