"""Where a payment goes: the oldest debt first, and inside an instalment fee, interest, principal."""

from datetime import date
from decimal import Decimal

import pytest

from loans.engine.allocation import Component, Debt, ShareRecord, allocate, unpaid
from loans.engine.errors import (
    BadAmount,
    EngineError,
    ImpossiblePayment,
    ImpossibleQuestion,
    ImpossibleShares,
)
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms

D = Decimal
FEE, INTEREST, PRINCIPAL = Component.FEE, Component.INTEREST, Component.PRINCIPAL
MAY = date(2024, 5, 10)

DEBTS = (
    Debt(3, date(2024, 6, 1), principal=D("100.00"), interest=D("2.00")),
    Debt(1, date(2024, 4, 1), principal=D("100.00"), interest=D("4.00"), fee=D("7.50")),
    Debt(2, date(2024, 5, 1), principal=D("100.00"), interest=D("3.00")),
)


def paid(amount: str, debts: tuple[Debt, ...] = DEBTS) -> list[tuple[int | None, str, str]]:
    return [(s.number, s.component.value, str(s.amount)) for s in allocate(D(amount), debts, on=MAY).shares]


def test_the_oldest_instalment_is_paid_first_and_its_fee_before_its_interest() -> None:
    assert paid("10.00") == [(1, "fee", "7.50"), (1, "interest", "2.50")]


def test_a_payment_runs_over_several_instalments() -> None:
    assert paid("120.00") == [
        (1, "fee", "7.50"),
        (1, "interest", "4.00"),
        (1, "principal", "100.00"),
        (2, "interest", "3.00"),
        (2, "principal", "5.50"),
    ]


def test_what_exceeds_everything_due_is_an_advance_on_the_next_instalment() -> None:
    allocation = allocate(D("220.00"), DEBTS, on=MAY)
    assert allocation.shares[-2:] == (
        ShareRecord(3, INTEREST, D("2.00")),
        ShareRecord(3, PRINCIPAL, D("3.50")),
    )
    assert (allocation.in_advance, allocation.overpayment) == (D("5.50"), D("0.00"))


def test_an_instalment_due_on_the_day_itself_is_no_advance() -> None:
    assert allocate(D("220.00"), DEBTS, on=date(2024, 6, 1)).in_advance == D("0.00")


def test_what_exceeds_the_whole_loan_is_an_overpayment_in_one_share() -> None:
    allocation = allocate(D("320.00"), DEBTS, on=MAY)
    assert allocation.overpayment == D("3.50")
    assert allocation.shares[-1] == ShareRecord(None, Component.OVERPAYMENT, D("3.50"))
    assert sum(share.amount for share in allocation.shares) == D("320.00")


def test_without_debts_everything_is_an_overpayment() -> None:
    assert paid("5.00", ()) == [(None, "overpayment", "5.00")]


def test_a_fee_of_no_instalment_comes_before_the_instalment_of_its_day() -> None:
    loose = Debt(None, date(2024, 4, 1), fee=D("12.00"))
    assert paid("20.00", (*DEBTS, loose))[:2] == [(None, "fee", "12.00"), (1, "fee", "7.50")]


@pytest.mark.parametrize(
    ("amount", "debt", "error", "code"),
    [
        (D("0.00"), DEBTS[0], ImpossiblePayment, "payment-not-positive"),
        (D("-1.00"), DEBTS[0], ImpossiblePayment, "payment-not-positive"),
        (D("1.005"), DEBTS[0], BadAmount, "not-cents"),
        (1.5, DEBTS[0], BadAmount, "not-decimal"),
        (D("1.00"), Debt(1, MAY, principal=D("-1.00")), BadAmount, "negative"),
    ],
)
def test_allocate_refuses(amount: Decimal, debt: Debt, error: type[EngineError], code: str) -> None:
    with pytest.raises(error) as refusal:
        allocate(amount, (debt,), on=MAY)
    assert refusal.value.code == code


def test_allocate_refuses_a_day_that_is_none() -> None:
    with pytest.raises(ImpossibleQuestion):
        allocate(D("1.00"), DEBTS, on=None)  # type: ignore[arg-type]


ROWS = schedule(LoanTerms(D("1200.00"), D("0.12"), 3, date(2024, 11, 30))).rows  # 396.03, 399.99, 403.98


def test_unpaid_is_the_schedule_less_the_shares() -> None:
    first = allocate(D("500.00"), unpaid(ROWS, ()), on=date(2024, 12, 30))
    assert unpaid(ROWS, first.shares) == (
        Debt(1, date(2024, 12, 30)),
        Debt(2, date(2025, 1, 30), principal=D("316.06"), interest=D("0.00")),
        Debt(3, date(2025, 2, 28), principal=D("403.98"), interest=D("4.04")),
    )


def test_the_shares_of_a_reversal_restore_what_was_asked() -> None:
    shares = allocate(D("500.00"), unpaid(ROWS, ()), on=date(2024, 12, 30)).shares
    reversal = tuple(share._replace(amount=-share.amount) for share in shares)
    assert unpaid(ROWS, shares + reversal) == unpaid(ROWS, ())


def test_fees_and_overpayments_pay_no_row() -> None:
    shares = (ShareRecord(1, FEE, D("5.00")), ShareRecord(None, Component.OVERPAYMENT, D("9.00")))
    assert unpaid(ROWS, shares) == unpaid(ROWS, ())


@pytest.mark.parametrize(
    ("share", "error", "code"),
    [
        (ShareRecord(4, INTEREST, D("1.00")), ImpossibleShares, "instalment-unknown"),
        (ShareRecord(None, PRINCIPAL, D("1.00")), ImpossibleShares, "instalment-unknown"),
        (ShareRecord(1, INTEREST, D("12.01")), ImpossibleShares, "share-does-not-fit"),
        (ShareRecord(1, PRINCIPAL, D("-0.01")), ImpossibleShares, "share-does-not-fit"),
        (ShareRecord(1, PRINCIPAL, D("0.001")), BadAmount, "not-cents"),
    ],
)
def test_shares_that_do_not_fit_the_schedule_are_refused(
    share: ShareRecord, error: type[EngineError], code: str
) -> None:
    with pytest.raises(error) as refusal:
        unpaid(ROWS, (share,))
    assert refusal.value.code == code
