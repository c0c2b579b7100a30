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

        response = desk.post(address(term, "change"), {"name": "1. Wahlperiode", "body": elsewhere.pk, **AUDIENCE})

        assert "nicht zuständig" in response.context["adminform"].form.non_field_errors()[0]
        term.refresh_from_db()
        assert term.body == own

    def test_makes_no_record_in_another_body(self, desk, own):
        elsewhere = BodyFactory()
        addresses = {"name": "1. Wahlperiode", **AUDIENCE}

        refused = desk.post(reverse("admin:council_legislativeterm_add"), {**addresses, "body": elsewhere.pk})
        made = desk.post(reverse("admin:council_legislativeterm_add"), {**addresses, "body": own.pk})

        assert "nicht zuständig" in refused.context["adminform"].form.non_field_errors()[0]
        assert made.status_code == 302
        assert [term.body for term in LegislativeTerm.objects.all()] == [own]

    def test_makes_no_new_body(self, desk):
        response = desk.post(reverse("admin:council_body_add"), {"name": "Neu", "slug_name": "neu", **AUDIENCE})

        assert "nicht zuständig" in response.context["adminform"].form.non_field_errors()[0]

    @pytest.mark.parametrize("page", ["delete", "publish", "withdraw"])
    def test_neither_deletes_nor_publishes_nor_withdraws_a_foreign_record(self, desk, page):
        paper = PaperFactory(draft=page != "withdraw")

        response = desk.post(address(paper, page), {"post": "yes", "confirmed": "1", "reason": "Versehen"})

        assert response.status_code == 403
        assert Paper.objects.filter(pk=paper.pk, withdrawn_at=None, published_at=paper.published_at).exists()

    @pytest.mark.parametrize("action", ["delete_selected", "publish_selected", "withdraw_selected"])
    def test_does_not_act_on_a_list_with_a_foreign_record_in_it(self, desk, own, action):
        papers = [PaperFactory(body=own, draft=True), PaperFactory(draft=True)]
        chosen = {"action": action, "_selected_action": [paper.pk for paper in papers], "reason": "Versehen"}

        response = desk.post(reverse("admin:council_paper_changelist"), {**chosen, "post": "yes", "confirmed": "1"})

        assert response.status_code == 403
        assert Paper.objects.filter(published_at=None).count() == 2

    def test_changes_no_foreign_row_in_the_form_of_a_record_for_all(self, desk, own):
        person = PersonFactory(draft=True)
        mine = MembershipFactory(person=person, organization__body=own, role="Mitglied", draft=True)
        foreign = MembershipFactory(person=person, role="Mitglied", draft=True)
        rows = formset(mine, foreign)

        refused = desk.post(address(person, "change"), rows | {"memberships-1-role": "Vorsitz"})
        not_deleted = desk.post(address(person, "change"), rows | {"memberships-1-DELETE": "on"})
        saved = desk.post(address(person, "change"), rows | {"memberships-0-role": "Vorsitz"})

        assert "nicht zuständig" in refused.context["inline_admin_formsets"][0].forms[1].non_field_errors()[0]
        assert "nicht zuständig" in not_deleted.context["inline_admin_formsets"][0].formset.non_form_errors()[0]
        assert saved.status_code == 302
        assert {row.pk: row.role for row in person.memberships.all()} == {mine.pk: "Vorsitz", foreign.pk: "Mitglied"}

    def test_changes_what_belongs_to_no_body(self, desk):
        location = LocationFactory(draft=True)

        response = desk.post(address(location, "change"), {"description": "Neues Rathaus", **AUDIENCE})

        assert response.status_code == 302
        location.refresh_from_db()
        assert location.description == "Neues Rathaus"


AUDIENCE = {"audience": "public"}


def address(record, page):
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_{page}", args=[record.pk])


def formset(*memberships):
    """The form of a person with these rows, as the browser would send it unchanged."""
    rows = {"name": memberships[0].person.name, **AUDIENCE}
    rows |= {"memberships-TOTAL_FORMS": len(memberships), "memberships-INITIAL_FORMS": len(memberships)}
    for at, row in enumerate(memberships):
        rows |= {
            f"memberships-{at}-id": row.pk,
            f"memberships-{at}-person": row.person_id,
            f"memberships-{at}-organization": row.organization_id,
            f"memberships-{at}-role": row.role,
            f"memberships-{at}-voting_right": "unknown",
        }
    return rows
