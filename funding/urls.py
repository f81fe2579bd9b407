from django.urls import path

from funding import views

app_name = "funding"
urlpatterns = [
    path("", views.programme_list, name="programme_list"),
    path("expenditure/<int:expenditure_id>/", views.expenditure_detail, name="expenditure_detail"),
    path("<str:code>/expenditure/", views.expenditure_list, name="expenditure_list"),
    path("<str:code>/", views.programme_detail, name="programme_detail"),
]
