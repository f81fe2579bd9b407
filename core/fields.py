"""Form fields that several rooms share: an amount of money has one documented reading, or none."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.formats import language_of, number

MOST = Decimal("999999999999.99")  # what the database keeps: 14 digits, two of them cents
_SIGN = re.compile(r"^(?:€|EUR)\s*|\s*(?:€|EUR)$", re.IGNORECASE)
_SPACES = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")
# Without separators of thousands: "1234", "1234.5", "1234,56". One or two decimals, so that no group of three digits
# can be meant; the sign of the decimals may then be a point or a comma in every language.
_PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?")
_GROUPS = r"([0-9]{{1,3}}(?:{mark}[0-9]{{3}})+)"
_SPACED = re.compile(_GROUPS.format(mark=" ") + r"(?:[.,]([0-9]{1,2}))?")
# A mark of thousands is read only when the decimals or a second mark show that it is one: "1.234" alone stays unread.
_MARKED = {
    "fr": re.compile(_GROUPS.format(mark=r"\.") + r"(?:,([0-9]{1,2}))?"),
    "en": re.compile(_GROUPS.format(mark=",") + r"(?:\.([0-9]{1,2}))?"),
}
_MARKED["nl"] = _MARKED["fr"]
_AMBIGUOUS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")


class EuroField(forms.Field):
    """An amount in EUR, above zero by default, as people write it in the active language.

    Read: "1234", "1234.56", "1234,56", "1 234,56" everywhere; "1.234,56" in French and Dutch, "1,234.56" in
    English; "€" or "EUR" at either end. Refused with the reason: one mark before three digits ("1.234" may be a
    thousand or a fraction), three decimals, other signs and digits ("1e3", "NaN", Arabic digits), and what the
    ledger cannot keep.
    """

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write an amount such as %(example)s."),
        "ambiguous": _("This can be read in two ways. Write the cents too, as in %(example)s."),
        "not_positive": _("The amount must be above zero."),
        "too_large": _("This amount is too large."),
    }

    def __init__(self, *, least: Decimal = Decimal("0.01"), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least = least

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off", "maxlength": "30"}

    def prepare_value(self, value: Any) -> Any:
        return number(value, digits=2) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        """The Decimal with two decimals, None for nothing. Raises ValidationError when there is no one reading."""
        if value in self.empty_values:
            return None
        amount = read_euro(str(value))
        if amount is None:
            code = "ambiguous" if _AMBIGUOUS.fullmatch(_bare(str(value))) else "invalid"
            raise self._error(code)
        if amount < self.least:
            raise self._error("not_positive")
        if amount > MOST:
            raise self._error("too_large")
        return amount

    def _error(self, code: str) -> ValidationError:
        example = number(Decimal("1234.56"), digits=2)
        return ValidationError(self.error_messages[code], code=code, params={"example": example})


def read_euro(text: str, language: str | None = None) -> Decimal | None:
    """The one reading of `text` as EUR in a language ("fr", "nl", "en"; the active one by default), or None."""
    bare = _bare(text)
    if _AMBIGUOUS.fullmatch(bare):
        return None
    for pattern in (_PLAIN, _SPACED, _MARKED[language_of(language)]):
        if found := pattern.fullmatch(bare):
            whole, cents = found.groups()
            digits = re.sub("[^0-9]", "", whole)
            return Decimal(f"{digits}.{(cents or '').ljust(2, '0')}")
    return None


def _bare(text: str) -> str:
    return _SIGN.sub("", _SPACES.sub(" ", text.strip()))


def not_to_come(day: date) -> None:
    """Raise ValidationError for a day after today: nothing is known of it yet."""
    if day > today():
        raise ValidationError(_("This day is still to come."))
