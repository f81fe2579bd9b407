"""Saving a row so that what the model refuses reaches the person as a service's no, on the field that is to blame."""

from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from core.refusals import Refused

M = TypeVar("M", bound=Model)


def save_clean(row: M) -> M:
    """Validate `row` and save it; the row. Raises Refused with the first reason and its field.

    The database itself holds uniqueness and constraints, so they cost no question beforehand (a full validation asks
    one for each, measured at three quarters of the time of a booking); only its no is looked into, to explain it.
    """
    try:
        row.full_clean(exclude=_at_hand(row), validate_unique=False, validate_constraints=False)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            row.full_clean()
            raise
    except ValidationError as error:
        field, reasons = next(iter(error.message_dict.items()))
        raise Refused(str(reasons[0]), field=None if field == NON_FIELD_ERRORS else field) from error
    return row


def _at_hand(row: Model) -> set[str]:
    """The foreign keys whose row is in hand: that it exists needs no further question."""
    return {
        field.name
        for field in row._meta.concrete_fields
        if field.is_relation and field.is_cached(row)  # type: ignore[attr-defined]
    }
