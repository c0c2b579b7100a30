"""A portal of its own for the browser: the demonstration region behind gunicorn, with the settings of operation except
HTTPS, and headless Chromium in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PREPARE = """
from django.contrib.auth.models import User
from cooperations.models import Topic
from council.models import File, Paper
from django.core.files.base import ContentFile
from publication.actions import publish, withdraw
User.objects.create_superuser("redaktion", password="nur-fuer-diese-pruefung")
gone = Topic.objects.create(name="Zurückgezogenes Handlungsfeld")
publish(gone, by=None)
withdraw(gone, by=None, reason="Prüfung")
print(gone.get_absolute_url())
"""


@dataclass(frozen=True, slots=True)
class Portal:
    """A running portal. `gone`: the path of a withdrawn record."""

    base: str
    gone: str


@contextmanager
def served(folder, prepare, *, host="127.0.0.1", commands=(), **settings):
    """A portal of its own in `folder`, served while this lasts: its address, and what the code `prepare` printed.

    `commands` run before it, `settings` are environment variables.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://{host}:{port}"
    environment = os.environ | {
        "READ_ENV_FILE": "false",
        "DJANGO_SETTINGS_MODULE": "regionportal.settings",
        "SECRET_KEY": "only-for-the-browser-tests-only-for-the-browser-tests-0123456789",
        "ALLOWED_HOSTS": host,
        "SITE_URL": base,
        "HTTPS_ONLY": "false",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "PRIVATE_FILES_DIR": str(folder / "files"),
        "STATIC_ROOT": str(folder / "static"),
        **settings,
    }

    def manage(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout

    manage("migrate", "--verbosity", "0")
    for command in commands:
        manage(command)
    manage("collectstatic", "--no-input", "--verbosity", "0")
    printed = manage("shell", "--no-imports", "-c", prepare).strip()
    command = [sys.executable, "-m", "gunicorn", "--config", "regionportal/gunicorn.py", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(f"{base}/readyz")
        yield base, printed
    finally:
        server.terminate()
        server.wait(timeout=40)


@contextmanager
def demonstration(folder):
    """The demonstration region with an account for everything, served from `folder` while this lasts."""
    settings = {
        "PORTAL_NAME": "Regionalportal Aachen",
        "PORTAL_REGION": "Region Aachen",
        "OPERATOR_NAME": "Demonstration ohne Betreiber",
        "OPERATOR_EMAIL": "kontakt@portal.example",
        "DATA_PROTECTION_EMAIL": "datenschutz@portal.example",
        "WEB_CONCURRENCY": "2",
    }
    with served(folder, PREPARE, commands=["load_demo"], **settings) as (base, gone):
        yield Portal(base, gone)


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    with demonstration(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


def wait_for(url, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(url, timeout=2)  # noqa: S310 — our own server
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@dataclass(slots=True)
class Visit:
    """A browser window and what it complained about."""

    page: object
    complaints: list
    requests: list


@pytest.fixture
def visit(chromium, portal):
    """visit(width=…, **options) opens a window whose console errors and requests are kept."""
    contexts = []

    def open_window(width=1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="de-DE", **options)
        contexts.append(context)
        window = Visit(context.new_page(), [], [])
        window.page.on(
            "console", lambda message: message.type in ("error", "warning") and window.complaints.append(message.text)
        )
        window.page.on("pageerror", lambda error: window.complaints.append(str(error)))
        window.page.on("request", lambda request: window.requests.append(request.url))
        return window

    yield open_window
    for context in contexts:
        context.close()


FACES = ("_feed", "_json", "_csv", "_export", "_description", "_suggestions", "_calendar")
WELL_KNOWN = {"robots", "security", "sitemap_index"}
PAGE_WITH_MONTHS = "council:meeting_calendar"


def is_for_machines(name):
    from tests.walk import FOR_MACHINES, SEVERAL

    known = {*FOR_MACHINES, *SEVERAL, *WELL_KNOWN}
    return name in known or name.endswith(FACES) and name != PAGE_WITH_MONTHS


@pytest.fixture(scope="session")
def pages(portal, chromium):
    """{kind of page or state: path}: one of each address, found by following links from the first page."""
    from django.urls import Resolver404, resolve

    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    found, waiting, seen = {}, ["/"], set()
    while waiting:
        path = waiting.pop(0)
        page.goto(portal.base + path)
        for href in page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"):
            target = href.split("#")[0].split("?")[0]
            if not target.startswith("/") or target in seen:
                continue
            seen.add(target)
            try:
                name = resolve(target).view_name
            except Resolver404:
                continue
            if name not in found and not name.startswith("admin"):
                found[name] = target
                if name != "file" and not is_for_machines(name):
                    waiting.append(target)
    context.close()
    cooperation = found["cooperations:cooperation_detail"]
    found = {name: path for name, path in found.items() if not is_for_machines(name)}
    return found | {
        "a list without a hit": "/kooperationen/?suche=xyzxyz",
        "a list with filters set": "/partner/?suche=e&art=cluster",
        "a filter with wrong input": "/vorlagen/?von=gestern",
        "a search with hits": "/suche/?suche=Kooperationen",
        "a search that is narrowed down and corrected": "/suche/?suche=Koperation&art=meilenstein",
        "a search without a hit": "/suche/?suche=xyzxyz",
        "a search that is refused": "/suche/?suche=-Rat",
        "a day in the past": f"{cooperation}?stand=2024-10-01",
        "a day that is none": f"{cooperation}?stand=gestern",
        "a story in a time without events": f"{cooperation}verlauf/?bis=2001-01-01",
        "a story asked for nonsense": f"{cooperation}verlauf/?von=gestern&art=unsinn",
        "news without a hit": "/neues/?art=unsinn",
        "a month with a meeting": "/sitzungen/kalender/?monat=2024-10",
        "not found": "/gibt-es-nicht/",
        "gone": portal.gone,
    }
