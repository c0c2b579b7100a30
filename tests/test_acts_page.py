"""The page before an act tells all that it will do, and the act does no more than the page told."""

from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from council.models import File
from publication.actions import publish, record_edit
from publication.models import Reading, Version
from publication.moments import MomentField
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    FileFactory,
    MeetingFactory,
    PaperFactory,
    PaperSectionFactory,
    PartnerFactory,
)
from tests.test_admin_acts import EDITING, address, confirm, published, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    return signed_in(client, "veroeffentlichung", (*EDITING, "publish", "withdraw"))


def facts(consequence):
    return {fact.term: fact.text for fact in consequence.facts}


def told(page):
    return {one.label: one for one in page.context["act"].consequences}


class TestWhatItTells:
    def test_every_field_that_becomes_public_and_none_that_stays_internal(self, publisher):
        partner = PartnerFactory(draft=True, name="Gemeinde Linden", place="Linden", internal_note="vertraulich")

        page = publisher.get(address(partner, "publish"))

        assert facts(told(page)["Gemeinde Linden"]) | {"Ort": "Linden"} == facts(told(page)["Gemeinde Linden"])
        assert "vertraulich" not in page.text
        assert not Version.objects.exists()

    def test_sections_are_told_with_their_paper(self, publisher):
        paper = PaperFactory(draft=True)
        PaperSectionFactory(paper=paper, text="Wir treten dem Bündnis bei.")

        assert "Wir treten dem Bündnis bei." in publisher.get(address(paper, "publish")).text

    def test_what_waited_for_the_record_is_told_too(self, publisher):
        item = AgendaItemFactory(name="Beitritt zum Bündnis", meeting__draft=True)

        others = publisher.get(address(item.meeting, "publish")).context["act"].others

        assert [(one.label, one.action) for one in others] == [(str(item), "published")]

    def test_of_a_change_only_what_will_read_differently(self, publisher):
        paper = published(PaperFactory(draft=True))
        file = FileFactory(paper=paper, draft=True, name="Lageplan")

        page = publisher.get(address(file, "publish"))

        assert told(page)["Lageplan"].action == "published"
        assert [(one.label, one.action) for one in page.context["act"].others] == [(str(paper), "changed")]

    def test_what_is_hidden_by_a_link_is_told_as_it_will_read_one_day(self, publisher):
        file = FileFactory(paper__draft=True, draft=True, name="Lageplan")

        preview = publisher.get(address(file, "publish")).context["act"].previews[0]

        assert preview.hints
        assert "Lageplan" in facts(preview.told).values()

    def test_withdrawing_tells_what_vanishes_with_it(self, publisher):
        meeting = MeetingFactory(draft=True)
        item = AgendaItemFactory(meeting=meeting)
        publish(meeting, by=None)

        page = publisher.get(address(meeting, "withdraw"))

        assert {one.record_id: one.action for one in page.context["act"].consequences if one.model is type(item)} == {
            item.pk: "withdrawn"
        }
        assert meeting.is_visible()

    def test_what_is_due_from_a_schedule_is_no_consequence_of_the_act(self, publisher):
        meeting = MeetingFactory(draft=True)
        late = PaperFactory()  # public since 2024, not yet in the public history
        file = FileFactory(paper=late, draft=True)

        page = publisher.get(address(file, "publish"))

        assert [(one.label, one.action) for one in page.context["act"].others] == [(str(late), "changed")]
        assert meeting.published_at is None


class TestWarnings:
    def test_personal_data_are_pointed_out_and_must_be_confirmed(self, publisher):
        section = PaperSectionFactory(
            paper__draft=True, text="Antrag von Frau Erika Muster, Musterstraße 12, 0241 / 123456, geb. 01.02.1970"
        )
        paper = section.paper

        page = publisher.get(address(paper, "publish"))
        refused = confirm(publisher, address(paper, "publish"), checked="")

        assert all(
            word in page.text
            for word in ("Telefonnummer: „0241 / 123456“", "Anschrift: „Musterstraße 12“", "geb. 01.02.1970")
        )
        assert told(page)[str(paper)].persons == ("Frau Erika Muster",)
        assert refused.context["form"].errors.keys() == {"checked"}
        assert not paper.is_visible()
        confirm(publisher, address(paper, "publish"))
        assert paper.is_visible()

    def test_a_text_without_them_needs_no_tick(self, publisher):
        partner = PartnerFactory(draft=True)

        assert "checked" not in publisher.get(address(partner, "publish")).context["form"].fields

    def test_of_a_public_record_only_new_text_is_looked_at(self, publisher):
        paper = published(PaperSectionFactory(paper__draft=True, text="mail@example.org").paper)
        file = FileFactory(paper=paper, draft=True)

        assert not publisher.get(address(file, "publish")).context["act"].has_warnings

    def test_what_lies_hidden_in_a_file_is_pointed_out(self, publisher):
        file = FileFactory(draft=True, file_name="plan.pdf", findings=[{"code": "x", "message": "Text unter Schwarz"}])

        assert "Datei „plan.pdf“: Text unter Schwarz" in publisher.get(address(file, "publish")).text


