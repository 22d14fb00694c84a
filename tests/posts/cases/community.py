"""Forms of the community floor: bodies and their evenings, ideas; events have a file of their own."""

from django.conf import settings

from quartier.community.councils import actions as councils
from quartier.community.councils.models import AgendaItem, Body, Meeting, Seat
from quartier.community.participation.models import Idea
from quartier.ground.acts import clock
from quartier.ground.notify.models import Message
from tests import house
from tests.posts.cases import events
from tests.posts.cases.case import Case

TEAM, CHAIR, MEMBER = "Lea Brandt", "Aylin Tekin", "Viktor Lange"


# --- an evening of the jury ---------------------------------------------------------------------------------------------


def jury_tonight() -> Meeting:
    """The next evening of the jury, which has been invited; it is its hour now."""
    meeting = Meeting.objects.filter(place__slug="donaustrasse-nord", body__kind="jury", state="invited").earliest("starts_at")
    clock.set(meeting.starts_at)
    return meeting


def jury_sits(demo, *, form="room", is_gathered=True) -> Meeting:
    """The evening has begun and everybody is there."""
    meeting, lead = jury_tonight(), demo.person(CHAIR)
    Meeting.objects.filter(pk=meeting.pk).update(form=form)
    meeting = councils.open_meeting(meeting, by=lead)
    for seat in meeting.body.seats.on(clock.today()).filter(substitute_for=None) if is_gathered else ():
        councils.arrive(meeting, seat, by=lead)
    return Meeting.objects.get(pk=meeting.pk)


def item_called(demo, *, is_decision=True) -> AgendaItem:
    """One item of the evening runs."""
    meeting = jury_sits(demo)
    item = meeting.items.filter(is_decision=is_decision).earliest("order")
    return councils.call_item(item, by=demo.person(CHAIR))


def vote_is_open(demo, mode="phones", choices=()):
    """The jury votes on it; the first members have voted already."""
    lead = demo.person(CHAIR)
    vote = councils.open_vote(item_called(demo), mode=mode, by=lead)
    seats = vote.item.meeting.body.seats.on(clock.today()).select_related("person").order_by("pk")
    for seat, choice in zip(seats, choices, strict=False):
        councils.cast(vote, seat.person, choice)
    return vote


def _led(demo, meeting, tail=""):
    return demo.open(demo.person(CHAIR), f"/{demo.home.slug}/gremien/sitzung/{meeting.pk}/leiten/{tail}")


def _item_page(word, **facts):
    def scene(demo):
        return demo.open(demo.person(CHAIR), f"/{demo.home.slug}/gremien/top/{item_called(demo, **facts).pk}/{word}/")

    return scene


def _vote_page(word, **facts):
    def scene(demo):
        return demo.open(demo.person(CHAIR), f"/{demo.home.slug}/gremien/abstimmung/{vote_is_open(demo, **facts).pk}/{word}/")

    return scene


def _on_the_phone(demo):
    vote = vote_is_open(demo)
    return demo.open(demo.person(MEMBER), f"/{demo.home.slug}/gremien/sitzung/{vote.item.meeting_id}/")


def _joins(demo):
    meeting = jury_sits(demo, form="hybrid", is_gathered=False)
    return demo.open(demo.person(MEMBER), f"/{demo.home.slug}/gremien/sitzung/{meeting.pk}/")


def _a_body_without_meetings(demo):
    lead = demo.person(TEAM)
    body = councils.make_body(place=demo.home, kind="panel", name="Beirat", by=lead)
    return demo.open(lead, f"/{demo.home.slug}/buero/gremien/{body.slug}/beenden/")


def _new_rules(demo):
    page = demo.open(demo.person(TEAM), f"/{demo.home.slug}/buero/gremien/quartiersrat/regeln/neu/")
    return page.press("In Worten ansehen", valid_from="1.3.2027", note="Beschlossen am 20. November.")


def _rules_ahead(demo):
    _new_rules(demo).press("Diese Fassung eintragen")
    version = Body.objects.get(place=demo.home, slug="quartiersrat").rules.latest("version").version
    return demo.open(demo.person(TEAM), f"/{demo.home.slug}/buero/gremien/quartiersrat/regeln/{version}/zuruecknehmen/")


def _own_seat(demo):
    person = demo.person(MEMBER)
    return demo.open(person, f"/meins/gremien/{Seat.objects.filter(person=person).earliest('pk').pk}/name/")


def jury_is_over(demo) -> Meeting:
    """The evening has ended."""
    return councils.close_meeting(jury_sits(demo), by=demo.person(CHAIR))


def _closed_evening(demo):
    return demo.open(demo.person(CHAIR), f"/{demo.home.slug}/gremien/sitzung/{jury_is_over(demo).pk}/protokoll/schreiben/")


# --- ideas --------------------------------------------------------------------------------------------------------------


