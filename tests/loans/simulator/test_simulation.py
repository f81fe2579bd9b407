"""The simulation in numbers: the engine's schedule, sums by year, and the rate. No database."""

from datetime import date
from decimal import Decimal

import pytest

from loans.engine.errors import ImpossibleQuestion, ImpossibleTerms
from loans.simulator.simulation import Question, simulate, without_grace

FOUR, EIGHT = Decimal("0.04"), Decimal("0.08")


def test_25_000_at_8_percent_in_60_months() -> None:
    """The worked example of the issue: 506.91 x 59 + 506.93, interest 5,414.62."""
    found = simulate(Question(Decimal(25000), 60, 0, date(2025, 1, 31)), EIGHT)
    assert (found.instalment, found.last) == (Decimal("506.91"), Decimal("506.93"))
    assert found.cost == Decimal("5414.62")
    assert found.interest_only is None
    assert len(found.plan.rows) == 60
    assert found.last_due_on == date(2030, 1, 31)


def test_the_years_add_up_to_the_whole() -> None:
    found = simulate(Question(Decimal(10000), 36, 6, date(2025, 5, 31)), FOUR)
    totals = found.plan.totals
    assert [year.year for year in found.years] == [2025, 2026, 2027, 2028]
    assert [len(year.rows) for year in found.years] == [7, 12, 12, 5]
    assert sum(year.principal for year in found.years) == totals.principal == 10000
    assert sum(year.interest for year in found.years) == totals.interest == found.cost
    assert sum(year.total for year in found.years) == totals.total
    assert found.years[-1].closing == 0


def test_grace_pays_interest_only_and_costs_more() -> None:
    found = simulate(Question(Decimal(12000), 36, 6, date(2025, 1, 1)), FOUR)
    assert found.interest_only == Decimal("40.00")  # 12,000 x 4 % / 12
    assert [row.principal for row in found.plan.rows[:6]] == [0] * 6
    other = without_grace(found)
    assert other.question == Question(Decimal(12000), 36, 0, date(2025, 1, 1))
    assert other.instalment < found.instalment
    assert other.cost < found.cost


def test_the_rate_of_equal_months_without_fees_is_the_effective_rate() -> None:
    """(1 + 0.04 / 12) ^ 12 - 1 = 4.0742 %, whatever the grace; cents of rounding stay below the fourth digit."""
    effective = (1 + FOUR / 12) ** 12 - 1
    for grace in (0, 12):
        found = simulate(Question(Decimal(25000), 60, grace, date(2025, 1, 15)), FOUR)
        assert found.apr is not None
        assert round(found.apr, 5) == round(effective, 5)


def test_a_single_instalment_is_the_first_and_the_last() -> None:
    found = simulate(Question(Decimal(1250), 1, 0, date(2025, 1, 15)), FOUR)
    assert found.instalment == found.last == Decimal("1254.17")


def test_without_interest_nothing_is_paid_for_it() -> None:
    found = simulate(Question(Decimal(1200), 12, 0, date(2025, 1, 15)), Decimal(0))
    assert (found.cost, found.apr) == (0, 0)


def test_what_cannot_be_planned_is_refused_by_the_engine() -> None:
    with pytest.raises(ImpossibleTerms):
        simulate(Question(Decimal(1000), 12, 12, date(2025, 1, 15)), FOUR)
    with pytest.raises(ImpossibleQuestion):
        simulate(Question(Decimal(1000), 12, 0, date(9999, 6, 1)), FOUR)
