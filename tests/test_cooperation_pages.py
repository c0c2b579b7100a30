from datetime import UTC, date, datetime

import pytest

from cooperations.as_of import AsOf, read_as_of
from cooperations.display import cooperation_cards, measures_by_topic
from cooperations.models import Cooperation, Measure, Milestone, Participation
from cooperations.panels import cooperations_at, references_of
from cooperations.parties import Party, PartyGroup, party_count, state_on
from cooperations.timeline import timeline
from publication.dates import VagueDate
from publication.display import Card
from publication.timeline import Source, TimelineEntry, shown
from tests.factories import (
    AgendaItemFactory,
    AgreementFactory,
    AgreementFileFactory,
    ConsultationFactory,
    CooperationFactory,
    CouncilReferenceFactory,
    MeasureFactory,
    MeetingFactory,
    MilestoneFactory,
    OrganizationFactory,
    PaperFactory,
    ParticipationFactory,
    PartnerFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 1)
SECRET = "Kronjuwel"  # a word that stands in hidden records only
LIST = "/kooperationen/"
TIMELINE = 12  # queries
FEW_AND_MANY = [1, pytest.param(30, marks=pytest.mark.slow)]  # thirty rows of everything take time to be written


def parties_of(state):
    return [(group.role_label, [party.name for party in group.parties]) for group in state.groups]


class TestStateOnADay:
    def test_the_cluster_alliance_grows_from_eight_to_ten_parties(self):
        cooperation = CooperationFactory()
        ParticipationFactory.create_batch(8, cooperation=cooperation, start=date(2024, 9, 24))
        ParticipationFactory.create_batch(2, cooperation=cooperation, role="acceded", start=date(2025, 2, 24))

        days = [date(2024, 9, 23), date(2024, 9, 24), date(2025, 2, 23), date(2025, 2, 24), date(2090, 1, 1)]

        assert [state_on(cooperation, day).party_count for day in days] == [0, 8, 8, 10, 10]

    def test_parties_stand_by_role_and_by_beginning(self):
        cooperation = CooperationFactory()
        partner = PartnerFactory(name="Agentur")
        since = {"cooperation": cooperation, "start": date(2024, 9, 1)}
        ParticipationFactory(partner=PartnerFactory(name="Freunde"), role="supporter", start_precision="month", **since)
        ParticipationFactory(partner=PartnerFactory(name="Kammer"), remark="vertritt alle", **since)
        ParticipationFactory(partner=partner, role="coordinator", end=date(2027, 1, 1), end_precision="year", **since)

        state = state_on(cooperation, TODAY)

        assert parties_of(state) == [
            ("Koordination", ["Agentur"]), ("Unterzeichner", ["Kammer"]), ("Unterstützer", ["Freunde"]),
        ]  # fmt: skip
        assert state.groups[0] == PartyGroup(
            "Koordination", [Party("Agentur", partner.get_absolute_url(), "seit 1. September 2024", "bis 2027")]
        )
        assert state.groups[1].parties[0].note == "vertritt alle"
        assert state.groups[2].parties[0].since_text == "seit September 2024"
        assert state.sentence == "1 Vertragspartner am 1. Mai 2026"

    def test_who_signed_and_acceded_counts_once(self):
        first = ParticipationFactory()
        ParticipationFactory(cooperation=first.cooperation, partner=first.partner, role="acceded")

        assert state_on(first.cooperation, TODAY).party_count == 1
        assert Cooperation.visible.annotate(parties=party_count(TODAY)).get().parties == 1

    @pytest.mark.parametrize(
        "hidden", [{"draft": True}, {"withdrawn": True}, {"for_the_council": True}, {"partner__withdrawn": True}]
    )
    def test_hidden_parts_are_neither_shown_nor_counted(self, hidden):
        cooperation = CooperationFactory()
        ParticipationFactory(cooperation=cooperation)
        before = state_on(cooperation, TODAY), cooperation_cards([cooperation], TODAY)

        ParticipationFactory(cooperation=cooperation, **hidden)

        assert (state_on(cooperation, TODAY), cooperation_cards([cooperation], TODAY)) == before
        assert Cooperation.visible.annotate(parties=party_count(TODAY)).get().parties == 1

    @pytest.mark.parametrize(
        ("period", "day", "expected"),
        [
            ({"start": date(2024, 9, 1), "start_precision": "month"}, date(2024, 8, 31), (0, False)),
            ({"start": date(2024, 9, 1), "start_precision": "month"}, date(2024, 9, 1), (1, True)),
            ({"start": date(2024, 9, 1), "start_precision": "month"}, date(2024, 9, 30), (1, False)),
            ({"start": None}, date(1950, 1, 1), (1, True)),
            ({"start": date(2020, 1, 1), "end": date(2024, 5, 2)}, date(2024, 5, 2), (1, False)),
            ({"start": date(2020, 1, 1), "end": date(2024, 5, 2)}, date(2024, 5, 3), (0, False)),
            (
                {"start": date(2020, 1, 1), "end": date(2024, 5, 1), "end_precision": "month"},
                date(2024, 5, 31), (1, True),
            ),
            (
                {"start": date(2020, 1, 1), "end": date(2024, 5, 1), "end_precision": "month"},
                date(2024, 6, 1), (0, False),
            ),
            (
                {"start": date(2020, 1, 1), "end": date(2024, 12, 1), "end_precision": "season"},
                date(2025, 2, 28), (1, True),
            ),
            (
                {"start": date(2020, 1, 1), "end": date(2024, 12, 1), "end_precision": "season"},
                date(2025, 3, 1), (0, False),
            ),
            (
                {"start": date(2020, 1, 1), "end": date(2024, 1, 1), "end_precision": "year"},
                date(2024, 12, 31), (1, True),
            ),
            (
                {"start": date(2020, 1, 1), "end": date(2024, 1, 1), "end_precision": "year"},
                date(2025, 1, 1), (0, False),
            ),
        ],
    )  # fmt: skip
    def test_vague_dates_count_from_the_earliest_to_the_latest_day(self, period, day, expected):
        part = ParticipationFactory(**period)

        state = state_on(part.cooperation, day)

        assert (state.party_count, state.is_unsure) == expected


