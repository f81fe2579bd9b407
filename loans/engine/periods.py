"""The calendar of a loan: its periods, one after the other, and the days on which something is due.

Nothing here knows an amount. A period runs from `from_on` (its night counts) to `to_on` (does not); a month whose day
31 does not exist ends on its last day, and the 31st comes back afterwards.
"""

from collections.abc import Iterator
from datetime import date
from itertools import count, pairwise
from math import lcm
from typing import NamedTuple

from loans.engine.business_days import moved
from loans.engine.calendar import add_days, add_months, days_between, months_between
from loans.engine.conventions import BusinessDayRule, DayCount, PartOfPeriod, PeriodUnit
from loans.engine.day_count import part_of_year, thirty_european
from loans.engine.errors import ImpossibleTerms
from loans.engine.terms import Frequency, LoanTerms

PER_YEAR = {PeriodUnit.MONTHS: 12, PeriodUnit.WEEKS: 52, PeriodUnit.DAYS: 365}
_THIRTIES = {PeriodUnit.MONTHS: 30, PeriodUnit.WEEKS: 7, PeriodUnit.DAYS: 1}


REGULAR = (1, 1)


class Period(NamedTuple):
    """Period `number` (from 1) bears interest from `from_on` to `to_on` and is paid on `due_on`.

    wholes: how many regular periods it counts for in periodic interest, as (numerator, denominator): (1, 1) for all
    but an irregular first one.
    """

    number: int
    from_on: date
    to_on: date
    due_on: date
    wholes: tuple[int, int] = REGULAR


def step(day: date, periods: int, frequency: Frequency, anchor_day: int | None = None) -> date:
    """The day `periods` periods after `day` (before, if negative), on `anchor_day` of the month for months."""
    distance = periods * frequency.every
    if frequency.unit is PeriodUnit.MONTHS:
        return add_months(day, distance, anchor_day)
    return add_days(day, distance * (7 if frequency.unit is PeriodUnit.WEEKS else 1))


def first_due(terms: LoanTerms) -> date:
    """The first due day, before the business-day rule: the one given, or one period after the payout."""
    if terms.due_days:
        return terms.due_days[0]
    return terms.first_due_on or step(terms.paid_out_on, 1, terms.frequency, terms.day_of_month)


def anchor_day(terms: LoanTerms) -> int:
    """The day of the month (1 to 31) that due days come back to after a short month."""
    return terms.day_of_month or (terms.first_due_on or terms.paid_out_on).day


def lay_out(terms: LoanTerms) -> Iterator[Period]:
    """The periods of `terms` in order: as many as it has instalments, without end where their number follows.

    Raises ImpossibleTerms("dates-out-of-order") when due days do not come one after the other.
    """
    rule = terms.business_days
    start, last_due, wholes = terms.paid_out_on, terms.paid_out_on, (1, 1)
    for number, (agreed, irregular) in enumerate(_agreed_days(terms), start=1):
        due = end = agreed
        if rule.rule is not BusinessDayRule.NONE:
            due = moved(agreed, rule)
            end = due if rule.moves_interest else agreed
        if end <= start or due <= last_due:
            raise ImpossibleTerms(
                "dates-out-of-order", f"Instalment {number} is due on {due}, not after the day before it."
            )
        if irregular:
            wholes = _wholes(
                terms, start, agreed, agreed.day if terms.by_hand or terms.due_days else anchor_day(terms)
            )
        else:
            wholes = REGULAR
        yield Period(number, start, end, due, wholes)
        start, last_due = end, due


def first_wholes(terms: LoanTerms) -> tuple[int, int]:
    """For how many regular periods the first one counts, as in `Period`."""
    return _wholes(terms, terms.paid_out_on, first_due(terms), anchor_day(terms))


