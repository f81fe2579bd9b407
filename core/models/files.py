import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.triggers import append_only


class StoredFile(models.Model):
    """A file that was sniffed, bounded, hashed and stored under a name of our own. Served only by a guarded view."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200, help_text=_("As the person called it; never a path."))
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    stored_at = models.DateTimeField(_("stored at"))
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("stored by")
    )
    permission = models.CharField(_("needed right"), max_length=40)

    class Meta:
        ordering = ["-stored_at"]
        verbose_name = _("file")
        verbose_name_plural = _("files")
        triggers = append_only()

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where the content lies: two letters of the id spread a large store over folders."""
        return Path(settings.FILES_DIR) / self.id.hex[:2] / self.id.hex
