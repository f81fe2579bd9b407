"""The plan of the demonstration has the sums of the real programme, for every seed."""

from decimal import Decimal

import pytest

from brusoc.demonstration import programme as facts
from brusoc.demonstration.plan import ELIGIBLE, INVESTED, LAST_DAY, SEED, plan


@pytest.mark.parametrize("seed", [SEED, "another", "a third"])
def test_the_sums_are_those_of_the_programme(seed: str) -> None:
    ventures = plan(seed)
    amounts = [loan.amount for venture in ventures for loan in venture.loans]
    assert len(ventures) == 248
    assert sum(venture.people for venture in ventures) == 599
    assert (min(amounts), max(amounts)) == (Decimal(1250), Decimal(95000))
    costs = sum((cost.amount for cost in facts.costs(seed)), Decimal(0))
    assert sum(amounts) + costs == ELIGIBLE == Decimal("5637188.00")


def test_the_same_seed_tells_the_same_story() -> None:
    assert plan() == plan()
    assert plan() != plan("another")


def test_sources_and_budget_cover_the_whole_cost() -> None:
    assert sum(source.amount for source in facts.SOURCES) == ELIGIBLE
    assert sum(line.budget for line in facts.LINES) == ELIGIBLE
    assert facts.SOURCES[0].amount == Decimal("2960316.00")


def test_investments_are_asked_for_within_the_programme() -> None:
    loans = [loan for venture in plan() for loan in venture.loans]
    assert {loan.asked_on.year for loan in loans} == set(range(2008, 2014))
    assert all(loan.asked_on <= LAST_DAY.replace(month=12) for loan in loans)
    assert sum(loan.amount for loan in loans) == INVESTED


def test_two_projects_are_the_ones_that_the_programme_published() -> None:
    assert sorted(venture.special for venture in plan() if venture.special) == ["haricot", "reconfort"]
