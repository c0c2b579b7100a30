from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.template import Context, Template
from django.urls import reverse

from council.display import FileLine
from council.meetings import PaperLink
from council.papers import Reference
from publication.display import Fact
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConsultationFactory,
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
)

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
ONE_AND_MANY = [1, pytest.param(30, marks=pytest.mark.slow)]  # some hundred records have to be made


@pytest.fixture(autouse=True)
def _fixed_time():
    with time_machine.travel(NOW, tick=False):
        yield


def facts_of(response):
    return {fact.term: fact.text for fact in response.context["facts"] if fact.text}


class TestPaper:
    def test_the_head_says_what_is_known_in_the_words_of_the_source(self, client):
        paper = PaperFactory(
            reference="2025/020",
            body__name="Zweckverband",
            body__short_name="ZV",
            paper_type="Standardvorlage",
            paper_kind="proposal",
            under_direction_of="Geschäftsstelle",
            originator="Vorstand",
            workflow="freigegeben",
            date=date(2025, 3, 4),
        )

        response = client.get(paper.get_absolute_url())

        assert response.context["preline"] == "Standardvorlage · 2025/020 · ZV"
        assert facts_of(response) == {
            "Nummer": "2025/020",
            "Körperschaft": "Zweckverband",
            "Art": "Standardvorlage",
            "Federführend": "Geschäftsstelle",
            "Urheber": "Vorstand",
            "Öffentlichkeit": "öffentlich",
            "Bearbeitungsstand": "freigegeben",
            "Datum": "4. März 2025",
        }

    def test_what_is_internal_stays_inside(self, client):
        paper = PaperFactory(
            signed_by="gezeichnet-geheim", editor_name="Bearbeitung-geheim", internal_note="Notiz-geheim"
        )

        assert "geheim" not in client.get(paper.get_absolute_url()).text

    @pytest.mark.parametrize(("state", "expected"), [({}, "Amt für Wirtschaft"), ({"draft": True}, "")])
    def test_the_lead_is_named_only_where_it_is_visible(self, client, state, expected):
        office = OrganizationFactory(name="Amt für Wirtschaft", **state)
        paper = PaperFactory(lead_organization=office)

        response = client.get(paper.get_absolute_url())

        url = office.get_absolute_url() if expected else None
        assert Fact("Federführend", expected, url) in response.context["facts"]
        assert office.public_id in response.text or not expected

    def test_sections_stand_in_their_order_with_lists_as_lists(self, client):
        paper = PaperFactory()
        PaperSectionFactory(paper=paper, position=2, heading="", kind="legal", text="keine")
        PaperSectionFactory(
            paper=paper, position=1, heading="Sachlage", text="Die Partner:\n\n1. Alpha\n2. Beta\n\n• <b>C</b>"
        )

        response = client.get(paper.get_absolute_url())

        assert [passage.heading for passage in response.context["passages"]] == ["Sachlage", "Rechtslage"]
        assert "<ol><li>Alpha</li><li>Beta</li></ol>" in response.text
        assert "<ul><li>&lt;b&gt;C&lt;/b&gt;</li></ul>" in response.text

    def test_files_say_type_size_and_where_the_bytes_are(self, client):
        paper = PaperFactory()
        here = FileFactory(paper=paper, name="Vertrag", size_bytes=169_700)
        FileFactory(paper=paper, name="Liste", content=None, file_name="", size_bytes=None)
        FileFactory(paper=paper, draft=True)

        response = client.get(paper.get_absolute_url())

        assert response.context["files"] == [
            FileLine("Vertrag", here.get_absolute_url(), "PDF", "169,7 kB", ""),
            FileLine("Liste", None, "Datei", "", "Datei liegt nur im Ratsinformationssystem vor"),
        ]

    def test_references_are_told_in_both_directions(self, client):
        paper = PaperFactory()
        other = PaperFactory(reference="2024/053", name="Gründung", body__short_name="ZV")
        PaperRelationFactory(from_paper=paper, to_paper=other, kind="follows")
        PaperRelationFactory(
            from_paper=paper, to_paper=None, kind="refers_to", raw_reference="Ratsantrag", date=date(2012, 11, 20)
        )
        PaperRelationFactory(from_paper=other, to_paper=paper, kind="settles")
        PaperRelationFactory(from_paper=paper, to_paper=PaperFactory(draft=True))
        PaperRelationFactory(from_paper=PaperFactory(withdrawn=True), to_paper=paper)

        response = client.get(paper.get_absolute_url())

        told = ("2024/053: Gründung (ZV)", other.get_absolute_url(), "")
        assert response.context["references"] == [
            Reference("folgt auf", *told),
            Reference("verweist auf", "Ratsantrag", None, "vom 20. November 2012, nicht im Portal"),
            Reference("wird erledigt durch", *told),
        ]

    def test_the_stations_link_committee_meeting_and_item(self, client):
        item = AgendaItemFactory(number="Ö 5", result="ungeändert beschlossen", result_kind="accepted")
        one = ConsultationFactory(meeting=item.meeting, agenda_item=item, role="Entscheidung", role_kind="decision")

        text = client.get(one.paper.get_absolute_url()).text

        for record in (one.organization, item, item.meeting):
            assert f'href="{record.get_absolute_url()}"' in text
        assert "Beschlossen am 1. März 2024" in text
        assert "ungeändert beschlossen" in text

    @pytest.mark.parametrize("link", ["meeting", "agenda_item"])
    def test_a_hidden_meeting_or_item_changes_no_byte(self, client, link):
        paper = PaperFactory()
        organization = OrganizationFactory()
        one = ConsultationFactory(paper=paper, organization=organization, meeting=None, date=date(2025, 2, 1))
        before = client.get(paper.get_absolute_url()).content

        meeting = MeetingFactory(organization=organization, name="geheim", draft=link == "meeting")
        if link == "agenda_item":
            meeting = MeetingFactory(draft=True)
        one.meeting = meeting
        one.agenda_item = AgendaItemFactory(meeting=meeting, name="geheim", result="geheim", result_kind="accepted")
        one.save()

        assert client.get(paper.get_absolute_url()).content == before

    def test_a_paper_of_which_nothing_is_known_has_a_page(self, client):
        paper = PaperFactory(reference="", name="W" * 500)
        ConsultationFactory(paper=paper, meeting=None, organization=None)

        response = client.get(paper.get_absolute_url())

        assert response.context["standing"] == "Noch kein Ergebnis veröffentlicht."
        assert facts_of(response).keys() == {"Körperschaft", "Art", "Öffentlichkeit"}