class TestTheDayAskedFor:
    def test_without_a_question_it_is_today(self):
        assert read_as_of(None, TODAY) == read_as_of(" ", TODAY) == AsOf(TODAY, "2026-05-01")

    @pytest.mark.parametrize("text", ["2024-10-01", "01.10.2024", "1.10.2024", " 2024-10-01 "])
    def test_days_are_read_as_browsers_and_as_people_write_them(self, text):
        assert read_as_of(text, TODAY) == AsOf(date(2024, 10, 1), "2024-10-01", is_asked=True)

    def test_days_to_come_may_be_asked_for(self):
        assert read_as_of("2090-01-01", TODAY).day == date(2090, 1, 1)

    @pytest.mark.parametrize(
        "text", ["2024-02-30", "gestern", "0001-01-01", "9999-12-31", "1" * 500, "\0", "2024-W01-1"]
    )
    def test_what_is_no_day_is_said_so_and_today_is_shown(self, text):
        as_of = read_as_of(text, TODAY)

        assert (as_of.day, as_of.is_asked) == (TODAY, False)
        assert "Bitte wählen Sie einen Tag" in as_of.error
        assert len(as_of.error) < 200

    def test_the_page_answers_for_a_past_day_and_leads_back(self, client):
        cooperation = CooperationFactory()
        ParticipationFactory.create_batch(8, cooperation=cooperation, start=date(2024, 9, 24))
        ParticipationFactory(cooperation=cooperation, start=date(2025, 2, 24), partner__name="Später Gast")
        MilestoneFactory(cooperation=cooperation, kind=Milestone.Kind.VISIT, day=date(2024, 1, 1))
        MilestoneFactory(cooperation=cooperation, kind=Milestone.Kind.SIGNING, day=date(2025, 1, 1))
        url = cooperation.get_absolute_url()

        response = client.get(url, {"stand": "2024-10-01"})

        assert "8 Vertragspartner am 1. Oktober 2024" in response.text
        assert "Später Gast" not in str(response.context["state"])
        assert response.context["stage_then"].label == "in Vorbereitung"
        assert response.context["stage"].label == "vereinbart"
        assert f'<a class="p-asof__reset" href="{url}">' in response.text

    def test_the_page_still_works_when_the_day_cannot_be_read(self, client):
        participation = ParticipationFactory()

        response = client.get(participation.cooperation.get_absolute_url(), {"stand": '"><script>'})

        assert response.status_code == 200
        assert "„&quot;&gt;&lt;script&gt;“ ist kein Datum" in response.text
        assert participation.partner.name in response.text

    def test_what_is_uncertain_about_the_day_is_said(self, client):
        part = ParticipationFactory(start=date(2024, 1, 1), start_precision="year")
        url = part.cooperation.get_absolute_url()
        hint = "ab dem frühesten möglichen Tag"

        assert hint in client.get(url, {"stand": "2024-03-01"}).text
        assert hint not in client.get(url, {"stand": "2025-03-01"}).text


