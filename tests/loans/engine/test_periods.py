"""When periods begin and end, and which part of a year each is."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

import pytest

from loans.engine.conventions import (
    BusinessDayRule,
    DayCount,
    Method,
    PartOfPeriod,
    PeriodUnit,
    RateKind,
    UnpaidInterest,
)
from loans.engine.errors import ImpossibleTerms
from loans.engine.periods import Period, lay_out, step, year_parts
from loans.engine.schedule import schedule
from loans.engine.terms import BusinessDays, Frequency, GivenInstalment, LoanTerms
from tests.loans.engine.loans import as_text, loan, table

D = Decimal
START = date(2025, 1, 31)
WEEKS, DAYS, MONTHS = PeriodUnit.WEEKS, PeriodUnit.DAYS, PeriodUnit.MONTHS


def due(terms: LoanTerms) -> list[str]:
    return [str(period.due_on) for period in islice(lay_out(terms), 5)]


def parts(terms: LoanTerms, number: int = 1, cuts: tuple[date, ...] = ()) -> list[Fraction]:
    period: Period = next(islice(lay_out(terms), number - 1, None))
    numerators, denominator = year_parts(terms, period, cuts)
    return [Fraction(numerator, denominator) for numerator in numerators]


@pytest.mark.parametrize(
    ("frequency", "after", "before"),
    [
        (Frequency(), "2025-02-28", "2024-12-31"),
        (Frequency(3), "2025-04-30", "2024-10-31"),
        (Frequency(1, WEEKS), "2025-02-07", "2025-01-24"),
        (Frequency(2, WEEKS), "2025-02-14", "2025-01-17"),
        (Frequency(10, DAYS), "2025-02-10", "2025-01-21"),
    ],
)
def test_a_step(frequency: Frequency, after: str, before: str) -> None:
    assert str(step(START, 1, frequency)) == after
    assert str(step(START, -1, frequency)) == before


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        # 31 clips to the end of the month and comes back
        ({}, "2025-02-28 2025-03-31 2025-04-30 2025-05-31 2025-06-30"),
        # the first due day leads
        ({"first_due_on": date(2025, 2, 28)}, "2025-02-28 2025-03-28 2025-04-28 2025-05-28 2025-06-28"),
        # the day of the month leads, also after a first day of its own
        ({"day_of_month": 5}, "2025-02-05 2025-03-05 2025-04-05 2025-05-05 2025-06-05"),
        (
            {"first_due_on": date(2025, 2, 28), "day_of_month": 31},
            "2025-02-28 2025-03-31 2025-04-30 2025-05-31 2025-06-30",
        ),
        ({"frequency": Frequency(3)}, "2025-04-30 2025-07-31 2025-10-31 2026-01-31 2026-04-30"),
        ({"frequency": Frequency(1, WEEKS)}, "2025-02-07 2025-02-14 2025-02-21 2025-02-28 2025-03-07"),
        ({"frequency": Frequency(30, DAYS)}, "2025-03-02 2025-04-01 2025-05-01 2025-05-31 2025-06-30"),
        (
            {"instalments": 2, "due_days": (date(2025, 3, 1), date(2025, 3, 20))},
            "2025-03-01 2025-03-20",
        ),
    ],
)
def test_due_days(more: dict[str, Any], expected: str) -> None:
    assert due(loan(**{"paid_out_on": START, **more})) == expected.split()


def test_a_loan_without_end_has_due_days_without_end() -> None:
    terms = loan(instalments=None, method=Method.GIVEN_INSTALMENT, instalment=D(600))
    assert due(terms) == due(loan())


def test_due_days_by_hand_stand_among_the_regular_ones() -> None:
    hand = (GivenInstalment(), GivenInstalment(due_on=date(2025, 3, 15)), GivenInstalment())
    terms = loan(instalments=None, method=Method.BY_HAND, by_hand=hand)
    assert due(terms) == ["2025-02-28", "2025-03-15", "2025-04-30"]
    # To 15 March it is half of a month of 28 days (15 February to 15 March, of which 15 days lie in the period). The
    # period after it is a regular one again: 1/12, whatever its days.
    assert [parts(terms, number) for number in (1, 2, 3)] == [
        [Fraction(1, 12)],
        [Fraction(15, 28) / 12],
        [Fraction(1, 12)],
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"first_due_on": date(2025, 3, 1), "business_days": BusinessDays(BusinessDayRule.PRECEDING)},
        {
            "instalments": 2,
            "due_days": (date(2025, 3, 1), date(2025, 3, 2)),
            "business_days": BusinessDays(BusinessDayRule.FOLLOWING),
        },
    ],
)
def test_due_days_that_do_not_follow_one_another_are_refused(more: dict[str, Any]) -> None:
    # Saturday 1 March 2025 goes back to Friday, the day of the payout; Saturday and Sunday both go to Monday.
    with pytest.raises(ImpossibleTerms, match=r"Instalment [12] is due on") as refusal:
        schedule(loan(paid_out_on=date(2025, 2, 28), **more))
    assert refusal.value.code == "dates-out-of-order"


@pytest.mark.parametrize(
    ("frequency", "part"),
    [
        (Frequency(), Fraction(1, 12)),
        (Frequency(3), Fraction(1, 4)),
        (Frequency(1, WEEKS), Fraction(1, 52)),
        (Frequency(2, WEEKS), Fraction(1, 26)),
        (Frequency(10, DAYS), Fraction(10, 365)),
    ],
)
def test_periodic_interest_knows_no_days(frequency: Frequency, part: Fraction) -> None:
    assert parts(loan(frequency=frequency)) == [part] == parts(loan(frequency=frequency), 2)


@pytest.mark.parametrize(
    ("first_due_on", "actual", "forward", "thirty"),
    [
        # From 31 January. Short: 15 days, of the 31 since 15 January, or of the 28 to 28 February; of 30, where January
        # ends on the 30th.
        (date(2025, 2, 15), Fraction(15, 31), Fraction(15, 28), Fraction(15, 30)),
        # A whole month, whichever of the two days is given.
        (date(2025, 2, 28), Fraction(1), Fraction(1), Fraction(1)),
        # Long: one month back from 15 March is 15 February, and 15 odd days of 31 before it; or one month on to
        # 28 February, and 15 odd days of the 31 to 31 March.
        (date(2025, 3, 15), 1 + Fraction(15, 31), 1 + Fraction(15, 31), 1 + Fraction(15, 30)),
        # 10 odd days before 10 February, of 31; or 10 of the 31 to 31 March after 28 February.
        (date(2025, 3, 10), 1 + Fraction(10, 31), 1 + Fraction(10, 31), 1 + Fraction(10, 30)),
        # Two months back from 31 March are 31 January, with no odd day.
        (date(2025, 3, 31), Fraction(2), Fraction(2), Fraction(2)),
    ],
)
def test_an_irregular_first_period(
    first_due_on: date, actual: Fraction, forward: Fraction, thirty: Fraction
) -> None:
    for part, months in (
        (PartOfPeriod.ACTUAL, actual),
        (PartOfPeriod.ACTUAL_FORWARD, forward),
        (PartOfPeriod.THIRTY, thirty),
        (PartOfPeriod.WHOLE, Fraction(1)),
    ):
        terms = loan(first_due_on=first_due_on, part_of_period=part)
        assert parts(terms) == [months / 12]
        assert parts(terms, 2) == [Fraction(1, 12)]


@pytest.mark.parametrize(
    ("part", "weeks"),
    [
        (PartOfPeriod.ACTUAL, Fraction(10, 7)),
        (PartOfPeriod.ACTUAL_FORWARD, Fraction(10, 7)),
        (PartOfPeriod.THIRTY, Fraction(10, 7)),
        (PartOfPeriod.WHOLE, Fraction(1)),
    ],
)
def test_an_irregular_first_week(part: PartOfPeriod, weeks: Fraction) -> None:
    terms = loan(frequency=Frequency(1, WEEKS), first_due_on=date(2025, 2, 10), part_of_period=part)
    assert parts(terms) == [weeks / 52]


def test_irregular_due_days_each_count_their_own_part() -> None:
    terms = loan(instalments=2, due_days=(date(2025, 3, 1), date(2025, 3, 20)))
    # One month back from 1 March is 1 February, one odd day of January's 31; then 19 of the 28 days before 20 March.
    assert [parts(terms, 1), parts(terms, 2)] == [[(1 + Fraction(1, 31)) / 12], [Fraction(19, 28) / 12]]


@pytest.mark.parametrize(
    ("part", "expected"),
    [  # 31 March to 30 April, cut on 15 April: 15 and 15 days; the 31st counts as the 30th of a month of thirty
        (PartOfPeriod.ACTUAL, [Fraction(15, 30), Fraction(15, 30)]),
        (PartOfPeriod.THIRTY, [Fraction(15, 30), Fraction(15, 30)]),
    ],
)
def test_a_period_cut_in_two(part: PartOfPeriod, expected: list[Fraction]) -> None:
    terms = loan(part_of_period=part)
    assert parts(terms, 3, (date(2025, 4, 15),)) == [share / 12 for share in expected]


def test_february_cut_in_two() -> None:
    # 31 January to 28 February, cut on 10 February: 10 of 28 days, or 10 of 30 with the other 20 for the rest
    cut = (date(2025, 2, 10),)
    assert parts(loan(), 1, cut) == [Fraction(10, 28) / 12, Fraction(18, 28) / 12]
    assert parts(loan(part_of_period=PartOfPeriod.ACTUAL_FORWARD), 1, cut) == parts(loan(), 1, cut)
    thirty = loan(part_of_period=PartOfPeriod.THIRTY)
    assert parts(thirty, 1, cut) == [Fraction(10, 30) / 12, Fraction(20, 30) / 12]


def test_a_week_cut_in_two() -> None:
    terms = loan(frequency=Frequency(1, WEEKS), part_of_period=PartOfPeriod.THIRTY)
    assert parts(terms, 1, (date(2025, 2, 2),)) == [Fraction(2, 7) / 52, Fraction(5, 7) / 52]


def test_days_cut_in_two_by_a_day_count() -> None:
    terms = loan(day_count=DayCount.ACTUAL_360)
    assert parts(terms, 1, (date(2025, 2, 10),)) == [Fraction(10, 360), Fraction(18, 360)]


@pytest.mark.parametrize(
    ("kind", "interest"),
    [  # 10,000 at "12 %": 1 % a month; 1.12^(1/12) - 1 = 0.948879...%; 12 % of one period
        (RateKind.NOMINAL, ["100.00", "100.00"]),
        (RateKind.EFFECTIVE, ["94.89", "94.89"]),
        (RateKind.PER_PERIOD, ["1200.00", "1200.00"]),
    ],
)
def test_what_the_rate_says(kind: RateKind, interest: list[str]) -> None:
    rows = schedule(loan("10000.00", "0.12", 2, START, method=Method.BULLET, rate_kind=kind)).rows
    assert [str(row.interest) for row in rows] == interest


def test_an_effective_rate_over_a_whole_year_is_the_rate() -> None:
    # Twelve months at 1.12^(1/12), each capitalised to the cent, are 12 % but for the cents of twelve roundings.
    terms = loan(
        "10000.00",
        "0.12",
        12,
        START,
        rate_kind=RateKind.EFFECTIVE,
        moratorium=11,
        moratorium_interest=UnpaidInterest.CAPITALISED,
    )
    assert abs(schedule(terms).rows[-1].total - D("11200.00")) < D("0.07")
    by_days = loan(
        "10000.00",
        "0.12",
        1,
        START,
        rate_kind=RateKind.EFFECTIVE,
        day_count=DayCount.ACTUAL_365,
        frequency=Frequency(12),
    )
    year = schedule(by_days).rows[0]
    assert (year.days, str(year.interest)) == (365, "1200.00")


def test_a_rate_per_period_counts_a_short_first_period_by_its_part() -> None:
    # 2 % a month on 1,000; the first 15 of 31 days bear 9.68
    terms = loan(
        "1000.00",
        "0.02",
        2,
        START,
        method=Method.BULLET,
        rate_kind=RateKind.PER_PERIOD,
        first_due_on=date(2025, 2, 15),
    )
    assert [str(row.interest) for row in schedule(terms).rows] == ["9.68", "20.00"]


@pytest.mark.parametrize(
    ("unit", "every", "interest"),
    [(MONTHS, 3, "30.00"), (WEEKS, 2, "4.62"), (DAYS, 1, "0.33")],  # of 1,000 at 12 %: / 4, / 26, / 365
)
def test_the_interest_of_each_frequency(unit: PeriodUnit, every: int, interest: str) -> None:
    terms = loan("1000.00", "0.12", 2, START, method=Method.BULLET, frequency=Frequency(every, unit))
    assert {str(row.interest) for row in schedule(terms).rows} == {interest}


def test_quarters_written_out() -> None:
    # 1,000 in equal quarters at 3 %: 1,000 x 0.03 / (1 - 1.03^-2) = 522.6108
    record = schedule(loan("1000.00", "0.12", 2, START, frequency=Frequency(3)))
    assert as_text(record, "due_on days principal interest total closing") == table("""
        2025-04-30 89 492.61 30.00 522.61 507.39
        2025-07-31 92 507.39 15.22 522.61   0.00
    """)
