"""How the published life of a loan is written down: what happened, and how its instalments stand afterwards.

Columns: `due_on`, `paid_on`, `closing`, `principal`, `interest`, `fees`, `penalties`, `total` (all four), `paid`,
`in_advance` and `late` (of what was paid), `unpaid`. `shares`: one payment a line, its id and what it paid of what.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loans.engine.events import Event
from loans.engine.life import LoanState, RowState
from loans.engine.rules import LifeRules
from loans.engine.terms import LoanTerms
from tests.loans.references.table import Difference, Row, Source, as_text

COLUMNS: dict[str, Callable[[RowState], Decimal | date | None]] = {
    "due_on": lambda row: row.due_on,
    "paid_on": lambda row: row.paid_on,
    "closing": lambda row: row.closing,
    "principal": lambda row: row.asked.principal,
    "interest": lambda row: row.asked.interest,
    "fees": lambda row: row.asked.fee,
    "penalties": lambda row: row.asked.penalty,
    "total": lambda row: row.asked.total,
    "paid": lambda row: row.paid.total,
    "in_advance": lambda row: row.in_advance,
    "late": lambda row: row.late,
    "unpaid": lambda row: row.unpaid.total,
}


@dataclass(frozen=True, kw_only=True)
class LifeTable:
    """A published schedule after `events`, as it stands on the day `on`. See `table.Table` for the rest."""

    name: str
    source: Source
    place: str
    conventions: str
    terms: LoanTerms
    rules: LifeRules
    events: tuple[Event, ...]
    on: date
    rows: str
    shares: str = ""
    totals: str = ""
    differences: tuple[Difference, ...] = ()


def shown_rows(state: LoanState, expected: list[Row]) -> list[Row]:
    """The instalments of `state`, numbered from 1, in the columns of the source."""
    rows = []
    for wanted, record in zip(expected, state.rows, strict=True):
        cells = {name: COLUMNS[name](record) for name in wanted.columns}
        rows.append(
            Row(wanted.number, {name: as_text(cell) for name, cell in cells.items() if cell is not None})
        )
    return rows


def shown_shares(state: LoanState) -> dict[str, dict[str, Decimal]]:
    """What every payment paid, by its id and the component."""
    found: dict[str, dict[str, Decimal]] = {}
    for one in state.shares:
        parts = found.setdefault(one.id, {})
        parts[one.share.component] = parts.get(one.share.component, Decimal(0)) + one.share.amount
    return found


def published_shares(text: str) -> dict[str, dict[str, Decimal]]:
    """The same as the source has it."""
    lines = [line.split() for line in text.strip().splitlines()]
    return {
        words[0]: {name: Decimal(amount) for name, amount in zip(words[1::2], words[2::2], strict=True)}
        for words in lines
    }
