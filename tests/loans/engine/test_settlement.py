"""What closes a loan on a day: principal, interest to the day, charges, the capped indemnity, and a day more."""

from datetime import date
from decimal import Decimal

import pytest

from loans.engine.errors import ImpossibleQuestion
from loans.engine.events import Charge, EarlyRepayment, Payment
from loans.engine.life import fold
from loans.engine.rules import (
    Component,
    DefaultInterest,
    EarlyInterest,
    Excess,
    Indemnity,
    LateInterest,
    LifeRules,
)
from loans.engine.settlement import SettlementRecord, settlement
from loans.engine.terms import LoanTerms

D = Decimal
JAN_31, FEB_29, MAR_31 = date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)
YEAR = LoanTerms(principal=D("10000.00"), rate_yearly=D("0.04"), instalments=12, paid_out_on=JAN_31)


@pytest.mark.parametrize(
    ("indemnity", "asked"),
    [
        # docs/domain.md 5.6 (law of 21 December 2013): 10,000 at 4 %: at most six months' interest, 200.00.
        (Indemnity(months=D(12)), "200.00"),
        (Indemnity(share=D("0.05")), "200.00"),
        (Indemnity(months=D(3)), "100.00"),
        (Indemnity(share=D("0.01")), "100.00"),
        (Indemnity(share=D("0.005"), months=D(3)), "150.00"),
        (Indemnity(months=D(12), cap_months=None), "400.00"),
        (Indemnity(), "0.00"),
    ],
)
def test_the_indemnity_is_capped_at_six_months_of_interest(indemnity: Indemnity, asked: str) -> None:
    record = settlement(YEAR, [], JAN_31, LifeRules(indemnity=indemnity))
    assert (record.indemnity, record.total) == (D(asked), D("10000.00") + D(asked))


def test_every_part_of_a_settlement() -> None:
    # 800.00 of 851.50 paid on 29 February. On 10 April: 51.50 and the second instalment are late; 8,360.94 bore ten of
    # April's thirty days, 9.29; 51.50 (41 days) and 820.89 (10 days) bore 10 % default interest: 0.58 + 2.25 = 2.83.
    rules = LifeRules(indemnity=Indemnity(months=D(12)), default=DefaultInterest(rate_yearly=D("0.10")))
    events = [
        Payment("p", FEB_29, D("800.00")),
        Charge("c", FEB_29, D("12.00"), number=9),
        Charge("d", FEB_29, D("6.00"), Component.PENALTY, number=2),
    ]
    assert settlement(YEAR, events, date(2024, 4, 10), rules) == SettlementRecord(
        on=date(2024, 4, 10),
        principal=D("9233.33"),
        due_interest=D("30.61"),
        accrued_interest=D("9.29"),
        fees=D("12.00"),
        penalties=D("8.83"),
        indemnity=D("167.22"),  # 8,360.94 x 4 % / 2
        total=D("9461.28"),
        per_day=D("1.17"),  # 0.93 of interest (9.29 becomes 10.22), 0.24 of default interest
    )
    next_day = settlement(YEAR, events, date(2024, 4, 11), rules)
    assert next_day.total == D("9461.28") + D("1.17")


def test_a_settlement_paid_closes_the_loan() -> None:
    rules = LifeRules(indemnity=Indemnity(months=D(3)))
    day = date(2024, 4, 10)
    quote = settlement(YEAR, [], day, rules)
    state = fold(YEAR, [EarlyRepayment("e", day)], day, rules)
    assert (state.outstanding.total, state.indemnity) == (D("0.00"), quote.indemnity)
    assert state.paid.total + state.indemnity == quote.total
    assert settlement(YEAR, [EarlyRepayment("e", day)], day, rules).total == D("0.00")
    exact = fold(YEAR, [EarlyRepayment("e", day, quote.total + 1)], day, rules)
    assert (exact.outstanding.total, exact.overpaid) == (D("0.00"), D("1.00"))


def test_a_partial_early_repayment_pays_interest_and_indemnity_first() -> None:
    # On 31 March, all due paid: of 1,000.00, 1.00 % is indemnity: 990.10 + 9.90.
    rules = LifeRules(indemnity=Indemnity(share=D("0.01")))
    events = [Payment("p", FEB_29, D("851.50")), EarlyRepayment("e", MAR_31, D("1851.50"), Excess.SHORTEN)]
    state = fold(YEAR, events, MAR_31, rules)
    assert (state.indemnity, state.outstanding.principal) == (D("9.90"), D("7370.84"))
    free = fold(YEAR, events, MAR_31)
    assert free.outstanding.principal == D("7360.94")
    # Inside a period the interest borne goes first: 8,360.94 x 4 % / 12 x 10 / 30 = 9.29.
    inside = [
        *events[:1],
        Payment("q", MAR_31, D("851.50")),
        EarlyRepayment("e", date(2024, 4, 10), D("1000.00")),
    ]
    assert fold(YEAR, inside, date(2024, 4, 10)).outstanding.principal == D("7370.23")
    assert (
        fold(YEAR, [*inside[:2], EarlyRepayment("e", date(2024, 4, 10), D("9.00"))], MAR_31).paid.interest > 0
    )
    no_cap = LifeRules(indemnity=Indemnity(share=D("0.01"), cap_months=None))
    assert fold(YEAR, events, MAR_31, no_cap).indemnity == D("9.90")


def test_the_last_cent_of_an_indemnity() -> None:
    # 0.05 repays 0.04 with an indemnity of 0.00 (0.0004 rounded) and so 0.05 with none: never more than came in.
    rules = LifeRules(indemnity=Indemnity(share=D("0.3"), cap_months=None))
    for cents in range(1, 40):
        amount = D(cents) / 100
        state = fold(YEAR, [EarlyRepayment("e", JAN_31, amount)], JAN_31, rules)
        assert state.indemnity + state.paid.principal + state.overpaid == amount
        assert state.paid.principal >= D("0.01")


def test_before_the_payout_nothing_can_be_settled() -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        settlement(YEAR, [], date(2024, 1, 30))
    assert refusal.value.code == "not-paid-out"


def test_a_day_more_after_the_last_due_day() -> None:
    rules = LifeRules(late_interest=LateInterest.BY_DAYS, early_interest=EarlyInterest.BY_DAYS)
    record = settlement(YEAR, [], date(2025, 3, 30), rules)
    later = settlement(YEAR, [], date(2025, 3, 31), rules)
    assert record.per_day == later.total - record.total > 0
