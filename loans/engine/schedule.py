"""The repayment schedule of a loan, to the cent.

Interest of a period = opening balance x yearly rate / 12, rounded half up. The equal instalment of an annuity
is principal x i / (1 - (1 + i)^-n) with i = rate / 12 and n the instalments after the grace, rounded half up
once; the last instalment takes the remainder. Sources: the annuity formula of any textbook; BRUSOC's worked
numbers in `docs/domain.md`, tested in tests/loans/engine/test_schedule.py.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from loans.engine.calendar import due_dates
from loans.engine.errors import ImpossibleTerms
from loans.engine.money import CONTEXT, ZERO, cents, check_sum, exact
from loans.engine.terms import LoanTerms, Method


class InstalmentRecord(NamedTuple):
    """One row: EUR amounts; `opening` and `closing` are the principal outstanding before and after it."""

    number: int
    due_on: date
    opening: Decimal
    principal: Decimal
    interest: Decimal
    total: Decimal
    closing: Decimal


class TotalsRecord(NamedTuple):
    """The sums of a schedule in EUR: total = principal + interest."""

    principal: Decimal
    interest: Decimal
    total: Decimal


class ScheduleRecord(NamedTuple):
    """A whole schedule: its rows in order of number and due day, and their sums."""

    rows: tuple[InstalmentRecord, ...]
    totals: TotalsRecord


def schedule(terms: LoanTerms) -> ScheduleRecord:
    """The schedule of `terms`: rows numbered from 1, principal summing to the cent, last balance zero.

    Raises ImpossibleTerms("never-repays") when rounding the instalment to the cent leaves nothing
    of it beside the interest, and ImpossibleQuestion when a due day lies outside the calendar.
    """
    with localcontext(CONTEXT):
        rows = tuple(_rows(terms))
        totals = TotalsRecord(
            principal=sum([row.principal for row in rows], ZERO),
            interest=sum([row.interest for row in rows], ZERO),
            total=sum([row.total for row in rows], ZERO),
        )
        check_sum("principal of the schedule", terms.principal, totals.principal)
        check_sum("totals of the schedule", totals.total, totals.principal + totals.interest)
        check_sum("last balance of the schedule", ZERO, rows[-1].closing)
    return ScheduleRecord(rows, totals)


def annuity(principal: Decimal, rate_yearly: Decimal, count: int) -> Decimal:
    """The equal monthly instalment in EUR, rounded to the cent, that repays `principal` in `count` months."""
    with localcontext(CONTEXT):
        if not rate_yearly:
            return cents(principal / count)
        growth = (1 + rate_yearly / 12) ** count
        return cents(principal * rate_yearly * growth / (12 * (growth - 1)))


def _rows(terms: LoanTerms) -> Iterator[InstalmentRecord]:
    rate, grace, last = terms.rate_yearly, terms.grace_months, terms.months
    repaying = last - grace
    # Of the two, one leads: an annuity fixes the instalment, the other methods the principal part.
    instalment = annuity(terms.principal, rate, repaying) if terms.method is Method.ANNUITY else None
    share = cents(terms.principal / repaying) if terms.method is Method.EQUAL_PRINCIPAL else ZERO
    opening = exact(terms.principal)
    for number, due_on in enumerate(due_dates(terms.first_due, last, terms.anchor_day), start=1):
        # Multiplied before it is divided: an exact half cent must not be lost in the digits of a third.
        interest = cents(opening * rate / 12)
        if number == last:
            principal = opening
        elif number <= grace:
            principal = ZERO
        elif instalment is None:
            principal = min(share, opening)
        else:
            principal = min(instalment - interest, opening)
            if interest and principal <= 0:
                raise ImpossibleTerms(
                    "never-repays", f"An instalment of {instalment} never repays: the interest is {interest}."
                )
        closing = opening - principal
        yield InstalmentRecord(number, due_on, opening, principal, interest, principal + interest, closing)
        opening = closing
