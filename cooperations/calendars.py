"""Milestones of cooperations as a calendar."""

from django.conf import settings

from publication.calendars import CalendarEntry
from publication.datasets import page_address
from publication.dates import Precision
from publication.stamps import stamps

from .models import Milestone

SHOWN = (Precision.DAY, Precision.MONTH)
"""What is known to a season or a year only would lie over the calendar for months; it stands on the pages."""


def milestone_entries():
    """Entries of visible milestones, in order of time; one known to a month takes the whole of it."""
    milestones = Milestone.visible.filter(day_precision__in=SHOWN).select_related("cooperation").order_by("day", "pk")
    milestones = list(milestones)
    found = stamps(milestones, {})
    return [_entry(milestone, found[Milestone, milestone.pk]) for milestone in milestones]


def _entry(milestone, stamp):
    return CalendarEntry(
        uid=milestone.public_id,
        title=f"{milestone.cooperation.title}: {milestone.title}",
        url=page_address(milestone.cooperation),
        start=milestone.day,
        end=milestone.date.last_day,
        stamp=stamp,
        text="\n".join(filter(None, [milestone.get_kind_display(), milestone.description])),
    )


def calendar_of_milestones():
    """(name, description) of the calendar."""
    return "Meilensteine der Kooperationen", f"Meilensteine aus dem Portal {settings.PORTAL['name']}"
