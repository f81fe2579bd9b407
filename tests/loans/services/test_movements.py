"""Every move of money and every refusal; what the database itself refuses is in test_ledger_guards."""

from datetime import date
from decimal import Decimal

import pytest

from core.models import AuditEvent
from core.refusals import Refused
from loans.models import Investment, Movement, Position
from loans.services import movements
from tests.loans.builders import PAID_OUT, SIGNED, Stage, at, key, line

Kind, State = Movement.Kind, Investment.State


def state_of(investment: Investment) -> str:
    investment.refresh_from_db()
    return investment.state


def test_a_payout_pays_the_whole_contract(stage: Stage) -> None:
    investment = stage.contract()

    movement = stage.pay_out(investment)

    assert (movement.kind, movement.amount, movement.value_on) == (Kind.PAYOUT, Decimal(10000), PAID_OUT)
    assert state_of(investment) == State.ACTIVE
    assert investment.position.outstanding == Decimal(10000)
    assert investment.position.oldest_unpaid_on == date(2010, 2, 25)
    assert AuditEvent.objects.latest("id").verb == "movement.pay_out"


@pytest.mark.parametrize("on", [date(2010, 1, 24), date(2010, 2, 2)])
def test_a_payout_is_refused_before_the_signature_and_on_a_day_to_come(stage: Stage, on: date) -> None:
    investment = stage.contract()

    with pytest.raises(Refused) as refusal:
        stage.pay_out(investment, on, at=at(PAID_OUT))

    assert refusal.value.field == "on"


def test_a_payout_is_made_once(stage: Stage) -> None:
    investment = stage.contract()
    first = stage.pay_out(investment, key="form:1")

    assert stage.pay_out(investment, key="form:1") == first
    with pytest.raises(Refused):
        stage.pay_out(investment)
    assert Movement.objects.count() == 1


def test_a_repayment_goes_to_the_oldest_instalment_interest_first(stage: Stage) -> None:
    investment = stage.investment()
    first, second = investment.schedules.get().instalments.order_by("number")[:2]

    (movement,) = stage.repay(investment, line("900", date(2010, 3, 25)))

    assert list(movement.shares.values_list("instalment_number", "component", "amount")) == [
        (1, "interest", first.interest),
        (1, "principal", first.principal),
        (2, "interest", second.interest),
        (2, "principal", Decimal(900) - first.interest - first.principal - second.interest),
    ]
    position = Position.objects.get(investment=investment)
    assert position.oldest_unpaid_on == second.due_on
    assert position.interest_paid == first.interest + second.interest


def test_the_last_instalment_closes_and_what_is_too_much_is_overpaid(stage: Stage) -> None:
    investment = stage.investment()
    rows = list(investment.schedules.get().instalments.order_by("number"))

    stage.repay(investment, *(line(row.principal + row.interest, row.due_on) for row in rows[:-1]))
    assert state_of(investment) == State.ACTIVE
    stage.repay(investment, line(rows[-1].principal + rows[-1].interest + 5, rows[-1].due_on))

    assert state_of(investment) == State.REPAID
    assert investment.ended_on == rows[-1].due_on
    position = Position.objects.get(investment=investment)
    assert (position.outstanding, position.overpaid, position.oldest_unpaid_on) == (0, 5, None)
    assert position.principal_repaid == Decimal(10000)


def test_a_loan_can_be_repaid_early_in_one_sum(stage: Stage) -> None:
    investment = stage.investment()
    due = investment.schedules.get().instalments.last().cumulative_due

    stage.repay(investment, line(due, date(2010, 2, 20)))

    assert (state_of(investment), investment.ended_on) == (State.REPAID, date(2010, 2, 20))


def test_lines_in_any_order_give_the_same_totals(stage: Stage) -> None:
    lines = [
        ("400", date(2010, 6, 1)),
        ("2100.55", date(2010, 3, 1)),
        ("1", date(2010, 4, 9)),
        ("900", PAID_OUT),
    ]
    totals = set()
    for number, order in enumerate((lines, lines[::-1], lines[2:] + lines[:2])):
        investment = stage.investment(project=stage.project(f"Project {number}"))
        for amount, on in order:
            stage.repay(investment, line(amount, on, at=at(date(2010, 7, 1))))
        position = Position.objects.get(investment=investment)
        totals.add(
            (
                position.outstanding,
                position.principal_repaid,
                position.interest_paid,
                position.oldest_unpaid_on,
            )
        )

    assert len(totals) == 1


def test_a_line_that_comes_twice_is_booked_once(stage: Stage) -> None:
    investment = stage.investment()
    one, two = line("100", date(2010, 3, 1)), line("100", date(2010, 3, 1))

    first = stage.repay(investment, one, one, two)
    again = stage.repay(investment, two, one)

    assert first[0] == first[1] == again[1]
    assert Movement.objects.filter(kind=Kind.REPAYMENT).count() == 2


def test_a_key_stands_for_one_movement(stage: Stage) -> None:
    investment = stage.investment()
    one = line("100", date(2010, 3, 1), key="bank:1")
    stage.repay(investment, one)
    other = stage.investment(project=stage.project("Other"))

    for target, wrong in (
        (investment, line("101", one.on, key="bank:1")),
        (investment, line("100", date(2010, 3, 2), key="bank:1")),
        (other, one),
    ):
        with pytest.raises(Refused, match="key"):
            stage.repay(target, wrong)
    with pytest.raises(Refused, match="key"):
        stage.repay(other, line("1", one.on, key="new"), line("2", one.on, key="new"))
    with pytest.raises(Refused, match="key"):
        stage.write_off(investment, one.on, key="bank:1")
    with pytest.raises(Refused, match="key"):
        stage.reverse(stage.repay(investment, line("5", one.on))[0], one.on, key="bank:1")


