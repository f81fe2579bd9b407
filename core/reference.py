"""Dated reference data: what held on a day, in three languages, never a constant in code."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.constraints import ordered
from core.formats import language_of


class DatedQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> Self:
        """The rows that hold on this day."""
        return self.filter(Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class Named(models.Model):
    """A name in French, Dutch and English."""

    name_fr = models.CharField(_("French name"), max_length=160)
    name_nl = models.CharField(_("Dutch name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the active language."""
        return self.name_in(language_of())

    def name_in(self, language: str) -> str:
        """The name in "fr", "nl" or "en"."""
        return str(getattr(self, f"name_{language}"))


class Dated(models.Model):
    """Holds from one day to another, both included; an empty end means until further notice."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    @staticmethod
    def dates_in_order(table: str) -> models.CheckConstraint:
        """The constraint that every dated table lists: the end is not before the start."""
        return ordered("valid_from", "valid_to", table=table)
