"""A draft is shown as readers will see it, and nothing of the showing stays."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from council.models import AgendaItem, Body, Meeting, Paper
from publication.actions import publish
from publication.models import Reading
from publication.preview import way_to_page
from publication.versions import publishable_models
from publication.visibility import PUBLIC, council_member, reading, reading_as
from tests.factories import (
    AgendaItemFactory,
    AgreementFileFactory,
    BodyFactory,
    ConsultationFactory,
    CooperationFactory,
    FileFactory,
    GrantFactory,
    LocationFactory,
    MeetingFactory,
    OrganizationFactory,
    PaperFactory,
    PaperSectionFactory,
    ParticipationFactory,
    PartnerFactory,
)
from tests.test_admin_acts import EDITING, address, signed_in

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def editor(client):
    return signed_in(client, "redaktion", EDITING)


def previewed(client, record, **choices):
    return client.get(address(record, "preview"), choices)


def main(page):
    """What a reader sees of a page: without banner and head."""
    return page.text[page.text.index("<main") :]


def rows():
    """{table: its rows}, of the whole database."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in apps.get_models()}


def test_the_preview_is_the_page_as_it_will_be_published(editor):
    paper = PaperFactory(draft=True, name="Beitritt zum Verein")
    PaperSectionFactory(paper=paper, text="Der Kreis tritt bei.")
    ConsultationFactory(paper=paper, draft=True)

    preview = previewed(editor, paper)
    publish(paper, by=None, with_parts=True)

    assert "Der Kreis tritt bei." in preview.text
    assert "veröffentlicht wird dadurch nichts" in preview.text
    assert main(preview) == main(Client().get(paper.get_absolute_url()))


def test_nothing_of_it_stays(editor):
    paper = PaperFactory(draft=True)
    FileFactory(paper=paper, draft=True)
    ConsultationFactory(paper=paper, draft=True)
    editor.get(address(paper, "preview"))
    before = rows()

    preview = previewed(editor, paper)

    after = rows()
    (reading_noted,) = [row for row in after[Reading._meta.label] if row not in before[Reading._meta.label]]
    assert preview.status_code == 200
    assert (reading_noted["page"], reading_noted["record_id"]) == ("preview", paper.pk)
    assert after | {Reading._meta.label: []} == before | {Reading._meta.label: []}
    assert not paper.is_visible()


def test_it_is_stored_nowhere(editor):
    preview = previewed(editor, PartnerFactory(draft=True))

    assert preview["X-Robots-Tag"] == "noindex"
    assert {"no-store", "private"} <= set(preview["Cache-Control"].split(", "))


def test_a_public_record_reads_in_the_preview_as_in_public(editor, client):
    paper = PaperFactory()
    ConsultationFactory(paper=paper)
    FileFactory(paper=paper)

    preview = previewed(editor, paper)

    assert main(preview) == main(client.get(paper.get_absolute_url()))


def test_drafts_among_its_parts_are_shown_or_left_out(editor):
    cooperation = CooperationFactory(draft=True)
    ParticipationFactory(cooperation=cooperation, draft=True, partner__name="Kreis Musterland")

    assert "Kreis Musterland" in main(previewed(editor, cooperation))
    assert "Kreis Musterland" not in main(previewed(editor, cooperation, teile="ohne"))


def test_drafts_that_the_user_may_not_see_are_left_out(client):
    cooperation = CooperationFactory(draft=True)
    ParticipationFactory(cooperation=cooperation, draft=True, partner__name="Kreis Musterland")
    signed_in(client, "nur-kooperationen", EDITING, [type(cooperation)])

    assert "Kreis Musterland" not in main(previewed(client, cooperation))


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (lambda: ParticipationFactory(draft=True, cooperation__draft=True, partner__name="Kreis Nord"), "Kreis Nord"),
        (lambda: ConsultationFactory(draft=True, meeting__organization__name="Rat der Mitte"), "Rat der Mitte"),
        (lambda: AgreementFileFactory(draft=True, agreement__draft=True, name="Wortlaut"), "Wortlaut"),
        (lambda: GrantFactory(draft=True, purpose="Studie zum Fluss"), "Studie zum Fluss"),
        (lambda: PaperSectionFactory(paper__draft=True, text="Der Rat berät."), "Der Rat berät."),
    ],
)
def test_a_part_is_shown_on_the_page_of_its_whole(editor, make, shown):
    part = make()

    assert address(part, "preview") in editor.get(address(part, "change")).text
    assert shown in main(previewed(editor, part))


def test_what_has_no_page_has_no_preview(editor):
    location = LocationFactory(draft=True)

    assert way_to_page(location) == []
    assert "/vorschau/" not in editor.get(address(location, "change")).text
    assert "hat keine eigene Seite" in previewed(editor, location).text


def test_links_to_drafts_lead_to_the_desk(editor):
    meeting = MeetingFactory(draft=True)
    item = AgendaItemFactory(meeting=meeting, draft=True)
    file = FileFactory(paper=None, meeting=meeting, draft=True)

    preview = previewed(editor, meeting)

    assert f'href="{address(item, "preview")}"' in preview.text
    assert f'href="{address(file, "download")}"' in preview.text
    assert item.public_id not in re.sub(r'href="[^"]*"', "", preview.text)
    assert f'href="{file.get_absolute_url()}"' not in preview.text


def test_the_questions_of_the_page_are_answered_there(editor):
    row = ParticipationFactory(draft=True, cooperation__draft=True, partner__name="Kreis Nord", start=date(2024, 2, 1))

    assert "An diesem Tag war niemand beteiligt" in main(previewed(editor, row.cooperation, stand="2023-01-01"))