def an_idea_is_told(demo):
    """The questions of an idea are answered; the last page is open."""
    page = demo.open(None, f"/{demo.home.slug}/ideen/neu/").press("Weiter", title="Bank", text="Eine Bank am Platz.")
    return page.press("Weiter", why="Zum Ausruhen.").press("Weiter", where="Donauplatz")


def _support_asked_for(demo):
    idea = Idea.objects.filter(place=demo.home, state="published").latest("pk")
    page = demo.open(None, f"/{demo.home.slug}/ideen/{idea.pk}/unterstuetzen/")
    page.press("Link schicken", email="neu@beispiel.example")
    return page.open(demo.path_in_mail(Message.objects.latest("pk")))


def _own_idea(demo):
    idea = Idea.objects.filter(place=demo.home, author__is_demo=True, state__in=("received", "published")).latest("pk")
    return demo.open(idea.author, f"/{demo.home.slug}/ideen/{idea.pk}/meine/?frage=zurueckziehen")


def _by_link(demo):
    """The link in the author's mail, and there the question whether the idea is to be taken back."""
    for path in house.paths_in_mails(settings.BASE_URL)["participation.by_link"]:
        page = demo.open(None, f"{path}?frage=zurueckziehen")
        if page.offers("zurückziehen"):
            return page
    raise LookupError("no idea of a demo mail can be taken back")


def _shortened(found) -> dict:
    """The last word of the text is taken out; the gap shows."""
    text = dict(found.form.values)["text"].split()
    return {"text": " ".join([*text[:-1], "[…]"])}


CASES = {
    **events.CASES,
    "councils.adopt_rules": Case(scene=_new_rules, button="Diese Fassung eintragen"),
    "councils.arrange_item": Case(page="councils.desk_meeting"),
    "councils.attendance": Case(scene=lambda demo: _led(demo, jury_sits(demo, is_gathered=False)), button="Alle sind da"),
    "councils.call_item": Case(scene=lambda demo: _led(demo, jury_sits(demo))),
    "councils.cancel_vote": Case(scene=_vote_page("abbrechen")),
    "councils.cast": Case(scene=_on_the_phone, button="Ja"),
    "councils.close_vote": Case(scene=_vote_page("schliessen", choices=["yes"] * 6)),
    "councils.consent": Case(scene=_own_seat),
    "councils.defer_item": Case(scene=_item_page("vertagen")),
    "councils.end_body": Case(scene=_a_body_without_meetings),
    "councils.finish_item": Case(scene=lambda demo: _led(demo, item_called(demo, is_decision=False).meeting)),
    "councils.hands": Case(scene=_vote_page("handzeichen", mode="hands"), typed={"yes-1": "5", "no-1": "1"}),
    "councils.join": Case(scene=_joins),
    "councils.meeting_step open_meeting": Case(scene=lambda demo: _led(demo, jury_tonight(), "open_meeting/")),
    "councils.meeting_step close_meeting": Case(scene=lambda demo: _led(demo, jury_sits(demo), "close_meeting/")),
    "councils.meeting_step reopen_meeting": Case(scene=lambda demo: _led(demo, jury_is_over(demo), "reopen_meeting/")),
    "councils.new_seat": Case(typed={"is_chair": None, "is_speaker": None}),
    "councils.open_vote": Case(scene=_item_page("abstimmen"), typed={"is_straw_poll": None}),
    "councils.plan_meeting": Case(typed={"where": "Quartiersbüro"}),
    "councils.put_on_agenda": Case(page="councils.desk_meeting"),
    "councils.record": Case(scene=lambda demo: _led(demo, vote_is_open(demo).item.meeting), button="Ja"),
    "councils.withdraw_rules": Case(scene=_rules_ahead),
    "councils.write_minutes": Case(scene=_closed_evening),
    "participation.by_link": Case(scene=_by_link),
    "participation.confirm_support": Case(scene=_support_asked_for),
    "participation.mine": Case(scene=_own_idea),
    "participation.step redact": Case(typed=_shortened),
    "participation.step refuse": Case(typed={"answer": "Dafür ist das Grünflächenamt zuständig, wir haben Ihre Idee dorthin gegeben."}),
    "participation.new": Case(scene=an_idea_is_told, typed={"email": "neu@beispiel.example", "author_name": "Nora Neu"}),
}
NO_ACT: dict[str, str] = {}
_LEADING = ("open_meeting", "close_meeting", "reopen_meeting")
ELSEWHERE = {
    **events.ELSEWHERE,
    **{f"councils.{page} {verb}": f"councils.meeting_step {verb}" for page in ("desk_step", "minutes_step") for verb in _LEADING},
    **{f"councils.meeting_step {verb}": f"councils.desk_step {verb}" for verb in ("invite", "cancel_meeting")},
    **{f"councils.meeting_step {verb}": f"councils.minutes_step {verb}" for verb in ("approve_minutes", "return_minutes")},
    "councils.meeting_step change_meeting": "councils.change_meeting",
    "councils.meeting_step draft_minutes": "councils.write_minutes",
    "participation.step confirm": "participation.confirm",
}
