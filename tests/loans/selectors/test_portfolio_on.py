"""The fold in SQL and the engine's `standing` say the same of any story, on any day, for any knowledge."""

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.refusals import Refused
from loans.engine.arrears import standing
from loans.facts import instalments_of, shares_on
from loans.models import Investment, Movement, Position
from loans.selectors import PositionOn, latest_schedule, portfolio_on
from loans.selectors.fold import COLUMNS
from loans.services import movements, positions
from tests.loans.builders import PAID_OUT, Stage, at, line

END = date(2011, 12, 31)
MANY = int(os.environ.get("STORIES", "25"))


class Story:
    """A random life of one loan, told in booking order; the services refuse what cannot be."""

    def __init__(self, stage: Stage, seed: int, months: int) -> None:
        self.stage, self.random = stage, Random(seed)
        self.investment = stage.contract(
            amount=str(self.random.randrange(1250, 25000)),
            months=months,
            grace_months=self.random.randrange(months),
            project=stage.project(f"Story {seed}"),
        )
        self.now = PAID_OUT

    def tell(self, scenes: int) -> None:
        acts: list[Callable[[], object]] = [
            self.pay_out,
            *[self.repay] * 6,
            self.reverse,
            self.reverse,
            self.lose,
        ]
        self.stage.pay_out(self.investment)
        for _ in range(scenes):
            self.now += timedelta(days=self.random.randrange(40))
            try:
                with transaction.atomic():
                    self.random.choice(acts)()
            except Refused:
                continue

    def pay_out(self) -> None:
        self.stage.pay_out(self.investment, self.day(), at=at(self.now))

    def repay(self) -> None:
        amount = Decimal(self.random.randrange(1, 300_000)) / 100
        booked = movements.repay if self.random.random() < 0.9 else movements.recover
        booked(
            investment=self.investment,
            line=line(amount, self.day(), at=at(self.now)),
            by=self.stage.cast.driss,
        )

    def reverse(self) -> None:
        movement = self.random.choice(
            list(Movement.objects.filter(investment=self.investment).order_by("id"))
        )
        self.stage.reverse(movement, max(self.day(), movement.value_on), at=at(self.now))

    def lose(self) -> None:
        self.stage.write_off(self.investment, self.day(), at=at(self.now))

    def day(self) -> date:
        """Most movements are booked at once, some weeks late."""
        return self.now - timedelta(days=self.random.choice((0, 0, 0, 3, 20, 90)))


@example(seed=14, months=3, scenes=5)  # paid, reversed, paid again, and then a late line
@settings(max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), months=st.integers(1, 24), scenes=st.integers(0, 14))
def test_any_story_on_any_day_as_known_at_any_time(stage: Stage, seed: int, months: int, scenes: int) -> None:
    with transaction.atomic():
        story = Story(stage, seed, months)
        story.tell(scenes)
        connection.check_constraints()
        days = [PAID_OUT - timedelta(days=1), END, *(m.value_on for m in story.investment.movements.all())]
        days += [PAID_OUT + timedelta(days=story.random.randrange(600)) for _ in range(5)]
        known = [None, at(story.now, 13), *(m.booked_at for m in story.investment.movements.all())]
        for day in set(days):
            for moment in set(known):
                compare(story.investment, day, moment)
        compare_cache(story.investment)
        transaction.set_rollback(True)


