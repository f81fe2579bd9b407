"""Terms that nobody can keep are refused, with a sentence and a stable code."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from loans.engine.errors import BadAmount, EngineError, ImpossibleQuestion, ImpossibleTerms
from loans.engine.terms import LoanTerms, Method

GOOD: dict[str, Any] = {
    "principal": Decimal("10000.00"),
    "rate_yearly": Decimal("0.04"),
    "months": 36,
    "paid_out_on": date(2012, 1, 31),
}


def test_the_first_due_day_is_one_month_after_the_payout() -> None:
    terms = LoanTerms(**GOOD)
    assert (terms.first_due, terms.anchor_day, terms.method) == (date(2012, 2, 29), 31, Method.ANNUITY)


def test_a_given_first_due_day_sets_the_anchor() -> None:
    terms = LoanTerms(**GOOD, first_due_on=date(2012, 3, 15))
    assert (terms.first_due, terms.anchor_day) == (date(2012, 3, 15), 15)


def test_terms_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        LoanTerms(**GOOD).months = 37  # type: ignore[misc]


@pytest.mark.parametrize(
    ("change", "error", "code"),
    [
        ({"principal": Decimal("0.00")}, ImpossibleTerms, "principal-not-positive"),
        ({"principal": Decimal("-1.00")}, ImpossibleTerms, "principal-not-positive"),
        ({"principal": Decimal("1E12")}, ImpossibleTerms, "principal-too-large"),
        ({"principal": Decimal("1.001")}, BadAmount, "not-cents"),
        ({"principal": 10000.0}, BadAmount, "not-decimal"),
        ({"rate_yearly": Decimal("-0.01")}, ImpossibleTerms, "rate-negative"),
        ({"rate_yearly": Decimal("1E-13")}, ImpossibleTerms, "rate-too-low"),
        ({"rate_yearly": Decimal(12)}, ImpossibleTerms, "rate-too-high"),
        ({"rate_yearly": Decimal("NaN")}, BadAmount, "not-finite"),
        ({"rate_yearly": 0.04}, BadAmount, "not-decimal"),
        ({"months": 0}, ImpossibleTerms, "term-out-of-range"),
        ({"months": -3}, ImpossibleTerms, "term-out-of-range"),
        ({"months": 601}, ImpossibleTerms, "term-out-of-range"),
        ({"months": True}, ImpossibleTerms, "not-a-count"),
        ({"months": Decimal(36)}, ImpossibleTerms, "not-a-count"),
        ({"grace_months": -1}, ImpossibleTerms, "grace-out-of-range"),
        ({"grace_months": 36}, ImpossibleTerms, "grace-out-of-range"),
        ({"grace_months": "6"}, ImpossibleTerms, "not-a-count"),
        ({"first_due_on": date(2012, 1, 31)}, ImpossibleTerms, "first-due-too-early"),
        ({"first_due_on": date(2011, 12, 31)}, ImpossibleTerms, "first-due-too-early"),
        ({"first_due_on": datetime(2012, 3, 1, tzinfo=UTC)}, ImpossibleQuestion, "not-a-day"),
        ({"paid_out_on": "2012-01-31"}, ImpossibleQuestion, "not-a-day"),
        ({"method": "annuity"}, ImpossibleTerms, "method-unknown"),
    ],
)
def test_impossible_terms_are_refused(change: dict[str, Any], error: type[EngineError], code: str) -> None:
    with pytest.raises(error) as refusal:
        LoanTerms(**{**GOOD, **change})
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")
