from datetime import UTC, date, datetime

import pytest

from council.models import Meeting
from council.months import CalendarMeeting, bounds, link, parse_month, weeks
from tests.factories import LocationFactory, MeetingFactory


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-04", date(2025, 4, 1)),
        ("1990-01", date(1990, 1, 1)),
        ("2100-12", date(2100, 12, 1)),
        ("1989-12", None),
        ("2101-01", None),
        ("2025-13", None),
        ("2025-00", None),
        ("2025-4", None),
        ("25-04", None),
        ("2025-04-01", None),
        ("٢٠٢٥-٠٤", None),
        ("", None),
        ("-", None),
    ],
)
def test_only_months_that_the_calendar_knows_are_read(text, expected):
    assert parse_month(text) == expected


def test_the_month_begins_and_ends_at_local_midnight():
    assert bounds(date(2025, 3, 1)) == (
        datetime(2025, 2, 28, 23, tzinfo=UTC),
        datetime(2025, 3, 31, 22, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("month", "step", "expected"),
    [
        (date(2025, 1, 1), -1, ("/sitzungen/kalender/?monat=2024-12", "Dezember 2024")),
        (date(2025, 12, 1), 1, ("/sitzungen/kalender/?monat=2026-01", "Januar 2026")),
        (date(1990, 1, 1), -1, None),
        (date(2100, 12, 1), 1, None),
    ],
)
def test_neighbouring_months_are_linked_up_to_the_edges(month, step, expected):
    assert link(month, step) == expected


@pytest.mark.django_db
def test_a_meeting_stands_on_its_local_day():
    meeting = MeetingFactory(
        start=datetime(2025, 3, 31, 22, 30, tzinfo=UTC),
        organization__name="Beirat",
        location=LocationFactory(draft=True),
        room="Saal 1",
        cancelled=True,
    )

    rows = weeks(date(2025, 4, 1), Meeting.visible.with_visible("location"), today=date(2025, 4, 2))

    first = rows[0]
    assert [day.number for day in first] == [31, 1, 2, 3, 4, 5, 6]
    assert [day.in_month for day in first] == [False, True, True, True, True, True, True]
    assert [day.is_today for day in first] == [False, False, True, False, False, False, False]
    assert first[1].date_text == "Dienstag, 1. April"
    assert [entry for week in rows for day in week for entry in day.meetings] == first[1].meetings
    assert first[1].meetings == [
        CalendarMeeting("Beirat", meeting.get_absolute_url(), "00:30 Uhr", "Saal 1", is_cancelled=True)
    ]
