from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from applicants.models import Application
from core.models import AuditEvent
from core.refusals import Refused
from loans.models import Decision
from loans.services import decisions
from tests.loans.builders import DECIDED, Stage, at


def test_an_approval_closes_the_application_and_says_who_proposed_and_who_decided(stage: Stage) -> None:
    application = stage.application()

    decision = stage.decision(application)

    application.refresh_from_db()
    assert application.state == Application.State.APPROVED
    assert (decision.proposed_by, decision.decided_by) == (stage.cast.aicha, stage.cast.chantal)
    event = AuditEvent.objects.latest("id")
    assert (event.verb, event.by) == ("decision.approved", stage.cast.chantal)


def test_a_refusal_keeps_its_reason(stage: Stage) -> None:
    application = stage.application()

    decision = decisions.refuse(
        application=application,
        reason=" No repayment capacity. ",
        proposed_by=stage.cast.aicha,
        proposed_on=DECIDED,
        by=stage.cast.chantal,
        on=DECIDED,
        at=at(DECIDED),
    )

    application.refresh_from_db()
    assert (application.state, decision.reason) == (Application.State.REFUSED, "No repayment capacity.")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": Decimal("1249.99")}, "amount"),
        ({"amount": Decimal("25000.01")}, "amount"),
        ({"amount": Decimal("10000.005")}, "amount"),
        ({"amount": Decimal("NaN")}, "amount"),
        ({"months": None}, "months"),
        ({"months": 0}, "months"),
        ({"months": 601}, "months"),
        ({"grace_months": 12}, "grace_months"),
        ({"on": date(2000, 12, 31)}, "product_terms"),
        ({"on": date(2010, 1, 21)}, "on"),
        ({"proposed_on": date(2010, 1, 21)}, "on"),
    ],
)
def test_an_approval_is_refused(stage: Stage, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        stage.decision(**changes)

    assert refusal.value.field == field
    assert not Decision.objects.exists()


def test_limits_of_the_term_count_when_they_are_known(stage: Stage) -> None:
    terms = stage.terms()
    terms.min_months, terms.max_months, terms.max_grace_months = 6, 60, 3
    terms.save()

    for changes in ({"months": 5}, {"months": 61}, {"months": 12, "grace_months": 4}):
        with pytest.raises(Refused):
            stage.decision(product_terms=terms, **changes)
    assert stage.decision(product_terms=terms, months=6, grace_months=3).months == 6


def test_nobody_decides_on_their_own_proposal_not_even_by_sql(stage: Stage) -> None:
    with pytest.raises(Refused, match="Somebody else"):
        stage.decision(proposed_by=stage.cast.chantal)

    with pytest.raises(DatabaseError, match="four_eyes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO loans_decision (application_id, verdict, reason, grace_months, proposed_by_id, proposed_on,"
            " decided_by_id, decided_on) VALUES (%s, 'refused', 'no', 0, %s, '2010-01-20', %s, '2010-01-20')",
            [stage.application().pk, stage.cast.chantal.pk, stage.cast.chantal.pk],
        )


def test_an_application_is_decided_once(stage: Stage) -> None:
    application = stage.application()
    stage.decision(application)

    with pytest.raises(Refused):
        stage.decision(application)


def test_a_refusal_without_a_reason_is_refused(stage: Stage) -> None:
    with pytest.raises(Refused) as refusal:
        decisions.refuse(
            application=stage.application(),
            reason="  ",
            proposed_by=stage.cast.aicha,
            proposed_on=DECIDED,
            by=stage.cast.chantal,
            on=DECIDED,
            at=at(DECIDED),
        )

    assert refusal.value.field == "reason"


@pytest.mark.parametrize("statement", ["UPDATE loans_decision SET amount = 1", "DELETE FROM loans_decision"])
def test_what_is_decided_is_decided(stage: Stage, statement: str) -> None:
    stage.decision()

    with (
        pytest.raises(DatabaseError, match="decided_is_decided"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
