"""Public versions told in the words of the field."""

from datetime import date

import pytest

from publication.actions import publish, record_edit
from publication.facts import changed_facts, facts
from publication.models import Version
from tests.factories import (
    MilestoneFactory,
    PaperFactory,
    PaperSectionFactory,
    ParticipationFactory,
    PartnerFactory,
)

pytestmark = pytest.mark.django_db


def versions(record):
    return [version.content for version in Version.objects.of(record)]


def told(model, content):
    return {fact.term: fact.text for fact in facts(model, content)}


def test_values_become_labels_and_what_is_empty_is_left_out():
    partner = PartnerFactory(draft=True, name="Gemeinde", kind="cluster", place="", member_companies=12)
    publish(partner, by=None)

    assert told(type(partner), versions(partner)[0]) == {
        "Name": "Gemeinde",
        "Art": "Cluster",
        "Land": "DE",
        "Mitgliedsunternehmen": "12",
    }


def test_links_are_told_by_name_and_sections_with_their_paper():
    paper = PaperFactory(draft=True, body__name="Kreis")
    PaperSectionFactory(paper=paper, position=1, kind="proposal", heading="Beschlussvorschlag", text="Wir treten bei.")
    publish(paper, by=None)

    lines = told(type(paper), versions(paper)[0])

    assert lines["Körperschaft"] == "Kreis"
    assert "Text: Wir treten bei." in lines["Abschnitt 1"]


def test_a_change_is_told_with_what_was_before():
    milestone = MilestoneFactory(draft=True, title="Alt")
    publish(milestone, by=None)
    with record_edit(milestone, by=None):
        milestone.title = "Neu"
        milestone.save()

    before, after = versions(milestone)

    assert changed_facts(type(milestone), before, after) == [("Titel", "Alt", "Neu")]


def test_two_fields_of_one_label_are_told_apart():
    row = ParticipationFactory(draft=True, start_precision="day", end_precision="day", start=date(2024, 1, 1))
    publish(row, by=None)
    before = Version.objects.of(row).last().content

    changed = before | {"start_precision": "year", "end_precision": "month"}

    assert sorted(new for _, _, new in changed_facts(type(row), before, changed)) == ["Jahr", "Monat"]
