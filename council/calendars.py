"""Meetings as calendars: all, those of a body, those of an organization."""

from django.conf import settings

from publication.calendars import CalendarEntry
from publication.datasets import page_address
from publication.stamps import Source, stamps

from .models import Location, Meeting


def first_shown_day(today):
    """Calendars reach back to the beginning of last year; what was before stands in the lists."""
    return today.replace(year=today.year - 1, month=1, day=1)


def meeting_entries(meetings, today):
    """Entries of the visible `meetings`, in order of time; a fixed number of queries."""
    meetings = meetings.filter(start__date__gte=first_shown_day(today)).select_related("organization__body")
    meetings = list(meetings.with_visible("location").order_by("start", "pk"))
    found = stamps(meetings, {Meeting: (Source(Location, "meetings"),)})
    return [_entry(meeting, found[Meeting, meeting.pk]) for meeting in meetings]


def _entry(meeting, stamp):
    start, end = (meeting.start, meeting.end) if meeting.time_known else (meeting.day, None)
    return CalendarEntry(
        uid=meeting.public_id,
        title=f"{meeting.organization.name} ({meeting.organization.body.called})",
        url=page_address(meeting),
        start=start,
        end=end,
        stamp=stamp,
        place=_place(meeting),
        text="\n".join(filter(None, [meeting.name, f"Tagesordnung und Ergebnisse: {page_address(meeting)}"])),
        is_cancelled=meeting.cancelled,
    )


def _place(meeting):
    place = meeting.visible_location
    town = f"{place.postal_code} {place.locality}".strip() if place else ""
    told = [meeting.room, place and place.description, place and place.street_address, town]
    return ", ".join(filter(None, told))


def calendar_of(label):
    """(name, description) of a calendar."""
    return f"Sitzungen: {label}", f"Sitzungen aus dem Portal {settings.PORTAL['name']}"
