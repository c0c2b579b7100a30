"""Django's admin, with the pages that join all records."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView


class Desk(AdminSite):
    site_header = f"{settings.PORTAL['name']} – Verwaltung"
    site_title = f"Verwaltung {settings.PORTAL['name']}"
    index_title = "Übersicht"

    def autocomplete_view(self, request):
        return Choices.as_view(admin_site=self)(request)


class Choices(AutocompleteJsonView):
    """What is offered while a link is typed, named so that it can be told from others of the same name."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "choice_label", str)
        return result | {"text": label(obj)}
