from django.contrib import admin
from django.utils.html import format_html, format_html_join

from council.models import (
    AgendaItem,
    Body,
    Consultation,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    Organization,
    Paper,
    PaperRelation,
    PaperSection,
    Person,
    SourceDocument,
)
from council.tables import MeetingTable
from publication.admin import (
    STATE_COLUMNS,
    AttachmentAdmin,
    AttachmentInline,
    PartInline,
    PublishableAdmin,
    ReadableAdmin,
    ReadingsLogged,
    ReadOnlyAdmin,
)
from publication.admin.tables import Tables

from .series import SeriesPage
from .stations import StationsPage


@admin.register(Body)
class BodyAdmin(PublishableAdmin):
    list_display = ("record_title", *STATE_COLUMNS, "short_name", "classification", "slug_name")
    search_fields = ("sort_key", "short_name", "slug_name", "public_id")
    fields = (
        ("name", "short_name"),
        ("slug_name", "classification"),
        ("ags", "website"),
        "partner",
        "oparl_license",
        "four_eyes",
    )
    internal_rows = ("reference_pattern",)

    def get_readonly_fields(self, request, obj=None):
        """Nobody lifts the four-eyes rule whom it binds: that is for those who say who works for whom."""
        fixed = () if request.user.has_perm("council.change_responsibility") else ("four_eyes",)
        return [*super().get_readonly_fields(request, obj), *fixed]


@admin.register(LegislativeTerm)
class LegislativeTermAdmin(PublishableAdmin):
    list_display = ("name", *STATE_COLUMNS, "body", "start_date", "end_date")
    list_filter = (*PublishableAdmin.list_filter, "body")
    list_select_related = ("body",)
    search_fields = ("name", "body__sort_key", "public_id")


@admin.register(Location)
class LocationAdmin(PublishableAdmin):
    list_display = ("record_title", *STATE_COLUMNS, "street_address", "locality")
    search_fields = ("sort_key", "street_address", "locality", "public_id")


class MembershipInline(PartInline, admin.TabularInline):
    model = Membership
    fields = ("state_badge", "person", "organization", "role", "voting_right", "start_date", "end_date", "on_behalf_of")
    select_related = ("person", "organization")


class MembershipOfOrganizationInline(MembershipInline):
    fk_name = "organization"
    fields = tuple(name for name in MembershipInline.fields if name != "organization")


class MembershipOfPersonInline(MembershipInline):
    fields = tuple(name for name in MembershipInline.fields if name != "person")


@admin.register(Organization)
class OrganizationAdmin(PublishableAdmin):
    list_display = ("record_title", *STATE_COLUMNS, "short_name", "body", "organization_type")
    list_filter = (*PublishableAdmin.list_filter, "body", "organization_type")
    list_select_related = ("body",)
    search_fields = ("sort_key", "short_name", "body__sort_key", "public_id")
    inlines = (MembershipOfOrganizationInline,)

    def choice_label(self, organization):
        return f"{organization} ({organization.body.called})"


@admin.register(Person)
class PersonAdmin(PublishableAdmin):
    search_fields = ("sort_key", "public_id")
    inlines = (MembershipOfPersonInline,)


@admin.register(Membership)
class MembershipAdmin(PublishableAdmin):
    list_display = ("person", *STATE_COLUMNS, "organization", "role", "start_date", "end_date")
    list_select_related = ("person", "organization")
    search_fields = ("person__sort_key", "organization__sort_key", "role", "public_id")


class FileInline(AttachmentInline):
    model = File
    fields = ("state_badge", "name", "role", "content", "download", "date", "position")


class AgendaItemInline(PartInline, admin.TabularInline):
    model = AgendaItem
    fields = ("state_badge", "order", "number", "name", "public", "result", "result_kind")
    ordering = ("order", "pk")


def _meeting_label(meeting):
    """ "12. Sitzung, Rat (Stadt), 28.10.2024": numbers and names of meetings come back every term."""
    organization = f"{meeting.organization} ({meeting.organization.body.called})"
    name = f"{meeting.name}, " if meeting.name else ""
    return f"{name}{organization}, {meeting.day:%d.%m.%Y}"


@admin.register(Meeting)
class MeetingAdmin(SeriesPage, Tables, PublishableAdmin):
    table_class = MeetingTable
    list_pages = Tables.list_pages
    list_display = ("title", *STATE_COLUMNS, "organization", "start", "meeting_state", "cancelled")
    list_filter = (*PublishableAdmin.list_filter, "organization__body", "meeting_state", "cancelled")
    list_select_related = ("organization__body",)
    date_hierarchy = "start"
    search_fields = ("name", "reference", "organization__sort_key", "public_id")
    inlines = (AgendaItemInline, FileInline)
    fields = (
        "organization",
        ("reference", "name"),
        ("start", "end"),
        ("room", "location"),
        ("meeting_state", "cancelled"),
    )

    @admin.display(description="Sitzung", ordering="name")
    def title(self, meeting):
        return str(meeting)

    def choice_label(self, meeting):
        return _meeting_label(meeting)


@admin.register(AgendaItem)
class AgendaItemAdmin(PublishableAdmin):
    list_display = ("name", *STATE_COLUMNS, "number", "meeting", "public", "result_kind")
    list_filter = (*PublishableAdmin.list_filter, "public", "result_kind")
    list_select_related = ("meeting__organization__body",)
    search_fields = ("name", "number", "meeting__name", "meeting__organization__sort_key", "public_id")
    inlines = (FileInline,)
    fields = (
        "meeting",
        ("order", "number", "public"),
        "name",
        ("result", "result_kind", "result_published_on"),
        "resolution_text",
        "minutes_text",
        ("votes_yes", "votes_no", "votes_abstained"),
    )

    def choice_label(self, item):
        return f"{item} – {_meeting_label(item.meeting)}"


