"""Rounding and splitting: half up to the cent, and not a cent lost."""

from decimal import Decimal, localcontext

import pytest

from loans.engine.errors import BadAmount, EngineError, ImpossibleSplit, SumBroken
from loans.engine.money import CENT, ZERO, cents, check_sum, exact, not_negative, places, split

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
