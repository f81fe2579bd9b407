"""State aid in a loan or a guarantee: the gross grant equivalent, and the room left under a ceiling.

Two ways of the de minimis regulations (1407/2013 and 2023/2831, art. 4) are here:

- by reference rate: what the borrower pays less than at the reference rate (Communication 2008/C 14/02: base rate
  plus a margin for rating and collateral), each period's advantage discounted to the day of the grant at base rate
  plus one point: sum B x (reference - contract) x part of the year / (1 + discount)^years;
- by safe harbour: the ceiling of aid in proportion to amount and term.

Every figure of the law (base rate, margins, ceilings, pairs of amount and term) is handed in by the caller, who keeps
them dated: the engine knows none of them. Worked numbers: DOMAIN.md 3, tests/loans/engine/test_aid.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from loans.engine.apr import row_times, time_rule, years_between
from loans.engine.calendar import add_days, add_months, checked_day, days_between, days_in_month
from loans.engine.conventions import Method, RateKind, UnpaidInterest
from loans.engine.errors import ImpossibleQuestion
from loans.engine.money import CONTEXT, ZERO, cents, checked, not_negative
from loans.engine.plan import Phase, phase_of
from loans.engine.records import InstalmentRecord, ScheduleRecord
from loans.engine.terms import LoanTerms

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReferenceRate:
    """Yearly fractions, frozen on the day of the grant: the published `base`, the `margin` for rating and collateral,
    and the `discount_margin` that base carries when it discounts."""

    base: Decimal
    margin: Decimal
    discount_margin: Decimal

    @property
    def reference(self) -> Decimal:
        """What a lender would ask on the market, a yearly fraction."""
        return self.base + self.margin

    @property
    def discount(self) -> Decimal:
        """The yearly fraction by which later money is discounted."""
        return self.base + self.discount_margin


@dataclass(frozen=True, slots=True)
class Margin:
    """One cell of a table of margins: a yearly fraction for a rating and a level of collateral."""

    rating: str
    collateral: str
    margin: Decimal


class GrantEquivalent(NamedTuple):
    """The aid in a loan, EUR in cents: discounted to the day of the grant (`amount`), and without discounting, which
    bounds it from above. Neither is below zero."""

    amount: Decimal
    undiscounted: Decimal
    reference: Decimal
    discount: Decimal


@dataclass(frozen=True, slots=True)
class SafeHarbourPair:
    """Up to EUR `amount` and `months`, the aid is at most the ceiling."""

    amount: Decimal
    months: int


@dataclass(frozen=True, slots=True)
class SafeHarbour:
    """A safe harbour: EUR `ceiling` of aid, its pairs, and the conditions of the instrument as fractions: collateral
    of a loan must cover `least_collateral`, a guarantee at most `most_guaranteed` of the loan (None: no condition)."""

    ceiling: Decimal
    pairs: tuple[SafeHarbourPair, ...]
    least_collateral: Decimal | None = None
    most_guaranteed: Decimal | None = None


class Outside(StrEnum):
    """Why a safe harbour does not apply: the aid must be found by another method."""

    TERM_TOO_LONG = "term_too_long"
    AMOUNT_TOO_LARGE = "amount_too_large"
    TOO_LITTLE_COLLATERAL = "too_little_collateral"
    TOO_MUCH_GUARANTEED = "too_much_guaranteed"


class NoSafeHarbour(NamedTuple):
    """The safe harbour does not apply."""

    reason: Outside


class SafeHarbourAid(NamedTuple):
    """EUR `amount` of aid by the `pair` that was used."""

    amount: Decimal
    pair: SafeHarbourPair


class Grant(NamedTuple):
    """EUR `amount` of aid granted on the day `on` (when the right to it arose, not when it was paid)."""

    on: date
    amount: Decimal


class Room(NamedTuple):
    """The room under a ceiling on a day; EUR. Counted are the grants from `from_on` to that day. `left` is never
    below zero; `passed` says that the ceiling is already passed."""

    from_on: date
    granted: Decimal
    left: Decimal
    passed: bool


class _Period(NamedTuple):
    """The period `number` of the schedule, its `row`, from `begin` to `end` in years from the first payout."""

    number: int
    row: InstalmentRecord
    begin: Fraction
    end: Fraction


def margin_of(table: Iterable[Margin], rating: str, collateral: str) -> Decimal:
    """The margin (yearly fraction) that `table` gives. Raises ImpossibleQuestion when it has none."""
    for cell in table:
        if (cell.rating, cell.collateral) == (rating, collateral):
            return cell.margin
    raise ImpossibleQuestion(
        "no-margin", f"The table has no margin for rating {rating} and collateral {collateral}."
    )


def loan_equivalent(terms: LoanTerms, record: ScheduleRecord, rate: ReferenceRate) -> GrantEquivalent:
    """The gross grant equivalent of a loan by reference rate, from its planned schedule.

    Years are counted as for the annual percentage rate (`apr.row_times`), so that a month is a twelfth of a year.
    A change of rate counts from the period that begins after it; fees are left out. Flat interest is taken as it is.
    """
    start = record.payouts[0].on
    times = row_times(terms, record.rows, start)
    amount = undiscounted = _ZERO
    with localcontext(CONTEXT):
        # One root for all times: their common denominator makes every power of it a whole one.
        steps = lcm(*{years.denominator for years in times})
        step = (1 + rate.discount) ** (Decimal(-1) / steps)
        before = Fraction(0)
        number = 0  # a down payment has a row and no period
        for row, years in zip(record.rows, times, strict=True):
            number += row.days > 0
            if years > before:
                part = _advantage(terms, record, _Period(number, row, before, years), rate.reference)
                undiscounted += part
                amount += part * step ** int(years * steps)
                before = years
        floor = [max(cents(one), ZERO) for one in (amount, undiscounted)]
    return GrantEquivalent(floor[0], floor[1], rate.reference, rate.discount)


def safe_harbour_loan(
    harbour: SafeHarbour, amount: Decimal, months: int, collateral: Decimal | None = None
) -> SafeHarbourAid | NoSafeHarbour:
    """The aid in a loan of EUR `amount` for `months`, of which the fraction `collateral` is covered (None: it is not
    known and not asked). The pair with the shortest term that holds the loan counts."""
    least = harbour.least_collateral
    if least is not None and collateral is not None and checked(collateral, "collateral") < least:
        return NoSafeHarbour(Outside.TOO_LITTLE_COLLATERAL)
    return _in_proportion(harbour, amount, months)


def safe_harbour_guarantee(
    harbour: SafeHarbour, loan: Decimal, guaranteed: Decimal, months: int
) -> SafeHarbourAid | NoSafeHarbour:
    """The aid in a guarantee for `months` on the fraction `guaranteed` of a loan of EUR `loan`: the ceiling in
    proportion to the amount that is guaranteed."""
    most = harbour.most_guaranteed
    if most is not None and checked(guaranteed, "guaranteed part") > most:
        return NoSafeHarbour(Outside.TOO_MUCH_GUARANTEED)
    with localcontext(CONTEXT):
        return _in_proportion(harbour, cents(loan * guaranteed), months)


def rolling_room(grants: Iterable[Grant], ceiling: Decimal, on: date, years: int = 3) -> Room:
    """The room on the day `on` when any `years` years, day by day, are held under EUR `ceiling` (2023/2831): a grant
    counts until the day before it is `years` years old."""
    oldest = add_months(checked_day(on), -12 * years)
    return _room(grants, ceiling, add_days(oldest, 1), on)


def fiscal_room(
    grants: Iterable[Grant], ceiling: Decimal, on: date, year_end: tuple[int, int] = (12, 31), years: int = 3
) -> Room:
    """The room on the day `on` when the current fiscal year and the ones before it, `years` in all, are held under
    EUR `ceiling` (1407/2013). `year_end`: month and day on which the firm's fiscal year ends."""
    month, day = year_end
    end = date(checked_day(on).year, month, min(day, days_in_month(on.year, month)))
    ended = end if end < on else add_months(end, -12, day)
    first = add_months(ended, -12 * (years - 1), day)
    return _room(grants, ceiling, add_days(first, 1), on)


