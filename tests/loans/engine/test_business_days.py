"""Due days on holidays and at weekends. February 2025 begins on a Saturday; 28 February is a Friday."""

from datetime import date, timedelta

import pytest

from loans.engine.business_days import moved
from loans.engine.conventions import BusinessDayRule, DayCount, Method
from loans.engine.errors import ImpossibleTerms
from loans.engine.schedule import schedule
from loans.engine.terms import BusinessDays
from tests.loans.engine.loans import as_text, loan, table

NONE, FOLLOWING, MODIFIED, PRECEDING = (
    BusinessDayRule.NONE,
    BusinessDayRule.FOLLOWING,
    BusinessDayRule.MODIFIED_FOLLOWING,
    BusinessDayRule.PRECEDING,
)


@pytest.mark.parametrize(
    ("rule", "middle", "end", "working"),
    [  # Saturday 15 March, Saturday 31 May (Friday was a holiday), Wednesday 12 March 2025
        (NONE, "2025-03-15", "2025-05-31", "2025-03-12"),
        (FOLLOWING, "2025-03-17", "2025-06-02", "2025-03-12"),
        (MODIFIED, "2025-03-17", "2025-05-29", "2025-03-12"),
        (PRECEDING, "2025-03-14", "2025-05-29", "2025-03-12"),
    ],
)
def test_each_rule(rule: BusinessDayRule, middle: str, end: str, working: str) -> None:
    days = BusinessDays(rule, frozenset({date(2025, 5, 30)}))
    given = [date(2025, 3, 15), date(2025, 5, 31), date(2025, 3, 12)]
    assert [str(moved(day, days)) for day in given] == [middle, end, working]


def test_the_weekend_is_given() -> None:
    friday = BusinessDays(FOLLOWING, weekend=frozenset({4}))
    assert moved(date(2025, 3, 14), friday) == date(2025, 3, 15)
    assert moved(date(2025, 3, 15), friday) == date(2025, 3, 15)


def test_a_year_without_a_business_day_is_refused() -> None:
    closed = frozenset(date(2025, 1, 1) + timedelta(days=days) for days in range(800))
    with pytest.raises(ImpossibleTerms, match="No business day lies within a year") as refusal:
        moved(date(2025, 1, 1), BusinessDays(FOLLOWING, closed))
    assert refusal.value.code == "no-business-day"


def test_interest_runs_to_the_moved_day_or_to_the_day_agreed() -> None:
    # 36,500 at 10 % bears 10.00 a day. 15 March 2025 is a Saturday: 28 days to it, 30 to the Monday; then 31 or 29.
    def text(*, moves_interest: bool) -> str:
        terms = loan(
            "36500.00",
            "0.10",
            2,
            date(2025, 2, 15),
            method=Method.BULLET,
            day_count=DayCount.ACTUAL_365,
            business_days=BusinessDays(FOLLOWING, moves_interest=moves_interest),
        )
        return as_text(schedule(terms), "due_on days interest")

    assert text(moves_interest=True) == table("""
        2025-03-17 30 300.00
        2025-04-15 29 290.00
    """)
    assert text(moves_interest=False) == table("""
        2025-03-17 28 280.00
        2025-04-15 31 310.00
    """)


def test_periodic_interest_does_not_ask_on_which_day_it_is_paid() -> None:
    terms = loan(instalments=12, business_days=BusinessDays(MODIFIED))
    assert [row.interest for row in schedule(terms).rows] == [
        row.interest for row in schedule(loan(instalments=12)).rows
    ]


def test_a_moved_day_does_not_move_the_days_after_it() -> None:
    rows = schedule(loan(instalments=5, business_days=BusinessDays(MODIFIED))).rows
    # 31 May is a Saturday; 31 January is the payout.
    assert [str(row.due_on) for row in rows] == [
        "2025-02-28",
        "2025-03-31",
        "2025-04-30",
        "2025-05-30",
        "2025-06-30",
    ]