class TestTimeline:
    def test_milestones_and_consultations_stand_in_one_order(self):
        cooperation = CooperationFactory()
        paper = PaperFactory(name="Beitritt zum Bündnis", reference="2024/7")
        CouncilReferenceFactory(cooperation=cooperation, paper=paper)
        meeting = MeetingFactory(start=datetime(2024, 3, 1, 23, 30, tzinfo=UTC), organization__name="Regionalausschuss")
        item = AgendaItemFactory(meeting=meeting, result="ungeändert beschlossen", result_kind="accepted")
        decided = ConsultationFactory(paper=paper, meeting=meeting, agenda_item=item, role_kind="decision")
        noted = ConsultationFactory(
            paper=paper, meeting=None, organization=None, date=date(2024, 5, 2), result_kind="noted"
        )
        ConsultationFactory(paper=paper, meeting=None, organization=None)
        signing = MilestoneFactory(
            cooperation=cooperation, kind="signing", day=date(2024, 3, 1), day_precision="month", title="Unterschrift",
            description="Im Rathaus.", paper=paper,
        )  # fmt: skip
        event = MilestoneFactory(
            cooperation=cooperation, day=date(2023, 1, 1), title="Treffen", source_url="https://a.example/b"
        )
        source = Source("Vorlage 2024/7", paper.get_absolute_url())

        assert timeline(cooperation, TODAY) == [
            TimelineEntry(
                VagueDate(date(2023, 1, 1)), "Treffen", "https://a.example/b", "event", "Veranstaltung",
                sources=(Source("a.example", "https://a.example/b"),), key=f"milestone-{event.public_id}",
            ),
            TimelineEntry(
                VagueDate(date(2024, 3, 1), "month"), "Unterschrift", paper.get_absolute_url(), "signing",
                "Unterzeichnung", "Im Rathaus.", (source,), f"milestone-{signing.public_id}", stage="vereinbart",
            ),
            TimelineEntry(
                VagueDate(date(2024, 3, 2)), "Beitritt zum Bündnis", paper.get_absolute_url(), "decision", "Beschluss",
                "Regionalausschuss: ungeändert beschlossen",
                (source, Source("Tagesordnungspunkt", item.get_absolute_url())), f"station-{decided.public_id}",
            ),
            TimelineEntry(
                VagueDate(date(2024, 5, 2)), "Beitritt zum Bündnis", paper.get_absolute_url(), "notice",
                "Kenntnisnahme",
                "Gremium nicht bekannt: zur Kenntnis genommen", (source,), f"station-{noted.public_id}",
            ),
        ]  # fmt: skip

    def test_what_happened_on_one_day_in_one_way_is_one_entry(self):
        cooperation = CooperationFactory()
        day = date(2025, 2, 24)
        agreement = AgreementFactory(
            cooperation=cooperation, kind="accession", signed_on=day, title="Beitrittserklärung"
        )
        for name in ("Fachhochschule", "Universität"):
            ParticipationFactory(
                cooperation=cooperation, role="acceded", start=day, partner__name=name, agreement=agreement
            )
        MilestoneFactory(cooperation=cooperation, kind="accession", day=day, title="Zwei treten bei", description="")

        (entry,) = timeline(cooperation, TODAY)

        assert (entry.title, entry.kind, entry.count) == ("Zwei treten bei", "accession", 2)
        assert entry.text == "Beigetreten: Fachhochschule, Universität."
        assert entry.sources == (Source("Beitrittserklärung", f"{cooperation.get_absolute_url()}#vereinbarungen"),)

    @pytest.mark.parametrize(
        ("partners", "title", "text"),
        [
            (1, "P0 unterzeichnet", ""),
            (3, "P0, P1 und P2 unterzeichnen", ""),
            (4, "4 Partner unterzeichnen", "Unterzeichner: P0, P1, P2, P3."),
        ],
    )
    def test_partners_who_join_without_a_milestone_are_an_entry(self, partners, title, text):
        cooperation = CooperationFactory()
        for number in range(partners):
            ParticipationFactory(cooperation=cooperation, partner__name=f"P{number}")

        (entry,) = timeline(cooperation, TODAY)

        assert (entry.title, entry.text, entry.kind, entry.sources) == (title, text, "signing", ())

    def test_who_leaves_and_what_is_due_are_entries(self):
        cooperation = CooperationFactory()
        ParticipationFactory(cooperation=cooperation, partner__name="Gast", start=None, end=date(2025, 5, 1))
        MeasureFactory(cooperation=cooperation, title="Messe", due=date(2025, 6, 1), measure_state="done")
        MeasureFactory(cooperation=cooperation, title="ohne Datum")

        entries = timeline(cooperation, TODAY)

        assert [(entry.title, entry.kind, entry.kind_label) for entry in entries] == [
            ("Gast scheidet aus", "exit", "Austritt"),
            ("Messe", "measure", "Maßnahme, abgeschlossen"),
        ]

    def test_an_agreement_without_a_milestone_is_an_entry_whose_parties_are_told(self):
        agreement = AgreementFactory(title="Vereinbarung", signed_on=date(2024, 2, 1), summary="Zusammen werben.")
        ParticipationFactory(
            cooperation=agreement.cooperation, agreement=agreement, start=date(2024, 2, 1), partner__name="Cluster"
        )

        (entry,) = timeline(agreement.cooperation, TODAY)

        assert (entry.title, entry.text) == ("Vereinbarung", "Zusammen werben. Unterzeichner: Cluster.")

    def test_a_result_where_nobody_decides_is_no_decision_and_a_cancelled_meeting_no_consultation(self):
        reference = CouncilReferenceFactory()
        item = AgendaItemFactory(result_kind="accepted", meeting__organization__name="Beirat")
        ConsultationFactory(paper=reference.paper, meeting=item.meeting, agenda_item=item, role_kind="notice")
        cancelled = MeetingFactory(cancelled=True, organization__name="Rat")
        ConsultationFactory(paper=reference.paper, meeting=cancelled)

        told = {(entry.kind, entry.kind_label, entry.text) for entry in timeline(reference.cooperation, TODAY)}

        assert told == {
            ("meeting", "Kenntnisnahme", "Beirat: beschlossen"),
            ("meeting", "Beratung", "Rat: Sitzung abgesagt"),
        }

    def test_what_is_to_come_is_marked(self):
        cooperation = CooperationFactory()
        MilestoneFactory(cooperation=cooperation, day=TODAY)
        MilestoneFactory(cooperation=cooperation, day=date(2026, 6, 1), day_precision="month")

        entries = shown(timeline(cooperation, TODAY), TODAY)

        assert [(entry.date_text, entry.datetime, entry.is_future) for entry in entries] == [
            ("1. Mai 2026", "2026-05-01", False), ("Juni 2026", "2026-06", True),
        ]  # fmt: skip

    @pytest.mark.parametrize("days", FEW_AND_MANY)
    def test_it_needs_the_same_queries_whatever_its_length(self, django_assert_num_queries, days):
        cooperation = CooperationFactory()
        for _ in range(days):
            item = AgendaItemFactory()
            reference = CouncilReferenceFactory(cooperation=cooperation)
            ConsultationFactory(paper=reference.paper, meeting=item.meeting, agenda_item=item)
            MilestoneFactory(cooperation=cooperation, paper=reference.paper, agenda_item=item)

            ParticipationFactory(cooperation=cooperation, agreement=AgreementFactory(cooperation=cooperation))
            MeasureFactory(cooperation=cooperation, due=date(2024, 5, 1), paper=reference.paper)

        with django_assert_num_queries(TIMELINE):
            assert len(timeline(cooperation, TODAY)) == 3 * days + 1


