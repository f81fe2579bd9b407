from django.contrib import admin

from core.admin import FixedReferenceAdmin
from core.admin_site import admin_site
from funding.models import Indicator, Programme


@admin.register(Programme, site=admin_site)
class ProgrammeAdmin(FixedReferenceAdmin):
    """The words of a programme; its dates and its money are no reference data."""

    list_display = ("code", "name_fr", "name_nl", "starts_on", "ends_on")
    readonly_fields = ("code", "starts_on", "ends_on", "eligible_from", "eligible_to")


@admin.register(Indicator, site=admin_site)
class IndicatorAdmin(FixedReferenceAdmin):
    """Definitions, units and targets of what a programme counts."""

    list_display = ("programme", "code", "name_fr", "name_nl", "target")
    readonly_fields = ("programme", "code")
