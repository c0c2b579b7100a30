from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse

from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConsultationFactory,
    LocationFactory,
    MeetingFactory,
    OrganizationFactory,
    PaperFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
ONE_AND_MANY = [1, pytest.param(30, marks=pytest.mark.slow)]  # some hundred records have to be made


@pytest.fixture(autouse=True)
def _fixed_time():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def listed(client):
    """The records that a list shows for the given filters, by the first cell of each row."""

    def ask(name, **filters):
        response = client.get(f"{reverse(f'council:{name}')}?{urlencode(filters)}")
        return [row[0].text for row in response.context["table"].rows]

    return ask


def row_of(client, name):
    (row,) = client.get(reverse(f"council:{name}")).context["table"].rows
    return [cell.text for cell in row]


class TestPapers:
    @pytest.mark.parametrize(
        ("given", "asked", "found"),
        [
            ("2025/020", "2025/020", True),
            ("2025/020", "2025/20", True),
            ("2025/020", "2025 / 020", True),
            ("2025/020", "2025/0", True),
            ("2025/020", "2025/2", False),
            ("2025/20", "2025/020", True),
            ("FB 02/0083/WP16", "fb02/83/wp16", True),
            ("FB 02/0083/WP16", "0083", True),
            ("19-11844", "19.11844", False),
            ("19-11844", "(", False),
        ],
    )
    def test_a_number_is_found_in_every_spelling(self, listed, given, asked, found):
        PaperFactory(reference=given, name="Beitritt")

        assert listed("paper_list", suche=asked) == (["Beitritt"] if found else [])

    @pytest.mark.parametrize(
        ("asked", "found"),
        [("grün", True), ("GRUENE wasserstoff", True), ("fördern", False), ("%", False), ("  Straße ", True)],
    )
    def test_words_of_the_subject_are_found_whatever_case_umlauts_and_order(self, listed, asked, found):
        PaperFactory(name="Wasserstoff-Strasse für grüne Betriebe")

        assert listed("paper_list", suche=asked) == (["Wasserstoff-Strasse für grüne Betriebe"] if found else [])

    def test_body_kind_and_period_narrow_the_list(self, listed):
        body = BodyFactory(slug_name="verband")
        PaperFactory(name="A", body=body, paper_kind="report", date=date(2025, 1, 31))
        PaperFactory(name="B", body=body, paper_kind="motion", date=date(2025, 2, 1))
        PaperFactory(name="C", paper_kind="report")

        assert listed("paper_list", koerperschaft="verband") == ["B", "A"]
        assert listed("paper_list", art="report") == ["A", "C"]
        assert listed("paper_list", von="2025-02-01") == ["B"]
        assert listed("paper_list", bis="2025-01-31") == ["A"]

    def test_the_newest_stand_first_and_those_without_date_last(self, listed):
        PaperFactory(name="ohne", reference="1")
        PaperFactory(name="alt", reference="3", date=date(2024, 1, 1))
        PaperFactory(name="neu", reference="2", date=date(2025, 1, 1))

        assert listed("paper_list") == ["neu", "alt", "ohne"]
        assert listed("paper_list", sortierung="nummer") == ["ohne", "neu", "alt"]
        assert listed("paper_list", sortierung="betreff") == ["alt", "neu", "ohne"]

    def test_the_day_of_consultation_counts_before_the_date_of_the_paper(self, listed):
        ConsultationFactory(paper__name="beraten", meeting=None, date=date(2025, 4, 8), organization=None)
        ConsultationFactory(paper__name="in Sitzung", meeting__start=datetime(2024, 10, 28, 23, 30, tzinfo=UTC))
        PaperFactory(name="nur datiert", date=date(2024, 12, 1))

        assert listed("paper_list") == ["beraten", "nur datiert", "in Sitzung"]
        assert listed("paper_list", von="2024-10-29", bis="2024-12-01") == ["nur datiert", "in Sitzung"]
        assert listed("paper_list", bis="2024-10-28") == []

    def test_a_hidden_meeting_gives_a_paper_no_day(self, listed):
        ConsultationFactory(paper__name="A", meeting__draft=True, meeting__start=datetime(2025, 1, 1, 12, tzinfo=UTC))

        assert listed("paper_list", von="2025-01-01") == []

    def test_a_committee_finds_the_papers_that_visited_it(self, listed):
        committee = OrganizationFactory()
        ConsultationFactory.create_batch(2, paper__name="A", meeting__organization=committee)
        ConsultationFactory(paper__name="B")
        ConsultationFactory(paper__name="C", meeting__organization=committee, draft=True)

        assert listed("paper_list", gremium=committee.public_id) == ["A", "A"]

    def test_a_result_finds_the_papers_whose_row_shows_it(self, listed):
        def paper(name, *results):
            made = PaperFactory(name=name)
            for role, result in results:
                ConsultationFactory(paper=made, role_kind=role, result_kind=result)

        paper("beschlossen", ("preliminary", "recommended"), ("decision", "accepted"), ("notice", "noted"))
        paper("empfohlen", ("preliminary", "recommended"), ("decision", ""))
        paper("offen", ("decision", ""))
        paper("ohne Beratung")

        assert listed("paper_list", ergebnis="accepted") == ["beschlossen"]
        assert listed("paper_list", ergebnis="recommended") == ["empfohlen"]
        assert listed("paper_list", ergebnis="noted") == []
        assert listed("paper_list", ergebnis="offen", sortierung="betreff") == ["offen", "ohne Beratung"]

    def test_a_result_of_a_hidden_agenda_item_finds_nothing(self, listed):
        item = AgendaItemFactory(result_kind="rejected", draft=True)
        ConsultationFactory(paper__name="A", meeting=item.meeting, agenda_item=item)

        assert listed("paper_list", ergebnis="rejected") == []
        assert listed("paper_list", ergebnis="offen") == ["A"]

    def test_a_row_says_where_the_paper_is(self, client):
        one = ConsultationFactory(
            paper__reference="2025/020",
            paper__name="Beitritt",
            paper__body__name="Zweckverband",
            paper__body__short_name="ZV",
            paper__paper_kind="proposal",
            meeting__organization__name="Rat",
            meeting__start=datetime(2025, 2, 24, 16, tzinfo=UTC),
            result="ungeändert beschlossen",
            result_kind="accepted",
        )
        expected = ["Beitritt", "2025/020", "ZV", "Beschlussvorlage"]

        assert row_of(client, "paper_list") == [*expected, "24. Februar 2025, Rat", "ungeändert beschlossen"]

        committee = OrganizationFactory(name="Ausschuss")
        ConsultationFactory(
            paper=one.paper, organization=committee, meeting=None, date=date(2025, 3, 10), role_kind="decision"
        )
        assert row_of(client, "paper_list")[4] == "nächste: 10. März 2025, Ausschuss"

    def test_a_paper_of_which_nothing_is_known_has_a_row(self, client):
        PaperFactory(reference="", name="Beitritt", body__name="Verband")

        assert row_of(client, "paper_list") == ["Beitritt", "ohne Nummer", "Verband", "Vorlage", "keine bekannt", ""]
        assert "noch kein Ergebnis veröffentlicht" in client.get("/vorlagen/").text


