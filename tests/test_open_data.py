"""Tables, their descriptions, the catalogue and the complete dump."""

import csv
import io
import json
import re
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command
from django.http import QueryDict
from django.urls import reverse
from frictionless import Resource, Schema, system
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyshacl import validate
from rdflib import Graph

from council.models import Paper
from publication.sheets import unescape
from regionportal.opendata.datasets import BY_NAME, DATASETS
from regionportal.opendata.descriptions import data_package, fiscal_package, table_schema
from regionportal.opendata.fiscal import FISCAL
from regionportal.opendata.tables import csv_lines, write_xlsx
from regionportal.opendata.views import TABLES
from tests.factories import (
    AppropriationFactory,
    BodyFactory,
    BudgetLineFactory,
    CooperationFactory,
    MeetingFactory,
    PaperFactory,
    ParticipationFactory,
    TopicFactory,
)
from tests.test_visibility_rule import FACTORIES
from tests.world import public_world

pytestmark = pytest.mark.django_db

# {column type: type of its values} of https://specs.frictionlessdata.io/taxonomies/fiscal/budgets/, as far as used.
BUDGET_TAXONOMY = {
    "value": "number",
    "date:fiscal-year": "integer",
    "date:generic": "date",
    "direction": "string",
    "budget-line-id": "string",
    **dict.fromkeys(("phase:id", "phase:label"), "string"),
    **{
        f"{kind}:generic:{part}": "string"
        for kind in ("administrative-classification", "functional-classification", "economic-classification")
        for part in ("code", "label")
    },
    **{f"activity:generic:project:{part}": "string" for part in ("code", "label")},
}
NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)


def content_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def rows(client):
    """Rows of a table as dicts, as a reader of CSV gets them."""

    def read(name, question=""):
        text = content_of(client.get(f"/daten/{name}.csv{question}")).decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))

    return read


