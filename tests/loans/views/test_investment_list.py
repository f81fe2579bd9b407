from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from core.models import AuditEvent
from loans.models import Investment
from tests.loans.builders import Stage, line
from tests.loans.views.conftest import Enter

URL = "/portfolio/"


@pytest.fixture
def portfolio(stage: Stage) -> dict[str, Investment]:
    """One investment in each state on 30 June 2010."""
    told = {
        "contracted": stage.contract(project=stage.project("Alpha")),
        "late": stage.investment(project=stage.project("Beta", nis_code="21009")),
        "active": stage.investment(project=stage.project("Gamma", advisor=stage.cast.greta)),
        "repaid": stage.investment(project=stage.project("Delta"), product="CASH", amount="5000"),
        "written_off": stage.investment(project=stage.project("Epsilon")),
    }
    stage.repay(told["active"], line("9000", date(2010, 6, 1)))
    due = told["repaid"].schedules.get().instalments.last().cumulative_due
    stage.repay(told["repaid"], line(due, date(2010, 6, 1)))
    stage.write_off(told["written_off"], date(2010, 6, 1))
    return told


def titles(client: Client, query: str) -> list[str]:
    table = client.get(URL + query).context["table"]
    return [row.record.project.title for row in table.page.object_list]


def test_it_shows_the_portfolio_with_sums_and_tabs(
    portfolio: dict[str, Investment], logged_in: Enter, stage: Stage
) -> None:
    answer = logged_in(stage.cast.chantal).get(URL)

    assert answer.status_code == 200
    counts = {tab.label: tab.count for tab in answer.context["tabs"]}
    assert {str(label): n for label, n in counts.items()} == {
        "All": 5, "Contract signed": 1, "In repayment": 1, "Late": 1, "Repaid": 1, "Written off": 1, "Cancelled": 0,
    }  # fmt: skip
    summary = answer.context["summary"]
    assert summary.at_risk == 10000  # Beta, 125 days late
    assert summary.par30 == summary.at_risk / summary.outstanding
    assert sum(one.amount for one in summary.ageing) == summary.outstanding
    page = answer.content.decode()
    for words in ("Haricot", "€45,000.00", "overdue 125 days", "91-180 days", "Sum of the filter"):
        assert (words in page) == (words != "Haricot")


@pytest.mark.parametrize("state", ["contracted", "active", "late", "repaid", "written_off"])
def test_a_tab_holds_its_state(
    portfolio: dict[str, Investment], logged_in: Enter, stage: Stage, state: str
) -> None:
    assert titles(logged_in(stage.cast.elke), f"?state={state}") == [portfolio[state].project.title]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=beta", ["Beta"]),
        ("q=I-2010-0003", ["Gamma"]),
        ("q=nothing", []),
        ("municipality={ixelles}", ["Beta"]),
        ("product={cash}", ["Delta"]),
        ("advisor={greta}", ["Gamma"]),
        ("year=2010&sort=project", ["Alpha", "Beta", "Delta", "Epsilon", "Gamma"]),
        ("year=2009", ["Epsilon", "Delta", "Gamma", "Beta", "Alpha"]),  # no such year: the choice is refused
        ("late=91-180", ["Beta"]),
        ("late=0", ["Gamma"]),
        ("sort=-days_late&late=91-180", ["Beta"]),
        ("sort=outstanding&state=active", ["Gamma"]),
        ("sort=-municipality&q=a&state=late", ["Beta"]),
        ("on=2010-05-31&state=active", []),
        ("on=2010-02-10&sort=project&state=active", ["Beta", "Delta", "Epsilon", "Gamma"]),
        ("on=2010-01-26&sort=project&state=contracted", ["Alpha", "Beta", "Delta", "Epsilon", "Gamma"]),
        ("on=2010-01-24", []),
    ],
)
def test_it_filters(
    portfolio: dict[str, Investment], logged_in: Enter, stage: Stage, query: str, found: list[str]
) -> None:
    values = {
        "ixelles": portfolio["late"].municipality_id,
        "cash": portfolio["repaid"].product_terms.product_id,
        "greta": stage.cast.greta.pk,
    }

    assert titles(logged_in(stage.cast.aicha), "?" + query.format(**values)) == found


def test_a_day_to_come_or_no_day_is_said_and_today_is_shown(
    loan: Investment, logged_in: Enter, stage: Stage
) -> None:
    for day, words in (("2010-07-01", "still to come"), ("2010-02-31", "valid date"), ("0", "valid date")):
        answer = logged_in(stage.cast.elke).get(URL, {"on": day})
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert answer.context["day"] == date(2010, 6, 30)


def test_the_past_says_what_the_cache_would_have_said(
    portfolio: dict[str, Investment], logged_in: Enter, stage: Stage
) -> None:
    client = logged_in(stage.cast.elke)
    now = client.get(URL).context["summary"]

    stage.repay(portfolio["active"], line("1", date(2010, 7, 15)))  # something moved after: the fold answers

    assert client.get(URL).context["summary"] == now


def test_an_export_is_exactly_the_filter(
    portfolio: dict[str, Investment], logged_in: Enter, stage: Stage
) -> None:
    client = logged_in(stage.cast.elke)

    csv = client.get(URL, {"state": "late", "format": "csv"})
    xlsx = client.get(URL, {"sort": "project", "format": "xlsx"})

    lines = csv.content.decode().splitlines()
    assert (csv["Content-Type"], len(lines)) == ("text/csv; charset=utf-8", 2)
    assert lines[0].startswith(
        "project,reference,product,municipality,signed_on,principal,outstanding,days_late"
    )
    assert lines[1] == "Beta,I-2010-0002,Microcredit,Ixelles,2010-01-25,10000.00,10000.00,125,late"
    rows = list(load_workbook(BytesIO(xlsx.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["Alpha", "Beta", "Delta", "Epsilon", "Gamma"]
    assert rows[2][5] == 10000
    assert AuditEvent.objects.latest("id").verb == "list.export"


def test_it_hides_what_is_in_other_care(
    portfolio: dict[str, Investment], logged_in: Enter, stage: Stage
) -> None:
    client = logged_in(stage.cast.greta)

    assert titles(client, "") == ["Gamma"]
    assert client.get(URL).context["summary"].states == {"active": 1}
    assert b"Beta" not in client.get(URL, {"format": "csv"}).content


def test_it_needs_the_right_and_takes_no_post(logged_in: Enter, stage: Stage) -> None:
    assert logged_in(stage.cast.filip).get(URL).status_code == 403
    assert logged_in(stage.cast.elke).post(URL).status_code == 405
    assert Client().get(URL).status_code == 302


def test_it_is_empty_without_investments(logged_in: Enter, stage: Stage) -> None:
    answer = logged_in(stage.cast.elke).get(URL)

    assert answer.status_code == 200
    assert answer.context["summary"].par30 is None


def test_ten_rows_and_a_hundred_cost_the_same_queries(
    stage: Stage, logged_in: Enter, django_assert_max_num_queries: object
) -> None:
    client = logged_in(stage.cast.elke)
    numbers = iter(range(100))

    def queries(more: int) -> list[int]:
        for _ in range(more):
            stage.investment(project=stage.project(f"Project {next(numbers)}"))
        counts = []
        for query in ("", "?on=2010-03-31", "?late=91-180&state=late", "?format=csv"):
            client.get(URL + query)
            with django_assert_max_num_queries(30) as asked:
                client.get(URL + query)
            counts.append(len(asked))
        return counts

    assert queries(10) == queries(90)