class TestMeetings:
    def test_past_and_coming_are_told_apart_by_the_local_day(self, listed):
        for name, start in [
            ("gestern", datetime(2025, 3, 9, 22, 59, tzinfo=UTC)),
            ("heute früh", datetime(2025, 3, 9, 23, 0, tzinfo=UTC)),
            ("übermorgen", NOW + timedelta(days=2)),
        ]:
            MeetingFactory(name=name, start=start)

        assert listed("meeting_list") == ["übermorgen", "heute früh", "gestern"]
        assert listed("meeting_list", wann="kommend") == ["heute früh", "übermorgen"]
        assert listed("meeting_list", wann="vergangen") == ["gestern"]
        assert listed("meeting_list", von="2025-03-10", bis="2025-03-10") == ["heute früh"]

    def test_body_and_committee_narrow_the_list(self, listed):
        meeting = MeetingFactory(name="A", organization__body__slug_name="verband")
        MeetingFactory(name="B")

        assert listed("meeting_list", koerperschaft="verband") == ["A"]
        assert listed("meeting_list", gremium=meeting.organization.public_id) == ["A"]

    @pytest.mark.parametrize(
        ("given", "place", "state"),
        [
            ({}, "–", "vorbei"),
            ({"room": "Saal 1", "cancelled": True}, "Saal 1", "abgesagt"),
            ({"start": NOW, "meeting_state": "eingeladen"}, "–", "eingeladen"),
            ({"start": NOW}, "–", "steht bevor"),
        ],
    )
    def test_a_row_says_when_where_and_whether(self, client, given, place, state):
        start = given.pop("start", datetime(2025, 2, 24, 16, tzinfo=UTC))
        MeetingFactory(name="", organization__name="Rat", organization__body__short_name="ZV", start=start, **given)
        day, words = ("10.03.2025", "10. März 2025, 09:00 Uhr") if start == NOW else (
            "24.02.2025", "24. Februar 2025, 17:00 Uhr"
        )  # fmt: skip

        assert row_of(client, "meeting_list") == [f"Rat am {day}", words, "Rat (ZV)", place, state]

    @pytest.mark.parametrize(("hidden", "place"), [(False, "Kreishaus, Musterstadt"), (True, "–")])
    def test_a_hidden_place_is_not_named(self, client, hidden, place):
        location = LocationFactory(description="Kreishaus", locality="Musterstadt", draft=hidden)
        MeetingFactory(location=location)

        assert row_of(client, "meeting_list")[3] == place


