"""The way of a paper: where it went, what happened to it, whether it was changed, and where else the matter stands."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from council.matters import tied_keys
from council.models import Paper
from council.stations import happenings, stations, way, with_minutes
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConsultationFactory,
    FileFactory,
    MeetingFactory,
    OrganizationFactory,
    PaperFactory,
    PaperRelationFactory,
    PaperSectionFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2025, 3, 10)
PAST, COMING = datetime(2025, 2, 24, 16, tzinfo=UTC), datetime(2025, 3, 31, 15, tzinfo=UTC)
MATTER = 19  # queries
SECRET = "geheim7"


def step(paper, organization="Rat", *, at=PAST, **values):
    meeting = MeetingFactory(organization__name=organization, organization__short_name=organization, start=at)
    return ConsultationFactory(paper=paper, meeting=meeting, **values)


def decided(paper, text, organization="Rat", **values):
    """A station at whose item `text` was resolved."""
    meeting = MeetingFactory(organization__name=organization, start=PAST)
    item = AgendaItemFactory(meeting=meeting, resolution_text=text, result_kind="accepted", **values)
    return ConsultationFactory(paper=paper, meeting=meeting, agenda_item=item, role_kind="decision")


def steps_of(paper):
    return stations(with_minutes(Paper.visible.all()).get(pk=paper.pk), TODAY)


def page_of(client, paper, name, **asked):
    return client.get(reverse(f"council:{name}", args=[paper.public_id, paper.slug]), asked)


class TestWay:
    def test_is_one_line_of_stations_with_role_day_and_result(self):
        paper = PaperFactory()
        step(paper, "Ausschuss", role="Vorberatung", result="empfohlen", result_kind="recommended")
        step(paper, "Kreistag", at=COMING, role="Entscheidung")
        ConsultationFactory(paper=paper, meeting=None, organization=OrganizationFactory(name="Beirat"))

        assert [(one.label, one.detail) for one in way(steps_of(paper))] == [
            ("Ausschuss", "Vorberatung, 24. Februar 2025, empfohlen"),
            ("Kreistag", "Entscheidung, 31. März 2025, steht bevor"),
            ("Beirat", "Beratung, Termin nicht bekannt, noch kein Ergebnis veröffentlicht"),
        ]

    def test_of_a_long_way_only_the_ends_are_shown(self):
        paper = PaperFactory()
        ConsultationFactory.create_batch(9, paper=paper, meeting=None, organization=None)

        labels = [one.label for one in way(steps_of(paper))]

        assert (len(labels), labels[3]) == (7, "3 weitere Stationen")

    def test_what_did_not_go_straight_on_is_named(self):
        paper = PaperFactory()
        for result in ("postponed", "recommended", "referred", "amended"):
            step(paper, result, result_kind=result)

        assert happenings(steps_of(paper)) == [
            "Vertagt am 24. Februar 2025 (postponed)",
            "Verwiesen am 24. Februar 2025 (referred)",
            "Geändert beschlossen am 24. Februar 2025 (amended)",
        ]


class TestMinutes:
    def test_of_the_item_come_before_those_of_the_meeting(self):
        paper = PaperFactory()
        item = AgendaItemFactory(minutes_text="Es wird beraten.")
        ConsultationFactory(paper=paper, meeting=item.meeting, agenda_item=item)
        meeting = MeetingFactory()
        minutes = FileFactory(paper=None, meeting=meeting, role="protocol")
        FileFactory(paper=None, meeting=meeting, role="invitation")
        ConsultationFactory(paper=paper, meeting=meeting)
        step(paper)

        assert [one.minutes_url for one in steps_of(paper)] == [
            f"{item.get_absolute_url()}#niederschrift",
            minutes.get_absolute_url(),
            None,
        ]

    @pytest.mark.parametrize("hidden", [{"draft": True}, {"withdrawn": True}])
    def test_that_are_hidden_are_not_linked(self, hidden):
        minutes = FileFactory(paper=None, meeting=MeetingFactory(), role="protocol", **hidden)
        consultation = ConsultationFactory(meeting=minutes.meeting)

        assert [one.minutes_url for one in steps_of(consultation.paper)] == [None]


class TestPaperPage:
    def test_folds_the_earlier_of_many_stations(self, client):
        paper = PaperFactory()
        ConsultationFactory.create_batch(25, paper=paper, meeting=None, organization=None)

        page = client.get(paper.get_absolute_url())

        assert (len(page.context["earlier_stations"]), len(page.context["stations"])) == (15, 10)
        assert "15 frühere Stationen" in page.text


class TestResolution:
    def test_that_differs_from_the_proposal_is_told_and_compared(self, client):
        section = PaperSectionFactory(kind="proposal", text="Der Kreistag stimmt dem Beitritt zu.")
        decided(section.paper, "Der Kreistag stimmt dem Beitritt ab 2026 zu.", "Kreistag")

        page = client.get(section.paper.get_absolute_url())
        comparison = page_of(client, section.paper, "paper_resolution")

        assert "Der Beschlusstext (Kreistag) weicht vom Vorschlag ab." in page.text
        assert '[neu: </span>ab 2026 <span class="p-sr-only">]</span></ins>' in comparison.text

    def test_that_differs_in_line_breaks_alone_reads_as_proposed(self, client):
        section = PaperSectionFactory(kind="proposal", text="Der Kreistag\r\nstimmt zu.")
        decided(section.paper, "Der Kreistag stimmt\nzu. ", "Kreistag")

        page = client.get(section.paper.get_absolute_url())

        assert "Der Beschlusstext (Kreistag) lautet wie vorgeschlagen." in page.text

    def test_on_the_papers_own_page_counts_where_no_item_tells_one(self, client):
        section = PaperSectionFactory(kind="proposal", text="Wir treten bei.")
        PaperSectionFactory(paper=section.paper, kind="resolution", heading="Beschluss", text="Wir treten aus.")

        assert "Der Beschlusstext (Beschluss) weicht" in client.get(section.paper.get_absolute_url()).text

    @pytest.mark.parametrize("hidden", [{"draft": True}, {"public": False}, {"withdrawn": True}])
    def test_of_a_hidden_item_is_not_compared(self, client, hidden):
        section = PaperSectionFactory(kind="proposal", text="Wir treten bei.")
        decided(section.paper, SECRET, **hidden)

        comparison = page_of(client, section.paper, "paper_resolution")

        assert "Noch nichts zu vergleichen" in comparison.text
        assert SECRET not in comparison.text + client.get(section.paper.get_absolute_url()).text


def tie(one, other, **values):
    return PaperRelationFactory(from_paper=one, to_paper=other, kind="same_matter", **values)


class TestSameMatter:
    def test_ties_papers_over_any_number_of_steps_in_both_directions(self):
        papers = PaperFactory.create_batch(4)
        tie(papers[0], papers[1])
        tie(papers[2], papers[1])
        PaperRelationFactory(from_paper=papers[2], to_paper=papers[3])

        assert [tied_keys(paper) for paper in papers] == [{paper.pk for paper in papers[:3]}] * 3 + [{papers[3].pk}]

    @pytest.mark.parametrize(
        "hidden", [{"draft": True}, {"to_paper__draft": True}, {"to_paper__publicity": "non_public"}]
    )
    def test_is_not_tied_by_what_is_hidden(self, client, hidden):
        paper = PaperFactory()
        relation = PaperRelationFactory(from_paper=paper, kind="same_matter", **hidden)
        relation.to_paper.name = SECRET
        relation.to_paper.save()

        page = page_of(client, paper, "paper_matter")

        assert "Keine Vorlage anderer Körperschaften bekannt" in page.text
        assert SECRET not in page.text
        assert "Dieselbe Sache anderswo" not in client.get(paper.get_absolute_url()).text

    def test_is_a_table_of_bodies_and_stations(self, client):
        here = PaperFactory(body__name="Aachen", reference="1", name="Beitritt", body__short_name="Aachen")
        there = PaperFactory(body=BodyFactory(name="Düren", short_name="Düren"), reference="2", name="Zutritt")
        tie(here, there)
        step(here, "Rat", role="Entscheidung", result="ungeändert beschlossen", result_kind="accepted")

        page = page_of(client, there, "paper_matter")

        assert [[cell.text for cell in row] for row in page.context["table"].rows] == [
            ["Aachen", "1: Beitritt", "Rat (Entscheidung)", "24. Februar 2025", "ungeändert beschlossen"],
            ["Düren", "2: Zutritt", "keine bekannt", "", ""],
        ]
        assert "1 weitere Vorlage:" in client.get(here.get_absolute_url()).text

    def test_compares_what_the_bodies_resolved(self, client):
        papers = [PaperFactory(body__name=name) for name in ("Aachen", "Düren", "Heinsberg")]
        for paper, text in zip(papers, ("Wir treten bei.", "Wir treten nicht bei.", ""), strict=True):
            PaperSectionFactory(paper=paper, kind="proposal", text=text)
            tie(papers[0], paper) if paper is not papers[0] else None

        first = page_of(client, papers[0], "paper_matter")
        turned = page_of(client, papers[0], "paper_matter", von=papers[1].public_id, bis="unsinn", ansicht="spalten")

        assert "<ins>" in first.text
        assert ">nicht <" in first.text
        assert [(page.context["first"], page.context["last"]) for page in (first, turned)] == [
            (papers[0].public_id, papers[1].public_id),
            (papers[1].public_id, papers[0].public_id),
        ]

    @pytest.mark.slow  # thirty papers with a station each
    @pytest.mark.parametrize("rows", [1, 30])
    def test_page_needs_the_same_queries_whatever_its_rows(self, client, django_assert_num_queries, rows):
        paper = PaperFactory()
        PaperSectionFactory(paper=paper, kind="proposal")
        decided(paper, "Wir treten bei.")
        for _ in range(rows):
            other = PaperFactory()
            decided(other, "Wir treten nicht bei.")
            FileFactory(paper=None, meeting=other.consultations.get().meeting, role="protocol")
            tie(paper, other)

        with django_assert_num_queries(MATTER):
            page = page_of(client, paper, "paper_matter")

        assert page.status_code == 200
