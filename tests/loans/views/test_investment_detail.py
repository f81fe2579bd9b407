from datetime import date

import pytest
from django.test import Client

from core.models import AuditEvent
from loans.models import Investment
from tests.loans.builders import Stage, line
from tests.loans.views.conftest import Enter


def test_it_shows_the_whole_file(loan: Investment, logged_in: Enter, stage: Stage) -> None:
    answer = logged_in(stage.cast.bram).get(loan.get_absolute_url())
    page = answer.content.decode()

    assert answer.status_code == 200
    for words in (
        *("Haricot Magique", "0428.759.497", "Microcredit", "overdue 97 days", "late"),
        *(
            "4.0%",
            "Proposed by",
            "Aïcha Benali",
            "Chantal Lefèvre",
            "BK100225",
            "Paid out",
            "Private limited company",
        ),
        "€10,000.00 paid out − €818.17 principal repaid = €9,181.83",
        "25 March 2010",  # the oldest unpaid instalment, behind the days late
    ):
        assert words.replace(" ", "\N{NO-BREAK SPACE}") in page or words in page, words
    schedule = answer.context["schedule"]
    assert (len(schedule.rows), schedule.sums.principal) == (12, 10000)
    assert schedule.sums.due == sum(year.sums.due for year in schedule.years)
    assert schedule.sums.unpaid == answer.context["file"]["position"].overdue


def test_it_stands_on_any_day(loan: Investment, logged_in: Enter, stage: Stage) -> None:
    client = logged_in(stage.cast.bram)

    before = client.get(loan.get_absolute_url(), {"on": "2010-02-20"})
    signed = client.get(loan.get_absolute_url(), {"on": "2010-01-28"})
    wrong = client.get(loan.get_absolute_url(), {"on": "2031-01-01"})

    assert before.context["file"]["outstanding"] == 10000
    assert before.context["file"]["badge"].label == "in repayment"
    assert "how the investment stood" in before.content.decode()
    assert signed.context["file"]["badge"].label == "contract signed"
    assert signed.context["ledger"] == []
    assert wrong.context["day"] == date(2010, 6, 30)


def test_reversals_are_linked(loan: Investment, logged_in: Enter, stage: Stage) -> None:
    movement = loan.movements.get(kind="repayment")
    mirror = stage.reverse(movement, date(2010, 4, 1), reason="Wrong contract.")

    page = logged_in(stage.cast.driss).get(loan.get_absolute_url()).content.decode()

    assert f'href="#movement-{movement.pk}"' in page
    assert f'href="#movement-{mirror.pk}"' in page
    assert "Wrong contract." in page
    assert f"/portfolio/movements/{movement.pk}/reverse/" not in page


@pytest.mark.parametrize(
    ("who", "may"), [("driss", True), ("bram", False), ("elke", False), ("chantal", False)]
)
def test_acts_are_offered_to_those_who_may(
    loan: Investment, logged_in: Enter, stage: Stage, who: str, may: bool
) -> None:
    page = logged_in(getattr(stage.cast, who)).get(loan.get_absolute_url()).content.decode()

    assert ("Record a payment" in page) == may
    assert ("/reverse/" in page) == may


def test_an_equity_stake_has_no_schedule(stage: Stage, logged_in: Enter) -> None:
    investment = stage.investment(product="SEED", amount="20000", months=None)

    answer = logged_in(stage.cast.bram).get(investment.get_absolute_url())

    assert answer.status_code == 200
    assert "no instalments" in answer.content.decode()


def test_it_knows_its_place_in_the_list(loan: Investment, logged_in: Enter, stage: Stage) -> None:
    other = stage.investment(project=stage.project("Réconfort +"))

    walk = (
        logged_in(stage.cast.bram)
        .get(loan.get_absolute_url(), {"list": "1", "sort": "reference"})
        .context["walk"]
    )

    assert (walk.position, walk.total, walk.previous_url) == (1, 2, "")
    assert other.get_absolute_url() in walk.next_url


def test_the_schedule_is_taken_away(loan: Investment, logged_in: Enter, stage: Stage) -> None:
    answer = logged_in(stage.cast.bram).get(f"{loan.get_absolute_url()}schedule.csv")

    lines = answer.content.decode().splitlines()
    assert lines[0] == "number,due_on,opening,principal,interest,due,paid,unpaid,closing"
    assert lines[1] == "1,2010-02-25,10000.00,818.17,33.33,851.50,851.50,0.00,9181.83"
    assert len(lines) == 13
    assert AuditEvent.objects.latest("id").verb == "schedule.export"


@pytest.mark.parametrize("path", ["", "schedule.csv", "repayment/"])
def test_it_is_hidden_from_strangers(loan: Investment, logged_in: Enter, stage: Stage, path: str) -> None:
    url = loan.get_absolute_url() + path

    assert logged_in(stage.cast.filip).get(url).status_code == 403
    assert logged_in(stage.cast.greta).get(url).status_code == (403 if path == "repayment/" else 404)
    assert logged_in(stage.cast.driss).get(f"/portfolio/999999/{path}").status_code == 404
    assert Client().get(url).status_code == 302
    if path != "repayment/":
        assert logged_in(stage.cast.bram).post(url).status_code == 405


def test_more_movements_cost_no_more_queries(
    stage: Stage, loan: Investment, logged_in: Enter, django_assert_max_num_queries: object
) -> None:
    client = logged_in(stage.cast.bram)

    def queries() -> int:
        with django_assert_max_num_queries(40) as asked:
            client.get(loan.get_absolute_url(), {"list": "1"})
        return len(asked)

    few = queries()
    for day in range(1, 29):
        stage.repay(loan, line("10", date(2010, 5, day)))
    assert queries() == few
