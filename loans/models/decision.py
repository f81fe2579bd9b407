import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models import Application
from core.constraints import ordered
from loans.models.product import ProductTerms


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Decision(models.Model):
    """The committee's word on an application: terms granted, or a reason for the refusal. Two different people."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="decision", verbose_name=_("application")
    )
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    product_terms = models.ForeignKey(
        ProductTerms, models.PROTECT, null=True, blank=True, verbose_name=_("product terms")
    )
    amount = models.DecimalField(_("amount granted"), max_digits=14, decimal_places=2, null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    grace_months = models.PositiveSmallIntegerField(_("months of grace"), default=0)
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_on = models.DateField(_("proposed on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"))

    class Meta:
        ordering = ["-decided_on", "-id"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        triggers = [
            pgtrigger.Protect(name="decided_is_decided", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("decided_by")), name="decision_four_eyes"
            ),
            ordered("proposed_on", "decided_on", table="decision"),
            models.CheckConstraint(
                condition=models.Q(verdict="approved", amount__gt=0, product_terms__isnull=False)
                | (models.Q(verdict="refused", amount__isnull=True) & ~models.Q(reason="")),
                name="decision_terms_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_verdict_display()}"
