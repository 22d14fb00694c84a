"""Clock, refusals, subjects, canonical JSON, limits."""

import datetime
import decimal

import pytest
from django import forms

from quartier.ground.acts import answers, clock, drafts, limits, log, refusal, safe, subjects, surfaces, upkeep
from quartier.ground.acts.models import Counter, Draft, Nonce

HOUR = datetime.timedelta(hours=1)


def test_the_clock_can_be_stopped_and_goes_back():
    with clock.at(datetime.datetime(2026, 12, 31, 23, 30)):
        assert clock.today() == datetime.date(2026, 12, 31)
        assert clock.now().utcoffset() == datetime.timedelta(0)
        with clock.at(datetime.date(2022, 5, 1)):
            assert clock.now() == datetime.datetime(2022, 5, 1, 10, tzinfo=datetime.UTC)
        assert clock.today().year == 2026
    assert abs(clock.now() - datetime.datetime.now(datetime.UTC)) < HOUR


def test_the_day_is_berlins():
    with clock.at(datetime.datetime(2026, 6, 30, 22, 30, tzinfo=datetime.UTC)):
        assert clock.today() == datetime.date(2026, 7, 1)


class Typed(forms.Form):
    amount = forms.CharField()


@pytest.mark.parametrize(("field", "where"), [("amount", "amount"), (None, "__all__"), ("gone", "__all__")])
def test_a_refusal_goes_beside_its_field_or_on_top(field, where):
    form = Typed({"amount": "1"})
    assert form.is_valid()
    refusal.Refused("Zu viel.", field).onto(form)
    assert dict(form.errors) == {where: ["Zu viel."]}


def test_insist_raises_only_for_a_sentence():
    refusal.insist(None)
    with pytest.raises(refusal.Refused, match="Nein"):
        refusal.insist("Nein.")


class DraftSubject(subjects.Subject):
    kind = "acts.test"
    model = type("Thing", (), {"KIND": "acts.test", "pk": 4, "place_id": 9})


def test_a_subject_answers_for_its_kind(monkeypatch):
    monkeypatch.setattr(subjects, "_by_kind", {})
    subjects.register(DraftSubject())
    thing = DraftSubject.model()
    assert subjects.ref(thing) == ("acts.test", 4)
    assert (subjects.of(thing).place_id(thing), subjects.of(thing).relations(thing, None)) == (9, set())
    with pytest.raises(LookupError, match=r"other\.kind"):
        subjects.find("other.kind", 1)
    with pytest.raises(LookupError):
        subjects.of(Draft())
    with pytest.raises(NotImplementedError):
        subjects.of(thing).decided(thing, None, None)
    assert subjects.ref(None) == ("", None)


def test_a_kind_has_one_subject(monkeypatch):
    monkeypatch.setattr(subjects, "_by_kind", {})
    subjects.register(DraftSubject())
    other = type("Other", (DraftSubject,), {})
    with pytest.raises(ValueError, match="two subjects"):
        subjects.register(other())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"d": datetime.date(2026, 12, 1)}, '{"d":"2026-12-01"}'),
        (datetime.datetime(2026, 7, 1, 2, tzinfo=clock.BERLIN), '"2026-07-01T00:00:00.000000Z"'),
        (decimal.Decimal("0.10"), '"0.10"'),
        ("Straße\x00", '"Straße"'),
        ({7: "x"}, '{"7":"x"}'),
    ],
)
def test_canonical_json(value, text):
    assert safe.canonical(value).decode() == text


@pytest.mark.parametrize("value", [1.5, {1, 2}, {None: 1}, object()])
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(TypeError):
        safe.canonical(value)


@pytest.mark.django_db
def test_a_limit_counts_per_key_and_window():
    with clock.at(datetime.datetime(2026, 12, 1, 9, 5)):
        for _ in range(2):
            limits.hit("test", "a", per=HOUR, most=2)
        limits.hit("test", "b", per=HOUR, most=2)
        with pytest.raises(limits.TooMany) as caught:
            limits.hit("test", "a", per=HOUR, most=2)
        assert caught.value.seconds == 55 * 60
        assert limits.left("test", "a", per=HOUR, most=2) == 0
    with clock.at(datetime.datetime(2026, 12, 1, 10, 0)):
        limits.hit("test", "a", per=HOUR, most=2)
        limits.forget("test", "a")
        assert limits.left("test", "a", per=HOUR, most=2) == 2
        assert limits.purge(clock.now() + 2 * HOUR) == 1

    limits.hit("test", "203.0.113.9", per=HOUR, most=2)
    assert "203" not in Counter.objects.get().key_hash[:4] or len(Counter.objects.get().key_hash) == 64


@pytest.mark.parametrize(
    ("address", "counted"), [("203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("", "?"), ("unix:", "?")]
)
def test_a_caller_is_an_address_or_a_network(rf, address, counted):
    assert limits.client(rf.get("/", REMOTE_ADDR=address)) == counted


@pytest.mark.django_db
def test_upkeep_throws_away_what_no_longer_counts_and_nothing_else():
    old = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=40)
    for word, at in (("old", old), ("new", answers.real_now())):
        Nonce.objects.create(key=word, content="", at=at)
    with clock.at(old):
        limits.hit("test", "a", per=HOUR, most=2)
        drafts.save("test.wish", {}, 7, None)
    limits.hit("test", "a", per=HOUR, most=2)
    drafts.save("test.wish", {}, 7, None)
    assert upkeep.purge() == {"tokens": 1, "counters": 1, "drafts": 1}
    assert [m.objects.count() for m in (Nonce, Counter, Draft)] == [1, 1, 1]


@pytest.mark.django_db
def test_a_person_reads_what_is_stored_and_can_have_it_erased(django_user_model):
    person = django_user_model.objects.create(name="Aylin")
    with clock.at(datetime.datetime(2026, 12, 1, 9)):
        drafts.save("test.gone", {}, 7, person)
        log.record("test.write", place_id=7, by=person, personal={"reason": "krank"})
        told = surfaces.personal_data(person)
    assert list(told.values()) == [
        ["test.gone (1. Dezember 2026, 9\xa0Uhr)"],
        ["1. Dezember 2026, 9\xa0Uhr: test.write"],
        ["1. Dezember 2026, 9\xa0Uhr: krank"],
    ]
    surfaces.erase(person, by=None)
    log.erase_person(person.pk)
    assert [len(lines) for lines in surfaces.personal_data(person).values()] == [0, 1, 0]
    assert log.verify() == []
