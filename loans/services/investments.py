"""From the decision to a signed contract with its first schedule."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.numbering import next_reference
from core import audit
from core.models import User
from core.refusals import Refused
from core.saving import save_clean
from loans.engine import errors
from loans.engine.money import ZERO
from loans.engine.schedule import schedule
from loans.engine_words import sentence_of
from loans.facts import terms_of
from loans.lifecycle import INVESTMENT_LIFE
from loans.models import Decision, Instalment, Investment, Position, ProductTerms, Schedule


@transaction.atomic
def sign(
    *,
    decision: Decision,
    instrument: Investment.Instrument,
    on: date,
    by: User,
    at: datetime,
    first_due_on: date | None = None,
    reference: str = "",
) -> Investment:
    """Freeze the decided terms in a contract signed on this day, with schedule version 1 for a loan.

    The legal form and the municipality are those of this day; the number is the next one of the year unless given.

    Raises Refused when the decision is not an approval, is signed already, comes later than the signature, or when the
    engine finds the terms impossible.
    """
    decision = Decision.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.pk)
    terms = _check(decision, instrument, on=on, at=at)
    enterprise = decision.application.project.enterprise
    investment = Investment(
        reference=reference or next_reference(Investment, "I", on=on),
        decision=decision,
        project=decision.application.project,
        product_terms=terms,
        instrument=instrument,
        principal=decision.amount or ZERO,
        rate_yearly=terms.rate_yearly if decision.months else ZERO,
        months=decision.months,
        grace_months=decision.grace_months,
        legal_form=enterprise.legal_form,
        municipality=enterprise.municipality,
        signed_on=on,
        first_due_on=first_due_on,
    )
    save_clean(investment)
    Position.objects.create(investment=investment)
    if investment.months:
        _draw_up(investment, on=on)
    audit.record(
        "investment.sign",
        by=by,
        subject=subject(investment),
        at=at,
        detail={"principal": str(investment.principal), "months": investment.months, "on": on.isoformat()},
    )
    return investment


@transaction.atomic
def cancel(*, investment: Investment, reason: str, on: date, by: User, at: datetime) -> Investment:
    """Cancel a contract whose money is not out. Raises Refused after the payout, without a reason, or before the
    signature or the last movement."""
    investment = locked(investment)
    if not reason.strip():
        raise Refused(_("A cancellation needs a reason."), field="reason")
    investment.state = INVESTMENT_LIFE.check("cancel", investment.state)
    last = investment.movements.aggregate(last=Max("value_on"))["last"] or investment.signed_on
    if on < max(last, investment.signed_on):
        raise Refused(
            _("The cancellation cannot come before the signature or the last movement."), field="on"
        )
    if on > timezone.localtime(at).date():
        raise Refused(_("This day is still to come."), field="on")
    investment.ended_on = on
    save_clean(investment)
    audit.record(
        "investment.cancel",
        by=by,
        subject=subject(investment),
        at=at,
        detail={"reason": reason.strip(), "on": on.isoformat()},
    )
    return investment


def subject(investment: Investment) -> str:
    """How the audit trail names this investment."""
    return f"loans.investment:{investment.reference}"


def locked(investment: Investment) -> Investment:
    """The fresh row, locked until the transaction ends: two movements on one investment wait for each other."""
    return Investment.objects.select_for_update(of=("self",), no_key=True).get(pk=investment.pk)


def _check(decision: Decision, instrument: str, *, on: date, at: datetime) -> ProductTerms:
    if decision.verdict != Decision.Verdict.APPROVED or decision.product_terms is None:
        raise Refused(_("Only an approved application becomes a contract."))
    if Investment.objects.filter(decision=decision).exists():
        raise Refused(_("The contract of this decision is signed already."))
    if on < decision.decided_on:
        raise Refused(_("The signature cannot come before the decision."), field="on")
    if on > timezone.localtime(at).date():
        raise Refused(_("This day is still to come."), field="on")
    if (instrument == Investment.Instrument.EQUITY) != (decision.months is None):
        raise Refused(_("A loan has a number of months, an equity stake has none."), field="instrument")
    return decision.product_terms


def _draw_up(investment: Investment, *, on: date) -> Schedule:
    try:
        rows = schedule(terms_of(investment)).rows
    except errors.EngineError as error:
        raise Refused(
            _("These terms are not possible: %(reason)s") % {"reason": sentence_of(error)}
        ) from error
    drawn = Schedule.objects.create(investment=investment, from_on=on)
    Instalment.objects.bulk_create(
        Instalment(
            schedule=drawn,
            number=row.number,
            due_on=row.due_on,
            opening=row.opening,
            principal=row.principal,
            interest=row.interest,
            closing=row.closing,
            cumulative_due=row.cumulative,
        )
        for row in rows
    )
    return drawn
