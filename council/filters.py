"""What the lists of council matters can be filtered by. Every choice comes from visible rows only."""

import re

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django_filters.fields import ModelChoiceField

from publication.folding import fold

from .models import Body, Consultation, Meeting, Organization, Paper
from .papers import newest_first, within
from .stations import NO_RESULT, outcome_kind
from .vocabulary import PaperKind, ResultKind

PENDING = "offen"
UPCOMING, PAST = "kommend", "vergangen"
BY_REFERENCE, BY_NAME = "nummer", "betreff"
ORDERS = {BY_REFERENCE: ("reference_key", "pk"), BY_NAME: ("sort_key", "pk")}


class BodyField(ModelChoiceField):
    def label_from_instance(self, body):
        return body.name


class OrganizationField(ModelChoiceField):
    def label_from_instance(self, organization):
        return f"{organization.name} ({organization.body.called})"


class BodyChoice(django_filters.ModelChoiceFilter):
    field_class = BodyField

    def __init__(self, **kwargs):
        super().__init__(
            label="Körperschaft",
            empty_label="Alle",
            to_field_name="slug_name",
            queryset=lambda request: Body.visible.all(),
            **kwargs,
        )


class OrganizationChoice(django_filters.ModelChoiceFilter):
    field_class = OrganizationField

    def __init__(self, **kwargs):
        super().__init__(
            label="Gremium",
            empty_label="Alle",
            to_field_name="public_id",
            queryset=lambda request: Organization.visible.select_related("body"),
            **kwargs,
        )


class TextSearch(django_filters.CharFilter):
    field_class = forms.CharField

    def __init__(self, *, label, **kwargs):
        super().__init__(label=label, max_length=200, widget=forms.TextInput(attrs={"type": "search"}), **kwargs)


class DayFilter(django_filters.DateFilter):
    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


def words_in(field, text):
    """Condition: every word of `text` occurs in the folded column `field`."""
    condition = Q()
    for word in text.split():
        condition &= Q(**{f"{field}__contains": fold(word)})
    return condition


def reference_like(text):
    """Condition: the paper's number contains `text`, or is `text` but for blanks, case and leading zeros."""
    key = "".join(text.split()).lower()
    spelling = "".join(
        f"0*{int(part)}" if part.isdecimal() and part.isascii() else re.escape(part)
        for part in re.split(r"([0-9]+)", key)
    )
    return Q(reference_key__contains=key) | Q(reference_key__regex=f"^{spelling}$")


class PaperFilter(django_filters.FilterSet):
    suche = TextSearch(label="Nummer oder Betreff", method="search")
    koerperschaft = BodyChoice(field_name="body")
    art = django_filters.ChoiceFilter(field_name="paper_kind", label="Art", empty_label="Alle", choices=PaperKind)
    gremium = OrganizationChoice(method="visited")
    ergebnis = django_filters.ChoiceFilter(
        method="with_result", label="Ergebnis", empty_label="Alle", choices=[(PENDING, NO_RESULT), *ResultKind.choices]
    )
    von = DayFilter(method="no_condition", label="Beraten von")
    bis = DayFilter(method="no_condition", label="Beraten bis")
    sortierung = django_filters.ChoiceFilter(
        method="no_condition",
        label="Sortierung",
        empty_label="Neueste zuerst",
        choices=[(BY_REFERENCE, "Nummer"), (BY_NAME, "Betreff")],
    )

    class Meta:
        model = Paper
        fields = []

    def filter_queryset(self, queryset):
        papers, order = super().filter_queryset(queryset), self.form.cleaned_data["sortierung"]
        first, last = self.form.cleaned_data["von"], self.form.cleaned_data["bis"]
        if first or last:
            papers = within(papers, first, last)
        return papers.order_by(*ORDERS[order]) if order else newest_first(papers)

    def search(self, papers, name, text):
        return papers.filter(reference_like(text) | words_in("sort_key", text))

    def visited(self, papers, name, organization):
        stations = Consultation.visible.filter(paper=OuterRef("pk"), organization=organization)
        return papers.filter(Exists(stations))

    def with_result(self, papers, name, kind):
        return papers.alias(outcome=outcome_kind()).filter(outcome=None if kind == PENDING else kind)

    def no_condition(self, papers, name, value):
        return papers


class OrganizationFilter(django_filters.FilterSet):
    suche = TextSearch(label="Name", method="search")
    koerperschaft = BodyChoice(field_name="body")
    art = django_filters.ChoiceFilter(
        field_name="organization_type", label="Art", empty_label="Alle", choices=Organization.Type
    )

    class Meta:
        model = Organization
        fields = []

    def search(self, organizations, name, text):
        return organizations.filter(words_in("sort_key", text))


class BodyFilter(django_filters.FilterSet):
    suche = TextSearch(label="Name", method="search")

    class Meta:
        model = Body
        fields = []

    def search(self, bodies, name, text):
        return bodies.filter(words_in("sort_key", text))


class MeetingFilter(django_filters.FilterSet):
    koerperschaft = BodyChoice(field_name="organization__body")
    gremium = OrganizationChoice(field_name="organization")
    wann = django_filters.ChoiceFilter(
        method="at_time",
        label="Zeit",
        empty_label="Alle",
        choices=[(UPCOMING, "kommende Sitzungen"), (PAST, "vergangene Sitzungen")],
    )
    von = DayFilter(field_name="start", lookup_expr="date__gte", label="Von")
    bis = DayFilter(field_name="start", lookup_expr="date__lte", label="Bis")

    class Meta:
        model = Meeting
        fields = []

    def at_time(self, meetings, name, value):
        """Whole days: a meeting of today is still to come. The next one stands first."""
        today = timezone.localdate()
        if value == UPCOMING:
            return meetings.filter(start__date__gte=today).order_by("start", "pk")
        return meetings.filter(start__date__lt=today)
