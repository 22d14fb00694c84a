"""What everybody may read: bodies, their rules, who sits in them (with consent), meetings and results."""

from django.shortcuts import render

from quartier.community.councils import board, counting, queries
from quartier.community.councils.views import member
from quartier.ground.access import public
from quartier.ground.access import queries as access
from quartier.ground.acts import clock
from quartier.ground.acts.keeping import kept


@kept
@public
def list(request, place):
    """The bodies of a quarter: what they do, when they meet next, who sits in them."""
    return render(request, "councils/public/list.html", {"bodies": queries.bodies_with_seats(place)})


@kept
@public(body=queries.body)
def body(request, place, body):
    """One body: people, meetings, rules in words."""
    body_rules = queries.rules(body, clock.today())
    seats = queries.seats_on(body, clock.today())
    context = {
        "body": body,
        "seats": [seat for seat in seats if seat.publishes_name],
        "silent": sum(not seat.publishes_name and not seat.substitute_for_id for seat in seats),
        "ahead": queries.meetings_ahead(body),
        "past": queries.past_meetings(body),
        "rules": counting.in_words(body_rules) if body_rules else [],
        "examples": counting.examples(body_rules) if body_rules else [],
        "valid_from": body_rules and body_rules.valid_from,
    }
    return render(request, "councils/public/body.html", context)


@kept
@public(meeting=queries.meeting)
def meeting(request, place, meeting):
    """The agenda and the public results; whoever belongs to the body gets the page to vote on."""
    person = visitor(request)
    if person and access.may(person, "councils.take_part", meeting):
        return member.evening(request, place, meeting)
    body_rules = queries.rules_of(meeting)
    shows_agenda = meeting.state in queries.SHOWN
    context = {
        "meeting": meeting,
        "body": meeting.body,
        "when": board.when(meeting),
        "rules": body_rules,
        "rows": board.public_rows(meeting, body_rules) if shows_agenda else [],
        "is_over": meeting.state in ("closed", "minutes_draft", "minutes_approved"),
        "present": meeting.attendances.values("seat_id").distinct().count(),
    }
    return render(request, "councils/public/meeting.html", context)


def visitor(request):
    """The signed-in person, or None; who brings no session is not asked for one."""
    from django.conf import settings

    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    return request.user
