"""Published write-offs (Apache Fineract, LoanWriteOff.feature): what they take out of the books, by component."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from loans.engine.conventions import Method
from loans.engine.events import Charge, Event, Payment, WriteOff
from loans.engine.life import fold
from loans.engine.life_state import Parts
from loans.engine.rules import Component, LifeRules
from loans.engine.terms import LoanTerms, Rounding
from tests.loans.references.life_rescheduled import WRITE_OFF, quarter_down
from tests.loans.references.table import Source


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What the source writes off, and how much less of what we do, and why."""

    name: str
    source: Source
    place: str
    terms: LoanTerms
    events: tuple[Event, ...]
    written_off: Parts
    less: Parts = field(default_factory=Parts)
    because: str = ""


FIGURES = (
    Figure(
        name="C2934",
        source=WRITE_OFF,
        place="C2934: a quarter down, then 100 of the 750 paid, the rest written off",
        terms=quarter_down(date(2023, 1, 1)),
        events=(
            Payment("down", date(2023, 1, 1), Decimal("250")),
            Payment("paid", date(2023, 1, 22), Decimal("100")),
            WriteOff("off", date(2023, 1, 29)),
        ),
        written_off=Parts(Decimal("650.00")),
    ),
    Figure(
        name="C4007",
        source=WRITE_OFF,
        place="C4007: flat interest, a fee and a penalty, all 1,143.00 written off after two of three months",
        terms=LoanTerms(
            principal=Decimal("1000"),
            rate_yearly=Decimal("0.12"),
            paid_out_on=date(2023, 1, 1),
            instalments=3,
            method=Method.FLAT,
            instalment_rounding=Rounding(unit=Decimal(1)),
        ),
        events=(
            Charge("penalty", date(2023, 1, 1), Decimal("10"), Component.PENALTY),
            Charge("fee", date(2023, 2, 22), Decimal("103")),
            WriteOff("off", date(2023, 3, 1)),
        ),
        written_off=Parts(Decimal("1000.00"), Decimal("30.00"), Decimal("103.00"), Decimal("10.00")),
        less=Parts(interest=Decimal("10.00")),
        because="The source also writes off the interest of March, which is not yet borne; ours is never asked.",
    ),
)


@pytest.mark.parametrize("figure", [pytest.param(one, id=one.name) for one in FIGURES])
def test_what_is_written_off(figure: Figure):
    state = fold(figure.terms, figure.events, figure.events[-1].on, LifeRules())
    expected = [ours - less for ours, less in zip(figure.written_off, figure.less, strict=True)]
    assert list(state.written_off) == expected
    assert state.outstanding.total == 0
    assert any(figure.less) == bool(figure.because)
