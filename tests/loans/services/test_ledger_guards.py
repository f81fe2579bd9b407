"""What the database refuses whatever the code does."""

import pytest
from django.db import DatabaseError, connection, transaction

from loans.models import Investment, Movement, Share
from tests.loans.builders import Stage, key, line
from tests.loans.services.test_reversals import MARCH

SHARE = "INSERT INTO loans_share (movement_id, instalment_number, component, amount) VALUES (%s, %s, %s, %s)"
MOVEMENT = (
    "INSERT INTO loans_movement (investment_id, kind, amount, value_on, booked_at, booked_by_id, key, bank_reference,"
    " reason, reverses_id) SELECT investment_id, %s, %s, value_on, booked_at, booked_by_id, %s, '', '', %s"
    " FROM loans_movement WHERE id = %s RETURNING id"
)


@pytest.fixture
def repayment(stage: Stage) -> Movement:
    return stage.repay(stage.investment(), line("900", MARCH))[0]


def refused(statement: str, values: list[object] | None = None, *, by: str) -> None:
    connection.check_constraints()  # what the test prepared holds by itself
    with pytest.raises(DatabaseError, match=by):
        _run(statement, values)


def _run(statement: str, values: list[object] | None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("table", ["loans_movement", "loans_share"])
@pytest.mark.parametrize(
    ("statement", "by"),
    [("UPDATE {} SET amount = 1", "append_only"), ("DELETE FROM {}", "append_only"),
     ("TRUNCATE {} CASCADE", "only added")],
)  # fmt: skip
def test_sql_changes_nothing_that_is_booked(repayment: Movement, table: str, statement: str, by: str) -> None:
    refused(statement.format(table), by=by)


def test_the_orm_changes_nothing_that_is_booked(repayment: Movement) -> None:
    repayment.reason = "something else"
    share = repayment.shares.first()
    share.amount += 1
    for act in (
        repayment.save,
        share.save,
        share.delete,
        lambda: Movement.objects.update(amount=1),
        lambda: Share.objects.all().delete(),
        lambda: Share.objects.update(amount=1),
        lambda: Movement.objects.bulk_update([repayment], ["reason"]),
    ):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            act()


def test_shares_that_do_not_add_up_are_refused(repayment: Movement) -> None:
    refused(SHARE, [repayment.pk, 9, "principal", "0.01"], by="shares of movement")
    refused(MOVEMENT, ["repayment", "5", key(), None, repayment.pk], by="shares of movement")


def test_a_payout_has_no_shares(stage: Stage) -> None:
    stage.investment()

    refused(SHARE, [Movement.objects.get().pk, None, "principal", "10000"], by="shares of movement")


def test_a_share_is_not_zero_and_not_twice(repayment: Movement) -> None:
    refused(SHARE, [repayment.pk, 9, "principal", "0"], by="share_not_zero")
    refused(SHARE, [repayment.pk, 1, "principal", "1"], by="share_once")


def test_a_reversal_mirrors_its_original(stage: Stage, repayment: Movement) -> None:
    refused(MOVEMENT, ["repayment", "-899", key(), repayment.pk, repayment.pk], by="mirrors")
    refused(MOVEMENT, ["payout", "-900", key(), repayment.pk, repayment.pk], by="mirrors")
    mirror = stage.reverse(repayment, MARCH)
    refused(MOVEMENT, ["repayment", "-900", key(), repayment.pk, repayment.pk], by="reverses_id")
    refused(MOVEMENT, ["repayment", "900", key(), mirror.pk, repayment.pk], by="mirrors|movement_sign")


def test_a_sign_tells_a_reversal(repayment: Movement) -> None:
    refused(MOVEMENT, ["repayment", "-900", key(), None, repayment.pk], by="movement_sign")
    refused(MOVEMENT, ["repayment", "0", key(), None, repayment.pk], by="movement_sign")


def test_a_key_is_used_once(repayment: Movement) -> None:
    refused(MOVEMENT, ["repayment", "900", repayment.key, None, repayment.pk], by="key")


def test_an_investment_with_movements_stays(repayment: Movement) -> None:
    refused("DELETE FROM loans_investment", by="foreign key")


@pytest.mark.parametrize("state", ["contracted", "active", "repaid", "written_off", "cancelled"])
def test_illegal_jumps_are_refused_from_each_state(repayment: Movement, state: str) -> None:
    legal = {"active": {"repaid", "written_off", "contracted"}}.get("active", set())
    statement = "UPDATE loans_investment SET ended_on = '2011-01-01', state = %s"
    if state in legal | {"active"}:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [state])
            transaction.set_rollback(True)
    else:
        refused(statement, [state], by="investment_moves")
    assert Investment.objects.get().state == "active"
