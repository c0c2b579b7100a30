"""A month of meetings as `calendar.html` draws it."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class CalendarMeeting:
    title: str
    url: str
    time_text: str
    place: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class CalendarDay:
    day: date
    in_month: bool
    is_today: bool
    meetings: list[CalendarMeeting] = field(default_factory=list)

    @property
    def number(self):
        return self.day.day

    @property
    def datetime(self):
        return self.day.isoformat()

    @property
    def date_text(self):
        return date_format(self.day, "l, j. F")


def parse_month(text):
    """The first day of "2025-04"; None for everything else and outside the years that the calendar knows."""
    year, _, month = text.partition("-")
    if not (text.isascii() and year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) == 2):
        return None
    known = FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12
    return date(int(year), int(month), 1) if known else None


def month_after(first, months):
    """First day of the month `months` later (earlier, if negative); None outside the years that the calendar knows."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) if FIRST_YEAR <= year <= LAST_YEAR else None


def link(first, months):
    """(address, label) of the month `months` later, or None at the edge of the calendar."""
    month = month_after(first, months)
    return month and (f"{reverse('council:meeting_calendar')}?monat={month:%Y-%m}", date_format(month, "F Y"))


def bounds(first):
    """The moments at which the month begins and ends, in local time."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return tuple(timezone.make_aware(datetime.combine(day, time())) for day in (first, last + timedelta(days=1)))


def weeks(first, meetings, today):
    """The weeks of the month, Monday first. `meetings` were loaded with their visible location; order is kept."""
    by_day = {}
    for meeting in meetings:
        by_day.setdefault(meeting.day, []).append(_entry(meeting))
    return [
        [CalendarDay(day, day.month == first.month, day == today, by_day.get(day, [])) for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]


def _entry(meeting):
    return CalendarMeeting(
        title=str(meeting.organization),
        url=meeting.get_absolute_url(),
        time_text=f"{timezone.localtime(meeting.start):%H:%M} Uhr" if meeting.time_known else "",
        place=meeting.visible_location.description if meeting.visible_location else meeting.room,
        is_cancelled=meeting.cancelled,
    )
