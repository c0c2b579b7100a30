"""The page on open data, and the files it leads to."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publication.interfaces import interface, json_response

from .api import problem
from .catalogue import SYNTAXES, serialised
from .datasets import BY_NAME
from .descriptions import csv_on_the_web, data_package, fiscal_package, table_schema
from .fiscal import FISCAL
from .page import data_page
from .tables import CONTENT_TYPES, table_response

TABLES = BY_NAME | {FISCAL.name: FISCAL}
open_data = interface(problem)


@require_safe
def page(request):
    return render(request, "opendata/page.html", data_page())


@open_data
def table(request, name, file_format):
    """With the filters of the list page in the question: its rows in its order."""
    if file_format not in CONTENT_TYPES:
        raise Http404
    dataset = _named(name)
    return table_response(dataset, dataset.narrowed(request.GET, request), file_format)


def described(describe):
    """A description of one table."""

    @open_data
    def view(request, name):
        return json_response(describe(_named(name)))

    return view


schema = described(table_schema)
csvw = described(csv_on_the_web)


@open_data
def package(request):
    return json_response(data_package())


@open_data
def fiscal(request):
    return json_response(fiscal_package())


@open_data
def catalogue(request, syntax):
    if syntax not in SYNTAXES:
        raise Http404
    content, content_type = serialised(syntax)
    return HttpResponse(content, content_type=content_type)


def _named(name):
    if name not in TABLES:
        raise Http404
    return TABLES[name]