def hidden_agreement(cooperation):
    agreement = AgreementFactory(cooperation=cooperation, draft=True, title=SECRET)
    ParticipationFactory(cooperation=cooperation, agreement=agreement)


def hidden_paper_of_milestone(cooperation):
    MilestoneFactory(cooperation=cooperation, paper=PaperFactory(publicity="non_public", name=SECRET, reference=SECRET))


def hidden_item_of_milestone(cooperation):
    item = AgendaItemFactory(public=False, name=SECRET, number=SECRET, result=SECRET)
    MilestoneFactory(cooperation=cooperation, agenda_item=item)


def hidden_meeting_of_station(cooperation):
    paper = CouncilReferenceFactory(cooperation=cooperation).paper
    meeting = MeetingFactory(draft=True, start=datetime(2031, 7, 7, 12, tzinfo=UTC), name=SECRET)
    item = AgendaItemFactory(meeting=meeting, name=SECRET, result=SECRET)
    ConsultationFactory(paper=paper, meeting=meeting, agenda_item=item, organization=OrganizationFactory())


def hidden_topic_of_measure(cooperation):
    MeasureFactory(cooperation=cooperation, topic=TopicFactory(draft=True, name=SECRET))


def hidden_paper_of_measure(cooperation):
    MeasureFactory(cooperation=cooperation, paper=PaperFactory(withdrawn=True, name=SECRET, reference=SECRET))


