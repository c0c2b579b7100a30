from django.urls import path

from . import views

app_name = "budgets"
urlpatterns = [
    path("haushalt/", views.BudgetLineList.as_view(), name="budget_line_list"),
    path("haushalt/kooperation/<str:public_id>/", views.cooperation_budget, name="cooperation_budget"),
    path("haushalt/kooperation/<str:public_id>/betraege.csv", views.cooperation_export, name="cooperation_export"),
    path("haushalt/koerperschaft/<str:public_id>/", views.body_budget, name="body_budget"),
    path("haushalt/koerperschaft/<str:public_id>/betraege.csv", views.body_export, name="body_export"),
    path("haushalt/partner/<str:public_id>/", views.partner_budget, name="partner_budget"),
    path("haushalt/partner/<str:public_id>/betraege.csv", views.partner_export, name="partner_export"),
    path("haushalt/beitrag/<str:public_id>/betraege.csv", views.contribution_export, name="contribution_export"),
    path("haushalt/beitrag/<str:public_id>/", views.contribution_detail),
    path("haushalt/beitrag/<str:public_id>/<str:slug>/", views.contribution_detail, name="contribution_detail"),
    path("haushalt/<str:public_id>/betraege.csv", views.line_export, name="line_export"),
    path("haushalt/<str:public_id>/", views.budget_line_detail),
    path("haushalt/<str:public_id>/<str:slug>/", views.budget_line_detail, name="budget_line_detail"),
]
