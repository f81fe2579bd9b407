"""Numbers that people quote: a letter, the year and a count, as in P-2010-0042."""

import zlib
from datetime import date

from django.db import connection
from django.db.models import Model
from django.db.models.functions import Length


def next_reference(model: type[Model], letter: str, *, on: date) -> str:
    """The next free number of `model.reference` in the year of `on`, as in "P-2010-0042".

    Call it inside the transaction that saves the row: a lock for this letter and year is held until it ends, so that
    two at the same moment get two numbers. The count goes on from the highest, so that a gap is never filled.
    """
    series = f"{letter}-{on:%Y}-"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, zlib.crc32(series.encode()) - (1 << 31)]
        )
    taken = model._default_manager.filter(reference__startswith=series)
    # Above 9999 a number is longer, and only then would the order of text be wrong.
    last = (
        taken.order_by(Length("reference").desc(), "-reference").values_list("reference", flat=True).first()
    )
    return f"{series}{int(last.removeprefix(series)) + 1 if last else 1:04d}"


_LOCK = 0x4E554D42  # "NUMB"
