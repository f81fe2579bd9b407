"""The programme of the tests, with the real agreed sums: EUR 5,637,188, of which the fund pays 2,960,316
(52.514 %)."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from funding.models import BudgetLine, Expenditure, Programme
from funding.services import expenditures, programmes
from funding.services.programmes import Line, Source

ERDF, REGION = Decimal("2960316.00"), Decimal("2676872.00")
TOTAL = ERDF + REGION


def at(day: date, hour: int = 12) -> datetime:
    """An instant on that day."""
    return datetime.combine(day, time(hour), UTC)


def names(english: str) -> dict[str, str]:
    """A name that tells the languages apart."""
    return {"fr": f"{english} (fr)", "nl": f"{english} (nl)", "en": english}


SOURCES = (Source("ERDF", "erdf", names("ERDF"), ERDF), Source("REGION", "region", names("Region"), REGION))
LINES = (
    Line("INV", "investment", names("Investments in enterprises"), Decimal("3637188.00")),
    Line("STAFF", "staff", names("Staff"), Decimal("1600000.00")),
    Line("OVER", "overhead", names("Overheads"), Decimal("400000.00")),
)


def programme(cast: Any, **changes: Any) -> Programme:
    """BRUSOC Objectif 2013: eligible from 2007 to the end of 2015."""
    facts = {
        "code": "OBJ2013",
        "names": names("BRUSOC Objectif 2013"),
        "operational_programme": names("Objectif 2013: investing together"),
        "starts_on": date(2007, 1, 1),
        "ends_on": date(2015, 12, 31),
        "eligible_from": date(2007, 1, 1),
        "eligible_to": date(2015, 12, 31),
        "sources": SOURCES,
        "lines": LINES,
        "by": cast.filip,
        "at": at(date(2007, 12, 1)),
    }
    return programmes.define(**facts | changes)


def spend(cast: Any, line: BudgetLine, amount: str, on: date, **changes: Any) -> Expenditure:
    """A paid and fully eligible cost."""
    facts = {
        "budget_line": line,
        "paid_on": on,
        "amount": Decimal(amount),
        "invoice_reference": f"F{on:%Y%m%d}",
        "description": "Staff costs of the quarter",
        "supplier": "Secrétariat social",
        "by": cast.driss,
        "at": at(on),
        "key": f"spend:{line.code}:{on}:{amount}",
    }
    return expenditures.record(**facts | changes)
