"""What of the news somebody follows: one kind of record, a body, a committee, a cooperation, a partner, a topic.

Page and feed take the same questions.
"""

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.urls import reverse

from budgets.models import BudgetLine, Contribution, CooperationShare
from cooperations.models import Cooperation, CouncilReference, Participation, Topic
from council.filters import BodyField, OrganizationField
from council.models import AgendaItem, Body, Consultation, Meeting, Organization, Paper
from partners.models import Partner
from publication.lists import chips_of, with_question

from .news import KINDS, entries_of, versions_to_tell

ENTRIES_ON_A_PAGE = 50


def _kind_choices():
    names = sorted((str(model._meta.verbose_name), model.kind_word()) for model in KINDS)
    return [("", "Alle"), *((word, name) for name, word in names)]


class NewsFilter(forms.Form):
    art = forms.ChoiceField(label="Art", required=False)
    koerperschaft = BodyField(Body.visible.none(), label="Körperschaft", to_field_name="slug_name", required=False)
    gremium = OrganizationField(Organization.visible.none(), label="Gremium", to_field_name="public_id", required=False)
    kooperation = forms.ModelChoiceField(
        Cooperation.visible.none(), label="Kooperation", to_field_name="public_id", required=False
    )
    partner = forms.ModelChoiceField(Partner.visible.none(), label="Partner", to_field_name="public_id", required=False)
    thema = forms.ModelChoiceField(Topic.visible.none(), label="Thema", to_field_name="public_id", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["art"].choices = _kind_choices()
        rows = {
            "koerperschaft": Body.visible.all(),
            "gremium": Organization.visible.select_related("body"),
            "kooperation": Cooperation.visible.all(),
            "partner": Partner.visible.all(),
            "thema": Topic.visible.all(),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset
            self.fields[name].empty_label = "Alle"

    def querysets(self):
        """Visible rows of each kind that is asked for; none where the question cannot be understood."""
        if not self.is_valid():
            return []
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        kind = asked.pop("art", None)
        models = [model for model in KINDS if kind in (None, model.kind_word())]
        for name in asked:
            models = [model for model in models if model in _CONCERNS[name]]
        return [self._rows(model, asked) for model in models]

    def _rows(self, model, asked):
        rows = model.visible.all()
        for name, value in asked.items():
            rows = rows.filter(_CONCERNS[name][model](value))
        return rows

    def is_about_everything(self):
        return self.is_valid() and not any(value for name, value in self.cleaned_data.items() if name != "art")


def _itself(record):
    return Q(pk=record.pk)


def _over(lookup):
    """Rows that reach the record asked for over links by which they are hidden with it."""
    return lambda record: Q(**{lookup: record})


def _contributions_of(body):
    """Those in lines of its budget, and those of the partner that it is kept as: with a hidden one they are hidden."""
    lines = BudgetLine.visible.filter(body=body)
    in_budget = Q(paying_line__in=lines) | Q(receiving_line__in=lines)
    return in_budget | Q(payer=body.partner_id) | Q(receiver=body.partner_id)


def _papers_of(cooperation):
    return CouncilReference.visible.filter(cooperation=cooperation).values("paper")


# {question: {model: function from the record asked for to a condition on rows of the model}}; others are no answer.
_CONCERNS = {
    "koerperschaft": {
        Body: _itself,
        Organization: _over("body"),
        Meeting: _over("organization__body"),
        AgendaItem: _over("meeting__organization__body"),
        Paper: _over("body"),
        BudgetLine: _over("body"),
        Contribution: _contributions_of,
    },
    "gremium": {
        Organization: _itself,
        Meeting: _over("organization"),
        AgendaItem: _over("meeting__organization"),
        Paper: lambda one: Q(pk__in=Consultation.visible.filter(organization=one).values("paper")),
    },
    "kooperation": {
        Cooperation: _itself,
        Paper: lambda one: Q(pk__in=_papers_of(one)),
        AgendaItem: lambda one: Q(pk__in=Consultation.visible.filter(paper__in=_papers_of(one)).values("agenda_item")),
        BudgetLine: lambda one: Q(pk__in=CooperationShare.visible.filter(cooperation=one).values("budget_line")),
        Contribution: _over("cooperation"),
    },
    "partner": {
        Partner: _itself,
        Cooperation: lambda one: Q(pk__in=Participation.visible.filter(partner=one).values("cooperation")),
        Contribution: lambda one: Q(payer=one) | Q(receiver=one),
    },
    "thema": {Topic: _itself, Cooperation: _over("topics")},
}


def asked_for(request):
    """The filter as the reader filled it."""
    return NewsFilter(request.GET)


def news_page_for(request):
    form = asked_for(request)
    paginator = Paginator(_versions(form), ENTRIES_ON_A_PAGE)
    page_obj = paginator.get_page(request.GET.get("page"))
    chips = list(chips_of(form, request))
    return {
        "section": "news",
        "crumbs": [("Neues", None)],
        "form": form,
        "chips": chips,
        "active_count": len(chips),
        "list_url": request.path,
        "page_obj": page_obj,
        "entries": entries_of(page_obj),
        "feed_url": with_question(reverse("news_feed"), request),
    }


def newest_entries(form, limit):
    return entries_of(_versions(form)[:limit])


def _versions(form):
    return versions_to_tell(form.querysets(), with_withdrawals=form.is_about_everything())