class TestOrganization:
    def test_the_page_tells_meetings_members_and_papers(self, client):
        council = OrganizationFactory(name="Rat", start_date=date(2013, 1, 1))
        for days in (-2, -1, 0, 3):
            MeetingFactory(name=f"Tag {days}", organization=council, start=NOW + timedelta(days=days))
        for name, values in [
            ("Ada", {"role": "Vorsitz"}),
            ("Bo", {"end_date": date(2025, 3, 9)}),
            ("Cem", {"draft": True}),
            ("Dana", {"person__withdrawn": True}),
        ]:
            MembershipFactory(organization=council, person__name=name, **values)
        ConsultationFactory(paper__name="Beitritt", meeting=council.meetings.first())
        ConsultationFactory(paper__name="geheim", meeting=council.meetings.first(), draft=True)

        context = client.get(council.get_absolute_url()).context

        shown = {
            name: [row[0].text for row in context[name].rows]
            for name in ("coming", "past", "members", "former_members", "papers")
        }
        assert shown == {
            "coming": ["Tag 0", "Tag 3"],
            "past": ["Tag -1", "Tag -2"],
            "members": ["Ada"],
            "former_members": ["Bo"],
            "papers": ["Beitritt"],
        }

    def test_a_member_sent_by_somebody_says_by_whom_and_since_when(self, client):
        faction = OrganizationFactory(name="Fraktion Bunt", short_name="Bunt")
        one = MembershipFactory(on_behalf_of=faction, start_date=date(2020, 11, 1), role="")

        (row,) = client.get(one.organization.get_absolute_url()).context["members"].rows

        assert [cell.text for cell in row[1:]] == ["Mitglied", "Bunt", "seit 1. November 2020"]
        assert row[2].url == faction.get_absolute_url()


