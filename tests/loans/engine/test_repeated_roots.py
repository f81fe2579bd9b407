"""The square-free part of a polynomial of flows."""

from decimal import Decimal

import pytest

from loans.engine.repeated_roots import LONGEST, with_each_root_once

D = Decimal


def at(times: int, *amounts: str) -> dict[int, Decimal]:
    return {number * times: D(amount) for number, amount in enumerate(amounts)}


def multiplied(one: dict[int, Decimal], other: dict[int, Decimal]) -> dict[int, Decimal]:
    product: dict[int, Decimal] = {}
    for early, amount in one.items():
        for late, by in other.items():
            product[early + late] = product.get(early + late, D(0)) + amount * by
    return product


@pytest.mark.parametrize("times", [1, 2])
def test_a_square_and_a_cube_become_their_root(times: int) -> None:
    root = at(1, "10", "-11")
    power = root
    for _ in range(times):
        power = multiplied(power, root)
    once = with_each_root_once(power)
    assert once is not None
    assert set(once) == {0, 1}
    assert once[1] / once[0] == D("-1.1")


def test_other_roots_stay_once() -> None:
    root, apart = at(1, "10", "-11"), at(1, "2", "-3")
    once = with_each_root_once(multiplied(multiplied(root, root), apart))
    assert once is not None
    scale = once[0] / 20
    assert once == {time: scale * amount for time, amount in multiplied(root, apart).items()}


def test_days_in_equal_steps_are_counted_in_steps_and_told_in_days() -> None:
    once = with_each_root_once(
        {10 + day: amount for day, amount in at(365, "-1000", "2200", "-1210").items()}
    )
    assert once is not None
    assert set(once) == {10, 375}


@pytest.mark.parametrize(
    "amounts",
    [
        at(1, "-1600", "10000", "-10000"),  # 25 % and 400 %: each is a root once already
        at(1, "1000", "-1000", "1000"),
        {0: D("-1000.00"), 1: D("2200.00"), LONGEST + 1: D("-1210.00")},  # too long to be looked at
    ],
)
def test_what_has_each_root_once_is_left_alone(amounts: dict[int, Decimal]) -> None:
    assert with_each_root_once(amounts) is None
