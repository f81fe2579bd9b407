"""Django's admin: administrators only, reference data only, nothing deleted, everything in the trail."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client, override_settings

from applicants.models import Municipality
from core.admin_site import admin_site
from core.models import AuditEvent, User
from loans.models import Product, ProductTerms
from tests.conftest import Cast

REFERENCE = {
    "applicants.Municipality",
    "applicants.LegalForm",
    "loans.Product",
    "loans.ProductTerms",
    "funding.Programme",
    "funding.Indicator",
}
FACTS = {
    "nis_code": "29998",
    "name_fr": "Bourg-Essai",
    "name_nl": "Proefburg",
    "name_en": "Testborough",
    "postcodes": "9998",
    "valid_from": "2000-01-01",
}


@pytest.fixture
def filip(cast: Cast, logged_in: Callable[[User], Client]) -> Client:
    return logged_in(cast.filip)


@pytest.fixture
def place(db: None) -> Municipality:
    return Municipality.objects.create(**{**FACTS, "postcodes": ["9998"], "valid_from": date(2000, 1, 1)})


def test_only_reference_data_is_there() -> None:
    assert {model._meta.label for model in admin_site._registry} == REFERENCE


@override_settings(SECOND_FACTOR_ROLES=["administrator"])
def test_the_second_factor_counts_here_too(filip: Client) -> None:
    assert filip.get("/admin/")["Location"] == "/account/2fa/"


@pytest.mark.parametrize("label", sorted(REFERENCE))
def test_lists_and_forms_open(filip: Client, label: str) -> None:
    assert filip.get(f"/admin/{label.lower().replace('.', '/')}/").status_code == 200


def test_adding_and_changing_are_in_the_trail(cast: Cast, filip: Client) -> None:
    filip.post("/admin/applicants/municipality/add/", FACTS)
    place = Municipality.objects.get(nis_code="29998")
    url = f"/admin/applicants/municipality/{place.pk}/change/"
    assert filip.get(url).status_code == 200
    filip.post(url, {**FACTS, "name_fr": "Bourg-Test"})
    added, changed = AuditEvent.objects.filter(verb__startswith="reference").order_by("pk")
    assert (added.verb, added.by, added.subject) == (
        "reference.add",
        cast.filip,
        f"applicants.municipality:{place.pk}",
    )
    assert changed.detail == {"name_fr": ["Bourg-Essai", "Bourg-Test"]}


def test_nothing_can_be_deleted(filip: Client, place: Municipality) -> None:
    assert (
        filip.post(f"/admin/applicants/municipality/{place.pk}/delete/", {"post": "yes"}).status_code == 403
    )
    chosen = {"action": "delete_selected", "_selected_action": [place.pk], "post": "yes"}
    filip.post("/admin/applicants/municipality/", chosen)
    assert Municipality.objects.filter(pk=place.pk).exists()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "applicants/municipality/",
        "applicants/municipality/add/",
        "loans/movement/",
        "core/user/",
        "auth/group/",
        "no/such/",
    ],
)
@pytest.mark.parametrize("name", ["aicha", "bram", "chantal", "driss", "elke"])
def test_nobody_else_comes_in(cast: Cast, logged_in: Callable[[User], Client], name: str, path: str) -> None:
    answer = logged_in(getattr(cast, name)).get(f"/admin/{path}", follow=True)
    assert answer.status_code in {403, 404}


def test_nobody_is_sent_to_the_login_of_the_house(db: None) -> None:
    answer = Client().get("/admin/applicants/municipality/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/login/?next=/admin/applicants/municipality/")


def test_the_pages_of_the_library_that_go_around_our_login_are_closed(filip: Client) -> None:
    assert filip.get("/admin/password_change/")["Location"] == "/account/password/change/"
    assert filip.get("/admin/logout/")["Location"] == "/account/logout/"


def test_money_and_people_have_no_page(filip: Client) -> None:
    for path in (
        "loans/movement/",
        "loans/investment/",
        "core/user/",
        "core/auditevent/",
        "funding/expenditure/",
    ):
        assert filip.get(f"/admin/{path}").status_code == 404


def test_terms_in_force_keep_their_figures(filip: Client) -> None:
    product = Product.objects.create(code="TEST", name_fr="Essai", name_nl="Proef", name_en="Test")
    terms = ProductTerms.objects.create(
        product=product,
        min_amount=1250,
        max_amount=25_000,
        rate_yearly="0.04",
        source="test",
        valid_from="2008-01-01",
    )
    filip.post(
        f"/admin/loans/productterms/{terms.pk}/change/", {"rate_yearly": "0.5", "valid_to": "2009-12-31"}
    )
    terms.refresh_from_db()
    assert (str(terms.rate_yearly), terms.valid_to) == ("0.040000", date(2009, 12, 31))
