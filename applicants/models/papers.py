import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applicants.models.project import Project
from core.constraints import paired
from core.models import StoredFile


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class Paper(models.Model):
    """A file that the client handed in for a project. It is never deleted: a wrong one is withdrawn with a reason."""

    class Kind(models.TextChoices):
        BUSINESS_PLAN = "business_plan", _("business plan")
        FINANCIAL_PLAN = "financial_plan", _("financial plan")
        IDENTITY = "identity", _("proof of identity")
        BANK_STATEMENT = "bank_statement", _("bank statement")
        LEASE = "lease", _("commercial lease")
        QUOTE = "quote", _("quote")
        BANK_REFUSAL = "bank_refusal", _("refusal by a bank")
        OTHER = "other", _("other")

    project = models.ForeignKey(Project, models.PROTECT, related_name="papers", verbose_name=_("project"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="paper", verbose_name=_("file"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    note = models.CharField(_("note"), max_length=200, blank=True)
    added_on = models.DateField(_("added on"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_because = models.CharField(_("reason of the withdrawal"), max_length=200, blank=True)

    class Meta:
        ordering = ["-added_on", "-id"]
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]
        indexes = [models.Index(fields=["project", "-added_on", "-id"], name="paper_newest_of_project")]
        constraints = [
            paired("withdrawn_at", "withdrawn_by", table="paper"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_because="")),
                name="paper_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        return reverse("applicants:paper_download", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        """Whether it no longer counts."""
        return self.withdrawn_at is not None
