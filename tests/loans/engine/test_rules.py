"""Rules and events that contradict themselves are refused before anything is worked out."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from loans.engine.conventions import DayCount
from loans.engine.errors import BadAmount, EngineError, ImpossibleEvent, ImpossibleQuestion, ImpossibleRules
from loans.engine.events import (
    RANK,
    Charge,
    EarlyRepayment,
    Holiday,
    NewTerms,
    Payment,
    Payout,
    RateChanged,
    Reversal,
    TermExtended,
    Waiver,
    sort_key,
)
from loans.engine.life_default import capped
from loans.engine.rules import PAYABLE, Component, DefaultInterest, Excess, Indemnity, LateInterest, LifeRules

D = Decimal
DAY = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("wrong", "error", "code"),
    [
        (lambda: LifeRules(overdue=PAYABLE[:3]), ImpossibleRules, "order-wrong"),
        (lambda: LifeRules(due=(*PAYABLE, Component.FEE)), ImpossibleRules, "order-wrong"),
        (lambda: LifeRules(advance=(Component.OVERPAYMENT,)), ImpossibleRules, "order-wrong"),
        (lambda: DefaultInterest(rate_yearly=D("-0.1")), ImpossibleRules, "rule-negative"),
        (lambda: DefaultInterest(cap=D("-0.1")), ImpossibleRules, "rule-negative"),
        (lambda: DefaultInterest(grace_days=-1), ImpossibleRules, "grace-negative"),
        (lambda: DefaultInterest(day_count=DayCount.PERIODIC), ImpossibleRules, "default-by-periods"),
        (lambda: Indemnity(share=D("-0.1")), ImpossibleRules, "rule-negative"),
        (lambda: Indemnity(months=D(-1)), ImpossibleRules, "rule-negative"),
        (lambda: Indemnity(cap_months=D(-1)), ImpossibleRules, "rule-negative"),
        (lambda: Indemnity(share=0.1), BadAmount, "not-decimal"),  # type: ignore[arg-type]
        (lambda: Payment("", DAY, D(1)), ImpossibleEvent, "id-empty"),
        (lambda: Payment("p", datetime(2024, 5, 10, tzinfo=UTC), D(1)), ImpossibleQuestion, "not-a-day"),
        (lambda: Payment("p", DAY, D(0)), ImpossibleEvent, "amount-zero"),
        (lambda: Payment("p", DAY, D("1.005")), BadAmount, "not-cents"),
        (lambda: Payment("p", DAY, D(1), due=PAYABLE[:2]), ImpossibleRules, "order-wrong"),
        (lambda: Payout("p", DAY, D(-1)), BadAmount, "negative"),
        (lambda: EarlyRepayment("p", DAY, excess=Excess.NEXT), ImpossibleEvent, "excess-wrong"),
        (lambda: Charge("p", DAY, D(1), Component.INTEREST), ImpossibleEvent, "charge-wrong"),
        (lambda: Charge("p", DAY, D(1), due_on=date(2024, 5, 9)), ImpossibleEvent, "charge-before"),
        (lambda: Waiver("p", DAY, component=Component.PRINCIPAL), ImpossibleEvent, "waiver-wrong"),
        (lambda: RateChanged("p", DAY, D("-0.01")), ImpossibleEvent, "rate-negative"),
        (lambda: TermExtended("p", DAY, 0), ImpossibleEvent, "count-below-one"),
        (lambda: Holiday("p", DAY, 0), ImpossibleEvent, "count-below-one"),
        (lambda: NewTerms("p", DAY, first_due_on=DAY), ImpossibleEvent, "first-due-before"),
    ],
)
def test_refused(wrong: Callable[[], object], error: type[EngineError], code: str) -> None:
    with pytest.raises(error) as refusal:
        wrong()
    assert refusal.value.code == code


def test_the_order_of_one_day() -> None:
    payment = Payment("p10", DAY, D(1))
    assert sorted([payment, Payment("p9", DAY, D(1)), Charge("z", DAY, D(1))], key=sort_key) == [
        Charge("z", DAY, D(1)),
        Payment("p9", DAY, D(1)),
        payment,
    ]
    late_charge = Charge("a", DAY, D(1), place=1)
    assert sorted([late_charge, payment, Reversal("a2", date(2024, 5, 9), "x")], key=sort_key)[1:] == [
        payment,
        late_charge,
    ]
    assert sorted(RANK.values()) == list(range(len(RANK)))


@pytest.mark.parametrize(
    ("rate", "cap", "late", "found"),
    [
        ("0.10", None, LateInterest.NONE, "0.10"),
        ("0.10", "0.005", LateInterest.NONE, "0.045"),  # 4 % and half a point
        (
            "0.10",
            "0.005",
            LateInterest.BY_DAYS,
            "0.005",
        ),  # contract interest on late money is asked beside it
        ("0.02", "0.005", LateInterest.NONE, "0.02"),
    ],
)
def test_the_cap_of_default_interest(rate: str, cap: str | None, late: LateInterest, found: str) -> None:
    rule = DefaultInterest(rate_yearly=D(rate), cap=None if cap is None else D(cap))
    assert capped(rule, late, D("0.04")) == D(found)
