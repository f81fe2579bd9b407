"""What the tests of a loan's life share: two small loans, and how to read a state."""

from datetime import date
from decimal import Decimal

import pytest

from loans.engine.errors import EngineError
from loans.engine.events import Event, Payment
from loans.engine.life import LoanState, fold
from loans.engine.rules import Component, EarlyInterest, LateInterest, LifeRules
from loans.engine.terms import LoanTerms

D = Decimal
JAN_31, FEB_29, MAR_31, APR_30 = date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)
FEE, PENALTY, INTEREST, PRINCIPAL = Component.FEE, Component.PENALTY, Component.INTEREST, Component.PRINCIPAL
USUAL = LifeRules()
PROGRESSIVE = LifeRules(late_interest=LateInterest.BY_DAYS, early_interest=EarlyInterest.BY_DAYS)

# 1,200 at 12 % over three months: 408.03 a month, 396.03 + 12.00, 399.99 + 8.04, 403.98 + 4.04.
QUARTER = LoanTerms(principal=D("1200.00"), rate_yearly=D("0.12"), instalments=3, paid_out_on=JAN_31)
# 10,000 at 4 % over twelve months: 851.50, the first 818.17 + 33.33.
YEAR = LoanTerms(principal=D("10000.00"), rate_yearly=D("0.04"), instalments=12, paid_out_on=JAN_31)
FIRST = Payment("p1", FEB_29, D("851.50"))


def lines(state: LoanState) -> list[str]:
    """Number, due day, principal, interest, fee, penalty, unpaid and balance of every row, as a ledger reads."""
    return [
        f"{row.number or '-'} {row.due_on:%d.%m.%y} {' '.join(str(part) for part in row.asked)}"
        f" | {row.unpaid.total} | {row.closing}"
        for row in state.rows
    ]


def totals(state: LoanState, first: int = 1, last: int = 999) -> list[str]:
    """The totals of the numbered rows from `first` to `last`."""
    return [str(row.asked.total) for row in state.rows if row.number and first <= row.number <= last]


def refused(terms: LoanTerms, events: list[Event], on: date, rules: LifeRules = USUAL) -> str:
    """The code with which the life of `terms` is refused."""
    with pytest.raises(EngineError) as refusal:
        fold(terms, events, on, rules)
    return refusal.value.code


def equal(**changes: object) -> LoanTerms:
    """1,200 at 12 % over six months, but for `changes`."""
    known: dict[str, object] = {
        "principal": D("1200.00"),
        "rate_yearly": D("0.12"),
        "instalments": 6,
        "paid_out_on": JAN_31,
    }
    return LoanTerms(**{**known, **changes})  # type: ignore[arg-type]
