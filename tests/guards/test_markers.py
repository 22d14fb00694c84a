"""Nothing private leaks: each column says who may read it, marks are put into all of them, and a walk looks who sees which."""

from tests import readers


def test_each_column_says_who_may_read_it():
    silent = [
        f"{model._meta.label}.{name}" for model in readers.own_models() for name in readers.texts(model) if not readers.words(model, name)
    ]
    assert silent == [], "name them in FIELDS in the privacy.py of their app; tests/readers.py says with which words"


def test_the_tables_name_only_what_there_is():
    assert readers.problems() == []
