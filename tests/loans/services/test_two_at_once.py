"""Two members of staff at the same moment: real threads on a database of their own, where rows are committed."""

from datetime import date

import pytest
from django.db import connection

from core.models import User
from core.refusals import Refused
from loans.models import Investment, Movement, Position
from tests.conftest import _PEOPLE, Cast
from tests.loans.builders import Stage, key, line
from tests.plugins.threads import Run

MARCH = date(2010, 3, 25)


@pytest.fixture
def loan(run: Run) -> tuple[Stage, Investment]:
    def prepare() -> tuple[Stage, Investment]:
        people = {
            first: User.objects.create_user(f"{first}@brusoc.example", role=role, full_name=name)
            for first, (role, name) in _PEOPLE.items()
        }
        stage = Stage(Cast(**people))
        return stage, stage.contract()

    return run(prepare)[0]


def test_the_same_payout_sent_twice_is_made_once(run: Run, loan: tuple[Stage, Investment]) -> None:
    stage, contract = loan

    first, second = run(*[lambda: stage.pay_out(contract, key="form:1").pk] * 2)

    assert first == second


def test_two_payouts_of_one_contract_are_one_payout_and_one_refusal(
    run: Run, loan: tuple[Stage, Investment]
) -> None:
    stage, contract = loan

    answers = run(*[lambda: stage.pay_out(contract).pk] * 2)

    assert [isinstance(answer, Refused) for answer in answers].count(True) == 1
    assert run(Movement.objects.count) == [1]


def test_the_same_repayment_sent_four_times_is_booked_once(run: Run, loan: tuple[Stage, Investment]) -> None:
    stage, contract = loan
    run(lambda: stage.pay_out(contract))
    once = line("100", MARCH)

    answers = run(*[lambda: stage.repay(contract, once)[0].pk] * 4)

    assert len(set(answers)) == 1
    assert run(lambda: Position.objects.get().principal_repaid + Position.objects.get().interest_paid) == [
        100
    ]


def test_payments_at_once_wait_for_each_other_and_fill_the_schedule_in_order(
    run: Run, loan: tuple[Stage, Investment]
) -> None:
    stage, contract = loan
    run(lambda: stage.pay_out(contract))

    answers = run(*[lambda: stage.repay(contract, line("900", MARCH, key=key()))[0].pk] * 6)

    assert len(set(answers)) == 6
    (position,) = run(Position.objects.get)
    assert position.principal_repaid + position.interest_paid == 5400
    (paid_twice,) = run(_instalments_paid_beyond_their_due)
    assert paid_twice == 0


def test_a_movement_reversed_by_two_is_reversed_once(run: Run, loan: tuple[Stage, Investment]) -> None:
    stage, contract = loan
    run(lambda: stage.pay_out(contract))
    (movement,) = run(lambda: stage.repay(contract, line("900", MARCH))[0])

    answers = run(*[lambda: stage.reverse(movement, MARCH).pk] * 2)

    assert [isinstance(answer, Refused) for answer in answers].count(True) == 1


def _instalments_paid_beyond_their_due() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM loans_instalment i JOIN (SELECT instalment_number, sum(amount) AS paid"
            " FROM loans_share GROUP BY 1) s ON s.instalment_number = i.number WHERE paid > principal + interest"
        )
        return int(cursor.fetchone()[0])
