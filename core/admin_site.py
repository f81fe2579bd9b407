"""Django's admin for reference data: administrators only, never the tables of money, and with the house's own login."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.permissions import Permission


class HouseAdminSite(AdminSite):
    """Asks for the right to keep reference data; logs in, logs out and changes passwords where everybody does."""

    site_header = gettext_lazy("BRUSOC Portfolio, house keeping")
    site_title = gettext_lazy("House keeping")
    index_title = gettext_lazy("Reference data")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated and request.user.may(Permission.REFERENCE_EDIT))

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The house's login page, which knows locks and second factors; a logged-in stranger is refused."""
        if request.user.is_authenticated and not self.has_permission(request):
            right = Permission.REFERENCE_EDIT.label
            raise PermissionDenied(
                _("Your role “%(role)s” does not include: %(right)s.")
                % {"role": request.user.duty.label, "right": right}
            )
        return redirect_to_login(request.GET.get("next", "/admin/"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")


admin_site = HouseAdminSite(name="admin")
