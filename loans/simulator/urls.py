from django.urls import path

from loans.simulator import views

app_name = "simulator"
urlpatterns = [
    path("", views.page, name="page"),
    path("schedule.csv", views.csv, name="csv"),
    path("schedule.xlsx", views.xlsx, name="xlsx"),
    path("simulation.pdf", views.pdf, name="pdf"),
]
