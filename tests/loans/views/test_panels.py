import pytest

from applicants.models import Application
from loans.models import Investment
from loans.services import decisions
from tests.loans.builders import DECIDED, Stage, at
from tests.loans.views.conftest import Enter

HTMX = {"HX-Request": "true"}


def test_a_project_shows_its_investments_as_panel_and_as_page(
    loan: Investment, logged_in: Enter, stage: Stage
) -> None:
    client, url = logged_in(stage.cast.bram), f"/portfolio/projects/{loan.project_id}/"

    panel, page = client.get(url, headers=HTMX), client.get(url)

    assert b"<html" not in panel.content
    assert b"<html" in page.content
    for answer in (panel, page):
        assert loan.reference in answer.content.decode()
        assert "overdue 97 days" in answer.content.decode()


def test_a_project_without_investments_says_so(stage: Stage, logged_in: Enter) -> None:
    project = stage.project()

    answer = logged_in(stage.cast.bram).get(f"/portfolio/projects/{project.pk}/", headers=HTMX)

    assert b"No contract has been signed" in answer.content


def test_a_decision_is_shown_with_its_people(loan: Investment, logged_in: Enter, stage: Stage) -> None:
    url = f"/portfolio/applications/{loan.decision.application_id}/"

    page = logged_in(stage.cast.bram).get(url, headers=HTMX).content.decode()

    for words in ("approved", "Aïcha Benali", "Chantal Lefèvre", loan.reference):
        assert words in page


def test_a_refusal_shows_its_reason_and_an_open_request_says_so(stage: Stage, logged_in: Enter) -> None:
    application: Application = stage.application()
    client, url = logged_in(stage.cast.aicha), f"/portfolio/applications/{application.pk}/"
    assert b"Nothing is decided yet" in client.get(url).content

    decisions.refuse(
        application=application,
        reason="No repayment capacity.",
        proposed_by=stage.cast.aicha,
        proposed_on=DECIDED,
        by=stage.cast.chantal,
        on=DECIDED,
        at=at(DECIDED),
    )

    assert b"No repayment capacity." in client.get(url).content


@pytest.mark.parametrize("kind", ["projects", "applications"])
def test_panels_are_hidden_from_strangers(
    loan: Investment, logged_in: Enter, stage: Stage, kind: str
) -> None:
    key = loan.project_id if kind == "projects" else loan.decision.application_id
    url = f"/portfolio/{kind}/{key}/"

    assert logged_in(stage.cast.greta).get(url).status_code == 404
    assert logged_in(stage.cast.filip).get(url).status_code == 403
    assert logged_in(stage.cast.bram).post(url).status_code == 405


def test_products_show_their_dated_terms_and_what_is_not_set(stage: Stage, logged_in: Enter) -> None:
    url = "/portfolio/products/"

    page = logged_in(stage.cast.bram).get(url).content.decode()

    for words in ("Seed-capital fund", "€1,250 – €25,000", "5.0%", "not set", "not verified", "31/12/2020"):
        assert words in page, words
    assert logged_in(stage.cast.filip).get(url).status_code == 403
    assert logged_in(stage.cast.bram).post(url).status_code == 405
