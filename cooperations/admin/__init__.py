from django.contrib import admin

from cooperations.models import (
    Agreement,
    AgreementFile,
    Cooperation,
    CouncilReference,
    Measure,
    Milestone,
    Participation,
    Topic,
)
from cooperations.tables import ParticipationTable
from publication.admin import STATE_COLUMNS, AttachmentAdmin, AttachmentInline, PartInline, PublishableAdmin
from publication.admin.tables import Tables

from .several import SeveralPage


@admin.register(Topic)
class TopicAdmin(PublishableAdmin):
    search_fields = ("sort_key", "public_id")


class ParticipationInline(PartInline, admin.TabularInline):
    model = Participation
    fields = ("state_badge", "partner", "role", "start", "start_precision", "end", "end_precision", "agreement")
    select_related = ("partner",)


class AgreementInline(PartInline, admin.TabularInline):
    model = Agreement
    fields = ("state_badge", "title", "kind", "signed_on", "signed_on_precision", "valid_from", "valid_until")


class MilestoneInline(PartInline, admin.TabularInline):
    model = Milestone
    fields = ("state_badge", "day", "day_precision", "kind", "title", "paper")


class MeasureInline(PartInline, admin.TabularInline):
    model = Measure
    fields = ("state_badge", "title", "topic", "measure_state", "due", "due_precision", "responsible")


class CouncilReferenceInline(PartInline, admin.TabularInline):
    model = CouncilReference
    fields = ("state_badge", "paper", "role")
    select_related = ("paper",)


@admin.register(Cooperation)
class CooperationAdmin(SeveralPage, PublishableAdmin):
    list_display = ("record_title", *STATE_COLUMNS, "kind", "region", "country")
    list_filter = (*PublishableAdmin.list_filter, "kind", "country")
    search_fields = ("sort_key", "region", "public_id")
    inlines = (ParticipationInline, AgreementInline, MilestoneInline, MeasureInline, CouncilReferenceInline)
    fields = ("title", "summary", ("kind", "region", "country"), "aims", "topics", "umbrella")


class AgreementFileInline(AttachmentInline):
    model = AgreementFile
    fields = ("state_badge", "name", "content", "download", "date", "position")


@admin.register(Agreement)
class AgreementAdmin(PublishableAdmin):
    list_display = ("title", *STATE_COLUMNS, "cooperation", "kind", "signed_on", "review_date")
    list_filter = (*PublishableAdmin.list_filter, "kind")
    list_select_related = ("cooperation",)
    search_fields = ("title", "cooperation__sort_key", "public_id")
    inlines = (AgreementFileInline,)

    def choice_label(self, agreement):
        year = f", {agreement.signed_on.year}" if agreement.signed_on else ""
        return f"{agreement} – {agreement.cooperation}{year}"


@admin.register(AgreementFile)
class AgreementFileAdmin(AttachmentAdmin):
    list_display = ("name", *STATE_COLUMNS, "agreement", "file_name")
    list_select_related = ("agreement",)
    search_fields = (*AttachmentAdmin.search_fields, "agreement__title")
    fields = (
        "name",
        ("content", "download"),
        ("file_name", "mime_type", "size_bytes"),
        "agreement",
        ("date", "position"),
    )


@admin.register(Participation)
class ParticipationAdmin(Tables, PublishableAdmin):
    table_class = ParticipationTable
    list_display = ("partner", *STATE_COLUMNS, "cooperation", "role", "start", "end")
    list_filter = (*PublishableAdmin.list_filter, "role")
    list_select_related = ("partner", "cooperation")
    search_fields = ("partner__sort_key", "partner__short_name", "cooperation__sort_key", "public_id")

    def choice_label(self, participation):
        return f"{participation} in „{participation.cooperation}“"


@admin.register(Milestone)
class MilestoneAdmin(PublishableAdmin):
    list_display = ("title", *STATE_COLUMNS, "cooperation", "kind", "day")
    list_filter = (*PublishableAdmin.list_filter, "kind")
    list_select_related = ("cooperation",)
    search_fields = ("title", "cooperation__sort_key", "public_id")


@admin.register(Measure)
class MeasureAdmin(PublishableAdmin):
    list_display = ("title", *STATE_COLUMNS, "cooperation", "topic", "measure_state", "due")
    list_filter = (*PublishableAdmin.list_filter, "measure_state")
    list_select_related = ("cooperation", "topic")
    search_fields = ("title", "cooperation__sort_key", "topic__sort_key", "public_id")


@admin.register(CouncilReference)
class CouncilReferenceAdmin(PublishableAdmin):
    list_display = ("cooperation", *STATE_COLUMNS, "paper", "role")
    list_filter = (*PublishableAdmin.list_filter, "role")
    list_select_related = ("cooperation", "paper")
    search_fields = ("cooperation__sort_key", "paper__sort_key", "paper__reference", "public_id")
