import datetime
import smtplib
import threading
from email.header import decode_header, make_header

import pytest
from django.core import mail as django_mail
from django.core.mail.backends import smtp
from django.db import connection, transaction

from quartier.ground.acts import clock
from quartier.ground.acts.refusal import Refused
from quartier.ground.notify import actions, delivery, models
from quartier.ground.notify.models import Message
from quartier.ground.notify.tests.conftest import make_person


class Server:
    """A mail server that notes what it takes, and that can be told to fail."""

    def __init__(self):
        self.taken, self.troubles, self.after = [], [], None

    def send(self, backend, messages):
        for message in messages:
            if self.troubles:
                raise self.troubles.pop(0)
            self.taken.append(message.message())
        if self.after:
            raise self.after
        return len(messages)

    @property
    def ids(self):
        return [message["Message-ID"] for message in self.taken]


@pytest.fixture
def server(monkeypatch, settings):
    settings.MAIL_URL = "smtp://post.beispiel.de"
    made = Server()
    monkeypatch.setattr(smtp.EmailBackend, "send_messages", lambda backend, messages: made.send(backend, messages))
    return made


def write(person, **more):
    return actions.mail(to_person=person, template="probe/mail", context={"title": "Bank & Baum"}, **more)


def state(message):
    message.refresh_from_db()
    return message.state


def test_a_mail_is_a_row_first_and_then_sent_once(server, ivana, place):
    message = write(ivana, about=place, place=place)
    assert (message.state, server.taken) == ("waiting", [])
    assert delivery.deliver_due() == 1
    assert delivery.deliver_due() == 0
    assert (state(message), server.ids) == ("sent", [message.message_id])
    sent = server.taken[0]
    shown = [str(make_header(decode_header(sent[name]))) for name in ("To", "Subject")]
    assert shown == ["Ivana Petrović <ivana@beispiel.de>", "Ihre Idee „Bank & Baum“"]
    assert sent["Auto-Submitted"] == "auto-generated"


def test_text_and_foot(ivana, place, settings):
    settings.BASE_URL = "https://quartier.example"
    message = write(ivana, place=place)
    assert message.subject == "Ihre Idee „Bank & Baum“"
    assert message.body.startswith("Guten Tag Ivana Petrović,\n\nlesen Sie hier: https://quartier.example/x/?a=1&b=2\n\n-- \n")
    assert (
        "Donaustraße 7, 12043 Berlin\nTelefon 030 0000 00\nqm@quartier.example\nhttps://quartier.example/donaustrasse-nord/" in message.body
    )


def test_a_rollback_leaves_no_mail(server, ivana):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(ivana)
        django_mail.send_mail("Ihr Code", "482 913", None, ["a@b.de"])
        raise ZeroDivisionError
    assert (Message.objects.count(), delivery.deliver_due(), server.taken) == (0, 0, [])


def test_killed_between_send_and_mark_repeats_under_the_same_message_id(server, ivana, monkeypatch):
    message = write(ivana)
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(delivery, "mark_sent", lambda *_, **__: (_ for _ in ()).throw(SystemExit()))
        delivery.deliver_due()
    assert (state(message), len(server.taken)) == ("sending", 1)
    assert delivery.deliver_due() == 0  # the dead worker's lease still holds
    with clock.at(clock.now() + delivery.LEASE + datetime.timedelta(seconds=1)):
        assert delivery.deliver_due() == 1
    assert (state(message), server.ids) == ("sent", [message.message_id] * 2)
    assert server.taken[0]["Date"] == server.taken[1]["Date"]


def test_killed_before_sending_loses_nothing(server, ivana, monkeypatch):
    message = write(ivana)
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(delivery, "as_mail", lambda *_: (_ for _ in ()).throw(SystemExit()))
        delivery.deliver_due()
    with clock.at(clock.now() + delivery.LEASE + datetime.timedelta(seconds=1)):
        delivery.deliver_due()
    assert (state(message), server.ids) == ("sent", [message.message_id])


def test_a_worker_that_comes_back_late_does_not_undo_the_other(server, ivana):
    message = write(ivana)
    [slow] = delivery.claim(1)
    with clock.at(clock.now() + delivery.LEASE + datetime.timedelta(seconds=1)):
        delivery.deliver_due()
        delivery._mark_trouble(slow, OSError())
    assert state(message) == "sent"


def test_trouble_is_tried_again_with_growing_pauses(server, ivana):
    message = write(ivana)
    server.troubles = [ConnectionRefusedError(), smtplib.SMTPServerDisconnected(), TimeoutError()]
    at = clock.now()
    pauses = []
    for _ in range(3):
        with clock.at(at):
            delivery.deliver_due()
        message.refresh_from_db()
        pauses.append(round((message.next_try_at - at).total_seconds() / 60))
        at = message.next_try_at
    assert (pauses, message.state, message.tries, message.trouble) == ([1, 2, 5], "waiting", 3, "TimeoutError")
    with clock.at(at):
        assert delivery.deliver_due() == 1
    assert (state(message), message.trouble) == ("sent", "")


