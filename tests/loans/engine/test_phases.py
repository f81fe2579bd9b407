"""Times in which not everything is asked: moratorium, interest only, free of interest, months without payment.

Every loan here is of 1,200 at 1 % a month, paid out on 10 January 2024; two equal instalments repay it with
1,200 x 0.01 / (1 - 1.01^-2) = 609.0149.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from loans.engine.conventions import Method, UnpaidInterest
from loans.engine.schedule import schedule
from loans.engine.terms import Fee
from tests.loans.engine.loans import as_text, loan, table

D = Decimal
START = date(2024, 1, 10)
ROW = "number capitalised principal interest total closing"


def text(instalments: int, **more: Any) -> str:
    return as_text(schedule(loan("1200.00", "0.12", instalments, START, **more)), ROW)


@pytest.mark.parametrize(
    ("unpaid", "rows"),
    [  # two months of 12.00 each, then two instalments
        (
            UnpaidInterest.DEFERRED,  # 24.00 on top of the third
            """
            1 0.00   0.00  0.00   0.00 1200.00
            2 0.00   0.00  0.00   0.00 1200.00
            3 0.00 597.01 36.00 633.01  602.99
            4 0.00 602.99  6.03 609.02    0.00
            """,
        ),
        (
            UnpaidInterest.INCLUDED,  # 24.00 inside it: (1,236 - A) x 1.01 = A, so A = 621.0746
            """
            1 0.00   0.00  0.00   0.00 1200.00
            2 0.00   0.00  0.00   0.00 1200.00
            3 0.00 585.07 36.00 621.07  614.93
            4 0.00 614.93  6.15 621.08    0.00
            """,
        ),
        (
            UnpaidInterest.SPREAD,  # 12.00 on top of each
            """
            1 0.00   0.00  0.00   0.00 1200.00
            2 0.00   0.00  0.00   0.00 1200.00
            3 0.00 597.01 24.00 621.01  602.99
            4 0.00 602.99 18.03 621.02    0.00
            """,
        ),
        (
            UnpaidInterest.CAPITALISED,  # 12.00, then 1 % of 1,212; 1,224.12 x 0.01 / (1 - 1.01^-2) = 621.2561
            """
            1 12.00   0.00  0.00   0.00 1212.00
            2 12.12   0.00  0.00   0.00 1224.12
            3  0.00 609.02 12.24 621.26  615.10
            4  0.00 615.10  6.15 621.25    0.00
            """,
        ),
        (
            UnpaidInterest.FORGIVEN,
            """
            1 0.00   0.00  0.00   0.00 1200.00
            2 0.00   0.00  0.00   0.00 1200.00
            3 0.00 597.01 12.00 609.01  602.99
            4 0.00 602.99  6.03 609.02    0.00
            """,
        ),
    ],
)
def test_a_moratorium(unpaid: UnpaidInterest, rows: str) -> None:
    assert text(4, moratorium=2, moratorium_interest=unpaid) == table(rows)


@pytest.mark.parametrize("unpaid", [UnpaidInterest.DEFERRED, UnpaidInterest.INCLUDED])
def test_a_moratorium_of_equal_principal_parts_asks_its_interest_on_top(unpaid: UnpaidInterest) -> None:
    found = text(4, moratorium=2, moratorium_interest=unpaid, method=Method.EQUAL_PRINCIPAL)
    assert found == table("""
        1 0.00   0.00  0.00   0.00 1200.00
        2 0.00   0.00  0.00   0.00 1200.00
        3 0.00 600.00 36.00 636.00  600.00
        4 0.00 600.00  6.00 606.00    0.00
    """)


@pytest.mark.parametrize("unpaid", [UnpaidInterest.DEFERRED, UnpaidInterest.INCLUDED])
def test_deferred_interest_is_due_with_the_first_interest_that_is_paid(unpaid: UnpaidInterest) -> None:
    assert text(4, moratorium=1, moratorium_interest=unpaid, interest_only=1) == table("""
        1 0.00   0.00  0.00   0.00 1200.00
        2 0.00   0.00 24.00  24.00 1200.00
        3 0.00 597.01 12.00 609.01  602.99
        4 0.00 602.99  6.03 609.02    0.00
    """)


def test_included_interest_fills_one_instalment_after_the_other() -> None:
    # 24.00 wait; 25 a month leaves 13.00 beside the interest, then 11.00 of the rest and 2.00 for the principal
    given = {"method": Method.GIVEN_INSTALMENT, "instalment": D("25.00")}
    found = text(5, moratorium=2, moratorium_interest=UnpaidInterest.INCLUDED, **given)
    assert found == table("""
        1 0.00    0.00  0.00    0.00 1200.00
        2 0.00    0.00  0.00    0.00 1200.00
        3 0.00    0.00 25.00   25.00 1200.00
        4 0.00    2.00 23.00   25.00 1198.00
        5 0.00 1198.00 11.98 1209.98    0.00
    """)


def test_a_moratorium_asks_no_fee() -> None:
    record = schedule(loan("1200.00", "0.12", 2, START, moratorium=1, fees=(Fee(D("5.00")),)))
    assert [str(row.fees) for row in record.rows] == ["0.00", "5.00"]


def test_interest_only() -> None:
    assert text(3, interest_only=1) == table("""
        1 0.00   0.00 12.00  12.00 1200.00
        2 0.00 597.01 12.00 609.01  602.99
        3 0.00 602.99  6.03 609.02    0.00
    """)


def test_free_of_interest() -> None:
    # A x (1.01^2 + 1.01 + 1) = 1,200 x 1.01^2: A = 403.9867
    assert text(3, interest_free=1) == table("""
        1 0.00 403.99 0.00 403.99 796.01
        2 0.00 396.03 7.96 403.99 399.98
        3 0.00 399.98 4.00 403.98   0.00
    """)


@pytest.mark.parametrize(
    ("unpaid", "rows"),
    [  # nothing is due in March
        (
            UnpaidInterest.INCLUDED,  # A x (1.01 x 2.02 + 1) = 1,236.24 x 1.01: A = 410.6975
            """
            1 0.00 398.70 12.00 410.70 801.30
            2 0.00   0.00  0.00   0.00 801.30
            3 0.00 394.68 16.02 410.70 406.62
            4 0.00 406.62  4.07 410.69   0.00
            """,
        ),
        (
            UnpaidInterest.DEFERRED,  # A x (1.01^2 + 1.01 + 1) = 1,212 x 1.01^2: A = 408.0265; 8.04 on top
            """
            1 0.00 396.03 12.00 408.03 803.97
            2 0.00   0.00  0.00   0.00 803.97
            3 0.00 399.99 16.08 416.07 403.98
            4 0.00 403.98  4.04 408.02   0.00
            """,
        ),
        (
            UnpaidInterest.SPREAD,  # the same, 4.02 on top of both
            """
            1 0.00 396.03 12.00 408.03 803.97
            2 0.00   0.00  0.00   0.00 803.97
            3 0.00 399.99 12.06 412.05 403.98
            4 0.00 403.98  8.06 412.04   0.00
            """,
        ),
        (
            UnpaidInterest.CAPITALISED,  # A x (1.01^3 + 1.01 + 1) = 1,212 x 1.01^3: A = 410.7241
            """
            1 0.00 398.72 12.00 410.72 801.28
            2 8.01   0.00  0.00   0.00 809.29
            3 0.00 402.63  8.09 410.72 406.66
            4 0.00 406.66  4.07 410.73   0.00
            """,
        ),
        (
            UnpaidInterest.FORGIVEN,
            """
            1 0.00 396.03 12.00 408.03 803.97
            2 0.00   0.00  0.00   0.00 803.97
            3 0.00 399.99  8.04 408.03 403.98
            4 0.00 403.98  4.04 408.02   0.00
            """,
        ),
    ],
)
def test_a_month_without_payment(unpaid: UnpaidInterest, rows: str) -> None:
    assert text(4, pause_months=frozenset({3}), pause_interest=unpaid) == table(rows)


def test_the_last_instalment_is_due_also_in_a_month_without_payment() -> None:
    assert text(2, pause_months=frozenset({3})) == table("""
        1 0.00 597.01 12.00 609.01 602.99
        2 0.00 602.99  6.03 609.02   0.00
    """)


def test_spread_cents_go_with_the_last() -> None:
    # 12.00 over seven instalments: 1.71 six times and 1.74
    bullet = schedule(
        loan(
            "1200.00",
            "0.12",
            8,
            START,
            method=Method.BULLET,
            moratorium=1,
            moratorium_interest=UnpaidInterest.SPREAD,
        )
    )
    assert [str(row.interest) for row in bullet.rows] == ["0.00", *["13.71"] * 6, "13.74"]
