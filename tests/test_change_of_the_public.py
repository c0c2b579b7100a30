"""Whoever changes what the public reads publishes it, and needs the permission to."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from publication.actions import MayNot, publish, record_edit
from publication.models import Version
from tests.factories import (
    BodyFactory,
    CooperationFactory,
    FileFactory,
    MeetingFactory,
    OrganizationFactory,
    PaperFactory,
    PaperSectionFactory,
    ParticipationFactory,
    PartnerFactory,
)
from tests.test_admin_acts import EDITING, address, delete, errors, new_row, published, save, signed_in

pytestmark = pytest.mark.django_db

REFUSED = "braucht das Recht zu veröffentlichen"


@pytest.fixture
def editor(client):
    return signed_in(client, "redaktion", EDITING)


@pytest.fixture
def publisher(client):
    return signed_in(client, "freigabe", (*EDITING, "publish"))


def user_who_may(*codenames):
    user = User.objects.create_user("jemand")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


class TestTheForm:
    @pytest.mark.parametrize("state", [{}, {"scheduled": True}, {"for_the_council": True}])
    def test_what_is_public_or_will_be_is_not_changed_without_the_permission(self, editor, state):
        partner = PartnerFactory(name="Alt", **state)

        refused = save(editor, partner, name="Neu")

        assert REFUSED in errors(refused)
        partner.refresh_from_db()
        assert partner.name == "Alt"

    @pytest.mark.parametrize("state", [{"draft": True}, {"withdrawn": True}])
    def test_drafts_and_what_was_withdrawn_are_free(self, editor, state):
        partner = PartnerFactory(name="Alt", **state)

        save(editor, partner, name="Neu")

        partner.refresh_from_db()
        assert partner.name == "Neu"

    def test_with_the_permission_it_is_changed(self, publisher):
        partner = published(PartnerFactory(draft=True, name="Alt"))

        save(publisher, partner, name="Neu")

        assert [version.content["name"] for version in Version.objects.of(partner)] == ["Alt", "Neu"]

    def test_notes_of_the_staff_are_free(self, editor):
        partner = published(PartnerFactory(draft=True))

        save(editor, partner, internal_note="angerufen")

        partner.refresh_from_db()
        assert partner.internal_note == "angerufen"

    def test_a_section_is_public_with_its_paper(self, editor):
        paper = published(PaperSectionFactory(paper__draft=True, text="alt").paper)

        changed = save(editor, paper, **{"sections-0-text": "neu"})
        removed = save(editor, paper, **{"sections-0-DELETE": "on"})
        row = {"position": 2, "kind": "other", "heading": "Nachtrag", "text": "neu"}
        added = save(editor, paper, **new_row("sections", 1, **row))

        assert [REFUSED in errors(answer) for answer in (changed, removed, added)] == [True] * 3
        assert paper.sections.get().text == "alt"

    def test_a_draft_may_be_added_to_what_is_public(self, editor):
        cooperation = published(CooperationFactory(draft=True))
        row = {"partner": PartnerFactory().pk, "role": "signatory", "start_precision": "day", "end_precision": "day"}

        answer = save(editor, cooperation, **new_row("participations", 0, **row))

        assert answer.status_code == 302
        assert not cooperation.participations.get().is_visible()

    def test_but_not_a_public_row_be_changed(self, editor):
        row = ParticipationFactory(role="signatory")

        refused = save(editor, row.cooperation, **{"participations-0-role": "supporter"})

        assert REFUSED in errors(refused)
        row.refresh_from_db()
        assert row.role == "signatory"

    def test_a_section_by_itself_neither(self, editor):
        section = PaperSectionFactory(text="alt")

        refused = save(editor, section, text="neu")
        deleted = delete(editor, section)

        section.refresh_from_db()
        assert section.text == "alt"
        assert REFUSED in deleted.text
        assert REFUSED in errors(refused)

    @pytest.mark.parametrize("state", [{"scheduled": True}, {"for_the_council": True}])
    def test_a_section_of_what_is_planned_or_for_the_council_is_not_deleted(self, editor, state):
        section = PaperSectionFactory(paper=PaperFactory(**state))

        deleted = delete(editor, section)

        assert REFUSED in deleted.text
        assert section.paper.sections.exists()

    def test_nor_what_is_planned_itself(self, editor):
        partner = PartnerFactory(scheduled=True)

        delete(editor, partner)

        assert type(partner).objects.filter(pk=partner.pk).exists()

    def test_it_stays_with_its_body(self, publisher):
        meeting = MeetingFactory()

        refused = save(publisher, meeting, organization=OrganizationFactory().pk)
        save(publisher, meeting, organization=OrganizationFactory(body=meeting.organization.body).pk)

        assert "wechselt nicht zu einer anderen Körperschaft" in errors(refused)
        assert meeting.organization != type(meeting).objects.get().organization

    def test_a_link_that_would_open_it_is_refused_with_all_that_was_typed(self, publisher):
        row = ParticipationFactory(partner__draft=True)

        refused = save(publisher, row, partner=PartnerFactory().pk, internal_note="bitte nicht verlieren")

        assert refused.status_code == 403
        assert "ohne dass die Seite „Veröffentlichen“ zeigt" in refused.text
        assert "bitte nicht verlieren" in refused.text
        assert not row.is_visible()
        assert "erfolgreich" not in publisher.get(address(row, "change")).text


class TestCorrections:
    def told(self, answer, client):
        return [str(message) for message in client.get(answer.url).context["messages"]]

    def test_personal_data_in_a_corrected_text_are_pointed_out(self, publisher):
        paper = published(PaperSectionFactory(paper__draft=True, text="alt").paper)

        answer = save(publisher, paper, **{"sections-0-text": "Anruf bei Frau Erika Muster, 0241 / 123456"})

        (warning, _) = self.told(answer, publisher)
        assert "Telefonnummer „0241 / 123456“" in warning
        assert "Frau Erika Muster" in warning

    def test_in_drafts_and_notes_they_are_not(self, publisher):
        draft = PartnerFactory(draft=True)
        public = published(PartnerFactory(draft=True))

        answers = [
            save(publisher, draft, description="0241 / 123456"),
            save(publisher, public, internal_note="0241 / 123456"),
        ]

        assert not [word for answer in answers for word in self.told(answer, publisher) if "Telefon" in word]


class TestTheFourEyesSwitch:
    @pytest.mark.parametrize("verbs", [EDITING, (*EDITING, "publish", "withdraw")])
    def test_those_whom_it_binds_do_not_switch_it(self, client, verbs):
        signed_in(client, "jemand", verbs)
        body = BodyFactory(four_eyes=True, draft=True)

        page = client.get(address(body, "change"))

        assert "four_eyes" not in page.context["adminform"].form.fields

    def test_those_who_say_who_works_for_whom_do(self, client):
        signed_in(client, "leitung", (*EDITING, "publish"))
        user = User.objects.get(username="leitung")
        user.user_permissions.add(Permission.objects.get(codename="change_responsibility"))
        body = BodyFactory(draft=True)

        save(client, body, four_eyes="on")

        body.refresh_from_db()
        assert body.four_eyes


class TestTheVerb:
    def test_an_edit_that_the_public_would_read_is_rolled_back(self):
        paper = published(PaperFactory(draft=True, name="Alt"))

        def rename():
            with record_edit(paper, by=user_who_may("change_paper")):
                paper.name = "Neu"
                paper.save()

        with pytest.raises(MayNot):
            rename()

        paper.refresh_from_db()
        assert paper.name == "Alt"
        assert Version.objects.of(paper).count() == 1

    def test_commands_and_those_who_may_publish_are_free(self):
        paper = published(PaperFactory(draft=True, name="Alt"))

        for by in (None, user_who_may("publish_paper")):
            with record_edit(paper, by=by):
                paper.name += "!"
                paper.save()

        assert Version.objects.of(paper).last().content["name"] == "Alt!!"

    def test_what_became_public_by_schedule_is_not_counted_against_the_editor(self, time_machine):
        paper = PaperFactory(draft=True)
        publish(paper, by=None, at=timezone.now() + timedelta(hours=1))
        time_machine.move_to(timezone.now() + timedelta(hours=2))

        with record_edit(paper, by=user_who_may("change_paper")):
            FileFactory(paper=paper, draft=True)

        assert [version.action for version in Version.objects.of(paper)] == ["published"]
