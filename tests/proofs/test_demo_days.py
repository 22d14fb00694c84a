"""The demo on awkward days: each day is a whole demo, so these stand apart (`make proofs`)."""

import datetime

import pytest

from quartier.ground.acts import log
from quartier.ground.ledger import check
from tests import conftest, lively

DAYS = (
    "2025-06-08",  # Whit Sunday, before the real project of Pankstraße has ended
    "2026-01-02",  # the year has just begun
    "2026-12-31",
    "2027-02-28",  # a Sunday
    "2027-04-05",  # after four days without an office at Easter
    "2028-02-29",  # after the day on which many quarters are planned to end
)


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_the_demo_is_whole_and_lively(day, django_db_setup, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), conftest.another(tmp_path, datetime.date.fromisoformat(day)):
        assert check.problems() == []
        assert log.verify() == []
        assert lively.missing_states() == []
        assert lively.missing_phases() == []
        assert lively.dull_quarters() == []
        assert lively.kept_waiting() == []
