"""The catalogue of open data by DCAT-AP.de 3.0 (https://www.dcat-ap.de), for GovData and data.europa.eu."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from .datasets import DATASETS
from .descriptions import ESCAPED, table_url
from .fiscal import FISCAL

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
EU = "http://publications.europa.eu/resource/authority/"
LICENCES = {
    "https://www.govdata.de/dl-de/by-2-0": "http://dcat-ap.de/def/licenses/dl-by-de/2.0",
    "https://www.govdata.de/dl-de/zero-2-0": "http://dcat-ap.de/def/licenses/dl-zero-de/2.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "http://dcat-ap.de/def/licenses/cc-zero",
    "https://creativecommons.org/licenses/by/4.0/": "http://dcat-ap.de/def/licenses/cc-by/4.0",
}
FILE_TYPES = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
}
SYNTAXES = {
    "rdf": ("pretty-xml", "application/rdf+xml"),
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json"),
}
THEMES = {
    "Appropriation": "ECON",
    "BudgetLine": "ECON",
    "CooperationShare": "ECON",
    "Grant": "ECON",
    "Contribution": "ECON",
    "ContributionAmount": "ECON",
}


@dataclass(frozen=True, slots=True)
class _Parts:
    """Addresses that come again and again. No node is without one, so that the same data always give the same bytes."""

    page: URIRef
    publisher: URIRef
    contact: URIRef
    licence: URIRef


def catalogue():
    page = settings.SITE_URL + reverse("data:page")
    licence = settings.PORTAL["data_licence_url"]
    parts = _Parts(
        URIRef(page), URIRef(f"{page}#betreiber"), URIRef(f"{page}#kontakt"), URIRef(LICENCES.get(licence, licence))
    )
    graph = Graph()
    for prefix, namespace in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("vcard", VCARD), ("dcatde", DCATDE)):
        graph.bind(prefix, namespace)
    _add_responsible(graph, parts)
    _add_catalogue(graph, parts)
    for dataset in (*DATASETS, FISCAL):
        _add_dataset(graph, parts, dataset)
    _add_interface(graph, parts, "oparl", "OParl 1.1", reverse("oparl:system"), "https://oparl.org/spezifikation/")
    _add_interface(
        graph, parts, "api", "JSON-Schnittstelle", reverse("api:entry"), settings.SITE_URL + reverse("api:openapi")
    )
    return graph


def serialised(syntax):
    form, content_type = SYNTAXES[syntax]
    return catalogue().serialize(format=form, encoding="utf-8"), content_type


def _add_responsible(graph, parts):
    portal = settings.PORTAL
    graph.add((parts.publisher, RDF.type, FOAF.Agent))
    graph.add((parts.publisher, FOAF.name, Literal(portal["operator"] or portal["name"])))
    graph.add((parts.contact, RDF.type, VCARD.Organization))
    graph.add((parts.contact, VCARD.fn, Literal(portal["operator"] or portal["name"])))
    graph.add((parts.contact, VCARD.hasURL, URIRef(settings.SITE_URL + reverse("contact"))))
    if portal["operator_email"]:
        graph.add((parts.contact, VCARD.hasEmail, URIRef(f"mailto:{portal['operator_email']}")))


def _add_catalogue(graph, parts):
    portal = settings.PORTAL
    title = f"Offene Daten: {portal['name']}"
    graph.add((parts.page, RDF.type, DCAT.Catalog))
    graph.add((parts.page, DCTERMS.title, Literal(title, "de")))
    graph.add(
        (parts.page, DCTERMS.description, Literal(f"Zusammenarbeit, Politik und Haushalt: {portal['region']}", "de"))
    )
    graph.add((parts.page, DCTERMS.publisher, parts.publisher))
    graph.add((parts.page, DCTERMS.license, parts.licence))
    graph.add((parts.page, DCTERMS.language, URIRef(f"{EU}language/DEU")))
    graph.add((parts.page, FOAF.homepage, parts.page))


def _described(graph, parts, subject, kind, title, description):
    graph.add((subject, RDF.type, kind))
    graph.add((subject, DCTERMS.title, Literal(title, "de")))
    graph.add((subject, DCTERMS.description, Literal(description, "de")))
    graph.add((subject, DCTERMS.publisher, parts.publisher))
    graph.add((subject, DCAT.contactPoint, parts.contact))
    if settings.PORTAL["dcat_contributor"]:
        graph.add((subject, DCATDE.contributorID, URIRef(settings.PORTAL["dcat_contributor"])))


def _add_dataset(graph, parts, dataset):
    subject = URIRef(f"{parts.page}{dataset.name}")
    _described(
        graph, parts, subject, DCAT.Dataset, f"{dataset.title}: {settings.PORTAL['region']}", dataset.description
    )
    graph.add((parts.page, DCAT.dataset, subject))
    graph.add((subject, DCTERMS.identifier, Literal(str(subject))))
    graph.add((subject, DCTERMS.language, URIRef(f"{EU}language/DEU")))
    graph.add((subject, DCTERMS.accrualPeriodicity, URIRef(f"{EU}frequency/CONT")))
    graph.add((subject, DCAT.theme, URIRef(f"{EU}data-theme/{THEMES.get(dataset.model.__name__, 'GOVE')}")))
    graph.add((subject, DCAT.landingPage, parts.page))
    for word in ("Kooperation", "Region", dataset.title):
        graph.add((subject, DCAT.keyword, Literal(word, "de")))
    for file_format, (file_type, media_type) in FILE_TYPES.items():
        _add_distribution(graph, parts, dataset, subject, file_format, file_type, media_type)


def _add_distribution(graph, parts, dataset, subject, file_format, file_type, media_type):
    address = URIRef(table_url(dataset, file_format))
    distribution = URIRef(f"{subject}#{file_format}")
    graph.add((subject, DCAT.distribution, distribution))
    graph.add((distribution, RDF.type, DCAT.Distribution))
    graph.add((distribution, DCTERMS.title, Literal(f"{dataset.title} als {file_type}", "de")))
    graph.add(
        (distribution, DCTERMS.description, Literal(ESCAPED if file_format != "json" else dataset.description, "de"))
    )
    graph.add((distribution, DCAT.accessURL, address))
    graph.add((distribution, DCAT.downloadURL, address))
    graph.add((distribution, DCTERMS["format"], URIRef(f"{EU}file-type/{file_type}")))
    graph.add((distribution, DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{media_type}")))
    graph.add((distribution, DCTERMS.license, parts.licence))
    graph.add(
        (
            distribution,
            DCATDE.licenseAttributionByText,
            Literal(settings.PORTAL["operator"] or settings.PORTAL["name"], "de"),
        )
    )
    if file_format == "csv":
        schema = settings.SITE_URL + reverse("data:csvw", args=[dataset.name])
        graph.add((distribution, DCTERMS.conformsTo, URIRef(schema)))


def _add_interface(graph, parts, name, title, path, specification):
    service = URIRef(f"{parts.page}#{name}")
    _described(graph, parts, service, DCAT.DataService, title, f"{title}: nur lesend, ohne Anmeldung.")
    graph.add((parts.page, DCAT.service, service))
    graph.add((service, DCAT.endpointURL, URIRef(settings.SITE_URL + path)))
    graph.add((service, DCAT.endpointDescription, URIRef(specification)))
    graph.add((service, DCTERMS.license, parts.licence))
