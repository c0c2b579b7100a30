"""Whoever works for one body touches the records of no other."""

import pytest
from django.contrib.auth.models import User

from council.models import Responsibility
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
    MeetingFactory,
    MembershipFactory,
    OrganizationFactory,
    PaperFactory,
    PaperRelationFactory,
    PaperSectionFactory,
    PartnerFactory,
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
