from django.contrib import admin

from applicants.models import LegalForm, Municipality
from core.admin import ReferenceAdmin
from core.admin_site import admin_site


@admin.register(Municipality, site=admin_site)
class MunicipalityAdmin(ReferenceAdmin):
    list_display = ("nis_code", "name_fr", "name_nl", "valid_from", "valid_to")
    search_fields = ("nis_code", "name_fr", "name_nl")


@admin.register(LegalForm, site=admin_site)
class LegalFormAdmin(ReferenceAdmin):
    list_display = ("code", "name_fr", "name_nl", "is_cooperative", "valid_from", "valid_to")
    search_fields = ("code", "name_fr", "name_nl")
