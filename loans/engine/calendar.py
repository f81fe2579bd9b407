"""Days and months. A day is a `datetime.date`; an instant is refused, because money has no hours."""

from datetime import date, datetime, timedelta

from loans.engine.errors import ImpossibleQuestion

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LAST_YEAR = 9999


def checked_day(day: date, what: str = "day") -> date:
    """`day` itself if it is a date without a time; `what` names it. Raises ImpossibleQuestion."""
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ImpossibleQuestion("not-a-day", f"The {what} must be a date without a time, not {day!r}.")
    return day


def is_leap(year: int) -> bool:
    """Whether `year` has 366 days, by the Gregorian rule."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """The number of days (28 to 31) of `month` (1 to 12) in `year`, by the Gregorian rule of leap years."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


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


def monthly_days(first: date, count: int, every: int, anchor_day: int) -> list[date]:
    """`first` and the `count` - 1 days that follow it `every` months apart, on `anchor_day` or the month's last day.

    The same days as add_months one by one, for long lists. Raises ImpossibleQuestion after the year 9999.
    """
    if count > 1:
        add_months(first, (count - 1) * every, anchor_day)
    days = [first]
    month_index = first.year * 12 + first.month - 1
    for _ in range(count - 1):
        month_index += every
        year, zero_based = divmod(month_index, 12)
        day = anchor_day if anchor_day <= 28 else min(anchor_day, days_in_month(year, zero_based + 1))
        days.append(date(year, zero_based + 1, day))
    return days


def months_between(start: date, end: date) -> int:
    """The whole months from `start` to `end`: the largest n for which add_months(start, n) <= end.

    Negative when `end` lies before `start`. 31 January to 28 February is one month, to 27 February none.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day >= min(start.day, days_in_month(end.year, end.month)):
        return months
    return months - 1


def add_days(day: date, days: int) -> date:
    """The day `days` (may be negative) after `day`. Raises ImpossibleQuestion outside the years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise ImpossibleQuestion(
            "out-of-calendar", f"{days} days from {day} is outside the calendar."
        ) from error


def days_between(start: date, end: date) -> int:
    """Calendar days from `start` (not counted) to `end` (counted); negative when `end` lies before."""
    return (end - start).days
