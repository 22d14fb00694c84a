"""Step tables: each state can be reached, each step has an owner, each verb has its action."""

import pytest

from quartier.ground.workflow import steps


def _tables():
    return [pytest.param(table, id=kind) for kind, table in sorted(steps.ALL.items())]


@pytest.mark.parametrize("table", _tables())
def test_each_state_is_reached_from_the_first_step(table):
    begins = [target for step in table if not step.source for target in step.targets]
    assert set(table.states) - table.reachable(begins or [next(iter(table.states))]) == set()


@pytest.mark.parametrize("table", _tables())
def test_each_step_has_an_owner(table):
    assert [step.verb for step in table if not step.who] == []


@pytest.mark.parametrize("table", _tables())
def test_each_step_has_a_reason_where_it_takes_something_back(table):
    assert [step.verb for step in table if step.takes_back and not step.needs_reason] == []
