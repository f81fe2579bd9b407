"""The commonest loan in one tight loop: equal instalments, regular months, no fees, and nothing in between.

It gives the same rows as `drawing` in half the time, because a portfolio is made of such loans; the property test in
tests/invariants/test_engine_schedule.py holds both equal. What is not plain goes through `drawing`.
"""

from decimal import Decimal

from loans.engine.accrual import accrual
from loans.engine.annuity import textbook
from loans.engine.calendar import monthly_days
from loans.engine.conventions import BusinessDayRule, DayCount, Method, PeriodUnit, Remainder
from loans.engine.drawing import never_repays
from loans.engine.money import DECIMAL_MODES, ZERO, cents_by, to_unit
from loans.engine.periods import REGULAR, Period, anchor_day, first_due, first_wholes
from loans.engine.records import InstalmentRecord
from loans.engine.terms import LoanTerms


def is_plain(terms: LoanTerms) -> bool:
    """Whether `rows` may draw up these terms."""
    return (
        terms.method is Method.ANNUITY
        and terms.day_count is DayCount.PERIODIC
        and terms.frequency.unit is PeriodUnit.MONTHS
        and terms.remainder is Remainder.LAST
        and terms.business_days.rule is BusinessDayRule.NONE
        and terms.instalments is not None
        and first_wholes(terms) == REGULAR
        and not (
            terms.due_days
            or terms.tranches
            or terms.rate_changes
            or terms.fees
            or terms.moratorium
            or terms.interest_free
            or terms.pause_months
            or terms.balloon
            or terms.down_payment
            or terms.down_payment_share
        )
    )


def rows(terms: LoanTerms) -> tuple[list[InstalmentRecord], Decimal | None]:
    """(the rows, the equal instalment in EUR) of plain terms. Raises ImpossibleTerms("never-repays")."""
    last = terms.instalments or 0
    days = monthly_days(first_due(terms), last, terms.frequency.every, anchor_day(terms))
    start = terms.paid_out_on
    factor, _, divisor = borne = accrual(terms, Period(1, start, days[0], days[0]))
    rounding, mode = terms.instalment_rounding, DECIMAL_MODES[terms.interest_rounding]
    count = last - terms.interest_only
    instalment = to_unit(textbook(terms.principal, borne, count), rounding.unit, rounding.mode)
    opening, cumulative, drawn = terms.principal + ZERO, ZERO, []
    for number, due_on in enumerate(days, start=1):
        interest = cents_by(opening * factor / divisor, mode)
        if number == last:
            principal = opening
        elif number <= terms.interest_only:
            principal = ZERO
        else:
            principal = instalment - interest
            if principal <= 0 and interest:
                raise never_repays(instalment, interest, opening)
            principal = min(principal, opening)
        closing, total = opening - principal, principal + interest
        cumulative += total
        drawn.append(
            InstalmentRecord(
                number,
                start,
                due_on,
                (due_on - start).days,
                opening,
                ZERO,
                ZERO,
                principal,
                interest,
                ZERO,
                total,
                closing,
                cumulative,
            )
        )
        start, opening = due_on, closing
    return drawn, instalment
