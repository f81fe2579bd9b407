"""Parts of a year, by the numbers that the markets published."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from loans.engine.conventions import DayCount, Method
from loans.engine.day_count import part_of_year
from loans.engine.money import cents
from loans.engine.schedule import schedule
from tests.loans.engine.loans import loan


def year_part(count: DayCount, start: str, end: str) -> Fraction:
    return Fraction(*part_of_year(count, date.fromisoformat(start), date.fromisoformat(end)))


@pytest.mark.parametrize(
    ("start", "end", "part", "coupon"),
    # ISDA, "EMU and market conventions: recent developments" (1998), its examples of ISDA actual/actual: 10,000 at 10 %
    [
        ("2003-11-01", "2004-05-01", Fraction(61, 365) + Fraction(121, 366), "497.72"),
        ("1999-02-01", "1999-07-01", Fraction(150, 365), "410.96"),
        ("1999-07-01", "2000-07-01", Fraction(184, 365) + Fraction(182, 366), "1001.38"),
        ("2002-08-15", "2003-07-15", Fraction(334, 365), "915.07"),
        ("2003-07-15", "2004-01-15", Fraction(170, 365) + Fraction(14, 366), "504.00"),
        ("1999-07-30", "2000-01-30", Fraction(155, 365) + Fraction(29, 366), "503.89"),
        ("2000-01-30", "2000-06-30", Fraction(152, 366), "415.30"),
    ],
)
def test_actual_actual_by_the_memorandum_of_isda(start: str, end: str, part: Fraction, coupon: str) -> None:
    found = year_part(DayCount.ACTUAL_ACTUAL, start, end)
    assert found == part
    assert str(cents(Decimal((found * 1000).numerator) / (found * 1000).denominator)) == coupon


def test_actual_actual_by_the_year_in_which_a_night_ends() -> None:
    # Of the 31 nights from 15 December 2023 those that end on 16 to 31 December are 16, on 1 to 15 January 15; but the
    # night of 31 December begins in 2023, which makes 17 and 14 by the year of the beginning.
    assert year_part(DayCount.ACTUAL_ACTUAL_END, "2023-12-15", "2024-01-15") == (
        Fraction(16, 365) + Fraction(15, 366)
    )
    assert year_part(DayCount.ACTUAL_ACTUAL, "2023-12-15", "2024-01-15") == (
        Fraction(17, 365) + Fraction(14, 366)
    )


@pytest.mark.parametrize(
    ("start", "end", "bond", "american", "european"),
    [  # the end of February and the 31st, where they differ, beside days where they do not
        ("2007-01-15", "2007-01-30", 15, 15, 15),
        (
            "2007-01-15",
            "2007-01-31",
            16,
            16,
            15,
        ),  # a 31st at the end stays one after a 15th, but not in Europe
        ("2007-09-30", "2008-03-31", 180, 180, 180),
        ("2007-10-31", "2007-11-28", 28, 28, 28),
        ("2007-01-31", "2007-02-28", 28, 28, 28),
        ("2007-02-28", "2007-03-05", 7, 5, 7),
        ("2007-02-28", "2007-03-31", 33, 30, 32),
        ("2006-08-31", "2007-02-28", 178, 178, 178),
        ("2007-02-28", "2007-08-31", 183, 180, 182),
        ("2008-02-28", "2008-08-31", 183, 183, 182),  # in a leap year the 28th is an ordinary day
        ("2008-02-29", "2008-08-31", 182, 180, 181),
        ("2007-02-26", "2008-02-29", 363, 363, 363),
        ("2008-02-29", "2009-02-28", 359, 360, 359),  # two ends of February are twelve whole months in the US
        ("2008-02-29", "2008-03-30", 31, 30, 31),
        ("2024-01-31", "2024-12-31", 330, 330, 330),
    ],
)
def test_thirty_360_in_its_three_forms(start: str, end: str, bond: int, american: int, european: int) -> None:
    assert year_part(DayCount.THIRTY_360, start, end) == Fraction(bond, 360)
    assert year_part(DayCount.THIRTY_360_US, start, end) == Fraction(american, 360)
    assert year_part(DayCount.THIRTY_E_360, start, end) == Fraction(european, 360)


@pytest.mark.parametrize(
    ("count", "base"), [(DayCount.ACTUAL_365, 365), (DayCount.ACTUAL_360, 360), (DayCount.ACTUAL_364, 364)]
)
def test_actual_days_over_a_fixed_year(count: DayCount, base: int) -> None:
    # Of the leap year 2024 all 366 days count, whatever they are divided by.
    assert year_part(count, "2024-01-01", "2025-01-01") == Fraction(366, base)
    assert year_part(count, "2024-02-28", "2024-02-28") == 0


@pytest.mark.parametrize("count", [count for count in DayCount if count.startswith("actual")])
def test_actual_parts_add_up(count: DayCount) -> None:
    whole = year_part(count, "2023-10-31", "2025-03-15")
    assert whole == year_part(count, "2023-10-31", "2024-02-29") + year_part(
        count, "2024-02-29", "2025-03-15"
    )


def test_the_last_day_of_the_calendar() -> None:
    assert year_part(DayCount.ACTUAL_ACTUAL, "9999-12-01", "9999-12-31") == Fraction(30, 365)


@pytest.mark.parametrize(
    ("count", "interest"),
    [  # 10,000 at 6 % from 31 January to 29 February 2024 and on to 31 March: 29 and 31 days
        (DayCount.PERIODIC, ["50.00", "50.00"]),  # 600 / 12
        (
            DayCount.THIRTY_360_US,
            ["48.33", "50.00"],
        ),  # 29 / 360: January ends on the 30th; then 30 from end to end
        (DayCount.THIRTY_E_360, ["48.33", "51.67"]),  # 29 and 31 / 360
        (DayCount.ACTUAL_365, ["47.67", "50.96"]),
        (DayCount.ACTUAL_360, ["48.33", "51.67"]),
        (DayCount.ACTUAL_364, ["47.80", "51.10"]),
        (DayCount.ACTUAL_ACTUAL, ["47.54", "50.82"]),  # 29 and 31 / 366
        (DayCount.ACTUAL_ACTUAL_END, ["47.54", "50.82"]),
    ],
)
def test_each_day_count_in_a_schedule(count: DayCount, interest: list[str]) -> None:
    record = schedule(loan("10000.00", "0.06", 2, date(2024, 1, 31), method=Method.BULLET, day_count=count))
    assert [str(row.interest) for row in record.rows] == interest
    assert [row.days for row in record.rows] == [29, 31]
