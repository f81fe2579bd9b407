from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.snapshot_list, name="snapshot_list"),
    path("ask/", views.snapshot_ask, name="snapshot_ask"),
    path("<uuid:snapshot_id>/", views.snapshot_detail, name="snapshot_detail"),
    path("<uuid:snapshot_id>/documents/", views.document_progress, name="document_progress"),
    path("<uuid:snapshot_id>/documents/ask/", views.document_ask, name="document_ask"),
    path("<uuid:snapshot_id>/differences/", views.snapshot_differences, name="snapshot_differences"),
    path("<uuid:snapshot_id>/seal/", views.snapshot_seal, name="snapshot_seal"),
]
