from django.conf import settings
from django.contrib import admin

admin.site.site_header = f"{settings.PORTAL['name']} – Verwaltung"
admin.site.site_title = f"Verwaltung {settings.PORTAL['name']}"
admin.site.index_title = "Übersicht"