class TestTables:
    def test_have_a_name_that_tells_what_and_when(self, client):
        with time_machine.travel(NOW, tick=False):
            answer = client.get("/daten/vorlagen.csv")

        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert answer["Content-Disposition"] == 'attachment; filename="vorlagen-2025-03-10.csv"'

    def test_a_row_holds_what_is_public_of_a_record(self, rows):
        cooperation = CooperationFactory(title="Bündnis", umbrella=CooperationFactory(title="Dach"), country="NL")
        cooperation.topics.set([TopicFactory(name="Wasser"), TopicFactory(name="Luft"), TopicFactory(draft=True)])

        (row,) = [row for row in rows("kooperationen") if row["title"] == "Bündnis"]

        assert row == {
            "id": cooperation.public_id,
            "url": f"https://portal.example/kooperationen/{cooperation.public_id}/",
            "title": "Bündnis",
            "summary": "",
            "kind": "alliance",
            "kind_label": "Regionales Bündnis",
            "region": "",
            "country": "NL",
            "aims": "",
            "umbrella_id": cooperation.umbrella.public_id,
            "umbrella": "Dach",
            "topics_id": " ".join(sorted(cooperation.topics(manager="visible").values_list("public_id", flat=True))),
            "topics": "Luft; Wasser",
        }

    def test_links_to_hidden_records_are_empty(self, rows):
        CooperationFactory(title="A", umbrella=CooperationFactory(draft=True))

        (row,) = rows("kooperationen")

        assert (row["umbrella_id"], row["umbrella"]) == ("", "")

    def test_the_filters_of_the_list_hold(self, rows):
        body = BodyFactory(slug_name="verband")
        PaperFactory(name="Beitritt", body=body)
        PaperFactory(name="Bericht", body=body)
        PaperFactory(name="Beitritt anderswo")

        found = rows("vorlagen", "?koerperschaft=verband&suche=beitritt")

        assert [row["name"] for row in found] == ["Beitritt"]

    def test_a_wrong_filter_gives_no_row_and_never_all(self, rows):
        PaperFactory()

        assert rows("vorlagen", "?koerperschaft=gibt-es-nicht") == []

    def test_the_order_is_that_of_the_list(self, rows):
        PaperFactory(name="B", date=date(2025, 1, 1))
        PaperFactory(name="A", date=date(2024, 1, 1))

        assert [row["name"] for row in rows("vorlagen")] == ["B", "A"]
        assert [row["name"] for row in rows("vorlagen", "?sortierung=betreff")] == ["A", "B"]

    def test_every_list_page_leads_to_its_own_rows(self, client):
        for dataset in DATASETS:
            if dataset.page:
                page = client.get(f"{reverse(dataset.page)}?suche=abc&page=1")
                for form in ("csv", "xlsx", "json"):
                    assert f'href="/daten/{dataset.name}.{form}?suche=abc"' in page.text, dataset.name

    def test_json_keeps_numbers_and_says_null(self, client):
        AppropriationFactory(amount_eur=Decimal("25000.50"))

        told = json.loads(content_of(client.get("/daten/betraege.json")))

        assert told["licence"] == "https://www.govdata.de/dl-de/by-2-0"
        assert [(row["amount_eur"], row["as_of"]) for row in told["data"]] == [(25000.5, None)]

    def test_an_empty_table_has_its_head_in_every_format(self, client):
        head = [column.name for column in BY_NAME["partner"].columns]

        assert content_of(client.get("/daten/partner.csv")).decode() == ",".join(head) + "\r\n"
        assert json.loads(content_of(client.get("/daten/partner.json")))["data"] == []
        sheet = load_workbook(io.BytesIO(content_of(client.get("/daten/partner.xlsx")))).active
        assert [[cell.value for cell in row] for row in sheet.rows] == [head]

    def test_xlsx_has_text_as_text_and_amounts_as_numbers(self, client):
        line = BudgetLineFactory(product_number="02/2024", account_number="=1+1", account_name="#N/A")
        AppropriationFactory(share=None, budget_line=line, amount_eur=Decimal("-7.50"))

        amounts = load_workbook(io.BytesIO(content_of(client.get("/daten/haushalt.xlsx")))).active
        told = dict(zip(*map(list, amounts.iter_rows(max_row=2)), strict=True))
        told = {head.value: cell for head, cell in told.items()}

        assert (told["product_number"].value, told["product_number"].data_type) == ("02/2024", "s")
        assert told["account_number"].value == "'=1+1"
        assert told["account_name"].value == "#N/A"
        assert (told["amount_eur"].value, told["amount_eur"].data_type) == (-7.5, "n")

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(name=st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=60))
    def test_no_cell_is_a_formula_and_text_comes_back(self, name):
        paper = PaperFactory.build(name=name, public_id="a" * 10, body=BodyFactory.build())
        column = next(column for column in BY_NAME["vorlagen"].columns if column.name == "name")
        value = column.read(paper)

        (line,) = list(csv_lines(_One(column, value), None))[1:]
        (cell,) = next(csv.reader(io.StringIO(line, newline="")))

        assert not re.match(r"[=+\-@\t\r]", cell)
        kept = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", name).replace("\r\n", "\n")
        assert unescape(cell) == kept

    def test_an_unknown_table_or_format_is_not_there(self, client):
        for path in ("gibt-es-nicht.csv", "vorlagen.pdf", "gibt-es-nicht.schema.json", "katalog.html", "vorlagen"):
            assert client.get(f"/daten/{path}").status_code == 404, path

    @pytest.mark.slow  # four thousand rows have to be made
    def test_memory_does_not_grow_with_the_rows(self):
        body = BodyFactory()
        Paper.objects.bulk_create(
            [
                Paper(
                    body=body, name=f"Vorlage {n} " + "x" * 400, reference=str(n), publicity="public", published_at=NOW
                )
                for n in range(4000)
            ]
        )
        dataset = BY_NAME["vorlagen"]

        def peak(count):
            tracemalloc.start()
            size = sum(map(len, csv_lines(dataset, Paper.visible.order_by("pk")[:count])))
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            return size, most

        peak(10)
        few, many = peak(1200), peak(4000)

        assert many[0] > 3 * few[0]
        assert many[1] < 1.3 * few[1]


class _One:
    """A table of one column and one row."""

    def __init__(self, column, value):
        self.columns, self.value = [column], value

    def rows(self, records):
        yield [self.value]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("count", [1, pytest.param(6, marks=pytest.mark.slow)])
def test_a_table_needs_no_more_queries_for_many(name, count, django_assert_max_num_queries):
    dataset = TABLES[name]
    FACTORIES[dataset.model].create_batch(count)
    links = [one for one in dataset.fields if one.is_relation and one.name not in dataset.model.visible_only_with]

    with django_assert_max_num_queries(2 + len(links)):  # one filter asks for its choices
        assert len(list(dataset.rows(dataset.narrowed(QueryDict())))) >= count


