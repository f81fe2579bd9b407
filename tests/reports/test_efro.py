"""What the report counts: figures equal the rows that prove them, and no person's name is in it."""

import json
from datetime import date
from decimal import Decimal

import pytest

from applicants.services import projects
from reports.definitions import efro
from reports.facts import Question
from reports.selectors.people import age_band
from tests.funding.builders import at
from tests.reports.conftest import TODAY


def ask(world, start=date(2007, 1, 1), end=TODAY):
    return efro.collect(Question(world.programme, start, end, at(TODAY, 20)))


def by_code(rows, key="cumulative"):
    return {row["code"]: row[key] for row in rows if row[key]}


def test_the_money_is_the_money_of_the_programme(world):
    found = ask(world)["financing"]
    assert found["eligible"]["cumulative"] == "5637188.00"
    assert by_code(found["sources"]) == {"ERDF": "2960316.00", "REGION": "2676872.00"}
    assert found["sources"][0]["rate"].startswith("0.52514")
    assert by_code(found["lines"]) == {"INV": "3637188.00", "STAFF": "1600000.00", "OVER": "400000.00"}
    assert found["above"] == "0.00"


def test_a_period_shows_what_came_before_and_in_it(world):
    found = ask(world, date(2013, 1, 1), date(2013, 12, 31))
    assert found["financing"]["eligible"] == {
        "before": "4237188.01",
        "period": "999999.99",
        "cumulative": "5237188.00",
    }
    assert (found["people"]["period"], found["people"]["cumulative"]) == (0, 4)


def test_people_and_projects_are_counted_once_in_the_period_of_their_admission(world):
    found = ask(world, date(2010, 1, 1), date(2010, 12, 31))
    assert (found["people"]["cumulative"], found["projects"]["cumulative"]) == (2, 1)
    found = ask(world, date(2011, 1, 1))
    assert (found["people"]["period"], found["people"]["cumulative"]) == (2, 4)
    assert by_code(found["people"]["gender"]) == {"f": 2, "m": 1, "u": 1}
    assert by_code(found["people"]["age"]) == {"25-34": 3, "unknown": 1}
    assert by_code(found["projects"]["municipality"]) == {"21001": 1, "21012": 2}


def test_somebody_in_two_projects_is_one_person(world):
    projects.add_member(
        project=world.comfort, applicant=world.people[0], part="partner", by=world.cast.aicha, at=at(TODAY)
    )
    assert ask(world)["people"]["cumulative"] == 4


def test_investments_by_product_and_the_portfolio(world):
    found = ask(world)
    assert by_code(found["investments"]["product"]) == {"MICRO": 3, "SEED": 1}
    assert by_code(found["investments"]["product"], "cumulative_amount") == {
        "MICRO": "27500.00",
        "SEED": "20000.00",
    }
    assert (found["investments"]["least"], found["investments"]["greatest"]) == ("5000.00", "20000.00")
    portfolio = found["portfolio"]
    assert (portfolio["paid_out"], portfolio["written_off"]) == ("47500.00", "5000.00")
    assert portfolio["outstanding_equity"] == "20000.00"
    assert Decimal(portfolio["outstanding_loans"]) + Decimal(portfolio["repaid"]) == Decimal(22_500)
    assert portfolio["loss_rate"] == str(Decimal(5000) / Decimal(47_500))
    assert portfolio["par30"] == "1"


def test_indicators_carry_their_definition_and_an_unset_target(world):
    (jobs,) = ask(world)["indicators"]
    assert (jobs["cumulative"], jobs["gender"], jobs["target"]) == (
        "7.50",
        {"f": "2.50", "m": "1.00", "a": "4.00"},
        None,
    )
    assert jobs["definitions"]["en"] == "Filled posts only"


def test_coaching_in_the_period_and_in_all(world):
    found = ask(world, date(2011, 1, 1))["coaching"]
    assert (found["minutes"], found["period_minutes"], found["sessions"], found["projects"]) == (
        180,
        90,
        2,
        1,
    )
    assert by_code(found["theme"], "minutes") == {"cash_flow": 90, "fiscal": 90}
    assert [one["year"] for one in found["year"]] == [2010, 2011]


def test_each_figure_is_the_sum_of_its_rows(world):
    found = ask(world)
    rows = found["rows"]
    assert sum(Decimal(row["eligible"]) for row in rows["expenditure"]) == Decimal("5637188.00")
    assert len(rows["people"]) == found["people"]["cumulative"]
    assert sum(Decimal(row["amount"]) for row in rows["investments"]) == Decimal(47_500)
    assert sum(Decimal(row["invested"]) for row in rows["projects"]) == Decimal(47_500)
    assert sum(row["minutes"] for row in rows["coaching"]) == found["coaching"]["minutes"]
    years = found["years"]["eligible"]
    assert sum(Decimal(year["sources"]["ERDF"]) for year in years) == Decimal("2960316.00")


def test_no_person_is_named(world):
    text = json.dumps(ask(world), ensure_ascii=False)
    for word in ("Zébulon", "Secrète", "Confidentielle", "Lefèvre", "Peeters"):
        assert word not in text
    assert world.people[0].reference in text


def test_the_payload_is_plain_json_that_survives_the_database(world, take):
    snapshot = take()
    snapshot.refresh_from_db()
    assert json.loads(json.dumps(snapshot.payload)) == snapshot.payload


def test_the_number_of_queries_does_not_grow(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        ask(world)


@pytest.mark.parametrize(
    ("born_on", "band"),
    [
        (None, "unknown"),
        (date(1985, 6, 16), "0-24"),
        (date(1985, 6, 15), "25-34"),
        (date(1955, 6, 16), "45-54"),
        (date(1955, 6, 15), "55+"),
    ],
)
def test_age_bands_turn_on_the_birthday(born_on, band):
    assert age_band(born_on, date(2010, 6, 15)) == band
