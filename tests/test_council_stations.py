from datetime import UTC, date, datetime

import pytest

from council.models import Paper
from council.stations import next_station, outcome, outcome_kind, standing, stations, with_stations
from council.timeline import timeline
from publication.dates import VagueDate
from publication.timeline import Source, TimelineEntry
from tests.factories import (
    AgendaItemFactory,
    ConsultationFactory,
    MeetingFactory,
    OrganizationFactory,
    PaperFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2025, 3, 10)
PAST, COMING = datetime(2025, 2, 24, 16, tzinfo=UTC), datetime(2025, 3, 31, 15, tzinfo=UTC)


def steps_of(paper, today=TODAY):
    return stations(with_stations(Paper.visible.all()).get(pk=paper.pk), today)


def station(paper, *, at=PAST, organization="Rat", role="preliminary", result="", words="", **values):
    """A station at a meeting of `organization` whose result stands on the paper's own page."""
    meeting = at and MeetingFactory(organization__name=f"{organization} {paper.consultations.count()}", start=at)
    organization = meeting.organization if meeting else OrganizationFactory(name=organization)
    return ConsultationFactory(
        paper=paper,
        meeting=meeting,
        organization=organization,
        role_kind=role,
        result_kind=result,
        result=words,
        **values,
    )


def sentence(*given):
    paper = PaperFactory()
    for values in given:
        station(paper, **values)
    return standing(steps_of(paper), TODAY)


class TestStanding:
    def test_a_decision_of_a_body_that_decides_is_told_with_day_and_place(self):
        assert sentence({"role": "decision", "result": "amended"}) == (
            "Geändert beschlossen am 24. Februar 2025 (Rat 0)."
        )

    def test_an_authoritative_station_decides_whatever_its_role(self):
        assert sentence({"role": "hearing", "authoritative": True, "result": "rejected"}) == (
            "Abgelehnt am 24. Februar 2025 (Rat 0)."
        )

    @pytest.mark.parametrize("role", ["preliminary", "decision"])
    def test_a_recommendation_is_no_decision(self, role):
        assert sentence({"role": role, "result": "recommended"}) == (
            "Zuletzt beraten am 24. Februar 2025 (Rat 0): empfohlen; eine Entscheidung ist noch nicht veröffentlicht."
        )

    def test_an_acceptance_by_a_body_that_does_not_decide_is_no_decision(self):
        told = sentence({"result": "accepted"}, {"role": "decision", "organization": "Kreistag"})

        assert told == (
            "Zuletzt beraten am 24. Februar 2025 (Rat 0): beschlossen; eine Entscheidung ist noch nicht veröffentlicht."
        )

    def test_a_decision_counts_more_than_a_later_note(self):
        told = sentence({"role": "decision", "result": "accepted"}, {"role": "notice", "result": "noted"})

        assert told == "Beschlossen am 24. Februar 2025 (Rat 0)."

    def test_a_note_is_the_end_where_nobody_has_to_decide(self):
        assert sentence({"role": "notice", "result": "noted"}) == "Zur Kenntnis genommen am 24. Februar 2025 (Rat 0)."

    def test_the_next_consultation_is_told_beside_the_last_result(self):
        told = sentence({"result": "postponed"}, {"at": COMING, "role": "decision"})

        assert told == (
            "Zuletzt beraten am 24. Februar 2025 (Rat 0): vertagt; eine Entscheidung ist noch nicht veröffentlicht; "
            "nächste Beratung am 31. März 2025 (Rat 1)."
        )

    def test_without_any_result_the_next_consultation_is_told(self):
        assert sentence({}, {"at": COMING}) == "Nächste Beratung am 31. März 2025 (Rat 1)."

    def test_a_past_consultation_without_result_says_so(self):
        assert sentence({}) == "Beraten am 24. Februar 2025 (Rat 0); seit 14 Tagen kein Ergebnis veröffentlicht."

    @pytest.mark.parametrize("given", [[], [{"at": None}]])
    def test_where_nothing_is_known_nothing_is_invented(self, given):
        assert sentence(*given) == "Noch kein Ergebnis veröffentlicht."

    def test_words_that_mean_nothing_known_are_passed_on(self):
        told = sentence({"role": "decision", "words": "durch Zuruf bestätigt"})

        assert told == "Zuletzt beraten am 24. Februar 2025 (Rat 0): durch Zuruf bestätigt."


