from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import django_filters
import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from core.models import User

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def draw(source: str, query: str = "", **context: Any) -> str:
    request = RequestFactory().get(f"/list/{query}")
    return Template("{% load formats lists look %}" + source).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    ("language", "source", "value", "shown"),
    [
        ("fr", "{{ v|euro }}", Decimal("5637188.00"), "5 637 188,00 €"),
        ("nl", "{{ v|euro }}", Decimal("1250"), "€ 1.250,00"),
        ("en", "{{ v|euro_round }}", Decimal("95000.50"), "€95,001"),
        ("fr", "{{ v|percent:3 }}", Decimal("0.52514"), "52,514 %"),
        ("en", "{{ v|rate }}", Decimal("0.04"), "4.0%"),
        ("nl", "{{ v|number:1 }}", Decimal("1234.55"), "1.234,6"),
        ("fr", "{{ v|day }}", date(2011, 3, 3), "3 mars 2011"),
        ("nl", "{{ v|day_short }}", date(2011, 3, 3), "03/03/2011"),
        ("en", "{{ v|when }}", date(2011, 3, 3), "3 March 2011"),
        ("en", "{{ v|when }}", datetime(2011, 3, 3, 9, 41, tzinfo=UTC), "3 Mar 2011 10:41"),
        ("en", "{{ v|days_late }}", 12, "overdue 12 days"),
        ("en", "{{ v|days_late }}", 1, "overdue 1 day"),
        ("en", "{{ v|days_late }}", 0, "on time"),
        ("en", "{{ v|days_late }}", None, "–"),
        ("en", "{{ v|file_size }}", 20, "1 kB"),
        ("en", "{{ v|file_size }}", 1_240_000, "1.2 MB"),
    ],
)
def test_a_value_is_written_as_its_reader_writes_it(
    language: str, source: str, value: Any, shown: str
) -> None:
    with translation.override(language):
        assert draw(source, v=value).replace(NBSP, " ").replace("\N{NARROW NO-BREAK SPACE}", " ") == shown


class Filter(django_filters.FilterSet):
    town = django_filters.ChoiceFilter(choices=[("1080", "Molenbeek"), ("1070", "Anderlecht")], label="Town")
    signed = django_filters.DateFromToRangeFilter(label="Signed")
    late = django_filters.BooleanFilter(label="Late", widget=forms.CheckboxInput)


def test_chips_speak_the_words_of_the_form_and_each_can_be_removed() -> None:
    query = "?town=1080&signed_after=2011-03-01&sort=-amount&page=3"
    data = RequestFactory().get(f"/{query}").GET
    with translation.override("en"):
        html = draw("{% filter_chips f %}", query, f=Filter(data, queryset=User.objects.none())).replace(
            NBSP, " "
        )
    assert '<span class="label">Town</span> Molenbeek' in html
    assert '<span class="label">Signed</span> 1 March 2011 – …' in html
    assert 'href="?signed_after=2011-03-01&amp;sort=-amount"' in html, "removing the town keeps the rest"
    assert 'href="?town=1080&amp;sort=-amount"' in html, "removing a span removes both of its ends"
    assert 'href="?sort=-amount"' in html, "clearing keeps the order"
    assert "Late" not in html


def test_no_filter_no_chips() -> None:
    assert draw("{% filter_chips f %}", f=Filter({}, queryset=User.objects.none())).strip() == ""


def test_a_chip_escapes_what_was_typed() -> None:
    class Search(forms.Form):
        q = forms.CharField()

    assert "&lt;b&gt;" in draw("{% filter_chips f %}", f=Search({"q": "<b>"}))


@pytest.mark.parametrize(
    ("query", "state", "next_sort"),
    [
        ("", "none", "amount"),
        ("?sort=amount", "ascending", "-amount"),
        ("?sort=-amount", "descending", "amount"),
    ],
)
def test_a_head_sorts_and_says_how_it_is_sorted(query: str, state: str, next_sort: str) -> None:
    html = draw('{% sort_head "Amount" "amount" numeric=True %}', query)
    assert (
        f'<th scope="col" class="num" aria-sort="{state}"><a href="?sort={next_sort}">Amount</a></th>' == html
    )


def test_sorting_goes_back_to_the_first_page_and_keeps_the_filter() -> None:
    assert "?town=1080&amp;sort=name" in draw('{% sort_head "Name" "name" %}', "?town=1080&page=4")


def test_the_pager_counts_and_leads_on() -> None:
    page = Paginator(range(248), 50).page(2)
    html = draw("{% pager page %}", "?town=1080", page=page)
    assert "51–100 of 248" in html
    assert 'rel="prev" href="?town=1080&amp;page=1"' in html
    assert 'rel="next" href="?town=1080&amp;page=3"' in html
    assert '<span class="here" aria-current="page">2</span>' in html


def test_one_page_needs_no_way_on() -> None:
    html = draw("{% pager page %}", page=Paginator(range(3), 50).page(1))
    assert "1–3 of 3" in html
    assert "<ul>" not in html


def test_a_keyset_pager_turns_by_cursor() -> None:
    html = draw('{% keyset_pager 51 100 None before="b1" after="a9" %}', "?after=a5")
    assert "51–100" in html
    assert " of " not in html
    assert 'href="?before=b1"' in html
    assert 'href="?after=a9"' in html
