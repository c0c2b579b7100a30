from django.urls import path, re_path

from . import api

app_name = "api"
urlpatterns = [
    path("", api.entry, name="entry"),
    path("openapi.json", api.openapi, name="openapi"),
    path("<slug:collection>", api.collection, name="collection"),
    path("<slug:collection>/<str:public_id>", api.record, name="record"),
    re_path(r"^(?P<path>.*)$", api.nothing),
]
