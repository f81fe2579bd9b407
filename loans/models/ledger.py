import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.triggers import append_only
from loans.models.investment import Investment

# The shares of a movement are its amount to the cent, checked when the transaction commits. A payout has none.
_SHARES_ADD_UP = """
    SELECT m.amount, m.kind INTO total, sort FROM loans_movement m WHERE m.id = {movement};
    SELECT COALESCE(SUM(s.amount), 0) INTO shared FROM loans_share s WHERE s.movement_id = {movement};
    IF shared <> (CASE WHEN sort = 'payout' THEN 0 ELSE total END) THEN
        RAISE EXCEPTION 'the shares of movement % are % and not %', {movement}, shared, total
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""
_REVERSAL_MIRRORS = """
    IF NEW.reverses_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM loans_movement o
        WHERE o.id = NEW.reverses_id AND o.reverses_id IS NULL AND o.investment_id = NEW.investment_id
          AND o.kind = NEW.kind AND o.amount = -NEW.amount
    ) THEN
        RAISE EXCEPTION 'a reversal mirrors an original movement of the same investment'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def _shares_add_up(name: str, movement: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        declare=[("total", "numeric"), ("shared", "numeric"), ("sort", "text")],
        func=_SHARES_ADD_UP.replace("{movement}", movement),
    )


class Movement(models.Model):
    """Money that moved, for ever: rows are only added. A mistake is a reversal that names what it reverses.

    `value_on` is the day that counts, `booked_at` when we learned it: "the portfolio on day D as known at time T" has
    one answer. A reversal carries the same kind and the negative amount, so that sums need no special case.
    """

    class Kind(models.TextChoices):
        PAYOUT = "payout", _("payout")
        REPAYMENT = "repayment", _("repayment")
        WRITE_OFF = "write_off", _("write-off")
        RECOVERY = "recovery", _("recovery")

    investment = models.ForeignKey(
        Investment, models.PROTECT, related_name="movements", verbose_name=_("investment")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    value_on = models.DateField(_("value day"))
    booked_at = models.DateTimeField(_("booked at"))
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("booked by")
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name=_("reverses")
    )
    key = models.CharField(max_length=120, unique=True)
    bank_reference = models.CharField(_("bank reference"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["value_on", "id"]
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        indexes = [
            models.Index(fields=["investment", "value_on", "id"], name="movement_of_investment"),
            models.Index(fields=["value_on"], name="movement_by_day"),
        ]
        triggers = [
            *append_only(),
            _shares_add_up("shares_add_up", "NEW.id"),
            pgtrigger.Trigger(
                name="reversal_mirrors",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_REVERSAL_MIRRORS,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True, amount__gt=0)
                | models.Q(reverses__isnull=False, amount__lt=0),
                name="movement_sign",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"


class Share(models.Model):
    """The part of a movement that went to one component of one instalment (or to none: overpaid, recovered)."""

    class Component(models.TextChoices):
        PRINCIPAL = "principal", _("principal")
        INTEREST = "interest", _("interest")
        FEE = "fee", _("fee")
        OVERPAYMENT = "overpayment", _("overpayment")

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="shares")
    instalment_number = models.PositiveSmallIntegerField(_("instalment"), null=True, blank=True)
    component = models.CharField(_("component"), max_length=20, choices=Component)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["id"]
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        triggers = [*append_only(), _shares_add_up("shares_add_up", "NEW.movement_id")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="share_not_zero"),
            models.UniqueConstraint(
                fields=["movement", "instalment_number", "component"],
                name="share_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_component_display()} {self.amount}"
