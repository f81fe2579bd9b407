"""Bench functions of the engine: (name, callable, inner repetitions) for `make bench`.

The golden loan is the one that the other libraries were measured with: 25,000 at 8 %, 60 months, 31 Jan 2025.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from loans.engine.allocation import allocate, unpaid
from loans.engine.apr import apr, loan_flows
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms

GOLDEN = LoanTerms(Decimal("25000.00"), Decimal("0.08"), 60, date(2025, 1, 31))
_ROWS = schedule(GOLDEN).rows
_DEBTS = unpaid(_ROWS, ())
_FLOWS = loan_flows(GOLDEN, _ROWS, upfront_fee=Decimal("100.00"))


def golden_schedule() -> None:
    """One dated, exact schedule of 60 instalments."""
    schedule(GOLDEN)


def golden_allocation() -> None:
    """One payment over all 60 open instalments, with an overpayment."""
    allocate(Decimal("31000.00"), _DEBTS, on=date(2027, 6, 30))


def golden_apr() -> None:
    """The annual percentage rate of the loan with a fee of 100 up front."""
    apr(_FLOWS)


BENCHES: list[tuple[str, Callable[[], None], int]] = [
    ("schedule of 60 instalments", golden_schedule, 500),
    ("allocation over 60 instalments", golden_allocation, 500),
    ("annual percentage rate of 61 flows", golden_apr, 100),
]
