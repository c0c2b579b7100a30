"""The story of a cooperation: page, picture, feed and JSON from one builder. The own case: test_load_demo.py."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from publication.dates import VagueDate
from publication.timeline import Source, TimelineEntry
from regionportal.story import COUNTED, KIND_LABELS, read_span, story, summary
from regionportal.story_picture import WIDTH, picture_of
from tests.factories import (
    AgendaItemFactory,
    AgreementFactory,
    AppropriationFactory,
    ConsultationFactory,
    ContributionAmountFactory,
    ContributionFactory,
    CooperationFactory,
    CooperationShareFactory,
    CouncilReferenceFactory,
    GrantFactory,
    MeasureFactory,
    MilestoneFactory,
    PaperFactory,
    ParticipationFactory,
)

TODAY = date(2026, 5, 1)
STORY, STORY_FEED = 26, 23  # queries
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def url_of(cooperation, name="story"):
    return reverse(name, args=[cooperation.public_id, cooperation.slug])


def entry(day, kind="event", count=1, precision="day", title="Treffen"):
    return TimelineEntry(VagueDate(day, precision), title, "", kind, "", count=count)


class TestSpan:
    ENTRIES = [entry(date(2024, 2, 1), precision="month"), entry(date(2024, 5, 1), "signing"), entry(date(2025, 1, 1))]

    @pytest.mark.parametrize(
        ("asked", "months"),
        [
            ({}, [2, 5, 1]),
            ({"von": "2024-02-20"}, [2, 5, 1]),
            ({"von": "2024-03-01"}, [5, 1]),
            ({"bis": "2024-05-01"}, [2, 5]),
            ({"von": "2024-06-01", "bis": "2024-04-01"}, [5]),
            ({"art": "signing"}, [5]),
        ],
    )
    def test_takes_what_can_have_happened_in_it(self, asked, months):
        assert [one.date.day.month for one in read_span(asked).of(self.ENTRIES)] == months

    def test_tells_what_it_cannot_read_and_goes_on_without(self):
        span = read_span({"von": "gestern", "bis": "2024-02-30", "art": "unsinn"})

        assert len(span.errors) == 3
        assert "Gezeigt wird der heutige Stand" not in " ".join(span.errors)
        assert span.of(self.ENTRIES) == self.ENTRIES


class TestSummary:
    FIRST, LAST = date(2024, 10, 1), date(2025, 3, 1)

    def test_counts_in_words_and_by_weight(self):
        entries = [entry(self.FIRST, "event"), entry(self.FIRST, "accession", 2), entry(self.FIRST, "notice")]

        assert summary(entries, self.FIRST, self.LAST) == (
            "Zwischen 1. Oktober 2024 und 1. März 2025: zwei Beitritte, eine Kenntnisnahme, eine Veranstaltung."
        )

    def test_what_did_not_take_place_does_not_count(self):
        assert summary([entry(self.FIRST, "meeting", 0)], self.FIRST, None) == (
            "Seit 1. Oktober 2024: nichts, was hier verzeichnet ist."
        )

    def test_many_are_told_as_a_number(self):
        assert summary([entry(self.FIRST, "support", 13)], None, self.LAST) == "Bis 1. März 2025: 13 Unterstützer."


class TestPicture:
    def test_has_a_lane_for_each_kind_and_a_dot_for_each_event(self):
        picture = picture_of([entry(date(2023, 1, 1), "event"), entry(date(2024, 7, 1), "signing")], KIND_LABELS, TODAY)

        assert [lane.label for lane in picture.lanes] == ["Unterzeichnungen", "Veranstaltungen"]
        assert [(dot.kind, dot.title) for dot in picture.dots] == [
            ("event", "1. Januar 2023: Treffen"),
            ("signing", "1. Juli 2024: Treffen"),
        ]
        assert [tick.label for tick in picture.ticks] == ["2023", "2024", "2025"]
        assert picture.today_x is None

    def test_thousands_of_events_make_a_bounded_number_of_dots(self):
        days = [date(1990, 1, 1) + timedelta(days=number) for number in range(5000)]

        picture = picture_of([entry(day) for day in days], KIND_LABELS, date(2000, 1, 1))

        assert len(picture.dots) <= WIDTH / 12 + 1
        assert len(picture.ticks) <= 13
        assert all(0 <= dot.x <= WIDTH for dot in picture.dots)
        assert picture.dots[0].title.endswith("weitere")

    def test_of_nothing_is_none(self):
        assert picture_of([], KIND_LABELS, TODAY) is None

    def test_every_kind_that_is_counted_has_a_lane(self):
        assert set(COUNTED) == set(KIND_LABELS)


@pytest.mark.django_db
class TestMoney:
    def test_an_amount_is_told_with_the_one_before_and_its_sources(self):
        paper = PaperFactory(reference="2024/7")
        share = CooperationShareFactory(budget_line__account_name="Umlage")
        AppropriationFactory(share=share, fiscal_year=2024, amount_eur=Decimal(25000))
        new = AppropriationFactory(
            share=share, fiscal_year=2025, amount_eur=Decimal(40000), as_of=date(2024, 12, 1), paper=paper,
            source="Haushaltsplan, Seite 7",
        )  # fmt: skip

        assert story(share.cooperation, TODAY) == [
            TimelineEntry(
                VagueDate(date(2024, 12, 1)), "Ansatz 2025: 40.000,00 Euro", share.budget_line.get_absolute_url(),
                "budget", "Haushalt", "Vorher 25.000,00 Euro (Ansatz 2024). Anteilige Mittel: Umlage.",
                (Source("Vorlage 2024/7", paper.get_absolute_url()), Source("Haushaltsplan, Seite 7", "")),
                f"betrag-{new.public_id}",
            )
        ]  # fmt: skip

    def test_an_amount_that_was_corrected_is_told_by_its_correction_alone(self):
        share = CooperationShareFactory()
        wrong = AppropriationFactory(share=share, amount_eur=Decimal(25), as_of=date(2024, 12, 1))
        AppropriationFactory(share=share, amount_eur=Decimal(2500), as_of=wrong.as_of, corrects=wrong)
        hidden = AppropriationFactory(share=share, fiscal_year=2030, amount_eur=Decimal(7), as_of=date(2024, 12, 1))
        AppropriationFactory(
            share=share, fiscal_year=2030, amount_eur=Decimal(8), as_of=hidden.as_of, corrects=hidden, draft=True
        )

        assert [entry.title for entry in story(share.cooperation, TODAY)] == [
            "Ansatz 2024: 2.500,00 Euro",
            "Ansatz 2030: 7,00 Euro",
        ]

    def test_without_a_day_of_its_own_an_amount_counts_from_its_decision(self):
        item = AgendaItemFactory(meeting__start=datetime(2025, 3, 1, 10, tzinfo=UTC))
        at_an_item = AppropriationFactory(agenda_item=item, paper=PaperFactory(date=date(2024, 3, 1)))
        by_a_paper = AppropriationFactory(paper=PaperFactory(date=date(2024, 3, 1)))
        AppropriationFactory()

        days = [one.date.day for row in (at_an_item, by_a_paper) for one in story(row.share.cooperation, TODAY)]

        assert days == [date(2025, 3, 1), date(2024, 3, 1)]

    def test_the_whole_line_is_told_only_where_all_of_it_belongs_to_the_cooperation(self):
        whole, part = CooperationShareFactory(extent="whole"), CooperationShareFactory(extent="share")
        for share in (whole, part):
            AppropriationFactory(share=None, budget_line=share.budget_line, as_of=date(2024, 1, 1))

        assert [one.text for one in story(whole.cooperation, TODAY)] == [f"Ganze Haushaltsstelle: {whole.budget_line}."]
        assert story(part.cooperation, TODAY) == []

    def test_a_whole_line_is_told_as_in_the_budget_except_where_an_amount_of_its_own_is(self):
        share, day = CooperationShareFactory(extent="whole", budget_line__account_name="Umlage"), date(2024, 1, 1)
        of_line = {"share": None, "budget_line": share.budget_line, "as_of": day}
        AppropriationFactory(fiscal_year=2024, amount_eur=1000, **of_line)
        AppropriationFactory(fiscal_year=2025, amount_eur=2000, **of_line)
        AppropriationFactory(fiscal_year=2025, amount_eur=1900, share=share, as_of=day)
        AppropriationFactory(fiscal_year=2024, amount_eur=900, share=share, as_of=day, draft=True)

        assert [(one.title, one.text) for one in story(share.cooperation, TODAY)] == [
            ("Ansatz 2024: 1.000,00 Euro", "Ganze Haushaltsstelle: Umlage."),
            ("Ansatz 2025: 1.900,00 Euro", "Alle Mittel: Umlage."),
        ]

    def test_what_a_contribution_of_the_cooperation_costs_is_told(self, cooperation):
        levy = ContributionFactory(
            name="Umlage", cooperation=cooperation, payer__name="Stadt", receiver__name="Verband"
        )  # fmt: skip
        ContributionAmountFactory(contribution=levy, fiscal_year=2024)
        paper = PaperFactory(date=date(2025, 3, 1), reference="V/1")
        new = ContributionAmountFactory(contribution=levy, fiscal_year=2025, amount_eur=700, paper=paper)
        ContributionAmountFactory(contribution=levy, fiscal_year=2026, as_of=date(2025, 3, 1), draft=True)
        wrong = ContributionAmountFactory(contribution=levy, fiscal_year=2030, as_of=date(2025, 4, 1))
        ContributionAmountFactory(
            contribution=levy, fiscal_year=2030, as_of=wrong.as_of, amount_eur=9, corrects=wrong
        )  # fmt: skip

        told = [one for one in story(cooperation, TODAY) if one.kind == "budget"]

        assert told[0] == TimelineEntry(
            VagueDate(date(2025, 3, 1)), "Ansatz 2025: 700,00 Euro", levy.get_absolute_url(), "budget",
            "Umlage oder Beitrag", "Vorher 500,00 Euro (Ansatz 2024). Stadt zahlt an Verband: Umlage.",
            (Source("Vorlage V/1", paper.get_absolute_url()),), f"beitrag-{new.public_id}",
        )  # fmt: skip
        assert [one.title for one in told[1:]] == ["Ansatz 2030: 9,00 Euro"]

    def test_a_grant_is_told_even_where_its_amount_is_not_known(self):
        grant = GrantFactory(programme__name="RegioStrat", start_date=date(2024, 1, 1))

        (told,) = story(grant.cooperation, TODAY)

        assert told.title == "Förderung aus RegioStrat: Summe nicht bekannt"

    def test_hidden_money_and_hidden_sources_are_not_told(self):
        share = CooperationShareFactory()
        AppropriationFactory(share=share, as_of=date(2024, 1, 1), draft=True)
        hidden = PaperFactory(draft=True, reference="geheim7")
        AppropriationFactory(share=share, as_of=date(2024, 2, 1), paper=hidden)
        GrantFactory(cooperation=share.cooperation, start_date=date(2024, 1, 1), withdrawn=True)

        told = story(share.cooperation, TODAY)

        assert [(one.date.day.month, one.sources) for one in told] == [(2, ())]


@pytest.fixture
def cooperation(db):
    cooperation = CooperationFactory(title="Cluster")
    MilestoneFactory(
        cooperation=cooperation, day=date(2024, 2, 1), day_precision="month", title="Auftakt", kind="visit"
    )
    ParticipationFactory(cooperation=cooperation, start=date(2024, 9, 24), partner__name="Verein")
    return cooperation


class TestPage:
    def test_an_old_slug_leads_to_the_present_address_with_its_question(self, client, cooperation):
        old = reverse("story", args=[cooperation.public_id, "alt"])

        response = client.get(f"{old}?von=2024-01-01")

        assert (response.status_code, response.url) == (301, f"{url_of(cooperation)}?von=2024-01-01")

    def test_long_stories_have_pages(self, client, cooperation, monkeypatch):
        monkeypatch.setattr("regionportal.story.ENTRIES_ON_A_PAGE", 1)

        page = client.get(url_of(cooperation), {"page": 2})

        assert [one.title for one in page.context["entries"]] == ["Verein unterzeichnet"]

    def test_the_stage_is_told_where_it_is_reached(self, client, cooperation):
        assert [one.stage for one in client.get(url_of(cooperation)).context["entries"]] == ["in Vorbereitung", ""]

    def test_each_form_keeps_what_the_other_was_asked(self, client, cooperation):
        text = client.get(url_of(cooperation), {"stand": "2024-10-01", "art": "signing", "von": "2024-01-01"}).text

        assert re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text) == [
            ("art", "signing"),
            ("von", "2024-01-01"),
            ("stand", "2024-10-01"),
        ]

    def test_nothing_in_a_time_is_said(self, client, cooperation):
        assert "In dieser Zeit ist nichts verzeichnet" in client.get(url_of(cooperation), {"bis": "2001-01-01"}).text

    def test_the_page_of_the_cooperation_shows_the_latest_and_leads_to_all(self, client, cooperation, monkeypatch):
        monkeypatch.setattr("cooperations.pages.LATEST_ENTRIES", 1)

        page = client.get(cooperation.get_absolute_url())

        assert [one.title for one in page.context["timeline"]] == ["Verein unterzeichnet"]
        assert "1 frühere stehen in der" in page.text
        assert f'href="{url_of(cooperation)}"' in page.text

    @pytest.mark.slow  # thirty rows of everything take time to be written
    @pytest.mark.parametrize("rows", [1, 30])
    @pytest.mark.parametrize(("name", "queries"), [("story", STORY), ("story_feed", STORY_FEED)])
    def test_faces_need_the_same_queries_whatever_their_rows(
        self, client, django_assert_num_queries, cooperation, name, queries, rows
    ):
        for _ in range(rows):
            item = AgendaItemFactory()
            reference = CouncilReferenceFactory(cooperation=cooperation)
            ConsultationFactory(paper=reference.paper, meeting=item.meeting, agenda_item=item)
            MilestoneFactory(cooperation=cooperation, paper=reference.paper, agenda_item=item)
            ParticipationFactory(cooperation=cooperation, agreement=AgreementFactory(cooperation=cooperation))
            MeasureFactory(cooperation=cooperation, due=date(2024, 5, 1), paper=reference.paper)
            share = CooperationShareFactory(cooperation=cooperation)
            AppropriationFactory(share=share, paper=reference.paper, agenda_item=item)
            levy = ContributionFactory(cooperation=cooperation)
            ContributionAmountFactory(contribution=levy, paper=reference.paper, agenda_item=item)
            GrantFactory(cooperation=cooperation, paper=reference.paper, start_date=date(2024, 5, 1))

        with django_assert_num_queries(queries):
            response = client.get(url_of(cooperation, name))

        assert response.status_code == 200


class TestOtherFaces:
    def test_json_has_the_entries_of_the_page_with_what_is_known_of_their_dates(self, client, cooperation):
        visit = cooperation.milestones.get()

        told = client.get(url_of(cooperation, "story_json"), {"bis": "2024-03-01"}).json()

        assert told == {
            "id": cooperation.public_id,
            "title": "Cluster",
            "entries": [
                {
                    "id": f"milestone-{visit.public_id}",
                    "date": "2024-02",
                    "earliest": "2024-02-01",
                    "latest": "2024-02-29",
                    "precision": "month",
                    "kind": "visit",
                    "kind_label": "Delegationsbesuch",
                    "title": "Auftakt",
                    "text": "",
                    "count": 1,
                    "stage": "in Vorbereitung",
                    "sources": [],
                }
            ],
            "errors": [],
        }

    def test_atom_has_them_newest_first_under_ids_that_stay(self, client, cooperation):
        feed = ElementTree.fromstring(client.get(url_of(cooperation, "story_feed")).content)  # noqa: S314 — our own

        entries = feed.findall("a:entry", ATOM)

        assert [one.findtext("a:title", namespaces=ATOM) for one in entries] == [
            "24. September 2024: Verein unterzeichnet",
            "Februar 2024: Auftakt",
        ]
        assert entries[0].findtext("a:id", namespaces=ATOM) == (
            f"https://portal.example/kooperationen/{cooperation.public_id}/#signatory-2024-09-24-day"
        )
