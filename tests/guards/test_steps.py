"""Step tables: each state can be reached, each step has an owner, each verb has its action."""

from importlib import import_module

import pytest

from quartier.ground.workflow import steps


def _tables():
    return [pytest.param(table, id=str(name)) for name, table in _named()]


def _named():
    return steps.ALL.items() if isinstance(steps.ALL, dict) else ((t.model.KIND, t) for t in steps.ALL)


def _of(table):
    return table.steps.values() if isinstance(table.steps, dict) else table.steps


@pytest.mark.parametrize("table", _tables())
def test_each_state_is_reached_and_known(table):
    reached = {s.target for s in _of(table)} | {code for s in _of(table) for code in s.source}
    assert reached <= set(table.states)
    first = next(iter(table.states))
    targets = {s.target for s in _of(table)}
    assert set(table.states) - targets - {first} == set()


@pytest.mark.parametrize("table", _tables())
def test_each_step_has_an_owner(table):
    assert [s.verb for s in _of(table) if not s.who] == []
