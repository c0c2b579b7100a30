import django_filters
from django.db.models import Exists, OuterRef, Q

from cooperations.models import Cooperation
from council.models import Body
from publication.folding import fold

from .models import BudgetLine, CooperationShare


class BudgetLineFilter(django_filters.FilterSet):
    suche = django_filters.CharFilter(label="Name oder Nummer", method="with_words", max_length=200)
    koerperschaft = django_filters.ModelChoiceFilter(
        label="Körperschaft",
        field_name="body",
        queryset=lambda request: Body.visible.filter(pk__in=BudgetLine.visible.values("body")),
        to_field_name="slug_name",
        empty_label="alle",
    )
    plan = django_filters.ChoiceFilter(label="Plan", choices=BudgetLine.Plan.choices, empty_label="alle")
    richtung = django_filters.ChoiceFilter(
        label="Richtung", field_name="direction", choices=BudgetLine.Direction.choices, empty_label="alle"
    )
    kooperation = django_filters.ModelChoiceFilter(
        label="Kooperation",
        method="with_cooperation",
        queryset=lambda request: Cooperation.visible.filter(pk__in=CooperationShare.visible.values("cooperation")),
        to_field_name="public_id",
        empty_label="alle",
    )

    def with_words(self, queryset, name, text):
        """Every word must stand in the names, or the whole text without blanks in one of the numbers."""
        number = "".join(text.split())
        by_number = Q(product_key__icontains=number) | Q(account_key__icontains=number)
        by_words = Q()
        for word in text.split():
            by_words &= Q(sort_key__contains=fold(word)) | Q(product_name__icontains=word) | Q(office__icontains=word)
        return queryset.filter(by_number | by_words)

    def with_cooperation(self, queryset, name, cooperation):
        shares = CooperationShare.visible.filter(budget_line=OuterRef("pk"), cooperation=cooperation)
        return queryset.filter(Exists(shares))
