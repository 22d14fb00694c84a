"""Verbs about ideas: the only writers. A link in a mail takes the place of an account."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quartier.community.participation import models, queries, rules, steps
from quartier.ground.accounts import actions as accounts
from quartier.ground.acts import clock, limits, log
from quartier.ground.acts.refusal import Refused
from quartier.ground.notify import actions as notify
from quartier.ground.quarters import actions as quarters
from quartier.ground.workflow import actions as workflow

CONFIRM_WITHIN = timedelta(days=7)  # how long the link of a mail can act; a new one is a click away
AUTHOR_WITHIN = timedelta(days=365)
LAPSE_AFTER = timedelta(days=30)  # an idea nobody confirmed is blanked after this time
MAILS_PER_HOUR = 5  # links to one address


# --- handing in -------------------------------------------------------------------------------------------------------


def submit_idea(*, place, title, text, why, where, email, author_name="", shows_name=False) -> models.Idea:
    """Take an idea from somebody without an account and send the link that confirms it. Raises Refused, TooMany."""
    idea = _new(place, title, text, why, where, author_name, shows_name, state="unconfirmed", email=email.strip().lower())
    with steps.IDEA.take("submit", idea) as idea:
        idea.save()
        send_link(idea, models.Purpose.CONFIRM, idea.email)
    return idea


def hand_in(*, place, title, text, why, where, author_name="", shows_name=False, by) -> models.Idea:
    """Take an idea from somebody who has signed in: the address is known, so nothing needs to be confirmed."""
    idea = _new(place, title, text, why, where, author_name, shows_name, author=by)
    with steps.IDEA.take("hand_in", idea, by=by) as idea:
        idea.thread = workflow.open_thread(place, "ID", by)
        idea.save()
        _tell_author(idea, "received")
    return idea


def enter_idea(*, place, title, text, why, where, person, author_name="", shows_name=False, by) -> models.Idea:
    """The office writes down what somebody told; `person` is the author, with or without e-mail."""
    idea = _new(place, title, text, why, where, author_name, shows_name, author=person, is_by_office=True)
    with steps.IDEA.take("enter", idea, by=by) as idea:
        idea.thread = workflow.open_thread(place, "ID", by)
        idea.save()
        _tell_author(idea, "received")
    return idea


def _new(place, title, text, why, where, author_name, shows_name, **more) -> models.Idea:
    return models.Idea(
        place=place,
        title=title,
        text=text,
        why=why,
        where=where,
        author_name=author_name,
        shows_name=bool(shows_name and author_name),
        submitted_at=clock.now(),
        **more,
    )


def confirm(link: models.Link) -> models.Idea:
    """The address is real: the idea is received and gets its number. Raises Refused for a used or expired link."""
    with transaction.atomic(), steps.IDEA.take("confirm", link.idea, link=link) as idea:
        idea.author = accounts.find_or_make(email=link.address, name=idea.author_name)
        idea.thread = workflow.open_thread(idea.place, "ID", idea.author)
        idea.email = ""
        _use(link, idea.author)
        _tell_author(idea, "received")
    return idea


def lapse(idea, *, now) -> models.Idea:
    """Nobody confirmed: forget what was written and by whom."""
    with steps.IDEA.take("lapse", idea, system=True) as idea:
        _blank(idea)
        idea.links.update(address="", expires_at=now)
    return idea


def lapse_due(now=None) -> int:
    """Blank all ideas that waited longer than LAPSE_AFTER for their confirmation; returns how many."""
    now = now or clock.now()
    due = models.Idea.objects.filter(state="unconfirmed", submitted_at__lt=now - LAPSE_AFTER).order_by("id")
    return len([lapse(idea, now=now) for idea in due])


# --- moderation -------------------------------------------------------------------------------------------------------


def publish(idea, *, by) -> models.Idea:
    """Everybody may read the idea from now on."""
    with steps.IDEA.take("publish", idea, by=by) as idea:
        idea.published_at = idea.published_at or clock.now()
        _tell_author(idea, "published")
    return _changed(idea)


def answer(idea, answer, *, by) -> models.Idea:
    """The official answer; it stands on the public page and goes to the author. A later answer replaces it."""
    with steps.IDEA.take("answer", idea, by=by, answer=answer, personal={"answer": answer}) as idea:
        _set_answer(idea, answer)
        _tell_author(idea, "answered")
    return _changed(idea)


def refuse(idea, answer, *, by) -> models.Idea:
    """Out of the quarter's reach: public, with the honest answer why and where else to go."""
    with steps.IDEA.take("refuse", idea, by=by, answer=answer, personal={"answer": answer}) as idea:
        idea.published_at = idea.published_at or clock.now()
        _set_answer(idea, answer)
        _tell_author(idea, "refused")
    return _changed(idea)


