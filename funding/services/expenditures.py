"""Expenditure of a programme: recorded once, proven, corrected only by a reversal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.models import User
from core.refusals import Refused
from core.saving import save_clean
from funding.models import BudgetLine, Expenditure, Programme
from loans.models import Movement

_BATCH = 1000


@dataclass(frozen=True)
class Taken:
    """What one taking added: rows, and their sum in EUR."""

    rows: int
    amount: Decimal


@transaction.atomic
def record(
    *,
    budget_line: BudgetLine,
    paid_on: date,
    amount: Decimal,
    invoice_reference: str,
    description: str,
    by: User,
    at: datetime,
    key: str,
    eligible_amount: Decimal | None = None,
    supplier: str = "",
) -> Expenditure:
    """A paid cost of the programme; EUR, `eligible_amount` is the whole amount when none is given.

    The same `key` again returns the row that exists, also when both come at the same moment. Raises Refused for an
    amount that is not above zero, an eligible part outside it, a day outside the eligible period or in the future,
    and for a key that stands for another expenditure.
    """
    BudgetLine.objects.select_for_update(no_key=True).get(pk=budget_line.pk)
    eligible = amount if eligible_amount is None else eligible_amount
    earlier = Expenditure.objects.filter(key=key).first()
    if earlier:
        return _same(earlier, (budget_line.pk, paid_on, amount, eligible))
    _check_amounts(amount, eligible)
    _check_day(budget_line, paid_on, at)
    expenditure = Expenditure(
        budget_line=budget_line,
        paid_on=paid_on,
        supplier=supplier,
        invoice_reference=invoice_reference,
        description=description,
        amount=amount,
        eligible_amount=eligible,
        booked_at=at,
        booked_by=by,
        key=key,
    )
    save_clean(expenditure)
    _note("expenditure.record", expenditure, by=by, at=at)
    return expenditure


@transaction.atomic
def reverse(*, expenditure: Expenditure, reason: str, by: User, at: datetime) -> Expenditure:
    """The row that takes the expenditure back with the negative amounts; asked again, the reversal that
    exists.

    The day is the one of the original, so that each period shows what is left of it. Raises Refused for a
    reversal itself, for a payout (reverse its movement instead: the next taking follows it) and without a
    reason.
    """
    BudgetLine.objects.select_for_update(no_key=True).get(pk=expenditure.budget_line_id)
    earlier = Expenditure.objects.filter(reverses=expenditure).first()
    if earlier:
        return earlier
    if expenditure.reverses_id:
        raise Refused(_("A reversal cannot be reversed: record the expenditure again."))
    if expenditure.movement_id:
        raise Refused(_("This row comes from a payout: reverse the movement, and the programme follows."))
    if not reason.strip():
        raise Refused(_("Say why the expenditure is taken back."), field="reason")
    reversal = Expenditure(
        budget_line=expenditure.budget_line,
        paid_on=expenditure.paid_on,
        supplier=expenditure.supplier,
        invoice_reference=expenditure.invoice_reference,
        description=reason.strip()[:200],
        amount=-expenditure.amount,
        eligible_amount=-expenditure.eligible_amount,
        booked_at=at,
        booked_by=by,
        reverses=expenditure,
        key=f"reverse:{expenditure.pk}",
    )
    save_clean(reversal)
    _note("expenditure.reverse", reversal, by=by, at=at)
    return reversal


@transaction.atomic
def take_payouts(*, programme: Programme, by: User, at: datetime, until: date) -> Taken:
    """An expenditure for each payout of the admitted projects, up to the day `until`, that is not claimed
    yet.

    Only payouts of the eligible period count. A payout that was reversed is followed by a negative row. Safe
    to run any number of times, also at the same moment: the programme is locked, and a movement is claimed
    once. Raises Refused when the programme has no single budget line for investments.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    line = _line(programme)
    payouts = _unclaimed(programme, min(until, programme.eligible_to)).filter(reverses__isnull=True)
    rows = _book(line, payouts.iterator(chunk_size=_BATCH), by=by, at=at)
    # Only now: a reversal follows the row of its payout, which may be one of those just booked. One of a
    # later day
    # than the eligible period takes the money back on its last day, so that no report keeps it.
    reversals = _unclaimed(programme, until).filter(reverses__expenditure__isnull=False)
    rows += _book(line, reversals.iterator(chunk_size=_BATCH), by=by, at=at)
    amount = sum((row.amount for row in rows), Decimal("0.00"))
    if rows:
        detail = {"rows": len(rows), "amount": str(amount), "until": until.isoformat()}
        subject = f"funding.programme:{programme.code}"
        audit.record("programme.take_payouts", by=by, subject=subject, at=at, detail=detail)
    return Taken(rows=len(rows), amount=amount)


