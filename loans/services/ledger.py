"""What every movement shares: the checks before it, the rows it becomes, and the engine's split of a repayment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.formats import day
from core.models import User
from core.refusals import Refused
from core.saving import save_clean
from loans.engine.allocation import Component, ShareRecord, allocate, unpaid
from loans.engine.errors import BadAmount
from loans.engine.money import ZERO, exact
from loans.engine.records import InstalmentRecord
from loans.facts import BoundShare, bound_from, bound_shares, instalments_of
from loans.models import Investment, Movement, Share
from loans.selectors import latest_schedule

_MOST = Decimal("999999999999.99")


@dataclass(frozen=True)
class Line:
    """A repayment as a bank line brings it: EUR, the day that counts, when we learned it, and what makes it unique."""

    amount: Decimal
    on: date
    at: datetime
    key: str
    bank_reference: str = ""


class Allocator:
    """Repayments of one locked investment: the engine splits, the rows are written together."""

    def __init__(self, investment: Investment) -> None:
        self.investment = investment
        schedule = latest_schedule(investment)
        self.rows: list[InstalmentRecord] = instalments_of(schedule) if schedule else []
        self.bound: list[BoundShare] = bound_shares(investment)
        self.movements: list[Movement] = []
        self.shares: list[Share] = []

    def book(self, line: Line, *, by: User, booked_at: datetime) -> Movement:
        """Split one line after those before it. Raises Refused where a reversal leaves no room on its day."""
        movement = Movement(
            investment=self.investment,
            kind=Movement.Kind.REPAYMENT,
            amount=line.amount,
            value_on=line.on,
            booked_at=booked_at,
            booked_by=by,
            key=line.key,
            bank_reference=line.bank_reference,
        )
        shares = self._split(line)
        self.bound += [BoundShare(share, line.on, None) for share in shares]
        self.movements.append(movement)
        self.shares += [_row(movement, share) for share in shares]
        return movement

    def save(self) -> None:
        """Write the booked movements with their shares."""
        Movement.objects.bulk_create(self.movements)
        Share.objects.bulk_create(self.shares)

    def _split(self, line: Line) -> list[ShareRecord]:
        # What a later reversal gives back is not free yet on the day of this line: it counts until the reversal does.
        shares = self._allocate(line, bound_from(self.bound, line.on))
        held = [x.freed_on for x in self.bound if x.freed_on and x.freed_on > line.on]
        standing = [x.share for x in self.bound if not x.freed_on]
        if held and _overpaid(shares) > _overpaid(self._allocate(line, standing)):
            raise Refused(
                _("A reversed payment still counts on this day. Give a value day from %(day)s on.")
                % {"day": day(max(held))},
                field="on",
            )
        return shares

    def _allocate(self, line: Line, paid: list[ShareRecord]) -> list[ShareRecord]:
        if self.rows:
            return list(allocate(line.amount, unpaid(self.rows, paid), line.on).shares)
        # An equity stake has no instalments: the price of the stake first, what is above it is the gain.
        sold = sum((share.amount for share in paid if share.component is Component.PRINCIPAL), ZERO)
        stake = min(line.amount, self.investment.principal - sold)
        parts = [(Component.PRINCIPAL, stake), (Component.OVERPAYMENT, line.amount - stake)]
        return [ShareRecord(None, component, amount) for component, amount in parts if amount]


def add(
    investment: Investment, kind: str, amount: Decimal, *, on: date, by: User, at: datetime, **facts: object
) -> Movement:
    """One movement row. Raises Refused for what the model does not accept (a reason or reference too long)."""
    booked_at = booking_time(investment, at)
    return save_clean(
        Movement(
            investment=investment,
            kind=kind,
            amount=amount,
            value_on=on,
            booked_by=by,
            booked_at=booked_at,
            **facts,
        )
    )


def share(movement: Movement, shares: Iterable[ShareRecord]) -> None:
    """Write the shares of a movement; the database refuses the transaction unless they are its amount to the cent."""
    Share.objects.bulk_create([_row(movement, one) for one in shares])


def booked(
    key: str, *, investment: Investment, kind: str, on: date, amount: Decimal | None = None
) -> Movement | None:
    """The movement that this key made before, None for a new key. Ask it under the investment's lock.

    Raises Refused when the key stands for something else: another investment, kind, day or (if given) amount.
    """
    earlier = Movement.objects.filter(key=key).first()
    if earlier is None:
        return None
    same = (earlier.investment_id, earlier.kind, earlier.value_on) == (investment.pk, kind, on)
    if not same or earlier.reverses_id or amount not in (None, earlier.amount):
        raise Refused(_("This key was used for another movement; nothing was booked."))
    return earlier


def booking_time(investment: Investment, at: datetime) -> datetime:
    """`at`, or the latest booking when that is later: an investment's ledger learns in the order in which it is
    written, whatever the clocks of two servers say, so that no past knowledge changes."""
    latest = investment.movements.aggregate(latest=Max("booked_at"))["latest"]
    return max(at, latest) if latest else at


def check_amount(amount: Decimal) -> None:
    """Raise Refused unless `amount` is above zero, in exact cents, and no larger than the ledger keeps."""
    try:
        fits = ZERO < exact(amount) <= _MOST
    except BadAmount:
        fits = False
    if not fits:
        raise Refused(_("An amount is above zero and has at most two decimals."), field="amount")


def check_day(on: date, *, at: datetime, not_before: date) -> None:
    """Raise Refused unless `on` lies between `not_before` and the Brussels day of `at`."""
    if on < not_before:
        raise Refused(
            _("This day is too early: the earliest possible day is %(day)s.") % {"day": day(not_before)},
            field="on",
        )
    if on > timezone.localtime(at).date():
        raise Refused(_("This day is still to come."), field="on")


def first_free_day(investment: Investment, since: date, kinds: Sequence[str] | None = None) -> date:
    """The first day on which a movement may stand: `since`, or the last movement (of any kind), or the last reversal
    of these `kinds`: between a movement and its reversal the earlier state held, and stays as it was."""
    rows = Movement.objects.filter(investment=investment)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds, reverses__isnull=False)
    last = rows.aggregate(last=Max("value_on"))["last"]
    return max(since, last) if last else since


def _overpaid(shares: Iterable[ShareRecord]) -> Decimal:
    return sum((share.amount for share in shares if share.component is Component.OVERPAYMENT), ZERO)


def _row(movement: Movement, share: ShareRecord) -> Share:
    return Share(
        movement=movement, instalment_number=share.number, component=share.component, amount=share.amount
    )
