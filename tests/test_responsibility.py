"""Whoever works for one body touches the records of no other."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from council.models import LegislativeTerm, Paper, Responsibility
from publication.responsibility import bodies_of_record, responsible_for
from publication.versions import readable_models
from tests.factories import (
    AgendaItemFactory,
    AppropriationFactory,
    BodyFactory,
    BudgetLineFactory,
    ConsultationFactory,
    ContributionAmountFactory,
    ContributionFactory,
    CooperationShareFactory,
    FileFactory,
    LegislativeTermFactory,
    LocationFactory,
    MeetingFactory,
    MembershipFactory,
    OrganizationFactory,
    PaperFactory,
    PaperRelationFactory,
    PaperSectionFactory,
    PartnerFactory,
    PersonFactory,
)
from tests.test_admin_acts import address, confirm, errors, save

pytestmark = pytest.mark.django_db

# How each model hangs on a body; what is not here belongs to none, and the list below says why.
OF_A_BODY = {
    "Body": lambda body: body,
    "LegislativeTerm": lambda body: LegislativeTermFactory(body=body),
    "Organization": lambda body: OrganizationFactory(body=body),
    "Membership": lambda body: MembershipFactory(organization__body=body),
    "Meeting": lambda body: MeetingFactory(organization__body=body),
    "AgendaItem": lambda body: AgendaItemFactory(meeting__organization__body=body),
    "Paper": lambda body: PaperFactory(body=body),
    "PaperSection": lambda body: PaperSectionFactory(paper__body=body),
    "Consultation": lambda body: ConsultationFactory(paper__body=body),
    "PaperRelation": lambda body: PaperRelationFactory(from_paper__body=body),
    "File": lambda body: FileFactory(paper__body=body),
    "BudgetLine": lambda body: BudgetLineFactory(body=body),
    "CooperationShare": lambda body: CooperationShareFactory(budget_line__body=body),
    "Appropriation": lambda body: AppropriationFactory(share__budget_line__body=body),
    "Contribution": lambda body: ContributionFactory(paying_line=BudgetLineFactory(body=body)),
    "ContributionAmount": lambda body: ContributionAmountFactory(
        contribution__receiving_line=BudgetLineFactory(body=body)
    ),
}
OF_NO_BODY = {
    "Partner": "the bodies share one list of partners",
    "PartnerAlias": "part of a partner",
    "Location": "the same town hall serves several bodies",
    "Person": "may sit in the councils of several bodies",
    "Topic": "one list for the region",
    "Cooperation": "crosses the borders of bodies",
    "Agreement": "part of a cooperation",
    "AgreementFile": "part of an agreement",
    "Participation": "part of a cooperation",
    "Milestone": "part of a cooperation",
    "Measure": "part of a cooperation",
    "CouncilReference": "part of a cooperation, which may cite papers of every body",
    "FundingProgramme": "belongs to whoever funds",
    "Grant": "belongs to a cooperation and a programme",
    "TextPage": "speaks for the portal as a whole",
}


def works_for(*bodies):
    user = User.objects.create_user(f"redaktion-{User.objects.count()}", is_staff=True)
    for body in bodies:
        Responsibility.objects.create(user=user, body=body)
    return user


def test_of_every_model_it_is_said_how_its_body_is_found_or_why_it_has_none():
    names = {model.__name__ for model in readable_models()}

    assert names - OF_A_BODY.keys() - OF_NO_BODY.keys() == set()
    assert OF_A_BODY.keys() <= names
    assert OF_A_BODY.keys() & OF_NO_BODY.keys() == set()


@pytest.mark.parametrize("name", OF_A_BODY)
def test_a_record_of_a_body_is_for_those_who_work_there(name):
    body, elsewhere = BodyFactory(), BodyFactory()
    record = type(one := OF_A_BODY[name](body)).objects.get(pk=one.pk)

    assert bodies_of_record(record) == {body.pk}
    assert responsible_for(works_for(body, elsewhere), record)
    assert not responsible_for(works_for(elsewhere), record)


OTHER_PLACES = {
    "file of a meeting": lambda body: FileFactory(paper=None, meeting=MeetingFactory(organization__body=body)),
    "file of an agenda item": lambda body: FileFactory(
        paper=None, agenda_item=AgendaItemFactory(meeting__organization__body=body)
    ),
    "amount of a whole line": lambda body: AppropriationFactory(share=None, budget_line=BudgetLineFactory(body=body)),
}


@pytest.mark.parametrize("place", OTHER_PLACES)
def test_wherever_a_record_can_hang_its_body_is_found(place):
    body = BodyFactory()

    assert bodies_of_record(OTHER_PLACES[place](body)) == {body.pk}


def test_what_belongs_to_no_body_is_for_everybody():
    user = works_for(BodyFactory())

    assert responsible_for(user, PartnerFactory())
    assert responsible_for(user, PaperFactory(body=None, draft=True))


def test_who_has_no_responsibilities_works_for_all_bodies_and_so_do_commands_and_superusers():
    paper, elsewhere = PaperFactory(), BodyFactory()
    superuser = works_for(elsewhere)
    superuser.is_superuser = True

    assert responsible_for(works_for(), paper)
    assert responsible_for(superuser, paper)
    assert responsible_for(None, paper)


def test_all_questions_about_a_user_cost_one_query(django_assert_num_queries):
    papers = PaperFactory.create_batch(3)
    user = works_for(papers[0].body)

    with django_assert_num_queries(1):
        assert [responsible_for(user, paper) for paper in papers] == [True, False, False]


class TestAtTheDesk:
    """A person with the rights of Veröffentlichung who works for one body."""

    @pytest.fixture
    def own(self):
        return BodyFactory(name="Eigener Kreis")

    @pytest.fixture
    def desk(self, client, own):
        user = works_for(own)
        user.user_permissions.set(Permission.objects.all())
        client.force_login(user)
        return client

    def test_opens_a_foreign_record_to_read_and_saves_nothing(self, desk):
        paper = PaperFactory(name="Fremd", draft=True)

        shown = desk.get(address(paper, "change"))
        saved = desk.post(address(paper, "change"), {"name": "Übernommen"})

        assert (shown.status_code, saved.status_code) == (200, 403)
        assert 'name="_save"' not in shown.text
        paper.refresh_from_db()
        assert paper.name == "Fremd"

    def test_gives_no_record_to_another_body(self, desk, own):
        term, elsewhere = LegislativeTermFactory(body=own, draft=True), BodyFactory()

        response = save(desk, term, body=elsewhere.pk)

        assert "nicht zuständig" in errors(response)
        term.refresh_from_db()
        assert term.body == own

    def test_makes_no_record_in_another_body(self, desk, own):
        elsewhere = BodyFactory()
        facts = {"name": "1. Wahlperiode", **AUDIENCE}

        refused = desk.post(reverse("admin:council_legislativeterm_add"), {**facts, "body": elsewhere.pk})
        made = desk.post(reverse("admin:council_legislativeterm_add"), {**facts, "body": own.pk})

        assert "nicht zuständig" in errors(refused)
        assert made.status_code == 302
        assert [term.body for term in LegislativeTerm.objects.all()] == [own]

    def test_makes_no_new_body(self, desk):
        response = desk.post(reverse("admin:council_body_add"), {"name": "Neu", "slug_name": "neu", **AUDIENCE})

        assert "nicht zuständig" in errors(response)

    def test_deletes_no_foreign_record(self, desk):
        paper = PaperFactory(draft=True)

        assert desk.get(address(paper, "delete")).status_code == 403
        assert desk.post(address(paper, "delete"), {"post": "yes"}).status_code == 403
        assert Paper.objects.filter(pk=paper.pk).exists()

    @pytest.mark.parametrize(("page", "draft"), [("publish", True), ("withdraw", False)])
    def test_neither_publishes_nor_withdraws_a_foreign_record(self, desk, own, page, draft):
        """The same act on a record of the own body goes through."""
        foreign, mine = PaperFactory(draft=draft), PaperFactory(draft=draft, body=own)

        refused = confirm(desk, address(foreign, page), reason="Versehen")
        done = confirm(desk, address(mine, page), reason="Versehen")

        assert (refused.status_code, done.status_code) == (200, 302)
        assert "nicht zuständig" in refused.text
        before = (foreign.published_at, foreign.withdrawn_at)
        foreign.refresh_from_db()
        assert (foreign.published_at, foreign.withdrawn_at) == before

    @pytest.mark.parametrize(("action", "draft"), [("publish_selected", True), ("withdraw_selected", False)])
    def test_does_not_act_on_a_list_with_a_foreign_record_in_it(self, desk, own, action, draft):
        papers = [PaperFactory(body=own, draft=draft), PaperFactory(draft=draft)]
        before = list(Paper.objects.values_list("pk", "published_at", "withdrawn_at"))
        chosen = {"action": action, "_selected_action": [paper.pk for paper in papers]}

        confirm(desk, reverse("admin:council_paper_changelist"), reason="Versehen", **chosen)

        assert list(Paper.objects.values_list("pk", "published_at", "withdrawn_at")) == before

    def test_deletes_no_list_with_a_foreign_record_in_it(self, desk, own):
        papers = [PaperFactory(body=own, draft=True), PaperFactory(draft=True)]
        chosen = {"action": "delete_selected", "_selected_action": [paper.pk for paper in papers]}
        page = reverse("admin:council_paper_changelist")

        shown = desk.post(page, chosen)
        desk.post(page, chosen | {"post": "yes", "seen": (shown.context or {}).get("seen", "")})

        assert Paper.objects.count() == 2

    def test_changes_no_foreign_row_in_the_form_of_a_record_for_all(self, desk, own):
        person = PersonFactory(draft=True)
        mine = MembershipFactory(person=person, organization__body=own, role="Mitglied", draft=True)
        foreign = MembershipFactory(person=person, role="Mitglied", draft=True)
        rows = {row.pk: at for at, row in enumerate(person.memberships.order_by("pk"))}

        refused = save(desk, person, **{f"memberships-{rows[foreign.pk]}-role": "Vorsitz"})
        not_deleted = save(desk, person, **{f"memberships-{rows[foreign.pk]}-DELETE": "on"})
        saved = save(desk, person, **{f"memberships-{rows[mine.pk]}-role": "Vorsitz"})

        assert "nicht zuständig" in errors(refused)
        assert "nicht zuständig" in errors(not_deleted)
        assert saved.status_code == 302
        assert {row.pk: row.role for row in person.memberships.all()} == {mine.pk: "Vorsitz", foreign.pk: "Mitglied"}

    def test_changes_what_belongs_to_no_body(self, desk):
        location = LocationFactory(draft=True)

        response = save(desk, location, description="Neues Rathaus")

        assert response.status_code == 302
        location.refresh_from_db()
        assert location.description == "Neues Rathaus"


AUDIENCE = {"audience": "public"}
