"""The standing of a loan on a day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from loans.engine.allocation import allocate, unpaid
from loans.engine.arrears import Bucket, Standing, bucket_of, standing
from loans.engine.errors import ImpossibleQuestion, ImpossibleShares
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms

D = Decimal
# Due 30 Dec 2024: 396.03 + 12.00; 30 Jan 2025: 399.99 + 8.04; 28 Feb 2025: 403.98 + 4.04
LOAN = LoanTerms(principal=D("1200.00"), rate_yearly=D("0.12"), instalments=3, paid_out_on=date(2024, 11, 30))
ROWS = schedule(LOAN).rows


def test_before_the_first_due_day() -> None:
    assert standing(ROWS, (), date(2024, 12, 1)) == Standing(
        outstanding_principal=D("1200.00"),
        due_principal=D("0.00"),
        due_interest=D("0.00"),
        overdue_amount=D("0.00"),
        overdue_principal=D("0.00"),
        days_late=0,
        oldest_unpaid_due_on=None,
        next_due_on=date(2024, 12, 30),
        next_due_amount=D("408.03"),
        bucket=Bucket.CURRENT,
    )


def test_on_a_due_day_the_instalment_is_due_but_not_late() -> None:
    found = standing(ROWS, (), date(2024, 12, 30))
    assert (found.due_principal, found.due_interest) == (D("396.03"), D("12.00"))
    assert (found.overdue_amount, found.days_late, found.bucket) == (D("0.00"), 0, Bucket.CURRENT)
    assert (found.oldest_unpaid_due_on, found.next_due_on) == (date(2024, 12, 30), date(2024, 12, 30))


def test_two_instalments_late_one_of_them_in_part() -> None:
    shares = allocate(D("100.00"), unpaid(ROWS, ()), on=date(2024, 12, 30)).shares
    found = standing(ROWS, shares, date(2025, 2, 10))
    assert found == Standing(
        outstanding_principal=D("1112.00"),
        due_principal=D("708.02"),
        due_interest=D("8.04"),
        overdue_amount=D("716.06"),
        overdue_principal=D("708.02"),
        days_late=42,
        oldest_unpaid_due_on=date(2024, 12, 30),
        next_due_on=date(2025, 2, 28),
        next_due_amount=D("408.02"),
        bucket=Bucket.TO_60,
    )


def test_paid_in_advance_moves_the_next_due_day() -> None:
    shares = allocate(D("900.00"), unpaid(ROWS, ()), on=date(2024, 12, 2)).shares
    found = standing(ROWS, shares, date(2024, 12, 30))
    assert (found.next_due_on, found.next_due_amount) == (date(2025, 2, 28), D("324.08"))


def test_repaid() -> None:
    shares = allocate(D("1224.08"), unpaid(ROWS, ()), on=date(2024, 12, 2)).shares
    found = standing(ROWS, shares, date(2026, 1, 1))
    assert (found.outstanding_principal, found.days_late, found.bucket) == (D("0.00"), 0, Bucket.CURRENT)
    assert (found.oldest_unpaid_due_on, found.next_due_on, found.next_due_amount) == (None, None, D("0.00"))


def test_a_grace_instalment_without_interest_is_never_late() -> None:
    rows = schedule(replace(LOAN, rate_yearly=D("0"), paid_out_on=date(2024, 1, 1), interest_only=1)).rows
    found = standing(rows, (), date(2024, 3, 2))
    assert (found.oldest_unpaid_due_on, found.days_late) == (date(2024, 3, 1), 1)


def test_shares_that_do_not_fit_are_refused() -> None:
    share = allocate(D("1.00"), unpaid(ROWS, ()), on=date(2024, 12, 2)).shares[0]
    with pytest.raises(ImpossibleShares):
        standing(ROWS, (share._replace(number=9),), date(2024, 12, 30))


@pytest.mark.parametrize(
    ("days_late", "label"),
    [
        (0, "0"),
        (1, "1-30"),
        (30, "1-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, "91-180"),
        (180, "91-180"),
        (181, "181-365"),
        (365, "181-365"),
        (366, ">365"),
    ],
)
def test_buckets(days_late: int, label: str) -> None:
    assert bucket_of(days_late).value == label
    late = standing(ROWS, (), ROWS[0].due_on + timedelta(days=days_late))
    assert (late.days_late, late.bucket.value) == (days_late, label)


def test_negative_days_late_are_refused() -> None:
    with pytest.raises(ImpossibleQuestion) as refusal:
        bucket_of(-1)
    assert refusal.value.code == "days-negative"
