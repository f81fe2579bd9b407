from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.triggers import append_only
from funding.models.programme import BudgetLine
from loans.models import Movement


class Expenditure(models.Model):
    """A cost that the programme declares: paid, proven, and counted once. Rows are only added, as in the
    ledger.

    `amount` is what was paid and `eligible_amount` what the fund may share in, EUR. A payout to an enterprise
    names its movement, so that no line of the ledger is claimed twice; a correction reverses the row with the
    negative amounts.
    """

    budget_line = models.ForeignKey(
        BudgetLine, models.PROTECT, related_name="expenditures", verbose_name=_("budget line")
    )
    movement = models.OneToOneField(
        Movement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expenditure",
        verbose_name=_("movement"),
    )
    paid_on = models.DateField(_("paid on"))
    supplier = models.CharField(_("supplier or recipient"), max_length=160, blank=True)
    invoice_reference = models.CharField(_("invoice or payment reference"), max_length=60)
    description = models.CharField(_("description"), max_length=200)
    amount = models.DecimalField(_("amount paid"), max_digits=14, decimal_places=2)
    eligible_amount = models.DecimalField(_("eligible amount"), max_digits=14, decimal_places=2)
    booked_at = models.DateTimeField(_("booked at"))
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("booked by")
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name=_("reverses")
    )
    key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["paid_on", "id"]
        verbose_name = _("expenditure")
        verbose_name_plural = _("expenditure")
        indexes = [models.Index(fields=["budget_line", "paid_on"], name="expenditure_by_line_and_day")]
        triggers = append_only()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True, amount__gt=0, eligible_amount__gte=0)
                & models.Q(eligible_amount__lte=models.F("amount"))
                | models.Q(eligible_amount__gte=models.F("amount"), amount__lt=0, eligible_amount__lte=0),
                name="expenditure_eligible_within_paid",
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_reference} {self.amount}"

    def get_absolute_url(self) -> str:
        return reverse("funding:expenditure_detail", args=[self.pk])
