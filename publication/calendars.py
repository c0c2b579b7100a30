"""Dates as calendars that programs subscribe to (RFC 5545)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from icalendar import Calendar, Event, Timezone

from .stamps import Stamp

# The rule of the European Union since 1996 (directive 2000/84/EC); meetings before are not in calendars.
CENTRAL_EUROPE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19970330T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One event. `start` and `end` are aware datetimes, or both days, the last one included; `end` may be None.

    `uid`: the permanent id of the record, so that a program finds the event again whatever has changed.
    """

    uid: str
    title: str
    url: str
    start: datetime | date
    end: datetime | date | None
    stamp: Stamp
    place: str = ""
    text: str = ""
    is_cancelled: bool = False


def calendar_response(name, description, entries, file_name):
    content = write_calendar(name, description, entries)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=file_name)
    return response


def write_calendar(name, description, entries):
    """Bytes that depend on the entries alone, so that an unchanged calendar is not sent twice."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PORTAL['name']}//Regionalportal//DE")
    calendar.add("version", "2.0")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name)
    for key in ("description", "x-wr-caldesc"):
        calendar.add(key, description)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    calendar.add_component(Timezone.from_ical(CENTRAL_EUROPE.format(name=settings.TIME_ZONE)))
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry):
    event = Event()
    event.add("uid", f"{entry.uid}@{settings.SITE_URL.partition('://')[2]}")
    event.add("dtstamp", entry.stamp.modified.astimezone(UTC))
    event.add("last-modified", entry.stamp.modified.astimezone(UTC))
    event.add("created", entry.stamp.created.astimezone(UTC))
    event.add("sequence", int((entry.stamp.modified - entry.stamp.created).total_seconds()))
    event.add("summary", f"Abgesagt: {entry.title}" if entry.is_cancelled else entry.title)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("url", entry.url)
    for key, value in (("location", entry.place), ("description", entry.text)):
        if value:
            event.add(key, value)
    _add_time(event, entry.start, entry.end)
    return event


def _add_time(event, start, end):
    """A whole day ends with the next one; an end that is not after the beginning is unknown."""
    if not isinstance(start, datetime):
        event.add("dtstart", start)
        event.add("dtend", (end or start) + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    event.add("dtstart", _in_the_portals_zone(start))
    if end is not None and end > start:
        event.add("dtend", _in_the_portals_zone(end))


def _in_the_portals_zone(moment):
    """Local time; in the hour that comes twice when the clocks go back, the second time cannot be said but in UTC."""
    local = timezone.localtime(moment)
    return moment.astimezone(UTC) if local.fold else local
