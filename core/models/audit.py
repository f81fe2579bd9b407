from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.triggers import append_only


class AuditEvent(models.Model):
    """An act in words: who did what to which thing, when, from where. Rows are chained by hash and never change.

    `subject` names the thing as "room.noun:key" without a foreign key, so that the trail outlives its subject.
    """

    at = models.DateTimeField(_("when"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    by_name = models.CharField(_("name"), max_length=120, blank=True)
    verb = models.CharField(_("act"), max_length=60)
    subject = models.CharField(_("subject"), max_length=120, db_index=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True)
    where = models.CharField(_("from where"), max_length=60, blank=True)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
