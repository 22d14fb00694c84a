import datetime

import pytest
from django.core.management import call_command

from quartier.ground.acts import clock
from quartier.ground.notify import models, work


@pytest.fixture
def jobs(db, monkeypatch):
    monkeypatch.setattr(work, "JOBS", {})
    return work.JOBS


def test_a_job_runs_at_its_times(jobs):
    ran = []
    work.job("probe.remind", every_seconds=60)(lambda: ran.append(clock.now()))
    start = clock.now()
    for seconds in (0, 30, 61, 90):
        with clock.at(start + datetime.timedelta(seconds=seconds)):
            work.run_due()
    assert [round((at - start).total_seconds()) for at in ran] == [0, 61]


def test_a_job_that_fails_is_noted_and_the_others_run(jobs, caplog):
    ran = []

    @work.job("probe.bad", every_seconds=60)
    def bad():
        raise ZeroDivisionError

    work.job("probe.good", every_seconds=60)(lambda: ran.append(1))
    assert work.run_due() == ["probe.bad", "probe.good"]
    assert (models.Job.objects.get(name="probe.bad").trouble, ran) == ("ZeroDivisionError", [1])
    assert "probe.bad failed" in caplog.text


def test_a_job_is_held_by_one_worker_until_its_lease_is_over(jobs):
    ran = []
    due = work.Due("probe.long", 60, lambda: ran.append(1))
    jobs["probe.long"] = due
    assert work._begin(due, force=False)  # a worker took it and was killed
    assert work.run_due() == [] and work.run_due(force=True) == []
    with clock.at(clock.now() + work.LEASE + datetime.timedelta(seconds=1)):
        assert work.run_due() == ["probe.long"]


def test_once_does_everything_that_is_due(jobs, ivana):
    from quartier.ground.notify import actions

    work.job("probe.writes", every_seconds=3600)(lambda: actions.mail(to_person=ivana, template="probe/mail", context={"title": "x"}))
    call_command("work", "--once")
    assert list(models.Message.objects.values_list("state", flat=True)) == ["sent"]


@pytest.mark.django_db(transaction=True)
def test_the_loop_ends_when_it_is_told(monkeypatch):
    import threading

    monkeypatch.setattr(work, "JOBS", {})
    stop = threading.Event()
    work.job("probe.stop", every_seconds=1)(stop.set)
    work.loop(stop)
    assert stop.is_set()
