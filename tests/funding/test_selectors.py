"""What was declared: by line and source, in a period and before it, as known at an instant."""

from datetime import date
from decimal import Decimal

from funding import selectors
from tests.funding.builders import ERDF, REGION, TOTAL, at, spend

Y2009, Y2010 = date(2009, 6, 30), date(2010, 6, 30)


def ask(programme, start=date(2010, 1, 1), end=date(2010, 12, 31), **facts):
    return selectors.financing(programme, period_from=start, period_to=end, **facts)


def test_an_empty_programme_has_its_plan_and_nothing_declared(programme):
    found = ask(programme)
    assert (found.budget, found.agreed, found.eligible.cumulative) == (TOTAL, TOTAL, Decimal("0.00"))
    assert [one.used for one in found.lines] == [Decimal(0)] * 3


def test_before_in_and_after_the_period(cast, programme):
    staff = programme.budget_lines.get(code="STAFF")
    spend(cast, staff, "100.00", Y2009)
    spend(cast, staff, "30.00", Y2010)
    spend(cast, staff, "7.00", date(2011, 1, 1))
    found = ask(programme)
    assert (found.eligible.before, found.eligible.period) == (Decimal("100.00"), Decimal("30.00"))
    assert found.lines[1].declared.cumulative == Decimal("130.00")
    assert sum(one.share.period for one in found.sources) == Decimal("30.00")


def test_the_whole_eligible_sum_gives_each_source_what_it_agreed(cast, programme):
    for line in programme.budget_lines.all():
        spend(cast, line, str(line.budget), Y2009)
    found = ask(programme)
    assert [one.share.cumulative for one in found.sources] == [ERDF, REGION]
    assert (found.used, found.above) == (Decimal(1), Decimal("0.00"))


def test_what_was_booked_later_was_not_known(cast, programme):
    staff = programme.budget_lines.get(code="STAFF")
    spend(cast, staff, "30.00", Y2010, at=at(date(2011, 3, 1)))
    assert ask(programme, known_at=at(date(2011, 1, 1))).eligible.period == Decimal("0.00")
    assert ask(programme, known_at=at(date(2011, 3, 1))).eligible.period == Decimal("30.00")


def test_years_are_in_order(cast, programme):
    staff = programme.budget_lines.get(code="STAFF")
    spend(cast, staff, "30.00", Y2010)
    spend(cast, staff, "100.00", Y2009)
    assert selectors.eligible_by_year(programme, until=Y2010) == [
        (2009, Decimal("100.00")),
        (2010, Decimal("30.00")),
    ]


def test_the_number_of_queries_does_not_grow(cast, programme, django_assert_num_queries):
    staff = programme.budget_lines.get(code="STAFF")
    for month in range(1, 13):
        spend(cast, staff, "10.00", date(2010, month, 1))
    with django_assert_num_queries(3):
        ask(programme)


def test_who_may_not_see_the_funding_sees_none(cast, programme):
    assert list(selectors.programmes_visible_to(cast.chantal)) == [programme]
    assert not selectors.programmes_visible_to(cast.bram).exists()
    assert not selectors.expenditures_visible_to(cast.aicha).exists()
