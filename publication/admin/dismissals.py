"""Notices that were looked at and left as they are."""

from django.contrib import admin

from publication.models import Dismissal

from .records import ReadOnlyAdmin


@admin.register(Dismissal)
class DismissalAdmin(ReadOnlyAdmin):
    """Deleting one brings its notice back."""

    list_display = ("text", "reason", "dismissed_by", "dismissed_at")
    list_filter = ("rule",)
    search_fields = ("text", "reason", "dismissed_by")
    fields = ("text", "rule", "reason", "dismissed_by", "dismissed_at")

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)