def hold_back(idea, reason, *, by) -> models.Idea:
    """Not for the public: insults, advertising, other people's data. The author is told the reason."""
    with steps.IDEA.take("hold_back", idea, by=by, reason=reason) as idea:
        _tell_author(idea, "held_back", reason=reason)
    return _changed(idea)


def redact(idea, reason, *, title, text, why, where, by) -> models.Idea:
    """Take out what must not be public. The page says that something was cut; the log keeps why, not what."""
    with steps.IDEA.take("redact", idea, by=by, reason=reason) as idea:
        idea.title, idea.text, idea.why, idea.where = title, text, why, where
        idea.redacted_at = clock.now()
    return _changed(idea)


def unpublish(idea, reason, *, by) -> models.Idea:
    """Published by mistake: back to the received ones."""
    return _simply("unpublish", idea, by, reason)


def reopen(idea, reason, *, by) -> models.Idea:
    """Refused by mistake: look at it again; the answer goes."""
    with steps.IDEA.take("reopen", idea, by=by, reason=reason) as idea:
        idea.answer, idea.answered_at = "", None
    return _changed(idea)


def release(idea, reason, *, by) -> models.Idea:
    """Held back by mistake: look at it again."""
    return _simply("release", idea, by, reason)


def _simply(verb, idea, by, reason) -> models.Idea:
    with steps.IDEA.take(verb, idea, by=by, reason=reason) as idea:
        pass
    return _changed(idea)


def merge(idea, into, *, by) -> models.Idea:
    """The idea goes on in `into`: its page forwards, its supporters count there, its thread joins."""
    with _both_locked(idea, into), steps.IDEA.take("merge", idea, by=by, into=into, data={"into": into and into.pk}) as idea:
        idea.merged_into = into
        workflow.merge_thread(idea.thread, into.thread, by)
        _carry_supports(idea, into)
        _tell_author(idea, "merged", into=into)
    return _changed(idea)


def split(idea, reason, *, by) -> models.Idea:
    """Merged by mistake: the idea stands alone again, with its own thread and supporters."""
    with _both_locked(idea, idea.merged_into), steps.IDEA.take("split", idea, by=by, reason=reason) as idea:
        _uncarry_supports(idea)
        workflow.part_thread(idea.thread, by)
        idea.merged_into = None
    return _changed(idea)


def _both_locked(idea, other):
    """One transaction that locks both ideas in the order of their ids, so that opposite merges wait for each other."""
    return _Locked(sorted({one.pk for one in (idea, other) if one is not None}))


class _Locked:
    def __init__(self, ids):
        self.ids, self.transaction = ids, transaction.atomic()

    def __enter__(self):
        self.transaction.__enter__()
        list(models.Idea.objects.select_for_update().filter(pk__in=self.ids).order_by("pk"))

    def __exit__(self, *error):
        return self.transaction.__exit__(*error)


def _set_answer(idea, text):
    idea.answer, idea.answered_at = text.strip(), clock.now()


def _changed(idea) -> models.Idea:
    quarters.touch(idea.place_id)
    return idea


# --- what later stages made of it -----------------------------------------------------------------------------------------


def record_outcome(thread_id: int, outcome: str, by=None) -> models.Idea | None:
    """A later stage tells what became of the idea of its thread (`models.Outcome`); None if no idea began it.

    It shows as the status of the idea. The stage's own step tells the public timeline, so this line is internal.
    """
    outcome = models.Outcome(outcome)
    with transaction.atomic():
        idea = models.Idea.objects.select_for_update().filter(thread_id=thread_id).order_by("id").first()
        if idea is None or idea.outcome == outcome:
            return idea
        idea.outcome = outcome
        idea.save(update_fields=["outcome"])
        log.record(
            "participation.record_outcome",
            about=idea,
            place_id=idea.place_id,
            thread_id=thread_id,
            by=by,
            data={"outcome": str(outcome)},
        )
        _tell_outcome(idea, outcome)
        return _changed(idea)