def hidden_responsible_of_measure(cooperation):
    MeasureFactory(cooperation=cooperation).responsible.add(PartnerFactory(draft=True, name=SECRET))


def hidden_topic(cooperation):
    cooperation.topics.add(TopicFactory(for_the_council=True, name=SECRET))


def hidden_umbrella(cooperation):
    cooperation.umbrella = CooperationFactory(scheduled=True, title=SECRET)
    cooperation.save()


def hidden_strand(cooperation):
    CooperationFactory(umbrella=cooperation, draft=True, title=SECRET)


def hidden_paper_of_reference(cooperation):
    CouncilReferenceFactory(cooperation=cooperation, paper__body__draft=True, paper__name=SECRET)


def hidden_parts(cooperation):
    AgreementFactory(cooperation=cooperation, draft=True, title=SECRET)
    AgreementFileFactory(agreement=AgreementFactory(cooperation=cooperation), draft=True, name=SECRET)
    MilestoneFactory(cooperation=cooperation, withdrawn=True, title=SECRET)
    MeasureFactory(cooperation=cooperation, for_the_council=True, title=SECRET)
    ParticipationFactory(cooperation=cooperation, partner__draft=True, partner__name=SECRET)


@pytest.mark.parametrize(
    "hide",
    [
        hidden_agreement, hidden_paper_of_milestone, hidden_item_of_milestone, hidden_meeting_of_station,
        hidden_topic_of_measure, hidden_paper_of_measure, hidden_responsible_of_measure, hidden_topic, hidden_umbrella,
        hidden_strand, hidden_paper_of_reference, hidden_parts,
    ],
)  # fmt: skip
def test_no_page_tells_of_a_hidden_record(client, hide):
    cooperation = CooperationFactory(summary="Zu sehen", internal_note=SECRET)
    cooperation.topics.add(TopicFactory())
    hide(cooperation)
    pages = [LIST, "/kooperationen/netzwerk/", "/themen/", cooperation.get_absolute_url()]
    pages += [cooperation.topics.first().get_absolute_url()]

    texts = [client.get(page).text for page in pages]

    assert all("<h1>" in text for text in texts)
    assert not [page for page, text in zip(pages, texts, strict=True) if SECRET in text or "2031" in text]
    assert "Zu sehen" in texts[0]


