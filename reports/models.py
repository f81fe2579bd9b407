import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.constraints import ordered, paired, state_demands
from core.permissions import ROLE_CHOICES, ROLES
from core.triggers import frozen_once_set, no_truncate
from funding.models import Programme
from reports.lifecycle import SNAPSHOT_LIFE


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange("state")),
    pghistory.DeleteEvent(),
    exclude=["payload"],
)
class Snapshot(models.Model):
    """The figures of a report, frozen with their hash. Page, PDF, XLSX and CSV read the payload and nothing
    else."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SEALED = "sealed", _("sealed")
        SUPERSEDED = "superseded", _("superseded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name=_("programme"))
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    payload = models.JSONField(_("figures"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    taken_at = models.DateTimeField(_("taken at"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("taken by")
    )
    # The role is stored beside the person: the paper prints it, and must stay the same when that person moves on.
    taken_role = models.CharField(_("role when taken"), max_length=20, choices=ROLE_CHOICES)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    sealed_at = models.DateTimeField(_("sealed at"), null=True, blank=True)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sealed by"),
    )
    sealed_role = models.CharField(_("role when sealed"), max_length=20, choices=ROLE_CHOICES, blank=True)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("replaces"),
    )

    class Meta:
        ordering = ["-taken_at"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        triggers = [
            SNAPSHOT_LIFE.trigger(),
            pgtrigger.ReadOnly(
                name="figures_frozen",
                fields=[
                    "kind",
                    "programme",
                    "period_from",
                    "period_to",
                    "payload",
                    "sha256",
                    "taken_at",
                    "taken_by",
                    "taken_role",
                ],
            ),
            frozen_once_set("sealed_at", "sealed_by", "sealed_role", "supersedes", name="seal_frozen"),
            pgtrigger.Protect(name="sealed_stays", operation=pgtrigger.Delete),
            no_truncate(),
        ]
        constraints = [
            ordered("period_from", "period_to", table="snapshot"),
            paired("sealed_at", "sealed_by", table="snapshot"),
            state_demands("state", ["sealed", "superseded"], ["sealed_at"], table="snapshot"),
            models.CheckConstraint(
                condition=models.Q(sealed_at__isnull=False, sealed_role__in=sorted(ROLES))
                | models.Q(sealed_at__isnull=True, sealed_role="", supersedes__isnull=True),
                name="snapshot_seal_is_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="draft") | models.Q(sealed_at__isnull=True),
                name="snapshot_draft_has_no_seal",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_role__in=sorted(ROLES)), name="snapshot_taken_role_known"
            ),
            # The same figures for the same question are the same snapshot: asking twice does not work twice.
            models.UniqueConstraint(
                fields=["kind", "programme", "period_from", "period_to", "sha256"],
                name="snapshot_same_figures_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme.code} {self.period_from} – {self.period_to}"

    def get_absolute_url(self) -> str:
        return reverse("reports:snapshot_detail", args=[self.pk])
