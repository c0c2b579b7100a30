"""One field that searches all records of the desk at once."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.admin.views.main import SEARCH_VAR
from django.urls import reverse
from django.utils.text import capfirst

ROWS = 8
MIN_LETTERS, MAX_LETTERS = 2, 100


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind. `more`: address of the list with all of them, "" where these are all."""

    kind: str
    rows: list[tuple[str, str]]
    """Pairs of label and address."""
    more: str


def problem_of(term):
    """Why `term` is not searched for, "" where it is."""
    if len(term) < MIN_LETTERS:
        return "Bitte geben Sie mindestens zwei Zeichen ein."
    return f"Bitte suchen Sie nach höchstens {MAX_LETTERS} Zeichen." if len(term) > MAX_LETTERS else ""


def hits(site, request, term):
    """Rows of every kind that the person may see, in the order of the kinds at the desk; one query for each kind."""
    found = [_hits_of(admin, request, term) for admin in _searched(site, request)]
    return [one for one in found if one.rows]


def _searched(site, request):
    """Kinds that have a list of their own in the menu."""
    return [
        admin
        for admin in site._registry.values()
        if admin.get_search_fields(request)
        and admin.has_module_permission(request)
        and admin.has_view_or_change_permission(request)
    ]


def _hits_of(admin, request, term):
    rows, has_duplicates = admin.get_search_results(request, admin.get_queryset(request), term)
    rows = list((rows.distinct() if has_duplicates else rows)[: ROWS + 1])
    place = f"admin:{admin.opts.app_label}_{admin.opts.model_name}"
    label = getattr(admin, "choice_label", str)
    more = f"{reverse(f'{place}_changelist')}?{urlencode({SEARCH_VAR: term})}" if len(rows) > ROWS else ""
    named = [(label(row), reverse(f"{place}_change", args=[row.pk])) for row in rows[:ROWS]]
    return Hits(capfirst(admin.opts.verbose_name_plural), named, more)
