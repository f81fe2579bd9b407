"""Every address of the house. Each app owns its prefix; the desk and the search look across all of them."""

from django.urls import include, path

from brusoc.desk import views as desk
from brusoc.search import views as search
from core.admin_site import admin_site
from core.views import language

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("search/", search.search, name="search"),
    path("language/", language.set_language, name="set_language"),
    path("account/", include("brusoc.account_urls")),
    path("admin/", admin_site.urls),
    path("", include("core.urls")),
    path("", include("applicants.urls")),
    path("portfolio/", include("loans.urls")),
    path("simulator/", include("loans.simulator.urls")),
    path("coaching/", include("coaching.urls")),
    path("funding/", include("funding.urls")),
    path("reports/", include("reports.urls")),
]

handler400 = "core.views.errors.bad_request"
handler403 = "core.views.errors.forbidden"
handler404 = "core.views.errors.not_found"
handler429 = "core.views.errors.too_many_requests"  # allauth asks for it when a rate limit is used up
handler500 = "core.views.errors.server_error"
