from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.applicants import builders
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
MARCH = date(2010, 3, 1)
LIST = reverse("applicants:application_list")


@pytest.fixture
def haricot(cast):
    return builders.project(analyst=cast.aicha, advisor=cast.bram, opened_on=MARCH)


@pytest.fixture
def three(cast, haricot):
    other = builders.project(analyst=cast.aicha, advisor=cast.greta, opened_on=MARCH, title="Réconfort +")
    return [
        builders.application(project=haricot, received_on=MARCH),
        builders.application(project=haricot, received_on=date(2010, 4, 1), submitted_on=date(2010, 4, 2)),
        builders.application(
            project=other,
            received_on=date(2010, 5, 1),
            submitted_on=date(2010, 5, 2),
            amount=Decimal("95000.00"),
        ),
    ]


def _numbers(answer):
    return [row.record.reference[-1] for row in answer.context["table"].paginated_rows]


def test_the_list_works_with_a_tab_for_each_state(cast, logged_in, three):
    answer = logged_in(cast.aicha).get(LIST)
    assert _numbers(answer) == ["3", "2", "1"]
    assert [(str(tab.label), tab.count, tab.active) for tab in answer.context["tabs"]][:4] == [
        ("All", 3, True),
        ("Drafts", 1, False),
        ("New", 2, False),
        ("In review", 0, False),
    ]


def test_a_tab_keeps_the_filter_and_says_what_it_holds(cast, logged_in, three):
    answer = logged_in(cast.aicha).get(LIST, {"state": "submitted", "q": "haricot"})
    page = answer.content.decode()
    assert _numbers(answer) == ["2"]
    assert "Handed in and waiting for an analyst" in page
    assert 'href="?q=haricot&amp;state=draft"' in page
    assert '<input type="hidden" name="state" value="submitted">' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "A-2010-0001"}, ["1"]),
        ({"since": "2010-04-01", "until": "2010-04-30"}, ["2"]),
        ({"since": "not a day"}, ["3", "2", "1"]),
        ({"sort": "amount"}, ["2", "1", "3"]),
        ({"sort": "-project"}, ["3", "2", "1"]),
        ({"state": "nonsense"}, []),
    ],
)
def test_the_url_is_the_view(cast, logged_in, three, query, found):
    assert _numbers(logged_in(cast.aicha).get(LIST, query)) == found


def test_the_list_hides_the_files_of_strangers_also_from_its_counters(cast, logged_in, three):
    answer = logged_in(cast.bram).get(LIST)
    assert _numbers(answer) == ["2", "1"]
    assert answer.context["tabs"][0].count == 2


def test_the_list_needs_the_right_and_rejects_the_wrong_method(cast, logged_in, client):
    assert logged_in(cast.filip).get(LIST).status_code == 403
    assert client.get(LIST).status_code == 302
    assert logged_in(cast.aicha).post(LIST).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, logged_in, haricot):
    client, counted = logged_in(cast.aicha), []
    for count in (10, 90):
        for _ in range(count):
            builders.application(project=haricot, received_on=MARCH)
        counted.append(queries_of(client, LIST))
    assert counted[0] == counted[1] <= 14
    assert len(_numbers(client.get(LIST))) == 50


def test_an_export_holds_the_tab(cast, logged_in, three):
    lines = logged_in(cast.aicha).get(LIST, {"state": "draft", "format": "csv"}).content.decode().splitlines()
    assert lines == [
        "project,reference,enterprise,product_code,amount,analyst,received_on,state",
        "Haricot Magique,A-2010-0001,Haricot Magique,MICRO,12500.00,Aïcha Benali,2010-03-01,draft",
    ]


def test_the_page_of_an_application_works(cast, logged_in, three):
    page = logged_in(cast.bram).get(three[1].get_absolute_url()).content.decode()
    for words in (
        "A-2010-0002",
        "€12,500.00",
        "36 months",
        "An oven, a counter",
        "Nadia Zeroual",
        "tone-warn",
    ):
        assert words in page


def test_the_page_hides_the_stranger(cast, logged_in, three):
    assert logged_in(cast.bram).get(three[2].get_absolute_url()).status_code == 404
    assert logged_in(cast.filip).get(three[2].get_absolute_url()).status_code == 403
    assert logged_in(cast.aicha).post(three[2].get_absolute_url()).status_code == 405


def test_an_application_knows_its_neighbours_within_the_tab(cast, logged_in, three):
    query = {"list": "1", "state": "submitted"}
    walk = logged_in(cast.aicha).get(three[1].get_absolute_url(), query).context["walk"]
    assert (walk.position, walk.total, walk.next_url) == (2, 2, "")
    assert walk.previous_url == f"{three[2].get_absolute_url()}?list=1&state=submitted"
