from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """Work left behind by a service in its own transaction: on commit a worker is woken, a sweeper takes leftovers."""

    task = models.CharField(_("task"), max_length=120)
    payload = models.JSONField(_("payload"), default=dict)
    key = models.CharField(_("key"), max_length=200, unique=True)
    posted_at = models.DateTimeField(_("posted at"))
    due_at = models.DateTimeField(_("due at"))
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(delivered_at__isnull=True), name="message_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.key}"
