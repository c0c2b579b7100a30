import django_filters
from django.db.models import Exists, OuterRef, Q, Subquery

from partners.countries import country_choices
from partners.models import Partner
from publication.folding import fold

from .models import Cooperation, Milestone, Participation, Topic
from .parties import party_count
from .stages import stage


class CooperationFilter(django_filters.FilterSet):
    """Filters of the list of cooperations; `today` decides on stages and numbers of parties."""

    suche = django_filters.CharFilter(label="Suche", method="with_words", max_length=200)
    art = django_filters.ChoiceFilter(
        label="Art", field_name="kind", choices=Cooperation.Kind.choices, empty_label="alle"
    )
    stufe = django_filters.ChoiceFilter(
        label="Stand der Zusammenarbeit", method="at_stage", choices=Cooperation.Stage.choices, empty_label="alle"
    )
    land = django_filters.ChoiceFilter(label="Land", field_name="country", empty_label="alle")
    thema = django_filters.ModelChoiceFilter(
        label="Thema",
        field_name="topics",
        queryset=lambda request: Topic.visible.all(),
        to_field_name="public_id",
        empty_label="alle",
    )
    partner = django_filters.ModelChoiceFilter(
        label="Partner",
        method="with_partner",
        queryset=lambda request: Partner.visible.filter(pk__in=Participation.visible.values("partner")),
        to_field_name="public_id",
        empty_label="alle",
    )
    sortierung = django_filters.ChoiceFilter(
        label="Sortierung",
        method="sorted_by",
        choices=[("partner", "meiste Vertragspartner"), ("neu", "zuletzt begonnen")],
        empty_label="Titel",
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.filters["land"].extra["choices"] = country_choices(Cooperation.visible.all())

    def with_words(self, queryset, name, text):
        """Every word must stand in the title, the region or the summary."""
        for word in text.split():
            queryset = queryset.filter(
                Q(sort_key__contains=fold(word)) | Q(region__icontains=word) | Q(summary__icontains=word)
            )
        return queryset

    def at_stage(self, queryset, name, wanted):
        """Stages follow from milestones and are in no column: one more query."""
        milestones = {}
        for milestone in Milestone.visible.filter(cooperation__in=queryset.order_by().values("pk")):
            milestones.setdefault(milestone.cooperation_id, []).append(milestone)
        return queryset.filter(pk__in=[pk for pk, found in milestones.items() if stage(found, self.today) == wanted])

    def with_partner(self, queryset, name, partner):
        parts = Participation.visible.filter(cooperation=OuterRef("pk"), partner=partner)
        return queryset.filter(Exists(parts))

    def sorted_by(self, queryset, name, order):
        if order == "partner":
            return queryset.annotate(party_count=party_count(self.today)).order_by("-party_count", "sort_key", "pk")
        first_day = Milestone.visible.filter(cooperation=OuterRef("pk")).order_by("day").values("day")[:1]
        return queryset.order_by(Subquery(first_day).desc(nulls_last=True), "sort_key", "pk")


class TopicFilter(django_filters.FilterSet):
    suche = django_filters.CharFilter(label="Suche", method="with_words", max_length=200)

    def with_words(self, queryset, name, text):
        """Every word must stand in the name or the description."""
        for word in text.split():
            queryset = queryset.filter(Q(sort_key__contains=fold(word)) | Q(description__icontains=word))
        return queryset


class RoleFilter(django_filters.ChoiceFilter):
    """Partners that have or had a role in a visible cooperation."""

    def __init__(self):
        super().__init__(label="Rolle", choices=Participation.Role.choices, empty_label="alle")

    def filter(self, queryset, role):
        if not role:
            return queryset
        return queryset.filter(Exists(Participation.visible.filter(partner=OuterRef("pk"), role=role)))
