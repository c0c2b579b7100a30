from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.utils import timezone

from council.models import Paper
from publication.actions import MayNot, NotPublished, publish, record_edit, withdraw
from publication.models import PublicationState, Version
from publication.versions import broken_versions, record_versions
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConsultationFactory,
    CooperationFactory,
    FileFactory,
    MeetingFactory,
    MilestoneFactory,
    PaperFactory,
    PaperSectionFactory,
    ParticipationFactory,
)

pytestmark = pytest.mark.django_db

State = PublicationState
# Its entry in the search included, and those of all that names it; three say how PostgreSQL shall look for lost words.
RENAMING = 100 + 3 * (connection.vendor == "postgresql")


def story(record):
    return [version.action for version in Version.objects.of(record)]


def user_who_may(*codenames):
    user = User.objects.create_user("redaktion")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return User.objects.get(pk=user.pk)


class TestPublish:
    def test_a_draft_becomes_public_and_its_first_version_is_written(self):
        paper = PaperFactory(draft=True, name="Beitritt")

        publish(paper, by=None)

        assert paper.is_visible()
        (version,) = Version.objects.of(paper)
        assert (version.action, version.number, version.content["name"]) == ("published", 1, "Beitritt")

    def test_publishing_twice_changes_nothing(self):
        paper = PaperFactory(draft=True)

        first, second = publish(paper, by=None), publish(paper, by=None)

        assert (first, second) == ([paper], [])
        assert paper.history.count() == 2
        assert story(paper) == ["published"]

    def test_without_the_permission_nothing_happens(self):
        paper = PaperFactory(draft=True)
        editor = user_who_may("add_paper", "change_paper", "withdraw_paper")

        with pytest.raises(MayNot, match=r"council\.publish_paper"):
            publish(paper, by=editor)

        assert Paper.objects.get(pk=paper.pk).publication_state() == State.DRAFT

    def test_with_the_permission_the_trail_says_who_and_why(self):
        paper = PaperFactory(draft=True)
        publisher = user_who_may("publish_paper")

        publish(paper, by=publisher, reason="Freigabe durch die Geschäftsstelle")

        entry = paper.history.latest()
        assert (entry.history_user, entry.history_change_reason) == (publisher, "Freigabe durch die Geschäftsstelle")

    def test_draft_parts_go_with_it_when_asked_each_under_its_own_permission(self):
        station = ConsultationFactory(draft=True, paper__draft=True)

        with pytest.raises(MayNot, match="publish_consultation"):
            publish(station.paper, by=user_who_may("publish_paper"), with_parts=True)
        publish(station.paper, by=None, with_parts=True)

        assert station.is_visible()

    def test_draft_parts_stay_drafts_otherwise(self):
        station = ConsultationFactory(draft=True, paper__draft=True)

        publish(station.paper, by=None)

        assert not station.is_visible()

    def test_what_was_waiting_for_its_whole_becomes_public_with_it(self):
        station = ConsultationFactory(paper__draft=True)

        publish(station.paper, by=None)

        assert story(station) == ["published"]

    def test_for_the_council_only_leaves_no_public_version(self):
        paper = PaperFactory(draft=True)

        publish(paper, by=None, audience="council")

        assert not paper.is_visible()
        assert story(paper) == []


class TestSchedule:
    def test_before_its_moment_nobody_sees_it_and_after_it_everybody_does(self):
        paper = PaperFactory(draft=True)
        moment = timezone.now() + timedelta(hours=1)

        publish(paper, by=None, at=moment)

        assert [paper.is_visible(at=moment - timedelta(seconds=1)), paper.is_visible(at=moment)] == [False, True]
        assert story(paper) == []

    def test_what_became_public_by_schedule_is_recorded_before_the_next_change(self, time_machine):
        paper = PaperFactory(draft=True, name="Alter Name")
        publish(paper, by=None, at=timezone.now() + timedelta(hours=1))

        time_machine.move_to(timezone.now() + timedelta(hours=2))
        with record_edit(paper, by=None):
            paper.name = "Neuer Name"
            paper.save()

        versions = Version.objects.of(paper)
        assert [(version.action, version.content["name"]) for version in versions] == [
            ("published", "Alter Name"),
            ("changed", "Neuer Name"),
        ]

    def test_withdrawing_what_is_only_scheduled_makes_it_a_draft_again(self):
        paper = PaperFactory(draft=True)
        publish(paper, by=None, at=timezone.now() + timedelta(hours=1))

        withdraw(paper, by=None, reason="Termin verschoben")

        assert paper.publication_state() == State.DRAFT
        assert story(paper) == []

    @pytest.mark.parametrize("hours", [1, 100])
    def test_what_is_only_scheduled_moves_to_the_new_moment(self, hours):
        paper = PaperFactory(draft=True)
        publish(paper, by=None, at=timezone.now() + timedelta(hours=24))
        moment = timezone.now() + timedelta(hours=hours)

        publish(paper, by=None, at=moment)

        paper.refresh_from_db()
        assert (paper.published_at, story(paper)) == (moment, [])

    def test_what_is_public_stays_so_since_when_it_was(self):
        paper = PaperFactory()
        since = paper.published_at

        publish(paper, by=None, at=timezone.now() + timedelta(hours=1))
        publish(paper, by=None, audience="council", at=timezone.now() + timedelta(hours=1))

        paper.refresh_from_db()
        assert (paper.published_at, paper.audience) == (since, "council")

    def test_what_the_council_had_is_published_for_everybody_from_now_on(self):
        paper = PaperFactory(audience="council")
        known_since = paper.published_at

        with time_machine.travel("2025-03-10T08:00:00Z", tick=False):
            publish(paper, by=None, audience="public")

        now = datetime(2025, 3, 10, 8, tzinfo=UTC)
        assert (paper.published_at, Version.objects.of(paper).get().recorded_at) == (now, now)
        assert [row.published_at for row in paper.history.order_by("pk")] == [known_since, now]


