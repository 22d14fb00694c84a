"""The demo's Berlin as it stood on other days."""

import datetime

import pytest

from quartier.ground.acts import clock
from quartier.ground.quarters import demo, queries, surfaces

RUNNING = {2017: 30, 2022: 32, 2026: 32}  # in 2017 four more ran, whose first year no source names


@pytest.mark.parametrize("day", [datetime.date(2017, 12, 1), datetime.date(2022, 5, 2), datetime.date(2026, 12, 31)])
def test_it_can_be_built_for_other_days(db, day):
    demo.build(day)
    with clock.at(day):
        assert len(surfaces.overview().running) == RUNNING[day.year]
        assert queries.quarter("donaustrasse-nord").phase_kind == ("transition" if day.year >= 2025 else "active")
