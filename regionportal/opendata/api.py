"""The JSON interface beside OParl: cooperations, their partners and their money, with the same lists and filters.

Version 1 only grows: properties are added, none is changed or taken away.
"""

from functools import partial

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from council.oparl.addresses import NAMES as IN_OPARL
from council.oparl.addresses import object_url
from council.oparl.extensions import extend_system
from publication.datasets import api_address, linked, page_address, value_of
from publication.files import Attachment
from publication.interfaces import interface, json_response, moment
from publication.models import PUBLIC_ID_LENGTH
from publication.paging import BadQuestion, list_page, read_question
from publication.stamps import stamps
from publication.tombstones import gone_records, once_public, visible_or_gone
from publication.views import find

from .datasets import BY_COLLECTION, BY_MODEL
from .openapi import description
from .tables import plain

TITLES = {
    400: "Falsche Anfrage",
    404: "Nicht gefunden",
    405: "Nur lesen",
    410: "Nicht mehr öffentlich",
    429: "Zu viele Anfragen",
    500: "Fehler des Portals",
    503: "Gleich wieder da",
}


def problem(status, message):
    """By RFC 9457."""
    told = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": message}
    return json_response(told, status=status, content_type="application/problem+json")


api = interface(problem)
NO_SOURCES = {}  # what a record shows of others are addresses, and these are in its own public history


def extend_oparl():
    """The System object names the collections, too."""
    for collection, dataset in BY_COLLECTION.items():
        name = dataset.model.__name__
        extend_system(name[:1].lower() + name[1:], partial(api_address, collection))


@api
def entry(request):
    collections = [
        {"name": dataset.title, "description": dataset.description, "url": api_address(collection)}
        for collection, dataset in BY_COLLECTION.items()
    ]
    return json_response(
        {
            "name": settings.PORTAL["name"],
            "license": settings.PORTAL["data_licence_url"],
            "description": settings.SITE_URL + reverse("api:openapi"),
            "oparl": settings.SITE_URL + reverse("oparl:system"),
            "collections": collections,
        }
    )


@api
def openapi(request):
    return json_response(description())


@api
def collection(request, collection):
    dataset = _dataset(collection)
    question = read_question(request.GET)
    links = _asked_links(dataset, request.GET)
    question.kept.update(links)
    narrow = {f"{name}__public_id": value for name, value in links.items()}
    rows = question.period.narrow(dataset.model.visible.filter(**narrow), NO_SOURCES)
    if question.period.modified_since:
        rows = visible_or_gone(rows, question.period.narrow_gone(once_public(dataset.model).filter(**narrow)))
    page = list_page(rows, question)
    told = tell_all(dataset, dataset.model.visible.filter(pk__in=page.keys))
    gone = gone_records(dataset.model, [key for key in page.keys if key not in told])
    told |= {record.pk: _stamped(dataset, record, stamp) | {"deleted": True} for record, stamp in gone}
    return json_response(page.frame(api_address(collection), question, [told[key] for key in page.keys]))


@api
def record(request, collection, public_id):
    dataset = _dataset(collection)
    found = find(dataset.model.visible.all(), public_id)
    return json_response(tell_all(dataset, dataset.model.visible.filter(pk=found.pk))[found.pk])


@api
def nothing(request, path=""):
    raise Http404


def _dataset(collection):
    if collection not in BY_COLLECTION:
        raise Http404
    return BY_COLLECTION[collection]


def filters_of(dataset):
    """Links by which a collection can be narrowed, by the id of the linked record."""
    links = (one.name for one in dataset.fields if one.is_relation)
    return [name for name in links if name in dataset.model.visible_only_with]


def _asked_links(dataset, asked):
    found = {name: asked[name] for name in filters_of(dataset) if name in asked}
    for name, value in found.items():
        if not (value.isascii() and value.isalnum() and len(value) <= 2 * PUBLIC_ID_LENGTH):
            raise BadQuestion(
                name, "Bitte die Kennung eines Datensatzes angeben, wie sie am Ende seiner Adresse steht."
            )
    return found


def tell_all(dataset, rows):
    """{key: JSON} of the visible `rows`."""
    records = list(dataset.load(rows))
    found = stamps(records, NO_SOURCES)
    return {record.pk: _tell(dataset, record, found[type(record), record.pk]) for record in records}


def _tell(dataset, record, stamp):
    told = _stamped(dataset, record, stamp)
    if hasattr(record, "url_name"):
        told["web"] = page_address(record)
    for one in dataset.fields:
        value = _reference(linked(record, one)) if one.is_relation else plain(value_of(record, one))
        if value not in (None, []):
            told[one.name] = value
    return told


def _reference(target):
    if isinstance(target, list):
        return sorted(filter(None, map(_reference, target)))
    if target is None or isinstance(target, Attachment):
        return None
    if type(target) in IN_OPARL:
        return object_url(target)
    dataset = BY_MODEL.get(type(target))
    return dataset and api_address(dataset.collection, target.public_id)


def _stamped(dataset, record, stamp):
    return {
        "id": api_address(dataset.collection, record.public_id),
        "type": dataset.model.__name__,
        "created": moment(stamp.created),
        "modified": moment(stamp.modified),
    }
