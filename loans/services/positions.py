"""The cache of positions: folded anew after each movement, or all of it at once."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import connection, transaction

from loans.selectors.fold import COLUMNS, FOLD

_FRESH = (
    f"{FOLD} SELECT i.id AS investment_id, "  # noqa: S608
    + ", ".join(
        f"f.{column}" if column.endswith("_on") else f"COALESCE(f.{column}, 0) AS {column}"
        for column in COLUMNS
    )
    + " FROM loans_investment i LEFT JOIN folded f ON f.investment_id = i.id "
    "WHERE %(ids)s::bigint[] IS NULL OR i.id = ANY(%(ids)s)"
)
_UPSERT = (
    f"INSERT INTO loans_position (investment_id, {', '.join(COLUMNS)}) {_FRESH} "  # noqa: S608
    f"ON CONFLICT (investment_id) DO UPDATE SET {', '.join(f'{c} = EXCLUDED.{c}' for c in COLUMNS)}"
)
_DIFFERING = (
    f"SELECT count(*) FROM ({_FRESH}) fresh LEFT JOIN loans_position p USING (investment_id) "  # noqa: S608
    f"WHERE ({', '.join(f'p.{c}' for c in COLUMNS)}) IS DISTINCT FROM ({', '.join(f'fresh.{c}' for c in COLUMNS)})"
)
_ALL = {"day": None, "known_at": None}


class Rebuilt(NamedTuple):
    """How many positions were folded anew, and how many of them had been wrong or missing before."""

    positions: int
    differing: int


def refresh(investments: Collection[int]) -> int:
    """Fold the positions of these investments anew, inside the caller's transaction; how many were written."""
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, {**_ALL, "ids": list(investments)})
        return int(cursor.rowcount)


@transaction.atomic
def rebuild() -> Rebuilt:
    """Fold every position anew, in one transaction that keeps movements waiting; 0 differing is what one expects."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE loans_movement IN SHARE MODE")
        cursor.execute(_DIFFERING, {**_ALL, "ids": None})
        differing = int(cursor.fetchone()[0])
        cursor.execute(_UPSERT, {**_ALL, "ids": None})
        return Rebuilt(int(cursor.rowcount), differing)
