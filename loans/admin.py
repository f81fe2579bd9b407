from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from core.admin import ReferenceAdmin
from core.admin_site import admin_site
from loans.models import Product, ProductTerms


@admin.register(Product, site=admin_site)
class ProductAdmin(ReferenceAdmin):
    list_display = ("code", "name_fr", "name_nl", "name_en")


@admin.register(ProductTerms, site=admin_site)
class ProductTermsAdmin(ReferenceAdmin):
    """New terms begin a new row; of a row that is in force only its end may be set, because contracts rest on it."""

    list_display = ("product", "valid_from", "valid_to", "rate_yearly", "min_amount", "max_amount")
    list_filter = ("product",)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        return tuple(field.name for field in obj._meta.fields if field.name not in ("id", "valid_to"))