class TestWithdraw:
    def test_it_holds_at_once_and_tells_the_public_history_no_more_than_that(self):
        paper = PaperFactory(draft=True)
        publish(paper, by=None)

        withdraw(paper, by=None, reason="Enthält Namen")

        assert not paper.is_visible()
        last = Version.objects.of(paper).last()
        assert (last.action, last.content) == ("withdrawn", {})
        assert paper.history.latest().history_change_reason == "Enthält Namen"

    def test_what_is_visible_only_with_it_is_withdrawn_from_the_public_too(self):
        item = AgendaItemFactory()
        attachment = FileFactory(paper=None, agenda_item=item)
        meeting = item.meeting
        record_versions(meeting, at=timezone.now())

        withdraw(meeting, by=None, reason="Irrtum")

        assert [story(one) for one in (meeting, item, attachment)] == [["published", "withdrawn"]] * 3

    def test_a_draft_cannot_be_withdrawn(self):
        with pytest.raises(NotPublished):
            withdraw(PaperFactory(draft=True), by=None, reason="")

    def test_without_the_permission_it_stays_public(self):
        paper = PaperFactory()

        with pytest.raises(MayNot, match=r"council\.withdraw_paper"):
            withdraw(paper, by=user_who_may("publish_paper"), reason="")

        assert paper.is_visible()

    def test_narrowing_to_the_council_is_a_withdrawal_and_takes_its_permission(self):
        paper = PaperFactory()

        with pytest.raises(MayNot, match=r"council\.withdraw_paper"):
            publish(paper, by=user_who_may("publish_paper"), audience="council")

        assert paper.is_visible()

    def test_published_again_it_continues_its_chain(self):
        paper = PaperFactory(draft=True)
        publish(paper, by=None)
        withdraw(paper, by=None, reason="")

        publish(paper, by=None)

        assert story(paper) == ["published", "withdrawn", "published"]
        assert list(broken_versions()) == []


