from django.conf import settings
from django.db import models


class Submission(models.Model):
    """A form that was sent: its key is made with the form, so that a double click or a retry changes nothing twice."""

    key = models.UUIDField(primary_key=True)
    action = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    result = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "submission"

    def __str__(self) -> str:
        return f"{self.action} {self.key}"
