"""Numbers and dates as the reader's language writes them, the same on the screen and in documents (Babel, CLDR)."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal
from django.utils.translation import get_language

BRUSSELS = ZoneInfo("Europe/Brussels")
_LOCALES = {code: Locale.parse(name) for code, name in (("fr", "fr_BE"), ("nl", "nl_BE"), ("en", "en_GB"))}


def locale_of(language: str | None = None) -> Locale:
    """The Belgian flavour of a language ("fr", "nl", "en"); the active one when none is given."""
    return _LOCALES[(language or get_language() or "fr")[:2]]


def euro(amount: Decimal | int | None, language: str | None = None, *, cents: bool = True) -> str:
    """EUR with the sign and the spaces of the language; "–" for an unknown amount. Rounds half up."""
    if amount is None:
        return "–"
    value = Decimal(amount).quantize(Decimal("0.01") if cents else Decimal(1), rounding=ROUND_HALF_UP)
    pattern = {"en": "¤#,##0.00;-¤#,##0.00"}.get(locale_of(language).language, "#,##0.00 ¤")
    if language_of(language) == "nl":
        pattern = "¤ #,##0.00;¤ -#,##0.00"
    if not cents:
        pattern = pattern.replace(".00", "")
    text: str = format_currency(
        value, "EUR", format=pattern, locale=locale_of(language), currency_digits=False
    )
    return _unbreakable(text)


def number(value: Decimal | int | None, language: str | None = None, digits: int = 0) -> str:
    """A number with exactly `digits` decimals, rounded half up; "–" for None."""
    if value is None:
        return "–"
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return _unbreakable(format_decimal(rounded, format=pattern, locale=locale_of(language)))


def quantity(value: Decimal | None, language: str | None = None) -> str:
    """A counted or measured number: without decimals when it is whole, else with two; "–" for None."""
    whole = value is not None and value == value.to_integral_value()
    return number(value, language, 0 if whole else 2)


def percent(fraction: Decimal | None, language: str | None = None, digits: int = 1) -> str:
    """A fraction as a percentage: Decimal("0.52514") with three digits is "52,514 %" in French; "–" for None."""
    if fraction is None:
        return "–"
    text = number(fraction * 100, language, digits)
    return f"{text}%" if language_of(language) == "en" else f"{text}\N{NO-BREAK SPACE}%"


def rate(fraction: Decimal | None, language: str | None = None) -> str:
    """A yearly rate with as many digits as it has, at least one: 0.04 is "4,0 %"."""
    if fraction is None:
        return "–"
    exponent = (fraction * 100).normalize().as_tuple().exponent
    return percent(fraction, language, max(1, -exponent if isinstance(exponent, int) else 1))


def day(value: date | None, language: str | None = None, *, short: bool = False) -> str:
    """A day written out ("3 mars 2011", "1er mars 2011"), or short ("03/03/2011"); "–" for None."""
    if value is None:
        return "–"
    text: str = format_date(value, format=_day_pattern(short), locale=locale_of(language))
    if value.day == 1 and not short and language_of(language) == "fr":
        text = f"1er{text.removeprefix('1')}"  # French counts the first day: "1er janvier 2007"
    return _unbreakable(text)


def month(value: date, language: str | None = None) -> str:
    """The month and year of a day ("mars 2011")."""
    return _unbreakable(format_date(value, format="MMMM y", locale=locale_of(language)))


def moment(value: datetime | None, language: str | None = None) -> str:
    """An instant in Brussels' time, to the minute; "–" for None."""
    if value is None:
        return "–"
    text: str = format_datetime(value, format="d MMM y HH:mm", tzinfo=BRUSSELS, locale=locale_of(language))
    return _unbreakable(text)


def language_of(language: str | None = None) -> str:
    """The two letters of a language; the active one when none is given."""
    return locale_of(language).language


def _day_pattern(short: bool) -> str:
    return "dd/MM/y" if short else "d MMMM y"


def _unbreakable(text: str) -> str:
    # The narrow no-break space of French numbers is missing in our typeface; the plain one is in every font.
    return text.replace(" ", "\N{NO-BREAK SPACE}").replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
