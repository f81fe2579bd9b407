"""The annual percentage rate of charge (FR TAEG, NL JKP), by Directive 2008/48/EC, Annex I.

It is the X that makes both sides equal: sum C_k (1+X)^-t_k = sum D_l (1+X)^-s_l, with C the drawdowns, D
the repayments and charges, t and s the years from the first drawdown. A year has 365 days (366 in a leap
year), 52 weeks or 12 equal months. Worked numbers: `docs/domain.md` and tests/loans/engine/test_apr.py.

With w = (1+X)^(-1/N), N the common denominator of all times, the equation is a polynomial in w. Descartes:
if its coefficients change sign once, it has exactly one positive root, hence one rate. Otherwise several
rates may solve it, and the answer says so instead of choosing one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import NamedTuple

from loans.engine.calendar import add_months, checked_day, days_between, months_between
from loans.engine.errors import ImpossibleQuestion
from loans.engine.money import CONTEXT, ZERO, checked, not_negative, places
from loans.engine.schedule import InstalmentRecord
from loans.engine.terms import LoanTerms

LOWEST = Decimal("-0.99")
HIGHEST = Decimal(1000)  # 100,000 % a year
RATE_DIGITS = 15
_STEP = Decimal("1E-25")  # the last step in w; Newton's error is then its square, far below RATE_DIGITS


class Flow(NamedTuple):
    """EUR `amount` at `years` after the first drawdown; positive to the borrower, negative from him."""

    years: Fraction
    amount: Decimal


class Rate(NamedTuple):
    """The one rate that solves the equation, as a yearly fraction with 15 decimals (0.0407... is 4.07 %)."""

    yearly: Decimal


class NoRateReason(StrEnum):
    """Why there is no rate to show."""

    NO_SIGN_CHANGE = "no_sign_change"  # money only goes one way: nothing solves the equation
    SEVERAL_SIGN_CHANGES = "several_sign_changes"  # more than one rate may solve it
    OUT_OF_RANGE = "out_of_range"  # the only rate lies below -99 % or above 100,000 %


class NoRate(NamedTuple):
    """The equation has no rate that may be shown as the annual percentage rate."""

    reason: NoRateReason


def after_days(days: int, amount: Decimal) -> Flow:
    """A flow `days` after the first drawdown, in years of 365 days."""
    return Flow(Fraction(days, 365), amount)


def after_months(months: int, amount: Decimal) -> Flow:
    """A flow `months` equal months (twelfths of a year) after the first drawdown."""
    return Flow(Fraction(months, 12), amount)


def years_between(start: date, end: date) -> Fraction:
    """Years from `start` to a later `end`: whole months as twelfths, odd days over the days of a year.

    Whole months are counted back from `end`; the odd days that remain at the start are divided by the days
    (365 or 366) of the year that ends on their last day. Source: Directive 2008/48/EC, Annex I, remark (c),
    and the counting rule of Directive 2014/17/EU, Annex I. Raises ImpossibleQuestion if `end` is earlier.
    """
    if checked_day(end, "later day") < checked_day(start, "first day"):
        raise ImpossibleQuestion("days-reversed", f"{end} lies before {start}.")
    months = months_between(start, end)
    if add_months(start, months) == end:
        return Fraction(months, 12)
    odd_until = add_months(end, -months)
    year_days = days_between(add_months(odd_until, -12), odd_until)
    return Fraction(months, 12) + Fraction(days_between(start, odd_until), year_days)


def loan_flows(
    terms: LoanTerms, rows: Sequence[InstalmentRecord], upfront_fee: Decimal = ZERO
) -> tuple[Flow, ...]:
    """The flows of a loan: the payout less `upfront_fee` EUR, then the instalments at equal months.

    An irregular first period is counted from the payout to the first due day by `years_between`.
    """
    first = years_between(terms.paid_out_on, rows[0].due_on)
    payout = Flow(Fraction(0), terms.principal - not_negative(upfront_fee, "upfront fee"))
    return (payout, *(Flow(first + Fraction(row.number - 1, 12), -row.total) for row in rows))


def apr(flows: Iterable[Flow]) -> Rate | NoRate:
    """The annual percentage rate of `flows` (EUR, in any order, on any number of days), or why there is none.

    Raises BadAmount for an amount that is no finite Decimal, ImpossibleQuestion for a time that is no
    Fraction.
    """
    with localcontext(CONTEXT):
        terms, per_year = _polynomial(flows)
        signs = [amount > 0 for _, amount in terms]
        changes = sum(before != after for before, after in pairwise(signs))
        if changes != 1:
            return NoRate(NoRateReason.SEVERAL_SIGN_CHANGES if changes else NoRateReason.NO_SIGN_CHANGE)
        low, high = (_discount(rate, per_year) for rate in (HIGHEST, LOWEST))
        rising = terms[0][1] < 0  # one sign change: negative terms first means negative for small w
        if (_value(terms, low)[0] < 0) != rising or (_value(terms, high)[0] > 0) != rising:
            return NoRate(NoRateReason.OUT_OF_RANGE)
        root = _root(terms, low, high, rising)
        return Rate(places(root**-per_year - 1, RATE_DIGITS, "rate"))


def _polynomial(flows: Iterable[Flow]) -> tuple[list[tuple[int, Decimal]], int]:
    """(power of w, coefficient) in order of time, powers from 0, none zero; and N, the powers a year."""
    sums: defaultdict[Fraction, Decimal] = defaultdict(Decimal)
    for flow in flows:
        if not isinstance(flow.years, Fraction):
            raise ImpossibleQuestion("not-a-time", f"The time {flow.years!r} must be a Fraction of years.")
        sums[flow.years] += checked(flow.amount)
    times = sorted(years for years, amount in sums.items() if amount)
    per_year = lcm(*(years.denominator for years in times))
    return [(int((years - times[0]) * per_year), sums[years]) for years in times], per_year


def _discount(rate: Decimal, per_year: int) -> Decimal:
    """w for a yearly `rate`."""
    return (1 + rate) ** (Decimal(-1) / per_year)


def _value(terms: Sequence[tuple[int, Decimal]], w: Decimal) -> tuple[Decimal, Decimal]:
    """The polynomial at `w`, and its derivative times `w`, which needs no second set of powers."""
    value = slope = Decimal(0)
    for power, coefficient in terms:
        term = coefficient * w**power
        value += term
        slope += power * term
    return value, slope


def _root(terms: Sequence[tuple[int, Decimal]], low: Decimal, high: Decimal, rising: bool) -> Decimal:
    """The root between `low` and `high`: Newton's steps, or half the bracket where one leaves it."""
    w, moved = Decimal(1), high - low
    while moved >= _STEP:
        value, slope = _value(terms, w)
        if (value < 0) == rising:
            low = w
        else:
            high = w
        step = value * w / slope if slope else moved
        following = w - step
        if not low <= following <= high or 2 * abs(step) > moved:
            following = (low + high) / 2
        moved, w = abs(following - w), following
    return w
