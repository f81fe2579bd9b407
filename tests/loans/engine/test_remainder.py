"""Where the cents go that rounding leaves over."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from loans.engine.conventions import AfterChange, DayCount, Method, PeriodUnit, Remainder, RoundingMode
from loans.engine.schedule import schedule
from loans.engine.terms import Frequency, Growth, RateChange, Rounding
from tests.loans.engine.loans import as_text, loan, table

D = Decimal
START = date(2024, 1, 10)
ROW = "number principal interest total closing"


def totals(principal: str, rate: str, instalments: int, **more: Any) -> list[str]:
    return [str(row.total) for row in schedule(loan(principal, rate, instalments, START, **more)).rows]


@pytest.mark.parametrize(
    ("remainder", "rows"),
    [  # 1,200 x 0.01 / (1 - 1.01^-3) = 408.0265: the last instalment lacks a cent
        (
            Remainder.LAST,
            """
            1 396.03 12.00 408.03 803.97
            2 399.99  8.04 408.03 403.98
            3 403.98  4.04 408.02   0.00
            """,
        ),
        (
            Remainder.FIRST,
            """
            1 396.02 12.00 408.02 803.98
            2 399.99  8.04 408.03 403.99
            3 403.99  4.04 408.03   0.00
            """,
        ),
        (
            Remainder.LAST_INTEREST,  # 4.05 instead of 4.04
            """
            1 396.03 12.00 408.03 803.97
            2 399.99  8.04 408.03 403.98
            3 403.98  4.05 408.03   0.00
            """,
        ),
        (
            Remainder.EVEN,  # a cent less in each would leave two to the last
            """
            1 396.03 12.00 408.03 803.97
            2 399.99  8.04 408.03 403.98
            3 403.98  4.04 408.02   0.00
            """,
        ),
    ],
)
def test_each_remainder_of_equal_instalments(remainder: Remainder, rows: str) -> None:
    record = schedule(loan("1200.00", "0.12", 3, START, remainder=remainder))
    assert as_text(record, ROW) == table(rows)


def test_an_even_remainder_takes_the_nearer_of_two_cents() -> None:
    # 200 at 1 % in 7: 29.7257. With 29.73 the last is 29.69, four cents off; with 29.72 it is 29.75, three.
    assert totals("200.00", "0.12", 7) == ["29.73"] * 6 + ["29.69"]
    assert totals("200.00", "0.12", 7, remainder=Remainder.EVEN) == ["29.72"] * 6 + ["29.75"]


@pytest.mark.parametrize(
    ("remainder", "expected"),
    [  # 1,000 in three parts of 333.33
        (Remainder.LAST, ["333.33", "333.33", "333.34"]),
        (Remainder.FIRST, ["333.34", "333.33", "333.33"]),
        (Remainder.LAST_INTEREST, ["333.33", "333.33", "333.34"]),  # no interest to give the cent to
        (Remainder.EVEN, ["333.33", "333.33", "333.34"]),
    ],
)
@pytest.mark.parametrize("method", [Method.ANNUITY, Method.EQUAL_PRINCIPAL])
def test_each_remainder_without_interest(method: Method, remainder: Remainder, expected: list[str]) -> None:
    assert totals("1000.00", "0", 3, method=method, remainder=remainder) == expected


def test_the_first_remainder_goes_to_the_first_instalment_that_repays() -> None:
    # 1,200 x 0.01 / (1 - 1.01^-3) as above, after one month of interest only
    found = totals("1200.00", "0.12", 4, interest_only=1, remainder=Remainder.FIRST)
    assert found == ["12.00", "408.02", "408.03", "408.03"]


def test_flat_interest_with_the_remainder_in_its_last_interest() -> None:
    # 333.33 + 8.33 twice; 333.34 leaves 8.32, a cent or two less than the 8.34 that remain
    found = schedule(loan("1000.00", "0.10", 3, START, method=Method.FLAT, remainder=Remainder.LAST_INTEREST))
    assert as_text(found, ROW) == table("""
        1 333.33 8.33 341.66 666.67
        2 333.33 8.33 341.66 333.34
        3 333.34 8.32 341.66   0.00
    """)


def test_growing_instalments_with_the_remainder_in_the_last_interest() -> None:
    # 370.0461 x 1.1 and x 1.21 are 407.05 and 447.76; the last interest is 447.76 - 443.32
    found = schedule(
        loan(
            "1200.00",
            "0.12",
            3,
            START,
            method=Method.GROWING,
            growth=Growth(D("0.10")),
            remainder=Remainder.LAST_INTEREST,
        )
    )
    assert as_text(found, ROW) == table("""
        1 358.05 12.00 370.05 841.95
        2 398.63  8.42 407.05 443.32
        3 443.32  4.44 447.76   0.00
    """)


def test_the_last_interest_keeps_an_instalment_with_its_balloon() -> None:
    # 342.02 twice as in test_schedule; 200 more with the last: 542.02 - 536.66
    rows = schedule(
        loan("1200.00", "0.12", 3, START, balloon=D("200.00"), remainder=Remainder.LAST_INTEREST)
    ).rows
    assert [str(row.total) for row in rows] == ["342.02", "342.02", "542.02"]
    assert str(rows[-1].interest) == "5.36"


@pytest.mark.parametrize("method", [Method.EQUAL_PRINCIPAL, Method.BULLET])
def test_where_instalments_are_not_equal_the_last_interest_stays(method: Method) -> None:
    plain = schedule(loan("1000.00", "0.10", 3, START, method=method))
    assert (
        schedule(loan("1000.00", "0.10", 3, START, method=method, remainder=Remainder.LAST_INTEREST)) == plain
    )


@pytest.mark.parametrize("rate", ["0", "0.12"])
def test_a_first_instalment_cannot_give_away_more_than_its_principal(rate: str) -> None:
    # Rounded up to 50.00, one or two of ten instalments are not needed: the first would fall below its interest.
    rounding = Rounding(D(50), RoundingMode.UP)
    moved = totals("400.00", rate, 10, instalment_rounding=rounding, remainder=Remainder.FIRST)
    assert moved == totals("400.00", rate, 10, instalment_rounding=rounding)


def test_one_instalment_has_no_remainder() -> None:
    for remainder in Remainder:
        assert totals("100.00", "0.12", 1, remainder=remainder) == ["101.00"]


def test_kept_instalments_move_by_the_cents_of_rounding_only() -> None:
    # Apache Fineract, LoanInterestPause.feature, C3625: 1,000 at 36 %, 16 times 15 days over 360, no interest from 14
    # April to 5 May: 70.76 stays, 57.76 + 13.00, 70.76 + 0.00, 61.17 + 9.59, and the last one asks 46.73.
    rows = schedule(
        loan(
            "1000.00",
            "0.36",
            16,
            date(2025, 4, 1),
            frequency=Frequency(15, PeriodUnit.DAYS),
            day_count=DayCount.ACTUAL_360,
            remainder=Remainder.EVEN,
            after_change=AfterChange.KEEP,
            rate_changes=(RateChange(date(2025, 4, 14), D(0)), RateChange(date(2025, 5, 5), D("0.36"))),
        )
    ).rows
    assert [str(row.total) for row in rows] == ["70.76"] * 15 + ["46.73"]
    assert [(str(row.principal), str(row.interest)) for row in rows[:3]] == [
        ("57.76", "13.00"),
        ("70.76", "0.00"),
        ("61.17", "9.59"),
    ]
