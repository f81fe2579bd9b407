"""The annual percentage rate of charge (FR TAEG, NL JKP), by Directive 2008/48/EC, Annex I.

It is the X that makes both sides equal: sum C_k (1+X)^-t_k = sum D_l (1+X)^-s_l, with C the drawdowns, D
the repayments and charges, t and s the years from the first drawdown. Worked numbers: `docs/domain.md` and
tests/loans/engine/test_apr.py. How the equation is solved, and why the answer is never a guess: `equation.py`.

The rules of time (Annex I, part I, remark (c); the counting of odd days as in Directive 2014/17/EU, Annex I):
a year has 365 days (366 if it holds a 29 February), 52 weeks or 12 equal months, whatever the calendar says.
What is no whole number of periods is a whole number of them, counted back from the end, and odd days at the
start; every day counts, the first not, the last one does; odd days are divided by the days of the year that
ends on the last of them. The assumptions of Directive 2011/90/EU about what is not yet agreed (the whole credit
drawn at once, the earliest repayment) are the caller's: the engine is told what is drawn and paid, and when.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from loans.engine.calendar import add_months, checked_day, days_between, days_in_month, months_between
from loans.engine.conventions import PeriodUnit
from loans.engine.equation import NoRate, solve
from loans.engine.errors import ImpossibleQuestion
from loans.engine.money import CONTEXT, ZERO, checked
from loans.engine.records import InstalmentRecord, ScheduleRecord
from loans.engine.terms import LoanTerms

_NOW = Fraction(0)


class Flow(NamedTuple):
    """EUR `amount` at `years` after the first drawdown; positive to the borrower, negative from him."""

    years: Fraction
    amount: Decimal


class DatedFlow(NamedTuple):
    """EUR `amount` on the day `on`; positive to the borrower (the investor, in irr.py), negative from him."""

    on: date
    amount: Decimal


class Rate(NamedTuple):
    """The one rate that solves the equation, as a yearly fraction with 15 decimals (0.0407... is 4.07 %)."""

    yearly: Decimal


class TimeRule(StrEnum):
    """In which periods the time between two days is counted; the rest in odd days."""

    MONTHS = "months"  # twelfths of a year
    WEEKS = "weeks"  # fifty-seconds of a year
    DAYS = "days"  # whole years, then days over 365 or 366
    DAYS_365 = "days_365"  # every day is 1/365, leap year or not


_RULE_OF = {
    PeriodUnit.MONTHS: TimeRule.MONTHS,
    PeriodUnit.WEEKS: TimeRule.WEEKS,
    PeriodUnit.DAYS: TimeRule.DAYS,
}


def after_days(days: int, amount: Decimal) -> Flow:
    """A flow `days` after the first drawdown, in years of 365 days."""
    return Flow(Fraction(days, 365), amount)


def after_weeks(weeks: int, amount: Decimal) -> Flow:
    """A flow `weeks` (fifty-seconds of a year) after the first drawdown."""
    return Flow(Fraction(weeks, 52), amount)


def after_months(months: int, amount: Decimal) -> Flow:
    """A flow `months` equal months (twelfths of a year) after the first drawdown."""
    return Flow(Fraction(months, 12), amount)


def after_years(years: int, amount: Decimal) -> Flow:
    """A flow whole `years` after the first drawdown."""
    return Flow(Fraction(years), amount)


def years_between(start: date, end: date, rule: TimeRule = TimeRule.MONTHS) -> Fraction:
    """Years from `start` to a later `end` by the directive's rules of time (see above), in periods of `rule`.

    Raises ImpossibleQuestion if `end` is earlier.
    """
    if checked_day(end, "later day") < checked_day(start, "first day"):
        raise ImpossibleQuestion("days-reversed", f"{end} lies before {start}.")
    if rule is TimeRule.DAYS_365:
        return Fraction(days_between(start, end), 365)
    if rule is TimeRule.WEEKS:
        weeks, odd_days = divmod(days_between(start, end), 7)
        return Fraction(weeks, 52) + _odd(odd_days, start + timedelta(days=odd_days))
    months = months_between(start, end)
    if rule is TimeRule.DAYS:
        months -= months % 12
    if add_months(start, months) == end:
        return Fraction(months, 12)
    odd_until = add_months(end, -months)
    return Fraction(months, 12) + _odd(days_between(start, odd_until), odd_until)


def dated_flows(flows: Iterable[DatedFlow], rule: TimeRule = TimeRule.MONTHS) -> tuple[Flow, ...]:
    """Flows given on days, as flows in years from the first drawdown (the first amount above zero).

    A charge paid before the first drawdown has a negative time.
    """
    known = sorted(flows, key=lambda flow: checked_day(flow.on))
    start = next((flow.on for flow in known if checked(flow.amount) > 0), None)
    if start is None:
        raise ImpossibleQuestion("no-drawdown", "Nothing is drawn: there is no first drawdown to count from.")
    return tuple(Flow(_from(start, flow.on, rule), flow.amount) for flow in known)


def loan_flows(
    terms: LoanTerms,
    record: ScheduleRecord,
    beside: Iterable[DatedFlow] = (),
    rule: TimeRule | None = None,
) -> tuple[Flow, ...]:
    """The flows of a loan: its payouts less their fees (withheld or paid beside: it costs the same), its
    instalments with theirs, and other costs `beside` it on days of their own (below zero).

    The periods are those of the terms unless `rule` says otherwise. Instalments on their regular day are
    whole periods apart (a 31st that falls on 28 February is no odd day); the others are counted from the
    first payout.
    """
    start = record.payouts[0].on
    times = row_times(terms, record.rows, start, rule)
    used = rule or time_rule(terms)
    with localcontext(CONTEXT):
        return (
            *(Flow(_from(start, one.on, used), one.net - one.beside) for one in record.payouts),
            *(Flow(years, -row.total) for years, row in zip(times, record.rows, strict=True)),
            *(Flow(_from(start, one.on, used), one.amount) for one in beside),
        )


def time_rule(terms: LoanTerms) -> TimeRule:
    """The rule of time that goes with the distance between the due days of a loan."""
    return _RULE_OF[terms.frequency.unit]


def row_times(
    terms: LoanTerms, rows: Sequence[InstalmentRecord], start: date, rule: TimeRule | None = None
) -> list[Fraction]:
    """The years from `start`, the day of the first payout, to each instalment of a loan; see `loan_flows`."""
    used = rule or time_rule(terms)
    regular = [row.due_on for row in rows if row.due_on > start]
    if used is not TimeRule.MONTHS or not regular:
        return [_from(start, row.due_on, used) for row in rows]
    anchor = terms.day_of_month or (terms.first_due_on or terms.paid_out_on).day
    first = next((day for day in regular if _is_on(anchor, day)), regular[0])
    lead = _from(start, first, used)
    return [
        lead + Fraction((day.year - first.year) * 12 + day.month - first.month, 12)
        if day > start and _is_on(anchor, day)
        else _from(start, day, used)
        for day in (row.due_on for row in rows)
    ]


def apr(flows: Iterable[Flow]) -> Rate | NoRate:
    """The annual percentage rate of `flows` (EUR, in any order, on any number of days), or why there is none.

    Raises BadAmount for an amount that is no finite Decimal, ImpossibleQuestion for a time that is no
    Fraction.
    """
    known = list(flows)
    for flow in known:
        if not isinstance(flow.years, Fraction):
            raise ImpossibleQuestion("not-a-time", f"The time {flow.years!r} must be a Fraction of years.")
    per_year = lcm(*{flow.years.denominator for flow in known})
    sums: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    with localcontext(CONTEXT):
        for years, amount in known:
            sums[years.numerator * (per_year // years.denominator)] += checked(amount)
    found = solve(sums, per_year)
    return found if isinstance(found, NoRate) else Rate(found)


def _odd(days: int, until: date) -> Fraction:
    """Odd `days` that end on `until`, over the days of the year that ends there."""
    return Fraction(days, days_between(add_months(until, -12), until)) if days else _NOW


def _from(start: date, day: date, rule: TimeRule) -> Fraction:
    return years_between(start, day, rule) if day >= start else -years_between(day, start, rule)


def _is_on(anchor: int, day: date) -> bool:
    return day.day == min(anchor, days_in_month(day.year, day.month))
