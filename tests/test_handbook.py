"""The editors' handbook at the desk: for staff only, from the files of docs/handbuch and from no others."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import resolve, reverse

from regionportal import handbook

pytestmark = pytest.mark.django_db

FOLDER = settings.BASE_DIR / "docs" / "handbuch"
PAGES = sorted(file.stem for file in FOLDER.glob("*.md"))
IN_ORDER = [
    "index", "anmelden", "startseite", "datensaetze", "uebernehmen", "auf-einmal", "sitzungen", "dateien", "vorschau",
    "veroeffentlichen", "berichtigen", "zurueckziehen", "konflikte", "doppelte-partner", "tabellen", "pruefhinweise",
    "texte", "suche", "rollen", "grenzen",
]  # fmt: skip


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_user("redaktion", is_staff=True))
    return client


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_and_every_link_and_picture_in_it_is_there(staff, name):
    answer = staff.get(handbook.page_address(name))

    title = (FOLDER / f"{name}.md").read_text("utf-8").partition("\n")[0].removeprefix("# ")
    assert f"<h1>{title}</h1>" in answer.text
    content = answer.context["content"]
    for address in re.findall(r'(?:href|src)="(/[^"#?]*)', content):
        resolve(address)
    assert re.findall(r"\]\([^)]*\.(?:md|png)", content) == []


def test_the_first_page_names_every_other_page_in_the_order_of_the_work():
    linked = re.findall(r"^\d+\. \[[^\]]+\]\(([^)]+)\.md\)", (FOLDER / "index.md").read_text("utf-8"), re.MULTILINE)

    assert ["index", *linked] == IN_ORDER
    assert sorted(IN_ORDER) == PAGES


def test_every_picture_is_shown_once_and_described():
    shown = [
        found
        for name in PAGES
        for found in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", (FOLDER / f"{name}.md").read_text("utf-8"))
    ]

    assert sorted(path for _, path in shown) == sorted(f"bilder/{one.name}" for one in FOLDER.glob("bilder/*"))
    assert [path for description, path in shown if len(description) < 20] == []


def test_every_page_of_the_desk_leads_to_the_handbook(staff):
    for address in (reverse("admin:index"), reverse("admin:notices"), reverse("admin:search")):
        assert f'<a href="{reverse("admin:handbook")}">Handbuch</a>' in staff.get(address).text


def test_the_contents_name_every_page_and_where_one_is(staff):
    page = staff.get(handbook.page_address("texte")).text

    assert re.findall(r'<li><a href="([^"]+)"', page)[: len(PAGES)] == [
        handbook.page_address(name) for name in IN_ORDER
    ]
    assert f'<a href="{handbook.page_address("texte")}" aria-current="page">' in page


@pytest.mark.parametrize(
    "address",
    [
        "handbuch/gibt-es-nicht/",
        "handbuch/..%2f..%2fREADME/",
        "handbuch/bilder/..%2f..%2f..%2fmanage.py",
        "handbuch/bilder/%2e%2e%2findex.md",
        "handbuch/bilder/index.md",
        "handbuch/bilder/x%00.png",
    ],
)
def test_nothing_else_is_found(staff, address):
    assert staff.get(f"/{settings.ADMIN_PATH}{address}").status_code == 404


def test_a_picture_of_the_handbook_is_shown_and_no_other_file(staff, tmp_path, monkeypatch):
    (tmp_path / "bilder").mkdir()
    (tmp_path / "bilder" / "liste.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "index.md").write_text(
        "# Titel\n\n![Liste](bilder/liste.png) ![Fehlt](bilder/fehlt.png) [x](fehlt.md)", "utf-8"
    )
    (tmp_path / "geheim.png").write_bytes(b"geheim")
    monkeypatch.setattr(handbook, "FOLDER", tmp_path)

    page = staff.get(reverse("admin:handbook"))
    picture = staff.get(reverse("admin:handbook_picture", args=["liste.png"]))

    address = reverse("admin:handbook_picture", args=["liste.png"])
    assert page.context["content"] == (
        f'<p><img src="{address}" alt="Liste"> ![Fehlt](bilder/fehlt.png) [x](fehlt.md)</p>\n'
    )
    assert (picture.headers["Content-Type"], picture.getvalue()) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert staff.get(reverse("admin:handbook_picture", args=["geheim.png"])).status_code == 404


@pytest.mark.parametrize(
    "address", ["handbuch/", "handbuch/texte/", "handbuch/gibt-es-nicht/", "handbuch/bilder/x.png"]
)
def test_others_are_asked_to_sign_in(client, address):
    client.force_login(User.objects.create_user("rat"))

    answer = client.get(f"/{settings.ADMIN_PATH}{address}")

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("admin:login"))


def test_is_only_read(staff):
    assert staff.post(reverse("admin:handbook")).status_code == 405
