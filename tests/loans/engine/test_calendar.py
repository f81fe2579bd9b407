"""Months that are too short, and the way back from them."""

from datetime import UTC, date, datetime

import pytest

from loans.engine.calendar import (
    add_days,
    add_months,
    checked_day,
    days_between,
    days_in_month,
    is_leap,
    monthly_days,
    months_between,
)
from loans.engine.errors import ImpossibleQuestion


def test_the_thirty_first_is_cut_and_comes_back() -> None:
    days = monthly_days(date(2025, 1, 31), 5, 1, 31)
    assert [str(day) for day in days] == [
        "2025-01-31",
        "2025-02-28",
        "2025-03-31",
        "2025-04-30",
        "2025-05-31",
    ]


def test_the_first_day_of_a_list_is_kept_as_given() -> None:
    assert monthly_days(date(2025, 2, 28), 2, 1, 31) == [date(2025, 2, 28), date(2025, 3, 31)]


@pytest.mark.parametrize(("every", "anchor"), [(1, 31), (1, 5), (3, 30), (12, 29)])
def test_a_list_of_days_holds_those_of_one_by_one(every: int, anchor: int) -> None:
    first = date(2024, 2, anchor if anchor < 29 else 29)
    expected = [first, *(add_months(first, every * place, anchor) for place in range(1, 30))]
    assert monthly_days(first, 30, every, anchor) == expected


def test_a_list_that_leaves_the_calendar_is_refused() -> None:
    assert monthly_days(date(9999, 12, 31), 1, 1, 31) == [date(9999, 12, 31)]
    with pytest.raises(ImpossibleQuestion) as refusal:
        monthly_days(date(9999, 12, 31), 2, 1, 31)
    assert refusal.value.code == "out-of-calendar"


@pytest.mark.parametrize(
    ("day", "months", "anchor", "result"),
    [
        ("2024-01-31", 1, None, "2024-02-29"),
        ("2024-02-29", 12, None, "2025-02-28"),
        ("2025-02-28", 12 * 3, 29, "2028-02-29"),
        ("2025-01-15", -1, None, "2024-12-15"),
        ("2025-12-01", 1, None, "2026-01-01"),
        ("2025-03-31", -1, None, "2025-02-28"),
    ],
)
def test_add_months(day: str, months: int, anchor: int | None, result: str) -> None:
    assert add_months(date.fromisoformat(day), months, anchor) == date.fromisoformat(result)


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 1), -1)])
def test_outside_the_calendar_is_refused(day: date, months: int) -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        add_months(day, months)
    assert refusal.value.code == "out-of-calendar"


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-01-31", "2025-02-28", 1),
        ("2025-01-31", "2025-02-27", 0),
        ("2025-01-15", "2025-03-14", 1),
        ("2025-01-15", "2025-03-15", 2),
        ("2025-03-15", "2025-01-15", -2),
        ("2025-03-15", "2025-01-14", -3),
        ("2024-02-29", "2025-02-28", 12),
    ],
)
def test_months_between_counts_whole_months(start: str, end: str, months: int) -> None:
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


def test_days_between_leaves_out_the_first_day() -> None:
    assert days_between(date(2024, 2, 28), date(2024, 3, 1)) == 2
    assert days_between(date(2024, 3, 1), date(2024, 2, 28)) == -2


def test_add_days() -> None:
    assert add_days(date(2024, 2, 28), 2) == date(2024, 3, 1)
    assert add_days(date(2024, 3, 1), -1) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("day", "days"), [(date(9999, 12, 31), 1), (date(1, 1, 1), -1), (date(1, 1, 1), 10**10)]
)
def test_days_outside_the_calendar_are_refused(day: date, days: int) -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        add_days(day, days)
    assert refusal.value.code == "out-of-calendar"


@pytest.mark.parametrize(("year", "days"), [(1900, 28), (2000, 29), (2023, 28), (2024, 29)])
def test_february_by_the_gregorian_rule(year: int, days: int) -> None:
    assert days_in_month(year, 2) == days
    assert is_leap(year) == (days == 29)


@pytest.mark.parametrize("day", [datetime(2025, 1, 31, 12, 0, tzinfo=UTC), "2025-01-31", None])
def test_what_is_no_day_is_refused(day: object) -> None:
    with pytest.raises(ImpossibleQuestion, match="value day must be a date without a time") as refusal:
        checked_day(day, "value day")  # type: ignore[arg-type]
    assert refusal.value.code == "not-a-day"
