"""Where a payment goes: the oldest debt first, inside an instalment penalty, fee, interest, principal, or as asked."""

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
from loans.engine.rules import Across, Excess, LifeRules
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms

D = Decimal
PENALTY, FEE, INTEREST, PRINCIPAL = Component.PENALTY, Component.FEE, Component.INTEREST, Component.PRINCIPAL
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


def spread(amount: str, rules: LifeRules) -> list[tuple[int | None, str, str]]:
    shares = allocate(D(amount), DEBTS, on=MAY, rules=rules).shares
    return [(s.number, s.component.value, str(s.amount)) for s in shares]


def test_a_penalty_is_paid_before_a_fee() -> None:
    late = Debt(1, date(2024, 4, 1), fee=D("7.50"), penalty=D("3.00"))
    assert paid("5.00", (late,)) == [(1, "penalty", "3.00"), (1, "fee", "2.00")]


def test_another_order_inside_what_is_overdue() -> None:
    rules = LifeRules(overdue=(PRINCIPAL, INTEREST, FEE, PENALTY))
    assert spread("105.00", rules) == [
        (1, "principal", "100.00"),
        (1, "interest", "4.00"),
        (1, "fee", "1.00"),
    ]


def test_one_component_over_all_overdue_instalments_before_the_next() -> None:
    assert spread("15.00", LifeRules(across=Across.COMPONENT)) == [
        (1, "fee", "7.50"),
        (1, "interest", "4.00"),
        (2, "interest", "3.00"),
        (1, "principal", "0.50"),
    ]


def test_what_is_due_today_has_its_own_order() -> None:
    rules = LifeRules(due=(PRINCIPAL, FEE, INTEREST, PENALTY))
    shares = allocate(D("1.00"), DEBTS[2:], on=date(2024, 5, 1), rules=rules).shares
    assert shares == (ShareRecord(2, PRINCIPAL, D("1.00")),)


AHEAD = tuple(Debt(n, date(2024, 6, n), principal=D("10.00"), interest=D("1.00")) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("excess", "amount", "shares"),
    [
        (Excess.NEXT, "12.00", [(1, "interest", "1.00"), (1, "principal", "10.00"), (2, "interest", "1.00")]),
        (Excess.LAST, "12.00", [(3, "interest", "1.00"), (3, "principal", "10.00"), (2, "interest", "1.00")]),
        (
            Excess.NEXT_LAST,
            "12.00",
            [(1, "interest", "1.00"), (1, "principal", "10.00"), (3, "interest", "1.00")],
        ),
        (
            Excess.SPREAD,
            "3.04",
            [
                (1, "interest", "1.00"),
                (1, "principal", "0.02"),
                (2, "interest", "1.00"),
                (2, "principal", "0.01"),
                (3, "interest", "1.00"),
                (3, "principal", "0.01"),
            ],
        ),
        (Excess.OVERPAYMENT, "12.00", [(None, "overpayment", "12.00")]),
    ],
)
def test_where_the_excess_goes(
    excess: Excess, amount: str, shares: list[tuple[int | None, str, str]]
) -> None:
    allocation = allocate(D(amount), AHEAD, on=MAY, rules=LifeRules(excess=excess))
    assert [(s.number, s.component.value, str(s.amount)) for s in allocation.shares] == shares
    assert allocation.in_advance == D(amount) - allocation.overpayment


def test_equal_amounts_that_an_instalment_cannot_take_go_on_to_the_next() -> None:
    small = (Debt(1, date(2024, 6, 1), principal=D("1.00")), Debt(2, date(2024, 6, 2), principal=D("9.00")))
    allocation = allocate(D("11.00"), small, on=MAY, rules=LifeRules(excess=Excess.SPREAD))
    assert [share.amount for share in allocation.shares] == [D("1.00"), D("9.00"), D("1.00")]
    back = allocate(D("9.50"), small[::-1], on=MAY, rules=LifeRules(excess=Excess.SPREAD)).shares
    assert [(share.number, share.amount) for share in back] == [(1, D("1.00")), (2, D("8.50"))]
    last_small = (
        Debt(1, date(2024, 6, 1), principal=D("9.00")),
        Debt(2, date(2024, 6, 2), principal=D("1.00")),
    )
    found = allocate(D("8.00"), last_small, on=MAY, rules=LifeRules(excess=Excess.SPREAD)).shares
    assert [(share.number, share.amount) for share in found] == [(1, D("7.00")), (2, D("1.00"))]
    assert allocate(D("1.00"), (), on=MAY, rules=LifeRules(excess=Excess.SPREAD)).overpayment == D("1.00")


def test_a_component_left_out_is_never_paid_ahead() -> None:
    allocation = allocate(D("31.00"), AHEAD, on=MAY, rules=LifeRules(advance=(PRINCIPAL,)))
    assert {share.component for share in allocation.shares} == {PRINCIPAL, Component.OVERPAYMENT}
    assert (allocation.in_advance, allocation.overpayment) == (D("30.00"), D("1.00"))


def test_an_excess_that_changes_the_schedule_needs_one() -> None:
    with pytest.raises(ImpossiblePayment) as refusal:
        allocate(D("1.00"), AHEAD, on=MAY, rules=LifeRules(excess=Excess.REDUCE))
    assert refusal.value.code == "needs-schedule"


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


ROWS = schedule(  # principal 396.03, 399.99, 403.98
    LoanTerms(principal=D("1200.00"), rate_yearly=D("0.12"), instalments=3, paid_out_on=date(2024, 11, 30))
).rows


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
