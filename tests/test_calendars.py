"""Calendars as the usual programs read them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from publication.actions import publish, record_edit, withdraw
from tests.factories import (
    LocationFactory,
    MeetingFactory,
    MilestoneFactory,
    OrganizationFactory,
)
from tests.walk import ADDRESSES, stops
from tests.world import public_world

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fixed_time():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def events(client):
    """Events of a calendar, by their title."""

    def read(name, *arguments):
        answer = client.get(reverse(name, args=arguments))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        return Calendar.from_ical(answer.content).walk("VEVENT")

    return read


def titles(found):
    return [str(event["SUMMARY"]) for event in found]


def test_a_meeting_is_an_event_with_its_time_and_place(events):
    place = LocationFactory(
        description="Kreishaus", street_address="Hauptstraße 1", postal_code="52062", locality="Aachen"
    )
    meeting = MeetingFactory(
        organization__name="Kreisausschuss",
        organization__body__name="Kreis Muster",
        start=datetime(2025, 3, 20, 16, tzinfo=UTC),
        end=datetime(2025, 3, 20, 18, 30, tzinfo=UTC),
        room="Saal 2",
        location=place,
    )

    (event,) = events("council:meetings_calendar")

    assert str(event["SUMMARY"]) == "Kreisausschuss (Kreis Muster)"
    assert str(event["UID"]) == f"{meeting.public_id}@portal.example"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (meeting.start, meeting.end)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert str(event["LOCATION"]) == "Saal 2, Kreishaus, Hauptstraße 1, 52062 Aachen"
    assert str(event["URL"]) == f"https://portal.example/sitzungen/{meeting.public_id}/"
    assert str(event["STATUS"]) == "CONFIRMED"


@pytest.mark.parametrize(
    "start",
    [
        datetime(2025, 3, 29, 17, tzinfo=UTC),
        datetime(2025, 3, 30, 0, 59, tzinfo=UTC),
        datetime(2025, 3, 30, 1, 1, tzinfo=UTC),
        datetime(2025, 10, 25, 23, 59, tzinfo=UTC),
        datetime(2025, 10, 26, 0, 30, tzinfo=UTC),
        datetime(2025, 10, 26, 1, 30, tzinfo=UTC),
        datetime(2025, 10, 26, 2, 30, tzinfo=UTC),
        datetime(2027, 1, 1, 12, tzinfo=UTC),
    ],
)
def test_the_moment_is_right_also_when_the_clocks_change(events, start):
    MeetingFactory(start=start, end=start + timedelta(hours=1))

    (event,) = events("council:meetings_calendar")

    moments = [event[name].dt.astimezone(UTC) for name in ("DTSTART", "DTEND")]
    assert moments == [start, start + timedelta(hours=1)]


def test_the_zone_is_described_as_the_law_has_it(client):
    MeetingFactory()
    calendar = Calendar.from_ical(client.get("/sitzungen.ics").content)
    (zone,) = calendar.walk("VTIMEZONE")

    rebuilt = zone.to_tz(lookup_tzid=False)

    for moment, hours in ((datetime(2025, 7, 1, 12), 2), (datetime(2025, 12, 1, 12), 1)):  # noqa: DTZ001 — local time
        assert rebuilt.utcoffset(moment) == timedelta(hours=hours)


def test_where_only_the_day_is_known_it_takes_the_whole_day(events):
    MeetingFactory(start=datetime(2025, 3, 19, 23, tzinfo=UTC), time_known=False)

    (event,) = events("council:meetings_calendar")

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2025, 3, 20), date(2025, 3, 21))


def test_a_cancelled_meeting_stays_and_says_so(events):
    MeetingFactory(organization__name="Rat", organization__body__name="Kreis", cancelled=True, start=NOW)

    (event,) = events("council:meetings_calendar")

    assert (str(event["SUMMARY"]), str(event["STATUS"])) == ("Abgesagt: Rat (Kreis)", "CANCELLED")


def test_a_change_keeps_the_id_and_counts_on(events):
    meeting = MeetingFactory(draft=True, start=NOW)
    publish(meeting, by=None)
    (before,) = events("council:meetings_calendar")

    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        with record_edit(meeting, by=None):
            meeting.start += timedelta(hours=2)
            meeting.save()
        (after,) = events("council:meetings_calendar")

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt == NOW + timedelta(days=1)


def test_a_withdrawn_meeting_is_gone_at_once(events):
    meeting = MeetingFactory(start=NOW)
    withdraw(meeting, by=None, reason="")

    assert events("council:meetings_calendar") == []


def test_committees_and_bodies_have_calendars_of_their_own(events, client):
    here = OrganizationFactory(name="Hier", body__name="Kreis Hier")
    for organization in (here, OrganizationFactory(name="Dort"), OrganizationFactory(name="Auch hier", body=here.body)):
        MeetingFactory(organization=organization, start=NOW)

    assert titles(events("council:organization_calendar", here.public_id)) == ["Hier (Kreis Hier)"]
    assert sorted(titles(events("council:body_calendar", here.body.public_id))) == [
        "Auch hier (Kreis Hier)",
        "Hier (Kreis Hier)",
    ]
    assert client.get(f"/gremien/{here.public_id}.ics")["Content-Disposition"] == 'inline; filename="hier.ics"'


def test_a_hidden_committee_has_no_calendar(client):
    hidden = OrganizationFactory(draft=True)

    assert client.get(f"/gremien/{hidden.public_id}.ics").status_code == 404


def test_a_milestone_takes_its_day_or_its_month_and_none_where_less_is_known(events):
    MilestoneFactory(title="Tag", cooperation__title="Bündnis", day=date(2025, 2, 14))
    MilestoneFactory(title="Monat", cooperation__title="Bündnis", day=date(2025, 2, 1), day_precision="month")
    MilestoneFactory(title="Jahr", cooperation__title="Bündnis", day=date(2025, 1, 1), day_precision="year")

    month, day = events("cooperations:milestones_calendar")

    assert titles([month, day]) == ["Bündnis: Monat", "Bündnis: Tag"]
    assert (month["DTSTART"].dt, month["DTEND"].dt) == (date(2025, 2, 1), date(2025, 3, 1))
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (date(2025, 2, 14), date(2025, 2, 15))


def test_one_calendar_holds_everything(events):
    MeetingFactory(organization__name="Rat", organization__body__name="Kreis", start=NOW)
    MilestoneFactory(title="Auftakt", cooperation__title="Bündnis")

    assert titles(events("all_dates_calendar")) == ["Rat (Kreis)", "Bündnis: Auftakt"]


def test_calendars_reach_back_to_the_beginning_of_last_year(events):
    MeetingFactory(start=datetime(2023, 12, 31, 12, tzinfo=UTC))
    MeetingFactory(
        organization__name="Rat", organization__body__name="Kreis", start=datetime(2024, 1, 1, 12, tzinfo=UTC)
    )

    assert titles(events("council:meetings_calendar")) == ["Rat (Kreis)"]


def test_odd_names_break_no_line(events, client):
    MeetingFactory(organization__name="Rat; für, alles\nund " + "ä" * 200, organization__body__name="K", start=NOW)

    (event,) = events("council:meetings_calendar")
    lines = client.get("/sitzungen.ics").content.split(b"\r\n")

    assert str(event["SUMMARY"]) == "Rat; für, alles\nund " + "ä" * 200 + " (K)"
    assert max(map(len, lines)) <= 75


def test_an_unchanged_calendar_is_not_sent_twice(client):
    MeetingFactory(start=NOW)
    tag = client.get("/termine.ics")["ETag"]

    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        assert client.get("/termine.ics", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("count", [1, 5])
def test_a_calendar_needs_the_same_queries_whatever_its_length(client, django_assert_num_queries, count):
    for _ in range(count):
        MeetingFactory(start=NOW, location=LocationFactory())
        MilestoneFactory()

    with django_assert_num_queries(9):
        answer = client.get("/termine.ics")

    assert answer.content.count(b"BEGIN:VEVENT") == 2 * count


def test_every_calendar_is_one(client):
    calendars = {name for name in ADDRESSES if name.endswith("_calendar")} - {"council:meeting_calendar"}
    told = set()
    for stop in stops(public_world()):
        if stop.name not in calendars:
            continue
        calendar = Calendar.from_ical(client.get(stop.url).content)
        found = calendar.walk("VEVENT")

        assert calendar["VERSION"] == "2.0"
        assert calendar["PRODID"]
        assert not calendar.errors
        assert len({event["UID"] for event in found}) == len(found), stop.url
        for event in found:
            assert not event.errors
            assert {"SUMMARY", "DTSTAMP", "DTSTART"} <= set(event), stop.url
        if found:
            told.add(stop.name)

    assert told == calendars
