"""Where investments stand on a day, by the fold of `loans.selectors.fold`: one query, whatever the size."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from loans.selectors.fold import COLUMNS, FOLD

_ASK = (
    f"{FOLD} SELECT investment_id, {', '.join(COLUMNS)}, overdue, overdue_principal, "  # noqa: S608
    "CASE WHEN oldest_unpaid_on < %(day)s::date THEN %(day)s::date - oldest_unpaid_on ELSE 0 END AS days_late, state "
    "FROM folded ORDER BY investment_id"
)
_MAP = (
    f"{FOLD} SELECT COALESCE(jsonb_object_agg(investment_id, jsonb_build_object("  # noqa: S608
    "'outstanding', outstanding, 'unpaid_on', oldest_unpaid_on, 'state', state)), '{}'::jsonb) FROM folded"
)


@dataclass(frozen=True)
class PositionOn:
    """An investment at the end of a day; amounts in EUR.

    `oldest_unpaid_on` is the first instalment with something unpaid, due already or still to come; `days_late` counts
    from it to the day asked (0 when it is still to come). `state` is what the movements of that day say.
    """

    investment_id: int
    paid_out: Decimal
    principal_repaid: Decimal
    interest_paid: Decimal
    fees_paid: Decimal
    overpaid: Decimal
    written_off: Decimal
    recovered: Decimal
    outstanding: Decimal
    oldest_unpaid_on: date | None
    last_movement_on: date
    overdue: Decimal
    overdue_principal: Decimal
    days_late: int
    state: str


def portfolio_on(
    day: date, *, known_at: datetime | None = None, investments: Collection[int] | None = None
) -> list[PositionOn]:
    """Every investment with a movement by `day`, as it stood at the end of that day.

    `known_at` leaves out what was booked later than that instant; `investments` limits to these ids.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ASK, _parameters(day, known_at, investments))
        return [PositionOn(*row) for row in cursor.fetchall()]


def portfolio_map(day: date) -> str:
    """The same for the list of a past day: JSON text from the id to `outstanding`, `unpaid_on` and `state`."""
    with connection.cursor() as cursor:
        cursor.execute(_MAP, _parameters(day, None, None))
        found: Any = cursor.fetchone()[0]
    return found if isinstance(found, str) else json.dumps(found)


def _parameters(day: date, known_at: datetime | None, investments: Collection[int] | None) -> dict[str, Any]:
    return {"day": day, "known_at": known_at, "ids": None if investments is None else list(investments)}
