"""A reversal restores what was before, and leaves no day on which more was paid than was due."""

from datetime import date
from decimal import Decimal

import pytest

from core.refusals import Refused
from loans.models import Investment, Movement, Position
from loans.selectors import portfolio_on
from loans.services import investments, movements
from tests.loans.builders import PAID_OUT, Stage, at, line

State = Investment.State
MARCH, APRIL, MAY = date(2010, 3, 25), date(2010, 4, 25), date(2010, 5, 25)


def standing(investment: Investment) -> tuple[object, ...]:
    position = Position.objects.get(investment=investment)
    investment.refresh_from_db()
    return (investment.state, investment.ended_on, position.outstanding, position.interest_paid,
            position.oldest_unpaid_on)  # fmt: skip


def test_a_reversed_repayment_is_as_if_it_had_not_been(stage: Stage) -> None:
    investment = stage.investment()
    before = standing(investment)
    (movement,) = stage.repay(investment, line("2000", MARCH))

    mirror = stage.reverse(movement, MARCH)

    assert standing(investment) == before
    assert (mirror.amount, mirror.reverses, mirror.kind) == (-2000, movement, movement.kind)
    assert movement.reversed_by == mirror


def test_the_next_payment_pays_the_instalment_that_the_reversal_opened(stage: Stage) -> None:
    investment = stage.investment()
    first, second = investment.schedules.get().instalments.order_by("number")[:2]
    (one, _two) = stage.repay(
        investment,
        line(first.principal + first.interest, MARCH),
        line(second.principal + second.interest, MARCH),
    )
    stage.reverse(one, MARCH)
    assert Position.objects.get(investment=investment).oldest_unpaid_on == first.due_on

    (again,) = stage.repay(investment, line(first.principal + first.interest, APRIL))

    assert set(again.shares.values_list("instalment_number", flat=True)) == {1}


def test_a_reversed_last_payment_reopens_the_loan(stage: Stage) -> None:
    investment = stage.investment()
    stage.repay_all(investment)
    last = Movement.objects.latest("id")

    stage.reverse(last, last.value_on)

    assert standing(investment)[:2] == (State.ACTIVE, None)
    stage.repay(investment, line(last.amount, last.value_on, at=at(date(2011, 6, 1))))
    assert standing(investment)[:2] == (State.REPAID, last.value_on)


def test_reversing_what_was_only_overpaid_leaves_the_loan_closed(stage: Stage) -> None:
    investment = stage.investment()
    due = investment.schedules.get().instalments.last().cumulative_due
    _all, extra = stage.repay(investment, line(due, MARCH), line("10", APRIL))
    assert standing(investment)[:2] == (State.REPAID, MARCH)

    stage.reverse(extra, APRIL)

    assert standing(investment)[:2] == (State.REPAID, MARCH)
    assert Position.objects.get(investment=investment).overpaid == 0


def test_a_reversed_payout_leaves_a_contract_that_can_be_paid_out_again_or_cancelled(stage: Stage) -> None:
    investment = stage.contract()
    stage.reverse(stage.pay_out(investment), MARCH)

    assert standing(investment)[:3] == (State.CONTRACTED, None, 0)
    with pytest.raises(Refused, match="too early"):
        stage.pay_out(investment, date(2010, 3, 24), at=at(MAY))
    with pytest.raises(Refused):
        investments.cancel(investment=investment, reason="x", on=PAID_OUT, by=stage.cast.aicha, at=at(MAY))
    stage.pay_out(investment, MARCH, at=at(MAY))
    assert standing(investment)[2] == 10000


def test_a_reversed_write_off_brings_the_loan_back(stage: Stage) -> None:
    investment = stage.investment()
    stage.repay(investment, line("900", MARCH))
    before = standing(investment)
    movement = stage.write_off(investment, APRIL)

    stage.reverse(movement, MAY)

    assert standing(investment) == before
    with pytest.raises(Refused, match="too early"):
        stage.repay(investment, line("1", date(2010, 5, 24), at=at(MAY)))
    stage.repay(investment, line("1", MAY))


def test_a_reversed_recovery_can_be_booked_again(stage: Stage) -> None:
    investment = stage.investment()
    stage.write_off(investment, APRIL)
    by = stage.cast.driss
    movement = movements.recover(investment=investment, line=line("10000", APRIL), by=by)
    stage.reverse(movement, MAY)

    with pytest.raises(Refused, match="too early"):
        movements.recover(investment=investment, line=line("10000", APRIL, at=at(MAY)), by=by)
    movements.recover(investment=investment, line=line("10000", MAY), by=by)

    assert Position.objects.get(investment=investment).recovered == 10000


