"""Loans that change on the way: further payouts, changes of rate, down payments.

Loans of 1,200 bear 1 % a month from 10 January 2024; those of 36,500 bear 10.00 a day at 10 %.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from loans.engine.conventions import (
    AfterChange,
    BusinessDayRule,
    DayCount,
    InstalmentBasis,
    Method,
    PartOfPeriod,
    RateKind,
)
from loans.engine.errors import ImpossibleTerms
from loans.engine.schedule import schedule
from loans.engine.terms import BusinessDays, Growth, LoanTerms, RateChange, Tranche
from tests.loans.engine.loans import as_text, loan, table

D = Decimal
START = date(2024, 1, 10)
TWICE = (Tranche(START, D(600)), Tranche(date(2024, 2, 10), D(600)))
DEARER = (RateChange(date(2024, 2, 10), D("0.24")),)
ROW = "number opening principal interest total closing"


def small(**more: Any) -> LoanTerms:
    return loan("1200.00", "0.12", 3, START, **more)


def daily(**more: Any) -> LoanTerms:
    return loan("73000.00", "0.10", 2, START, method=Method.BULLET, day_count=DayCount.ACTUAL_365, **more)


@pytest.mark.parametrize(
    ("after", "rows"),
    [
        (
            # 600 x 0.01 / (1 - 1.01^-3) = 204.0133; then 1,001.99 x 0.01 / (1 - 1.01^-2) = 508.5224
            AfterChange.INSTALMENT,
            """
            1  600.00 198.01  6.00 204.01 401.99
            2 1001.99 498.50 10.02 508.52 503.49
            3  503.49 503.49  5.03 508.52   0.00
            """,
        ),
        (
            # A x (1.01^2 + 1.01 + 1) = 600 x 1.01^3 + 600 x 1.01^2: A = 406.0066
            AfterChange.FORESEEN,
            """
            1 600.00 400.01 6.00 406.01 199.99
            2 799.99 398.01 8.00 406.01 401.98
            3 401.98 401.98 4.02 406.00   0.00
            """,
        ),
        (
            # 1,200 x 0.01 / (1 - 1.01^-3) = 408.0265
            AfterChange.KEEP,
            """
            1 600.00 402.03 6.00 408.03 197.97
            2 797.97 400.05 7.98 408.03 397.92
            3 397.92 397.92 3.98 401.90   0.00
            """,
        ),
    ],
)
def test_a_second_tranche(after: AfterChange, rows: str) -> None:
    assert as_text(schedule(small(tranches=TWICE, after_change=after)), ROW) == table(rows)


@pytest.mark.parametrize(
    ("after", "rows"),
    [
        (  # 600 / 3, then (400 + 600) / 2
            AfterChange.INSTALMENT,
            """
            1  600.00 200.00  6.00 206.00 400.00
            2 1000.00 500.00 10.00 510.00 500.00
            3  500.00 500.00  5.00 505.00   0.00
            """,
        ),
        (  # 1,200 / 3
            AfterChange.FORESEEN,
            """
            1 600.00 400.00 6.00 406.00 200.00
            2 800.00 400.00 8.00 408.00 400.00
            3 400.00 400.00 4.00 404.00   0.00
            """,
        ),
        (
            AfterChange.KEEP,
            """
            1 600.00 400.00 6.00 406.00 200.00
            2 800.00 400.00 8.00 408.00 400.00
            3 400.00 400.00 4.00 404.00   0.00
            """,
        ),
    ],
)
def test_a_second_tranche_of_equal_principal_parts(after: AfterChange, rows: str) -> None:
    terms = small(tranches=TWICE, after_change=after, method=Method.EQUAL_PRINCIPAL)
    assert as_text(schedule(terms), ROW) == table(rows)


@pytest.mark.parametrize(
    ("after", "rows"),
    [
        (
            # 803.97 x 0.02 / (1 - 1.02^-2) = 414.0843
            AfterChange.INSTALMENT,
            """
            1 1200.00 396.03 12.00 408.03 803.97
            2  803.97 398.00 16.08 414.08 405.97
            3  405.97 405.97  8.12 414.09   0.00
            """,
        ),
        (
            # A x (1.02^2 + 1.02 + 1) = 1,200 x 1.01 x 1.02^2: A = 412.0262
            AfterChange.FORESEEN,
            """
            1 1200.00 400.03 12.00 412.03 799.97
            2  799.97 396.03 16.00 412.03 403.94
            3  403.94 403.94  8.08 412.02   0.00
            """,
        ),
        (
            AfterChange.KEEP,
            """
            1 1200.00 396.03 12.00 408.03 803.97
            2  803.97 391.95 16.08 408.03 412.02
            3  412.02 412.02  8.24 420.26   0.00
            """,
        ),
    ],
)
def test_a_change_of_rate(after: AfterChange, rows: str) -> None:
    assert as_text(schedule(small(rate_changes=DEARER, after_change=after)), ROW) == table(rows)


def test_a_change_of_rate_leaves_equal_principal_parts_alone() -> None:
    # 1,000 / 3; 1 % of 1,000.00, then 2 % of 666.67 and 333.34
    terms = loan("1000.00", "0.12", 3, START, method=Method.EQUAL_PRINCIPAL, rate_changes=DEARER)
    assert as_text(schedule(terms), ROW) == table("""
        1 1000.00 333.33 10.00 343.33 666.67
        2  666.67 333.33 13.33 346.66 333.34
        3  333.34 333.34  6.67 340.01   0.00
    """)


def test_a_change_of_rate_by_the_textbook_formula() -> None:
    # The formula with the rate that the period ends with: 408.03, then 414.08 as above.
    found = schedule(small(rate_changes=DEARER, instalment_basis=InstalmentBasis.FORMULA))
    assert [str(row.total) for row in found.rows] == ["408.03", "414.08", "414.09"]


def test_growing_instalments_begin_to_grow_anew_after_a_change() -> None:
    # A (1.01^2 + 1.1 x 1.01 + 1.21) = 1,200 x 1.01^3: 370.0461; then A (1.02 + 1.1) = 841.95 x 1.02^2: 413.1916
    found = schedule(small(rate_changes=DEARER, method=Method.GROWING, growth=Growth(D("0.10"))))
    assert as_text(found, ROW) == table("""
        1 1200.00 358.05 12.00 370.05 841.95
        2  841.95 396.35 16.84 413.19 445.60
        3  445.60 445.60  8.91 454.51   0.00
    """)


def test_flat_interest_of_tranches() -> None:
    # 1 % a month of the 600 paid out, then of 1,200; 600 / 3 of principal, then (400 + 600) / 2
    assert as_text(schedule(small(tranches=TWICE, method=Method.FLAT)), ROW) == table("""
        1  600.00 200.00  6.00 206.00 400.00
        2 1000.00 500.00 12.00 512.00 500.00
        3  500.00 500.00 12.00 512.00   0.00
    """)


def test_days_of_two_balances_in_one_period() -> None:
    # 31 days to 10 February of 10.00, from 20 January on 21 of them of 10.00 more; then 29 days of 20.00
    tranches = (Tranche(START, D(36500)), Tranche(date(2024, 1, 20), D(36500)))
    columns = "opening paid_out interest closing"
    assert as_text(schedule(daily(tranches=tranches)), columns) == table("""
        36500.00 36500.00 520.00 73000.00
        73000.00     0.00 580.00     0.00
    """)


def test_days_of_two_rates_in_one_period() -> None:
    # 10 days of 20.00 on 73,000, then 21 of 40.00, and 29 of 40.00
    changes = (RateChange(date(2024, 1, 20), D("0.20")),)
    rows = schedule(daily(rate_changes=changes)).rows
    assert [str(row.interest) for row in rows] == ["1040.00", "1160.00"]


def test_days_of_two_effective_rates_in_one_period() -> None:
    # 1.10^(10/365) x 1.20^(21/365) - 1 = 1.3155 % of 73,000
    changes = (RateChange(date(2024, 1, 20), D("0.20")),)
    rows = schedule(daily(rate_changes=changes, rate_kind=RateKind.EFFECTIVE)).rows
    growth = (D("1.10") ** 10 * D("1.20") ** 21) ** (D(1) / 365)
    assert rows[0].interest == (73000 * (growth - 1)).quantize(D("0.01"))


def test_an_effective_rate_on_a_tranche_inside_a_period() -> None:
    # 36,500 for 31 days and 36,500 for 21, each compounded over its own days
    tranches = (Tranche(START, D(36500)), Tranche(date(2024, 1, 20), D(36500)))
    rows = schedule(daily(tranches=tranches, rate_kind=RateKind.EFFECTIVE)).rows
    expected = 36500 * (D("1.1") ** (D(31) / 365) + D("1.1") ** (D(21) / 365) - 2)
    assert rows[0].interest == expected.quantize(D("0.01"))


@pytest.mark.parametrize(
    ("part", "interest"),
    [  # 600 from 10 April to 10 May, 600 more from 25 April: 15 of 30 days; or from the first day on
        (PartOfPeriod.ACTUAL, "9.00"),
        (PartOfPeriod.THIRTY, "9.00"),
        (PartOfPeriod.WHOLE, "12.00"),
    ],
)
def test_a_tranche_inside_a_period_of_a_twelfth(part: PartOfPeriod, interest: str) -> None:
    start = date(2024, 4, 10)
    tranches = (Tranche(start, D(600)), Tranche(date(2024, 4, 25), D(600)))
    terms = loan("1200.00", "0.12", 2, start, method=Method.BULLET, tranches=tranches, part_of_period=part)
    assert str(schedule(terms).rows[0].interest) == interest


def test_where_periods_count_whole_the_last_rate_of_the_period_counts() -> None:
    changes = (RateChange(date(2024, 1, 20), D("0.18")), RateChange(date(2024, 2, 9), D("0.24")))
    terms = small(method=Method.BULLET, rate_changes=changes, part_of_period=PartOfPeriod.WHOLE)
    assert [str(row.interest) for row in schedule(terms).rows] == ["24.00"] * 3


def test_a_tranche_and_a_change_inside_one_period_of_an_annuity() -> None:
    # 600 more and 24 % from 20 January on, 21 of 31 days: 6.00 x 10 / 31 + 24.00 x 21 / 31 = 18.1935
    tranches = (Tranche(START, D(600)), Tranche(date(2024, 1, 20), D(600)))
    changes = (RateChange(date(2024, 1, 20), D("0.24")),)
    record = schedule(small(tranches=tranches, rate_changes=changes))
    assert str(record.rows[0].interest) == "18.19"
    # A (1.02^2 + 1.02 + 1) = 1,218.1935 x 1.02^2: A = 414.1315, for 1,218.1935 is owed on 10 February
    assert [str(row.total) for row in record.rows] == ["414.13", "414.13", "414.13"]


def test_what_is_not_drawn_is_not_repaid() -> None:
    record = schedule(small(tranches=TWICE[:1]))
    assert str(record.totals.principal) == "600.00"
    assert [str(row.total) for row in record.rows] == ["204.01", "204.01", "204.02"]


def test_a_loan_without_end_waits_for_its_last_tranche() -> None:
    # 50 are repaid in March; the other 50 come on 10 April and are repaid in May and June.
    tranches = (Tranche(START, D(50)), Tranche(date(2024, 4, 10), D(50)))
    terms = loan(
        "100.00",
        "0",
        None,
        START,
        method=Method.GIVEN_INSTALMENT,
        instalment=D("25.00"),
        tranches=tranches,
    )
    assert [str(row.total) for row in schedule(terms).rows] == ["25.00", "25.00", "0.00", "25.00", "25.00"]


def test_a_tranche_after_the_last_due_day_is_refused() -> None:
    late = (TWICE[0], Tranche(date(2024, 4, 10), D(1)))
    with pytest.raises(ImpossibleTerms, match="tranche of 2024-04-10 is not before") as refusal:
        schedule(small(tranches=late))
    assert refusal.value.code == "tranche-after-end"


def test_a_down_payment_is_a_row_of_its_own() -> None:
    # 200 and a tenth of 1,200 at once; 880 x 0.01 / (1 - 1.01^-2) = 446.6109
    terms = loan("1200.00", "0.12", 2, START, down_payment=D("200.00"), down_payment_share=D("0.10"))
    assert as_text(schedule(terms), "number due_on days opening principal interest closing") == table("""
        1 2024-01-10  0 1200.00 320.00 0.00 880.00
        2 2024-02-10 31  880.00 437.81 8.80 442.19
        3 2024-03-10 29  442.19 442.19 4.42   0.00
    """)


def test_each_tranche_has_its_down_payment() -> None:
    # A tenth of each; the amount once. On 10 February the instalment comes first, then the payout. 1 % of 490, 1,030.
    terms = small(method=Method.BULLET, tranches=TWICE, down_payment=D("50.00"), down_payment_share=D("0.10"))
    assert as_text(schedule(terms), "number due_on opening paid_out principal interest closing") == table("""
        1 2024-01-10  600.00   0.00  110.00  0.00  490.00
        2 2024-02-10  490.00   0.00    0.00  4.90  490.00
        3 2024-02-10  490.00 600.00   60.00  0.00 1030.00
        4 2024-03-10 1030.00   0.00    0.00 10.30 1030.00
        5 2024-04-10 1030.00   0.00 1030.00 10.30    0.00
    """)


def test_a_down_payment_is_not_due_before_an_instalment_whose_day_was_moved() -> None:
    # Saturday 10 February 2024 is paid on Monday 12; the payout of Sunday belongs to the next period.
    tranches = (Tranche(START, D(600)), Tranche(date(2024, 2, 11), D(600)))
    terms = small(
        method=Method.BULLET,
        tranches=tranches,
        down_payment_share=D("0.10"),
        business_days=BusinessDays(BusinessDayRule.FOLLOWING, moves_interest=False),
    )
    assert [str(row.due_on) for row in schedule(terms).rows] == [
        "2024-01-10",
        "2024-02-12",
        "2024-02-12",
        "2024-03-11",
        "2024-04-10",
    ]
