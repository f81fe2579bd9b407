import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.be import vat
from stdnum.exceptions import ValidationError as NumberError

from applicants.models.reference import LegalForm, Municipality
from core.text import sort_key


def validate_enterprise_number(value: str) -> None:
    """Raise ValidationError unless `value` is ten digits with the right check digits (97 minus the rest of 8 by 97)."""
    try:
        valid = vat.validate(value) == value
    except NumberError:
        valid = False
    if not valid:
        raise ValidationError(_("This is not an enterprise number: ten digits such as 0428759497."))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Enterprise(models.Model):
    """A firm, perhaps not yet founded: then it has no enterprise number and no founding day."""

    name = models.CharField(_("name"), max_length=160)
    sort_name = models.CharField(max_length=160, editable=False, db_index=True)
    enterprise_number = models.CharField(
        _("enterprise number"),
        max_length=10,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_enterprise_number],
    )
    legal_form = models.ForeignKey(LegalForm, models.PROTECT, verbose_name=_("legal form"))
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    nace_code = models.CharField(_("NACE-BEL code"), max_length=7, blank=True)
    is_social_economy = models.BooleanField(_("social economy"), default=False)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name=_("municipality"))
    statistical_sector = models.CharField(_("statistical sector"), max_length=10, blank=True)

    class Meta:
        ordering = ["sort_name", "id"]
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(enterprise_number__isnull=True)
                | models.Q(enterprise_number__regex=r"^[01]\d{9}$"),
                name="enterprise_number_ten_digits",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_name = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def number_in_groups(self) -> str:
        """The enterprise number as people write it (0428.759.497), or nothing when there is none."""
        number = self.enterprise_number or ""
        return f"{number[:4]}.{number[4:7]}.{number[7:]}" if number else ""
