"""What stands in the tables, for programs: Table Schema, CSV on the Web, data packages."""

from django.conf import settings
from django.urls import reverse

from publication.datasets import ADDRESS, AMOUNT, DAY, MOMENT, NUMBER, TEXT, YES_NO

from .datasets import BY_MODEL, DATASETS
from .fiscal import FISCAL

_FRICTIONLESS = {
    TEXT: {"type": "string"},
    NUMBER: {"type": "integer"},
    AMOUNT: {"type": "number"},
    DAY: {"type": "date"},
    MOMENT: {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S%z"},
    YES_NO: {"type": "boolean"},
    ADDRESS: {"type": "string", "format": "uri"},
}
_CSVW = {
    TEXT: "string", NUMBER: "integer", AMOUNT: "decimal", DAY: "date", MOMENT: "dateTime", YES_NO: "boolean",
    ADDRESS: "anyURI",
}  # fmt: skip
ESCAPED = "Texte, die mit = + - @ beginnen, tragen davor einen Apostroph, damit kein Programm sie als Formel rechnet."


def table_url(dataset, file_format="csv"):
    return settings.SITE_URL + reverse("data:table", args=[dataset.name, file_format])


def table_schema(dataset):
    """Table Schema (https://specs.frictionlessdata.io/table-schema/)."""
    schema = {"fields": [_table_field(column) for column in dataset.columns], "missingValues": [""]}
    if dataset.columns[0].name == "id":
        schema["primaryKey"] = "id"
    return schema


def _table_field(column):
    told = {"name": column.name, "title": column.title, **_FRICTIONLESS[column.kind]}
    if column.description:
        told["description"] = column.description
    constraints = {"required": True, "unique": True} if column.name == "id" else {}
    if column.values:
        constraints["enum"] = [code for code in column.values if code]
    return told | ({"constraints": constraints} if constraints else {})


def csv_on_the_web(dataset):
    """Metadata by the W3C's vocabulary (https://www.w3.org/TR/tabular-metadata/)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "de"}],
        "url": table_url(dataset),
        "dc:title": dataset.title,
        "dc:description": f"{dataset.description} {ESCAPED}",
        "dc:license": {"@id": settings.PORTAL["data_licence_url"]},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {"columns": [_csvw_column(column) for column in dataset.columns], "primaryKey": "id"}
        if dataset.columns[0].name == "id"
        else {"columns": [_csvw_column(column) for column in dataset.columns]},
    }


def _csvw_column(column):
    told = {"name": column.name, "titles": [column.name], "dc:title": column.title, "datatype": _CSVW[column.kind]}
    if column.refers_to in BY_MODEL:
        told["dc:relation"] = BY_MODEL[column.refers_to].name
    return told | ({"required": True} if column.name == "id" else {})


def _package(name, title, resources, **more):
    portal = settings.PORTAL
    licence = {"name": portal["data_licence"], "path": portal["data_licence_url"], "title": portal["data_licence"]}
    return {
        "name": name,
        "title": title,
        "homepage": settings.SITE_URL + reverse("data:page"),
        "licenses": [{key: value for key, value in licence.items() if value and key != "name"}]
        if portal["data_licence_url"]
        else [],
        **more,
        "resources": resources,
    }


def data_package():
    """All tables (https://specs.frictionlessdata.io/data-package/)."""
    resources = [_resource(dataset, table_schema(dataset)) for dataset in DATASETS]
    return _package("regionportal", settings.PORTAL["name"], resources, profile="tabular-data-package")


def fiscal_package():
    """The amounts as one table whose columns say what they mean (https://specs.frictionlessdata.io/fiscal-data-package/)."""
    schema = table_schema(FISCAL)
    for one in schema["fields"]:
        if one["name"] in FISCAL.column_types:
            one["columnType"] = FISCAL.column_types[one["name"]]
    return _package(
        "haushalt",
        FISCAL.title,
        [_resource(FISCAL, schema)],
        profile="fiscal-data-package",
        countryCode="DE",
        granularity="aggregated",
    )


def _resource(dataset, schema):
    return {
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "path": table_url(dataset),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": schema,
    }
