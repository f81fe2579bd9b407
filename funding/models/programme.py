import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applicants.models import Project
from core.constraints import ordered
from core.reference import Named


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Programme(Named):
    """A co-financed project of BRUSOC under an operational programme of the fund."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    operational_programme_fr = models.CharField(_("operational programme, French"), max_length=200)
    operational_programme_nl = models.CharField(_("operational programme, Dutch"), max_length=200)
    operational_programme_en = models.CharField(_("operational programme, English"), max_length=200)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    eligible_from = models.DateField(_("expenditure eligible from"))
    eligible_to = models.DateField(_("expenditure eligible to"))

    class Meta:
        ordering = ["-starts_on", "code"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            ordered("starts_on", "ends_on", table="programme"),
            ordered("eligible_from", "eligible_to", table="programme"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("funding:programme_detail", args=[self.code])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class FundingSource(Named):
    """Who pays how much of the programme. `amount` is the agreed contribution in EUR: the shares of the
    sources in the eligible expenditure are the shares of these amounts, so a rate is never assumed."""

    class Kind(models.TextChoices):
        ERDF = "erdf", _("European Regional Development Fund")
        REGION = "region", _("Brussels-Capital Region")
        PRIVATE = "private", _("private")

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="sources", verbose_name=_("programme")
    )
    code = models.CharField(_("code"), max_length=20)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    amount = models.DecimalField(_("agreed contribution"), max_digits=14, decimal_places=2)
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["programme", "position"]
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="funding_source_code_once"),
            models.UniqueConstraint(fields=["programme", "position"], name="funding_source_position_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="funding_source_amount_positive"),
        ]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BudgetLine(Named):
    """A heading of the budget and what it may cost, EUR."""

    class Category(models.TextChoices):
        INVESTMENT = "investment", _("investments in enterprises")
        STAFF = "staff", _("staff")
        OVERHEAD = "overhead", _("overheads")
        SERVICES = "services", _("external services")

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="budget_lines", verbose_name=_("programme")
    )
    code = models.CharField(_("code"), max_length=20)
    category = models.CharField(_("category"), max_length=20, choices=Category)
    budget = models.DecimalField(_("budget"), max_digits=14, decimal_places=2)
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["programme", "position"]
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="budget_line_code_once"),
            models.UniqueConstraint(fields=["programme", "position"], name="budget_line_position_once"),
            models.CheckConstraint(condition=models.Q(budget__gte=0), name="budget_line_budget_not_negative"),
        ]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ProgrammeProject(models.Model):
    """A project whose investments and coaching a programme co-finances."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    project = models.OneToOneField(
        Project, models.PROTECT, related_name="programme_link", verbose_name=_("project")
    )
    admitted_on = models.DateField(_("admitted on"))

    class Meta:
        ordering = ["programme", "admitted_on", "id"]
        verbose_name = _("admitted project")
        verbose_name_plural = _("admitted projects")
        indexes = [models.Index(fields=["programme", "admitted_on"], name="admitted_by_day")]

    def __str__(self) -> str:
        return f"{self.programme.code}: {self.project}"
