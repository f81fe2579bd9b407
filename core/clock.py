"""The clock, read at the edge only (views, commands, tasks); services and selectors are told the day."""

from datetime import date

from django.utils import timezone

from core.models import Installation


def today() -> date:
    """The day that counts for defaults: today in Brussels, or the day at which the demonstration's calendar stands."""
    installation = Installation.objects.first()
    if installation and installation.demonstration_day:
        return installation.demonstration_day
    return timezone.localdate()
