from django.urls import path, re_path

from . import views
from .addresses import TYPES, segment

app_name = "oparl"


def _objects():
    for name, model in TYPES.items():
        yield path(f"{segment(name)}/<str:public_id>", views.object_view(model), name=segment(name))


def _lists(owner, lists):
    for name, view in lists.items():
        yield path(f"{owner}/<str:public_id>/{name}", view, name=f"{owner}_{name}")


urlpatterns = [
    path("system", views.system, name="system"),
    path("body", views.body_list, name="bodies"),
    *_objects(),
    *_lists("body", views.body_lists),
    *_lists("organization", views.organization_lists),
    path("file/<str:public_id>/access", views.file_content(as_attachment=False), name="file_access"),
    path("file/<str:public_id>/download", views.file_content(as_attachment=True), name="file_download"),
    re_path(r"^(?P<path>.*)$", views.nothing),
]