def _room(grants: Iterable[Grant], ceiling: Decimal, from_on: date, on: date) -> Room:
    with localcontext(CONTEXT):
        granted = sum(
            (not_negative(one.amount, "grant") for one in grants if from_on <= checked_day(one.on) <= on),
            ZERO,
        )
        left = not_negative(ceiling, "ceiling") - granted
        return Room(from_on, granted, max(left, ZERO), left < 0)


def _in_proportion(harbour: SafeHarbour, amount: Decimal, months: int) -> SafeHarbourAid | NoSafeHarbour:
    if months < 1:
        raise ImpossibleQuestion("no-term", f"A term of {months} months: there is at least one.")
    asked = not_negative(amount)
    longer = [pair for pair in sorted(harbour.pairs, key=_months) if months <= pair.months]
    if not longer:
        return NoSafeHarbour(Outside.TERM_TOO_LONG)
    if asked > longer[0].amount:
        return NoSafeHarbour(Outside.AMOUNT_TOO_LARGE)
    with localcontext(CONTEXT):
        part = asked * months / (longer[0].amount * longer[0].months)
        return SafeHarbourAid(cents(harbour.ceiling * part), longer[0])


def _months(pair: SafeHarbourPair) -> int:
    return pair.months


def _advantage(terms: LoanTerms, record: ScheduleRecord, period: _Period, reference: Decimal) -> Decimal:
    """What a period costs at the reference rate more than by the contract, EUR unrounded."""
    row = period.row
    part = _decimal(period.end - period.begin)
    lent = row.opening * part
    start, rule = record.payouts[0].on, time_rule(terms)
    for payout in record.payouts if row.paid_out else ():
        if 0 < days_between(row.from_on, payout.on) < row.days:
            lent += payout.amount * _decimal(period.end - years_between(start, payout.on, rule))
    if terms.method is Method.FLAT:
        return lent * reference - row.interest
    return lent * (reference - _contract_rate(terms, period, part))


def _contract_rate(terms: LoanTerms, period: _Period, part: Decimal) -> Decimal:
    """The contract's rate in a period as a simple yearly fraction, zero where its interest is forgiven; `part` is its
    length in years."""
    row = period.row
    phase, unpaid = phase_of(terms, period.number, row.due_on)
    forgiven = phase is Phase.NOTHING and unpaid is UnpaidInterest.FORGIVEN
    if forgiven or period.number <= terms.interest_free:
        return _ZERO
    changed = [change.rate_yearly for change in terms.rate_changes if change.from_on <= row.from_on]
    rate = changed[-1] if changed else terms.rate_yearly
    if terms.rate_kind is RateKind.NOMINAL:
        return rate
    if terms.rate_kind is RateKind.PER_PERIOD:
        return rate / part
    return ((1 + rate) ** part - 1) / part


def _decimal(years: Fraction) -> Decimal:
    return Decimal(years.numerator) / years.denominator
