"""Eleven short loans of FSharp.Finance.Personal against `schedule`: level payment, final payment, total interest.

Source: FSharp.Finance.Personal, tests/PaymentScheduleTests.fs, modules Monthly and Biweekly (Simon Treanor, commit
017a5f05; github.com/simontreanor/FSharp.Finance.Personal). Interest by actual days over 365; the level payment is the
one whose final payment differs least ("even"), and lower, higher or nearest where it says so.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from loans.engine.conventions import DayCount, PeriodUnit, Remainder, RoundingMode
from loans.engine.schedule import schedule
from loans.engine.terms import Frequency, LoanTerms, Rounding

# GBP 100 at 0.798 % a day from 7 December 2023: days to the first payment, payments, how the final payment lies.
MONTHLY = """
     4 5 lower   30.49 30.46 52.42
     8 5 lower   31.43 31.42 57.14
    12 4 higher  36.94 36.95 47.77
    16 4 lower   38.02 38.00 52.06
    20 4 similar 39.09 39.11 56.38
    24 4 lower   40.06 40.04 60.22
    28 4 lower   41.13 41.11 64.50
    32 4 higher  42.20 42.22 68.82
"""
# USD 3,473.64 at 9.95 % a year from 15 November 2023, every 2 weeks, 11 payments, interest rounded down.
BIWEEKLY = """
     8 322.53 322.53 74.19
    14 323.06 323.03 79.99
    15 323.15 323.10 80.96
"""
MODES = {"lower": RoundingMode.UP, "higher": RoundingMode.DOWN, "similar": RoundingMode.HALF_UP}


def lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


def figures(terms: LoanTerms) -> list[str]:
    """The level payment, the final one and the interest of `terms`."""
    record = schedule(terms)
    return [str(amount) for amount in (record.rows[0].total, record.rows[-1].total, record.totals.interest)]


@pytest.mark.parametrize("line", lines(MONTHLY), ids="-".join)
def test_monthly(line: list[str]):
    days, payments, final, *said = line
    start = date(2023, 12, 7)
    terms = LoanTerms(
        principal=Decimal("100"),
        rate_yearly=Decimal("0.00798") * 365,
        paid_out_on=start,
        first_due_on=start + timedelta(int(days)),
        instalments=int(payments),
        day_count=DayCount.ACTUAL_365,
        instalment_rounding=Rounding(mode=MODES[final]),
        remainder=Remainder.EVEN,
    )
    assert figures(terms) == said


@pytest.mark.parametrize("line", lines(BIWEEKLY), ids="-".join)
def test_biweekly(line: list[str]):
    days, *said = line
    start = date(2023, 11, 15)
    terms = LoanTerms(
        principal=Decimal("3473.64"),
        rate_yearly=Decimal("0.0995"),
        paid_out_on=start,
        first_due_on=start + timedelta(int(days)),
        instalments=11,
        frequency=Frequency(2, PeriodUnit.WEEKS),
        day_count=DayCount.ACTUAL_365,
        interest_rounding=RoundingMode.DOWN,
        instalment_rounding=Rounding(mode=RoundingMode.UP),
        remainder=Remainder.EVEN,
    )
    assert figures(terms) == said
