from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.lifecycle import APPLICATION_LIFE
from applicants.models import Application, Project
from applicants.numbering import next_reference
from core import audit
from core.models import User
from core.refusals import Refused
from core.saving import save_clean

Verdict = Literal["approve", "refuse"]


@transaction.atomic
def open_(
    *,
    project: Project,
    product_code: str,
    amount: Decimal,
    purpose: str,
    by: User,
    on: date,
    at: datetime,
    months: int | None = None,
    own_contribution: Decimal | None = None,
    reference: str = "",
) -> Application:
    """Receive a request for `amount` EUR `on` a day, as a draft; the next number of the year unless one is given.

    Raises Refused before the file was opened and for what the model does not accept.
    """
    if on < project.opened_on:
        raise Refused(_("The file was not open yet on that day."))
    application = save_clean(
        Application(
            reference=reference or next_reference(Application, "A", on=on),
            project=project,
            product_code=product_code,
            amount=amount,
            months=months,
            own_contribution=own_contribution,
            purpose=purpose,
            received_on=on,
        )
    )
    detail = {"on": on.isoformat(), "amount": str(amount), "product": product_code}
    audit.record("application.open", by=by, subject=subject(application), at=at, detail=detail)
    return application


def submit(*, application: Application, by: User, on: date, at: datetime) -> Application:
    """Hand the draft in, `on` a day from its receipt on. Raises Refused for another state or an earlier day."""
    return _move("submit", application, by=by, on=on, at=at, stamp="submitted_on")


def review(*, application: Application, by: User, on: date, at: datetime) -> Application:
    """Start the review of a submitted request. Raises Refused for another state or a day before it was submitted."""
    return _move("review", application, by=by, on=on, at=at)


def withdraw(*, application: Application, by: User, on: date, at: datetime) -> Application:
    """The client gives the request up. Raises Refused once it is decided."""
    return _move("withdraw", application, by=by, on=on, at=at, stamp="closed_on")


def close(*, application: Application, verdict: Verdict, by: User, on: date, at: datetime) -> Application:
    """Close a request in review with the verdict that was decided. Raises Refused for another state."""
    return _move(verdict, application, by=by, on=on, at=at, stamp="closed_on")


def subject(application: Application) -> str:
    """How the audit trail names this application."""
    return f"applicants.application:{application.reference}"


@transaction.atomic
def _move(
    verb: str, application: Application, *, by: User, on: date, at: datetime, stamp: str = ""
) -> Application:
    application = Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    application.state = APPLICATION_LIFE.check(verb, application.state)
    if on < (application.submitted_on or application.received_on):
        raise Refused(_("That day lies before the last step of this application."), field="on")
    changed: dict[str, Any] = {stamp: on} if stamp else {}
    for column, value in changed.items():
        setattr(application, column, value)
    save_clean(application)
    audit.record(
        f"application.{verb}", by=by, subject=subject(application), at=at, detail={"on": on.isoformat()}
    )
    return application