class PaperSectionInline(PartInline, admin.StackedInline):
    model = PaperSection
    fields = (("position", "kind", "heading"), "text")
    readonly_fields = ()
    text_rows = 8


class ConsultationInline(PartInline, admin.TabularInline):
    model = Consultation
    fields = ("state_badge", "order", "organization", "role_kind", "meeting", "agenda_item", "date", "result_kind")
    select_related = ("paper", "organization")
    ordering = ("order", "pk")


class PaperRelationInline(PartInline, admin.TabularInline):
    model = PaperRelation
    fk_name = "from_paper"
    fields = ("state_badge", "kind", "to_paper", "raw_reference", "date")
    select_related = ("to_paper",)
    ordering = ("pk",)


@admin.register(Paper)
class PaperAdmin(StationsPage, PublishableAdmin):
    list_display = ("record_title", *STATE_COLUMNS, "reference", "body", "paper_kind", "date", "publicity")
    list_filter = (*PublishableAdmin.list_filter, "body", "paper_kind", "publicity")
    list_select_related = ("body",)
    date_hierarchy = "date"
    search_fields = ("sort_key", "reference_key", "reference", "public_id")
    inlines = (PaperSectionInline, ConsultationInline, FileInline, PaperRelationInline)
    fields = (
        ("body", "reference", "date"),
        "name",
        ("paper_type", "paper_kind"),
        ("under_direction_of", "lead_organization"),
        ("originator", "workflow"),
        "publicity",
    )
    internal_rows = (("signed_by", "editor_name"),)

    def choice_label(self, paper):
        """Papers of several bodies, and of several years, bear the same name."""
        reference = f"{paper.reference} " if paper.reference and paper.name else ""
        return f"{reference}{paper}" + (f" ({paper.body.called})" if paper.body_id else "")


@admin.register(PaperSection)
class PaperSectionAdmin(ReadableAdmin):
    """Kept in the form of the paper; here for its audit trail."""

    list_display = ("heading", "kind", "position", "paper")
    list_filter = ("kind",)
    list_select_related = ("paper",)
    search_fields = ("heading", "paper__sort_key", "paper__reference")

    def has_module_permission(self, request):
        return False


@admin.register(Consultation)
class ConsultationAdmin(PublishableAdmin):
    list_display = ("paper", *STATE_COLUMNS, "order", "organization", "role_kind", "result_kind", "date")
    list_filter = (*PublishableAdmin.list_filter, "role_kind", "result_kind")
    list_select_related = ("paper", "organization")
    search_fields = ("paper__sort_key", "paper__reference", "organization__sort_key", "public_id")
    fields = (
        ("paper", "order"),
        "organization",
        ("role", "role_kind", "authoritative"),
        ("meeting", "agenda_item"),
        ("date", "state"),
        ("result", "result_kind"),
    )


@admin.register(PaperRelation)
class PaperRelationAdmin(PublishableAdmin):
    list_display = ("from_paper", *STATE_COLUMNS, "kind", "to_paper", "raw_reference")
    list_filter = (*PublishableAdmin.list_filter, "kind")
    list_select_related = ("from_paper", "to_paper")
    search_fields = ("from_paper__sort_key", "from_paper__reference", "to_paper__sort_key", "raw_reference")


@admin.register(File)
class FileAdmin(AttachmentAdmin):
    list_display = ("name", *STATE_COLUMNS, "role", "paper", "agenda_item", "meeting", "file_name")
    list_filter = (*PublishableAdmin.list_filter, "role")
    list_select_related = ("paper", "agenda_item", "meeting__organization")
    search_fields = (*AttachmentAdmin.search_fields, "paper__sort_key", "paper__reference")
    fields = (
        ("name", "role"),
        ("content", "download"),
        ("file_name", "mime_type", "size_bytes"),
        "paper",
        "agenda_item",
        "meeting",
        ("date", "position"),
    )


class KeptAsideFilter(admin.SimpleListFilter):
    title = "Verarbeitung"
    parameter_name = "beiseite"

    def lookups(self, request, model_admin):
        return [("ja", "beiseitegelegt"), ("nein", "übernommen")]

    def queryset(self, request, queryset):
        if self.value() not in ("ja", "nein"):
            return queryset
        return queryset.filter(kept_aside="") if self.value() == "nein" else queryset.exclude(kept_aside="")


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadingsLogged, ReadOnlyAdmin):
    list_display = ("name", "read_at", "system", "kind", "paper", "kept_aside", "number_of_problems")
    list_filter = (KeptAsideFilter, "system", "kind")
    list_select_related = ("paper",)
    search_fields = ("name", "sha256", "paper__sort_key", "paper__reference")
    fields = (
        "name", "address", "read_at", ("system", "kind"), "kept_aside", "told_problems", "paper", "agenda_item",
        "meeting", "text_as_read", "sha256",
    )  # fmt: skip
    readonly_fields = ("told_problems", "text_as_read")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("raw_text")

    @admin.display(description="Hinweise")
    def number_of_problems(self, source):
        return len(source.problems)

    @admin.display(description="Hinweise")
    def told_problems(self, source):
        told = [one.get("message", one) if isinstance(one, dict) else one for one in source.problems]
        return (
            format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in told))) if told else "–"
        )

    @admin.display(description="Text, wie gelesen")
    def text_as_read(self, source):
        return format_html('<pre class="raw-text">{}</pre>', source.raw_text)
