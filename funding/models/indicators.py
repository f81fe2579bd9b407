import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models import Project
from core.formats import language_of
from core.reference import Named
from funding.models.programme import Programme


class Indicator(Named):
    """What the programme promised to count; the definition stands beside the number, because they differ."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="indicators", verbose_name=_("programme")
    )
    code = models.CharField(_("code"), max_length=20)
    unit_fr = models.CharField(_("French unit"), max_length=40)
    unit_nl = models.CharField(_("Dutch unit"), max_length=40)
    unit_en = models.CharField(_("English unit"), max_length=40)
    definition_fr = models.TextField(_("French definition"))
    definition_nl = models.TextField(_("Dutch definition"))
    definition_en = models.TextField(_("English definition"))
    target = models.DecimalField(
        _("target"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty when the target is not known; it is then shown as not set."),
    )
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["programme", "position"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="indicator_code_once")]

    @property
    def unit(self) -> str:
        """The unit in the active language."""
        return str(getattr(self, f"unit_{language_of()}"))

    @property
    def definition(self) -> str:
        """What it counts, in the active language."""
        return str(getattr(self, f"definition_{language_of()}"))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class IndicatorValue(models.Model):
    """What a project achieved for an indicator on a day, by gender where that applies, with its proof."""

    class Gender(models.TextChoices):
        WOMEN = "f", _("women")
        MEN = "m", _("men")
        ALL = "a", _("all")

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="values", verbose_name=_("indicator")
    )
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", verbose_name=_("project"))
    gender = models.CharField(_("gender"), max_length=1, choices=Gender, default=Gender.ALL)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    achieved_on = models.DateField(_("achieved on"))
    proof = models.CharField(_("proof"), max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        ordering = ["indicator", "achieved_on", "id"]
        verbose_name = _("indicator value")
        verbose_name_plural = _("indicator values")
        indexes = [models.Index(fields=["indicator", "achieved_on"], name="indicator_value_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "project", "gender", "achieved_on"], name="indicator_value_once"
            ),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="indicator_value_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.value}"
