"""The pages of funding: from the programme by its lines to the proof of each row."""

from datetime import date

import pytest
from django.urls import reverse

from funding.models import Expenditure
from funding.services import expenditures, programmes
from tests.funding.builders import at, spend
from tests.loans.builders import PAID_OUT

LATE = date(2015, 12, 31)


@pytest.fixture
def claimed(cast, stage, programme):
    """An investment that the programme has claimed."""
    investment = stage.investment()
    facts = {"by": cast.driss, "at": at(PAID_OUT)}
    programmes.admit(programme=programme, project=investment.project, on=PAID_OUT, **facts)
    expenditures.take_payouts(programme=programme, by=cast.driss, at=at(LATE), until=LATE)
    return investment


def read(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_programme_the_list_says_so(cast, logged_in):
    assert "No programme yet" in read(logged_in(cast.chantal), "/funding/")


def test_the_list_and_the_page_show_budget_sources_and_rate(cast, programme, claimed, logged_in):
    manager = logged_in(cast.chantal)
    assert "€5,637,188.00" in read(manager, "/funding/")
    page = read(manager, programme.get_absolute_url())
    for figure in ("€5,637,188.00", "€10,000.00", "52.514%"):
        assert figure in page


def test_the_list_of_expenditure_filters_sums_and_exports(cast, programme, claimed, logged_in):
    staff = programme.budget_lines.get(code="STAFF")
    spend(cast, staff, "250.00", date(2011, 5, 1))
    accountant = logged_in(cast.driss)
    url = reverse("funding:expenditure_list", args=[programme.code])
    assert "€10,250.00" in read(accountant, url)
    page = read(accountant, f"{url}?line={staff.pk}&since=2011-01-01")
    assert "1 row: €250.00 paid" in page
    export = accountant.get(f"{url}?line={staff.pk}&format=csv").content.decode()
    assert "250.00" in export
    assert "10000.00" not in export


def test_the_list_asks_the_same_number_of_questions_for_many(
    cast, programme, logged_in, django_assert_max_num_queries
):
    staff = programme.budget_lines.get(code="STAFF")
    for number in range(1, 28):
        spend(cast, staff, f"{number}.00", date(2011, 5, number))
    accountant = logged_in(cast.driss)
    url = reverse("funding:expenditure_list", args=[programme.code])
    with django_assert_max_num_queries(14):
        read(accountant, url)


def test_a_row_leads_to_its_contract(cast, programme, claimed, logged_in):
    row = Expenditure.objects.get()
    page = read(logged_in(cast.elke), row.get_absolute_url())
    assert claimed.reference in page
    assert reverse("loans:investment_detail", args=[claimed.pk]) in page


def test_a_cost_and_its_reversal_point_at_each_other(cast, programme, logged_in):
    cost = spend(cast, programme.budget_lines.get(code="STAFF"), "250.00", date(2011, 5, 1))
    reversal = expenditures.reverse(expenditure=cost, reason="Paid twice", by=cast.driss, at=at(LATE))
    manager = logged_in(cast.chantal)
    assert reversal.get_absolute_url() in read(manager, cost.get_absolute_url())
    assert cost.get_absolute_url() in read(manager, reversal.get_absolute_url())


def test_who_may_not_and_what_is_not_there(cast, programme, logged_in):
    assert logged_in(cast.bram).get("/funding/").status_code == 403
    assert logged_in(cast.chantal).post("/funding/").status_code == 405
    assert logged_in(cast.chantal).get("/funding/NOPE/").status_code == 404
    assert logged_in(cast.chantal).get("/funding/expenditure/999999/").status_code == 404