def year_parts(terms: LoanTerms, period: Period, cuts: tuple[date, ...] = ()) -> tuple[list[int], int]:
    """(numerators, denominator) of the years between the days from_on, *cuts, to_on of `period`.

    Periodic interest: the whole period is `wholes` x every / 12 (52, 365); its parts follow `part_of_period`.
    """
    days = (period.from_on, *cuts, period.to_on)
    if terms.day_count is not DayCount.PERIODIC:
        parts = [part_of_year(terms.day_count, days[i], days[i + 1]) for i in range(len(days) - 1)]
        return [numerator for numerator, _ in parts], parts[0][1]
    numerator, denominator = period.wholes
    numerator *= terms.frequency.every
    denominator *= PER_YEAR[terms.frequency.unit]
    if not cuts:
        return [numerator], denominator
    weights, whole = _weights(terms, period, days)
    return [numerator * weight for weight in weights], denominator * whole


def _agreed_days(terms: LoanTerms) -> Iterator[tuple[date, bool]]:
    """Each due day as agreed, and whether its period may differ from the regular ones."""
    given = terms.due_days or [hand.due_on for hand in terms.by_hand]
    first, anchor, frequency = first_due(terms), anchor_day(terms), terms.frequency
    for number in count(0) if terms.instalments is None else range(terms.instalments):
        day = given[number] if given else None
        if day is None:
            day = first if number == 0 else step(first, number, frequency, anchor)
        yield day, number == 0 or bool(given and given[number])


def _wholes(terms: LoanTerms, start: date, due: date, anchor: int) -> tuple[int, int]:
    """For how many regular periods an irregular one counts: whole ones counted back from its end, and odd days over
    the days of the regular period before those."""
    if terms.day_count is not DayCount.PERIODIC or terms.part_of_period is PartOfPeriod.WHOLE:
        return 1, 1
    if step(start, 1, terms.frequency) == due:
        return 1, 1  # 31 January to 28 February is a whole month, whichever of the two was given
    if terms.part_of_period is PartOfPeriod.ACTUAL_FORWARD:
        return _wholes_forward(terms, start, due)
    back = _at_least(terms.frequency, start, due)
    while step(due, -back - 1, terms.frequency, anchor) >= start:
        back += 1
    regular_end = step(due, -back, terms.frequency, anchor) if back else due
    if terms.part_of_period is PartOfPeriod.THIRTY:
        length = _THIRTIES[terms.frequency.unit] * terms.frequency.every
        odd = _thirties(terms, start, regular_end)
    else:
        length = days_between(step(due, -back - 1, terms.frequency, anchor), regular_end)
        odd = days_between(start, regular_end)
    return (back * length + odd, length) if odd else (back, 1)


def _at_least(frequency: Frequency, start: date, end: date) -> int:
    """A number of periods that certainly fit between two days, at most two too few: the search begins there."""
    if frequency.unit is PeriodUnit.MONTHS:
        return max(months_between(start, end) // frequency.every - 1, 0)
    return days_between(start, end) // (_THIRTIES[frequency.unit] * frequency.every)


def _wholes_forward(terms: LoanTerms, start: date, due: date) -> tuple[int, int]:
    whole = _at_least(terms.frequency, start, due)
    while step(start, whole + 1, terms.frequency) <= due:
        whole += 1
    odd_from = step(start, whole, terms.frequency)
    length = days_between(odd_from, step(start, whole + 1, terms.frequency))
    return whole * length + days_between(odd_from, due), length


def _weights(terms: LoanTerms, period: Period, days: tuple[date, ...]) -> tuple[list[int], int]:
    """How the days of a period share it, and the sum of these shares."""
    if terms.part_of_period is PartOfPeriod.THIRTY:
        marks = [_thirties(terms, days[0], day) for day in days[:-1]]
        wholes, length = period.wholes
        whole = _THIRTIES[terms.frequency.unit] * terms.frequency.every * wholes // length
        marks = [min(mark, whole) for mark in marks] + [whole]
    elif terms.part_of_period is PartOfPeriod.ACTUAL_FORWARD:
        parts = [_wholes_forward(terms, days[0], day) for day in days]
        common = lcm(*(length for _, length in parts))
        marks = [counted * (common // length) for counted, length in parts]
    else:
        marks = [days_between(days[0], day) for day in days]
    return [after - before for before, after in pairwise(marks)], marks[-1]


def _thirties(terms: LoanTerms, start: date, end: date) -> int:
    if terms.frequency.unit is PeriodUnit.MONTHS:
        return thirty_european(start, end)
    return days_between(start, end)