@pytest.mark.parametrize(
    "amount", ["0", "-1", "0.001", "100.005", "NaN", "sNaN", "Infinity", "-Infinity", "1e15", "1000000000000"]
)
def test_an_amount_that_is_none_is_refused(stage: Stage, amount: str) -> None:
    investment = stage.investment()

    with pytest.raises(Refused) as refusal:
        stage.repay(investment, line(amount, date(2010, 3, 1)))

    assert refusal.value.field == "amount"


@pytest.mark.parametrize("on", [date(2010, 1, 31), date(2010, 3, 2), date(9999, 12, 31), date(1, 1, 1)])
def test_a_day_before_the_payout_or_to_come_is_refused(stage: Stage, on: date) -> None:
    investment = stage.investment()

    with pytest.raises(Refused) as refusal:
        stage.repay(investment, line("100", on, at=at(date(2010, 3, 1))))

    assert refusal.value.field == "on"


def test_the_day_is_the_day_in_brussels(stage: Stage) -> None:
    investment = stage.investment()
    late = at(date(2010, 3, 1), 23)  # already 2 March in Brussels

    assert stage.repay(investment, line("100", date(2010, 3, 2), at=late))


def test_a_batch_is_booked_whole_or_not_at_all(stage: Stage) -> None:
    investment = stage.investment()

    with pytest.raises(Refused):
        stage.repay(investment, line("100", date(2010, 3, 1)), line("-1", date(2010, 3, 1)))

    assert Movement.objects.count() == 1


def test_repayments_are_refused_unless_in_repayment(stage: Stage) -> None:
    contract = stage.contract()
    with pytest.raises(Refused, match="not in repayment"):
        stage.repay(contract, line("100", date(2010, 3, 1)))

    repaid = stage.investment(project=stage.project("Repaid"))
    stage.repay_all(repaid)
    with pytest.raises(Refused, match="repaid"):
        stage.repay(repaid, line("100", date(2011, 3, 1)))


def test_a_write_off_takes_the_outstanding_principal_and_recoveries_come_back(stage: Stage) -> None:
    investment = stage.investment()
    stage.repay(investment, line("900", date(2010, 3, 25)))
    outstanding = Position.objects.get(investment=investment).outstanding

    movement = stage.write_off(investment, date(2010, 9, 1))
    movements.recover(investment=investment, line=line("250", date(2010, 10, 1)), by=stage.cast.driss)

    position = Position.objects.get(investment=investment)
    assert movement.amount == outstanding
    assert (position.outstanding, position.written_off, position.recovered) == (0, outstanding, 250)
    assert position.oldest_unpaid_on is None
    assert (state_of(investment), investment.ended_on) == (State.WRITTEN_OFF, date(2010, 9, 1))


def test_a_write_off_is_refused(stage: Stage) -> None:
    investment = stage.investment()
    stage.repay(investment, line("900", date(2010, 3, 25)))

    for changes, field in (
        ({"on": date(2010, 9, 1), "reason": " "}, "reason"),
        ({"on": date(2010, 3, 24)}, "on"),  # before the last movement, which the amount counts in
        ({"on": date(2010, 9, 2), "at": at(date(2010, 9, 1))}, "on"),
    ):
        with pytest.raises(Refused) as refusal:
            stage.write_off(investment, **changes)
        assert refusal.value.field == field
    with pytest.raises(Refused):
        stage.write_off(stage.contract(project=stage.project("No money yet")), date(2010, 9, 1))


def test_a_write_off_sent_twice_counts_once(stage: Stage) -> None:
    investment = stage.investment()

    first = stage.write_off(investment, date(2010, 9, 1), key="form:9")

    assert stage.write_off(investment, date(2010, 9, 1), key="form:9") == first


def test_a_recovery_is_refused(stage: Stage) -> None:
    investment = stage.investment()
    day, by = date(2010, 10, 1), stage.cast.driss
    with pytest.raises(Refused, match="written-off"):
        movements.recover(investment=investment, line=line("1", day), by=by)
    stage.write_off(investment, date(2010, 9, 1))

    for wrong in (
        line("10000.01", day),
        line("0", day),
        line("1", date(2010, 8, 31)),
        line("1", day, at=at(SIGNED)),
    ):
        with pytest.raises(Refused):
            movements.recover(investment=investment, line=wrong, by=by)
    once = line("10000", day)
    assert movements.recover(investment=investment, line=once, by=by) == movements.recover(
        investment=investment, line=once, by=by
    )
    with pytest.raises(Refused, match="more than what was written off"):
        movements.recover(investment=investment, line=line("0.01", day), by=by)


def test_an_equity_stake_gives_its_price_back_first_and_then_the_gain(stage: Stage) -> None:
    investment = stage.investment(product="SEED", amount="20000", months=None)

    stage.repay(investment, line("15000", date(2012, 1, 2)))
    assert state_of(investment) == State.ACTIVE
    stage.repay(investment, line("8000", date(2012, 6, 1)))

    position = Position.objects.get(investment=investment)
    assert (position.outstanding, position.principal_repaid, position.overpaid) == (0, 20000, 3000)
    assert (state_of(investment), investment.ended_on) == (State.REPAID, date(2012, 6, 1))


def test_a_reference_too_long_is_refused_and_not_cut(stage: Stage) -> None:
    investment = stage.investment()
    stage.write_off(investment, date(2010, 9, 1))

    with pytest.raises(Refused) as refusal:
        movements.recover(
            investment=investment,
            line=line("1", date(2010, 9, 2), bank_reference="x" * 61, key=key()),
            by=stage.cast.driss,
        )
    assert refusal.value.field == "bank_reference"
