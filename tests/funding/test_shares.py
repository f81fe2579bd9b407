"""The shares of the sources: exact to the cent, and periods add up to the whole."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding import shares
from loans.engine.errors import BadAmount, ImpossibleSplit

ERDF, REGION = Decimal("2960316.00"), Decimal("2676872.00")
ZERO = Decimal("0.00")
cents = st.integers(min_value=0, max_value=10**10).map(lambda number: Decimal(number).scaleb(-2))


def test_the_whole_programme_gives_exactly_what_was_agreed():
    found = shares.of_period([ERDF, REGION], before=ZERO, cumulative=Decimal("5637188.00"))
    assert found.cumulative == (ERDF, REGION)
    assert found.above == ZERO


def test_the_rate_is_the_one_of_the_programme():
    assert [round(rate, 5) for rate in shares.rates([ERDF, REGION])] == [
        Decimal("0.52514"),
        Decimal("0.47486"),
    ]


def test_a_period_is_the_difference_of_two_sums():
    found = shares.of_period([Decimal(1), Decimal(1)], before=Decimal("0.01"), cumulative=Decimal("0.02"))
    assert found.before == (Decimal("0.01"), ZERO)
    assert found.period == (ZERO, Decimal("0.01"))


def test_what_lies_above_the_agreed_total_is_paid_by_no_source():
    found = shares.of_period([Decimal("60.00"), Decimal("40.00")], before=ZERO, cumulative=Decimal("130.00"))
    assert found.cumulative == (Decimal("60.00"), Decimal("40.00"))
    assert (found.above, found.total) == (Decimal("30.00"), Decimal("100.00"))


def test_a_correction_makes_a_negative_period():
    found = shares.of_period([ERDF, REGION], before=Decimal("100.00"), cumulative=Decimal("40.00"))
    assert sum(found.period) == Decimal("-60.00")


def test_parts_of_a_cent_and_nobody_to_pay_are_refused():
    with pytest.raises(BadAmount):
        shares.up_to([ERDF], Decimal("0.001"))
    with pytest.raises(ImpossibleSplit):
        shares.up_to([], Decimal("1.00"))


@given(
    agreed=st.lists(cents.filter(bool), min_size=1, max_size=4),
    steps=st.lists(cents, min_size=1, max_size=12),
)
def test_consecutive_periods_add_up_to_the_whole_for_every_source(agreed, steps):
    marks = [ZERO]
    for step in steps:
        marks.append(marks[-1] + step)
    periods = [shares.of_period(agreed, before=start, cumulative=end) for start, end in pairwise(marks)]
    whole = shares.of_period(agreed, before=ZERO, cumulative=marks[-1])
    for source in range(len(agreed)):
        assert sum(one.period[source] for one in periods) == whole.cumulative[source]
    assert sum(whole.cumulative) + whole.above == marks[-1]


@given(
    agreed=st.lists(cents.filter(bool), min_size=1, max_size=4),
    eligible=cents,
)
def test_no_share_is_a_cent_or_more_from_its_exact_part(agreed, eligible):
    parts = shares.up_to(agreed, eligible)
    total = sum(agreed)
    for part, weight in zip(parts, agreed, strict=True):
        assert abs(part * total - min(eligible, total) * weight) < Decimal("0.01") * total
