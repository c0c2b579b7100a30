"""How a file is handed out: to whom, when, as what, under which name."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from publication.actions import publish, withdraw
from tests.factories import AgreementFileFactory, FileFactory, MeetingFactory, PaperFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file_name", "content_type", "disposition"),
    [
        ("plan.pdf", "application/pdf", 'inline; filename="plan.pdf"'),
        ("tabelle.csv", "text/csv; charset=utf-8", 'attachment; filename="tabelle.csv"'),
        ("Lageplan Ä.PNG", "image/png", "inline; filename*=utf-8''Lageplan%20%C3%84.PNG"),
        ("seite.html", "application/octet-stream", 'attachment; filename="seite.html"'),
    ],
)
def test_type_and_name_of_a_file_come_from_our_own_table(client, file_name, content_type, disposition):
    file = FileFactory(file_name=file_name)

    answer = client.get(file.get_absolute_url())

    assert (answer["Content-Type"], answer["Content-Disposition"]) == (content_type, disposition)
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert b"".join(answer.streaming_content) == b"Inhalt"


@pytest.mark.parametrize(
    ("file_name", "disposition"),
    [
        ('a"; filename="b.html', 'attachment; filename="a_; filename=_b.html"'),
        ("plan\r\nSet-Cookie: a=b.pdf", 'inline; filename="plan Set-Cookie_ a=b.pdf"'),
        ("../../plan.pdf", 'inline; filename="plan.pdf"'),
        ("plan\u202efdp.exe", 'attachment; filename="planfdp.exe"'),
        ("", 'attachment; filename="datei"'),
    ],
)
def test_a_name_that_came_past_the_form_breaks_neither_header_nor_address(client, file_name, disposition):
    file = FileFactory(file_name=file_name)

    answer = client.get(file.get_absolute_url())

    assert (answer.status_code, answer["Content-Disposition"]) == (200, disposition)


def test_the_name_on_disk_tells_nothing(client):
    file = FileFactory(file_name="geheim.pdf")

    assert len(file.content.name) == 35
    assert "geheim" not in file.content.name
    assert client.get(f"/{file.content.name}").status_code == 404


def test_an_unchanged_file_is_not_sent_twice_but_one_without_checksum_is(client):
    known, unknown = FileFactory(), FileFactory(sha512="")

    first = client.get(known.get_absolute_url())
    again = client.get(known.get_absolute_url(), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "ETag" not in client.get(unknown.get_absolute_url())
    assert client.get(unknown.get_absolute_url(), headers={"If-None-Match": '""'}).status_code == 200


def test_a_scheduled_file_is_not_there_one_second_early(client):
    """A budget was fetched forty minutes early, by its address."""
    moment = timezone.now().replace(microsecond=0) + timedelta(days=1)
    file = FileFactory(draft=True, paper=PaperFactory())
    publish(file, by=None, at=moment)
    address, nowhere = file.get_absolute_url(), file.get_absolute_url().replace(file.public_id, "2222222222")

    with time_machine.travel(moment - timedelta(seconds=1), tick=False):
        early, never = client.get(address), client.get(nowhere)
    with time_machine.travel(moment, tick=False):
        due = client.get(address)

    assert (early.status_code, early.content) == (never.status_code, never.content) == (404, never.content)
    assert b"".join(due.streaming_content) == b"Inhalt"


@pytest.mark.parametrize("state", [{"draft": True}, {"scheduled": True}, {"for_the_council": True}])
@pytest.mark.parametrize("whole", [("paper", PaperFactory), ("meeting", MeetingFactory)])
def test_a_file_is_never_wider_than_what_it_hangs_on(client, whole, state):
    link, factory = whole
    shown = FileFactory(**{"paper": None, link: factory()})
    hidden = FileFactory(**{"paper": None, link: factory(**state)})

    assert client.get(shown.get_absolute_url()).status_code == 200
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_nor_wider_than_what_that_hangs_on(client):
    shown = AgreementFileFactory()
    hidden = AgreementFileFactory(agreement__cooperation__draft=True)

    assert client.get(shown.get_absolute_url()).status_code == 200
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_withdrawing_holds_from_the_next_request_on_whatever_the_browser_has_kept():
    file = FileFactory(draft=True, paper=PaperFactory())
    publish(file, by=None)
    reader = Client()
    kept = reader.get(file.get_absolute_url())["ETag"]

    withdraw(file, by=None, reason="Prüfung")

    assert reader.get(file.get_absolute_url()).status_code == 410
    assert reader.get(file.get_absolute_url(), headers={"If-None-Match": kept}).status_code == 410
