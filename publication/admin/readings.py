"""Who looked at what was not public, for administrators to read."""

from django.apps import apps
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst

from publication.models import Reading

from .records import ReadOnlyAdmin


@admin.register(Reading)
class ReadingAdmin(ReadOnlyAdmin):
    """Names the record by kind and number: who reads the log need not be one who may read the record."""

    list_display = ("moment", "reader", "record", "page")
    list_filter = ("page",)
    search_fields = ("reader",)
    date_hierarchy = "read_at"
    fields = ("moment", "reader", "record", "page")
    readonly_fields = fields

    @admin.display(description="wann", ordering="read_at")
    def moment(self, reading):
        return date_format(timezone.localtime(reading.read_at), "d.m.Y H:i:s")

    @admin.display(description="Datensatz", ordering="model")
    def record(self, reading):
        try:
            meta = apps.get_model(reading.model)._meta
            address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[reading.record_id])
        except (LookupError, NoReverseMatch):
            return f"{reading.model} {reading.record_id}"
        return format_html('<a href="{}">{} {}</a>', address, capfirst(meta.verbose_name), reading.record_id)
