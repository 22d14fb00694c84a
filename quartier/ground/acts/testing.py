"""For the tests of the whole house (named in `conftest.py`): tables whose rows never change can be emptied between two tests."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def _flushing_lifts_the_triggers():
    """Tests with transactions of their own end in a flush, which the triggers would refuse."""
    from django.test import TransactionTestCase

    from quartier.ground.acts import triggers

    flush = TransactionTestCase._fixture_teardown

    def lifted(case):
        with triggers.lifted():
            flush(case)

    TransactionTestCase._fixture_teardown = lifted
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(autouse=True)
def _clock_runs_on():
    """A test that stops the clock does not stop it for the next one."""
    from quartier.ground.acts import clock

    yield
    clock.set(None)
