"""The project's documents say what the code is: names, addresses, settings, versions, links."""

import re
import subprocess
import tomllib

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands

from tests.walk import list_filters, named_addresses

ROOT = settings.BASE_DIR
OWN_APPS = {"regionportal", "budgets", "cooperations", "council", "partners", "publication"}


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 — git of this machine
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def read(name):
    return (ROOT / name).read_text("utf-8")


def table_rows(text):
    """Cells of every row of every Markdown table, without heads and rules."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def version():
    return tomllib.loads(read("pyproject.toml"))["project"]["version"]


def test_every_model_is_in_the_glossary():
    own = {
        model.__name__
        for model in apps.get_models()
        if model._meta.app_label in OWN_APPS and not model.__name__.startswith("Historical")
    }
    explained = {name for row in table_rows(read("docs/glossary.md")) for name in re.findall(r"`(\w+)`", row[1])}

    assert own - explained == set()


class TestAddresses:
    ROWS = table_rows(read("docs/addresses.md"))
    NAMES = [row[1].strip("`") for row in ROWS if row[1].startswith("`")]

    def test_are_all_documented(self):
        assert sorted(self.NAMES) == sorted(named_addresses())

    def test_the_documented_questions_are_those_of_the_lists(self):
        documented = {row[1].strip("`"): set(re.findall(r"`(\w+)`", row[4])) for row in self.ROWS}

        assert {name: documented[name] for name, _ in list_filters()} == dict(list_filters())


def test_every_setting_is_explained():
    read_by_settings = set(re.findall(r'(?:env\.\w+|required)\(\s*"([A-Z_]+)"', read("regionportal/settings.py")))
    explained = set(re.findall(r"^(?:# )?([A-Z_]+)=", read(".env.sample"), re.MULTILINE))

    assert explained == read_by_settings


class TestPubliccode:
    """Keys that publiccode.yml asks for in version 0.4 and later (https://yml.publiccode.tools)."""

    TOLD = yaml.safe_load(read("publiccode.yml"))

    def test_has_the_mandatory_keys(self):
        assert {
            "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
            "description", "legal", "maintenance", "localisation",
        } <= set(self.TOLD)  # fmt: skip
        assert self.TOLD["legal"]["license"] == "EUPL-1.2"
        assert self.TOLD["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
        assert {"localisationReady", "availableLanguages"} <= set(self.TOLD["localisation"])

    def test_names_somebody_to_write_to(self):
        assert self.TOLD["maintenance"]["type"] in {"internal", "community"}
        assert all(contact["name"] for contact in self.TOLD["maintenance"]["contacts"])

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_describes_the_software(self, language):
        told = self.TOLD["description"][language]

        assert len(told["shortDescription"]) <= 150
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in told["features"])

    def test_has_the_version_of_the_package(self):
        assert self.TOLD["softwareVersion"] == version()


def test_the_changelog_names_the_version():
    assert version() in re.findall(r"\d+\.\d+\.\d+", read("CHANGELOG.md"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(document):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text("utf-8"))
    relative = [link for link in links if not re.match(r"[a-z]+:|/", link)]  # "/…" is an address of the portal

    assert [link for link in relative if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_target_of_make_exists(document):
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    called = re.findall(r"(?:`|^    )make ((?:[a-z-]+ ?)+)", document.read_text("utf-8"), re.MULTILINE)

    assert {target for call in called for target in call.split()} <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_exists(document):
    text = document.read_text("utf-8")
    called = set(re.findall(r"manage\.py ([a-z_]+)", text))
    if document.name == "README.md":
        called |= {row[0].strip("`").split()[0] for row in table_rows(text) if re.match(r"`[a-z]+_[a-z]+[ `]", row[0])}

    assert called <= set(get_commands())


def test_every_named_test_exists():
    for file, *names in (
        reference.split("::") for reference in re.findall(r"`([\w/]+\.py(?:::\w+)*)`", read("docs/trust.md"))
    ):
        source = read(f"tests/{file}")
        for name in names:
            assert re.search(rf"^ *(?:def|class) {name}\b", source, re.MULTILINE), f"{file}::{name}"


class TestDecisions:
    RECORDS = sorted((ROOT / "docs/adr").glob("*.md"))

    def test_are_numbered_without_gaps(self):
        assert [path.name[:4] for path in self.RECORDS] == [f"{n:04}" for n in range(1, len(self.RECORDS) + 1)]

    @pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
    def test_say_why_what_and_what_then(self, record):
        title, *headings = re.findall(r"^#+ (.+)$", record.read_text("utf-8"), re.MULTILINE)

        assert title.startswith(f"{int(record.name[:4])}. ")
        assert headings == ["Context", "Decision", "Consequences"]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout: git does not say what belongs to it")
def test_no_file_names_a_machine_or_a_registry():
    hosts = ["registry.npmjs" + ".org", "files.python" + "hosted.org", "pypi" + ".org", "//py" + "pi", "npm" + "mirror"]
    paths = ["/ho" + "me/", "/ro" + "ot/", "/wo" + "rk/", "/t" + "mp/", "file" + "://"]
    told = {}
    for path in tracked_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found = [word for word in (*hosts, *paths) if word in text]
        if found:
            told[str(path.relative_to(ROOT))] = found

    assert told == {}


def test_the_licence_is_there_in_full():
    assert read("LICENSE") == read("LICENSES/EUPL-1.2.txt")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in read("LICENSE")
