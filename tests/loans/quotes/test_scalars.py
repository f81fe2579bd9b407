from datetime import date
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from loans.quotes import scalars
from loans.quotes.scalars import BareNumber


def code(kind, value):
    """The code with which `value` is refused as a `kind`."""
    with pytest.raises(ValidationError) as refusal:
        TypeAdapter(kind).validate_python(value)
    return refusal.value.errors()[0]["type"]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("25000.00", "25000.00"),
        ("25000.5", "25000.5"),
        ("25000", "25000"),
        (25000, "25000"),
        ("-0.01", "-0.01"),
        (-3, "-3"),
        ("-0.00", "0.00"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_an_amount_is_text_or_a_whole_number(written, amount):
    found = TypeAdapter(scalars.Amount).validate_python(written)
    assert found == Decimal(amount)
    assert found.as_tuple().exponent == -2


def test_there_is_no_minus_zero():
    assert str(TypeAdapter(scalars.Amount).validate_python("-0.00")) == "0.00"


@pytest.mark.parametrize(
    ("written", "refusal"),
    [
        ("25000.001", "not-cents"),
        ("25000.000", "not-cents"),
        (BareNumber("25000.5"), "bare-number"),
        (BareNumber("1e3"), "bare-number"),
        (BareNumber("NaN"), "bare-number"),
        ("1e3", "not-a-number"),
        ("NaN", "not-a-number"),
        ("+1.00", "not-a-number"),
        (" 1.00", "not-a-number"),
        ("1.00\n", "not-a-number"),
        ("1,00", "not-a-number"),
        ("1_000", "not-a-number"),
        (".50", "not-a-number"),
        ("007", "not-a-number"),
        ("٣", "not-a-number"),
        ("", "not-a-number"),
        (True, "not-a-number"),
        (None, "not-a-number"),
        ([], "not-a-number"),
        ("1000000000000", "too-large"),
        (-(10**12), "too-large"),
    ],
)
def test_what_is_no_amount_is_refused(written, refusal):
    assert code(scalars.Amount, written) == refusal


def test_a_rate_has_up_to_eighteen_decimals():
    assert TypeAdapter(scalars.Rate).validate_python("0.082999506807510000") == Decimal("0.08299950680751")
    assert code(scalars.Rate, "0." + "1" * 19) == "too-many-decimals"
    assert code(scalars.Rate, 10_000) == "too-large"
    assert code(scalars.Years, "-1") == "greater_than_equal"


@pytest.mark.parametrize(
    "written", ["2025-02-29", "20250131", "2025-1-31", "2025-01-31T00:00", "٢٠٢٥-٠١-٣١", 20250131]
)
def test_what_is_no_day_is_refused(written):
    assert code(scalars.Day, written) == "not-a-day"
    assert TypeAdapter(scalars.Day).validate_python("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("kind", "written", "refusal"),
    [
        (scalars.Number, "60", "int_type"),
        (scalars.Number, True, "int_type"),
        (scalars.Number, BareNumber("60.0"), "not-whole"),
        (scalars.Number, 0, "greater_than_equal"),
        (scalars.Number, 5201, "less_than_equal"),
        (scalars.Flag, 1, "bool_type"),
        (scalars.Flag, "true", "bool_type"),
        (scalars.Name, "", "string_too_short"),
        (scalars.Name, "x" * 201, "string_too_long"),
        (scalars.Name, 7, "string_type"),
        (scalars.Name, "two\nlines", "string_pattern_mismatch"),
        (scalars.Text, "\x1b[31mred", "string_pattern_mismatch"),
        (scalars.Name, BareNumber("7.5"), "not-text"),
        (scalars.Name, "\ud800", "string_unicode"),
    ],
)
def test_nothing_is_taken_for_something_else(kind, written, refusal):
    assert code(kind, written) == refusal
