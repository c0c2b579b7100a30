from django.contrib import admin

from publication.admin import STATE_COLUMNS, PartInline, PublishableAdmin, ReadableAdmin

from .models import Partner, PartnerAlias


class PartnerAliasInline(PartInline, admin.TabularInline):
    model = PartnerAlias
    fields = ("name",)
    readonly_fields = ()


@admin.register(Partner)
class PartnerAdmin(PublishableAdmin):
    list_display = ("record_title", *STATE_COLUMNS, "short_name", "kind", "place", "country")
    list_filter = (*PublishableAdmin.list_filter, "kind", "country")
    search_fields = ("sort_key", "short_name", "place", "aliases__sort_key", "public_id")
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


@admin.register(PartnerAlias)
class PartnerAliasAdmin(ReadableAdmin):
    """Kept in the form of the partner; here for its audit trail."""

    list_display = ("record_title", "partner")
    list_select_related = ("partner",)
    search_fields = ("sort_key", "partner__sort_key")

    def has_module_permission(self, request):
        return False
