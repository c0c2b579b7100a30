"""The OParl server: one view for objects, one for lists."""

from contextlib import suppress
from datetime import UTC, datetime

from django.http import Http404

from publication.interfaces import interface, json_response
from publication.paging import list_page, read_question
from publication.tombstones import gone_record, gone_records, once_public, visible_or_gone
from publication.views import Gone, find, serve_content

from ..models import Body, Organization
from . import loading
from .addresses import NAMESPACE, base, list_url
from .extensions import properties_of_system
from .lists import LISTS_OF_A_BODY, LISTS_OF_AN_ORGANIZATION, shown, tell_all
from .objects import system_json, tombstone_json

SYSTEM_SINCE = datetime(2026, 11, 27, tzinfo=UTC)
"""When the answer of the System address was last changed by a release: it tells nothing else."""


def error_response(status, message):
    return json_response({"type": f"{NAMESPACE}Error", "message": message}, status=status)


oparl = interface(error_response)


@oparl
def system(request):
    return json_response(system_json(SYSTEM_SINCE) | properties_of_system())


@oparl
def body_list(request):
    return _list_response(request, f"{base()}/body", Body.visible.all(), once_public(Body))


def list_view(owner_model, lists, name):
    """The list `name` of a body or an organization."""

    @oparl
    def view(request, public_id):
        owner = find(owner_model.visible.all(), public_id)
        list_of = lists[name]
        return _list_response(request, list_url(owner, name), list_of.visible_rows(owner), list_of.gone_rows(owner))

    return view


body_lists = {name: list_view(Body, LISTS_OF_A_BODY, name) for name in LISTS_OF_A_BODY}
organization_lists = {
    name: list_view(Organization, LISTS_OF_AN_ORGANIZATION, name) for name in LISTS_OF_AN_ORGANIZATION
}


def _list_response(request, url, visible, gone):
    question = read_question(request.GET)
    rows = question.period.narrow(visible, loading.sources())
    if question.period.modified_since:
        rows = visible_or_gone(rows, question.period.narrow_gone(gone, shown(visible.model)))
    page = list_page(rows, question)
    return json_response(page.frame(url, question, _objects(visible.model, page.keys, question)))


def _objects(model, keys, question):
    told = tell_all(shown(model).filter(pk__in=keys), omit_internal=question.omit_internal)
    gone = gone_records(model, [key for key in keys if key not in told])
    told |= {record.pk: tombstone_json(record, stamp) for record, stamp in gone}
    return [told[key] for key in keys]


def object_view(model):
    @oparl
    def view(request, public_id):
        with suppress(Gone):
            record = find(model.visible.all(), public_id)
            if told := tell_all(shown(model).filter(pk=record.pk)):
                return json_response(told[record.pk])
        return json_response(tombstone_json(*gone_record(shown(model), public_id)))

    return view


def file_content(*, as_attachment):
    """The bytes of a file, under an address that no change of its name moves."""

    @oparl
    def view(request, public_id):
        return serve_content(find(loading.shown_files(), public_id), as_attachment=as_attachment)

    return view


@oparl
def nothing(request, path=""):
    raise Http404