def _same(earlier: Expenditure, facts: tuple[int, date, Decimal, Decimal]) -> Expenditure:
    if (earlier.budget_line_id, earlier.paid_on, earlier.amount, earlier.eligible_amount) != facts:
        raise Refused(_("This key was used for another expenditure; nothing was recorded."))
    return earlier


def _check_amounts(amount: Decimal, eligible: Decimal) -> None:
    if amount <= 0:
        raise Refused(_("The amount must be above zero."), field="amount")
    if not 0 <= eligible <= amount:
        raise Refused(
            _("The eligible amount lies between zero and the amount paid."), field="eligible_amount"
        )


def _check_day(budget_line: BudgetLine, paid_on: date, at: datetime) -> None:
    programme = budget_line.programme
    if not programme.eligible_from <= paid_on <= programme.eligible_to:
        raise Refused(
            _("This day lies outside the period in which expenditure is eligible."), field="paid_on"
        )
    if paid_on > timezone.localdate(at):
        raise Refused(_("This day lies in the future: only what was paid can be declared."), field="paid_on")


def _note(verb: str, expenditure: Expenditure, *, by: User, at: datetime) -> None:
    audit.record(
        verb,
        by=by,
        subject=f"funding.expenditure:{expenditure.pk}",
        at=at,
        detail={"line": expenditure.budget_line.code, "eligible": str(expenditure.eligible_amount)},
    )


def _unclaimed(programme: Programme, until: date) -> QuerySet[Movement]:
    return (
        Movement.objects.filter(
            kind=Movement.Kind.PAYOUT,
            investment__project__programme_link__programme=programme,
            expenditure__isnull=True,
            value_on__gte=programme.eligible_from,
            value_on__lte=until,
        )
        .select_related("investment__project__enterprise", "reverses__expenditure")
        .order_by("value_on", "id")
    )


def _book(line: BudgetLine, movements: Iterable[Movement], *, by: User, at: datetime) -> list[Expenditure]:
    rows = [_row(line, movement, by=by, at=at) for movement in movements]
    return Expenditure.objects.bulk_create(rows, batch_size=_BATCH)


def _row(line: BudgetLine, movement: Movement, *, by: User, at: datetime) -> Expenditure:
    investment = movement.investment
    return Expenditure(
        budget_line=line,
        movement=movement,
        paid_on=min(movement.value_on, line.programme.eligible_to),
        supplier=investment.project.enterprise.name[:160],
        invoice_reference=movement.bank_reference or f"{investment.reference}/{movement.pk}",
        description=f"{investment.reference} · {investment.project.reference}",
        amount=movement.amount,
        eligible_amount=movement.amount,
        booked_at=at,
        booked_by=by,
        reverses=movement.reverses.expenditure if movement.reverses else None,
        key=f"movement:{movement.pk}",
    )


def _line(programme: Programme) -> BudgetLine:
    lines = list(
        programme.budget_lines.select_related("programme").filter(category=BudgetLine.Category.INVESTMENT)
    )
    if len(lines) != 1:
        raise Refused(_("The programme needs exactly one budget line for investments in enterprises."))
    return lines[0]
