"""The addresses of OParl objects: they are the ids, so they never change."""

from functools import cache

from django.conf import settings
from django.urls import reverse

from ..models import (
    AgendaItem,
    Body,
    Consultation,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    Organization,
    Paper,
    Person,
)

NAMESPACE = "https://schema.oparl.org/1.1/"
TYPES = {
    "Body": Body,
    "LegislativeTerm": LegislativeTerm,
    "Organization": Organization,
    "Person": Person,
    "Membership": Membership,
    "Meeting": Meeting,
    "AgendaItem": AgendaItem,
    "Paper": Paper,
    "Consultation": Consultation,
    "File": File,
    "Location": Location,
}
NAMES = {model: name for name, model in TYPES.items()}


def segment(name):
    """How a type is written in an address: "agendaItem"."""
    return name[:1].lower() + name[1:]


@cache
def _base(site_url):
    return site_url + reverse("oparl:system").removesuffix("/system")


def base():
    return _base(settings.SITE_URL)


def object_url(record):
    return url_of(type(record), record.public_id)


def url_of(model, public_id):
    return f"{base()}/{segment(NAMES[model])}/{public_id}"


def list_url(record, name):
    """The list `name` of a body or an organization."""
    return f"{object_url(record)}/{name}"


@cache
def _page_base(model):
    return reverse(model.url_name, args=["id", "-"]).removesuffix("id/-/")


def page_url(record):
    """The page for people, without the words in its address that may change."""
    return f"{settings.SITE_URL}{_page_base(type(record))}{record.public_id}/"