class TestDetailPage:
    def test_everything_of_a_cooperation_stands_on_its_page(self, client):
        umbrella = CooperationFactory(title="Großes Dach")
        cooperation = CooperationFactory(
            title="Bündnis", summary="Kurz gesagt.", aims="- Erstes Ziel\n\n• Zweites Ziel", region="Euregio",
            country="BE", umbrella=umbrella,
        )  # fmt: skip
        topic, partner = TopicFactory(name="Energie"), PartnerFactory(name="Kammer", short_name="KA")
        cooperation.topics.add(topic)
        AgreementFileFactory(
            agreement=AgreementFactory(cooperation=cooperation, review_date=date(2027, 1, 2)), name="Urkunde"
        )
        MeasureFactory(
            cooperation=cooperation, topic=topic, title="Messe", measure_state="running", due=date(2026, 7, 1),
            due_precision="month",
        ).responsible.add(partner)  # fmt: skip
        CouncilReferenceFactory(cooperation=cooperation, role="founding", paper__name="Gründung", paper__date=TODAY)
        CooperationFactory(umbrella=cooperation, title="Teilprojekt")

        text = client.get(cooperation.get_absolute_url()).text

        for expected in (
            "Kurz gesagt.", "<li>Erstes Ziel</li><li>Zweites Ziel</li>", "Euregio", "Belgien", "Großes Dach", "Energie",
            "2. Januar 2027", "Urkunde", "Messe", "läuft", '<time datetime="2026-07">Juli 2026</time>', ">KA</a>",
            "Grundsatzbeschluss", "Gründung", "Teilprojekt", "Noch keine Beteiligten veröffentlicht",
        ):  # fmt: skip
            assert expected in text

    def test_a_file_whose_bytes_are_elsewhere_has_no_link(self, client):
        file = AgreementFileFactory(content=None, name="Nur dort")

        assert "Nur dort" not in client.get(file.agreement.cooperation.get_absolute_url()).text

    def test_an_old_address_leads_to_the_present_one(self, client):
        cooperation = CooperationFactory()

        response = client.get(f"/kooperationen/{cooperation.public_id}/?stand=2024-10-01")

        assert (response.status_code, response.url) == (301, f"{cooperation.get_absolute_url()}?stand=2024-10-01")

    def test_hidden_and_unknown_look_alike(self, client):
        hidden = client.get(CooperationFactory(draft=True).get_absolute_url())
        unknown = client.get("/kooperationen/unbekannt/-/")

        assert (hidden.status_code, unknown.status_code) == (404, 404)

    @pytest.mark.parametrize("rows", FEW_AND_MANY)
    def test_it_needs_the_same_queries_whatever_its_rows(self, client, django_assert_num_queries, rows):
        cooperation = CooperationFactory(umbrella=CooperationFactory())
        for _ in range(rows):
            fill(cooperation)

        with django_assert_num_queries(29):
            response = client.get(cooperation.get_absolute_url())

        assert response.text.count("Messestand") == rows


def fill(cooperation):
    topic, item = TopicFactory(), AgendaItemFactory()
    reference = CouncilReferenceFactory(cooperation=cooperation)
    ConsultationFactory(paper=reference.paper, meeting=item.meeting, agenda_item=item)
    MilestoneFactory(cooperation=cooperation, paper=reference.paper, agenda_item=item)
    agreement = AgreementFactory(cooperation=cooperation)
    AgreementFileFactory(agreement=agreement)
    ParticipationFactory(cooperation=cooperation, agreement=agreement)
    measure = MeasureFactory(cooperation=cooperation, topic=topic, paper=reference.paper, title="Messestand")
    measure.responsible.add(PartnerFactory())
    cooperation.topics.add(topic)
    strand = CooperationFactory(umbrella=cooperation)
    strand.topics.add(topic)
    MilestoneFactory(cooperation=strand)


def test_measures_stand_by_topic_and_those_without_a_visible_one_last():
    cooperation = CooperationFactory()
    MeasureFactory(cooperation=cooperation, title="A", topic=TopicFactory(name="Ökologie"))
    MeasureFactory(cooperation=cooperation, title="B", topic=TopicFactory(draft=True, name="Arbeit"))
    MeasureFactory(cooperation=cooperation, title="C", topic=TopicFactory(name="Verkehr"))
    MeasureFactory(cooperation=cooperation, title="D", measure_state=Measure.State.DONE)

    groups = measures_by_topic(cooperation)

    assert [(group.topic and group.topic.label, [one.title for one in group.measures]) for group in groups] == [
        ("Ökologie", ["A"]), ("Verkehr", ["C"]), (None, ["B", "D"]),
    ]  # fmt: skip


