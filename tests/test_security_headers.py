"""Every response carries the same protection; a visitor gets no cookie."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import PaperFactory
from tests.production_check import PRODUCTION, deployment_check
from tests.walk import stops
from tests.world import public_world

pytestmark = pytest.mark.django_db

FILES = ("file", "oparl:file_access", "oparl:file_download")
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.fixture
def over_https(settings):
    """What production adds to each response."""
    settings.SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    client = Client(raise_request_exception=False)
    return lambda url, **extra: client.get(url, secure=True, **extra)


def assert_protected(response, *, is_file=False, is_open=False):
    policy = set(response.headers["Content-Security-Policy"].split("; "))
    assert policy == ({"sandbox", "default-src 'none'", "frame-ancestors 'none'"} if is_file else POLICY)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if is_open else "same-origin")
    assert response.headers.get("Access-Control-Allow-Origin") == ("*" if is_open else None)
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "camera=()" in response.headers["Permissions-Policy"]
    match = re.fullmatch(r"max-age=(\d+); includeSubDomains(; preload)?", response.headers["Strict-Transport-Security"])
    assert int(match[1]) >= 365 * 24 * 60 * 60
    assert "Server" not in response.headers


def test_every_public_address_is_protected_and_sets_no_cookie(over_https):
    for stop in stops(public_world()):
        response = over_https(stop.url)

        assert_protected(response, is_file=stop.name in FILES, is_open=stop.is_for_machines)
        assert not response.cookies, stop.url
        assert "Cookie" not in response.headers.get("Vary", ""), stop.url
        assert response.headers["Cache-Control"] == "no-cache", stop.url
        assert b"".join(response)  # read to the end, which closes what was opened for it


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/gibt-es-nicht/", 404),
        ("/vorlagen/zzzzzzzzzz/", 404),
        ("/livez", 200),
        ("/readyz", 200),
        (f"/{settings.ADMIN_PATH}login/", 200),
        (f"/{settings.ADMIN_PATH}", 302),
    ],
)
def test_errors_health_and_admin_are_protected(over_https, url, status):
    response = over_https(url)

    assert response.status_code == status
    assert_protected(response)


def test_a_wrong_host_is_refused_and_protected(over_https):
    response = over_https("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert_protected(response)


def test_a_forwarded_host_is_ignored(client):
    response = client.get("/neues.atom", headers={"x-forwarded-host": "evil.example"})

    assert response.status_code == 200
    assert "evil.example" not in response.text
    assert "https://portal.example/neues/" in response.text


def test_an_error_of_ours_is_protected_and_tells_nothing(over_https, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("SELECT geheim FROM innen")

    monkeypatch.setattr("regionportal.views.home_page", broken)

    response = over_https("/")

    assert response.status_code == 500
    assert "geheim" not in response.text
    assert "RuntimeError" not in response.text
    assert_protected(response)


def test_when_the_database_is_away_the_page_says_to_come_back(over_https, monkeypatch):
    from django.db import OperationalError

    def away(*args, **kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("regionportal.views.home_page", away)

    response = over_https("/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert "server closed" not in response.text


@pytest.mark.parametrize(
    ("view", "url", "words"),
    [
        ("council.oparl.views.system_json", "/oparl/v1.1/system", {"type", "message"}),
        ("regionportal.opendata.api.description", "/api/v1/openapi.json", {"type", "title", "status", "detail"}),
    ],
)
def test_programs_are_told_of_an_error_of_ours_in_their_own_words(over_https, monkeypatch, view, url, words):
    from django.db import OperationalError

    for error, status in ((RuntimeError("geheim"), 500), (OperationalError("geheim"), 503)):

        def broken(*args, error=error, **kwargs):
            raise error

        monkeypatch.setattr(view, broken)
        response = over_https(url)

        assert (response.status_code, set(response.json())) == (status, words)
        assert response.headers.get("Retry-After") == ("60" if status == 503 else None)
        assert "geheim" not in response.text
        assert_protected(response, is_open=True)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_public_pages_take_only_questions(client, method):
    paper = PaperFactory()

    for url in ("/", reverse("council:paper_list"), paper.get_absolute_url()):
        assert getattr(client, method)(url).status_code == 405, url


def test_what_staff_see_is_stored_nowhere_and_found_by_no_search_engine(admin_client):
    response = admin_client.get(reverse("admin:index"))

    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))


def test_public_pages_are_the_same_for_staff_and_visitors(client, admin_client):
    paper = PaperFactory()
    PaperFactory(draft=True)

    for url in ("/", reverse("council:paper_list"), paper.get_absolute_url()):
        assert client.get(url).content == admin_client.get(url).content


def test_an_unchanged_page_is_not_sent_twice_and_a_withdrawn_one_not_once_more(client):
    paper = PaperFactory()
    first = client.get(paper.get_absolute_url())
    again = client.get(paper.get_absolute_url(), headers={"if-none-match": first.headers["ETag"]})

    paper.withdrawn_at = timezone.now()
    paper.save()
    after = client.get(paper.get_absolute_url(), headers={"if-none-match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, after.status_code) == (200, 304, 404)


@pytest.mark.slow  # starts Python anew for each
class TestProductionSettings:
    def test_pass_the_deployment_check(self):
        result = deployment_check()

        assert (result.returncode, result.stdout) == (0, "System check identified no issues (0 silenced).\n")

    @pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"])
    def test_do_not_start_without_what_they_need(self, name):
        result = deployment_check(**{name: None})

        assert result.returncode == 1
        assert f"{name} is not set. Run `make setup`" in result.stderr

    @pytest.mark.parametrize(
        "name", [name for name in PRODUCTION if name.startswith(("OPERATOR_", "DATA_P", "ACCESS", "EMAIL_"))]
    )
    def test_name_the_operator(self, name):
        result = deployment_check(**{name: None})

        assert result.returncode == 1
        assert name in result.stderr

    def test_refuse_debugging(self):
        result = deployment_check(DEBUG="true")

        assert result.returncode == 1
        assert "Set DEBUG=false" in result.stderr
