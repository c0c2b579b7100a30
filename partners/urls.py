from django.urls import path

from . import views

app_name = "partners"
urlpatterns = [
    path("partner/", views.PartnerList.as_view(), name="partner_list"),
    path("partner/<str:public_id>/", views.partner_detail),
    path("partner/<str:public_id>/<str:slug>/", views.partner_detail, name="partner_detail"),
]
