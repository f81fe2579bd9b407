"""Which part of a year lies between two days: the conventions of the bond and loan markets.

Sources: ISDA, 2006 Definitions, section 4.16 (30/360 or bond basis, 30E/360, actual/365 fixed, actual/360,
actual/actual), ISDA, "EMU and market conventions: recent developments" (1998) for actual/actual, and the Securities
Industry Association's Standard Securities Calculation Methods for the end of February in 30/360 US. Worked numbers:
`docs/money.md` and tests/loans/engine/test_day_count.py.
"""

from datetime import date

from loans.engine.calendar import add_days, days_between, days_in_month, is_leap
from loans.engine.conventions import DayCount

_BASES = {DayCount.ACTUAL_365: 365, DayCount.ACTUAL_360: 360, DayCount.ACTUAL_364: 364}
_ISDA = 365 * 366


def part_of_year(count: DayCount, start: date, end: date) -> tuple[int, int]:
    """(numerator, denominator) of the years from `start` to a later or equal `end`.

    The denominator depends on the convention alone, so that parts add up by their numerators. Periodic interest has no
    days: it is laid out in `periods`, and asking for it here is a KeyError of the programmer.
    """
    if count is DayCount.THIRTY_E_360:
        return thirty_european(start, end), 360
    if count in (DayCount.THIRTY_360, DayCount.THIRTY_360_US):
        return _thirty(start, end, of_february=count is DayCount.THIRTY_360_US), 360
    if count in (DayCount.ACTUAL_ACTUAL, DayCount.ACTUAL_ACTUAL_END):
        if count is DayCount.ACTUAL_ACTUAL_END:
            start, end = add_days(start, 1), add_days(end, 1)
        leap = _days_in_leap_years(start, end)
        return leap * 365 + (days_between(start, end) - leap) * 366, _ISDA
    return days_between(start, end), _BASES[count]


def thirty_european(start: date, end: date) -> int:
    """Days between two days by 30E/360: every 31st is taken as the 30th, February as it is."""
    return _months_of_thirty(start, end, min(start.day, 30), min(end.day, 30))


def _thirty(start: date, end: date, *, of_february: bool) -> int:
    """Days by 30/360: a 31st counts as the 30th, at the end only after a start on the 30th. `of_february` (US): its
    last day counts as a 30th at the start, and at the end if the start is one too."""
    first, last = start.day, end.day
    if of_february and _ends_february(start):
        first = 30
        last = 30 if _ends_february(end) else last
    first = min(first, 30)
    if last == 31 and first == 30:
        last = 30
    return _months_of_thirty(start, end, first, last)


def _months_of_thirty(start: date, end: date, first: int, last: int) -> int:
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


def _ends_february(day: date) -> bool:
    return day.month == 2 and day.day == days_in_month(day.year, 2)


def _days_in_leap_years(start: date, end: date) -> int:
    """The nights from `start` to `end` that begin in a leap year."""
    days = 0
    for year in range(start.year, end.year + 1):
        if is_leap(year):
            begin = max(start, date(year, 1, 1))
            # The year's end is reckoned from its first day: the year 9999 has no first of January after it.
            days += min(days_between(begin, end), 366 - days_between(date(year, 1, 1), begin))
    return days
