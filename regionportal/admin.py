from django.conf import settings
from django.contrib import admin

from publication.admin import STATE_COLUMNS, PublishableAdmin

from .models import TextPage

admin.site.site_header = f"{settings.PORTAL['name']} – Verwaltung"
admin.site.site_title = f"Verwaltung {settings.PORTAL['name']}"
admin.site.index_title = "Übersicht"


@admin.register(TextPage)
class TextPageAdmin(PublishableAdmin):
    list_display = ("record_title", *STATE_COLUMNS, "key")
    search_fields = ("sort_key",)
    fields = ("key", "title", "body", "reviewed_on")
