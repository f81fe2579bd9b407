"""What holds for every split."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from loans.engine.money import CENT, split
from tests.invariants.engine_strategies import amounts

HUNDREDS = settings(max_examples=500, deadline=None)
weights = st.lists(
    st.decimals(min_value=0, max_value=10**9, allow_nan=False, places=3), min_size=1, max_size=20
).filter(any)


@HUNDREDS
@given(amounts("-9999999.99", "9999999.99"), weights)
def test_a_split_keeps_its_total_and_is_off_by_less_than_a_cent(total: Decimal, by: list[Decimal]) -> None:
    parts = split(total, by)
    assert sum(parts) == total
    for part, weight in zip(parts, by, strict=True):
        assert abs(Fraction(part) - Fraction(total) * Fraction(weight) / Fraction(sum(by))) < Fraction(CENT)
        assert weight or part == 0


@HUNDREDS
@given(amounts("-9999999.99", "9999999.99"), weights)
def test_a_split_of_the_opposite_is_the_opposite(total: Decimal, by: list[Decimal]) -> None:
    assert split(-total, by) == tuple(-part for part in split(total, by))


@HUNDREDS
@given(amounts(), weights)
def test_a_larger_weight_never_receives_less(total: Decimal, by: list[Decimal]) -> None:
    received = sorted(zip(by, split(total, by), strict=True))
    assert all(later[1] >= earlier[1] for earlier, later in pairwise(received) if later[0] > earlier[0])
