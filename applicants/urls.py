from django.urls import path

from applicants import views

app_name = "applicants"
urlpatterns = [
    path("projects/", views.project_list, name="project_list"),
    path("projects/<int:project_id>/", views.project_detail, name="project_detail"),
    path("projects/<int:project_id>/papers/add/", views.paper_add, name="paper_add"),
    path("papers/<int:paper_id>/", views.paper_download, name="paper_download"),
    path("papers/<int:paper_id>/withdraw/", views.paper_withdraw, name="paper_withdraw"),
    path("applications/", views.application_list, name="application_list"),
    path("applications/<int:application_id>/", views.application_detail, name="application_detail"),
    path("people/<int:applicant_id>/", views.applicant_detail, name="applicant_detail"),
]
