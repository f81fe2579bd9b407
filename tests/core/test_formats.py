"""Numbers and dates as a Belgian reader of each language writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from core import formats

D = Decimal
COST = D("5637188.00")


def plain(text: str) -> str:
    """Every kind of space that does not break as an ordinary one, for the eye of the reader of this test."""
    assert " " not in text, "a number must not be torn apart at the end of a line"
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("amount", "language", "text"),
    [
        (COST, "fr", "5 637 188,00 €"),
        (COST, "nl", "€ 5.637.188,00"),
        (COST, "en", "€5,637,188.00"),
        (D("-1250.5"), "fr", "-1 250,50 €"),
        (D("-1250.5"), "nl", "€ -1.250,50"),
        (D("-1250.5"), "en", "-€1,250.50"),
        (0, "fr", "0,00 €"),
        (D("0.005"), "fr", "0,01 €"),
        (D("999999999999.99"), "nl", "€ 999.999.999.999,99"),
        (None, "fr", "–"),
    ],
)
def test_euro(amount: Decimal | int | None, language: str, text: str) -> None:
    assert plain(formats.euro(amount, language)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [(D("1234.50"), "1 235 €"), (D("1234.49"), "1 234 €"), (D("-0.50"), "-1 €"), (D("2.5"), "3 €")],
)
def test_euro_without_cents_rounds_half_up(amount: Decimal, text: str) -> None:
    assert plain(formats.euro(amount, "fr", cents=False)) == text


@pytest.mark.parametrize(("language", "text"), [("fr", "52,514 %"), ("nl", "52,514 %"), ("en", "52.514%")])
def test_percent(language: str, text: str) -> None:
    assert plain(formats.percent(D("0.52514"), language, 3)) == text


@pytest.mark.parametrize(
    ("fraction", "text"),
    [
        (D("0.04"), "4,0 %"),
        (D("0.0425"), "4,25 %"),
        (D("0.052500"), "5,25 %"),
        (D(0), "0,0 %"),
        (D("1"), "100,0 %"),
        (None, "–"),
    ],
)
def test_a_rate_shows_every_digit_that_it_has(fraction: Decimal | None, text: str) -> None:
    assert plain(formats.rate(fraction, "fr")) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(1234567, 0, "1 234 567"), (D("2.5"), 0, "3"), (D("0.125"), 2, "0,13"), (None, 0, "–")],
)
def test_number(value: Decimal | int | None, digits: int, text: str) -> None:
    assert plain(formats.number(value, "fr", digits)) == text


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "3 mars 2011"), ("nl", "3 maart 2011"), ("en", "3 March 2011")]
)
def test_day(language: str, text: str) -> None:
    assert plain(formats.day(date(2011, 3, 3), language)) == text
    assert formats.day(date(2011, 3, 3), language, short=True) == "03/03/2011"


def test_month_and_nothing() -> None:
    assert plain(formats.month(date(2011, 3, 1), "fr")) == "mars 2011"
    assert formats.day(None, "fr") == formats.moment(None, "fr") == formats.percent(None, "fr") == "–"


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (datetime(2011, 7, 1, 22, 30, tzinfo=UTC), "2 Jul 2011 00:30"),
        (datetime(2011, 1, 1, 22, 30, tzinfo=UTC), "1 Jan 2011 23:30"),
        (datetime(2011, 3, 27, 0, 59, tzinfo=UTC), "27 Mar 2011 01:59"),
        (datetime(2011, 3, 27, 1, 0, tzinfo=UTC), "27 Mar 2011 03:00"),
    ],
)
def test_a_moment_is_told_in_the_time_of_brussels(instant: datetime, text: str) -> None:
    assert plain(formats.moment(instant, "en")) == text


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_active_language_counts_when_none_is_given(language: str) -> None:
    with translation.override(language):
        assert formats.euro(COST) == formats.euro(COST, language)
        assert formats.language_of() == language
