import inspect
from datetime import timedelta

import pytest
from django.utils import timezone

from publication.models import PublicationState, Readable
from publication.versions import publishable_models, readable_models
from publication.visibility import PUBLIC, STAFF, council_member
from tests import factories
from tests.factories import (
    AgendaItemFactory,
    AgreementFileFactory,
    AppropriationFactory,
    ConsultationFactory,
    FileFactory,
    MeetingFactory,
    PaperFactory,
    PaperSectionFactory,
    ParticipationFactory,
)

pytestmark = pytest.mark.django_db

FACTORIES = {
    found._meta.model: found
    for _, found in inspect.getmembers(factories, inspect.isclass)
    if issubclass(found, factories.factory.django.DjangoModelFactory) and not found._meta.abstract
}


def links_to_readable(model):
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return {
        field.name: field
        for field in fields
        if field.related_model is not None and issubclass(field.related_model, Readable)
    }


def test_every_readable_model_has_a_factory():
    assert set(FACTORIES) == set(readable_models())


@pytest.mark.parametrize("model", readable_models())
def test_every_link_to_a_readable_record_says_what_its_hiding_means(model):
    assert set(links_to_readable(model)) == set(model.visible_only_with) | set(model.visible_without)
    assert not set(model.visible_only_with) & set(model.visible_without)


@pytest.mark.parametrize("model", readable_models())
def test_every_field_is_in_the_public_snapshot_or_named_as_internal(model):
    concrete = {field.name for field in [*model._meta.fields, *model._meta.many_to_many]}

    assert concrete == (set(model.public_fields) | set(model.internal_fields)) & concrete
    assert not set(model.public_fields) & set(model.internal_fields)
    assert set(model.public_fields) <= concrete


@pytest.mark.parametrize("model", readable_models())
def test_both_managers_are_there(model):
    assert model._default_manager.name == "objects"
    assert model.visible.get_queryset().model is model


@pytest.mark.parametrize("model", publishable_models())
@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn", "for_the_council"])
def test_hidden_states_are_not_visible(model, state):
    shown = FACTORIES[model]()
    hidden = FACTORIES[model](**{state: True})

    assert shown.is_visible()
    assert not hidden.is_visible()
    assert hidden not in model.visible.all()


# A record that hangs on exactly one of several others lets go of the one its factory gives it.
INSTEAD_OF = {"agenda_item": {"paper": None}, "meeting": {"paper": None}, "budget_line": {"share": None}}


@pytest.mark.parametrize(
    ("model", "link"), [(model, link) for model in readable_models() for link in model.visible_only_with]
)
def test_a_record_is_hidden_with_each_record_it_is_visible_only_with(model, link):
    parent = FACTORIES[model._meta.get_field(link).related_model]()
    others = INSTEAD_OF.get(link, {}) if model._meta.get_field(link).null else {}
    record = FACTORIES[model](**{link: parent}, **others)
    assert record.is_visible()

    parent.withdrawn_at = timezone.now()
    parent.save()

    assert not record.is_visible()


@pytest.mark.parametrize("make", [lambda: PaperSectionFactory(paper__draft=True)])
def test_a_part_without_a_life_of_its_own_is_hidden_with_its_whole(make):
    assert not make().is_visible()


@pytest.mark.parametrize(
    "hidden",
    [
        {"paper__body__draft": True},
        {"paper__draft": True},
        {"meeting__organization__draft": True},
        {"meeting__organization__body__withdrawn": True},
    ],
)
def test_a_station_is_hidden_with_every_record_above_it(hidden):
    assert not ConsultationFactory(**hidden).is_visible()


def test_a_station_without_committee_and_meeting_is_visible():
    assert ConsultationFactory(meeting=None, organization=None).is_visible()


def test_a_station_stays_visible_when_only_its_meeting_is_hidden():
    station = ConsultationFactory(meeting__draft=True)

    (read,) = type(station).visible.with_visible("meeting")
    assert read.visible_meeting is None


@pytest.mark.parametrize("parent", ["agenda_item", "meeting"])
def test_a_file_is_never_wider_than_what_it_hangs_on(parent):
    shown, hidden = (
        FileFactory(paper=None, **{parent: (AgendaItemFactory if parent == "agenda_item" else MeetingFactory)(**state)})
        for state in ({}, {"draft": True})
    )

    assert shown.is_visible()
    assert not hidden.is_visible()


def test_the_file_of_an_agreement_is_hidden_with_the_cooperation():
    assert not AgreementFileFactory(agreement__cooperation__draft=True).is_visible()


def test_the_amount_of_a_share_is_hidden_with_the_cooperation():
    assert not AppropriationFactory(share__cooperation__draft=True).is_visible()


class TestNonPublicCouncilMatters:
    def test_an_item_of_the_non_public_part_is_hidden_from_the_public(self):
        assert not AgendaItemFactory(public=False).is_visible()

    @pytest.mark.parametrize(
        ("publicity", "visible"), [("public", True), ("mixed", True), ("non_public", False), ("", False)]
    )
    def test_a_paper_is_public_only_where_its_publicity_says_so(self, publicity, visible):
        assert PaperFactory(publicity=publicity).is_visible() is visible

    @pytest.mark.parametrize(
        "make",
        [
            lambda: AgendaItemFactory(public=False),
            lambda: AgendaItemFactory(for_the_council=True),
            lambda: AgendaItemFactory(meeting__for_the_council=True),
        ],
    )
    def test_council_members_of_the_body_see_it_and_nobody_else(self, make):
        item = make()
        own, other = item.meeting.organization.body, PaperFactory().body

        assert item.is_visible(council_member(own))
        assert item.is_visible(STAFF)
        assert not item.is_visible(council_member(other))
        assert not item.is_visible(PUBLIC)

    def test_a_draft_is_hidden_from_council_members_too(self):
        paper = PaperFactory(draft=True)

        assert not paper.is_visible(council_member(paper.body))
        assert paper.is_visible(STAFF)

    def test_council_members_see_what_the_public_sees(self):
        participation = ParticipationFactory()

        assert participation.is_visible(council_member(PaperFactory().body))


class TestTime:
    def test_publication_begins_and_ends_to_the_second(self):
        begin = timezone.now() + timedelta(days=3)
        end = begin + timedelta(days=2)
        paper = PaperFactory(published_at=begin, withdrawn_at=end)
        second = timedelta(seconds=1)

        moments = [begin - second, begin, end - second, end]

        assert [paper.is_visible(at=at) for at in moments] == [False, True, True, False]

    def test_states_follow_from_the_two_moments(self):
        state = PublicationState

        assert [
            PaperFactory(draft=True).publication_state(),
            PaperFactory(scheduled=True).publication_state(),
            PaperFactory().publication_state(),
            PaperFactory(withdrawn=True).publication_state(),
        ] == [state.DRAFT, state.SCHEDULED, state.PUBLISHED, state.WITHDRAWN]


def test_ids_in_addresses_do_not_count():
    ids = [PaperFactory().public_id for _ in range(3)]

    assert len(set(ids)) == 3
    assert all(len(one) == 10 and one.isalnum() and one == one.lower() for one in ids)
