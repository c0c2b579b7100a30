"""One list page for every kind of record: filters that can be bookmarked, a count, pages."""

from dataclasses import dataclass

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
    filter is wrong, the form says so and the list is empty, never unfiltered.
    """

    filterset_class = None
    paginate_by = 30
    section = ""
    extra = ()

    def get_records(self):
        return self.model.visible.all()

    def get_queryset(self):
        self.filterset = self.filterset_class(self.request.GET, queryset=self.get_records(), request=self.request)
        return self.filterset.qs if self.filterset.is_valid() else self.filterset.queryset.none()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        chips = list(self._chips())
        return context | {
            "section": self.section,
            "form": self.filterset.form,
            "chips": chips,
            "active_count": len(chips),
            "count": context["paginator"].count,
            "list_url": self.request.path,
        }

    def _chips(self):
        form = self.filterset.form
        if not form.is_valid():
            return
        for name, form_field in form.fields.items():
            value = form.cleaned_data.get(name)
            if value in (None, "", []) or not self.request.GET.get(name):
                continue
            query = self.request.GET.copy()
            query.pop(name)
            query.pop("page", None)
            remove_url = f"{self.request.path}?{query.urlencode()}" if query else self.request.path
            yield Chip(f"{form_field.label}: {_shown(form_field, value)}", remove_url)


def _shown(form_field, value):
    """A chosen value in the words of the form."""
    choices = dict(getattr(form_field, "choices", ()) or ()) if not hasattr(value, "pk") else {}
    return choices.get(value) or value
