from django.urls import path

from core.views import audit, developer, files, health, jobs, profile, users

app_name = "core"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("files/<uuid:file_id>/", files.file_download, name="file_download"),
    path("profile/", profile.profile, name="profile"),
    path("roles/", users.role_list, name="role_list"),
    path("staff/", users.user_list, name="user_list"),
    path("staff/add/", users.user_add, name="user_add"),
    path("staff/<int:user_id>/", users.user_edit, name="user_edit"),
    path("staff/<int:user_id>/unlock/", users.user_unlock, name="user_unlock"),
    path("staff/<int:user_id>/invite/", users.user_invite, name="user_invite"),
    path("audit/", audit.audit_list, name="audit_list"),
    path("jobs/", jobs.job_list, name="job_list"),
    path("jobs/<uuid:document_id>/retry/", jobs.job_retry, name="job_retry"),
    path("developer/components/", developer.components, name="components"),
    path("developer/components/confirm/", developer.confirm_example, name="confirm_example"),
]
