from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from partners.duplicates import all_names, similar_to
from partners.models import Partner, PartnerAlias
from partners.tables import PartnerTable
from publication.admin import STATE_COLUMNS, PartInline, PublishableAdmin, ReadableAdmin
from publication.admin.forms import RecordReasonForm
from publication.admin.tables import Tables

from .merging import MergingPages

SIMILAR_SHOWN = 10


class PartnerAliasInline(PartInline, admin.TabularInline):
    model = PartnerAlias
    fields = ("name",)
    readonly_fields = ()


class PartnerForm(RecordReasonForm):
    """A new partner that looks like one we have is saved only when somebody says that it is another."""

    although_similar = forms.BooleanField(
        label="Trotzdem anlegen", required=False, help_text="Es ist wirklich ein anderer Partner."
    )

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk is None and not cleaned.get("although_similar"):
            similar = similar_partners(cleaned.get("name", ""), cleaned.get("short_name", ""))
            if similar:
                self.add_error("although_similar", _warning(similar))
        return cleaned


def similar_partners(name, short_name=""):
    """Pairs of a partner that would be called so with each we have that looks like it; two queries."""
    candidate = Partner(name=name, short_name=short_name)
    return similar_to(candidate, all_names(Partner.objects.filter(merged_into=None).prefetch_related("aliases")))


def _warning(pairs):
    rows = (
        (reverse("admin:partners_partner_change", args=[pair.other.pk]), pair.other.name, pair.reason)
        for pair in pairs[:SIMILAR_SHOWN]
    )
    links = format_html_join("", '<li><a href="{}" target="_blank">{}</a> ({})</li>', rows)
    return format_html(
        "Diesen Partner gibt es vielleicht schon. Bitte sehen Sie nach, und kreuzen Sie nur dann „Trotzdem anlegen“ "
        "an, wenn es ein anderer ist:<ul>{}</ul>",
        links,
    )


class MergedFilter(admin.SimpleListFilter):
    """Partners that were merged are out of the way, unless asked for."""

    title = "Zusammengeführt"
    parameter_name = "zusammengefuehrt"

    def lookups(self, request, model_admin):
        return [("ja", "in anderen aufgegangen")]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [first | {"display": "eigenständig"}, *others]

    def queryset(self, request, queryset):
        return queryset.filter(merged_into=None) if self.value() != "ja" else queryset.exclude(merged_into=None)


@admin.register(Partner)
class PartnerAdmin(MergingPages, Tables, PublishableAdmin):
    form = PartnerForm
    table_class = PartnerTable
    list_pages = {**MergingPages.list_pages, **Tables.list_pages}
    list_display = ("record_title", *STATE_COLUMNS, "short_name", "kind", "place", "country")
    list_filter = (*PublishableAdmin.list_filter, MergedFilter, "kind", "country")
    search_fields = ("sort_key", "short_name", "place", "aliases__sort_key", "public_id")
    list_select_related = ("merged_into",)
    inlines = (PartnerAliasInline,)
    fields = (
        ("name", "short_name"),
        ("kind", "legal_form"),
        ("place", "country"),
        ("latitude", "longitude"),
        ("website", "member_companies"),
        "description",
        ("ror", "wikidata", "gnd"),
    )

    def main_rows(self, request, obj):
        """The question whether it is another partner stands above the form, once there is a reason to ask."""
        rows = super().main_rows(request, obj)
        if obj is None and request.method == "POST" and _asks(request.POST):
            return ["although_similar", *rows]
        if obj is not None and obj.merged_into_id is not None:
            return ["merged_link", *rows]
        return rows

    def get_readonly_fields(self, request, obj=None):
        merged = ["merged_link"] if obj is not None and obj.merged_into_id is not None else []
        return [*merged, *super().get_readonly_fields(request, obj)]

    @admin.display(description="aufgegangen in")
    def merged_link(self, partner):
        return format_html('<a href="{}">{}</a>', self.change_address(partner.merged_into), partner.merged_into)

    def choice_label(self, partner):
        told = [partner.name]
        if partner.short_name:
            told.append(f"({partner.short_name})")
        if partner.place and partner.place not in partner.name:
            told.append(f"– {partner.place}")
        if partner.merged_into_id is not None:
            told.append(f"→ aufgegangen in {partner.merged_into}")
        return " ".join(told)


def _asks(sent):
    return bool(similar_partners(sent.get("name", ""), sent.get("short_name", "")))


@admin.register(PartnerAlias)
class PartnerAliasAdmin(ReadableAdmin):
    """Kept in the form of the partner; here for its audit trail."""

    list_display = ("record_title", "partner")
    list_select_related = ("partner",)
    search_fields = ("sort_key", "partner__sort_key")

    def has_module_permission(self, request):
        return False
