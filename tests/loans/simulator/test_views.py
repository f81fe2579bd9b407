"""The page of the simulator: for anyone, in three languages, within the conditions of the start day, never stored."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import formats
from core.models import AuditEvent, Installation, User
from loans.models import Product, ProductTerms
from tests.conftest import Cast
from tests.counting import queries_of
from tests.loans.simulator.conftest import Ask

LOAN = {"product": "MICRO", "amount": "25000", "months": "60", "grace": "0", "start": "2025-01-31"}


def test_a_first_visit_shows_a_worked_example(ask: Ask) -> None:
    page = ask()
    assert page.status_code == 200
    assert "This is a worked example" in page.text
    answer = page.context["answer"]
    assert answer.terms.product.code == "MICRO"
    assert (answer.question.amount, answer.question.months, answer.question.grace) == (12500, 36, 0)
    assert str(answer.question.start) == "2025-03-14"


def test_a_loan_is_worked_out(ask: Ask) -> None:
    """25,000 at 4 % in 60 months: 460.41 a month by the formula, 2,624.74 or so of interest, 4.07 % a year."""
    page = ask(**LOAN)
    answer = page.context["answer"].simulation
    assert answer.instalment == Decimal("460.41")
    assert "worked example" not in page.text
    assert "€460.41" in page.text
    assert "4.07%" in page.text
    assert "valid from 1 January 2001" in page.text.replace("\xa0", " ")
    assert page.text.count('class="subtotal"') == 6  # 2025 to 2030
    assert "Indicative calculation, not an offer" in page.text
    assert 'class="chart"' in page.text


def test_a_link_may_carry_the_product_alone(ask: Ask) -> None:
    answer = ask(product="SEED").context["answer"]
    assert answer.terms.product.code == "SEED"
    assert answer.question.amount == 47500


def test_every_link_of_the_answer_carries_its_inputs(ask: Ask) -> None:
    page = ask(**LOAN | {"amount": "25 000,00"})
    carried = "language=en&amp;product=MICRO&amp;amount=25000&amp;months=60&amp;grace=0&amp;start=2025-01-31"
    for path in ("", "schedule.csv", "schedule.xlsx", "simulation.pdf"):
        assert f'href="/simulator/{path}?{carried}"' in page.text
    assert f'href="/simulator/?{carried.replace("=en", "=nl")}"' in page.text


def test_grace_is_compared_with_none(ask: Ask) -> None:
    page = ask(**LOAN | {"grace": "6"})
    assert "With 6 months" in page.text
    assert page.context["answer"].compared.instalment == Decimal("460.41")
    last = page.context["answer"].simulation.last
    assert f"after 6 × €83.33 of interest only; the last one {formats.euro(last)}" in page.text
    assert ask(**LOAN).context["answer"].compared is None


def test_on_paper_stand_the_day_and_the_whole_address(ask: Ask) -> None:
    text = ask(**LOAN).text.replace("\xa0", " ")
    carried = "language=en&amp;product=MICRO&amp;amount=25000&amp;months=60&amp;grace=0&amp;start=2025-01-31"
    assert f"Calculated on 14 March 2025. http://testserver/simulator/?{carried}</p>" in text


def test_a_refused_file_is_a_page_and_no_download(ask: Ask) -> None:
    """A link with `download` would hide the page that says to wait a minute."""
    assert re.search(r"<a [^>]*\bdownload\b", ask(**LOAN).text) is None


def test_french_keeps_its_space_before_the_colon(ask: Ask) -> None:
    text = ask(**LOAN | {"amount": "1"}, language="fr").text
    assert "Montant en EUR\xa0: Cette valeur est trop basse." in text


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"amount": "1249.99"}, "amount", "This value is too low."),
        ({"amount": "25000.01"}, "amount", "This value is too high."),
        ({"amount": "1.234"}, "amount", "This can be read in two ways."),
        ({"amount": ""}, "amount", "This field is required."),
        ({"months": "0"}, "months", "This value is too low."),
        ({"months": "601"}, "months", "This value is too high."),
        ({"months": "2.5"}, "months", "Enter a whole number."),
        ({"grace": "60"}, "grace", "This value is too high."),
        ({"grace": "-1"}, "grace", "This value is too low."),
        ({"start": "2000-12-31"}, "start", "valid from 1 January 2001"),
        ({"start": "9998-01-01"}, "start", "after the year 9999"),
        ({"start": "soon"}, "start", "Enter a valid date."),
        ({"product": "GOLD"}, "product", "GOLD is not one of the available choices."),
    ],
)
def test_an_answer_out_of_bounds_is_explained_and_kept(
    ask: Ask, changes: dict[str, str], field: str, words: str
) -> None:
    page = ask(**LOAN | changes)
    assert page.status_code == 200
    form = page.context["form"]
    assert list(form.errors) == [field]
    assert words in form.errors[field][0].replace("\xa0", " ")
    assert page.context["answer"] is None
    assert "1 answer needs a correction" in page.text
    assert 'aria-invalid="true"' in page.text
    if field != "product":
        assert f'value="{changes[field]}"' in page.text or changes[field] == ""


def test_the_bounds_stand_beside_the_fields_and_in_their_attributes(ask: Ask) -> None:
    micro = ProductTerms.objects.filter(product__code="MICRO")
    micro.update(min_months=6, max_months=84, max_grace_months=12)
    text = ask(**LOAN).text
    assert "From 6 to 84 months." in text
    assert "From 0 to 12 months." in text
    assert 'min="6" max="84"' in text
    assert 'min="0" max="12"' in text
    assert 'min="2001-01-01"' in text
    assert "From €1,250.00 to €25,000.00." in text
    micro.update(max_months=None)
    assert "At least 6 months; no longest term is set, the simulator accepts up to 600." in ask(**LOAN).text


def test_a_loan_that_rounding_never_repays_is_explained(ask: Ask) -> None:
    """EUR 0.10 at 90 % in 600 months: interest of 0.0075 a month rounds to a whole cent, and so does the instalment."""
    ProductTerms.objects.filter(product__code="MICRO").update(min_amount="0.01", rate_yearly="0.9")
    form = ask(**LOAN | {"amount": "0.10", "months": "600"}).context["form"]
    assert form.errors == {"months": ["Such a loan would never be repaid. Choose a shorter term."]}


def test_a_day_that_cannot_be_read_is_the_only_mistake(ask: Ask) -> None:
    """In 2015 a cash credit went up to EUR 75,000: the bounds of the years after 2020 would be a second complaint."""
    Installation.objects.update(demonstration_day=date(2015, 3, 14))
    cash = LOAN | {"product": "CASH", "amount": "50000"}
    for start in ("", "soon"):
        page = ask(**cash | {"start": start})
        assert list(page.context["form"].errors) == ["start"]
        assert "to €75,000.00." in page.text


def test_before_the_first_conditions_the_calculation_still_bounds_the_term(ask: Ask) -> None:
    old = LOAN | {"start": "2000-12-31"}
    assert list(ask(**old | {"months": "601"}).context["form"].errors) == ["start", "months"]
    late = ask(**old | {"months": "24", "grace": "24"})
    assert list(late.context["form"].errors) == ["start", "grace"]
    assert "From 0 to 23 months." in late.text


def test_the_calculation_bounds_what_the_product_would_allow(ask: Ask) -> None:
    ProductTerms.objects.filter(product__code="MICRO").update(max_months=720)
    assert "From 1 to 600 months." in ask(**LOAN | {"months": "601"}).text


def test_the_conditions_are_those_of_the_start_day(ask: Ask) -> None:
    """Cash credit: up to EUR 75,000 until the end of 2020, up to EUR 7,500 from 2021 on."""
    cash = LOAN | {"product": "CASH", "amount": "50000"}
    before = ask(**cash | {"start": "2020-12-31"}).context["answer"]
    assert (str(before.terms.valid_from), str(before.terms.valid_to)) == ("2001-01-01", "2020-12-31")
    after = ask(**cash | {"start": "2021-01-01"})
    assert list(after.context["form"].errors) == ["amount"]
    assert "to €7,500.00." in after.text


def test_a_new_rate_counts_from_its_first_day(ask: Ask) -> None:
    micro = ProductTerms.objects.get(product__code="MICRO")
    facts = {"min_amount": 1250, "max_amount": 25000, "rate_yearly": Decimal("0.035"), "source": "test"}
    ProductTerms.objects.create(product=micro.product, valid_from="2025-02-01", **facts)
    rates = {
        day: ask(**LOAN | {"start": day}).context["answer"].simulation.rate_yearly
        for day in ("2025-01-31", "2025-02-01")
    }
    assert rates == {"2025-01-31": Decimal("0.04"), "2025-02-01": Decimal("0.035")}


def test_limits_that_are_not_set_are_said_to_be_unset(ask: Ask) -> None:
    text = ask(**LOAN | {"product": "CASH", "amount": "5000"}).text
    assert "limits not set" in text
    assert "limit not set" in text
    assert '<span class="unset">not set</span>' in text  # no least own contribution


@pytest.mark.parametrize(("language", "amount"), [("en", "€460.41"), ("fr", "460,41 €"), ("nl", "€ 460,41")])
def test_the_address_says_the_language(ask: Ask, language: str, amount: str) -> None:
    page = ask(**LOAN, language=language)
    assert page["Content-Language"] == language
    assert f'<html lang="{language}">' in page.text
    assert amount in page.text.replace("\xa0", " ")


def test_without_a_wish_the_browser_says_the_language(products: None) -> None:
    assert '<html lang="nl">' in Client(headers={"accept-language": "nl"}).get("/simulator/").text
    assert '<html lang="nl">' in Client(headers={"accept-language": "nl"}).get("/simulator/?language=xx").text


def test_nothing_is_stored_and_no_cookie_is_set(ask: Ask, visitor: Client) -> None:
    counted = (Session, AuditEvent, Product, ProductTerms)
    before = [model.objects.count() for model in counted]
    with CaptureQueriesContext(connection) as captured:
        for path in ("", "schedule.csv", "schedule.xlsx", "simulation.pdf"):
            answer = ask(path, **LOAN)
            assert answer.status_code == 200
            assert answer.cookies == {}
    assert visitor.cookies == {}
    written = [one["sql"] for one in captured if one["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert written == []
    assert [model.objects.count() for model in counted] == before


def test_what_carries_no_cookie_may_be_kept_by_caches(ask: Ask, visitor: Client) -> None:
    page = ask(**LOAN)
    assert page["Cache-Control"] == "public, max-age=300"
    assert {"Accept-Language", "Cookie"} <= set(page["Vary"].split(", "))
    visitor.cookies["django_language"] = "fr"
    assert ask(**LOAN)["Cache-Control"] == "private"


def test_a_page_costs_the_same_few_queries_whatever_is_asked(products: None, visitor: Client) -> None:
    short = queries_of(visitor, "/simulator/?months=2")
    assert queries_of(visitor, "/simulator/?months=600&amp;grace=12") == short <= 6


def test_only_reading_methods(products: None, visitor: Client) -> None:
    assert visitor.post("/simulator/", LOAN).status_code == 405
    assert visitor.head("/simulator/").status_code == 200


@pytest.mark.parametrize("name", [*LOAN, "language", "csrfmiddlewaretoken"])
def test_odd_text_is_no_error(ask: Ask, name: str) -> None:
    for text in ("zzz", "-1", "9" * 40, "9" * 5000, "'\"<", "€", "1e3", "NaN", "٣"):
        assert ask(**LOAN | {name: text}).status_code == 200
        assert ask("schedule.csv", **LOAN | {name: text}).status_code in {200, 302}


def test_without_products_the_page_says_so(db: None, visitor: Client) -> None:
    page = visitor.get("/simulator/")
    assert "No product is set up yet" in page.text
    assert visitor.get("/simulator/simulation.pdf").status_code == 302


def test_the_ways_in_and_out(
    products: None, visitor: Client, cast: Cast, logged_in: Callable[[User], Client]
) -> None:
    assert 'href="/simulator/"' in visitor.get("/account/login/").text
    assert 'href="/account/login/"' in visitor.get("/simulator/").text
    staff = logged_in(cast.aicha)
    assert '<a href="/simulator/">' in staff.get("/").text
    assert "/simulator/?product=MICRO" in staff.get("/portfolio/products/").text


def test_staff_keep_their_menu_and_the_languages_of_the_address(
    products: None, cast: Cast, logged_in: Callable[[User], Client]
) -> None:
    text = logged_in(cast.aicha).get("/simulator/", LOAN).text
    assert '<a href="/simulator/" aria-current="page">' in text
    assert "€460.41" in text
    assert text.count("htmx-2.min") == text.count('id="lost-answer"') == 1
    assert 'href="/simulator/?language=nl&amp;product=MICRO' in text
    assert 'action="/language/' not in text
