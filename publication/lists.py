"""One list page for every kind of record: filters that can be bookmarked, a count, pages."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from django.views.generic import ListView


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force, and the address of the list without it."""

    label: str
    remove_url: str


@method_decorator(require_safe, name="dispatch")
class RecordList(ListView):
    """A filtered, paginated list of visible records.

    `filterset_class` gets the rows of `get_records()`, which must come from a manager `visible`. Where the input of a
    filter is wrong, the form says so and the list is empty, never unfiltered. `list_name` is the name of its address,
    `feed_name` that of its feed, if it has one: what is new among the records that answer the same question.
    """

    filterset_class = None
    paginate_by = 30
    section = list_name = feed_name = ""
    extra = ()

    @classmethod
    def records_for(cls, request):
        """The rows that the list shows to this question, unpaginated."""
        view = cls()
        view.setup(request)
        return view.get_queryset()

    def get_records(self):
        return self.model.visible.all()

    def get_queryset(self):
        self.filterset = self.filterset_class(self.request.GET, queryset=self.get_records(), request=self.request)
        return self.filterset.qs if self.filterset.is_valid() else self.filterset.queryset.none()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        chips = list(chips_of(self.filterset.form, self.request))
        return context | {
            "section": self.section,
            "form": self.filterset.form,
            "chips": chips,
            "active_count": len(chips),
            "count": context["paginator"].count,
            "list_url": self.request.path,
            "feed_url": self.feed_name and with_question(reverse(self.feed_name), self.request),
        }


def with_question(url, request, *, without=()):
    """`url` with the question of `request`, but for the page and the names in `without`."""
    query = request.GET.copy()
    for name in ("page", *without):
        query.pop(name, None)
    return f"{url}?{query.urlencode()}" if query else url


def chips_of(form, request):
    """A chip for each field of the bound `form` that the question of `request` fills."""
    if not form.is_valid():
        return
    for name, form_field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", []) or not request.GET.get(name):
            continue
        remove_url = with_question(request.path, request, without=[name])
        yield Chip(f"{form_field.label}: {_shown(form_field, value)}", remove_url)


def _shown(form_field, value):
    """A chosen value in the words of the form."""
    choices = dict(getattr(form_field, "choices", ()) or ()) if not hasattr(value, "pk") else {}
    return choices.get(value) or value
