"""The first page of the desk and the search over everything."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from council.models import Paper, Responsibility
from partners.models import Partner
from publication.actions import publish
from tests.factories import (
    AgendaItemFactory,
    AgreementFactory,
    FileFactory,
    MeetingFactory,
    PaperFactory,
    PartnerFactory,
)
from tests.test_admin_acts import EDITING, address, signed_in

pytestmark = pytest.mark.django_db

START = 63
SEARCH = 33


@pytest.fixture
def editor(client):
    return signed_in(client, "redaktion", EDITING)


@pytest.fixture
def publisher(client):
    return signed_in(client, "freigabe", (*EDITING, "publish", "withdraw"))


def person(client):
    return User.objects.get(pk=client.session["_auth_user_id"])


def panel(client, key):
    found = {one.key: one for one in client.get(reverse("admin:index")).context["panels"]}
    return found.get(key)


def labels(panel):
    return [row.label for row in panel.rows]


def changed_by(user, record, **changes):
    for name, value in changes.items():
        setattr(record, name, value)
    record._history_user = user
    record.save()
    return record


class TestStart:
    def test_my_drafts_are_those_i_changed_last(self, editor):
        changed_by(person(editor), PartnerFactory(draft=True), name="Gemeinde Linden")
        changed_by(User.objects.create_user("kollege"), PartnerFactory(draft=True), name="Gemeinde Eichen")
        changed_by(person(editor), PartnerFactory(), name="längst öffentlich")

        assert labels(panel(editor, "mine")) == ["Partner „Gemeinde Linden“"]

    def test_what_others_wrote_waits_for_those_who_may_publish_it(self, publisher):
        changed_by(User.objects.create_user("kollege"), PartnerFactory(draft=True), name="Gemeinde Eichen")
        changed_by(person(publisher), PartnerFactory(draft=True), name="mein eigener")
        imported = PaperFactory(draft=True)

        waiting = panel(publisher, "waiting")

        assert set(labels(waiting)) == {"Partner „Gemeinde Eichen“", f"Vorlage „{imported}“"}
        assert {row.note.partition(",")[0] for row in waiting.rows} == {"von kollege", "von Import"}
        assert waiting.total == 3
        assert (waiting.more[0].label, waiting.more[0].url[-12:]) == ("Vorlagen: 1", "?stand=draft")

    def test_drafts_under_a_draft_wait_with_it_and_a_late_one_by_itself(self, publisher):
        paper = PaperFactory(draft=True)
        FileFactory(paper=paper, draft=True)
        late = FileFactory(draft=True)

        assert set(labels(panel(publisher, "waiting"))) == {f"Vorlage „{paper}“", f"Anlage „{late}“"}

    def test_nothing_waits_for_those_who_may_not_publish(self, editor):
        PartnerFactory(draft=True)

        assert panel(editor, "waiting") is None

    def test_nor_drafts_of_bodies_of_others(self, publisher):
        own, foreign = PaperFactory(draft=True), PaperFactory(draft=True)
        Responsibility.objects.create(user=person(publisher), body=own.body)

        assert labels(panel(publisher, "waiting")) == [f"Vorlage „{own}“"]
        assert foreign.body != own.body

    def test_what_is_scheduled_is_told_with_its_moment_the_next_first(self, editor):
        first, second = PartnerFactory(draft=True, name="Eins"), PartnerFactory(draft=True, name="Zwei")
        publish(second, by=None, at=timezone.now() + timedelta(days=2))
        publish(first, by=None, at=timezone.now() + timedelta(days=1))

        scheduled = panel(editor, "scheduled")

        assert labels(scheduled) == ["Partner „Eins“", "Partner „Zwei“"]
        assert scheduled.rows[0].note.startswith("öffentlich ab ")
        assert scheduled.total == 2

    def test_what_changed_today_is_told_with_who_did_it(self, editor, time_machine):
        time_machine.move_to(timezone.now() - timedelta(days=2))
        old = PartnerFactory(name="gestern")
        time_machine.move_to(timezone.now() + timedelta(days=2))
        signed_in(editor, "heute", EDITING)
        changed_by(person(editor), PartnerFactory(), name="Gemeinde Linden")

        today = panel(editor, "today")

        assert labels(today) == ["Partner „Gemeinde Linden“"]
        assert today.rows[0].note.startswith("veröffentlicht, heute, ")
        assert old.name == "gestern"

    def test_meetings_to_come_and_meetings_without_a_result(self, editor):
        now = timezone.localtime()  # days of the wall clock, also across the end of summer time
        MeetingFactory(start=now + timedelta(days=3), organization__name="Verbandsversammlung")
        MeetingFactory(start=now + timedelta(days=4), cancelled=True)
        MeetingFactory(start=now - timedelta(days=43), organization__name="Bauausschuss")
        done = MeetingFactory(start=now - timedelta(days=20))
        AgendaItemFactory(meeting=done, result="ungeändert beschlossen")

        assert labels(panel(editor, "next")) == ["Verbandsversammlung"]
        without = panel(editor, "results")
        assert labels(without) == ["Bauausschuss"]
        assert without.rows[0].note.endswith("seit 43 Tagen")

    def test_notices_are_counted_and_lead_to_where_they_are_mended(self, editor):
        AgreementFactory(review_date=timezone.localdate() - timedelta(days=1))

        notices = editor.get(reverse("admin:index")).context["notices"]

        assert (notices[0].label, notices[0].url) == (
            "Überprüfungstermin einer Vereinbarung ist vorbei: 1",
            reverse("admin:notices") + "#rule-agreement_past_its_review",
        )

    @pytest.mark.parametrize(
        ("role", "is_reminded"), [("Lesen", False), ("Redaktion", True), ("Veröffentlichung", True)]
    )
    def test_pages_to_be_filled_in_are_told_to_those_who_may_do_it(self, client, role, is_reminded):
        user = User.objects.create_user("kim@kreis.example", is_staff=True)
        user.groups.set([Group.objects.get(name=role)])
        client.force_login(user)

        notices = client.get(reverse("admin:index")).context["notices"]

        addresses = {notice.url for notice in notices if "textpage" in notice.url}
        assert bool(addresses) == is_reminded
        assert {client.get(address).status_code for address in addresses} <= {200}

    def test_of_kinds_one_may_not_see_nothing_is_told(self, client):
        signed_in(client, "partner", EDITING, [Partner])
        PaperFactory(draft=True, name="geheim")
        MeetingFactory(start=timezone.now() + timedelta(days=3))

        page = client.get(reverse("admin:index"))

        assert "geheim" not in page.text
        assert [one.key for one in page.context["panels"]] == ["mine", "scheduled", "today"]

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_number_of_queries_does_not_grow(self, publisher, number, django_assert_num_queries):
        for _ in range(number):
            PaperFactory(draft=True)
            PartnerFactory(scheduled=True)
            MeetingFactory(start=timezone.now() - timedelta(days=3))
        publisher.get(reverse("admin:index"))

        with django_assert_num_queries(START):
            publisher.get(reverse("admin:index"))


class TestSearch:
    def found(self, client, term):
        page = client.get(reverse("admin:search"), {"suche": term})
        return {kind.kind: [address for _, address in kind.rows] for kind in page.context["hits"]}

    def test_one_field_finds_records_of_every_kind_in_whatever_state(self, editor):
        partner = PartnerFactory(name="Öko-Zentrum Linden", draft=True)
        paper = PaperFactory(name="Beitritt des Oeko-Zentrums", withdrawn=True)

        assert self.found(editor, "öko-zentrum") == {
            "Partner": [address(partner, "change")],
            "Vorlagen": [address(paper, "change")],
        }

    def test_a_number_is_found_too(self, editor):
        paper = PaperFactory(reference="2024/0207")

        assert self.found(editor, "2024/0207") == {"Vorlagen": [address(paper, "change")]}

    def test_more_than_fit_are_found_in_the_list(self, editor):
        PartnerFactory.create_batch(9, name="Gemeinde Linden")

        (kind,) = editor.get(reverse("admin:search"), {"suche": "linden"}).context["hits"]

        assert len(kind.rows) == 8
        assert editor.get(kind.more).context["cl"].result_count == 9

    @pytest.mark.parametrize(
        ("term", "told"),
        [("x", "mindestens zwei"), ("x" * 101, "höchstens 100"), ("gibt es nicht", "wurde nichts gefunden")],
    )
    def test_what_is_not_found_or_not_searched_is_told(self, editor, term, told):
        assert told in editor.get(reverse("admin:search"), {"suche": term}).text

    @pytest.mark.parametrize("term", ["\x00\x00", "'\"", "%_%", "\\'", '"', "ß" * 100, "a b c d e f g h"])
    def test_no_term_is_too_odd(self, editor, term):
        assert editor.get(reverse("admin:search"), {"suche": term}).status_code == 200

    def test_kinds_one_may_not_see_are_not_searched(self, client):
        signed_in(client, "partner", EDITING, [Partner])
        PaperFactory(name="Linden")

        assert self.found(client, "linden") == {}

    def test_it_is_for_staff_only(self, client):
        assert client.get(reverse("admin:search"), {"suche": "linden"}).status_code == 302

    def test_the_field_stands_on_every_page_of_the_desk(self, editor):
        for page in (reverse("admin:index"), address(Paper, "changelist"), address(PaperFactory(), "change")):
            assert 'role="search"' in editor.get(page).text

    @pytest.mark.parametrize("number", [1, 30])
    def test_the_number_of_queries_does_not_grow(self, editor, number, django_assert_num_queries):
        for _ in range(number):
            PaperFactory(name="Linden")
            PartnerFactory(name="Linden")
        editor.get(reverse("admin:search"), {"suche": "linden"})

        with django_assert_num_queries(SEARCH):
            editor.get(reverse("admin:search"), {"suche": "linden"})
