from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.reference import Dated, Named


class Municipality(Named, Dated):
    """One of the 19 municipalities. A postcode is not a municipality: addresses keep both."""

    nis_code = models.CharField(_("NIS code"), max_length=5, unique=True)
    postcodes = ArrayField(models.CharField(max_length=4), verbose_name=_("postcodes"))

    class Meta:
        ordering = ["nis_code"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [Dated.dates_in_order("municipality")]


class LegalForm(Named, Dated):
    """A legal form as the law knew it at the time; the form at the date of each contract is kept."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    is_natural_person = models.BooleanField(_("natural person"), default=False)
    is_cooperative = models.BooleanField(_("cooperative"), default=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("legal form")
        verbose_name_plural = _("legal forms")
        constraints = [Dated.dates_in_order("legal_form")]
