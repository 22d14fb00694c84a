from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from quartier.ground.acts import log
from quartier.ground.acts.refusal import Refused
from quartier.ground.workflow import forms, pages
from quartier.ground.workflow.tests import matter

STEPS = matter.STEPS


class GrantForm(forms.StepForm):
    cents = forms.forms.IntegerField(label="Betrag")


def _act(verb):
    def action(case, *, by, reason="", **facts):
        with STEPS.take(verb, case, by=by, reason=reason, **facts):
            pass

    return action


ACTIONS = SimpleNamespace(**{verb: _act(verb) for verb in STEPS.all})


def call(verb, case, who, data=None):
    factory = RequestFactory()
    request = factory.get("/x/") if data is None else factory.post("/x/", data)
    request.user, request.place = who, None
    return pages.take_view(STEPS, request, case, verb, forms={"grant": GrantForm}, actions=ACTIONS, back="/fall/7/")


def text(response):
    return response.content.decode()


def test_the_page_of_a_step_says_what_will_happen(case, author):
    page = text(call("send", case, author))
    assert "Stand jetzt: Entwurf. Danach: eingereicht." in page
    assert "ohne Ihren Namen" in page


def test_a_step_is_taken_and_leads_back(case, author):
    answer = call("send", case, author, {})
    assert (answer.status_code, answer["Location"], case.state) == (302, "/fall/7/", "sent")


def test_a_missing_reason_stands_beside_its_field(case, author, lead):
    call("send", case, author, {})
    page = call("refuse", case, lead, {"reason": ""})
    assert page.status_code == 422
    assert text(page).count("Bitte einen Grund eintragen.") >= 1 and "Der Grund steht öffentlich" in text(page)
    assert call("refuse", case, lead, {"reason": "Mieten"}).status_code == 302
    assert log.entries(about=case).last().personal == {"reason": "Mieten"}


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ("", "Bitte eine Zahl eintragen."),
        ("viel", "Bitte eine ganze Zahl eintragen, zum Beispiel 12."),
        ("200000", "Sie können höchstens 1.500 Euro bekommen."),
    ],
)
def test_bad_input_gets_its_sentence_and_stays_typed(case, author, lead, typed, sentence):
    call("send", case, author, {})
    page = call("grant", case, lead, {"cents": typed})
    assert page.status_code == 422
    assert (sentence in text(page) and f'value="{typed}"' in text(page)) or typed == ""


def test_a_step_not_possible_yet_shows_the_sentence_instead_of_a_button(case, author):
    matter.Matter.objects.update(title="")
    case.refresh_from_db()
    page = text(call("send", case, author))
    assert "Der Titel fehlt." in page and '<form method="post" action=""' not in page


def test_who_is_late_reads_that_it_is_done(case, author):
    late = matter.Matter.objects.get()
    call("send", case, author, {})
    answer = call("send", late, author, {})
    assert answer.status_code == 422 and "Das hat inzwischen schon jemand erledigt" in text(answer)


def test_a_step_of_others_is_not_there(case, lead):
    for verb, who in (("send", lead), ("never", lead), ("expire", lead), ("send", AnonymousUser())):
        with pytest.raises(Http404):
            call(verb, case, who)


def test_the_case_page_gets_everything_it_shows(case, author, lead, django_assert_max_num_queries):
    call("send", case, author, {})
    with django_assert_max_num_queries(6):
        context = pages.case_context(STEPS, case, lead)
    assert (context["state"], [offer.verb for offer in context["offers"]]) == ("eingereicht", ["grant", "refuse", "vote"])
    assert [(line.who, line.text) for line in context["entries"]] == [(author.name, "Eingereicht.")]


def test_a_refusal_outside_the_form_stands_on_top(case, author):
    def failing(case, *, by):
        raise Refused("Der Topf ist leer.")

    request = RequestFactory().post("/x/", {})
    request.user, request.place = author, None
    answer = pages.take_view(STEPS, request, case, "send", actions=SimpleNamespace(send=failing), back="/fall/7/")
    assert "Der Topf ist leer." in text(answer)
