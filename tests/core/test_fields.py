"""One documented reading of an amount in each language, or a field error: never a wrong value."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from core.fields import EuroField, read_euro

EVERYWHERE = {
    "1234": "1234.00",
    "1234.5": "1234.50",
    "1234.56": "1234.56",
    "1234,56": "1234.56",
    "1 234,56": "1234.56",
    "1\N{NO-BREAK SPACE}234,56": "1234.56",
    "1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567,8": "1234567.80",
    "1 234": "1234.00",
    " 12 ": "12.00",
    "€ 12,50": "12.50",
    "12,50 EUR": "12.50",
    "0.01": "0.01",
    "007": "7.00",
}
NOWHERE = [
    *("1.234", "1,234", "12.345", "999,999"),  # a thousand or a fraction
    *(
        "1.2345",
        "0.001",
        "1234.567",
        "1,2,3",
        "1..2",
        "1.23.456",
        "12 34",
        "1 2345,00",
        "1234 567",
        "1.234.56",
    ),
    *("1e3", "1E3", "NaN", "nan", "Infinity", "-Infinity", "0x10", "1_000", "½", "²"),
    *("-1", "+1", "--1", "(1)", "1-"),
    *("\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT TWO}", "\N{FULLWIDTH DIGIT ONE}", "१२"),
    *(".5", ",5", "5.", "5,", ".", ",", "abc", "12 USD", "1'234.50", "1\t234", "1\n234"),
    "",
]


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize(("text", "amount"), EVERYWHERE.items())
def test_what_has_one_reading_everywhere(language: str, text: str, amount: str) -> None:
    assert str(read_euro(text, language)) == amount


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.234,56", {"fr": "1234.56", "nl": "1234.56", "en": None}),
        ("1,234.56", {"fr": None, "nl": None, "en": "1234.56"}),
        ("1.234.567", {"fr": "1234567.00", "nl": "1234567.00", "en": None}),
        ("1,234,567", {"fr": None, "nl": None, "en": "1234567.00"}),
    ],
)
def test_marks_of_thousands_are_those_of_the_language(text: str, readings: dict[str, str | None]) -> None:
    found = {language: read_euro(text, language) for language in readings}

    assert {language: amount and str(amount) for language, amount in found.items()} == readings


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("text", NOWHERE)
def test_what_has_no_one_reading(language: str, text: str) -> None:
    assert read_euro(text, language) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "not_positive"),
        ("0,00", "not_positive"),
        ("-1", "invalid"),
        ("1.234", "ambiguous"),
        ("0.001", "ambiguous"),
        ("NaN", "invalid"),
        ("1000000000000", "too_large"),
        ("1" + "0" * 29, "too_large"),
        ("", "required"),
        ("   ", "required"),
    ],
)
def test_a_refusal_names_its_reason(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as error:
        EuroField().clean(text.strip())

    assert error.value.error_list[0].code == code


def test_the_greatest_and_the_least_amount_pass() -> None:
    assert EuroField().clean("999999999999,99") == Decimal("999999999999.99")
    assert EuroField(least=Decimal(0)).clean("0") == 0
    assert EuroField(required=False).clean("") is None


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_what_a_form_shows_is_read_back(language: str) -> None:
    with translation.override(language):
        shown = EuroField().prepare_value(Decimal("1234567.80"))
        assert EuroField().clean(shown) == Decimal("1234567.80")


def test_the_reason_shows_how_to_write_it_in_the_language() -> None:
    with translation.override("nl"), pytest.raises(ValidationError, match=r"1\.234,56"):
        EuroField().clean("1.234")
