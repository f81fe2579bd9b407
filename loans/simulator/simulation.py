"""What a loan would cost: pure, from what a visitor asks and the rate of a product; nothing is read or stored.

The numbers are the engine's: the same schedule and the same annual percentage rate that a contract would have.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from loans.engine.apr import Rate, apr, loan_flows
from loans.engine.money import ZERO
from loans.engine.records import InstalmentRecord, ScheduleRecord
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms


@dataclass(frozen=True)
class Question:
    """What a visitor asks: EUR `amount`, `months` in all, of which the first `grace` pay interest only, paid out on
    `start`."""

    amount: Decimal
    months: int
    grace: int
    start: date


@dataclass(frozen=True)
class Year:
    """The instalments of a calendar year and their sums in EUR."""

    year: int
    rows: tuple[InstalmentRecord, ...]
    principal: Decimal
    interest: Decimal
    total: Decimal
    closing: Decimal


@dataclass(frozen=True)
class Simulation:
    """The answer. `instalment` is the equal monthly amount after the grace, `last` the last one, which takes the cents
    that rounding leaves; `interest_only` the monthly amount during the grace (None without one). `cost` is interest and
    fees. `apr` is a yearly fraction, None where the equation has no rate that may be shown. EUR."""

    question: Question
    rate_yearly: Decimal
    plan: ScheduleRecord
    years: tuple[Year, ...]
    instalment: Decimal
    last: Decimal
    interest_only: Decimal | None
    cost: Decimal
    apr: Decimal | None

    @property
    def last_due_on(self) -> date:
        """The day of the last instalment."""
        return self.plan.rows[-1].due_on


def simulate(question: Question, rate_yearly: Decimal) -> Simulation:
    """The loan that `question` asks for, in equal instalments at the yearly fraction `rate_yearly`.

    Raises ImpossibleTerms, or ImpossibleQuestion for a day beyond the calendar, where no such loan can be planned.
    """
    terms = LoanTerms(
        principal=question.amount,
        rate_yearly=rate_yearly,
        paid_out_on=question.start,
        instalments=question.months,
        interest_only=question.grace,
    )
    plan = schedule(terms)
    found = apr(loan_flows(terms, plan))
    return Simulation(
        question=question,
        rate_yearly=rate_yearly,
        plan=plan,
        years=_years(plan.rows),
        # A loan whose only instalment is also the last one has no equal instalment: it is that one.
        instalment=plan.rows[question.grace].total,
        last=plan.rows[-1].total,
        interest_only=plan.rows[0].total if question.grace else None,
        cost=plan.totals.cost,
        apr=found.yearly if isinstance(found, Rate) else None,
    )


def without_grace(simulation: Simulation) -> Simulation:
    """The same loan repaid from the first month on."""
    asked = simulation.question
    return simulate(Question(asked.amount, asked.months, 0, asked.start), simulation.rate_yearly)


def _years(rows: Sequence[InstalmentRecord]) -> tuple[Year, ...]:
    grouped = groupby(rows, key=lambda row: row.due_on.year)
    return tuple(_year(year, tuple(ones)) for year, ones in grouped)


def _year(year: int, rows: tuple[InstalmentRecord, ...]) -> Year:
    return Year(
        year=year,
        rows=rows,
        principal=_sum(row.principal for row in rows),
        interest=_sum(row.interest for row in rows),
        total=_sum(row.total for row in rows),
        closing=rows[-1].closing,
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
