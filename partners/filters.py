import django_filters
from django.db.models import Q

from publication.folding import fold

from .countries import country_choices
from .models import Partner


class PartnerFilter(django_filters.FilterSet):
    suche = django_filters.CharFilter(label="Suche", method="with_words", max_length=200)
    art = django_filters.ChoiceFilter(label="Art", field_name="kind", choices=Partner.Kind.choices, empty_label="alle")
    land = django_filters.ChoiceFilter(label="Land", field_name="country", empty_label="alle")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["land"].extra["choices"] = country_choices(Partner.visible.all())

    def with_words(self, queryset, name, text):
        """Every word must stand in the name, the short name or the place; other ways of writing are internal."""
        for word in text.split():
            queryset = queryset.filter(
                Q(sort_key__contains=fold(word)) | Q(short_name__icontains=word) | Q(place__icontains=word)
            )
        return queryset
