"""The four states of a record, as condition, filter and badge."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html

from publication.models import PublicationState

STATE_COLUMNS = ("state_badge", "audience")


def state_condition(state, at):
    """The same four states as `Publishable.publication_state`, as a condition for the database."""
    withdrawn = Q(withdrawn_at__lte=at)
    return {
        PublicationState.DRAFT: Q(published_at=None),
        PublicationState.SCHEDULED: Q(published_at__gt=at) & ~withdrawn,
        PublicationState.PUBLISHED: Q(published_at__lte=at) & ~withdrawn,
        PublicationState.WITHDRAWN: withdrawn,
    }[state]


class StateFilter(admin.SimpleListFilter):
    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return PublicationState.choices

    def queryset(self, request, queryset):
        chosen = self.value() in PublicationState.values
        return queryset.filter(state_condition(self.value(), timezone.now())) if chosen else queryset


class StateShown:
    @admin.display(description="Stand", ordering="published_at")
    def state_badge(self, record):
        state = record.publication_state()
        return format_html('<span class="state state-{}">{}</span>', state.value, state.label)