class TestBody:
    def test_the_page_tells_facts_committees_meetings_and_papers(self, client):
        body = BodyFactory(name="Verband", classification="Zweckverband", website="https://verband.example/")
        LegislativeTermFactory(body=body, name="WP 18", start_date=date(2020, 11, 1), end_date=date(2025, 10, 31))
        LegislativeTermFactory(body=body, name="geheim", draft=True)
        council = OrganizationFactory(body=body, name="Rat")
        MeetingFactory(name="Morgen", organization=council, start=NOW + timedelta(days=1))
        PaperFactory(body=body, name="Beitritt")
        PaperFactory(body=body, draft=True)

        response = client.get(body.get_absolute_url())

        shown = {
            name: [row[0].text for row in response.context[name].rows]
            for name in ("organizations", "coming", "past", "papers")
        }
        assert shown == {"organizations": ["Rat"], "coming": ["Morgen"], "past": [], "papers": ["Beitritt"]}
        assert facts_of(response) == {
            "Art": "Zweckverband",
            "Internetseite": "https://verband.example/",
            "Wahlperioden": "WP 18 (2020–2025)",
        }

    @pytest.mark.parametrize(("state", "expected"), [({}, "Region"), ({"withdrawn": True}, "")])
    def test_the_partner_is_named_only_where_it_is_visible(self, client, state, expected):
        partner = PartnerFactory(name="Region", **state)
        body = BodyFactory(partner=partner)

        response = client.get(body.get_absolute_url())

        assert facts_of(response).get("Als Partner", "") == expected
        assert (partner.public_id in response.text) == bool(expected)


class TestMeeting:
    def test_the_head_says_when_and_where(self, client):
        meeting = MeetingFactory(
            name="12. Sitzung",
            reference="SI/12",
            organization__name="Rat",
            organization__body__name="Verband",
            start=datetime(2025, 3, 31, 15, tzinfo=UTC),
            end=datetime(2025, 3, 31, 16, 30, tzinfo=UTC),
            room="Saal 1",
            location=LocationFactory(
                description="Kreishaus", street_address="Markt 1", postal_code="52000", locality="Musterstadt"
            ),
            meeting_state="eingeladen",
        )

        assert facts_of(client.get(meeting.get_absolute_url())) == {
            "Gremium": "Rat",
            "Körperschaft": "Verband",
            "Beginn": "31. März 2025, 17:00 Uhr",
            "Ende": "18:30 Uhr",
            "Raum": "Saal 1",
            "Ort": "Kreishaus, Markt 1, 52000 Musterstadt",
            "Sitzungsnummer": "SI/12",
            "Stand": "eingeladen",
        }

    def test_a_hidden_place_is_not_named(self, client):
        meeting = MeetingFactory(location=LocationFactory(description="Geheimer Ort", draft=True))

        assert "Geheimer Ort" not in client.get(meeting.get_absolute_url()).text

    def test_a_cancelled_meeting_says_so_first(self, client):
        assert "Diese Sitzung ist abgesagt" in client.get(MeetingFactory(cancelled=True).get_absolute_url()).text

    def test_the_agenda_has_public_items_with_papers_and_results(self, client):
        meeting = MeetingFactory()
        first = AgendaItemFactory(meeting=meeting, order=1, number="Ö 5", name="Beitritt")
        AgendaItemFactory(meeting=meeting, order=2, public=False, name="Grundstück")
        AgendaItemFactory(meeting=meeting, order=3, name="Verschiedenes")
        shown = ConsultationFactory(
            meeting=meeting,
            agenda_item=first,
            paper__reference="2025/020",
            result="empfohlen",
            result_kind="recommended",
        )
        ConsultationFactory(meeting=meeting, agenda_item=first, paper__draft=True)

        response = client.get(meeting.get_absolute_url())

        paper = shown.paper
        assert [
            (line.number, line.name, line.papers, line.result_kind, line.result_label, line.has_badge)
            for line in response.context["agenda"]
        ] == [
            (
                "Ö\N{NO-BREAK SPACE}5",
                "Beitritt",
                [PaperLink("2025/020", paper.name, paper.get_absolute_url())],
                "recommended",
                "empfohlen",
                True,
            ),
            ("", "Verschiedenes", [], None, None, True),
        ]
        assert "Grundstück" not in response.text

    def test_no_result_is_awaited_before_the_meeting(self, client):
        meeting = MeetingFactory(start=NOW)
        AgendaItemFactory(meeting=meeting)

        assert "noch kein Ergebnis" not in client.get(meeting.get_absolute_url()).text


