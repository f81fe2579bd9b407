from django.urls import path

from loans import views

app_name = "loans"
urlpatterns = [
    path("", views.investment_list, name="investment_list"),
    path("products/", views.product_list, name="product_list"),
    path("<int:investment_id>/", views.investment_detail, name="investment_detail"),
    path("<int:investment_id>/schedule.csv", views.schedule_csv, name="schedule_csv"),
    path("<int:investment_id>/repayment/", views.repayment_record, name="repayment_record"),
    path("movements/<int:movement_id>/reverse/", views.movement_reverse, name="movement_reverse"),
    path("projects/<int:project_id>/", views.panel_for_project, name="panel_for_project"),
    path("applications/<int:application_id>/", views.panel_for_application, name="panel_for_application"),
]
