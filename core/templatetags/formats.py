"""Numbers and dates in templates, in the active language; what they look like is decided in `core.formats`."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats

register = template.Library()


@register.filter
def euro(amount: Decimal | int | None) -> str:
    """EUR with cents: `{{ investment.amount|euro }}`."""
    return formats.euro(amount)


@register.filter
def euro_round(amount: Decimal | int | None) -> str:
    """EUR rounded half up to whole euros, for tiles and charts."""
    return formats.euro(amount, cents=False)


@register.filter
def rate(fraction: Decimal | None) -> str:
    """A yearly fraction as a percentage with all its digits: 0.04 is "4,0 %"."""
    return formats.rate(fraction)


@register.filter
def percent(fraction: Decimal | None, digits: int = 1) -> str:
    """A fraction as a percentage with `digits` decimals: `{{ share|percent:3 }}`."""
    return formats.percent(fraction, None, digits)


@register.filter
def number(value: Decimal | int | None, digits: int = 0) -> str:
    """A number with exactly `digits` decimals."""
    return formats.number(value, None, digits)


@register.filter
def day(value: date | None) -> str:
    """A day written out: "3 mars 2011"."""
    return formats.day(value)


@register.filter
def day_short(value: date | None) -> str:
    """A day for narrow columns: "03/03/2011"."""
    return formats.day(value, short=True)


@register.filter
def moment(value: datetime | None) -> str:
    """An instant in Brussels' time, to the minute."""
    return formats.moment(value)


@register.filter
def when(value: date | datetime | None) -> str:
    """An instant to the minute, or a day written out, whichever the value is."""
    return formats.moment(value) if isinstance(value, datetime) else formats.day(value)


@register.filter
def days_late(days: int | None) -> str:
    """A count of days in words: "overdue 12 days", "on time"; "–" for None."""
    if days is None:
        return "–"
    if days <= 0:
        return _("on time")
    return ngettext("overdue %(days)d day", "overdue %(days)d days", days) % {"days": days}


@register.filter
def file_size(octets: int) -> str:
    """The size of a file in kB or MB (1 kB = 1,000 bytes), never below 1 kB."""
    if octets < 1_000_000:
        return f"{formats.number(max(Decimal(1), Decimal(octets) / 1000))}\N{NO-BREAK SPACE}kB"
    return f"{formats.number(Decimal(octets) / 1_000_000, None, 1)}\N{NO-BREAK SPACE}MB"