class TestDescriptions:
    @pytest.mark.parametrize("name", TABLES)
    @pytest.mark.slow  # frictionless takes its time
    def test_frictionless_finds_every_table_as_described(self, name, tmp_path):
        public_world()
        dataset = TABLES[name]
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(csv_lines(dataset, dataset.model.visible.order_by("pk")))

        with system.use_context(trusted=True):
            resource = Resource(
                path=str(path), schema=Schema.from_descriptor(table_schema(dataset)), encoding="utf-8", format="csv"
            )
            report = resource.validate()

        assert report.flatten(["message"]) == []
        assert report.task.stats["rows"] >= 1

    @pytest.mark.parametrize("name", TABLES)
    def test_schema_and_metadata_name_the_columns_in_their_order(self, client, name):
        head = [column.name for column in TABLES[name].columns]

        schema = client.get(f"/daten/{name}.schema.json").json()
        metadata = client.get(f"/daten/{name}.csv-metadata.json").json()

        assert [one["name"] for one in schema["fields"]] == head
        assert [one["name"] for one in metadata["tableSchema"]["columns"]] == head
        assert metadata["url"] == f"https://portal.example/daten/{name}.csv"

    def test_the_package_holds_every_table_once(self):
        names = [one["name"] for one in data_package()["resources"]]

        assert sorted(names) == sorted(dataset.name for dataset in DATASETS)

    def test_the_fiscal_package_says_what_its_columns_mean(self):
        (resource,) = fiscal_package()["resources"]
        fields = {one["columnType"]: one["type"] for one in resource["schema"]["fields"] if "columnType" in one}

        assert fiscal_package()["profile"] == "fiscal-data-package"
        assert fields.items() <= BUDGET_TAXONOMY.items()
        assert fields.keys() >= {"value", "date:fiscal-year", "phase:id", "direction", "budget-line-id"}
        for label in fields:
            if label.endswith(":label"):
                assert {label.replace(":label", ":code"), label.replace(":label", ":id")} & fields.keys(), label

    def test_fiscal_rows_never_take_a_share_for_the_account(self, rows):
        line = BudgetLineFactory(account_name="Mitgliedsbeiträge", direction="revenue")
        AppropriationFactory(share=None, budget_line=line, amount_eur=900, fiscal_year=2024)
        AppropriationFactory(
            share__budget_line=line, share__cooperation__title="Bündnis", amount_eur=100, fiscal_year=2024
        )

        found = {(row["extent"], row["cooperation"], row["amount_eur"], row["direction"]) for row in rows("haushalt")}

        assert found == {("account", "", "900.00", "revenue"), ("share", "Bündnis", "100.00", "revenue")}


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix dcatde: <http://dcat-ap.de/def/dcatde/> .
@prefix : <https://portal.example/shapes/> .

:Catalogue sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ] , [ sh:path dct:description ; sh:minCount 1 ] ,
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] ,
    [ sh:path dct:license ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .
:Dataset sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:languageIn ("de") ] ,
    [ sh:path dct:description ; sh:minCount 1 ; sh:languageIn ("de") ] ,
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcat:contactPoint ; sh:minCount 1 ; sh:class vcard:Organization ] ,
    [ sh:path dcatde:contributorID ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcat:theme ; sh:minCount 1 ;
      sh:pattern "^http://publications.europa.eu/resource/authority/data-theme/(ECON|GOVE)$" ] ,
    [ sh:path dcat:distribution ; sh:minCount 3 ; sh:class dcat:Distribution ] .
:Distribution sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcat:downloadURL ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dct:license ; sh:minCount 1 ; sh:maxCount 1 ; sh:pattern "^http://dcat-ap.de/def/licenses/" ] ,
    [ sh:path dct:format ; sh:minCount 1 ; sh:maxCount 1 ;
      sh:pattern "^http://publications.europa.eu/resource/authority/file-type/(CSV|XLSX|JSON)$" ] .
:Agent sh:targetClass foaf:Agent ; sh:property [ sh:path foaf:name ; sh:minCount 1 ] .
:Contact sh:targetClass vcard:Organization ;
  sh:property [ sh:path vcard:fn ; sh:minCount 1 ] ;
  sh:or ( [ sh:path vcard:hasEmail ; sh:minCount 1 ] [ sh:path vcard:hasURL ; sh:minCount 1 ] ) .
