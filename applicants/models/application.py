import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applicants.lifecycle import APPLICATION_LIFE
from applicants.models.project import Project
from core.constraints import ordered, positive, state_demands


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Application(models.Model):
    """A request for money for a project. Its outcome is decided in the room above (loans.Decision)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        IN_REVIEW = "in_review", _("in review")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    reference = models.CharField(_("number"), max_length=20, unique=True)
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="applications", verbose_name=_("project")
    )
    product_code = models.CharField(_("product wished"), max_length=20)
    amount = models.DecimalField(_("amount asked"), max_digits=14, decimal_places=2)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    own_contribution = models.DecimalField(
        _("own contribution"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    purpose = models.TextField(_("purpose"), max_length=2000)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    received_on = models.DateField(_("received on"))
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ["-received_on", "-id"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        triggers = [APPLICATION_LIFE.trigger()]
        indexes = [models.Index(fields=["state", "-received_on", "-id"], name="application_by_state")]
        constraints = [
            positive("amount", table="application"),
            ordered("received_on", "submitted_on", table="application"),
            ordered("submitted_on", "closed_on", table="application"),
            state_demands("state", ["submitted", "in_review"], ["submitted_on"], table="application"),
            state_demands(
                "state", ["approved", "refused"], ["submitted_on", "closed_on"], table="application"
            ),
            state_demands("state", ["withdrawn"], ["closed_on"], table="application"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("applicants:application_detail", args=[self.pk])