class TestHidden:
    def test_a_record_that_would_stay_hidden_is_told_with_the_reason(self, editor):
        paper = PaperFactory(draft=True, body__draft=True, body__name="Kreis")

        preview = previewed(editor, paper)

        assert "auch nach dem Veröffentlichen nicht zu sehen" in preview.text
        assert "Körperschaft „Kreis“: Entwurf" in preview.text

    def test_so_is_what_is_for_the_council(self, editor):
        item = AgendaItemFactory(draft=True, public=False, name="Grundstück")

        public = previewed(editor, item, leser="oeffentlichkeit")

        assert "nur für den Rat, denn „öffentlich“ steht auf „nein“" in public.text
        assert "Grundstück" in main(previewed(editor, item, leser="rat"))

    def test_an_incomplete_record_is_told_with_what_it_lacks(self, editor):
        paper = PaperFactory(draft=True, name="")

        preview = previewed(editor, paper)

        assert "Ohne Betreff und Körperschaft kann eine Vorlage nicht veröffentlicht werden." in preview.text


class TestCouncil:
    def test_what_is_made_for_the_council_is_shown_as_the_council_sees_it(self, editor):
        paper = PaperFactory(draft=True, for_the_council=True, name="Vertrauliches")

        preview = previewed(editor, paper)

        assert "Vertrauliches" in main(preview)
        assert '<option value="rat" selected>' in preview.text

    def test_the_council_of_another_body_is_not_asked(self, editor):
        """A paper of one body shows its station in another body's meeting only to that body's council."""
        meeting = MeetingFactory(name="Geheime Sitzung", for_the_council=True)
        paper = PaperFactory(draft=True)
        ConsultationFactory(paper=paper, meeting=meeting, organization=OrganizationFactory(body=paper.body))

        assert "Geheime Sitzung" not in main(previewed(editor, paper, leser="rat"))

    def test_it_is_offered_only_to_those_who_may_see_every_kind_of_record(self, client):
        signed_in(client, "nur-vorlagen", EDITING, [Paper])
        paper = PaperFactory(draft=True)

        refused = previewed(client, paper, leser="rat")

        assert "<main" not in refused.text.split("content-main")[-1]
        assert 'value="rat"' not in previewed(client, paper).text


class TestMoment:
    def test_what_is_planned_is_shown_as_of_its_moment(self, editor):
        planned = timezone.now() + timedelta(days=2)
        paper = PaperFactory(published_at=planned, name="Beitritt")
        FileFactory(paper=paper, published_at=planned + timedelta(days=2), name="Spätere Anlage")
        later = timezone.localtime(planned + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")

        assert "Spätere Anlage" not in main(previewed(editor, paper))
        assert "Spätere Anlage" in main(previewed(editor, paper, am=later))

    def test_before_its_moment_it_is_hidden(self, editor):
        paper = PaperFactory(scheduled=True, name="Beitritt")
        now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")

        assert "Vorlage „Beitritt“: geplant" in previewed(editor, paper, am=now).text

    def test_a_moment_that_is_none_is_told(self, editor):
        assert "Bitte Tag und Uhrzeit angeben" in previewed(editor, PaperFactory(draft=True), am="gestern").text


class TestWhoMay:
    @pytest.mark.parametrize(
        ("verbs", "status"), [(("view",), 403), (("view", "change"), 200), (("view", "publish"), 200), (("add",), 403)]
    )
    def test_those_who_change_or_publish(self, client, verbs, status):
        body = BodyFactory(draft=True)
        signed_in(client, "jemand", verbs, [Body])

        assert previewed(client, body).status_code == status

    def test_who_may_not_see_the_whole_sees_no_page_of_it(self, client):
        item = AgendaItemFactory(draft=True)
        signed_in(client, "jemand", EDITING, [AgendaItem])
        assert previewed(client, item).status_code == 200

        consultation = ConsultationFactory(draft=True)
        signed_in(client, "andere", EDITING, [type(consultation)])
        assert previewed(client, consultation).status_code == 403

    def test_nobody_without_signing_in(self, client):
        assert previewed(client, PaperFactory()).url.startswith(reverse("admin:login"))

    @pytest.mark.parametrize("model", publishable_models())
    def test_a_record_that_is_not_there_leads_back(self, editor, model):
        assert editor.get(address(model, "preview", 0)).url == reverse("admin:index")


class TestReader:
    def test_outside_a_preview_the_public_reads(self):
        with pytest.raises(RuntimeError), reading_as(council_member(BodyFactory())):
            raise RuntimeError

        assert reading() == (PUBLIC, None)

    def test_the_managers_answer_for_the_reader_of_the_block(self):
        meeting = MeetingFactory(for_the_council=True)
        body = meeting.organization.body

        with reading_as(council_member(body)):
            inside = list(Meeting.visible.all())

        assert (inside, list(Meeting.visible.all())) == ([meeting], [])

    def test_nothing_but_the_preview_reads_as_somebody_else(self):
        apps_of_ours = ("regionportal", "budgets", "cooperations", "council", "partners", "publication")
        code = [path for app in apps_of_ours for path in (ROOT / app).rglob("*.py")]

        named = {str(path.relative_to(ROOT)) for path in code if "reading_as" in path.read_text()}

        # The search reads as the public, whoever publishes: the opposite of a look behind the curtain.
        search = {"publication/search/index.py", "publication/search/rule.py"}
        assert named == {"publication/visibility.py", "publication/preview.py", *search}
