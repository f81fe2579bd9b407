"""Terms that nobody can keep are refused, with a sentence and a stable code."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from loans.engine.conventions import (
    DayCount,
    FeeBase,
    FeeTime,
    Method,
    PeriodUnit,
    RateKind,
    UnpaidInterest,
)
from loans.engine.errors import BadAmount, EngineError, ImpossibleQuestion, ImpossibleTerms
from loans.engine.terms import (
    Fee,
    Frequency,
    GivenInstalment,
    Growth,
    LoanTerms,
    RateChange,
    Rounding,
    Tranche,
)

D = Decimal
START = date(2012, 1, 31)
GOOD: dict[str, Any] = {
    "principal": D("10000.00"),
    "rate_yearly": D("0.04"),
    "instalments": 36,
    "paid_out_on": START,
}
WEEKLY = Frequency(1, PeriodUnit.WEEKS)
BY_HAND = {"method": Method.BY_HAND, "instalments": None}


def test_terms_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        LoanTerms(**GOOD).instalments = 37  # type: ignore[misc]


def test_instalments_by_hand_and_due_days_say_their_number() -> None:
    by_hand = LoanTerms(**{**GOOD, **BY_HAND, "by_hand": (GivenInstalment(), GivenInstalment())})
    days = LoanTerms(**{**GOOD, "instalments": None, "due_days": (date(2012, 3, 1), date(2012, 5, 1))})
    assert (by_hand.instalments, days.instalments) == (2, 2)


@pytest.mark.parametrize(
    ("change", "error", "code"),
    [
        # money
        ({"principal": D("0.00")}, ImpossibleTerms, "principal-not-positive"),
        ({"principal": D("-1.00")}, ImpossibleTerms, "principal-not-positive"),
        ({"principal": D("1E12")}, ImpossibleTerms, "principal-too-large"),
        ({"principal": D("1.001")}, BadAmount, "not-cents"),
        ({"principal": 10000.0}, BadAmount, "not-decimal"),
        ({"tranches": (Tranche(START, D("0.00")),)}, ImpossibleTerms, "tranche-not-positive"),
        (
            {"tranches": (Tranche(START, D(6000)), Tranche(date(2012, 3, 1), D(4001)))},
            ImpossibleTerms,
            "tranches-above-principal",
        ),
        ({"down_payment": D(10000)}, ImpossibleTerms, "down-payment-too-large"),
        ({"down_payment": D(-1)}, BadAmount, "negative"),
        ({"down_payment_share": D("1.1")}, ImpossibleTerms, "down-payment-share-out-of-range"),
        ({"balloon": D(10000)}, ImpossibleTerms, "balloon-too-large"),
        ({"balloon": D(8000), "down_payment_share": D("0.2")}, ImpossibleTerms, "balloon-too-large"),
        # rates
        ({"rate_yearly": D("-0.01")}, ImpossibleTerms, "rate-negative"),
        ({"rate_yearly": D("1E-13")}, ImpossibleTerms, "rate-too-low"),
        ({"rate_yearly": D(12)}, ImpossibleTerms, "rate-too-high"),
        ({"rate_yearly": D("NaN")}, BadAmount, "not-finite"),
        ({"rate_yearly": 0.04}, BadAmount, "not-decimal"),
        ({"rate_changes": (RateChange(date(2012, 5, 1), D(-1)),)}, ImpossibleTerms, "rate-negative"),
        (
            {"rate_kind": RateKind.PER_PERIOD, "day_count": DayCount.ACTUAL_365},
            ImpossibleTerms,
            "rate-per-period-by-days",
        ),
        # counts
        ({"instalments": None}, ImpossibleTerms, "instalments-missing"),
        ({"instalments": 0}, ImpossibleTerms, "instalments-out-of-range"),
        ({"instalments": -3}, ImpossibleTerms, "instalments-out-of-range"),
        ({"instalments": 601}, ImpossibleTerms, "instalments-out-of-range"),
        ({"instalments": 5201, "frequency": WEEKLY}, ImpossibleTerms, "instalments-out-of-range"),
        ({"instalments": True}, ImpossibleTerms, "not-a-count"),
        ({"instalments": D(36)}, ImpossibleTerms, "not-a-count"),
        ({"interest_only": -1}, ImpossibleTerms, "interest-only-out-of-range"),
        ({"interest_only": 36}, ImpossibleTerms, "grace-out-of-range"),
        ({"interest_only": 30, "moratorium": 6}, ImpossibleTerms, "grace-out-of-range"),
        ({"interest_only": "6"}, ImpossibleTerms, "not-a-count"),
        ({"frequency": Frequency(0)}, ImpossibleTerms, "frequency-out-of-range"),
        ({"day_of_month": 32}, ImpossibleTerms, "day-of-month-out-of-range"),
        ({"pause_months": frozenset({13})}, ImpossibleTerms, "pause-months-out-of-range"),
        ({"pause_months": frozenset(range(1, 13))}, ImpossibleTerms, "pause-all-year"),
        # days
        ({"first_due_on": START}, ImpossibleTerms, "first-due-too-early"),
        ({"first_due_on": date(2011, 12, 31)}, ImpossibleTerms, "first-due-too-early"),
        ({"first_due_on": datetime(2012, 3, 1, tzinfo=UTC)}, ImpossibleQuestion, "not-a-day"),
        ({"paid_out_on": "2012-01-31"}, ImpossibleQuestion, "not-a-day"),
        ({"day_of_month": 5, "frequency": WEEKLY}, ImpossibleTerms, "day-of-month-without-months"),
        ({"tranches": (Tranche(date(2012, 2, 1), D(1)),)}, ImpossibleTerms, "tranches-start"),
        (
            {"tranches": (Tranche(START, D(1)), Tranche(START, D(1)))},
            ImpossibleTerms,
            "tranches-out-of-order",
        ),
        ({"rate_changes": (RateChange(START, D("0.05")),)}, ImpossibleTerms, "rate-changes-out-of-order"),
        ({"due_days": (date(2012, 3, 1),)}, ImpossibleTerms, "due-days-number"),
        ({"due_days": (START,), "instalments": 1}, ImpossibleTerms, "due-days-out-of-order"),
        (
            {"due_days": (date(2012, 3, 1),), "instalments": 1, "day_of_month": 1},
            ImpossibleTerms,
            "due-days-twice",
        ),
        # method
        ({"method": "annuity"}, ImpossibleTerms, "method-unknown"),
        ({"method": Method.BALLOON}, ImpossibleTerms, "method-incomplete"),
        ({"method": Method.BALLOON, "principal_each": D(-1)}, ImpossibleTerms, "method-incomplete"),
        (
            {"method": Method.BALLOON, "principal_share": D(2)},
            ImpossibleTerms,
            "principal-share-out-of-range",
        ),
        ({"method": Method.GIVEN_INSTALMENT}, ImpossibleTerms, "method-incomplete"),
        ({"method": Method.BY_HAND}, ImpossibleTerms, "method-incomplete"),
        ({"instalment": D(300)}, ImpossibleTerms, "method-differs"),
        ({"balloon": D(100), "method": Method.BULLET}, ImpossibleTerms, "balloon-without-instalments"),
        ({**BY_HAND, "by_hand": (GivenInstalment(D(1), D(1)),)}, ImpossibleTerms, "by-hand-ambiguous"),
        ({**BY_HAND, "by_hand": (GivenInstalment(D(-1)),)}, BadAmount, "negative"),
        ({**BY_HAND, "by_hand": (GivenInstalment(due_on="x"),)}, ImpossibleQuestion, "not-a-day"),
        ({"growth": Growth(D("0.02"))}, ImpossibleTerms, "growth-out-of-range"),
        (
            {
                "method": Method.GIVEN_INSTALMENT,
                "instalment": D(300),
                "instalments": None,
                "moratorium": 2,
                "moratorium_interest": UnpaidInterest.SPREAD,
            },
            ImpossibleTerms,
            "spread-without-number",
        ),
        ({"method": Method.GROWING}, ImpossibleTerms, "growth-out-of-range"),
        ({"method": Method.GROWING, "growth": Growth(D(-1))}, ImpossibleTerms, "growth-out-of-range"),
        # rounding and fees
        ({"instalment_rounding": Rounding(D(0))}, ImpossibleTerms, "rounding-unit"),
        (
            {
                "method": Method.FLAT,
                "moratorium": 1,
                "moratorium_interest": UnpaidInterest.CAPITALISED,
            },
            ImpossibleTerms,
            "flat-capitalised",
        ),
        ({"fees": (Fee(),)}, ImpossibleTerms, "fee-empty"),
        ({"fees": (Fee(amount=D(-1)),)}, BadAmount, "negative"),
        ({"fees": (Fee(share=D(2)),)}, ImpossibleTerms, "fee-out-of-range"),
        ({"fees": (Fee(D(1), numbers=frozenset({0})),)}, ImpossibleTerms, "fee-numbers-out-of-range"),
        (
            {"fees": (Fee(share=D("0.1"), time=FeeTime.UPFRONT, of=FeeBase.OPENING),)},
            ImpossibleTerms,
            "fee-base",
        ),
        (
            {"fees": (Fee(share=D("0.1"), of=FeeBase.OPENING),), "fees_within": True},
            ImpossibleTerms,
            "fees-within-varying",
        ),
    ],
)
def test_impossible_terms_are_refused(change: dict[str, Any], error: type[EngineError], code: str) -> None:
    with pytest.raises(error) as refusal:
        LoanTerms(**{**GOOD, **change})
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")
