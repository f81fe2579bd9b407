"""Days and months. A day is a `datetime.date`; an instant is refused, because money has no hours."""

from datetime import date, datetime

from loans.engine.errors import ImpossibleQuestion

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LAST_YEAR = 9999


def checked_day(day: date, what: str = "day") -> date:
    """`day` itself if it is a date without a time; `what` names it. Raises ImpossibleQuestion."""
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ImpossibleQuestion("not-a-day", f"The {what} must be a date without a time, not {day!r}.")
    return day


def days_in_month(year: int, month: int) -> int:
    """The number of days (28 to 31) of `month` (1 to 12) in `year`, by the Gregorian rule of leap years."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LENGTHS[month - 1]


def add_months(day: date, months: int, anchor_day: int | None = None) -> date:
    """The day `months` (may be negative) after `day`, on `anchor_day` of that month (default: of `day`).

    A month that is too short gives its last day, and the anchor comes back afterwards: from 31 January with
    anchor 31 come 28 February, 31 March, 30 April. Raises ImpossibleQuestion outside the years 1 to 9999.
    """
    year, zero_based = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= LAST_YEAR:
        raise ImpossibleQuestion("out-of-calendar", f"{months} months from {day} is outside the calendar.")
    wanted = day.day if anchor_day is None else anchor_day
    if wanted > 28:
        wanted = min(wanted, days_in_month(year, zero_based + 1))
    return date(year, zero_based + 1, wanted)


def months_between(start: date, end: date) -> int:
    """The whole months from `start` to `end`: the largest n for which add_months(start, n) <= end.

    Negative when `end` lies before `start`. 31 January to 28 February is one month, to 27 February none.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day >= min(start.day, days_in_month(end.year, end.month)):
        return months
    return months - 1


def due_dates(first_due_on: date, count: int, anchor_day: int) -> list[date]:
    """`count` monthly due dates from `first_due_on`, then on `anchor_day` or the month's last day."""
    return [first_due_on, *(add_months(first_due_on, n, anchor_day) for n in range(1, count))]


def days_between(start: date, end: date) -> int:
    """Calendar days from `start` (not counted) to `end` (counted); negative when `end` lies before."""
    return (end - start).days
