from django.urls import path

from coaching import views

app_name = "coaching"
urlpatterns = [
    path("", views.session_list, name="session_list"),
    path("sessions/new/", views.session_log, name="session_log"),
    path("sessions/<int:session_id>/", views.session_detail, name="session_detail"),
    path("follow-ups/", views.follow_up_list, name="follow_up_list"),
    path("follow-ups/<int:follow_up_id>/", views.follow_up_detail, name="follow_up_detail"),
    path("projects/<int:project_id>/", views.panel_for_project, name="panel_for_project"),
]
