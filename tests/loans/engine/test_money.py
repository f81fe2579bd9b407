"""Rounding and splitting: half up to the cent, and not a cent lost."""

from decimal import Decimal, localcontext

import pytest

from loans.engine.conventions import RoundingMode
from loans.engine.errors import BadAmount, EngineError, ImpossibleSplit, SumBroken
from loans.engine.money import (
    CENT,
    DECIMAL_MODES,
    ZERO,
    cents,
    cents_by,
    check_sum,
    exact,
    not_negative,
    places,
    split,
    to_unit,
)

D = Decimal


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.0049999999", "0.00"),
        ("-0.005", "-0.01"),
        ("2.675", "2.68"),  # as a binary float this is 2.67499..., and would give 2.67
        ("1", "1.00"),
        ("166.6666666666666666666666667", "166.67"),
    ],
)
def test_cents_rounds_half_up_away_from_zero(amount: str, rounded: str) -> None:
    assert str(cents(D(amount))) == rounded


@pytest.mark.parametrize("amount", ["-0.001", "-0.00", "-0"])
def test_there_is_no_minus_zero(amount: str) -> None:
    assert str(cents(D(amount))) == "0.00"
    assert str(places(D(amount), 1)) == "0.0"


def test_cents_does_not_depend_on_the_context_of_the_caller() -> None:
    with localcontext() as context:
        context.prec = 3
        assert cents(D("123456.785")) == D("123456.79")


@pytest.mark.parametrize("number", [1.5, 1, "1.50", None])
def test_what_is_no_decimal_is_refused(number: object) -> None:
    with pytest.raises(BadAmount, match="must be a Decimal, not") as refusal:
        cents(number)  # type: ignore[arg-type]
    assert refusal.value.code == "not-decimal"


