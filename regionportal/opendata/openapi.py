"""The description of the JSON interface by OpenAPI 3.1, made from the same declarations as its answers."""

from django.conf import settings
from django.urls import reverse

from publication.datasets import ADDRESS, AMOUNT, DAY, MOMENT, NUMBER, YES_NO, kind_of
from publication.paging import MOST_ON_A_PAGE, PERIOD

from .datasets import BY_COLLECTION

VERSION = "1.0.0"
_SCHEMAS = {
    NUMBER: {"type": "integer", "minimum": 0},
    AMOUNT: {"type": "number"},
    DAY: {"type": "string", "format": "date"},
    MOMENT: {"type": "string", "format": "date-time"},
    YES_NO: {"type": "boolean"},
    ADDRESS: {"type": "string", "format": "uri"},
}
_URI = {"type": "string", "format": "uri"}
_MOMENT = {"type": "string", "format": "date-time"}
_PUBLIC_ID = {"type": "string", "pattern": "^[0-9A-Za-z]{1,20}$"}


def description():
    base = reverse("api:entry")
    paths = {
        base: _fixed_path("entry", "Was es gibt", {"$ref": "#/components/schemas/Entry"}),
        reverse("api:openapi"): _fixed_path("openapi", "Diese Beschreibung", {"type": "object"}),
    }
    for name, dataset in BY_COLLECTION.items():
        paths[f"{base}{name}"] = _collection_path(dataset)
        paths[f"{base}{name}/{{id}}"] = _record_path(dataset)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.PORTAL['name']}: Schnittstelle",
            "version": VERSION,
            "description": (
                "Kooperationen, Partner und Haushaltsmittel. Ratsangelegenheiten stehen in OParl. Nur lesend, ohne "
                "Anmeldung. Version 1 wird nur erweitert. Was zurückgezogen wurde, steht in Listen mit modified_since "
                "als Objekt mit deleted: true und antwortet einzeln mit 410."
            ),
            "license": {
                "name": settings.PORTAL["data_licence"] or "siehe Impressum",
                **({"url": settings.PORTAL["data_licence_url"]} if settings.PORTAL["data_licence_url"] else {}),
            },
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": paths,
        "components": {"schemas": _schemas(), "responses": _responses(), "parameters": _parameters()},
    }


def _answer(text, schema):
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def _fixed_path(name, summary, schema):
    return {"get": {"operationId": name, "summary": summary, "responses": {"200": _answer(summary, schema)}}}


def _collection_path(dataset):
    names = ("page", "limit", "after", *PERIOD, "omit_internal")
    parameters = [{"$ref": f"#/components/parameters/{name}"} for name in names]
    parameters += [
        {"name": one.name, "in": "query", "description": f"Nur zu: {one.verbose_name} (Kennung)", "schema": _PUBLIC_ID}
        for one in dataset.fields
        if one.is_relation and one.name in dataset.model.visible_only_with
    ]
    page = {
        "type": "object",
        "required": ["data", "pagination", "links"],
        "properties": {
            "data": {
                "type": "array",
                "maxItems": MOST_ON_A_PAGE,
                "items": {
                    "anyOf": [
                        {"$ref": f"#/components/schemas/{dataset.model.__name__}"},
                        {"$ref": "#/components/schemas/Deleted"},
                    ]
                },
            },
            "pagination": {"$ref": "#/components/schemas/Pagination"},
            "links": {"$ref": "#/components/schemas/Links"},
        },
    }
    return {
        "get": {
            "operationId": f"list_{dataset.model.__name__}",
            "summary": dataset.title,
            "description": dataset.description,
            "parameters": parameters,
            "responses": {"200": _answer(dataset.title, page), **_problems("400", "404")},
        }
    }


def _record_path(dataset):
    name = dataset.model.__name__
    return {
        "get": {
            "operationId": f"get_{name}",
            "summary": dataset.model._meta.verbose_name,
            "parameters": [
                {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
            ],
            "responses": {
                "200": _answer(dataset.model._meta.verbose_name, {"$ref": f"#/components/schemas/{name}"}),
                **_problems("404", "410"),
            },
        }
    }


def _problems(*statuses):
    return {status: {"$ref": f"#/components/responses/Problem{status}"} for status in statuses}


def _responses():
    told = {"400": "Ein Parameter ist falsch", "404": "Das gibt es nicht", "410": "Das ist nicht mehr öffentlich"}
    return {
        f"Problem{status}": {
            "description": text,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, text in told.items()
    }


def _parameters():
    told = {
        "page": ("Seite ab 1", {"type": "integer", "minimum": 1, "maximum": 999_999_999}),
        "limit": (
            f"Einträge je Seite, höchstens {MOST_ON_A_PAGE}",
            {"type": "integer", "minimum": 1, "maximum": 999_999_999},
        ),
        "after": (
            "Steht in links.next: die letzte Kennung der Seite davor",
            {"type": "string", "pattern": "^[0-9a-z]{1,20}$"},
        ),
        "omit_internal": ("Wie in OParl; hier ist nichts eingebettet", {"type": "boolean"}),
    }
    words = {"created_since": "angelegt seit", "created_until": "angelegt bis", "modified_since": "geändert seit"}
    told |= {name: (f"Nur {words.get(name, 'geändert bis')}", _MOMENT) for name in PERIOD}
    return {
        name: {"name": name, "in": "query", "description": text, "schema": schema}
        for name, (text, schema) in told.items()
    }


def _schemas():
    text, number = {"type": "string"}, {"type": "integer", "minimum": 0}
    fixed = {
        "Entry": {"type": "object", "required": ["name", "collections", "description", "oparl"]},
        "Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {"type": text, "title": text, "status": {"type": "integer"}, "detail": text},
        },
        "Pagination": {
            "type": "object",
            "required": ["totalElements", "elementsPerPage", "currentPage", "totalPages"],
            "properties": dict.fromkeys(("totalElements", "elementsPerPage", "currentPage", "totalPages"), number),
        },
        "Links": {
            "type": "object",
            "required": ["first", "self", "last"],
            "properties": dict.fromkeys(("first", "prev", "self", "next", "last"), _URI),
        },
        "Deleted": {
            "type": "object",
            "required": ["id", "type", "created", "modified", "deleted"],
            "properties": {**_stamped(), "deleted": {"const": True}},
            "additionalProperties": False,
        },
    }
    return fixed | {dataset.model.__name__: _schema_of(dataset) for dataset in BY_COLLECTION.values()}


def _stamped():
    return {"id": _URI, "type": {"type": "string"}, "created": _MOMENT, "modified": _MOMENT}


def _schema_of(dataset):
    properties = _stamped() | {"type": {"const": dataset.model.__name__}, "web": _URI}
    properties |= {one.name: _schema_of_field(one) for one in dataset.fields}
    return {
        "type": "object",
        "description": dataset.description,
        "required": ["id", "type", "created", "modified"],
        "properties": properties,
        "not": {"required": ["deleted"]},
    }


def _schema_of_field(one):
    told = {"description": f"{one.verbose_name}. {one.help_text}".rstrip(" .")}
    if one.many_to_many:
        return told | {"type": "array", "items": _URI}
    if one.is_relation:
        return told | _URI
    schema = _SCHEMAS.get(kind_of(one), {"type": "string"})
    codes = [code for code, _ in one.flatchoices if code != ""]
    return told | schema | ({"enum": codes} if codes else {})