class TestResult:
    def test_the_visible_agenda_item_wins_over_the_papers_own_page(self):
        item = AgendaItemFactory(result="geändert beschlossen", result_kind="amended")
        one = ConsultationFactory(
            meeting=item.meeting, agenda_item=item, result="ungeändert beschlossen", result_kind="accepted"
        )

        (step,) = steps_of(one.paper)

        assert (step.result_kind, step.result_label) == ("amended", "geändert beschlossen")
        assert step.item_url == item.get_absolute_url()

    def test_an_item_without_result_leaves_the_papers_own_page_its_say(self):
        item = AgendaItemFactory()
        one = ConsultationFactory(meeting=item.meeting, agenda_item=item, result_kind="accepted")

        assert steps_of(one.paper)[0].result_kind == "accepted"

    @pytest.mark.parametrize("hidden", [{"draft": True}, {"public": False}, {"withdrawn": True}])
    def test_a_hidden_agenda_item_tells_nothing(self, hidden):
        item = AgendaItemFactory(number="N 2", result="abgelehnt", result_kind="rejected", **hidden)
        one = ConsultationFactory(meeting=item.meeting, agenda_item=item)

        (step,) = steps_of(one.paper)

        assert (step.result_kind, step.result_label, step.item_url, step.item_number) == (None, None, None, "")

    def test_a_hidden_meeting_tells_neither_address_nor_day(self):
        one = ConsultationFactory(meeting__draft=True, meeting__start=PAST, date=date(2025, 2, 1))

        (step,) = steps_of(one.paper)

        assert (step.meeting_url, step.day) == (None, date(2025, 2, 1))

    def test_a_cancelled_meeting_is_said_and_awaits_no_result(self):
        paper = ConsultationFactory(meeting__start=COMING, meeting__cancelled=True).paper

        (step,) = steps_of(paper)

        assert (step.result_label, step.is_future, next_station([step])) == ("Sitzung abgesagt", False, None)


@pytest.mark.parametrize(
    ("start", "is_future"),
    [
        (datetime(2025, 3, 9, 22, 59, tzinfo=UTC), False),
        (datetime(2025, 3, 9, 23, 0, tzinfo=UTC), True),
    ],
)
def test_the_local_day_of_the_meeting_decides_what_is_to_come(start, is_future):
    paper = ConsultationFactory(meeting__start=start).paper

    assert steps_of(paper)[0].is_future is is_future


def test_a_station_of_which_nothing_is_known_can_be_shown():
    paper = ConsultationFactory(meeting=None, organization=None).paper

    (step,) = steps_of(paper)

    assert (step.organization, step.organization_url, step.role_label, step.date_text, step.datetime) == (
        "Gremium nicht bekannt",
        None,
        "Beratung",
        "Termin nicht bekannt",
        None,
    )


def test_a_planned_station_without_date_is_to_come():
    paper = ConsultationFactory(meeting=None, organization=None, state="Geplant").paper

    (step,) = steps_of(paper)

    assert (step.is_future, step.date_text) == (True, "")


def test_the_database_and_python_agree_on_the_outcome():
    kinds = ["accepted", "recommended", "noted", "postponed", ""]
    for first in kinds:
        for second in kinds:
            paper = PaperFactory()
            item = AgendaItemFactory(result_kind=first, draft=second == "noted")
            ConsultationFactory(paper=paper, role_kind="decision", meeting=item.meeting, agenda_item=item)
            ConsultationFactory(paper=paper, role_kind="notice", result_kind=second)
    ConsultationFactory(result="durch Zuruf bestätigt")

    papers = list(with_stations(Paper.visible.annotate(kind=outcome_kind())))

    found = {paper.pk: paper.kind for paper in papers}
    results = {paper.pk: outcome(stations(paper, TODAY)) for paper in papers}
    assert found == {key: result and result.result_kind for key, result in results.items()}
    assert set(found.values()) == {"accepted", "recommended", "noted", "postponed", "", None}


def test_the_timeline_has_every_dated_station_in_the_order_of_days():
    paper = PaperFactory()
    decided = station(paper, role="decision", result="accepted", organization="Kreistag")
    earlier = {"meeting": None, "organization": OrganizationFactory(name="Beirat"), "date": date(2025, 1, 8)}
    heard = ConsultationFactory(paper=paper, role="Anhörung", **earlier)
    ConsultationFactory(paper=paper, meeting=None, organization=None)

    entries = timeline(with_stations(Paper.visible.all()).get(), TODAY)

    assert entries == [
        TimelineEntry(
            VagueDate(date(2025, 1, 8)),
            "Beirat",
            paper.get_absolute_url(),
            "meeting",
            "Anhörung",
            "noch kein Ergebnis veröffentlicht",
            key=f"station-{heard.public_id}",
        ),
        TimelineEntry(
            VagueDate(date(2025, 2, 24)),
            "Kreistag 0",
            decided.meeting.get_absolute_url(),
            "decision",
            "Beschluss",
            "beschlossen",
            (Source("Sitzung", decided.meeting.get_absolute_url()),),
            f"station-{decided.public_id}",
        ),
    ]


def test_a_decision_to_take_note_is_a_notice():
    paper = PaperFactory()
    item = AgendaItemFactory(
        meeting__start=PAST, result="ungeändert beschlossen", result_kind="accepted", resolution_text="Kenntnisnahme\n"
    )
    ConsultationFactory(paper=paper, meeting=item.meeting, agenda_item=item, role_kind="decision")
    cancelled = MeetingFactory(start=COMING, cancelled=True)
    ConsultationFactory(paper=paper, meeting=cancelled)

    entries = timeline(with_stations(Paper.visible.all()).get(), TODAY)

    assert [(entry.kind, entry.count) for entry in entries] == [("notice", 1), ("meeting", 0)]
