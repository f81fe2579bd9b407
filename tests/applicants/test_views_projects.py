import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.models import AuditEvent
from tests.applicants import builders
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
MARCH = date(2010, 3, 1)
LIST = reverse("applicants:project_list")


@pytest.fixture
def haricot(cast):
    return builders.project(
        analyst=cast.aicha,
        advisor=cast.bram,
        opened_on=MARCH,
        firm={"enterprise_number": "0428759497"},
        people=2,
    )


@pytest.fixture
def reconfort(cast):
    return builders.project(
        analyst=cast.aicha,
        advisor=cast.greta,
        opened_on=date(2012, 5, 2),
        title="Réconfort +",
        kind="growth",
        firm={"municipality": "21007", "legal_form": "SCRL"},
    )


def _titles(answer):
    return [row.record.title for row in answer.context["table"].paginated_rows]


def test_the_list_works(cast, logged_in, haricot, reconfort):
    answer = logged_in(cast.aicha).get(LIST)
    assert _titles(answer) == ["Réconfort +", "Haricot Magique"]
    assert "2 projects" in answer.content.decode()


def test_the_list_needs_the_right(cast, logged_in, client):
    assert logged_in(cast.filip).get(LIST).status_code == 403
    assert client.get(LIST).status_code == 302


def test_the_list_rejects_the_wrong_method(cast, logged_in):
    assert logged_in(cast.aicha).post(LIST).status_code == 405


def test_an_advisor_sees_only_the_files_in_their_care(cast, logged_in, haricot, reconfort):
    assert _titles(logged_in(cast.bram).get(LIST)) == ["Haricot Magique"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "RECONFORT"}, ["Réconfort +"]),
        ({"q": "zeroual nadia1"}, ["Haricot Magique"]),
        ({"q": "0428.759"}, ["Haricot Magique"]),
        ({"q": "p-2012-0001"}, ["Réconfort +"]),
        ({"q": "100%_"}, []),
        ({"kind": "growth"}, ["Réconfort +"]),
        ({"year": "2010"}, ["Haricot Magique"]),
        ({"year": "1812"}, ["Réconfort +", "Haricot Magique"]),
        ({"municipality": "x' OR 1=1"}, ["Réconfort +", "Haricot Magique"]),
        ({"sort": "title"}, ["Haricot Magique", "Réconfort +"]),
        ({"sort": "-municipality"}, ["Haricot Magique", "Réconfort +"]),
        ({"sort": "people"}, ["Réconfort +", "Haricot Magique"]),
        ({"sort": "password"}, ["Réconfort +", "Haricot Magique"]),
        ({"page": "99"}, ["Réconfort +", "Haricot Magique"]),
    ],
)
def test_the_url_is_the_view(cast, logged_in, haricot, reconfort, query, found):
    assert _titles(logged_in(cast.aicha).get(LIST, query)) == found


def test_filters_in_use_are_chips_that_can_be_removed(cast, logged_in, haricot):
    page = logged_in(cast.aicha).get(LIST, {"kind": "growth", "sort": "title"}).content.decode()
    assert 'class="chip" href="?sort=title"' in page
    assert '<input type="hidden" name="sort" value="title">' in page
    assert 'class="empty"' in page


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, logged_in):
    client, counted = logged_in(cast.aicha), []
    for count in (10, 90):
        for _ in range(count):
            builders.project(
                analyst=cast.aicha, advisor=cast.bram, opened_on=MARCH, title="One of many", people=2
            )
        counted.append(queries_of(client, LIST))
    assert counted[0] == counted[1] <= 14
    assert len(_titles(client.get(LIST))) == 50


def test_an_export_is_the_filtered_list_safe_from_formulas_and_leaves_a_trace(cast, logged_in, haricot):
    builders.project(analyst=cast.aicha, opened_on=MARCH, title="=HYPERLINK(1)")
    answer = logged_in(cast.aicha).get(LIST, {"format": "csv", "sort": "title", "kind": "start_up"})
    lines = answer.content.decode().splitlines()
    assert answer["Content-Disposition"] == 'attachment; filename="projects.csv"'
    assert lines[0].startswith("title,reference,enterprise,municipality,kind,people")
    assert lines[1].startswith("'=HYPERLINK(1),P-2010-0002")
    assert lines[2] == (
        "Haricot Magique,P-2010-0001,Haricot Magique,Molenbeek-Saint-Jean,start-up,2,"
        "Aïcha Benali,Bram Peeters,2010-03-01"
    )
    event = AuditEvent.objects.get(verb="list.export")
    assert (event.subject, event.by) == ("projects:csv", cast.aicha)
    assert event.detail == {"query": "sort=title&kind=start_up"}


def test_an_export_as_a_workbook_opens(cast, logged_in, haricot):
    answer = logged_in(cast.aicha).get(LIST, {"format": "xlsx"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][:2] == ("Project", "Number")
    assert (rows[1][0], rows[1][5]) == ("Haricot Magique", 2)


def test_the_page_of_a_project_works(cast, logged_in, haricot):
    builders.application(project=haricot, received_on=MARCH)
    page = logged_in(cast.bram).get(haricot.get_absolute_url()).content.decode()
    assert "0428.759.497" in page
    assert "Nadia1 Zeroual" in page
    assert "A-2010-0001" in page
    assert "€12,500.00" in page


def test_the_page_hides_the_stranger(cast, logged_in, haricot):
    assert logged_in(cast.greta).get(haricot.get_absolute_url()).status_code == 404
    assert logged_in(cast.filip).get(haricot.get_absolute_url()).status_code == 403
    assert logged_in(cast.aicha).post(haricot.get_absolute_url()).status_code == 405


def test_a_file_knows_its_neighbours_in_the_list_it_was_opened_from(cast, logged_in, haricot, reconfort):
    third = builders.project(analyst=cast.aicha, opened_on=MARCH, title="Zinc")
    answer = logged_in(cast.aicha).get(haricot.get_absolute_url(), {"list": "1", "sort": "-title"})
    walk = answer.context["walk"]
    assert (walk.position, walk.total) == (3, 3)
    assert walk.previous_url == f"{reconfort.get_absolute_url()}?list=1&sort=-title"
    assert walk.next_url == ""
    assert walk.back_url == f"{LIST}?sort=-title#row-{haricot.pk}"
    assert third.title in logged_in(cast.aicha).get(walk.back_url).content.decode()


def test_a_file_opened_by_itself_or_no_longer_in_the_filter_has_no_neighbours(cast, logged_in, haricot):
    client = logged_in(cast.aicha)
    assert client.get(haricot.get_absolute_url()).context["walk"] is None
    assert client.get(haricot.get_absolute_url(), {"list": "1", "kind": "growth"}).context["walk"] is None
    unfiltered = client.get(haricot.get_absolute_url(), {"list": "1"}).context["walk"]
    assert (unfiltered.position, unfiltered.total) == (1, 1)
