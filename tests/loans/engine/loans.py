"""Terms of loans in one line, and schedules as small tables, for the tests of the engine."""

from datetime import date
from decimal import Decimal
from typing import Any

from loans.engine.apr import Rate
from loans.engine.equation import NoRate
from loans.engine.records import ScheduleRecord
from loans.engine.terms import LoanTerms

COLUMNS = "number due_on principal interest total closing"


def loan(
    principal: str = "25000.00",
    rate: str = "0.08",
    instalments: int | None = 60,
    paid_out_on: date = date(2025, 1, 31),
    **more: Any,
) -> LoanTerms:
    """`LoanTerms` of these; without any, the golden loan: EUR 25,000 at 8 %, 60 months from 31 January 2025."""
    return LoanTerms(
        principal=Decimal(principal),
        rate_yearly=Decimal(rate),
        instalments=instalments,
        paid_out_on=paid_out_on,
        **more,
    )


def as_text(record: ScheduleRecord, columns: str = COLUMNS) -> str:
    """The rows of a schedule, a line each, with these fields of `InstalmentRecord`."""
    return "\n".join(" ".join(str(getattr(row, name)) for name in columns.split()) for row in record.rows)


def table(text: str) -> str:
    """A table as it is written in a test, without its indentation and with single spaces."""
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def yearly(found: Rate | NoRate) -> Decimal:
    """The rate of an answer that has one, a yearly fraction."""
    assert isinstance(found, Rate)
    return found.yearly
