from django.shortcuts import render
from django.views.decorators.http import require_safe

from .history_pages import comparison_page, history_page, record_at, version_page


@require_safe
def history(request, kind, public_id):
    page = history_page(record_at(kind, public_id), request.GET.get("page"))
    return render(request, "publication/history.html", page)


@require_safe
def version(request, kind, public_id, number):
    return render(request, "publication/version.html", version_page(record_at(kind, public_id), number))


@require_safe
def comparison(request, kind, public_id):
    return render(request, "publication/comparison.html", comparison_page(record_at(kind, public_id), request.GET))
