import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applicants.models.reference import Municipality
from core.text import sort_key


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Applicant(models.Model):
    """A person who asks for help with a project. The number, not the name, goes into reports."""

    class Gender(models.TextChoices):
        WOMAN = "f", _("woman")
        MAN = "m", _("man")
        OTHER = "x", _("other")
        UNKNOWN = "u", _("unknown")

    class Status(models.TextChoices):
        """What the person did before the project."""

        JOB_SEEKER = "job_seeker", _("job-seeker")
        SOCIAL_ASSISTANCE = "social_assistance", _("on social assistance")
        EMPLOYEE = "employee", _("employee")
        SELF_EMPLOYED = "self_employed", _("self-employed")
        OTHER = "other", _("other")
        UNKNOWN = "unknown", _("unknown")

    reference = models.CharField(_("number"), max_length=20, unique=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    sort_name = models.CharField(max_length=170, editable=False, db_index=True)
    born_on = models.DateField(_("born on"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender, default=Gender.UNKNOWN)
    prior_status = models.CharField(_("status before"), max_length=20, choices=Status, default=Status.UNKNOWN)
    contact_language = models.CharField(
        _("language of contact"),
        max_length=2,
        choices=[("fr", "Français"), ("nl", "Nederlands"), ("en", "English")],
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("municipality")
    )
    registered_on = models.DateField(_("first contact on"))

    class Meta:
        ordering = ["sort_name", "id"]
        verbose_name = _("applicant")
        verbose_name_plural = _("applicants")

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_name = sort_key(f"{self.last_name} {self.first_name}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("applicants:applicant_detail", args=[self.pk])