def test_later_movements_are_reversed_first(stage: Stage) -> None:
    investment = stage.investment()
    payout = Movement.objects.get()
    (repayment,) = stage.repay(investment, line("900", MARCH))
    with pytest.raises(Refused, match="Later movements"):
        stage.reverse(payout, APRIL)

    write_off = stage.write_off(investment, APRIL)
    with pytest.raises(Refused, match="write-off first"):
        stage.reverse(repayment, MAY)

    movements.recover(investment=investment, line=line("1", MAY), by=stage.cast.driss)
    with pytest.raises(Refused, match="Later movements"):
        stage.reverse(write_off, MAY)


def test_a_payout_goes_back_on_the_day_of_the_last_reversal_at_the_earliest(stage: Stage) -> None:
    investment = stage.investment()
    payout = Movement.objects.get()
    (repayment,) = stage.repay(investment, line("900", MARCH))
    stage.reverse(repayment, APRIL)

    with pytest.raises(Refused, match="too early"):
        stage.reverse(payout, MARCH, at=at(MAY))
    stage.reverse(payout, APRIL, at=at(MAY))

    (there,) = portfolio_on(MARCH, investments=[investment.pk])
    (gone,) = portfolio_on(APRIL, investments=[investment.pk])
    assert (there.outstanding > 0, gone.outstanding, gone.state) == (True, 0, "contracted")


def test_a_reversal_is_refused(stage: Stage) -> None:
    investment = stage.investment()
    (movement,) = stage.repay(investment, line("900", MARCH))

    for changes, field in (
        ({"on": APRIL, "reason": ""}, "reason"),
        ({"on": date(2010, 3, 24)}, "on"),
        ({"on": APRIL, "at": at(MARCH)}, "on"),
        ({"on": APRIL, "reason": "x" * 201}, "reason"),
    ):
        with pytest.raises(Refused) as refusal:
            stage.reverse(movement, **changes)
        assert refusal.value.field == field
    mirror = stage.reverse(movement, APRIL, key="form:5")
    assert stage.reverse(movement, APRIL, key="form:5") == mirror
    for again in (movement, mirror):
        with pytest.raises(Refused, match="reversal or is reversed"):
            stage.reverse(again, APRIL)


def test_no_day_has_more_paid_than_due_when_a_late_line_lies_before_a_reversal(stage: Stage) -> None:
    investment = stage.investment()
    first, *_rest = investment.schedules.get().instalments.order_by("number")
    amount = first.principal + first.interest
    (wrong,) = stage.repay(investment, line(amount, MARCH))
    stage.reverse(wrong, MAY)

    (late,) = stage.repay(investment, line(amount, APRIL, at=at(MAY)))

    assert 2 in late.shares.values_list(
        "instalment_number", flat=True
    )  # the first one was still paid in April
    (in_april,) = portfolio_on(APRIL, investments=[investment.pk])
    (in_may,) = portfolio_on(MAY, investments=[investment.pk])
    assert in_april.principal_repaid + in_april.interest_paid == 2 * amount
    assert in_may.principal_repaid + in_may.interest_paid == amount


def test_what_was_paid_before_and_again_after_a_reversal_was_never_paid_twice(stage: Stage) -> None:
    investment = stage.investment()
    first = investment.schedules.get().instalments.get(number=1)
    amount = first.principal + first.interest
    (wrong,) = stage.repay(investment, line(amount, MARCH))
    stage.reverse(wrong, APRIL)
    stage.repay(investment, line(amount, MAY))

    (late,) = stage.repay(investment, line(amount, date(2010, 4, 1), at=at(MAY)))

    assert set(late.shares.values_list("instalment_number", flat=True)) == {2}


def test_a_late_line_without_room_before_a_reversal_is_refused_with_the_day(stage: Stage) -> None:
    investment = stage.investment()
    due = investment.schedules.get().instalments.last().cumulative_due
    (wrong,) = stage.repay(investment, line(due, MARCH))
    stage.reverse(wrong, MAY)

    with pytest.raises(Refused, match=r"25.May.2010") as refusal:
        stage.repay(investment, line("100", APRIL, at=at(MAY)))

    assert refusal.value.field == "on"
    stage.repay(investment, line(Decimal("100"), MAY))


def test_a_ledger_learns_in_the_order_in_which_it_is_written(stage: Stage) -> None:
    investment = stage.investment()
    (movement,) = stage.repay(investment, line("900", MARCH, at=at(MAY)))

    mirror = stage.reverse(movement, MARCH, at=at(APRIL))

    assert mirror.booked_at == movement.booked_at
