from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from core.refusals import Refused
from loans.models import Instalment, Investment
from loans.services import decisions, investments
from tests.loans.builders import DECIDED, SIGNED, Stage, at


def test_a_contract_freezes_terms_and_draws_the_schedule(stage: Stage) -> None:
    investment = stage.contract(amount="10000", months=36)

    rows = list(Instalment.objects.filter(schedule__investment=investment).order_by("number"))
    assert investment.reference == "I-2010-0001"
    assert investment.state == Investment.State.CONTRACTED
    assert (investment.rate_yearly, investment.legal_form.code) == (Decimal("0.04"), "SPRL")
    assert rows[0].principal + rows[0].interest == Decimal("295.24")  # DOMAIN 1.2
    assert (len(rows), rows[0].due_on, rows[-1].closing) == (36, date(2010, 2, 25), Decimal("0.00"))
    assert rows[-1].cumulative_due == sum(row.principal + row.interest for row in rows)


def test_an_equity_stake_has_no_schedule_and_no_rate(stage: Stage) -> None:
    investment = stage.contract(product="SEED", amount="20000", months=None)

    assert not investment.schedules.exists()
    assert (investment.months, investment.rate_yearly) == (None, Decimal(0))


def test_a_contract_can_start_its_instalments_later(stage: Stage) -> None:
    investment = stage.contract(first_due_on=date(2010, 3, 31))

    days = investment.schedules.get().instalments.order_by("number").values_list("due_on", flat=True)
    assert list(days[:3]) == [date(2010, 3, 31), date(2010, 4, 30), date(2010, 5, 31)]


@pytest.mark.parametrize(
    ("signature", "field"),
    [
        ({"on": date(2010, 1, 19)}, "on"),
        ({"on": date(2010, 1, 26)}, "on"),
        ({"instrument": "equity"}, "instrument"),
        ({"first_due_on": date(2010, 1, 25)}, None),
        ({"reference": "R" * 21}, "reference"),
    ],
)
def test_a_signature_is_refused(stage: Stage, signature: dict[str, object], field: str | None) -> None:
    with pytest.raises(Refused) as refusal:
        stage.contract(**signature)

    assert refusal.value.field == field
    assert not Investment.objects.exists()


def test_a_decision_is_signed_once_and_a_refusal_never(stage: Stage) -> None:
    by = {"instrument": Investment.Instrument.LOAN, "on": SIGNED, "by": stage.cast.aicha, "at": at(SIGNED)}
    decision = stage.decision()
    investments.sign(decision=decision, **by)
    with pytest.raises(Refused, match="signed already"):
        investments.sign(decision=decision, **by)

    refused = decisions.refuse(
        application=stage.application(stage.project("Réconfort +")),
        reason="No.",
        proposed_by=stage.cast.aicha,
        proposed_on=DECIDED,
        by=stage.cast.chantal,
        on=DECIDED,
        at=at(DECIDED),
    )
    with pytest.raises(Refused, match="approved"):
        investments.sign(decision=refused, **by)


def test_cancelling_ends_a_contract_without_money(stage: Stage) -> None:
    day = date(2010, 2, 3)
    investment = stage.contract()

    cancelled = investments.cancel(
        investment=investment, reason="Gave up.", on=day, by=stage.cast.aicha, at=at(day)
    )

    assert (cancelled.state, cancelled.ended_on) == (Investment.State.CANCELLED, day)


@pytest.mark.parametrize(
    ("reason", "on"), [(" ", date(2010, 2, 3)), ("x", date(2010, 1, 24)), ("x", date(2010, 2, 4))]
)
def test_a_cancellation_is_refused(stage: Stage, reason: str, on: date) -> None:
    investment = stage.contract()

    with pytest.raises(Refused):
        investments.cancel(
            investment=investment, reason=reason, on=on, by=stage.cast.aicha, at=at(date(2010, 2, 3))
        )


def test_what_is_paid_out_is_not_cancelled(stage: Stage) -> None:
    investment = stage.investment()
    day = date(2010, 2, 3)

    with pytest.raises(Refused):
        investments.cancel(investment=investment, reason="x", on=day, by=stage.cast.aicha, at=at(day))


@pytest.mark.parametrize(
    ("assignment", "guard"),
    [
        ("principal = principal + 1", "terms_frozen"),
        ("rate_yearly = 0.01", "terms_frozen"),
        ("months = 24", "terms_frozen"),
        ("signed_on = '2010-01-26'", "terms_frozen"),
        ("state = 'repaid', paid_out_on = '2010-02-01', ended_on = '2010-02-01'", "investment_moves"),
        ("state = 'written_off', paid_out_on = '2010-02-01', ended_on = '2010-02-01'", "investment_moves"),
        ("state = 'active'", "investment_active_has_paid_out_on"),
        ("state = 'active', paid_out_on = '2010-01-24'", "investment_paid_out_on_not_before_signed_on"),
    ],
)
def test_the_database_refuses_what_the_contract_forbids(stage: Stage, assignment: str, guard: str) -> None:
    investment = stage.contract()

    with pytest.raises(DatabaseError, match=guard), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE loans_investment SET {assignment} WHERE id = %s", [investment.pk])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE loans_instalment SET principal = 0",
        "DELETE FROM loans_schedule",
        "DELETE FROM loans_instalment",
    ],
)
def test_a_schedule_never_changes(stage: Stage, statement: str) -> None:
    stage.contract()

    with pytest.raises(DatabaseError, match="fixed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