class TestOrganizations:
    def test_text_body_and_kind_narrow_the_list(self, listed):
        council = OrganizationFactory(name="Rat", body__slug_name="verband")
        OrganizationFactory(name="Fraktion Über", organization_type="Fraktion", body=council.body)
        OrganizationFactory(name="Ausschuss")

        assert listed("organization_list", koerperschaft="verband") == ["Fraktion Über", "Rat"]
        assert listed("organization_list", art="Fraktion") == ["Fraktion Über"]
        assert listed("organization_list", suche="ÜBER") == ["Fraktion Über"]

    def test_a_row_tells_the_next_meeting_that_takes_place(self, client):
        council = OrganizationFactory(name="Rat", body__short_name="ZV", classification="Parlament")
        for days, state in [(-1, {}), (1, {"cancelled": True}), (2, {"draft": True}), (3, {}), (4, {})]:
            MeetingFactory(organization=council, start=NOW + timedelta(days=days), **state)

        assert row_of(client, "organization_list") == ["Rat", "ZV", "Parlament", "13. März 2025, 09:00 Uhr"]


def test_bodies_are_counted_by_what_is_visible(client):
    body = BodyFactory(name="Verband", classification="Zweckverband")
    for state in ({}, {"draft": True}, {"withdrawn": True}):
        OrganizationFactory(body=body, **state)
        PaperFactory(body=body, **state)
    PaperFactory(body=body, publicity="non_public")

    (card,) = client.get("/koerperschaften/?suche=verb").context["cards"]

    assert (card.title, card.preline, card.meta) == ("Verband", "Zweckverband", ["1 Gremium", "1 Vorlage"])


@pytest.mark.parametrize("name", ["paper_list", "meeting_list"])
def test_hidden_bodies_and_committees_are_no_choice(client, name):
    url = reverse(f"council:{name}")
    before = client.get(url).content

    OrganizationFactory(body=BodyFactory(draft=True))
    hidden = OrganizationFactory(body=BodyFactory(withdrawn=True), name="Geheimer Rat")

    assert client.get(url).content == before
    refused = client.get(url, {"gremium": hidden.public_id})
    assert refused.text.replace(hidden.public_id, "x") == client.get(url, {"gremium": "x"}).text


@pytest.mark.parametrize("name", ["paper_list", "organization_list", "body_list", "meeting_list"])
def test_a_wrong_filter_shows_an_error_and_nothing_else(client, name):
    ConsultationFactory()
    field = {"body_list": "suche"}.get(name, "koerperschaft")

    response = client.get(reverse(f"council:{name}"), {field: "x" * 201})

    assert response.context["count"] == 0
    assert response.context["form"].errors.keys() == {field}


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("paper_list", "Vorlagen"),
        ("organization_list", "Gremien"),
        ("body_list", "Körperschaften"),
        ("meeting_list", "Sitzungen"),
    ],
)
def test_an_empty_list_says_why(client, name, plural):
    url = reverse(f"council:{name}")

    assert f"Noch keine {plural} veröffentlicht" in client.get(url).text
    assert f"Keine {plural} gefunden" in client.get(url, {"suche": "x"}).text


@pytest.mark.parametrize("rows", ONE_AND_MANY)
@pytest.mark.parametrize(
    ("name", "queries"), [("paper_list", 7), ("organization_list", 4), ("body_list", 2), ("meeting_list", 5)]
)
def test_lists_need_the_same_queries_for_one_row_and_for_thirty(client, django_assert_num_queries, name, queries, rows):
    for number in range(rows):
        body = BodyFactory()
        meeting = MeetingFactory(
            name="", organization__body=body, location=LocationFactory(), start=NOW + timedelta(days=number)
        )
        item = AgendaItemFactory(meeting=meeting)
        ConsultationFactory.create_batch(2, paper=PaperFactory(body=body), meeting=meeting, agenda_item=item)

    with django_assert_num_queries(queries):
        response = client.get(reverse(f"council:{name}"))

    assert response.context["count"] == rows
