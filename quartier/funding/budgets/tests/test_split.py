"""Sharing whole cents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartier.funding.budgets import split

weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=8)


def test_the_odd_cent_goes_to_the_largest_remainder():
    assert split.shares(100, [1, 1, 1]) == [34, 33, 33]
    assert split.shares(10, [20, 40, 40]) == [2, 4, 4]
    assert split.shares(101, [20, 40, 40]) == [20, 41, 40]
    assert split.shares(270_000_00, [20, 40, 40]) == [54_000_00, 108_000_00, 108_000_00]


def test_nothing_is_shared_by_nobody():
    assert split.shares(0, [0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="share by"):
        split.shares(1, [0])


@given(st.integers(0, 10**12), weights.filter(any))
def test_shares_add_up_and_lie_within_a_cent_of_the_exact_share(total, parts):
    shares = split.shares(total, parts)
    assert sum(shares) == total
    assert all(abs(share * sum(parts) - total * part) < sum(parts) for share, part in zip(shares, parts, strict=True))


@given(weights.filter(any), st.data())
def test_nobody_gives_more_than_there_is(parts, data):
    total = data.draw(st.integers(0, sum(parts)))
    assert all(share <= part for share, part in zip(split.shares(total, parts), parts, strict=True))


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=5), st.lists(st.integers(1, 100), min_size=1, max_size=5))
def test_a_matrix_keeps_both_margins(rows, column_weights):
    columns = split.shares(sum(rows), column_weights)
    table = split.matrix(rows, columns)
    assert [sum(line) for line in table] == rows
    assert [sum(column) for column in zip(*table, strict=True)] == columns
    assert all(cell >= 0 for line in table for cell in line)


def test_margins_that_differ_are_an_error():
    with pytest.raises(ValueError, match="differ"):
        split.matrix([1], [2])
