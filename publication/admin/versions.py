"""The public history, as the database keeps it."""

import json

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst

from publication.facts import model_named
from publication.folding import fold
from publication.models import Version
from publication.versions import publishable_models

from .records import ReadOnlyAdmin


class VersionModelFilter(admin.SimpleListFilter):
    title = "Art des Datensatzes"
    parameter_name = "art"

    def lookups(self, request, model_admin):
        labels = ((model._meta.label_lower, capfirst(model._meta.verbose_name)) for model in publishable_models())
        return sorted(labels, key=lambda label: fold(label[1]))

    def queryset(self, request, queryset):
        return queryset.filter(model=self.value()) if self.value() else queryset


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    """The public history, as the database keeps it: nobody writes here."""

    list_display = ("label", "kind", "version_number", "act", "moment")
    list_filter = (VersionModelFilter, "action")
    search_fields = ("public_id",)
    ordering = ("-recorded_at", "-pk")
    fields = ("record_link", "kind", "version_number", "act", "moment", "told", "chained_hash")
    readonly_fields = fields

    @admin.display(description="Datensatz", ordering="public_id")
    def label(self, version):
        content = version.content
        return content.get("name") or content.get("title") or content.get("description") or version.public_id

    @admin.display(description="Art")
    def kind(self, version):
        model = model_named(version.model)
        return capfirst(model._meta.verbose_name) if model else version.model

    @admin.display(description="Fassung", ordering="number")
    def version_number(self, version):
        return version.number

    @admin.display(description="Vorgang", ordering="action")
    def act(self, version):
        return version.get_action_display()

    @admin.display(description="aufgezeichnet am", ordering="recorded_at")
    def moment(self, version):
        return date_format(timezone.localtime(version.recorded_at), "d.m.Y H:i:s")

    @admin.display(description="Prüfsumme")
    def chained_hash(self, version):
        return version.hash

    @admin.display(description="Was öffentlich zu sehen war")
    def told(self, version):
        return format_html(
            '<pre class="raw-text">{}</pre>', json.dumps(version.content, ensure_ascii=False, indent=2, sort_keys=True)
        )

    @admin.display(description="Datensatz")
    def record_link(self, version):
        model = model_named(version.model)
        if model is None:
            return version.public_id
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[version.record_id])
        return format_html('<a href="{}">{}</a>', address, self.label(version))
