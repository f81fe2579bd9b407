"""Expenditure: recorded once, within the rules, taken back only by a reversal; each payout claimed once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from core.models import AuditEvent
from core.refusals import Refused
from funding.models import BudgetLine, Expenditure
from funding.services import expenditures, programmes
from tests.funding import builders
from tests.funding.builders import at, spend
from tests.loans.builders import PAID_OUT

DAY = date(2010, 3, 31)
LATE = date(2015, 12, 31)


@pytest.fixture
def staff(programme):
    return programme.budget_lines.get(code="STAFF")


@pytest.fixture
def investment(cast, stage, programme):
    investment = stage.investment()
    programmes.admit(
        programme=programme, project=investment.project, on=PAID_OUT, by=cast.driss, at=at(PAID_OUT)
    )
    return investment


def take(cast, programme, until=LATE):
    return expenditures.take_payouts(programme=programme, by=cast.driss, at=at(until), until=until)


def test_a_cost_is_recorded_once(cast, staff):
    first = spend(cast, staff, "1250.50", DAY)
    assert first.eligible_amount == Decimal("1250.50")
    assert spend(cast, staff, "1250.50", DAY) == first
    assert AuditEvent.objects.get(verb="expenditure.record").detail == {
        "line": "STAFF",
        "eligible": "1250.50",
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"eligible_amount": Decimal("100.01")}, "eligible_amount"),
        ({"eligible_amount": Decimal("-0.01")}, "eligible_amount"),
        ({"paid_on": date(2006, 12, 31)}, "paid_on"),
        ({"paid_on": date(2016, 1, 1)}, "paid_on"),
        ({"paid_on": date(2010, 4, 1)}, "paid_on"),
    ],
)
def test_what_the_rules_do_not_allow_is_refused(cast, staff, changes, field):
    with pytest.raises(Refused) as refusal:
        spend(cast, staff, **{"amount": "100.00", "on": DAY} | changes)
    assert refusal.value.field == field
    assert not Expenditure.objects.exists()


def test_a_reversal_takes_everything_back_on_the_same_day(cast, staff):
    cost = spend(cast, staff, "100.00", DAY, eligible_amount=Decimal("80.00"))
    facts = {"expenditure": cost, "reason": "Paid twice", "by": cast.driss, "at": at(LATE)}
    reversal = expenditures.reverse(**facts)
    assert (reversal.amount, reversal.eligible_amount) == (Decimal("-100.00"), Decimal("-80.00"))
    assert (reversal.paid_on, reversal.reverses) == (DAY, cost)
    assert expenditures.reverse(**facts) == reversal


def test_a_reversal_needs_a_reason_and_an_original(cast, staff):
    cost = spend(cast, staff, "100.00", DAY)
    facts = {"by": cast.driss, "at": at(LATE)}
    with pytest.raises(Refused, match="why"):
        expenditures.reverse(expenditure=cost, reason=" ", **facts)
    reversal = expenditures.reverse(expenditure=cost, reason="Paid twice", **facts)
    with pytest.raises(Refused, match="cannot be reversed"):
        expenditures.reverse(expenditure=reversal, reason="Again", **facts)


def test_each_payout_is_claimed_once(cast, programme, investment):
    taken = take(cast, programme)
    assert (taken.rows, taken.amount) == (1, Decimal("10000.00"))
    row = Expenditure.objects.get()
    assert (row.budget_line.code, row.paid_on, row.movement.investment) == ("INV", PAID_OUT, investment)
    assert take(cast, programme).rows == 0
    assert Expenditure.objects.count() == 1


def test_a_payout_of_a_project_outside_the_programme_or_of_a_later_day_waits(
    cast, stage, programme, investment
):
    stage.investment(project=stage.project("Not admitted"))
    assert take(cast, programme, until=date(2010, 1, 31)).rows == 0
    assert take(cast, programme).rows == 1


def test_a_reversed_payout_is_followed_by_a_negative_row(cast, stage, programme, investment):
    take(cast, programme)
    stage.reverse(investment.movements.get(), date(2010, 5, 3))
    taken = take(cast, programme)
    assert (taken.rows, taken.amount) == (1, Decimal("-10000.00"))
    row = Expenditure.objects.get(amount__lt=0)
    assert row.reverses == Expenditure.objects.get(amount__gt=0)
    assert row.paid_on == date(2010, 5, 3)


def test_payout_and_reversal_that_were_never_claimed_come_together(cast, stage, programme, investment):
    stage.reverse(investment.movements.get(), date(2010, 5, 3))
    taken = take(cast, programme)
    assert (taken.rows, taken.amount) == (2, Decimal("0.00"))


def test_a_reversal_after_the_eligible_period_takes_the_money_back_on_its_last_day(
    cast, stage, programme, investment
):
    take(cast, programme)
    stage.reverse(investment.movements.get(), date(2016, 2, 1))
    assert take(cast, programme, until=date(2016, 3, 1)).rows == 1
    assert Expenditure.objects.get(amount__lt=0).paid_on == LATE


def test_the_row_of_a_payout_is_not_reversed_by_hand(cast, programme, investment):
    take(cast, programme)
    with pytest.raises(Refused, match="movement"):
        expenditures.reverse(expenditure=Expenditure.objects.get(), reason="x", by=cast.driss, at=at(LATE))


def test_a_programme_without_a_line_for_investments_takes_nothing(cast):
    lines = (builders.Line("STAFF", "staff", builders.names("Staff"), builders.TOTAL),)
    programme = builders.programme(cast, lines=lines)
    with pytest.raises(Refused, match="exactly one"):
        take(cast, programme)
    assert BudgetLine.objects.count() == 1


@pytest.mark.parametrize(
    "statement", ["UPDATE funding_expenditure SET amount = 1", "DELETE FROM funding_expenditure"]
)
def test_the_database_keeps_every_row(cast, staff, statement):
    spend(cast, staff, "100.00", DAY)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_key_that_stands_for_another_cost_is_refused(cast, staff):
    spend(cast, staff, "1250.50", DAY, key="invoice-7")
    with pytest.raises(Refused, match="another expenditure"):
        spend(cast, staff, "1250.51", DAY, key="invoice-7")
    assert Expenditure.objects.count() == 1