TELLS = {  # the outcomes that an author is written of; the steps between them stand on the page of the idea
    models.Outcome.COUNCIL_YES: gettext_lazy("Der Quartiersrat ist dafür. Als Nächstes prüft das Bezirksamt, ob es möglich ist."),
    models.Outcome.COUNCIL_NO: gettext_lazy("Der Quartiersrat ist nicht dafür. Damit geht es so nicht weiter."),
    models.Outcome.INFEASIBLE: gettext_lazy("Das Bezirksamt hat geprüft: So ist es nicht möglich."),
    models.Outcome.CALL: gettext_lazy("Jetzt wird jemand gesucht, der daraus ein Projekt macht. Der Aufruf dazu ist öffentlich."),
    models.Outcome.CALL_FAILED: gettext_lazy("Für die Umsetzung wurde noch niemand gefunden."),
    models.Outcome.CHOSEN: gettext_lazy("Es ist jemand gefunden, der daraus ein Projekt macht. Als Nächstes wird das Geld bewilligt."),
    models.Outcome.MICROGRANT: gettext_lazy("Aus dem Aktionsfonds gibt es Geld dafür."),
    models.Outcome.PROJECT: gettext_lazy("Das Geld ist bewilligt, Ihre Idee wird umgesetzt."),
    models.Outcome.CLOSED: gettext_lazy("Ihre Idee ist umgesetzt, und alles ist abgerechnet."),
    models.Outcome.STOPPED: gettext_lazy("Damit geht es nicht weiter."),
}


def _tell_outcome(idea, outcome):
    """Tell the author, and those whose ideas went into this one."""
    if outcome not in TELLS:
        return
    for one in (idea, *idea.merged.select_related("place", "thread", "author").order_by("pk")):
        _tell_author(one, "outcome", outcome=outcome, sentence=TELLS[outcome], page=_page(idea))


# --- support ------------------------------------------------------------------------------------------------------------


def ask_support(idea, address: str) -> models.Link:
    """Send the link with which somebody without an account says that she finds the idea good."""
    _must_be(rules.can_be_supported(idea))
    return send_link(idea, models.Purpose.SUPPORT, address)


def confirm_support(link: models.Link) -> models.Idea:
    """The address is real: count it, once per person. Raises Refused for a used or expired link."""
    with transaction.atomic():
        idea = _locked(link.idea)
        link = models.Link.objects.select_for_update().get(pk=link.pk)
        _must_be(rules.link_is_open(link))
        person = accounts.find_or_make(email=link.address)
        _use(link, person)
        return support(idea, by=person)


def support(idea, *, by) -> models.Idea:
    """The person finds the idea good; twice is once."""
    with transaction.atomic():
        idea = _locked(idea)
        _must_be(rules.can_be_supported(idea))
        _row, is_new = models.Support.objects.get_or_create(idea=idea, person=by, defaults={"at": clock.now()})
        return _counted(idea, by, "support") if is_new else idea


def withdraw_support(idea, *, by) -> models.Idea:
    """Take the support back; nothing happens if there is none."""
    with transaction.atomic():
        idea = _locked(idea)
        gone, _kinds = models.Support.objects.filter(idea=idea, person=by).delete()
        return _counted(idea, by, "withdraw_support") if gone else idea


def _counted(idea, by, verb) -> models.Idea:
    _recount(idea)
    log.record(f"participation.{verb}", about=idea, place_id=idea.place_id, thread_id=idea.thread_id, by=by)
    return _changed(idea)


def _recount(idea):
    idea.support_count = idea.supports.count()
    idea.save(update_fields=["support_count"])


def _carry_supports(idea, into):
    known = set(into.supports.exclude(person=None).values_list("person_id", flat=True))
    rows = [row for row in idea.supports.order_by("id") if row.person_id not in known]
    models.Support.objects.bulk_create(models.Support(idea=into, person_id=row.person_id, at=row.at, carried_from=idea) for row in rows)
    _recount(into)


def _uncarry_supports(idea):
    into = idea.merged_into
    into.supports.filter(carried_from=idea).delete()
    _recount(into)


def _locked(idea) -> models.Idea:
    return models.Idea.objects.select_for_update().get(pk=idea.pk)


def _must_be(sentence):
    if sentence:
        raise Refused(sentence)


# --- the author -----------------------------------------------------------------------------------------------------------


def withdraw(idea, *, by) -> models.Idea:
    """The author takes the idea back; what she wrote goes. Raises Refused once others have built on it."""
    with steps.IDEA.take("withdraw", idea, by=by) as idea:
        _blank(idea)
    return _changed(idea)


def hide_name(idea, *, by) -> models.Idea:
    """The author's name goes from the page; the idea stays."""
    with steps.IDEA.take("hide_name", idea, by=by) as idea:
        idea.author_name, idea.shows_name = "", False
    return _changed(idea)


