from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

import django_tables2 as tables
import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from core.models import Installation, User
from core.templatetags.look import Badge, Why
from tests.conftest import NOON, Cast

EVIL = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def draw(source: str, **context: Any) -> str:
    return Template("{% load look %}" + source).render(Context(context))


class State(NamedTuple):
    label: str
    tone: str


@pytest.mark.parametrize(
    ("state", "html"),
    [
        ("signed", '<span class="tone tone-neutral">signed</span>'),
        (("late", "bad"), '<span class="tone tone-bad">late</span>'),
        (Badge("paid", "good"), '<span class="tone tone-good">paid</span>'),
        (None, ""),
        ("", ""),
        (EVIL, '<span class="tone tone-neutral">&lt;script&gt;alert(1)&lt;/script&gt;</span>'),
    ],
)
def test_badge(state: Any, html: str) -> None:
    assert draw("{% badge state %}", state=state) == html


def test_badge_takes_an_object_with_label_and_tone() -> None:
    class Stage:
        label, tone = "proposed", "info"

    assert draw("{% badge state %}", state=Stage()) == '<span class="tone tone-info">proposed</span>'


def test_badge_refuses_a_tone_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="unknown tone 'pink'"):
        draw('{% badge "x" "pink" %}')


def test_icon_is_hidden_from_screen_readers_and_unknown_names_fail() -> None:
    assert draw('{% icon "search" %}').startswith('<svg class="icon" viewBox="0 0 16 16"')
    assert 'aria-hidden="true"' in draw('{% icon "search" %}')
    with pytest.raises(KeyError):
        draw('{% icon "no-such-icon" %}')


def test_stat_leads_to_its_rows_and_explains_itself() -> None:
    why = Why("principal paid out less repaid", "31 December 2013", "/rows/", exclusions="interest")
    html = draw('{% stat "Outstanding" "€ 12" hint="of 3" url="/rows/" tone="bad" why=why %}', why=why)
    assert '<a class="stat-value" href="/rows/">€ 12</a>' in html
    assert 'class="stat stat-bad"' in html
    for told in ("Why this number?", "principal paid out less repaid", "31 December 2013", "interest"):
        assert told in html


@pytest.mark.parametrize(("given", "shown"), [(42, 42), (-3, 0), (140, 100)])
def test_progress_stays_between_nothing_and_all(given: int, shown: int) -> None:
    html = draw('{% progress "Report" percent "charts" %}', percent=given)
    assert f'<progress max="100" value="{shown}" aria-label="Report">' in html


def test_empty_state_offers_the_next_step() -> None:
    html = draw('{% empty_state "Nothing" "Do this." "New" "/new/" %}')
    assert '<a class="btn btn-primary" href="/new/">New</a>' in html
    assert "<a" not in draw('{% empty_state "Nothing" %}')


def test_facts_never_leave_out_what_is_not_known() -> None:
    pairs = [("Advisor", None), ("Town", ""), ("Name", EVIL), ("Days", 0)]
    html = draw("{% facts pairs %}", pairs=pairs)
    assert html.count("not known") == 2
    assert "<script" not in html
    assert "<dd>0</dd>" in html


def test_timeline_tells_who_and_when() -> None:
    entry = {"title": "Signed", "who": "Aïcha", "at": date(2011, 3, 3), "text": EVIL, "url": "/x/"}
    html = draw("{% timeline entries %}", entries=[entry])
    assert '<a href="/x/">Signed</a>' in html
    assert "Aïcha, " in html
    assert "<script" not in html
    assert "Nothing has happened yet." in draw("{% timeline entries %}", entries=[])


def test_messages_keep_their_weight_and_are_announced() -> None:
    html = draw(
        "{% flash messages %}", messages=[Message(constants.ERROR, EVIL), Message(constants.SUCCESS, "Ok")]
    )
    assert 'role="status"' in html
    assert "notice-bad" in html
    assert "notice-good" in html
    assert "<script" not in html


def test_breadcrumb_marks_where_one_is() -> None:
    html = draw('{% breadcrumb "Desk" "/" "File" "" %}')
    assert '<a href="/">Desk</a>' in html
    assert '<span aria-current="page">File</span>' in html
    with pytest.raises(TemplateSyntaxError):
        draw('{% breadcrumb "Desk" %}')