class TestOnlyWhatWasShown:
    def test_a_part_added_in_between_does_not_go_along(self, publisher):
        paper = PaperFactory(draft=True)
        first = FileFactory(paper=paper, draft=True)
        shown = publisher.get(address(paper, "publish")).context["act"].fingerprint
        late = FileFactory(paper=paper, draft=True, name="nachgereicht")
        everything = [f"council.file:{one.pk}" for one in (first, late)]

        answer = publisher.post(
            address(paper, "publish"), {"confirmed": "1", "shown": shown, "parts": everything, "checked": "on"}
        )

        assert "inzwischen geändert" in answer.text
        assert "nachgereicht" in answer.text
        assert not File.visible.exists()
        assert not paper.is_visible()

    def test_a_text_changed_in_between_is_shown_first(self, publisher):
        partner = PartnerFactory(draft=True, name="Alt")
        shown = publisher.get(address(partner, "publish")).context["act"].fingerprint
        with record_edit(partner, by=None):
            partner.name = "Neu"
            partner.save()

        answer = publisher.post(address(partner, "publish"), {"confirmed": "1", "shown": shown})

        assert "Es ist noch nichts geschehen." in answer.text
        assert not partner.is_visible()

    def test_one_click_publishes_nothing(self, publisher):
        partner = PartnerFactory(draft=True)
        chosen = {"action": "publish_selected", "_selected_action": [partner.pk]}

        publisher.post(address(partner, "publish"), {"confirmed": "1"})
        publisher.post(address(type(partner), "changelist"), chosen | {"confirmed": "1"})

        assert not partner.is_visible()

    def test_parts_of_other_records_cannot_be_sent_along(self, publisher):
        paper, foreign = PaperFactory(draft=True), FileFactory(paper__draft=True, draft=True)

        answer = confirm(publisher, address(paper, "publish"), parts=[f"council.file:{foreign.pk}"])

        assert answer.context["form"].errors.keys() == {"parts"}
        foreign.refresh_from_db()
        assert foreign.published_at is None

    def test_only_the_parts_that_were_ticked(self, publisher):
        paper = PaperFactory(draft=True)
        chosen, left = FileFactory(paper=paper, draft=True), FileFactory(paper=paper, draft=True)

        confirm(publisher, address(paper, "publish"), parts=[f"council.file:{chosen.pk}"])

        assert [chosen.is_visible(), left.is_visible()] == [True, False]

    def test_the_four_eyes_rule_is_told_before_the_act(self, client):
        publisher = signed_in(client, "allein", (*EDITING, "publish", "withdraw"))
        paper = PaperFactory(draft=True, body=BodyFactory(four_eyes=True))
        entry = paper.history.get()
        entry.history_user_id = int(publisher.session["_auth_user_id"])
        entry.save()

        page = publisher.get(address(paper, "publish"))
        confirm(publisher, address(paper, "publish"))

        assert "Vier-Augen-Prinzip" in page.text
        assert not paper.is_visible()


