"""A series of meetings like one that exists: the days, the same time of day on each, and what stands in the way."""

import calendar
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from publication.actions import require
from publication.wholes import lock

from .models import AgendaItem, Meeting
from .vocabulary import MeetingState

MAX_DAYS = 60
LAST = -1
"""The last such weekday of a month, as `nth`."""


_WEEKDAY = re.compile(
    r"^(?:mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b\.?\s*", re.IGNORECASE
)


class NoDays(Exception):
    """No day can be made of what was entered; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One meeting to come. `hints`: what a person should know before agreeing."""

    day: date
    start: datetime
    end: datetime | None
    hints: tuple[str, ...] = ()
    is_taken: bool = False
    """The organization meets on that day already."""


def nth_weekdays(first, last, *, nth, weekday, every_months=1):
    """The `nth` (1 to 5, or LAST) `weekday` (0 is Monday) of every `every_months`-th month, from `first` to `last`.

    A month without a fifth such day is left out.
    """
    year, month, days = first.year, first.month, []
    while (year, month) <= (last.year, last.month):
        length = calendar.monthrange(year, month)[1]
        of_month = [date(year, month, day) for day in range(1, length + 1)]
        fitting = [day for day in of_month if day.weekday() == weekday]
        if nth == LAST or nth <= len(fitting):
            days.append(fitting[nth if nth == LAST else nth - 1])
        year, month = divmod(year * 12 + month - 1 + every_months, 12)
        month += 1
    return [day for day in days if first <= day <= last]


def every_weeks(first, last, *, weeks):
    return [first + timedelta(weeks=weeks * number) for number in range((last - first).days // (7 * weeks) + 1)]


def read_days(text):
    """Days as they are typed or pasted: "24.02.2025, 3.3.2025", one or several in a line, with or without weekday."""
    days = []
    for part in re.split(r"[\n,;]+", text):
        part = _WEEKDAY.sub("", part.strip())
        if not part:
            continue
        match = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", part)
        try:
            days.append(date(int(match[3]), int(match[2]), int(match[1])))
        except (TypeError, ValueError):
            raise NoDays(f"„{part[:40]}“ ist kein Datum. Bitte schreiben Sie Tage wie 24.02.2025.") from None
    return sorted(set(days))


def proposals(meeting, days, at=None):
    """A Proposal for each of `days`, at the local time of day of `meeting`; one query. Raises NoDays."""
    if not days:
        raise NoDays("In diesem Zeitraum liegt kein solcher Tag. Bitte prüfen Sie die Angaben.")
    if len(days) > MAX_DAYS:
        raise NoDays(f"Das wären {len(days)} Sitzungen. Bitte höchstens {MAX_DAYS} auf einmal.")
    begin, end = (_local(day, datetime.min.time()) for day in (days[0], days[-1] + timedelta(days=1)))
    there = meeting.organization.meetings.filter(start__gte=begin, start__lt=end).order_by("start")
    taken = {one.day: one for one in there}
    return [_proposal(meeting, day, taken.get(day), timezone.localdate(at)) for day in days]


def digest(proposed, items=()):
    """What a person saw before agreeing: the same days, free or taken, and the same `items`."""
    told = [(one.day.isoformat(), one.is_taken) for one in proposed], [item.pk for item in items]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _proposal(meeting, day, other, today):
    hints = []
    if other is not None:
        hints.append(f"An diesem Tag gibt es schon: {other}{' (abgesagt)' if other.cancelled else ''}.")
    if day.weekday() >= 5:
        hints.append("Das ist ein Samstag oder Sonntag.")
    if day < today:
        hints.append("Dieser Tag liegt in der Vergangenheit.")
    start, end = moments_on(meeting, day)
    return Proposal(day, start, end, tuple(hints), other is not None)


def moments_on(meeting, day):
    """(start, end) of a meeting on `day` at the clock time of `meeting`, whatever summer time does in between."""
    start = timezone.localtime(meeting.start)
    if meeting.end is None:
        return _local(day, start.time()), None
    end = timezone.localtime(meeting.end)
    return _local(day, start.time()), _local(day + (end.date() - start.date()), end.time())


def _local(day, time):
    """Where the clock leaves out that hour, the hour after it."""
    moment = timezone.make_aware(datetime.combine(day, time))
    return timezone.localtime(moment.astimezone(UTC))


@transaction.atomic
def make_series(meeting, days, *, by, items=()):
    """Make a draft like `meeting` on each of `days`, with copies of the agenda items `items`. Returns the drafts.

    Taken over are organization, room, place, time of day and audience; number, name and results are not.
    Raises NoDays where the organization meets on one of the days already, as after the same form sent twice.
    """
    require(by, "add", meeting)
    if items:
        require(by, "add", AgendaItem(meeting=meeting))
    lock(meeting.organization)  # who sends the same at the same moment waits here and then finds the days taken
    taken = [one for one in proposals(meeting, days) if one.is_taken]
    if taken:
        told = ", ".join(f"{one.day:%d.%m.%Y}" for one in taken)
        raise NoDays(f"An diesen Tagen tagt das Gremium schon: {told}. Bitte prüfen Sie die Liste.")
    why, made = f"Sitzungsreihe nach „{meeting}“"[:500], []
    for day in days:
        start, end = moments_on(meeting, day)
        copy = Meeting(
            organization=meeting.organization,
            start=start,
            time_known=meeting.time_known,
            end=end,
            room=meeting.room,
            location=meeting.location,
            meeting_state=MeetingState.SCHEDULED,
            audience=meeting.audience,
        )
        _save(copy, by, why)
        made.append(copy)
        for number, item in enumerate(items, 1):
            twin = AgendaItem(
                meeting=copy, order=number, number=item.number, name=item.name, public=item.public,
                audience=item.audience,
            )  # fmt: skip
            _save(twin, by, why)
    return made


def _save(draft, by, why):
    draft._history_user, draft._change_reason = by, why
    draft.full_clean()
    draft.save()
