import pghistory
import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applicants.models import LegalForm, Municipality, Project
from core.constraints import ordered, positive, state_demands
from loans.lifecycle import INVESTMENT_LIFE
from loans.models.decision import Decision
from loans.models.product import ProductTerms

_FROZEN = [
    *("reference", "decision", "project", "product_terms", "instrument", "principal", "rate_yearly"),
    *("months", "grace_months", "signed_on", "first_due_on", "legal_form", "municipality"),
]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Investment(models.Model):
    """Money that BRUSOC puts into a project under a signed contract: a loan or an equity stake.

    The terms are frozen at signature; what happened since lives in the movements.
    """

    class Instrument(models.TextChoices):
        LOAN = "loan", _("loan")
        SUBORDINATED = "subordinated", _("subordinated loan")
        CASH_CREDIT = "cash_credit", _("cash credit")
        EQUITY = "equity", _("equity stake")

    class State(models.TextChoices):
        CONTRACTED = "contracted", _("contract signed")
        ACTIVE = "active", _("paid out")
        REPAID = "repaid", _("repaid")
        WRITTEN_OFF = "written_off", _("written off")
        CANCELLED = "cancelled", _("cancelled")

    reference = models.CharField(_("number"), max_length=20, unique=True)
    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="investment", verbose_name=_("decision")
    )
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="investments", verbose_name=_("project")
    )
    product_terms = models.ForeignKey(ProductTerms, models.PROTECT, verbose_name=_("product terms"))
    instrument = models.CharField(_("instrument"), max_length=20, choices=Instrument)
    principal = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    rate_yearly = models.DecimalField(_("yearly rate"), max_digits=8, decimal_places=6)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    grace_months = models.PositiveSmallIntegerField(_("months of grace"), default=0)
    legal_form = models.ForeignKey(LegalForm, models.PROTECT, verbose_name=_("legal form at signature"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("municipality at signature")
    )
    signed_on = models.DateField(_("signed on"))
    first_due_on = models.DateField(_("first due on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.CONTRACTED)
    paid_out_on = models.DateField(_("paid out on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        ordering = ["-signed_on", "-id"]
        verbose_name = _("investment")
        verbose_name_plural = _("investments")
        triggers = [
            INVESTMENT_LIFE.trigger(),
            pgtrigger.ReadOnly(name="terms_frozen", fields=_FROZEN),
        ]
        indexes = [
            models.Index(fields=["-signed_on", "-id"], name="investment_newest"),
            models.Index(fields=["state", "-signed_on", "-id"], name="investment_by_state"),
        ]
        constraints = [
            positive("principal", table="investment"),
            ordered("signed_on", "paid_out_on", table="investment"),
            ordered("paid_out_on", "ended_on", table="investment"),
            state_demands("state", ["active"], ["paid_out_on"], table="investment"),
            state_demands(
                "state", ["repaid", "written_off"], ["paid_out_on", "ended_on"], table="investment"
            ),
            models.CheckConstraint(
                condition=models.Q(instrument="equity", months__isnull=True, first_due_on__isnull=True)
                | (~models.Q(instrument="equity") & models.Q(months__gt=0)),
                name="investment_loans_have_a_term",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("loans:investment_detail", args=[self.pk])


class Position(models.Model):
    """Where an investment stands, folded from its movements: a cache that `rebuild_positions` makes anew."""

    investment = models.OneToOneField(Investment, models.CASCADE, primary_key=True, related_name="position")
    paid_out = models.DecimalField(_("paid out"), max_digits=14, decimal_places=2, default=0)
    principal_repaid = models.DecimalField(_("principal repaid"), max_digits=14, decimal_places=2, default=0)
    interest_paid = models.DecimalField(_("interest paid"), max_digits=14, decimal_places=2, default=0)
    fees_paid = models.DecimalField(_("fees paid"), max_digits=14, decimal_places=2, default=0)
    overpaid = models.DecimalField(_("overpaid"), max_digits=14, decimal_places=2, default=0)
    written_off = models.DecimalField(_("written off"), max_digits=14, decimal_places=2, default=0)
    recovered = models.DecimalField(_("recovered"), max_digits=14, decimal_places=2, default=0)
    outstanding = models.DecimalField(_("outstanding principal"), max_digits=14, decimal_places=2, default=0)
    oldest_unpaid_on = models.DateField(_("oldest unpaid due date"), null=True, blank=True, db_index=True)
    last_movement_on = models.DateField(_("last movement on"), null=True, blank=True)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")

    def __str__(self) -> str:
        return f"{self.investment}: {self.outstanding}"