class TestList:
    def test_a_card_tells_kind_stage_region_and_parties(self):
        cooperation = CooperationFactory(title="Bündnis", region="Euregio", summary="Worum es geht.")
        ParticipationFactory.create_batch(2, cooperation=cooperation)
        ParticipationFactory(cooperation=cooperation, role="supporter")
        MilestoneFactory(cooperation=cooperation, kind="signing", day=date(2024, 1, 1))
        MilestoneFactory(cooperation=cooperation, kind="end", day=date(2030, 1, 1))
        MilestoneFactory(cooperation=cooperation, kind="suspension", day=date(2025, 1, 1), draft=True)

        assert cooperation_cards(Cooperation.visible.all(), TODAY) == [
            Card(
                title="Bündnis", url=cooperation.get_absolute_url(), preline="Regionales Bündnis",
                text="Worum es geht.", meta=["Euregio", "2 Vertragspartner"], badge_label="vereinbart",
                badge_tone="success",
            )
        ]  # fmt: skip

    @pytest.mark.parametrize("rows", FEW_AND_MANY)
    def test_it_needs_the_same_queries_whatever_its_rows(self, client, django_assert_num_queries, rows):
        for _ in range(rows):
            cooperation = ParticipationFactory().cooperation
            MilestoneFactory(cooperation=cooperation)
            cooperation.topics.add(TopicFactory())

        with django_assert_num_queries(7):
            response = client.get(LIST)

        assert len(response.context["cards"]) == rows

    @pytest.mark.parametrize(
        ("question", "found"),
        [
            ({"suche": "STÄDTE bund"}, ["Städtebund"]),
            ({"suche": "staedte"}, ["Städtebund"]),
            ({"suche": "maas"}, ["Wasserstoff"]),
            ({"art": "contact"}, ["Wasserstoff"]),
            ({"land": "NL"}, ["Wasserstoff"]),
            ({"stufe": "agreed"}, ["Städtebund"]),
            ({"stufe": "ended"}, []),
            ({"sortierung": "partner"}, ["Wasserstoff", "Städtebund"]),
            ({"sortierung": "neu"}, ["Städtebund", "Wasserstoff"]),
            ({"art": "gibt-es-nicht"}, []),
            ({"suche": "\0"}, []),
        ],
    )
    def test_it_can_be_filtered_and_sorted(self, client, question, found):
        alliance = CooperationFactory(title="Städtebund")
        contact = CooperationFactory(title="Wasserstoff", kind="contact", region="Euregio Maas", country="NL")
        MilestoneFactory(cooperation=alliance, kind="signing")
        MilestoneFactory(cooperation=alliance, kind="end", draft=True)
        ParticipationFactory(cooperation=contact)
        ParticipationFactory.create_batch(2, cooperation=alliance, draft=True)

        response = client.get(LIST, question)

        assert [card.title for card in response.context["cards"]] == found

    def test_it_can_be_filtered_by_topic_and_partner(self, client):
        part = ParticipationFactory()
        topic = TopicFactory()
        part.cooperation.topics.add(topic)
        CooperationFactory()

        for question in ({"thema": topic.public_id}, {"partner": part.partner.public_id}):
            cards = client.get(LIST, question).context["cards"]
            assert [card.title for card in cards] == [part.cooperation.title]

    def test_choices_of_filters_hold_visible_records_only(self, client):
        CooperationFactory(draft=True, country="JP")
        topic = TopicFactory(draft=True, name=SECRET)
        part = ParticipationFactory(draft=True, partner__name=SECRET)
        part.cooperation.topics.add(topic)

        text = client.get(LIST).text

        assert SECRET not in text
        assert "Japan" not in text

    @pytest.mark.parametrize("name", ["thema", "partner"])
    def test_asking_for_a_hidden_record_is_like_asking_for_none(self, client, name):
        part = ParticipationFactory(draft=True)
        topic = TopicFactory(draft=True, name="Geheim")
        part.cooperation.topics.add(topic)
        hidden = client.get(LIST, {name: topic.public_id if name == "thema" else part.partner.public_id})
        unknown = client.get(LIST, {name: "unbekannt"})

        assert list(hidden.context["cards"]) == list(unknown.context["cards"]) == []
        assert hidden.context["form"].errors == unknown.context["form"].errors

    def test_an_empty_portal_says_so(self, client):
        assert "Noch ist keine Kooperation veröffentlicht" in client.get(LIST).text