class TestSchedule:
    def test_a_file_is_reached_neither_by_page_nor_by_address_until_its_very_second(self, client, time_machine):
        moment = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)  # 3 o'clock, the first moment of summer time
        time_machine.move_to(moment - timedelta(days=1), tick=False)
        publisher = signed_in(client, "veroeffentlichung", (*EDITING, "publish", "withdraw"))
        paper = PaperFactory(draft=True)
        file = FileFactory(paper=paper, draft=True)
        told_at = "2027-03-28T03:00"
        confirm(publisher, address(paper, "publish"), at=told_at, parts=[f"council.file:{file.pk}"])
        publisher.logout()

        def answers():
            return [publisher.get(one.get_absolute_url()).status_code for one in (paper, file)]

        time_machine.move_to(moment - timedelta(seconds=1), tick=False)
        before = answers()
        time_machine.move_to(moment, tick=False)

        assert (before, answers()) == ([404, 404], [200, 200])

    @pytest.mark.parametrize(
        ("typed", "moment"),
        [
            ("2026-12-24T18:30", datetime(2026, 12, 24, 17, 30, tzinfo=UTC)),
            ("2026-07-01T00:00", datetime(2026, 6, 30, 22, 0, tzinfo=UTC)),
            ("2026-10-25T01:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
            ("2026-10-25T03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
            ("2027-03-28T03:00:59", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
            ("", None),
        ],
    )
    def test_a_moment_is_meant_in_germany_and_to_the_minute(self, typed, moment):
        assert MomentField(required=False).clean(typed) == moment

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ("2026-10-25T02:30", "zweimal"),
            ("2027-03-28T02:30", "gibt es in dieser Nacht nicht"),
            ("morgen", "Bitte Tag und Uhrzeit angeben"),
            ("2026-02-30T10:00", "Bitte Tag und Uhrzeit angeben"),
        ],
    )
    def test_an_hour_that_nobody_could_place_is_refused(self, typed, message):
        with pytest.raises(forms.ValidationError, match=message):
            MomentField().clean(typed)

    def test_a_moment_sent_back_is_shown_as_typed(self):
        moment = datetime(2026, 12, 24, 17, 30, tzinfo=UTC)

        assert f"{MomentField().prepare_value(moment):%H:%M}" == "18:30"
        with pytest.raises(ValidationError):
            MomentField(required=True).clean("")


class TestRecall:
    def test_after_withdrawing_the_page_names_every_address_that_vanished(self, publisher, settings):
        paper = PaperFactory(draft=True)
        file = FileFactory(paper=paper, draft=True)
        publish(paper, by=None, with_parts=True)
        base = settings.PORTAL["base_url"]
        addresses = [base + one.get_absolute_url() for one in (paper, file)]

        answer = confirm(publisher, address(paper, "withdraw"), reason="Irrtum")
        page = publisher.get(answer.url)

        assert answer.url == address(paper, "recall")
        assert [one.address for one in page.context["withdrawn"]] == addresses
        assert "72 Stunden" in page.text

    def test_what_never_was_public_needs_none(self, publisher):
        partner = PartnerFactory(draft=True)
        publish(partner, by=None, at=timezone.now() + timedelta(days=1))

        answer = confirm(publisher, address(partner, "withdraw"), reason="Irrtum")

        assert answer.url == address(partner, "change")
        assert publisher.get(address(partner, "recall")).context["withdrawn"] == []

    def test_the_next_request_finds_it_gone(self, publisher):
        partner = published(PartnerFactory(draft=True))
        url = partner.get_absolute_url()
        assert publisher.get(url).status_code == 200

        confirm(publisher, address(partner, "withdraw"), reason="Irrtum")

        assert publisher.get(url).status_code == 410


def test_looking_at_the_page_leaves_no_trace(publisher):
    paper = PaperFactory(draft=True)
    FileFactory(paper=paper, draft=True)
    Reading.objects.all().delete()

    publisher.get(address(paper, "publish"))

    paper.refresh_from_db()
    assert (paper.published_at, paper.history.count(), Version.objects.count()) == (None, 1, 0)


class TestAudience:
    def test_widening_from_council_to_public_is_told_before_it_is_done(self, publisher):
        section = PaperSectionFactory(paper__for_the_council=True, text="Anruf unter 0241 / 123456")
        paper = section.paper
        wide = {"audience": "public"}

        shown = confirm(publisher, address(paper, "publish"), **wide)

        assert "Es ist noch nichts geschehen." in shown.text
        assert "Telefonnummer: „0241 / 123456“" in shown.text
        assert told(shown)[str(paper)].action == "published"
        assert not paper.is_visible()
        fingerprint = shown.context["act"].fingerprint
        publisher.post(address(paper, "publish"), wide | {"confirmed": "1", "shown": fingerprint, "checked": "on"})
        assert paper.is_visible()

    def test_what_only_the_council_will_read_is_looked_through_too(self, publisher):
        section = PaperSectionFactory(paper__draft=True, paper__for_the_council=True, text="Anruf unter 0241 / 123456")

        page = publisher.get(address(section.paper, "publish"))
        section.text = "Anruf unter 0241 / 654321"
        section.save()
        again = publisher.get(address(section.paper, "publish"))

        assert "Das sieht nur der Rat." in page.text
        assert page.context["act"].has_warnings
        assert page.context["act"].fingerprint != again.context["act"].fingerprint


def test_pages_for_several_records_are_noted_too(publisher):
    drafts = PartnerFactory.create_batch(2, draft=True)
    chosen = {"action": "publish_selected", "_selected_action": [one.pk for one in drafts]}

    publisher.post(address(type(drafts[0]), "changelist"), chosen)

    assert {one.record_id for one in Reading.objects.all()} == {one.pk for one in drafts}
