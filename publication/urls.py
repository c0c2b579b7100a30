from django.urls import path

from . import history_views

app_name = "publication"
urlpatterns = [
    path("fassungen/<str:kind>/<str:public_id>/", history_views.history, name="history"),
    path("fassungen/<str:kind>/<str:public_id>/vergleich/", history_views.comparison, name="comparison"),
    path("fassungen/<str:kind>/<str:public_id>/<int:number>/", history_views.version, name="version"),
]
