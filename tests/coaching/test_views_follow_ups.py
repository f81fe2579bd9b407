from datetime import date

import pytest
from django.urls import reverse

from core.models import Installation
from tests.applicants import builders as applicants
from tests.coaching import builders
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
LIST = reverse("coaching:follow_up_list")


@pytest.fixture(autouse=True)
def calendar_of_the_demonstration(db):
    Installation.objects.update_or_create(pk=1, defaults={"demonstration_day": date(2012, 4, 16)})


def _titles(answer):
    return [row.record.project.title for row in answer.context["table"].paginated_rows]


def test_the_list_works_with_the_longest_silence_first(cast, logged_in, in_care_of_bram, in_care_of_greta):
    builders.session(follow_up=in_care_of_bram, held_on=date(2012, 4, 2))
    client = logged_in(cast.aicha)
    answer = client.get(LIST)
    assert _titles(answer) == ["Réconfort +", "Haricot Magique"]
    tabs = {tab.url: (tab.count, tab.active) for tab in answer.context["tabs"]}
    assert tabs["?"] == (2, True)
    assert (tabs["?silence=14"], tabs["?silence=30"], tabs["?silence=7"]) == (
        (1, False),
        (1, False),
        (0, False),
    )
    assert _titles(client.get(LIST, {"silence": "14"})) == ["Haricot Magique"]
    assert _titles(client.get(LIST, {"silence": "closed"})) == []
    assert _titles(client.get(LIST, {"silence": "x"})) == []


def test_the_list_needs_the_right_hides_strangers_and_rejects_the_wrong_method(
    cast, logged_in, in_care_of_bram, in_care_of_greta
):
    assert logged_in(cast.filip).get(LIST).status_code == 403
    assert _titles(logged_in(cast.bram).get(LIST)) == ["Haricot Magique"]
    assert logged_in(cast.bram).post(LIST).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, logged_in):
    client, counted = logged_in(cast.aicha), []
    for count in (10, 90):
        for _ in range(count):
            project = applicants.project(analyst=cast.aicha, opened_on=date(2012, 1, 2))
            builders.follow_up(project=project, advisor=cast.bram, opened_on=date(2012, 2, 1))
        counted.append(queries_of(client, LIST))
    assert counted[0] == counted[1] <= 14
    assert len(_titles(client.get(LIST))) == 50


def test_an_export_holds_the_days_of_silence(cast, logged_in, in_care_of_bram):
    lines = logged_in(cast.bram).get(LIST, {"format": "csv"}).content.decode().splitlines()
    assert lines[1] == "Haricot Magique,Haricot Magique,Bram Peeters,2012-03-01,,46"


def test_the_client_sheet_works(cast, logged_in, in_care_of_bram):
    builders.session(
        follow_up=in_care_of_bram, held_on=date(2012, 4, 2), next_action="Brings the lease.", minutes=90
    )
    client = logged_in(cast.bram)
    page = client.get(in_care_of_bram.get_absolute_url()).content.decode()
    for words in ("Cash flow.", "Next step: Brings the lease.", "1.50", ">14<", "Log a session"):
        assert words in page
    assert (
        "Log a session" not in logged_in(cast.aicha).get(in_care_of_bram.get_absolute_url()).content.decode()
    )


def test_the_client_sheet_hides_the_stranger(cast, logged_in, in_care_of_bram):
    url = in_care_of_bram.get_absolute_url()
    assert logged_in(cast.greta).get(url).status_code == 404
    assert logged_in(cast.filip).get(url).status_code == 403
    assert logged_in(cast.bram).post(url).status_code == 405


def test_the_panel_is_a_fragment_for_the_page_of_the_project_and_a_page_by_itself(
    cast, logged_in, in_care_of_bram
):
    builders.session(follow_up=in_care_of_bram, held_on=date(2012, 4, 2), note="Cash-flow table done.")
    url = reverse("coaching:panel_for_project", args=[in_care_of_bram.project_id])
    client = logged_in(cast.bram)
    fragment = client.get(url, headers={"hx-request": "true"}).content.decode()
    page = client.get(url).content.decode()
    assert fragment.strip().startswith("<section")
    assert "<html" not in fragment
    assert "Cash-flow table done." in fragment
    assert fragment.strip() in page


def test_the_panel_hides_the_stranger(cast, logged_in, in_care_of_bram):
    url = reverse("coaching:panel_for_project", args=[in_care_of_bram.project_id])
    assert logged_in(cast.greta).get(url).status_code == 404
    assert logged_in(cast.filip).get(url).status_code == 403
    assert logged_in(cast.bram).post(url).status_code == 405


def test_the_page_of_the_project_asks_for_the_panel(cast, logged_in, in_care_of_bram):
    url = reverse("coaching:panel_for_project", args=[in_care_of_bram.project_id])
    page = logged_in(cast.bram).get(in_care_of_bram.project.get_absolute_url()).content.decode()
    assert f'hx-get="{url}" hx-trigger="load"' in page
    assert f'<a href="{url}">' in page
