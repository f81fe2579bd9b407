"""The figures are counted in one view of the database: what is booked while we count is in none of them."""

from collections.abc import Callable
from datetime import date
from threading import Event
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from core.models import User
from funding.services import programmes
from reports.models import Snapshot
from reports.services import snapshots
from tests.conftest import _PEOPLE, Cast
from tests.funding import builders
from tests.funding.builders import at, spend
from tests.loans.builders import PAID_OUT, Stage, line
from tests.plugins.threads import Run
from tests.reports.conftest import TODAY, WHOLE

PAID = "1000.00"
# `collect` has read the projects when it comes to this table, and neither the repayments nor the expenditure yet.
GATE = "applicants_applicant"
WAITING = f"SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '{GATE}'::regclass"  # noqa: S608


@pytest.fixture
def loan(run: Run) -> SimpleNamespace:
    def prepare() -> SimpleNamespace:
        staff = {
            first: User.objects.create_user(f"{first}@brusoc.example", role=role, full_name=name)
            for first, (role, name) in _PEOPLE.items()
        }
        cast = Cast(**staff)
        stage, programme = Stage(cast), builders.programme(cast)
        contract = stage.investment()
        programmes.admit(
            programme=programme, project=contract.project, on=PAID_OUT, by=cast.driss, at=at(PAID_OUT)
        )
        return SimpleNamespace(cast=cast, stage=stage, programme=programme, contract=contract)

    return run(prepare)[0]


def test_a_payment_between_two_selectors_does_not_enter_the_snapshot(run: Run, loan: SimpleNamespace) -> None:
    closed, counting, booked = Event(), Event(), Event()

    def take() -> Snapshot:
        return snapshots.take(
            programme=loan.programme, languages=["fr"], by=loan.cast.chantal, at=at(TODAY, 15), on=TODAY, **WHOLE
        )  # fmt: skip

    def take_at_the_gate() -> Snapshot:
        _await(closed.is_set)
        return take()

    def hold_the_gate() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {GATE} IN ACCESS EXCLUSIVE MODE")
            closed.set()
            _await(lambda: _count(WAITING) == 1)
            counting.set()
            _await(booked.is_set)

    def book() -> None:
        _await(counting.is_set)
        try:
            loan.stage.repay(loan.contract, line(PAID, date(2010, 3, 25)))
            spend(loan.cast, loan.programme.budget_lines.get(code="STAFF"), PAID, date(2012, 2, 1))
        finally:
            booked.set()

    during, _held, _booked = run(take_at_the_gate, hold_the_gate, book)
    [after] = run(take)

    assert _told(during) == {"repaid": "0.00", "interest": "0.00", "eligible": "0.00"}
    told = _told(after)
    assert told["eligible"] == PAID
    assert float(told["repaid"]) + float(told["interest"]) == float(PAID)


def _told(snapshot: Snapshot) -> dict[str, str]:
    figures = snapshot.payload
    return {
        "repaid": figures["portfolio"]["repaid"],
        "interest": figures["portfolio"]["interest"],
        "eligible": figures["financing"]["eligible"]["cumulative"],
    }


def _count(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


def _await(is_so: Callable[[], bool]) -> None:
    pause = Event()
    for _ in range(400):
        if is_so():
            return
        pause.wait(0.05)
    raise AssertionError("the others did not come so far within twenty seconds")