class TestAgendaItem:
    def test_the_page_has_result_votes_texts_and_papers(self, client):
        item = AgendaItemFactory(
            number="Ö 5",
            meeting__name="12. Sitzung",
            meeting__organization__name="Rat",
            meeting__organization__body__name="Verband",
            result="ungeändert beschlossen",
            result_kind="accepted",
            votes_yes=12,
            votes_no=0,
            resolution_text="Der Verband tritt bei.",
            minutes_text="Es wird beraten.",
            result_published_on=date(2025, 2, 3),
        )
        paper = ConsultationFactory(meeting=item.meeting, agenda_item=item).paper
        hidden = ConsultationFactory(meeting=item.meeting, agenda_item=item, paper__draft=True).paper
        FileFactory(paper=None, agenda_item=item, name="Präsentation")

        response = client.get(item.get_absolute_url())

        assert facts_of(response) == {
            "Sitzung": "12. Sitzung",
            "Beginn": "1. März 2024, 18:00 Uhr",
            "Gremium": "Rat",
            "Körperschaft": "Verband",
            "Nummer": "Ö 5",
            "Ergebnis, wie geschrieben": "ungeändert beschlossen",
            "Ergebnis": "beschlossen",
            "Abstimmung": "Ja: 12, Nein: 0",
            "Ergebnis bekannt seit": "3. Februar 2025",
        }
        assert [(one.heading, one.text) for one in response.context["passages"]] == [
            ("Beschluss", "Der Verband tritt bei."),
            ("Niederschrift", "Es wird beraten."),
        ]
        assert response.context["papers"] == [PaperLink(paper.reference, paper.name, paper.get_absolute_url())]
        assert [line.name for line in response.context["files"]] == ["Präsentation"]
        assert hidden.public_id not in response.text

    def test_the_neighbours_are_the_nearest_visible_items(self, client):
        meeting = MeetingFactory()
        items = [AgendaItemFactory(meeting=meeting, order=order, public=order != 2) for order in (1, 2, 3, 4)]

        context = client.get(items[2].get_absolute_url()).context

        assert (context["previous"], context["following"]) == (items[0], items[3])


class TestCalendar:
    def test_the_month_of_the_question_is_shown(self, client):
        inside = MeetingFactory(start=datetime(2025, 4, 30, 21, 59, tzinfo=UTC))
        after = MeetingFactory(start=datetime(2025, 4, 30, 22, 0, tzinfo=UTC))
        hidden = MeetingFactory(start=datetime(2025, 4, 10, tzinfo=UTC), draft=True)

        response = client.get("/sitzungen/kalender/", {"monat": "2025-04"})

        assert inside.get_absolute_url() in response.text
        assert after.public_id not in response.text
        assert hidden.public_id not in response.text
        assert response.context["title"] == "April 2025"

    def test_without_a_question_the_present_month_is_shown(self, client):
        assert client.get("/sitzungen/kalender/").context["title"] == "März 2025"

    @pytest.mark.parametrize("month", ["", "2025", "2025-13", "1989-12", "2101-01", "x" * 300, "2025-04'"])
    def test_what_is_no_month_is_not_found(self, client, month):
        assert client.get("/sitzungen/kalender/", {"monat": month}).status_code == 404


def full_paper(rows):
    paper = PaperFactory(lead_organization=OrganizationFactory())
    for number in range(rows):
        meeting = MeetingFactory(name="")
        item = AgendaItemFactory(meeting=meeting)
        ConsultationFactory(paper=paper, meeting=meeting, agenda_item=item)
        PaperSectionFactory(paper=paper, position=number + 1)
        FileFactory(paper=paper)
        PaperRelationFactory(from_paper=paper)
        PaperRelationFactory(to_paper=paper)
    return paper


