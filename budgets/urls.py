from django.urls import path

from . import views

app_name = "budgets"
urlpatterns = [
    path("haushalt/", views.BudgetLineList.as_view(), name="budget_line_list"),
    path("haushalt/<str:public_id>/", views.budget_line_detail),
    path("haushalt/<str:public_id>/<str:slug>/", views.budget_line_detail, name="budget_line_detail"),
]
