"""What one person wrote, another publishes, where the body (or, for the rest, the operator) wants it so."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from publication.actions import MayNot, publish, record_edit, refusal_to_change, withdraw
from publication.four_eyes import last_editor
from tests.factories import PaperFactory, PaperSectionFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return User.objects.create_superuser("erste")


@pytest.fixture
def second():
    return User.objects.create_superuser("zweite")


def edited(record, by, **changes):
    with record_edit(record, by=by):
        for name, value in changes.items():
            setattr(record, name, value)
        record.save()
    return record


def test_the_last_editor_cannot_publish_but_a_colleague_can(first, second):
    paper = edited(PaperFactory(draft=True, body__four_eyes=True), first, name="Beitritt")

    with pytest.raises(MayNot, match="Vier-Augen-Prinzip"):
        publish(paper, by=first)
    paper.refresh_from_db()
    assert paper.published_at is None
    publish(paper, by=second)

    assert paper.is_visible()


def test_without_the_rule_one_person_does_both(first):
    paper = edited(PaperFactory(draft=True), first, name="Beitritt")

    publish(paper, by=first)

    assert paper.is_visible()


@pytest.mark.parametrize(("switched_on", "published"), [(True, False), (False, True)])
def test_what_belongs_to_no_body_follows_the_setting(first, settings, switched_on, published):
    settings.FOUR_EYES = switched_on
    partner = edited(PartnerFactory(draft=True), first, name="Gemeinde")

    try:
        publish(partner, by=first)
    except MayNot:
        partner.refresh_from_db()

    assert partner.is_visible() is published


def test_a_changed_section_counts_as_a_change_of_its_paper(first, second):
    section = PaperSectionFactory(paper__draft=True, paper__body__four_eyes=True)
    edited(section.paper, second, name="Beitritt")

    edited(section, first, text="neu")

    assert last_editor(section.paper) == first


def test_acts_do_not_make_an_editor(first, second):
    paper = edited(PaperFactory(draft=True, body__four_eyes=True), first, name="Beitritt")

    publish(paper, by=second)
    withdraw(paper, by=second, reason="Irrtum")

    assert last_editor(paper) == first
    publish(paper, by=second)
    assert paper.is_visible()


def test_what_a_command_wrote_anybody_may_publish(first):
    paper = PaperFactory(draft=True, body__four_eyes=True)

    publish(paper, by=first)

    assert (last_editor(paper), paper.is_visible()) == (None, True)


def test_moving_a_schedule_is_publishing_too(first, second):
    paper = edited(PaperFactory(draft=True, body__four_eyes=True), first, name="Beitritt")
    publish(paper, by=second, at=timezone.now() + timedelta(days=1))

    with pytest.raises(MayNot):
        publish(paper, by=first, at=timezone.now() + timedelta(minutes=1))


def test_a_note_does_not_make_an_editor(first, second):
    paper = edited(PaperFactory(draft=True, body__four_eyes=True), first, name="Beitritt")

    edited(paper, second, internal_note="gelesen")

    assert last_editor(paper) == first


def test_what_is_planned_is_not_rewritten_under_the_rule(first, second):
    paper = edited(PaperFactory(draft=True, body__four_eyes=True), first, name="Beitritt")
    publish(paper, by=second, at=timezone.now() + timedelta(days=1))

    assert "Vier-Augen-Prinzip" in refusal_to_change(first, paper, ["name"])
    assert refusal_to_change(first, paper, ["internal_note"]) is None
