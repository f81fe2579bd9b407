import uuid

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lifecycle import Lifecycle, Move
from core.models.files import StoredFile
from core.permissions import Permission
from core.triggers import append_only

DOCUMENT_LIFE = Lifecycle(
    "document",
    initial="asked",
    moves=[
        # A worker takes a job that was asked for, or one whose worker fell silent.
        Move("claim", ("asked", "rendering"), "rendering", Permission.REPORT_ASK, _("Start")),
        Move("finish", ("rendering",), "done", Permission.REPORT_ASK, _("Finish")),
        Move("fail", ("asked", "rendering"), "failed", Permission.REPORT_ASK, _("Fail")),
        # Whoever may ask for it may also ask again (`core.documents.ask`); the page of jobs needs this right.
        Move("retry", ("failed",), "asked", Permission.JOB_MANAGE, _("Try again")),
    ],
)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange("state")),
    pghistory.DeleteEvent(),
)
class Document(models.Model):
    """A document that was asked for: a job whose state lives here, not in the broker.

    `subject` names what it is made from as "room.noun:key"; `key` makes asking twice the same as asking once.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("waiting for a worker")
        RENDERING = "rendering", _("being made")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("subject"), max_length=120, db_index=True)
    language = models.CharField(_("language"), max_length=2)
    key = models.CharField(max_length=200, unique=True)
    permission = models.CharField(_("needed right"), max_length=40)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.ASKED)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0)
    step = models.CharField(_("step"), max_length=60, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    worker = models.CharField(_("worker"), max_length=120, blank=True)
    lease = models.UUIDField(_("lease"), null=True, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    failure = models.TextField(_("failure"), blank=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        triggers = [DOCUMENT_LIFE.trigger()]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=models.Q(state__in=["asked", "rendering"]),
                name="document_unfinished",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="document_percent_to_100"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(done_at__isnull=False),
                name="document_done_has_done_at",
            ),
            models.CheckConstraint(
                condition=models.Q(state="rendering", lease__isnull=False, lease_until__isnull=False)
                | (~models.Q(state="rendering") & models.Q(lease__isnull=True, lease_until__isnull=True)),
                name="document_lease_while_rendering",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.language}"

    @property
    def is_finished(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED}


class DocumentFile(models.Model):
    """One format of a finished document."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    format = models.CharField(_("format"), max_length=10)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="made_for")

    class Meta:
        ordering = ["id"]
        triggers = append_only()
        constraints = [models.UniqueConstraint(fields=["document", "format"], name="document_format_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.format}"
