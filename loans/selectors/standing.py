"""The portfolio as a list: each investment with its standing on a day, for filters, sorting, sums and ageing.

When nothing moved after the day, the cache `Position` is the standing of that day, read by index. For an earlier day
one fold of the whole ledger goes into the query as a map, so that filters and sums remain set-based.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DecimalField,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Greatest

from loans.engine.arrears import Bucket
from loans.engine.money import ZERO
from loans.models import Investment, Movement
from loans.selectors.positions import portfolio_map

State = Investment.State
LATE = "late"
# What is paid out and not ended: the portfolio that ages.
FOLLOWED = (State.ACTIVE.value, LATE)
_MONEY = DecimalField(max_digits=14, decimal_places=2)
_CEILINGS = {Bucket.CURRENT: 0, Bucket.TO_30: 30, Bucket.TO_60: 60, Bucket.TO_90: 90, Bucket.TO_180: 180,
             Bucket.TO_365: 365}  # fmt: skip


class Cell(NamedTuple):
    """The loans, or the equity stakes, of one standing in one bucket: how many, EUR contracted and outstanding."""

    standing: str
    bucket: Bucket
    is_stake: bool
    investments: int
    principal: Decimal
    outstanding: Decimal


@dataclass(frozen=True)
class Slice:
    """A part of the portfolio: how many investments, EUR outstanding principal, and its share of the whole."""

    bucket: Bucket
    count: int
    amount: Decimal
    share: Decimal


@dataclass(frozen=True)
class Summary:
    """A portfolio on a day, counted once in cells: everything else is a sum over some of them."""

    on: date
    cells: tuple[Cell, ...]

    def of(self, *, standing: str = "", bucket: str = "") -> "Summary":
        """The part in one standing or in one bucket of ageing (of what is paid out), or both; "" is all."""
        cells = [cell for cell in self.cells if not standing or cell.standing == standing]
        if bucket:
            cells = [cell for cell in cells if cell.bucket == bucket and cell.standing in FOLLOWED]
        return Summary(self.on, tuple(cells))

    @property
    def loans(self) -> "Summary":
        """Without the equity stakes: the gross loan portfolio, over which ageing and portfolio at risk are taken."""
        return Summary(self.on, tuple(cell for cell in self.cells if not cell.is_stake))

    @property
    def stakes(self) -> Decimal:
        """EUR still held in equity stakes, which are shown apart."""
        return sum((cell.outstanding for cell in self.cells if cell.is_stake), ZERO)

    @property
    def outstanding(self) -> Decimal:
        """EUR outstanding principal of everything in the summary."""
        return sum((cell.outstanding for cell in self.cells), ZERO)

    @property
    def principal(self) -> Decimal:
        """EUR contracted."""
        return sum((cell.principal for cell in self.cells), ZERO)

    @property
    def at_risk(self) -> Decimal:
        """EUR outstanding of the investments more than 30 days late."""
        current = (Bucket.CURRENT, Bucket.TO_30)
        return sum((cell.outstanding for cell in self.cells if cell.bucket not in current), ZERO)

    @property
    def par30(self) -> Decimal | None:
        """`at_risk` as a fraction of all outstanding principal; None when nothing is outstanding."""
        return self.at_risk / self.outstanding if self.outstanding else None

    @property
    def states(self) -> dict[str, int]:
        """How many investments in each standing; those without any are left out."""
        counts: dict[str, int] = {}
        for cell in self.cells:
            counts[cell.standing] = counts.get(cell.standing, 0) + cell.investments
        return counts

    @property
    def ageing(self) -> tuple[Slice, ...]:
        """What is paid out, by days late: every bucket, empty ones too."""
        whole = self.outstanding
        parts = []
        for bucket in Bucket:
            part = self.of(bucket=bucket.value)
            share = part.outstanding / whole if whole else ZERO
            parts.append(Slice(bucket, sum(part.states.values()), part.outstanding, share))
        return tuple(parts)


def with_standing(investments: QuerySet[Investment], day: date) -> QuerySet[Investment]:
    """The investments signed by `day`, annotated with `outstanding` (EUR), `unpaid_on` (a day or None), `days_late`,
    `bucket`, and `standing`: a state of the investment, or `LATE` for one that is paid out and behind."""
    known = investments.filter(signed_on__lte=day)
    rows = known.annotate(**(_now() if _is_now(day) else _then(day)))
    late = Func(
        Value(day, output_field=DateField()), F("unpaid_on"), template="%(expressions)s", arg_joiner=" - ",
        output_field=IntegerField(),
    )  # fmt: skip
    return rows.annotate(days_late=Coalesce(Greatest(late, Value(0)), Value(0))).annotate(
        bucket=Case(
            *[When(days_late__lte=most, then=Value(bucket.value)) for bucket, most in _CEILINGS.items()],
            default=Value(Bucket.OVER_365.value),
            output_field=CharField(),
        ),
        standing=Case(
            When(Q(state_on=State.ACTIVE) & Q(days_late__gt=0), then=Value(LATE)),
            default=F("state_on"),
            output_field=CharField(),
        ),
    )


def summary_of(rows: QuerySet[Investment], day: date) -> Summary:
    """The summary of rows that carry their standing on `day`; one query."""
    annotated: QuerySet[Any] = rows.order_by()
    is_stake = Case(When(instrument=Investment.Instrument.EQUITY, then=True), default=False)
    grouped = annotated.values("standing", "bucket", stake=is_stake).annotate(
        n=Count("pk"), contracted=Sum("principal"), owed=Sum("outstanding")
    )
    cells = [
        Cell(row["standing"], Bucket(row["bucket"]), row["stake"], row["n"], row["contracted"], row["owed"])
        for row in grouped
    ]
    return Summary(day, tuple(sorted(cells)))


def _is_now(day: date) -> bool:
    """Nothing moved or was cancelled after this day, so that the cache is its standing."""
    later = Movement.objects.filter(value_on__gt=day).exists()
    return not later and not Investment.objects.filter(state=State.CANCELLED, ended_on__gt=day).exists()


def _now() -> dict[str, Any]:
    return {
        "outstanding": F("position__outstanding"),
        "unpaid_on": F("position__oldest_unpaid_on"),
        "state_on": F("state"),
    }


def _then(day: date) -> dict[str, Any]:
    folded = portfolio_map(day)

    def part(name: str, cast: str, field: Any) -> RawSQL:
        return RawSQL(  # noqa: S611 (the name and the cast are ours; the map is a parameter)
            f"(%s::jsonb -> loans_investment.id::text ->> '{name}')::{cast}", [folded], output_field=field
        )

    return {
        "outstanding": Coalesce(part("outstanding", "numeric", _MONEY), Value(ZERO), output_field=_MONEY),
        "unpaid_on": part("unpaid_on", "date", DateField()),
        "state_on": Case(
            When(state=State.CANCELLED, ended_on__lte=day, then=Value(State.CANCELLED.value)),
            default=Coalesce(part("state", "text", TextField()), Value(State.CONTRACTED.value)),
            output_field=TextField(),
        ),
    }