def compare(investment: Investment, day: date, known_at: datetime | None) -> None:
    rows = portfolio_on(day, known_at=known_at, investments=[investment.pk])
    money = Movement.objects.filter(investment=investment, value_on__lte=day)
    if known_at:
        money = money.filter(booked_at__lte=known_at)
    assert len(rows) == money.exists()
    if not rows:
        return
    (found,) = rows
    paid_out = sum(m.amount for m in money if m.kind == Movement.Kind.PAYOUT)
    lost = sum(m.amount for m in money if m.kind == Movement.Kind.WRITE_OFF)
    by_engine = standing(
        instalments_of(latest_schedule(investment)), shares_on(investment, day, known_at=known_at), day
    )
    assert (found.paid_out, found.written_off) == (paid_out, lost)
    assert 0 <= found.outstanding == (by_engine.outstanding_principal - lost if paid_out else 0)
    followed = bool(paid_out) and not lost
    assert found.overdue == (by_engine.overdue_amount if followed else 0)
    assert found.overdue_principal == (by_engine.overdue_principal if followed else 0)
    assert found.days_late == (by_engine.days_late if followed else 0)
    assert _due_by(found, day) == (by_engine.oldest_unpaid_due_on if followed else None)
    assert 0 <= found.recovered <= found.written_off
    assert found.last_movement_on == max(m.value_on for m in money)


def compare_cache(investment: Investment) -> None:
    cached = Position.objects.get(investment=investment)
    (folded,) = portfolio_on(date(9999, 12, 31), investments=[investment.pk])
    assert [getattr(cached, column) for column in COLUMNS] == [getattr(folded, column) for column in COLUMNS]
    investment.refresh_from_db()
    assert investment.state == folded.state
    assert positions.rebuild().differing == 0


def _due_by(found: PositionOn, day: date) -> date | None:
    return found.oldest_unpaid_on if found.oldest_unpaid_on and found.oldest_unpaid_on <= day else None


def test_what_was_learned_later_was_not_known(stage: Stage) -> None:
    investment = stage.investment()
    (movement,) = stage.repay(investment, line("900", date(2010, 3, 25), at=at(date(2010, 5, 3))))
    stage.reverse(movement, date(2010, 3, 25), at=at(date(2010, 6, 7)))

    def outstanding(known_at: datetime | None) -> Decimal:
        (found,) = portfolio_on(date(2010, 4, 1), known_at=known_at, investments=[investment.pk])
        return found.outstanding

    assert outstanding(at(date(2010, 5, 2))) == 10000
    assert outstanding(at(date(2010, 5, 3))) < 10000
    assert outstanding(None) == 10000


def test_one_query_reads_a_portfolio_of_any_size(stage: Stage, django_assert_num_queries: object) -> None:
    for number in range(3):
        stage.repay(
            stage.investment(project=stage.project(f"P {number}")), line(number + 1, date(2010, 3, 1))
        )

    with django_assert_num_queries(1):
        rows = portfolio_on(date(2010, 4, 1))

    assert [row.principal_repaid + row.interest_paid for row in rows] == [1, 2, 3]


def test_an_equity_stake_is_never_late(stage: Stage) -> None:
    investment = stage.investment(product="SEED", amount="20000", months=None)

    (found,) = portfolio_on(date(2015, 1, 1), investments=[investment.pk])

    assert (found.outstanding, found.days_late, found.oldest_unpaid_on, found.state) == (
        20000,
        0,
        None,
        "active",
    )


@pytest.mark.parametrize("broken", ["outstanding = 1", "oldest_unpaid_on = NULL", "last_movement_on = NULL"])
def test_the_command_rebuilds_what_was_wrong_and_says_how_many(stage: Stage, broken: str) -> None:
    investment = stage.investment()
    stage.contract(project=stage.project("No movement yet"))
    stage.repay(investment, line("900", date(2010, 3, 25)))
    right = Position.objects.filter(investment=investment).values().get()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE loans_position SET {broken} WHERE investment_id = %s", [investment.pk])
        cursor.execute("DELETE FROM loans_position WHERE investment_id <> %s", [investment.pk])

    said = StringIO()
    call_command("rebuild_positions", stdout=said)

    assert said.getvalue().strip() == "2 positions rebuilt, 2 differed."
    assert Position.objects.filter(investment=investment).values().get() == right
    call_command("rebuild_positions", stdout=said)
    assert said.getvalue().endswith("2 positions rebuilt, 0 differed.\n")
