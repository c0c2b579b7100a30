"""Several partners into a cooperation, several stations to a paper, and choices that can be told apart."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperations.actions import add_participations
from cooperations.models import Participation
from council.models import Consultation
from publication.actions import MayNot, publish
from publication.dates import Precision, VagueDate
from publication.models import Version
from tests.factories import (
    AgendaItemFactory,
    AgreementFactory,
    ConsultationFactory,
    CooperationFactory,
    MeetingFactory,
    OrganizationFactory,
    PaperFactory,
    ParticipationFactory,
    PartnerAliasFactory,
    PartnerFactory,
)

pytestmark = pytest.mark.django_db


def member_of_staff(*codenames):
    user = User.objects.create_user("redaktion", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


class TestSeveralParticipations:
    def page(self, cooperation):
        return reverse("admin:cooperations_cooperation_participants", args=[cooperation.pk])

    @pytest.mark.slow  # two pages and two public histories
    def test_are_previewed_and_made_as_drafts(self, admin_client, admin_user):
        cooperation = CooperationFactory(draft=True)
        agreement = AgreementFactory(cooperation=cooperation)
        ticked, named, alias, there = PartnerFactory.create_batch(4)
        PartnerAliasFactory(partner=alias, name="Grüne Gde.")
        ParticipationFactory(cooperation=cooperation, partner=there, role="supporter", start=date(2024, 2, 1))
        publish(cooperation, by=None)
        form = {
            "role": "supporter", "since": "Februar 2024", "agreement": agreement.pk, "partners": [ticked.pk, there.pk],
            "names": f"- {named.name.upper()}\r\n\r\n• gruene Gde.\r\n{ticked.name}",
        }  # fmt: skip

        shown = admin_client.post(self.page(cooperation), form)
        assert Participation.objects.count() == 1
        sent = form | {"previewed": shown.context["digest"], "confirmed": "1"}
        answer = admin_client.post(self.page(cooperation), sent)

        assert "Vorschau: 3 neue Beteiligungen als Unterstützer" in shown.text
        assert "ist schon eingetragen" in shown.text
        assert answer.url == reverse("admin:cooperations_cooperation_change", args=[cooperation.pk])
        made = Participation.objects.filter(published_at=None)
        assert {(one.partner, one.role, one.since, one.agreement) for one in made} == {
            (partner, "supporter", VagueDate(date(2024, 2, 1), Precision.MONTH), agreement)
            for partner in (ticked, named, alias)
        }
        assert {one.history.get().history_user for one in made} == {admin_user}
        assert Version.objects.of(cooperation).count() == 1

    def test_are_not_made_when_something_else_was_previewed(self, admin_client):
        cooperation = CooperationFactory()
        form = {"role": "supporter", "since": "", "agreement": "", "names": "", "partners": [PartnerFactory().pk]}
        digest = admin_client.post(self.page(cooperation), form).context["digest"]

        admin_client.post(self.page(cooperation), form | {"role": "signatory", "previewed": digest, "confirmed": "1"})

        assert not Participation.objects.exists()

    def test_names_that_lead_nowhere_or_to_several_are_told(self, admin_client):
        PartnerFactory(name="Optik Werk")
        for _ in range(2):
            PartnerFactory(name="Zwilling")
        form = {"role": "supporter", "names": "Optik-Werkk\nZwilling\nUnbekannt"}

        page = admin_client.post(self.page(CooperationFactory()), form)

        assert page.context["form"].errors["names"] == [
            "„Optik-Werkk“ ist kein Partner im Portal. Ähnlich: Optik Werk. Bitte berichtigen oder zuerst anlegen.",
            "„Zwilling“ heißen mehrere Partner. Bitte kreuzen Sie den richtigen unten an.",
            "„Unbekannt“ ist kein Partner im Portal. Bitte berichtigen oder zuerst anlegen.",
        ]

    @pytest.mark.parametrize(
        ("changes", "told"),
        [({}, "Bitte kreuzen Sie Partner an"), ({"since": "gestern"}, "ist kein Datum"), ({"role": "x"}, "x")],
    )
    def test_what_is_missing_is_told(self, admin_client, changes, told):
        page = admin_client.post(self.page(CooperationFactory()), {"role": "supporter"} | changes)

        assert told in str(page.context["form"].errors)

    def test_of_another_cooperation_no_agreement_is_taken(self, admin_client):
        form = {"role": "supporter", "partners": [PartnerFactory().pk], "agreement": AgreementFactory().pk}

        assert "agreement" in admin_client.post(self.page(CooperationFactory()), form).context["form"].errors

    def test_need_the_permission_to_add(self, client):
        cooperation = CooperationFactory()
        client.force_login(user := member_of_staff("view_cooperation", "change_cooperation"))

        assert client.get(self.page(cooperation)).status_code == 403
        with pytest.raises(MayNot, match="add_participation"):
            add_participations(cooperation, [PartnerFactory()], role="supporter", since=None, agreement=None, by=user)

    def test_the_page_needs_the_same_queries_for_one_partner_and_for_twenty(self, admin_client):
        def queries():
            with CaptureQueriesContext(connection) as seen:
                admin_client.get(self.page(cooperation))
            return len(seen)

        cooperation = CooperationFactory()
        PartnerFactory()
        queries()
        few = queries()
        PartnerFactory.create_batch(19)

        assert queries() == few


class TestSeveralStations:
    def page(self, paper):
        return reverse("admin:council_paper_stations", args=[paper.pk])

    def rows(self, *rows, first=1, number=8):
        sent = {"stations-TOTAL_FORMS": number, "stations-INITIAL_FORMS": 0}
        for at in range(number):
            row = {"order": first + at} | (rows[at] if at < len(rows) else {})
            sent |= {f"stations-{at}-{name}": value for name, value in row.items()}
        return sent

    @pytest.mark.slow  # two pages and two public histories
    def test_filled_rows_become_drafts_in_order(self, admin_client, admin_user):
        paper = PaperFactory(draft=True)
        ConsultationFactory(paper=paper, order=3)
        publish(paper, by=None)
        committee = OrganizationFactory()
        item = AgendaItemFactory()

        form = admin_client.get(self.page(paper))
        answer = admin_client.post(
            self.page(paper),
            self.rows(
                {"organization": committee.pk, "role_kind": "preliminary", "date": "24.02.2025"},
                {},
                {"agenda_item": item.pk},
                first=4,
            ),
        )

        assert [row.initial["order"] for row in form.context["formset"]] == [4, 5, 6, 7, 8, 9, 10, 11]
        assert answer.url == reverse("admin:council_paper_change", args=[paper.pk])
        made = Consultation.objects.filter(paper=paper, published_at=None).order_by("order")
        assert [
            (one.order, one.organization, one.role_kind, one.date, one.meeting, one.agenda_item) for one in made
        ] == [
            (4, committee, "preliminary", date(2025, 2, 24), None, None),
            (6, item.meeting.organization, "", None, item.meeting, item),
        ]
        assert {one.history.get().history_user for one in made} == {admin_user}
        assert Version.objects.of(paper).count() == 1

    def test_mistakes_are_told_and_nothing_is_made(self, admin_client):
        paper = PaperFactory()
        there = ConsultationFactory(paper=paper, order=1)
        committee = OrganizationFactory()

        page = admin_client.post(
            self.page(paper),
            self.rows(
                {"organization": committee.pk, "order": 1},
                {"role_kind": "decision"},
                {"agenda_item": AgendaItemFactory().pk, "meeting": MeetingFactory().pk},
                {"organization": committee.pk, "order": ""},
            ),
        )

        first, second, third, fourth, *_ = page.context["formset"].forms
        assert first.errors == {
            "order": ["An dieser Stelle steht schon eine Station. Bitte eine andere Zahl eintragen."]
        }
        assert second.errors == {"organization": ["Bitte wählen Sie das Gremium."]}
        assert third.errors == {"agenda_item": ["Dieser Punkt gehört zu einer anderen Sitzung. Bitte wählen Sie neu."]}
        assert fourth.errors.keys() == {"order"}
        assert Consultation.objects.get() == there

    def test_two_rows_of_one_order_are_refused(self, admin_client):
        committee = OrganizationFactory()

        page = admin_client.post(
            self.page(PaperFactory()), self.rows(*[{"organization": committee.pk, "order": 1}] * 2)
        )

        assert page.status_code == 200
        assert not Consultation.objects.exists()

    def test_an_empty_table_asks_for_a_row(self, admin_client):
        assert "mindestens eine Zeile" in admin_client.post(self.page(PaperFactory()), self.rows()).text

    def test_need_the_permission_to_add(self, client):
        paper = PaperFactory()
        client.force_login(member_of_staff("view_paper", "change_paper"))

        assert client.get(self.page(paper)).status_code == 403
        assert self.page(paper) not in client.get(reverse("admin:council_paper_change", args=[paper.pk])).text


class TestChoices:
    def offered(self, client, app, model, field, term):
        source = {"app_label": app, "model_name": model, "field_name": field, "term": term}
        return [one["text"] for one in client.get(reverse("admin:autocomplete"), source).json()["results"]]

    def test_tell_what_they_belong_to(self, admin_client):
        organization = OrganizationFactory(name="Rat", body__name="Stadt A")
        meeting = MeetingFactory(
            organization=organization, name="3. Sitzung", start=datetime(2024, 10, 28, 15, tzinfo=UTC)
        )
        AgendaItemFactory(meeting=meeting, number="Ö 1", name="Eröffnung")
        PaperFactory(body=organization.body, reference="2024/1", name="Beitritt")
        AgreementFactory(cooperation__title="Bündnis Licht", title="Vereinbarung", signed_on=date(2024, 2, 1))
        PartnerFactory(name="Optik", short_name="OV", place="Neustadt")

        assert self.offered(admin_client, "council", "meeting", "organization", "rat") == ["Rat (Stadt A)"]
        assert self.offered(admin_client, "council", "consultation", "meeting", "3.") == [
            "3. Sitzung, Rat (Stadt A), 28.10.2024"
        ]
        assert self.offered(admin_client, "council", "consultation", "agenda_item", "öffnung") == [
            "Ö 1 Eröffnung – 3. Sitzung, Rat (Stadt A), 28.10.2024"
        ]
        assert self.offered(admin_client, "council", "consultation", "paper", "beitritt") == [
            "2024/1 Beitritt (Stadt A)"
        ]
        assert self.offered(admin_client, "cooperations", "participation", "agreement", "vereinb") == [
            "Vereinbarung – Bündnis Licht, 2024"
        ]
        assert self.offered(admin_client, "cooperations", "participation", "partner", "optik") == [
            "Optik (OV) – Neustadt"
        ]

    @pytest.mark.parametrize(
        ("factory", "source"),
        [
            (OrganizationFactory, ("council", "meeting", "organization")),
            (MeetingFactory, ("council", "consultation", "meeting")),
            (AgendaItemFactory, ("council", "consultation", "agenda_item")),
            (PaperFactory, ("council", "consultation", "paper")),
            (AgreementFactory, ("cooperations", "participation", "agreement")),
            (PartnerFactory, ("cooperations", "participation", "partner")),
        ],
    )
    def test_need_the_same_queries_for_one_and_for_five(self, admin_client, factory, source):
        def queries():
            with CaptureQueriesContext(connection) as seen:
                offered = self.offered(admin_client, *source, "")
            return len(offered), len(seen)

        factory()
        queries()
        _, few = queries()
        factory.create_batch(4)

        assert queries() == (5, few)