def full_organization(rows):
    organization = OrganizationFactory()
    for number in range(rows):
        for day in (NOW + timedelta(days=number), NOW - timedelta(days=number + 1)):
            meeting = MeetingFactory(organization=organization, name="", start=day, location=LocationFactory())
        MembershipFactory(organization=organization, on_behalf_of=OrganizationFactory())
        ConsultationFactory(meeting=meeting, agenda_item=AgendaItemFactory(meeting=meeting))
    return organization


def full_body(rows):
    body = BodyFactory(partner=PartnerFactory())
    for number in range(rows):
        LegislativeTermFactory(body=body)
        for day in (NOW + timedelta(days=number), NOW - timedelta(days=number + 1)):
            meeting = MeetingFactory(organization__body=body, name="", start=day, location=LocationFactory())
        item = AgendaItemFactory(meeting=meeting)
        ConsultationFactory(paper=PaperFactory(body=body), meeting=meeting, agenda_item=item)
    return body


def full_meeting(rows):
    meeting = MeetingFactory(location=LocationFactory())
    for _ in range(rows):
        FileFactory(paper=None, meeting=meeting)
        ConsultationFactory(meeting=meeting, agenda_item=AgendaItemFactory(meeting=meeting))
    return meeting


def full_item(rows):
    item = AgendaItemFactory()
    for _ in range(rows):
        FileFactory(paper=None, agenda_item=item)
        AgendaItemFactory(meeting=item.meeting)
        ConsultationFactory(meeting=item.meeting, agenda_item=item)
    return item


@pytest.mark.parametrize("rows", ONE_AND_MANY)
@pytest.mark.parametrize(
    ("make", "queries"),
    [(full_paper, 15), (full_organization, 10), (full_body, 13), (full_meeting, 5), (full_item, 5)],
)
def test_pages_need_the_same_queries_for_one_row_and_for_thirty(client, django_assert_num_queries, make, queries, rows):
    record = make(rows)

    with django_assert_num_queries(queries):
        response = client.get(record.get_absolute_url())

    assert response.status_code == 200


@pytest.mark.parametrize("rows", ONE_AND_MANY)
def test_the_calendar_needs_two_queries_whatever_the_meetings(client, django_assert_num_queries, rows):
    MeetingFactory.create_batch(rows, name="", start=NOW, location=LocationFactory())

    with django_assert_num_queries(2):
        response = client.get(reverse("council:meeting_calendar"))

    assert response.text.count("p-day__time") == rows


@pytest.mark.parametrize(
    "make",
    [PaperFactory, OrganizationFactory, BodyFactory, MeetingFactory, AgendaItemFactory],
)
def test_an_address_without_words_leads_to_the_one_with_them(client, make):
    record = make()
    url = record.get_absolute_url()

    response = client.get(url.removesuffix(f"{record.slug}/"))

    assert (response.status_code, response.headers["Location"]) == (301, url)


@pytest.mark.parametrize(
    "make",
    [PaperFactory, OrganizationFactory, BodyFactory, MeetingFactory, AgendaItemFactory],
)
@pytest.mark.parametrize("state", ["draft", "scheduled", "for_the_council"])
def test_a_hidden_record_answers_as_one_that_never_was(client, make, state):
    record = make(**{state: True})
    url = record.get_absolute_url()

    hidden, unknown = client.get(url), client.get(url.replace(record.public_id, "2222222222"))

    assert (hidden.status_code, hidden.content) == (404, unknown.content)


@pytest.mark.parametrize(("state", "shown"), [({}, True), ({"draft": True}, False)])
def test_the_page_of_a_partner_links_the_visible_body_kept_as_it(state, shown):
    body = BodyFactory(name="Zweckverband", partner=PartnerFactory(), **state)
    template = Template("{% load council_panels %}{% partner_body partner %}")

    drawn = template.render(Context({"partner": body.partner}))

    assert (body.get_absolute_url() in drawn, bool(drawn.strip())) == (shown, shown)
