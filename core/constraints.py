"""Check constraints that say once, in the database, what every room keeps repeating."""

from collections.abc import Iterable

from django.db.models import CheckConstraint, F, Q


def paired(at: str, by: str, *, table: str) -> CheckConstraint:
    """`at` and `by` are both set or both empty: who and when belong together (names of two nullable columns)."""
    both = Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    none = Q(**{f"{at}__isnull": True, f"{by}__isnull": True})
    return CheckConstraint(condition=both | none, name=f"{table}_{at}_with_{by}")


def ordered(earlier: str, later: str, *, table: str) -> CheckConstraint:
    """`later` is not before `earlier`; an empty one is fine (names of two date or instant columns)."""
    return CheckConstraint(
        condition=Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{later}__isnull": True})
        | Q(**{f"{later}__gte": F(earlier)}),
        name=f"{table}_{later}_not_before_{earlier}",
    )


def state_demands(
    field: str, states: Iterable[str], columns: Iterable[str], *, table: str
) -> CheckConstraint:
    """In each of `states` the `columns` are filled. Raises ValueError without states or columns."""
    wanted, filled = sorted(states), list(columns)
    if not wanted or not filled:
        raise ValueError("a state constraint needs states and columns")
    condition = ~Q(**{f"{field}__in": wanted})
    demand = Q()
    for column in filled:
        demand &= Q(**{f"{column}__isnull": False})
    return CheckConstraint(condition=condition | demand, name=f"{table}_{wanted[0]}_has_{filled[0]}")


def positive(column: str, *, table: str) -> CheckConstraint:
    """The amount is above zero (EUR, or a count)."""
    return CheckConstraint(condition=Q(**{f"{column}__gt": 0}), name=f"{table}_{column}_positive")
