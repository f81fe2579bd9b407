import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applicants.models.enterprise import Enterprise
from applicants.models.people import Applicant
from core.text import sort_key


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Project(models.Model):
    """The venture: what one or more people want to create, take over or develop. It has one file."""

    class Kind(models.TextChoices):
        START_UP = "start_up", _("start-up")
        TAKEOVER = "takeover", _("takeover")
        GROWTH = "growth", _("growth")

    reference = models.CharField(_("number"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=160)
    sort_title = models.CharField(max_length=160, editable=False, db_index=True)
    summary = models.TextField(_("summary"), blank=True, max_length=4000)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="projects", verbose_name=_("enterprise")
    )
    people = models.ManyToManyField(Applicant, through="ProjectMember", related_name="projects")
    analyst = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("analyst")
    )
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("advisor"),
    )
    opened_on = models.DateField(_("opened on"))

    class Meta:
        ordering = ["-opened_on", "-id"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [models.Index(fields=["-opened_on", "-id"], name="project_newest")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_title = sort_key(self.title)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("applicants:project_detail", args=[self.pk])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ProjectMember(models.Model):
    """A person's part in a project."""

    class Part(models.TextChoices):
        HOLDER = "holder", _("project holder")
        PARTNER = "partner", _("partner")
        WORKER = "worker", _("working member")

    project = models.ForeignKey(Project, models.CASCADE, related_name="members")
    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="memberships")
    part = models.CharField(_("part"), max_length=20, choices=Part)
    share = models.DecimalField(
        _("share"),
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("As a fraction of the ownership: 0.5 is half."),
        validators=[MaxValueValidator(1)],
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("project member")
        constraints = [
            models.UniqueConstraint(fields=["project", "applicant"], name="project_member_once"),
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | models.Q(share__gte=0, share__lte=1),
                name="project_member_share_fraction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.applicant} ({self.get_part_display()})"
