"""What a report asks, and small tallies over the rows that prove its figures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from funding.models import Programme

Row = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A programme, a period (both days included), and the instant whose knowledge counts."""

    programme: Programme
    period_from: date
    period_to: date
    known_at: datetime


def money(amount: Decimal) -> str:
    """An amount in EUR as the payload keeps it: "1250.00"."""
    return f"{amount:.2f}"


def total(amounts: Iterable[str]) -> str:
    """The sum of amounts as the payload keeps them."""
    return money(sum(map(Decimal, amounts), Decimal("0.00")))


def tally(
    rows: Sequence[Row], key: str, codes: Iterable[str], *, day: str, period_from: date, amount: str = ""
) -> list[Row]:
    """For each code: how many rows carry it in `key`, in the period and in all, and with `amount` their sums
    in EUR.

    A row belongs to the period when its ISO day in `day` is not before `period_from`: the rows end with the
    period.
    """
    return [{"code": code, **count(_of(rows, key, code), day, period_from, amount)} for code in codes]


def count(rows: Sequence[Row], day: str, period_from: date, amount: str = "") -> Row:
    """How many rows there are, in the period and in all, and with `amount` their sums in EUR."""
    first = period_from.isoformat()
    within = [row for row in rows if row[day] >= first]
    counted: Row = {"period": len(within), "cumulative": len(rows)}
    if amount:
        counted["period_amount"] = total(row[amount] for row in within)
        counted["cumulative_amount"] = total(row[amount] for row in rows)
    return counted


def ordered_codes(rows: Sequence[Row], key: str, order: Callable[[str], Any] | None = None) -> list[str]:
    """The codes that occur in `key`, each once, in order."""
    return sorted({row[key] for row in rows}, key=order)


def _of(rows: Sequence[Row], key: str, code: str) -> list[Row]:
    return [row for row in rows if row[key] == code]
