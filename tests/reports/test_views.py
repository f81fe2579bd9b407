"""The pages of reports: what they show, who may act, what they refuse, and that a fragment equals a fresh
page."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core import documents
from core.models import Document, Installation
from core.tasks import render_document
from reports.models import Snapshot
from reports.services import snapshots
from tests.funding.builders import at
from tests.reports.conftest import TODAY
from tests.reports.test_services_snapshots import change

LIST = "/reports/"
ASK = "/reports/ask/"


@pytest.fixture
def manager(world, logged_in):
    Installation.objects.create(pk=1, demonstration_seed="x", demonstration_day=TODAY)
    return logged_in(world.cast.chantal)


def wish(world, **changes):
    facts = {
        "programme": world.programme.pk,
        "period_from": "2007-01-01",
        "period_to": "2015-12-31",
        "languages": ["fr", "nl"],
        "submission_key": str(uuid4()),
    }
    return {**facts, **changes}


def test_an_empty_list_says_what_to_do(manager):
    page = manager.get(LIST)
    assert page.status_code == 200
    assert "Make the first report" in page.content.decode()


def test_the_list_shows_each_report_with_its_state(world, manager, take):
    take()
    page = manager.get(LIST).content.decode()
    assert "BRUSOC Objectif 2013" in page
    assert "Draft" in page


def test_the_list_asks_the_same_number_of_questions_for_many(manager, take, django_assert_max_num_queries):
    for year in range(2008, 2014):
        take(period_from=TODAY.replace(year=year, month=1, day=1), period_to=TODAY.replace(year=year))
    with django_assert_max_num_queries(14):
        assert manager.get(LIST).status_code == 200


def test_the_form_starts_with_the_whole_programme_and_offers_its_years(manager):
    page = manager.get(f"{ASK}?from=2012-01-01&to=2012-12-31").content.decode()
    assert 'value="2012-01-01"' in page
    assert "?from=2007-01-01&amp;to=2015-12-31" in page


def test_asking_freezes_the_figures_and_leads_to_the_page(world, manager):
    sent = wish(world)
    first, again = manager.post(ASK, sent), manager.post(ASK, sent)
    snapshot = Snapshot.objects.get()
    assert first.status_code == again.status_code == 302
    assert first.url == again.url == snapshot.get_absolute_url()
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"period_from": "2013-01-01", "period_to": "2012-01-01"}, "The period ends before it begins."),
        ({"period_from": "31-02-2013"}, "Enter a valid date."),
        ({"period_to": "2016-01-01"}, "after expenditure is eligible"),
        ({"programme": "999"}, "Select a valid choice"),
        ({"languages": []}, "Choose at least one language."),
        ({"languages": ["de"]}, "Select a valid choice"),
    ],
)
def test_a_wrong_wish_is_explained_and_nothing_typed_is_lost(world, manager, changes, sentence):
    answer = manager.post(ASK, wish(world, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    for typed in (changes.get("period_from"), changes.get("period_to")):
        assert not typed or f'value="{typed}"' in page
    assert not Snapshot.objects.exists()


def test_the_page_polls_while_a_worker_is_busy_and_then_offers_the_files(world, manager, take):
    snapshot = take()
    busy = manager.get(snapshot.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 1s"' in busy
    assert "waiting for a worker" in busy
    render_document(str(Document.objects.get().pk))
    done = manager.get(snapshot.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 1s"' not in done
    for one in Document.objects.get().files.all():
        assert reverse("core:file_download", args=[one.file_id]) in done


def test_the_fragment_is_what_a_fresh_page_shows(manager, take):
    snapshot = take()
    url = reverse("reports:document_progress", args=[snapshot.pk])
    fragment = manager.get(url, headers={"hx-request": "true"}).content.decode().strip()
    page = manager.get(snapshot.get_absolute_url()).content.decode()

    def without_token(text):
        return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)

    assert without_token(fragment) in without_token(page)
    assert manager.get(url).url == snapshot.get_absolute_url()


def test_a_download_needs_the_right_to_see_reports(world, manager, take, logged_in):
    take()
    render_document(str(Document.objects.get().pk))
    url = reverse("core:file_download", args=[Document.objects.get().files.get(format="pdf").file_id])
    assert b"".join(manager.get(url).streaming_content).startswith(b"%PDF")
    assert logged_in(world.cast.bram).get(url).status_code == 404


def test_one_more_language_is_asked_for_once(manager, take):
    snapshot = take()
    url = reverse("reports:document_ask", args=[snapshot.pk])
    for _ in range(2):
        assert manager.post(url, {"language": "en"}).status_code == 302
    assert manager.post(url, {"language": "xx"}).status_code == 302
    assert sorted(Document.objects.values_list("language", flat=True)) == ["en", "fr"]


def test_a_failed_edition_can_be_tried_again_by_whoever_may_ask(world, manager, take, logged_in):
    snapshot, now = take(), timezone.now()
    held = documents.claim(document_id=Document.objects.get().pk, worker="w1", at=now)
    documents.fail(document=held, reason="The disk is full.", at=now)
    page = manager.get(snapshot.get_absolute_url()).content.decode()
    url = reverse("reports:document_ask", args=[snapshot.pk])
    button = re.search(
        rf'<form method="post" action="{url}">(?:(?!</form>).)*Try again(?:(?!</form>).)*', page
    )
    assert "The disk is full." in page
    assert 'value="fr"' in button[0]
    assert "Try again" not in logged_in(world.cast.elke).get(snapshot.get_absolute_url()).content.decode()
    again = manager.post(url, {"language": "fr"}, follow=True).content.decode()
    assert "waiting for a worker" in again
    assert "The disk is full." not in again
    render_document(str(held.pk))
    assert Document.objects.get().state == "done"


def test_sealing_asks_first_and_then_seals(manager, take):
    snapshot = take()
    url = reverse("reports:snapshot_seal", args=[snapshot.pk])
    assert "never be changed" in manager.get(url).content.decode()
    assert snapshot.state == "draft"
    page = manager.post(url, follow=True).content.decode()
    assert "The report is sealed." in page
    again = manager.post(url, follow=True).content.decode()
    assert "notice-bad" in again
    assert "The report is sealed." not in again
    snapshot.refresh_from_db()
    assert snapshot.state == "sealed"


def test_what_changed_is_shown(world, manager, take):
    take()
    change(world)
    later = take(at=at(TODAY, 18))
    page = manager.get(reverse("reports:snapshot_differences", args=[later.pk])).content.decode()
    assert "5,637,188.00" in page
    assert "5,637,198.00" in page
    assert "Show what changed" in manager.get(later.get_absolute_url()).content.decode()


def test_a_hostile_title_is_shown_as_text(manager, take):
    page = manager.get(take().get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in page
    assert '<script>alert("x")' not in page
    assert " style=" not in page


def test_who_may_not(world, take, logged_in):
    snapshot = take()
    seal = reverse("reports:snapshot_seal", args=[snapshot.pk])
    assert logged_in(world.cast.bram).get(LIST).status_code == 403
    assert logged_in(world.cast.elke).get(snapshot.get_absolute_url()).status_code == 200
    assert logged_in(world.cast.elke).get(ASK).status_code == 403
    assert logged_in(world.cast.driss).post(seal).status_code == 403
    assert logged_in(world.cast.chantal).delete(LIST).status_code == 405
    assert snapshots.same_question(snapshot).count() == 0


def test_a_report_that_does_not_exist_is_not_found(manager):
    for name in ("snapshot_detail", "document_progress", "snapshot_seal", "snapshot_differences"):
        assert manager.get(reverse(f"reports:{name}", args=[uuid4()])).status_code == 404