def test_tabs_count_and_explain_the_open_one() -> None:
    items = [
        {"label": "New", "url": "?state=new", "count": 0, "active": True, "hint": "Nobody took these."},
        {"label": "All", "url": "?", "active": False, "hint": "hidden"},
    ]
    html = draw('{% tabs items "States" %}', items=items)
    assert '<a href="?state=new" aria-current="page">New<span class="count">0</span></a>' in html
    assert "Nobody took these." in html
    assert "hidden" not in html


def test_downloads_show_format_size_and_hash() -> None:
    one = {"label": "Report", "url": "/f/1/", "format": "pdf", "size": 84_500, "sha256": "9caac977a0af0c2229"}
    html = draw("{% downloads files %}", files=[one])
    assert "PDF, 85" in html
    assert 'title="9caac977a0af0c2229"' in html
    assert "SHA-256 9caac977a0af…" in html
    assert "No file has been made yet." in draw("{% downloads files %}", files=[])


def test_panel_and_identity_hold_a_block_and_escape_their_titles() -> None:
    html = draw('{% panel title=evil anchor="a" %}<b>{{ evil }}</b>{% endpanel %}', evil=EVIL)
    assert '<section class="panel" id="a">' in html
    assert "<b>&lt;script&gt;" in html
    assert "<script" not in html
    walk = {"previous_url": "/6/", "next_url": "/8/", "position": 7, "total": 23, "back_url": "/list/#row-7"}
    html = draw(
        "{% identity title=evil state=state walk=walk %}x{% endidentity %}",
        evil=EVIL,
        state="late",
        walk=walk,
    )
    assert "<script" not in html
    assert "7 of 23" in html
    assert 'rel="next" href="/8/"' in html
    assert 'href="/list/#row-7"' in html


class Row(NamedTuple):
    name: str
    amount: int


class RowTable(tables.Table):
    name = tables.Column(attrs={"td": {"class": "title"}})
    amount = tables.Column(attrs={"cell": {"class": "num"}})

    class Meta:
        empty_text = "No row"


def draw_table(rows: list[Row], query: str = "") -> str:
    request = RequestFactory().get(f"/{query}")
    table = RowTable(rows, request=request)
    tables.RequestConfig(request, paginate={"per_page": 2}).configure(table)
    return Template("{% load django_tables2 %}{% render_table table %}").render(
        Context({"table": table, "request": request})
    )


def test_table_names_each_cell_for_the_phone_and_sorts() -> None:
    html = draw_table([Row("a", 1), Row(EVIL, 2), Row("c", 3)], "?sort=-amount")
    assert '<table class="data stack">' in html
    assert 'aria-sort="descending"' in html
    assert html.count('data-label="Amount"') == 2
    assert 'class="num"' in html
    assert "<script" not in html
    assert "1–2 of 3" in html


def test_an_empty_table_says_so() -> None:
    html = draw_table([])
    assert "No row" in html
    assert "<table" not in html


@pytest.mark.django_db
def test_the_page_of_components_shows_them_all(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    html = logged_in(cast.filip).get(reverse("core:components")).text
    for told in (
        "Haricot Magique",
        "Why this number?",
        "No file waits for you",
        "Please check 4 answers",
        "7 of 23",
    ):
        assert told in html


@pytest.mark.django_db
def test_the_frame_shows_a_role_its_menu_and_marks_demonstration_data(
    cast: Cast, logged_in: Callable[[User], Client]
) -> None:
    browser = logged_in(cast.filip)
    page = reverse("core:components")
    html = browser.get(page).text
    assert "Administrator" in html
    assert f'<a href="{page}" aria-current="page">' in html
    assert "Demonstration data" not in html
    Installation.objects.update_or_create(pk=1, defaults={"demonstration_loaded_at": NOON})
    assert "Demonstration data" in browser.get(page).text
    assert "aria-current" not in logged_in(cast.bram).get(page).text.partition("</nav>")[0]


@pytest.mark.django_db
def test_the_question_page_sends_by_post_and_has_a_way_out(
    cast: Cast, logged_in: Callable[[User], Client]
) -> None:
    html = logged_in(cast.chantal).get(reverse("core:confirm_example")).text
    assert '<form class="panel form-card" method="post">' in html
    assert "csrfmiddlewaretoken" in html
    assert "Cancel" in html


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "404.html", "500.html"])
def test_an_error_page_needs_no_database_and_no_request(name: str) -> None:
    html = render_to_string(name)
    assert "To the desk" in html
    assert "{%" not in html
