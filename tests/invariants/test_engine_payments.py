"""What holds for every payment, and for the standing and the portfolio after it."""

from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from loans.engine.allocation import Component, ShareRecord, allocate, unpaid
from loans.engine.arrears import standing
from loans.engine.money import ZERO
from loans.engine.schedule import schedule
from loans.engine.terms import LoanTerms
from tests.invariants.engine_strategies import amounts, days, loan_terms

HUNDREDS = settings(max_examples=300, deadline=None)
payments = st.lists(amounts(), min_size=1, max_size=8)


@HUNDREDS
@given(loan_terms(), payments, days)
def test_every_cent_lands_in_exactly_one_share(
    terms: LoanTerms, amounts_paid: list[Decimal], on: date
) -> None:
    record = schedule(terms)
    shares: list[ShareRecord] = []
    for amount in amounts_paid:
        allocation = allocate(amount, unpaid(record.rows, shares), on)
        assert sum(share.amount for share in allocation.shares) == amount
        assert all(share.amount > 0 for share in allocation.shares)
        assert max(Counter(share[:2] for share in allocation.shares).values()) == 1
        shares += allocation.shares
    still_asked = sum(debt.principal + debt.interest for debt in unpaid(record.rows, shares))
    over = sum((share.amount for share in shares if share.component is Component.OVERPAYMENT), ZERO)
    assert sum(amounts_paid) + still_asked - over == record.totals.total
    assert not (over and still_asked)


@HUNDREDS
@given(loan_terms(), payments, days)
def test_one_payment_pays_what_its_parts_pay(terms: LoanTerms, amounts_paid: list[Decimal], on: date) -> None:
    rows = schedule(terms).rows
    shares: list[ShareRecord] = []
    for amount in amounts_paid:
        shares += allocate(amount, unpaid(rows, shares), on).shares
    at_once = allocate(sum(amounts_paid, ZERO), unpaid(rows, ()), on).shares
    assert unpaid(rows, shares) == unpaid(rows, at_once)


@HUNDREDS
@given(loan_terms(), amounts(), amounts(), days)
def test_a_reversal_restores_the_standing(
    terms: LoanTerms, first: Decimal, second: Decimal, on: date
) -> None:
    rows = schedule(terms).rows
    kept = allocate(first, unpaid(rows, ()), on).shares
    taken_back = allocate(second, unpaid(rows, kept), on).shares
    opposite = tuple(share._replace(amount=-share.amount) for share in taken_back)
    assert standing(rows, kept + taken_back + opposite, on) == standing(rows, kept, on)


@HUNDREDS
@given(loan_terms(), amounts(), days, days)
def test_a_standing_is_consistent(terms: LoanTerms, amount: Decimal, paid_on: date, on: date) -> None:
    rows = schedule(terms).rows
    found = standing(rows, allocate(amount, unpaid(rows, ()), paid_on).shares, on)
    assert (
        0 <= found.overdue_principal <= found.due_principal <= found.outstanding_principal <= terms.principal
    )
    assert found.overdue_principal <= found.overdue_amount <= found.due_principal + found.due_interest
    assert (found.days_late > 0) == (found.overdue_amount > 0)
    assert (found.next_due_amount > 0) == (found.next_due_on is not None)
    unpaid_before = standing(rows, (), on)
    assert found.outstanding_principal <= unpaid_before.outstanding_principal
    assert found.days_late <= unpaid_before.days_late
