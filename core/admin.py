"""How reference data is kept in Django's admin: every change in the audit trail, nothing ever deleted."""

from django.contrib import admin
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from core import audit
from core.access import person
from core.where import client_address


class ReferenceAdmin(admin.ModelAdmin):
    """A table of dated or named reference rows: what no longer holds gets an end date, it is not deleted."""

    save_on_top = False
    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        """Save, and record which fields had which values before and after."""
        before = {name: str(form.initial.get(name, "")) for name in form.changed_data} if change else {}
        super().save_model(request, obj, form, change)
        after = {name: str(form.cleaned_data.get(name, "")) for name in form.changed_data}
        audit.record(
            "reference.change" if change else "reference.add",
            by=person(request),
            subject=f"{obj._meta.app_label}.{obj._meta.model_name}:{obj.pk}",
            at=timezone.now(),
            detail={name: [before[name], value] if change else value for name, value in after.items()},
            where=client_address(request),
        )


class FixedReferenceAdmin(ReferenceAdmin):
    """Rows that only their words may change of: no new ones by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
