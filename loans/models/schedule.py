import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from loans.models.investment import Investment


class Schedule(models.Model):
    """A version of what is due. A rescheduling adds the next version and leaves the earlier ones as they were."""

    investment = models.ForeignKey(
        Investment, models.PROTECT, related_name="schedules", verbose_name=_("investment")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    from_on = models.DateField(_("counts from"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["investment", "version"]
        verbose_name = _("repayment schedule")
        verbose_name_plural = _("repayment schedules")
        triggers = [pgtrigger.Protect(name="schedule_fixed", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(fields=["investment", "version"], name="schedule_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.investment} v{self.version}"


class Instalment(models.Model):
    """One row of a schedule; the cumulated dues make arrears of a whole portfolio a matter of one index."""

    schedule = models.ForeignKey(Schedule, models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField(_("number"))
    due_on = models.DateField(_("due on"))
    opening = models.DecimalField(_("opening balance"), max_digits=14, decimal_places=2)
    principal = models.DecimalField(_("principal"), max_digits=14, decimal_places=2)
    interest = models.DecimalField(_("interest"), max_digits=14, decimal_places=2)
    closing = models.DecimalField(_("closing balance"), max_digits=14, decimal_places=2)
    cumulative_due = models.DecimalField(_("due in all"), max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["schedule", "number"]
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        triggers = [pgtrigger.Protect(name="instalment_fixed", operation=pgtrigger.Update | pgtrigger.Delete)]
        indexes = [models.Index(fields=["schedule", "cumulative_due"], name="instalment_by_cumulative")]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "number"], name="instalment_number_once"),
            models.CheckConstraint(
                condition=models.Q(principal__gte=0, interest__gte=0, closing__gte=0)
                & models.Q(closing=models.F("opening") - models.F("principal")),
                name="instalment_balances",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule} n° {self.number}"

    @property
    def total(self) -> object:
        """Principal and interest together, EUR."""
        return self.principal + self.interest
