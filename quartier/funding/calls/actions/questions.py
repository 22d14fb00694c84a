"""Questions about an open call and their answers: both are public once answered, so that all bidders know the same."""

from django.db import transaction
from django.utils.translation import gettext as _

from quartier.funding.calls import models
from quartier.funding.calls.rules import bids as rules
from quartier.ground.acts import clock, log
from quartier.ground.acts.refusal import Refused, insist
from quartier.ground.notify import actions as notify
from quartier.ground.quarters import actions as quarters


def ask(call, text: str, email="", *, by=None) -> models.Question:
    """Ask about an open call. The address is used for the answer alone. Raises Refused when the call is closed."""
    with transaction.atomic():
        call = models.Call.objects.select_for_update().get(pk=call.pk)
        insist(rules.call_is_open(call))
        question = models.Question.objects.create(call=call, text=text.strip(), email=email, asked_at=clock.now())
        _record("calls.ask", call, by, question)
    return question


def answer(question, text: str, *, public_text="", by) -> models.Question:
    """Answer for all to read. `public_text`: the question as it may stand publicly, where it named somebody."""
    with transaction.atomic():
        call = models.Call.objects.select_for_update().get(pk=question.call_id)
        question = models.Question.objects.select_for_update().get(pk=question.pk)
        if question.answered_at and question.answer == text.strip():
            raise Refused(_("Diese Antwort steht schon da."))
        is_new = question.answered_at is None
        question.text = public_text.strip() or question.text
        question.answer, question.answered_at = text.strip(), clock.now()
        _tell_asker(question, call)
        question.save()
        _record("calls.answer" if is_new else "calls.change_answer", call, by, question)
        quarters.touch(call.place_id)
    return question


def _tell_asker(question, call):
    """The address has done its duty with the first answer and goes."""
    if question.email:
        context = {"question": question, "call": call}
        notify.mail(to_address=question.email, template="calls/mail/question_answered", context=context, about=call, place=call.place)
        question.email = ""


def drop(question, *, by) -> None:
    """Remove a question that is none (advertising, insult). Raises Refused once it was answered."""
    with transaction.atomic():
        call = models.Call.objects.select_for_update().get(pk=question.call_id)
        if question.answered_at:
            raise Refused(_("Die Frage ist beantwortet und öffentlich. Ändern Sie die Antwort."))
        _record("calls.drop_question", call, by, question)
        question.delete()


def _record(act, call, by, question):
    log.record(act, about=call, place_id=call.place_id, thread_id=call.thread_id, by=by, data={"question": question.pk})