class TestTopics:
    def test_numbers_count_visible_rows_only(self, client):
        topic = TopicFactory(name="Energie")
        for state in ({}, {"draft": True}):
            CooperationFactory(**state).topics.add(topic)
            MeasureFactory(topic=topic, **state)
        MeasureFactory(topic=topic, cooperation__draft=True)

        (card,) = client.get("/themen/").context["cards"]

        assert card == Card(title="Energie", url=topic.get_absolute_url(), meta=["1 Kooperation", "1 Maßnahme"])

    def test_its_page_lists_cooperations_and_measures(self, client):
        measure = MeasureFactory(topic=TopicFactory(description="Worum es geht"), title="Messe")
        measure.cooperation.topics.add(measure.topic)

        text = client.get(measure.topic.get_absolute_url()).text

        assert "Worum es geht" in text
        assert "Messe" in text
        assert measure.cooperation.title in text

    def test_it_can_be_searched(self, client):
        TopicFactory(name="Ökologie")
        TopicFactory(name="Verkehr")

        assert [card.title for card in client.get("/themen/", {"suche": "öko"}).context["cards"]] == ["Ökologie"]

    @pytest.mark.parametrize("rows", FEW_AND_MANY)
    def test_list_and_page_need_the_same_queries_whatever_their_rows(self, client, django_assert_num_queries, rows):
        topics = TopicFactory.create_batch(rows)
        for _ in range(rows):
            measure = MeasureFactory(topic=topics[0], paper=PaperFactory())
            measure.responsible.add(PartnerFactory())
            measure.cooperation.topics.set(topics[:1])
            MilestoneFactory(cooperation=measure.cooperation)
            ParticipationFactory(cooperation=measure.cooperation)

        with django_assert_num_queries(4):
            client.get("/themen/")
        with django_assert_num_queries(8):
            client.get(topics[0].get_absolute_url())


class TestPanels:
    def test_a_paper_names_the_cooperations_it_concerns(self):
        paper = PaperFactory()
        cooperation = CooperationFactory(title="Bündnis")
        for role in ("report", "budget"):
            CouncilReferenceFactory(cooperation=cooperation, paper=paper, role=role)
        CouncilReferenceFactory(cooperation=CooperationFactory(draft=True), paper=paper)
        CouncilReferenceFactory(cooperation=CooperationFactory(), paper=paper, draft=True)

        (reference,) = references_of(paper)

        assert (reference.title, reference.url, reference.roles) == (
            "Bündnis", cooperation.get_absolute_url(), "Haushalt, Bericht",
        )  # fmt: skip

    def test_an_agenda_item_names_cooperations_by_milestone_and_by_paper(self):
        item = AgendaItemFactory()
        by_milestone = MilestoneFactory(agenda_item=item, cooperation__title="A").cooperation
        reference = CouncilReferenceFactory(cooperation__title="B")
        ConsultationFactory(paper=reference.paper, meeting=item.meeting, agenda_item=item)
        MilestoneFactory(agenda_item=item, draft=True)
        ConsultationFactory(paper=CouncilReferenceFactory().paper, meeting=item.meeting, agenda_item=item, draft=True)

        assert cooperations_at(item) == [by_milestone, reference.cooperation]


def test_every_role_has_its_place_among_the_parties():
    cooperation = CooperationFactory()
    for role in Participation.Role:
        ParticipationFactory(cooperation=cooperation, role=role)

    assert [label for label, _ in parties_of(state_on(cooperation, TODAY))] == [
        role.label for role in Participation.Role
    ]
