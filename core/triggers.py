"""Triggers that several tables share: what the database refuses whatever the code does."""

import pgtrigger


def append_only() -> list[pgtrigger.Trigger]:
    """Rows are only added: UPDATE, DELETE and TRUNCATE are refused, also to plain SQL."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        no_truncate(),
    ]


def no_truncate() -> pgtrigger.Trigger:
    """TRUNCATE is refused, also when it comes by way of another table (CASCADE)."""
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';",
    )


def frozen_once_set(first: str, *others: str, name: str) -> pgtrigger.Trigger:
    """From the moment that the column `first` is no longer null, neither it nor the `others` can be changed."""
    changed = pgtrigger.Q()
    for column in (first, *others):
        changed |= pgtrigger.Q(**{f"old__{column}__df": pgtrigger.F(f"new__{column}")})
    is_set = pgtrigger.Q(**{f"old__{first}__isnull": False})
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update, condition=is_set & changed)
