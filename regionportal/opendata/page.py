"""What the page on open data shows; it counts nothing and asks no query."""

from dataclasses import dataclass

from django.urls import reverse

from .catalogue import SYNTAXES
from .datasets import DATASETS
from .fiscal import FISCAL
from .tables import CONTENT_TYPES

SYNTAX_NAMES = {"rdf": "RDF/XML", "ttl": "Turtle", "jsonld": "JSON-LD"}
GROUPS = {
    "Zusammenarbeit": ("cooperations", "partners"),
    "Politik": ("council",),
    "Geld": ("budgets",),
}


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One table and the ways to take it away."""

    title: str
    description: str
    links: list[Link]
    page: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    offers: list[Offer]


def data_page():
    return {
        "crumbs": [("Offene Daten", None)],
        "groups": [Group(title, [*map(_offer, _of(apps))]) for title, apps in GROUPS.items()],
        "catalogues": [Link(SYNTAX_NAMES[syntax], reverse("data:catalogue", args=[syntax])) for syntax in SYNTAXES],
    }


def _of(apps):
    tables = (*DATASETS, FISCAL)
    return [dataset for dataset in tables if dataset.model._meta.app_label in apps]


def _offer(dataset):
    links = [Link(form.upper(), reverse("data:table", args=[dataset.name, form])) for form in CONTENT_TYPES]
    links.append(Link("Beschreibung", reverse("data:schema", args=[dataset.name])))
    return Offer(dataset.title, dataset.description, links, reverse(dataset.page) if dataset.page else "")