class TestRecordEdit:
    def test_a_change_of_a_public_record_is_one_version(self):
        paper = PaperFactory(draft=True)
        publish(paper, by=None)

        with record_edit(paper, by=None, reason="Tippfehler"):
            paper.name = "Beitritt zum Verband"
            paper.save()

        assert [version.content.get("name") for version in Version.objects.of(paper)][1:] == ["Beitritt zum Verband"]
        assert paper.history.latest().history_change_reason == "Tippfehler"

    def test_sections_stations_and_files_are_part_of_a_papers_versions(self):
        paper = PaperFactory()
        record_versions(paper, at=timezone.now())

        with record_edit(paper, by=None):
            PaperSectionFactory(paper=paper, text="Der Kreis tritt bei.")
            ConsultationFactory(paper=paper, role="Entscheidung")
            ConsultationFactory(paper=paper, role="Vorberatung", draft=True)
            FileFactory(paper=paper, name="Satzung")

        content = Version.objects.of(paper).last().content
        assert [section["text"] for section in content["sections"]] == ["Der Kreis tritt bei."]
        assert [station["role"] for station in content["consultations"]] == ["Entscheidung"]
        assert [attachment["name"] for attachment in content["files"]] == ["Satzung"]

    def test_a_change_in_a_part_is_a_version_of_the_whole(self):
        milestone = MilestoneFactory()
        cooperation = milestone.cooperation
        record_versions(cooperation, at=timezone.now())

        with record_edit(milestone, by=None):
            milestone.title = "Unterzeichnung"
            milestone.save()

        content = Version.objects.of(cooperation).last().content
        assert [one["title"] for one in content["milestones"]] == ["Unterzeichnung"]

    def test_the_texts_of_a_draft_are_nowhere_in_the_public_history(self):
        paper = PaperFactory(draft=True, name="GEHEIM")
        with record_edit(paper, by=None):
            paper.name = "Öffentlicher Betreff"
            paper.save()

        publish(paper, by=None)

        assert "GEHEIM" not in str(list(Version.objects.values()))

    def test_links_to_hidden_records_are_left_out_of_the_snapshot(self):
        item = AgendaItemFactory(public=False, name="GEHEIM")
        station = ConsultationFactory(meeting=item.meeting, agenda_item=item)

        record_versions(station.paper, at=timezone.now())

        assert "GEHEIM" not in str(list(Version.objects.values()))
        assert Version.objects.of(station).get().content["agenda_item"] is None

    def test_a_link_that_appears_or_vanishes_is_told_at_once_and_a_new_name_is_not(self):
        paper = PaperFactory(draft=True)
        milestone = MilestoneFactory(paper=paper)
        record_versions(milestone, at=timezone.now())

        publish(paper, by=None)
        with record_edit(paper, by=None):
            paper.name = "Neuer Name"
            paper.save()
        withdraw(paper, by=None, reason="")

        links = [
            version.content["paper"] and version.content["paper"]["id"] for version in Version.objects.of(milestone)
        ]
        assert links == [None, paper.public_id, None]

    def test_internal_notes_and_names_of_staff_are_in_no_snapshot(self):
        paper = PaperFactory(internal_note="GEHEIM", signed_by="GEHEIM", editor_name="GEHEIM")

        record_versions(paper, at=timezone.now())

        assert "GEHEIM" not in str(list(Version.objects.values()))

    def test_an_error_leaves_neither_change_nor_version(self):
        paper = PaperFactory(name="Vorher")
        record_versions(paper, at=timezone.now())

        def edit_and_fail():
            with record_edit(paper, by=None):
                paper.name = "Nachher"
                paper.save()
                raise RuntimeError

        with pytest.raises(RuntimeError):
            edit_and_fail()

        assert Paper.objects.get(pk=paper.pk).name == "Vorher"
        assert story(paper) == ["published"]

    def test_recording_once_too_often_writes_nothing(self):
        participation = ParticipationFactory()
        first = record_versions(participation.cooperation, at=timezone.now())

        second = record_versions(participation.cooperation, at=timezone.now())

        assert {version.model for version in first} == {"cooperations.cooperation", "cooperations.participation"}
        assert second == []


class TestGone:
    """410 only for what the public has seen; everything else looks as if it had never been."""

    def test_once_public_and_withdrawn_is_gone(self):
        paper = PaperFactory(draft=True)
        publish(paper, by=None)
        withdraw(paper, by=None, reason="")

        assert list(Paper.objects.gone()) == [paper]

    def test_drafts_and_what_only_the_council_saw_are_not(self):
        PaperFactory(draft=True)
        council_only = PaperFactory(draft=True)
        publish(council_only, by=None, audience="council")
        withdraw(council_only, by=None, reason="")

        assert list(Paper.objects.gone()) == []

    def test_a_record_hidden_with_its_whole_is_gone_too(self):
        body = BodyFactory()
        paper = PaperFactory(body=body)
        record_versions(body, at=timezone.now())

        withdraw(body, by=None, reason="")

        assert list(Paper.objects.gone()) == [paper]


def test_the_whole_learns_of_parts_of_parts():
    meeting = MeetingFactory()
    item = AgendaItemFactory(meeting=meeting)
    record_versions(meeting, at=timezone.now())

    attachment = FileFactory(paper=None, agenda_item=item, draft=True, name="Niederschrift")
    publish(attachment, by=None)

    content = Version.objects.of(meeting).last().content
    assert content["agenda_items"][0]["files"][0]["name"] == "Niederschrift"


@pytest.mark.parametrize("papers", [1, 20])
def test_renaming_a_body_costs_the_same_whatever_hangs_on_it(django_assert_num_queries, papers):
    body = BodyFactory()
    PaperFactory.create_batch(papers, body=body)
    record_versions(body, at=timezone.now())
    body.name = "Zweckverband"
    body.save()

    with django_assert_num_queries(RENAMING):
        versions = record_versions(body, at=timezone.now())

    assert [version.model for version in versions] == ["council.body"]


def test_cooperations_do_not_change_with_strangers():
    CooperationFactory()
    other = CooperationFactory(draft=True)

    publish(other, by=None)

    assert Version.objects.count() == 1


def test_a_part_for_the_council_is_not_widened_with_its_whole():
    attachment = FileFactory(draft=True, for_the_council=True, paper__draft=True)

    publish(attachment.paper, by=None, audience="public", with_parts=True)

    attachment.refresh_from_db()
    assert (attachment.audience, attachment.is_visible()) == ("council", False)