:Service sh:targetClass dcat:DataService ;
  sh:property [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dct:title ; sh:minCount 1 ] .
"""


class TestCatalogue:
    """Our own shapes, by the tables of DCAT-AP.de 3.0: those of GovData are under another licence."""

    @pytest.fixture(autouse=True)
    def _operator(self, settings):
        settings.PORTAL = settings.PORTAL | {
            "operator": "Kreis Muster",
            "dcat_contributor": "http://dcat-ap.de/def/contributors/openNRW",
        }

    @pytest.fixture
    def graph(self, client):
        def read(syntax):
            form = {"rdf": "xml", "ttl": "turtle", "jsonld": "json-ld"}[syntax]
            return Graph().parse(data=client.get(f"/daten/katalog.{syntax}").content, format=form)

        return read

    @staticmethod
    def conforms(graph):
        conforms, _, text = validate(graph, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
        return conforms or text

    def test_holds_what_dcat_ap_de_demands(self, graph):
        assert self.conforms(graph("ttl")) is True

    def test_and_the_rules_do_find_what_is_missing(self, graph):
        broken = graph("ttl")
        access = next(iter(broken.triples((None, None, None))))
        for triple in list(broken):
            if triple[1].endswith("accessURL"):
                access = triple
        broken.remove(access)

        assert "accessURL" in self.conforms(broken)

    @pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader of JSON-LD
    def test_says_the_same_in_every_syntax(self, graph):
        assert {*graph("rdf")} == {*graph("ttl")} == {*graph("jsonld")}

    def test_every_address_in_it_answers(self, client, graph):
        followed = ("accessURL", "endpointURL", "conformsTo")
        addresses = {str(to) for _, by, to in graph("ttl") if by.endswith(followed)}

        for address in addresses:
            answer = client.get(address.removeprefix("https://portal.example"))
            assert (answer.status_code, bool(content_of(answer))) == (200, True), address

    def test_is_the_same_to_the_byte_each_time(self, client):
        for syntax in ("rdf", "ttl", "jsonld"):
            assert client.get(f"/daten/katalog.{syntax}").content == client.get(f"/daten/katalog.{syntax}").content


class TestDump:
    def test_is_complete_and_its_checksums_are_right(self, tmp_path):
        world = public_world()
        folder = tmp_path / "offen"

        call_command("export_data", str(folder), verbosity=0)

        names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        assert {f"{name}.{form}" for name in TABLES for form in ("csv", "json", "xlsx", "schema.json")} <= names
        assert {"datapackage.json", "katalog.ttl", "oparl/Paper.jsonl", "SHA256SUMS"} <= names
        papers = [json.loads(line) for line in (folder / "oparl/Paper.jsonl").read_text().splitlines()]
        assert world[Paper].name in {paper["name"] for paper in papers}
        listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
        assert listed == names - {"SHA256SUMS"}

    def test_replaces_the_one_before_and_leaves_nothing_beside_it(self, tmp_path):
        folder = tmp_path / "offen"
        folder.mkdir()
        (folder / "alt.csv").write_text("alt")
        MeetingFactory(name="Neu")

        call_command("export_data", str(folder), verbosity=0)

        assert not (folder / "alt.csv").exists()
        assert "Neu" in (folder / "sitzungen.csv").read_text()
        assert list(tmp_path.iterdir()) == [folder]

    def test_tells_nothing_hidden(self, tmp_path):
        PaperFactory(name="geheim", draft=True)
        ParticipationFactory(remark="geheim", draft=True)

        call_command("export_data", str(tmp_path / "offen"), verbosity=0)

        texts = [path.read_bytes() for path in (tmp_path / "offen").rglob("*") if path.is_file()]
        assert not any(b"geheim" in text for text in texts)


def test_the_page_leads_to_every_table(client):
    page = client.get("/daten/").text

    assert [name for name in TABLES if f'href="/daten/{name}.csv"' not in page] == []
    assert "Datenlizenz Deutschland" in page


def test_write_only_sheets_are_closed(django_assert_max_num_queries):
    with django_assert_max_num_queries(3), write_xlsx(FISCAL, FISCAL.model.visible.all()) as content:
        assert content.read(2) == b"PK"
