"""Where a due day goes that is no business day. Which days are none is given: holidays differ by country and bank.

Source of the words: ISDA, 2006 Definitions, section 4.12 (following, modified following, preceding).
"""

from datetime import date, timedelta

from loans.engine.conventions import BusinessDayRule
from loans.engine.errors import ImpossibleTerms
from loans.engine.terms import BusinessDays

_LONGEST_CLOSURE = 366


def moved(day: date, days: BusinessDays) -> date:
    """`day`, or the business day to which the rule moves it. Raises ImpossibleTerms when no business day is near."""
    rule = days.rule
    if rule is BusinessDayRule.NONE or not _closed(day, days):
        return day
    if rule is BusinessDayRule.PRECEDING:
        return _nearest(day, days, -1)
    later = _nearest(day, days, 1)
    if rule is BusinessDayRule.MODIFIED_FOLLOWING and later.month != day.month:
        return _nearest(day, days, -1)
    return later


def _closed(day: date, days: BusinessDays) -> bool:
    return day.weekday() in days.weekend or day in days.holidays


def _nearest(day: date, days: BusinessDays, step: int) -> date:
    for distance in range(1, _LONGEST_CLOSURE):
        candidate = day + timedelta(days=step * distance)
        if not _closed(candidate, days):
            return candidate
    raise ImpossibleTerms("no-business-day", f"No business day lies within a year of {day}.")
