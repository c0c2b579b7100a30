from django.contrib import admin

from publication.admin import STATE_COLUMNS, PartInline, PublishableAdmin

from .imports.desk import BudgetTables
from .models import (
    Appropriation,
    BudgetLine,
    Contribution,
    ContributionAmount,
    CooperationShare,
    FundingProgramme,
    Grant,
)

AMOUNT_FIELDS = (
    "state_badge", "fiscal_year", "phase", "amendment", "amount_eur", "as_of", "paper", "agenda_item", "source",
)  # fmt: skip


class AppropriationInline(PartInline, admin.TabularInline):
    model = Appropriation
    fields = AMOUNT_FIELDS
    select_related = ("budget_line", "share__budget_line")
    ordering = ("-fiscal_year", "phase", "pk")


class CooperationShareInline(PartInline, admin.TabularInline):
    model = CooperationShare
    fields = ("state_badge", "cooperation", "extent", "purpose")
    select_related = ("cooperation",)


@admin.register(BudgetLine)
class BudgetLineAdmin(BudgetTables, PublishableAdmin):
    list_display = ("record_title", *STATE_COLUMNS, "product_number", "account_number", "body", "plan", "direction")
    list_filter = (*PublishableAdmin.list_filter, "body", "plan", "direction")
    list_select_related = ("body",)
    search_fields = (
        "sort_key", "product_name", "product_number", "product_key", "account_number", "account_key", "public_id",
    )  # fmt: skip
    inlines = (AppropriationInline, CooperationShareInline)
    fields = (
        "body",
        ("product_level", "product_number", "product_name"),
        ("account_number", "account_name"),
        ("plan", "direction"),
        "office",
    )


@admin.register(CooperationShare)
class CooperationShareAdmin(PublishableAdmin):
    list_display = ("cooperation", *STATE_COLUMNS, "budget_line", "extent", "purpose")
    list_filter = (*PublishableAdmin.list_filter, "extent")
    list_select_related = ("cooperation", "budget_line")
    search_fields = ("cooperation__sort_key", "budget_line__sort_key", "budget_line__account_key", "purpose")
    inlines = (AppropriationInline,)


@admin.register(Appropriation)
class AppropriationAdmin(PublishableAdmin):
    list_display = ("__str__", *STATE_COLUMNS, "fiscal_year", "phase", "amount_eur", "as_of")
    list_filter = (*PublishableAdmin.list_filter, "phase", "fiscal_year")
    list_select_related = ("budget_line", "share__budget_line", "share__cooperation")
    search_fields = (
        "budget_line__sort_key", "budget_line__account_key", "share__budget_line__sort_key",
        "share__budget_line__account_key", "share__cooperation__sort_key", "source",
    )  # fmt: skip


class ContributionAmountInline(PartInline, admin.TabularInline):
    model = ContributionAmount
    fields = AMOUNT_FIELDS
    select_related = ("contribution",)
    ordering = ("-fiscal_year", "phase", "pk")


@admin.register(Contribution)
class ContributionAdmin(PublishableAdmin):
    list_display = ("record_title", *STATE_COLUMNS, "kind", "payer", "receiver")
    list_filter = (*PublishableAdmin.list_filter, "kind")
    list_select_related = ("payer", "receiver")
    search_fields = ("sort_key", "payer__sort_key", "receiver__sort_key", "public_id")
    inlines = (ContributionAmountInline,)


@admin.register(ContributionAmount)
class ContributionAmountAdmin(PublishableAdmin):
    list_display = ("__str__", *STATE_COLUMNS, "fiscal_year", "phase", "amount_eur", "as_of")
    list_filter = (*PublishableAdmin.list_filter, "phase", "fiscal_year")
    list_select_related = ("contribution",)
    search_fields = ("contribution__sort_key", "source")


@admin.register(FundingProgramme)
class FundingProgrammeAdmin(PublishableAdmin):
    list_display = ("record_title", *STATE_COLUMNS, "funder", "funder_name")
    list_select_related = ("funder",)
    search_fields = ("sort_key", "funder_name", "funder__sort_key", "public_id")


@admin.register(Grant)
class GrantAdmin(PublishableAdmin):
    list_display = ("purpose", *STATE_COLUMNS, "programme", "cooperation", "amount_eur", "start_date", "end_date")
    list_select_related = ("programme", "cooperation")
    search_fields = ("purpose", "programme__sort_key", "cooperation__sort_key", "public_id")
