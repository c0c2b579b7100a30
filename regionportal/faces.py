"""The other faces of a page: the same as data, calendar or preview, as the page's head and foot name them."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from council.models import Body, Organization
from council.oparl.addresses import NAMES as IN_OPARL
from council.oparl.addresses import object_url
from publication.datasets import api_address

from .opendata.datasets import BY_MODEL, DATASETS
from .opendata.tables import CONTENT_TYPES
from .structured_data import OF_MODEL, breadcrumb_data, record_data

OF_PAGE = {dataset.page: dataset for dataset in DATASETS if dataset.page}
CALENDARS = {
    Organization: "council:organization_calendar",
    Body: "council:body_calendar",
}
HINTS = {"csv": "für Auswertungen", "xlsx": "für Excel", "json": "für Programme"}
NAMES_OF_THE_RECORD = (
    "paper", "meeting", "item", "organization", "body", "cooperation", "topic", "partner", "line",
    "contribution",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    label: str
    url: str
    content_type: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the head of a page. `canonical`: its one address, whatever was asked of it."""

    title: str
    canonical: str
    faces: list[Face]
    structured: list[dict]
    is_article: bool


def head_of(context):
    """The Head of a page that is drawn from `context`; no query."""
    record = shown_record(context)
    crumbs = context.get("crumbs") or []
    structured = [breadcrumb_data(crumbs)] if crumbs else []
    if record is not None:
        structured.append(record_data(record))
    title = str(record) if record is not None else crumbs[-1][0] if crumbs else settings.PORTAL["name"]
    faces = faces_of(record) if record is not None else list_faces(context)
    return Head(title, canonical(context), faces, structured, record is not None)


def shown_record(context):
    """The record that the page is about, None for a page about none."""
    match = context["request"].resolver_match
    if match is None or not match.view_name.endswith("_detail"):
        return None
    found = (context.get(name) for name in NAMES_OF_THE_RECORD)
    return next((record for record in found if type(record) in OF_MODEL), None)


def canonical(context):
    page = context.get("page_obj")
    number = f"?page={page.number}" if page is not None and page.number > 1 else ""
    return f"{settings.SITE_URL}{context['request'].path}{number}"


def faces_of(record):
    """The record as an object of OParl or of the API, and as a calendar."""
    model, faces = type(record), []
    if model in IN_OPARL:
        faces.append(Face("OParl", object_url(record), "application/json"))
    elif BY_MODEL[model].collection:
        address = api_address(BY_MODEL[model].collection, record.public_id)
        faces.append(Face("JSON", address, "application/json"))
    if model in CALENDARS:
        address = settings.SITE_URL + reverse(CALENDARS[model], args=[record.public_id])
        faces.append(Face("Kalender", address, "text/calendar", "zum Abonnieren"))
    return faces


def list_faces(context):
    """The rows of a list as tables, with the filters in force; empty for other pages."""
    request = context["request"]
    dataset = request.resolver_match and OF_PAGE.get(request.resolver_match.view_name)
    if not dataset:
        return []
    question = request.GET.copy()
    question.pop("page", None)
    query = f"?{question.urlencode()}" if question else ""
    return [
        Face(
            form.upper(), reverse("data:table", args=[dataset.name, form]) + query, kind.partition(";")[0], HINTS[form]
        )
        for form, kind in CONTENT_TYPES.items()
    ]
