"""Whoever of the staff looks at what is not public is noted; what anybody may see is not."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from council.models import Paper, SourceDocument
from publication.models import Reading
from tests.factories import FileFactory, PaperFactory, PaperSectionFactory, PartnerFactory

pytestmark = pytest.mark.django_db

DRAFT = {"draft": True, "name": "Streng geheim"}


@pytest.fixture
def desk(client):
    user = User.objects.create_user("lesen@kreis.example", is_staff=True)
    user.groups.set([Group.objects.get(name="Lesen")])
    client.force_login(user)
    return client


def address(record, page, *more):
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_{page}", args=[record.pk, *more])


def noted():
    return list(Reading.objects.order_by("pk").values_list("reader", "model", "record_id", "page"))


def test_form_and_history_of_a_draft_are_noted_each(desk):
    paper = PaperFactory(**DRAFT)
    moment = paper.history.get().history_id

    for page, *more in (["change"], ["history"], ["simple_history", moment]):
        assert desk.get(address(paper, page, *more)).status_code == 200

    who = ("lesen@kreis.example", "council.paper", paper.pk)
    assert noted() == [(*who, "form"), (*who, "history"), (*who, "history")]


def test_a_file_of_a_draft_is_noted_and_so_is_a_public_one_under_a_draft(desk):
    draft, under_a_draft = FileFactory(draft=True), FileFactory(paper__draft=True)

    for file in (draft, under_a_draft):
        assert desk.get(address(file, "download")).status_code == 200

    assert [(record, page) for _, _, record, page in noted()] == [(draft.pk, "file"), (under_a_draft.pk, "file")]


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_each_row_of_a_table_that_is_not_public_is_noted(desk, file_format):
    PartnerFactory(name="Optik")
    draft, withdrawn = PartnerFactory(name="Geheim", draft=True), PartnerFactory(name="Optik alt", withdrawn=True)
    PartnerFactory(name="Textil", draft=True, kind="company")
    table = reverse(f"admin:partners_partner_export-{file_format}")

    assert desk.get(table, {"kind__exact": draft.kind}).status_code == 200

    assert [(record, page) for *_, record, page in noted()] == [(draft.pk, "export"), (withdrawn.pk, "export")]


def test_what_stands_on_the_page_before_deleting_is_noted_once(admin_client):
    section = PaperSectionFactory(paper__draft=True)
    shown = admin_client.get(address(section.paper, "delete"))

    admin_client.post(address(section.paper, "delete"), {"post": "yes", "seen": shown.context["seen"]})

    assert not Paper.objects.exists()
    assert sorted(noted()) == [
        ("admin", "council.paper", section.paper.pk, "deletion"),
        ("admin", "council.papersection", section.pk, "deletion"),
    ]


def test_so_is_what_stands_there_when_it_was_chosen_in_the_list(admin_client):
    paper = PaperFactory(**DRAFT)
    chosen = {"action": "delete_selected", "_selected_action": [paper.pk]}

    shown = admin_client.post(reverse("admin:council_paper_changelist"), chosen)

    assert "Streng geheim" in shown.text
    assert noted() == [("admin", "council.paper", paper.pk, "deletion")]


@pytest.mark.parametrize("state", ["scheduled", "withdrawn", "for_the_council"])
def test_every_state_but_public_is_noted(desk, state):
    desk.get(address(PaperFactory(**{state: True}), "change"))

    assert len(noted()) == 1


def test_what_the_public_sees_is_not_noted(desk):
    file = FileFactory()

    for record, page in ((file.paper, "change"), (file.paper, "history"), (file, "download")):
        assert desk.get(address(record, page)).status_code == 200

    assert noted() == []


def test_lists_are_not_noted_nor_is_what_was_not_found_or_not_allowed(desk, client):
    paper = PaperFactory(**DRAFT)

    assert desk.get(reverse("admin:council_paper_changelist")).status_code == 200
    assert desk.get(reverse("admin:council_paper_change", args=[paper.pk + 1])).status_code == 302
    client.force_login(User.objects.create_user("ohne-rechte", is_staff=True))
    assert client.get(address(paper, "change")).status_code == 403
    client.logout()
    assert client.get(address(paper, "change")).status_code == 302

    assert noted() == []


def test_a_page_as_it_was_read_is_never_public(desk):
    page = SourceDocument.objects.create(name="Seite", sha256="0" * 64, read_at="2024-01-01T00:00Z", raw_text="geheim")

    desk.get(address(page, "change"))

    assert [(model, record) for _, model, record, _ in noted()] == [("council.sourcedocument", page.pk)]


def test_the_log_tells_administrators_who_looked_but_not_at_which_title(desk, client):
    paper = PaperFactory(**DRAFT)
    desk.get(address(paper, "change"))
    administrator = User.objects.create_user("verwaltung@kreis.example", is_staff=True)
    administrator.groups.set([Group.objects.get(name="Verwaltung")])
    client.force_login(administrator)

    listed = client.get(reverse("admin:publication_reading_changelist"))
    shown = client.get(reverse("admin:publication_reading_change", args=[Reading.objects.get().pk]))

    for response in (listed, shown):
        assert "lesen@kreis.example" in response.text
        assert f"Vorlage {paper.pk}" in response.text
        assert "Streng geheim" not in response.text


def test_nobody_else_reads_the_log_and_nobody_changes_it(desk, admin_client):
    desk.get(address(PaperFactory(**DRAFT), "change"))
    reading = Reading.objects.get()

    assert desk.get(reverse("admin:publication_reading_changelist")).status_code == 403
    for page in ("change", "delete"):
        assert admin_client.post(address(reading, page), {"post": "yes"}).status_code == 403
    assert Reading.objects.get() == reading
