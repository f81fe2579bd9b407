import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applicants.models import Applicant, Project
from core.constraints import ordered


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class FollowUp(models.Model):
    """The accompaniment of a project by an advisor, from its opening to its end."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="follow_ups", verbose_name=_("project"))
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("advisor")
    )
    need = models.TextField(_("need"), blank=True, max_length=2000)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ["-opened_on", "-id"]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            ordered("opened_on", "closed_on", table="follow_up"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(closed_on__isnull=True), name="follow_up_one_open"
            ),
        ]

    def __str__(self) -> str:
        return str(self.project)

    def get_absolute_url(self) -> str:
        return reverse("coaching:follow_up_detail", args=[self.pk])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Session(models.Model):
    """A meeting: the proof, for the fund, of the coaching hours."""

    class Channel(models.TextChoices):
        OFFICE = "office", _("at BRUSOC")
        ON_SITE = "on_site", _("at the client's")
        PHONE = "phone", _("by telephone")
        VIDEO = "video", _("by video")
        GROUP = "group", _("in a group")

    class Theme(models.TextChoices):
        PAPERWORK = "paperwork", _("company paperwork")
        BUSINESS_PLAN = "business_plan", _("business plan")
        DEADLINES = "deadlines", _("deadlines")
        FISCAL = "fiscal", _("tax")
        LEGAL = "legal", _("legal matters")
        CASH_FLOW = "cash_flow", _("cash flow")
        MARKETING = "marketing", _("marketing")
        ARREARS = "arrears", _("arrears")

    follow_up = models.ForeignKey(
        FollowUp, models.PROTECT, related_name="sessions", verbose_name=_("follow-up")
    )
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("advisor")
    )
    attendees = models.ManyToManyField(
        Applicant, related_name="sessions", blank=True, verbose_name=_("present")
    )
    held_on = models.DateField(_("held on"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    channel = models.CharField(_("where"), max_length=20, choices=Channel)
    theme = models.CharField(_("theme"), max_length=20, choices=Theme)
    note = models.TextField(_("note"), blank=True, max_length=4000)
    next_action = models.CharField(_("next step"), blank=True, max_length=200)
    key = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["-held_on", "-id"]
        verbose_name = _("coaching session")
        verbose_name_plural = _("coaching sessions")
        indexes = [models.Index(fields=["-held_on", "-id"], name="session_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=600), name="session_minutes_plausible"
            )
        ]

    def __str__(self) -> str:
        return f"{self.follow_up.project} {self.held_on}"

    def get_absolute_url(self) -> str:
        return reverse("coaching:session_detail", args=[self.pk])