@pytest.mark.parametrize("number", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_refused(number: str) -> None:
    with pytest.raises(BadAmount) as refusal:
        cents(D(number))
    assert refusal.value.code == "not-finite"


def test_an_amount_beyond_all_digits_is_refused() -> None:
    with pytest.raises(BadAmount) as refusal:
        cents(D("1E40"))
    assert refusal.value.code == "too-large"


@pytest.mark.parametrize(
    ("mode", "of_a_half", "of_an_odd_half", "of_a_little", "of_much"),
    [  # of 0.125, 0.135, 0.121 and 0.129
        (RoundingMode.HALF_UP, "0.13", "0.14", "0.12", "0.13"),
        (RoundingMode.HALF_EVEN, "0.12", "0.14", "0.12", "0.13"),
        (RoundingMode.UP, "0.13", "0.14", "0.13", "0.13"),
        (RoundingMode.DOWN, "0.12", "0.13", "0.12", "0.12"),
    ],
)
def test_the_four_ways_to_the_cent(
    mode: RoundingMode, of_a_half: str, of_an_odd_half: str, of_a_little: str, of_much: str
) -> None:
    amounts = [D("0.125"), D("0.135"), D("0.121"), D("0.129")]
    expected = [of_a_half, of_an_odd_half, of_a_little, of_much]
    assert [str(cents_by(amount, DECIMAL_MODES[mode])) for amount in amounts] == expected
    assert [str(to_unit(amount, CENT, mode)) for amount in amounts] == expected


@pytest.mark.parametrize(
    ("amount", "unit", "mode", "rounded"),
    [
        ("506.91", "1", RoundingMode.UP, "507.00"),
        ("506.01", "1", RoundingMode.UP, "507.00"),
        ("506.91", "1", RoundingMode.DOWN, "506.00"),
        ("506.50", "1", RoundingMode.HALF_UP, "507.00"),
        ("506.50", "1", RoundingMode.HALF_EVEN, "506.00"),
        ("506.93", "0.05", RoundingMode.HALF_UP, "506.95"),
        ("506.92", "0.05", RoundingMode.HALF_UP, "506.90"),
        ("506.925", "0.05", RoundingMode.HALF_EVEN, "506.90"),  # 10,138.5 times the unit: to the even 10,138
        ("505.00", "10", RoundingMode.HALF_UP, "510.00"),
        ("505.00", "10", RoundingMode.HALF_EVEN, "500.00"),
        ("-505.00", "10", RoundingMode.HALF_UP, "-510.00"),
        ("0.00", "10", RoundingMode.UP, "0.00"),
    ],
)
def test_to_a_unit(amount: str, unit: str, mode: RoundingMode, rounded: str) -> None:
    assert str(to_unit(D(amount), D(unit), mode)) == rounded


def test_the_digits_lost_by_a_division_do_not_lift_a_whole_unit() -> None:
    a_third_thrice = D(1) / 3 * 3 * 507  # 506.99999...
    assert a_third_thrice != 507
    assert to_unit(a_third_thrice, D(1), RoundingMode.DOWN) == 507
    assert to_unit(507 + D("1E-20"), D(1), RoundingMode.UP) == 507


def test_to_a_unit_refuses_what_is_no_number() -> None:
    with pytest.raises(BadAmount) as refusal:
        to_unit(D("NaN"), CENT, RoundingMode.UP)
    assert refusal.value.code == "not-finite"


def test_exact_refuses_instead_of_rounding() -> None:
    assert str(exact(D("12.5"))) == "12.50"
    with pytest.raises(BadAmount, match=r"The fee 0\.005 has parts of a cent") as refusal:
        exact(D("0.005"), "fee")
    assert refusal.value.code == "not-cents"


def test_not_negative_refuses_what_is_below_zero() -> None:
    assert not_negative(D("0")) == ZERO
    with pytest.raises(BadAmount) as refusal:
        not_negative(-CENT)
    assert refusal.value.code == "negative"


def test_a_broken_sum_is_a_defect_with_both_figures_in_its_sentence() -> None:
    check_sum("parts", D("1.00"), D("1.00"))
    with pytest.raises(SumBroken, match=r"parts should add up to 1.00 but gives 0.99") as refusal:
        check_sum("parts", D("1.00"), D("0.99"))
    assert isinstance(refusal.value, EngineError)
    assert refusal.value.sentence == str(refusal.value)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        ("100.00", ["1", "1", "1"], ["33.34", "33.33", "33.33"]),  # a tie goes to the earlier part
        ("-100.00", ["1", "1", "1"], ["-33.34", "-33.33", "-33.33"]),
        ("0.05", ["1", "0", "1"], ["0.03", "0.00", "0.02"]),  # a weight of zero never receives a cent
        ("0.01", ["1", "2"], ["0.00", "0.01"]),  # the larger remainder wins over the earlier place
        ("0.00", ["1", "2"], ["0.00", "0.00"]),
        ("0.00", ["0", "0"], ["0.00", "0.00"]),
        ("0.00", [], []),
        ("7.00", ["0.333333333333333333333333333333"], ["7.00"]),
        # The programme: of 5,637,188.00 the fund paid 2,960,316.00, the Region the rest.
        ("5637188.00", ["2960316", "2676872"], ["2960316.00", "2676872.00"]),
    ],
)
def test_split_by_largest_remainder(total: str, weights: list[str], parts: list[str]) -> None:
    assert [str(part) for part in split(D(total), [D(weight) for weight in weights])] == parts


@pytest.mark.parametrize(
    ("total", "weights", "error", "code"),
    [
        ("1.00", [], ImpossibleSplit, "no-weight"),
        ("1.00", ["0"], ImpossibleSplit, "no-weight"),
        ("1.00", ["2", "-1"], ImpossibleSplit, "negative-weight"),
        ("1.005", ["1"], BadAmount, "not-cents"),
        ("1.00", ["NaN"], BadAmount, "not-finite"),
    ],
)
def test_split_refuses(total: str, weights: list[str], error: type[EngineError], code: str) -> None:
    with pytest.raises(error) as refusal:
        split(D(total), [D(weight) for weight in weights])
    assert refusal.value.code == code