def test_one_bad_mail_does_not_hold_up_the_others(server, ivana):
    first, second = write(ivana), write(ivana)
    server.troubles = [smtplib.SMTPRecipientsRefused({"ivana@beispiel.de": (550, b"no such user ivana@beispiel.de")})]
    assert delivery.deliver_due() == 1
    assert (state(first), first.trouble, state(second)) == ("failed", "SMTPRecipientsRefused 550", "sent")


def test_unsent_for_an_hour_is_shown_and_given_up_after_days(server, ivana):
    message = write(ivana)
    assert list(delivery.unsent_for_long()) == []
    with clock.at(clock.now() + datetime.timedelta(minutes=61)):
        assert list(delivery.unsent_for_long()) == [message]
    server.troubles = [ConnectionRefusedError()]
    with clock.at(clock.now() + datetime.timedelta(days=4)):
        delivery.deliver_due()
    assert state(message) == "failed"


def test_a_failed_mail_can_be_tried_again(server, ivana, place, team):
    message = write(ivana, place=place)
    with pytest.raises(Refused, match="nicht gescheitert"):
        actions.try_again(message, by=team)
    Message.objects.update(state="failed", tries=9)
    actions.try_again(message, by=team)
    assert delivery.deliver_due() == 1


def test_codes_of_libraries_come_the_same_way_and_are_erased_once_sent(server, db):
    django_mail.send_mail("Ihr Code", "Ihr Code ist 482 913.", "Quartier <post@quartier.example>", ["a@beispiel.de"])
    message = Message.objects.get()
    assert message.is_secret and "482 913" in message.body
    delivery.deliver_due()
    message.refresh_from_db()
    assert (message.body, message.state) == ("", "sent")
    assert "482 913" in server.taken[0].get_payload(decode=True).decode()


def test_the_page_of_the_demo_keeps_the_code(settings, db):
    settings.MAIL_URL = "outbox:"
    django_mail.send_mail("Ihr Code", "482 913", None, ["a@beispiel.de"])
    assert delivery.deliver_due() == 1
    assert Message.objects.get().body == "482 913"


def test_one_row_per_recipient(server, db):
    django_mail.EmailMessage("Hallo", "Text", to=["a@b.de"], cc=["c@d.de"], headers={"X-Quartier-Secret": "no"}).send()
    assert sorted(Message.objects.values_list("to", "is_secret")) == [("a@b.de", False), ("c@d.de", False)]


@pytest.mark.parametrize("address", ["kein-at", "a@", "a@b.de\nBcc: x@y.de", ""])
def test_what_is_no_address_is_refused(address, db):
    with pytest.raises((Refused, ValueError)):
        actions.mail(to_address=address, template="probe/mail", context={"title": "x"})
    assert Message.objects.count() == 0


def test_a_title_cannot_break_into_the_header(server, ivana):
    actions.mail(to_person=make_person("A\r\nBcc: x@y.de", "b@beispiel.de"), template="probe/mail", context={"title": "x\rBcc: x@y.de"})
    delivery.deliver_due()
    assert server.taken[0]["Bcc"] is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(server):
    person = make_person()
    for _ in range(30):
        write(person)
    start = threading.Barrier(3)

    def worker():
        start.wait()
        try:
            delivery.deliver_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(3)]
    [each.start() for each in threads]
    [each.join() for each in threads]
    assert (len(server.ids), len(set(server.ids))) == (30, 30)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_an_idle_worker_writes_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(1) as seen:
        delivery.deliver_due()
    assert seen.captured_queries[0]["sql"].startswith("SELECT")


@pytest.mark.parametrize(
    "url, expected",
    [
        ("outbox:", None),
        ("outbox", None),
        ("smtp://post.example", ("post.example", 25, "", "", False, False)),
        ("smtp+tls://a%40b.de:ge%3Aheim@post.example", ("post.example", 587, "a@b.de", "ge:heim", True, False)),
        ("smtps://u:p@post.example:4465", ("post.example", 4465, "u", "p", False, True)),
    ],
)
def test_the_mail_server_is_one_setting(url, expected):
    to = delivery.target(url)
    assert (to and (to.host, to.port, to.username, to.password, to.use_tls, to.use_ssl)) == expected


@pytest.mark.parametrize("url", ["http://post.example", "smtp:", "post.example", ""])
def test_a_wrong_setting_is_named(url):
    with pytest.raises(ValueError, match="MAIL_URL"):
        delivery.target(url)


def test_production_does_not_start_without_a_mail_server(settings):
    from quartier.ground.notify import checks

    settings.MODE, settings.MAIL_URL = "production", "outbox:"
    assert [problem.id for problem in checks.mail_goes_somewhere(None)] == ["notify.E002"]
    settings.MAIL_URL = "ftp://x"
    assert [problem.id for problem in checks.mail_goes_somewhere(None)] == ["notify.E001"]
    assert models.Message.KIND == "notify.message"
