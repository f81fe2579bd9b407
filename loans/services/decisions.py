"""The committee decides on an application."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.models import Application
from applicants.services import applications
from core import audit
from core.formats import euro
from core.models import User
from core.refusals import Refused
from core.saving import save_clean
from loans.engine.terms_check import MOST_MONTHS
from loans.models import Decision, ProductTerms
from loans.services.ledger import check_amount

_VERBS: dict[str, applications.Verdict] = {
    Decision.Verdict.APPROVED: "approve",
    Decision.Verdict.REFUSED: "refuse",
}


@transaction.atomic
def approve(
    *,
    application: Application,
    product_terms: ProductTerms,
    amount: Decimal,
    months: int | None,
    grace_months: int = 0,
    proposed_by: User,
    proposed_on: date,
    by: User,
    on: date,
    at: datetime,
) -> Decision:
    """Grant `amount` EUR over `months` (None for an equity stake) under the dated terms of a product.

    Raises Refused outside the limits of the terms, when somebody decides on their own proposal, on a day to come or
    before the proposal, or when the application is not in review.
    """
    _check_terms(product_terms, amount=amount, months=months, grace_months=grace_months, on=on)
    return _decide(
        Decision(
            verdict=Decision.Verdict.APPROVED,
            product_terms=product_terms,
            amount=amount,
            months=months,
            grace_months=grace_months,
            proposed_by=proposed_by,
            proposed_on=proposed_on,
            decided_by=by,
            decided_on=on,
        ),
        application,
        at=at,
    )


@transaction.atomic
def refuse(
    *,
    application: Application,
    reason: str,
    proposed_by: User,
    proposed_on: date,
    by: User,
    on: date,
    at: datetime,
) -> Decision:
    """Refuse with a reason, which the law owes to the applicant (law of 21 December 2013). Raises Refused without."""
    if not reason.strip():
        raise Refused(_("A refusal needs a reason: the applicant has a right to it."), field="reason")
    return _decide(
        Decision(
            verdict=Decision.Verdict.REFUSED,
            reason=reason.strip(),
            proposed_by=proposed_by,
            proposed_on=proposed_on,
            decided_by=by,
            decided_on=on,
        ),
        application,
        at=at,
    )


def _decide(decision: Decision, application: Application, *, at: datetime) -> Decision:
    by = decision.decided_by
    if decision.decided_on > timezone.localtime(at).date():
        raise Refused(_("This day is still to come."), field="on")
    if decision.decided_on < decision.proposed_on:
        raise Refused(_("The decision cannot come before the proposal."), field="on")
    if decision.proposed_by_id == by.pk:
        raise Refused(_("Somebody else must decide: you made this proposal yourself."))
    decision.application = applications.close(
        application=application, verdict=_VERBS[decision.verdict], by=by, on=decision.decided_on, at=at
    )
    save_clean(decision)
    detail = {"amount": str(decision.amount or ""), "reason": decision.reason}
    audit.record(
        f"decision.{decision.verdict}",
        by=by,
        subject=f"applicants.application:{application.reference}",
        at=at,
        detail=detail,
    )
    return decision


def _check_terms(
    terms: ProductTerms, *, amount: Decimal, months: int | None, grace_months: int, on: date
) -> None:
    check_amount(amount)
    if on < terms.valid_from or (terms.valid_to and on > terms.valid_to):
        raise Refused(_("These product terms do not hold on the day of the decision."), field="product_terms")
    if not terms.min_amount <= amount <= terms.max_amount:
        raise Refused(
            _("The amount must lie between %(least)s and %(most)s for this product.")
            % {"least": euro(terms.min_amount), "most": euro(terms.max_amount)},
            field="amount",
        )
    if months is None and not terms.allows_equity:
        raise Refused(
            _("This product does not allow an equity stake: give a number of months."), field="months"
        )
    if months is None and grace_months:
        raise Refused(_("An equity stake has no months of grace."), field="grace_months")
    if months is not None:
        _check_term(terms, months=months, grace_months=grace_months)


def _check_term(terms: ProductTerms, *, months: int, grace_months: int) -> None:
    if not 1 <= months <= MOST_MONTHS:
        raise Refused(_("A term is 1 to %(most)s months.") % {"most": MOST_MONTHS}, field="months")
    if (terms.min_months and months < terms.min_months) or (terms.max_months and months > terms.max_months):
        raise Refused(_("The term is outside the limits of this product."), field="months")
    if grace_months >= months or (
        terms.max_grace_months is not None and grace_months > terms.max_grace_months
    ):
        raise Refused(_("The grace is too long for this product or this term."), field="grace_months")
