"""Bench functions of the engine: (name, callable, inner repetitions) for `make bench`.

The golden loan is the one that the other libraries were measured with: 25,000 at 8 %, 60 months, 31 Jan 2025; `peers`
draws it up with two of them in the same run.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bench import peers
from loans.engine.allocation import allocate, unpaid
from loans.engine.conventions import DayCount
from loans.engine.events import Payment
from loans.engine.life import fold, states
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms

GOLDEN = LoanTerms(
    principal=Decimal("25000.00"), rate_yearly=Decimal("0.08"), instalments=60, paid_out_on=date(2025, 1, 31)
)
BY_DAYS = replace(GOLDEN, day_count=DayCount.ACTUAL_365)
_ROWS = schedule(GOLDEN).rows
_DEBTS = unpaid(_ROWS, ())
_END = _ROWS[-1].due_on
_ON_TIME = [Payment(f"p{row.number}", row.due_on, row.total) for row in _ROWS]
_LATE = [replace(one, on=one.on.replace(day=28)) for one in _ON_TIME[1:]]


def golden_schedule() -> None:
    """One dated, exact schedule of 60 instalments."""
    schedule(GOLDEN)


def daily_schedule() -> None:
    """The same with interest by actual days, whose equal instalment has to be solved."""
    schedule(BY_DAYS)


def golden_allocation() -> None:
    """One payment over all 60 open instalments, with an overpayment."""
    allocate(Decimal("31000.00"), _DEBTS, on=date(2027, 6, 30))


def golden_fold() -> None:
    """The state of the loan on its last day, from its terms and 60 payments on time."""
    fold(GOLDEN, _ON_TIME, _END)


def late_fold() -> None:
    """The same with every payment late."""
    fold(GOLDEN, _LATE, _END)


def golden_states() -> None:
    """The state after each of the 60 payments."""
    states(GOLDEN, _ON_TIME)


BENCHES: list[tuple[str, Callable[[], None], int]] = [
    ("schedule of 60 instalments", golden_schedule, 500),
    *peers.BENCHES,
    ("schedule of 60 instalments by actual days", daily_schedule, 200),
    ("allocation over 60 instalments", golden_allocation, 500),
    ("fold of 60 payments on time", golden_fold, 50),
    ("fold of 60 late payments", late_fold, 50),
    ("state after each of 60 payments", golden_states, 10),
]
