"""The interest of some nights of a period, exactly, while the balance changes under it.

The same arithmetic as `accrual`, cut at the days on which something happens. Sums are fractions, so that a half cent
stays one however many pieces it is made of.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from loans.engine.accrual import counts_whole
from loans.engine.calendar import add_days
from loans.engine.conventions import RateKind
from loans.engine.money import CONTEXT, DECIMAL_MODES, ZERO, cents_by
from loans.engine.periods import PER_YEAR, Period, year_parts
from loans.engine.terms import LoanTerms

NOTHING = Fraction(0)


def rate_on(terms: LoanTerms, day: date) -> Decimal:
    """The yearly rate of the night of `day`."""
    rate = terms.rate_yearly
    for change in terms.rate_changes:
        if change.from_on <= day:
            rate = change.rate_yearly
    return rate


def borne(
    terms: LoanTerms, period: Period, nights: tuple[date, date], balance: Decimal, so_far: Fraction = NOTHING
) -> Fraction:
    """The unrounded EUR that `balance` bears in the `nights` from a day of `period` to another, with one rate between
    (where periods count whole, the last one counts).

    so_far: what the period bore before, which bears interest itself where the rate is effective.
    """
    start, end = nights
    if period.number <= terms.interest_free or start >= end:
        return NOTHING
    cuts = tuple(day for day in (start, end) if period.from_on < day < period.to_on)
    numerators, denominator = year_parts(terms, period, cuts)
    numerator = numerators[0 if start <= period.from_on else 1]
    rate = rate_on(terms, add_days(end, -1) if counts_whole(terms) else start)
    if terms.rate_kind is RateKind.EFFECTIVE:
        growth = CONTEXT.power(1 + rate, Decimal(numerator) / denominator)
        return (Fraction(balance) + so_far) * (Fraction(growth) - 1)
    if terms.rate_kind is RateKind.PER_PERIOD:
        numerator *= PER_YEAR[terms.frequency.unit]
        denominator *= terms.frequency.every
    return Fraction(balance) * Fraction(rate) * numerator / denominator


def rounded(terms: LoanTerms, interest: Fraction) -> Decimal:
    """`interest` in exact cents by the terms' rounding; nothing where it is below zero."""
    if interest <= 0:
        return ZERO
    exact = Decimal(interest.numerator) / Decimal(interest.denominator)
    return cents_by(exact, DECIMAL_MODES[terms.interest_rounding])