def erase_author(person) -> int:
    """Forget who wrote and supported; what is public stays without a name. Returns the number of ideas concerned."""
    with transaction.atomic():
        ideas = list(models.Idea.objects.select_for_update().filter(author=person).order_by("pk"))
        for idea in ideas:
            _forget_author(idea)
        models.Support.objects.filter(person=person).update(person=None)
        models.Link.objects.filter(person=person).update(person=None, address="")
        for place_id in sorted({idea.place_id for idea in ideas}):
            quarters.touch(place_id)
    return len(ideas)


def _forget_author(idea):
    if idea.published_at is None:
        _blank(idea)
    idea.author, idea.author_name, idea.shows_name, idea.email = None, "", False, ""
    idea.save()
    idea.links.update(address="", expires_at=clock.now())


def _blank(idea):
    gone = _("(gelöscht)")
    idea.title, idea.text, idea.why, idea.where = gone, "", "", ""
    idea.author_name, idea.shows_name, idea.email = "", False, ""


# --- links and mails --------------------------------------------------------------------------------------------------------


def send_link(idea, purpose: str, address: str) -> models.Link:
    """Make a link for one purpose and mail it to the address. Raises TooMany after MAILS_PER_HOUR to one address."""
    limits.hit("participation.link", address.strip().lower(), per=timedelta(hours=1), most=MAILS_PER_HOUR)
    link, token = _make_link(idea, purpose, address, CONFIRM_WITHIN)
    notify.mail(
        to_address=link.address,
        template=f"participation/mail/{purpose}",
        context={"idea": idea, "place": idea.place, "link": _address(idea, purpose, token), "until": link.expires_at},
        about=idea,
        place=idea.place,
    )
    return link


def renew_link(link: models.Link) -> models.Link:
    """An expired link: send a new one of the same kind to the same address. Raises Refused if it was used."""
    with transaction.atomic():
        _locked(link.idea)
        link = models.Link.objects.select_for_update(of=("self",)).select_related("idea__place", "person").get(pk=link.pk)
        if link.used_at or not (link.address or link.person):
            raise Refused(_("Dieser Link wurde schon benutzt. Er gilt nur einmal."))
        return send_link(link.idea, link.purpose, link.address)


def renew_author_link(link: models.Link) -> None:
    """The link to the author's own page is too old: send a fresh one to the person's address."""
    with transaction.atomic():
        link = models.Link.objects.select_related("idea__place", "idea__thread", "idea__author").get(pk=link.pk)
        if link.idea.author is None or not link.idea.author.email:
            raise Refused(_("Zu dieser Idee kennen wir keine E-Mail-Adresse mehr. Bitte melden Sie sich im Büro."))
        limits.hit("participation.link", link.idea.author.email, per=timedelta(hours=1), most=MAILS_PER_HOUR)
        _tell_author(link.idea, "author")


def _make_link(idea, purpose, address, lasts, person=None):
    token = secrets.token_urlsafe(24)
    now = clock.now()
    link = models.Link.objects.create(
        purpose=purpose,
        idea=idea,
        address=address.strip().lower(),
        person=person,
        token_hash=queries.token_hash(token),
        made_at=now,
        expires_at=now + lasts,
    )
    return link, token


def _use(link, person):
    changed = models.Link.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now(), person=person, address="")
    if not changed:
        raise Refused(_("Dieser Link wurde schon benutzt. Er gilt nur einmal."))


def _tell_author(idea, what, **more):
    """Mail the author what happened, with a fresh link to her own page. Without e-mail it is a letter, without an address the office says it.

    Whoever told her idea in the office knows that it is there.
    """
    if idea.author is None or (not idea.author.email and what == "received"):
        return
    link = ""
    if idea.author.email:
        _link, token = _make_link(idea, models.Purpose.AUTHOR, "", AUTHOR_WITHIN, person=idea.author)
        link = _address(idea, models.Purpose.AUTHOR, token)
    notify.mail(
        to_person=idea.author,
        template=f"participation/mail/{what}",
        context={"idea": idea, "place": idea.place, "thread": idea.thread, "link": link, "page": _page(idea), **more},
        about=idea,
        place=idea.place,
    )


def _page(idea) -> str:
    return f"{settings.BASE_URL}/{idea.place.slug}/ideen/{idea.pk}/"


WORDS = {models.Purpose.CONFIRM: "bestaetigen", models.Purpose.SUPPORT: "unterstuetzen", models.Purpose.AUTHOR: "meine"}


def _address(idea, purpose, token) -> str:
    return f"{settings.BASE_URL}/{idea.place.slug}/ideen/{WORDS[purpose]}/{token}/"
