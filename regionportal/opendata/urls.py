from django.urls import path

from . import views

app_name = "data"
urlpatterns = [
    path("", views.page, name="page"),
    path("katalog.<slug:syntax>", views.catalogue, name="catalogue"),
    path("datapackage.json", views.package, name="package"),
    path("haushalt/datapackage.json", views.fiscal, name="fiscal"),
    path("<slug:name>.schema.json", views.schema, name="schema"),
    path("<slug:name>.csv-metadata.json", views.csvw, name="csvw"),
    path("<slug:name>.<slug:file_format>", views.table, name="table"),
]
