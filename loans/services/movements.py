"""Money that moves: payout, repayment, write-off, recovery, and the reversal of each. Rows are only added."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core import audit
from core.models import User
from core.refusals import Refused
from core.saving import save_clean
from loans.engine.allocation import Component, ShareRecord
from loans.engine.money import ZERO
from loans.lifecycle import INVESTMENT_LIFE
from loans.models import Investment, Movement, Position, Share
from loans.services import ledger, positions
from loans.services.investments import locked, subject
from loans.services.ledger import Line

__all__ = ["Line", "pay_out", "recover", "repay", "repay_lines", "reverse", "write_off"]

_Kind = Movement.Kind
_UNDO = {_Kind.PAYOUT: "undo_payout", _Kind.WRITE_OFF: "reinstate"}


@transaction.atomic
def pay_out(*, investment: Investment, on: date, key: str, by: User, at: datetime) -> Movement:
    """Pay the whole contract on this day. Raises Refused before the signature, twice, or on a day to come."""
    investment = locked(investment)
    earlier = ledger.booked(key, investment=investment, kind=_Kind.PAYOUT, amount=investment.principal, on=on)
    if earlier:
        return earlier
    investment.state = INVESTMENT_LIFE.check("pay_out", investment.state)
    ledger.check_day(on, at=at, not_before=ledger.first_free_day(investment, investment.signed_on))
    investment.paid_out_on = on
    save_clean(investment)
    movement = ledger.add(investment, _Kind.PAYOUT, investment.principal, on=on, key=key, by=by, at=at)
    positions.refresh([investment.pk])
    _note("movement.pay_out", movement, by=by)
    return movement


def repay(*, investment: Investment, line: Line, by: User) -> Movement:
    """Book one repayment, allocated by the engine: oldest instalment first, interest before principal."""
    return repay_lines(investment=investment, lines=[line], by=by)[0]


@transaction.atomic
def repay_lines(*, investment: Investment, lines: Sequence[Line], by: User) -> list[Movement]:
    """Book repayments in the order given, all or none. A line that is booked already is returned, not booked again.

    The investment closes on the last day that paid something due when nothing is left. Raises Refused when a line is
    not above zero, lies before the payout or in the future, when its key was used for something else, or when the
    investment is not in repayment.
    """
    investment = locked(investment)
    known: dict[str, Movement] = {}
    fresh: dict[str, Line] = {}
    for line in lines:
        earlier = ledger.booked(
            line.key, investment=investment, kind=_Kind.REPAYMENT, amount=line.amount, on=line.on
        )
        if earlier:
            known[line.key] = earlier
        elif fresh.setdefault(line.key, line) != line:
            raise Refused(_("Two different lines carry the same key; nothing was booked."))
    if fresh:
        known |= _book(investment, list(fresh.values()), by=by)
    return [known[line.key] for line in lines]


@transaction.atomic
def write_off(*, investment: Investment, reason: str, on: date, key: str, by: User, at: datetime) -> Movement:
    """Take the outstanding principal out of the portfolio; the claim remains. Raises Refused when nothing is open."""
    investment = locked(investment)
    earlier = ledger.booked(key, investment=investment, kind=_Kind.WRITE_OFF, on=on)
    if earlier:
        return earlier
    _check_reason(reason, _("A write-off needs a reason."))
    investment.state = INVESTMENT_LIFE.check("write_off", investment.state)
    ledger.check_day(on, at=at, not_before=ledger.first_free_day(investment, investment.signed_on))
    outstanding = Position.objects.get(investment=investment).outstanding
    if outstanding <= 0:
        raise Refused(_("Nothing is outstanding: there is nothing to write off."))
    investment.ended_on = on
    save_clean(investment)
    movement = ledger.add(
        investment, _Kind.WRITE_OFF, outstanding, on=on, key=key, by=by, at=at, reason=reason.strip()
    )
    ledger.share(movement, [ShareRecord(None, Component.PRINCIPAL, outstanding)])
    positions.refresh([investment.pk])
    _note("movement.write_off", movement, by=by)
    return movement


@transaction.atomic
def recover(*, investment: Investment, line: Line, by: User) -> Movement:
    """Book money that came back after the write-off. Raises Refused above what was written off."""
    investment = locked(investment)
    earlier = ledger.booked(
        line.key, investment=investment, kind=_Kind.RECOVERY, amount=line.amount, on=line.on
    )
    if earlier:
        return earlier
    if investment.state != Investment.State.WRITTEN_OFF or investment.ended_on is None:
        raise Refused(_("Only a written-off investment has recoveries; book a repayment instead."))
    ledger.check_amount(line.amount)
    free = ledger.first_free_day(investment, investment.ended_on, [_Kind.RECOVERY])
    ledger.check_day(line.on, at=line.at, not_before=free)
    position = Position.objects.get(investment=investment)
    if line.amount > position.written_off - position.recovered:
        raise Refused(_("This is more than what was written off."), field="amount")
    movement = ledger.add(
        investment, _Kind.RECOVERY, line.amount, on=line.on, key=line.key, by=by, at=line.at,
        bank_reference=line.bank_reference,
    )  # fmt: skip
    ledger.share(movement, [ShareRecord(None, Component.PRINCIPAL, line.amount)])
    positions.refresh([investment.pk])
    _note("movement.recover", movement, by=by)
    return movement


@transaction.atomic
def reverse(*, movement: Movement, reason: str, on: date, key: str, by: User, at: datetime) -> Movement:
    """Cancel a wrong movement by its mirror image, on the day that counts for the correction.

    Raises Refused when it is a reversal, is reversed already, has no reason, or when later movements stand on it.
    """
    investment = locked(movement.investment)
    earlier = Movement.objects.filter(key=key).first()
    if earlier and (earlier.reverses_id, earlier.value_on) == (movement.pk, on):
        return earlier
    if earlier:
        raise Refused(_("This key was used for another movement; nothing was booked."))
    _check_reason(reason, _("A reversal needs a reason."))
    if movement.reverses_id or Movement.objects.filter(reverses=movement).exists():
        raise Refused(_("This movement is a reversal or is reversed already."))
    _check_standing(investment, movement)
    every = None if movement.kind in _UNDO else ()
    ledger.check_day(on, at=at, not_before=ledger.first_free_day(investment, movement.value_on, every))
    _undo_state(investment, movement)
    mirror = ledger.add(
        investment, movement.kind, -movement.amount, on=on, key=key, by=by, at=at,
        reason=reason.strip(), reverses=movement,
    )  # fmt: skip
    parts = movement.shares.values_list("instalment_number", "component", "amount")
    ledger.share(mirror, [ShareRecord(number, Component(part), -amount) for number, part, amount in parts])
    positions.refresh([investment.pk])
    _note("movement.reverse", mirror, by=by)
    return mirror


def _book(investment: Investment, lines: Sequence[Line], *, by: User) -> dict[str, Movement]:
    if investment.state != Investment.State.ACTIVE or investment.paid_out_on is None:
        raise Refused(
            _("This investment is not in repayment: its state is “%(state)s”.")
            % {"state": investment.get_state_display()}
        )
    free = ledger.first_free_day(investment, investment.paid_out_on, list(_UNDO))
    booked_at = ledger.booking_time(investment, lines[0].at)
    allocator = ledger.Allocator(investment)
    booked = {}
    for line in lines:
        ledger.check_amount(line.amount)
        ledger.check_day(line.on, at=line.at, not_before=free)
        booked_at = max(booked_at, line.at)
        booked[line.key] = allocator.book(line, by=by, booked_at=booked_at)
    allocator.save()
    positions.refresh([investment.pk])
    _close_when_repaid(investment)
    audit.record(
        "movement.repay",
        by=by,
        subject=subject(investment),
        at=booked_at,
        detail={"lines": len(lines), "amount": str(sum((line.amount for line in lines), ZERO))},
    )
    return booked


def _check_reason(reason: str, refusal: str) -> None:
    if not reason.strip():
        raise Refused(refusal, field="reason")


def _check_standing(investment: Investment, movement: Movement) -> None:
    later = Movement.objects.filter(
        investment=investment, reverses=None, reversed_by=None, pk__gt=movement.pk
    )
    if movement.kind in _UNDO and later.exists():
        raise Refused(_("Later movements stand on this one: reverse them first."))
    if movement.kind == _Kind.REPAYMENT and investment.state == Investment.State.WRITTEN_OFF:
        raise Refused(_("The investment is written off: reverse the write-off first."))


def _undo_state(investment: Investment, movement: Movement) -> None:
    verb = _UNDO.get(_Kind(movement.kind))
    paid_something = movement.shares.exclude(component=Share.Component.OVERPAYMENT).exists()
    if movement.kind == _Kind.REPAYMENT and investment.state == Investment.State.REPAID and paid_something:
        verb = "reopen"
    if verb is None:
        return
    investment.state = INVESTMENT_LIFE.check(verb, investment.state)
    investment.ended_on = None
    if verb == "undo_payout":
        investment.paid_out_on = None
    save_clean(investment)


def _close_when_repaid(investment: Investment) -> None:
    position = Position.objects.get(investment=investment)
    if position.outstanding == ZERO and position.oldest_unpaid_on is None:
        standing = Movement.objects.filter(
            investment=investment, kind=_Kind.REPAYMENT, reverses=None, reversed_by=None
        )
        paying = standing.filter(shares__component__in=(Share.Component.PRINCIPAL, Share.Component.INTEREST))
        investment.state = INVESTMENT_LIFE.check("close", investment.state)
        investment.ended_on = paying.aggregate(last=Max("value_on"))["last"]
        save_clean(investment)


def _note(verb: str, movement: Movement, *, by: User) -> None:
    audit.record(
        verb,
        by=by,
        subject=subject(movement.investment),
        at=movement.booked_at,
        detail={
            "amount": str(movement.amount),
            "on": movement.value_on.isoformat(),
            "reason": movement.reason,
        },
    )
