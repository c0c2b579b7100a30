from dataclasses import dataclass

from .dates import VagueDate


@dataclass(frozen=True, slots=True, order=True)
class TimelineEntry:
    """One dated event, ready to be shown on a page, in a feed or as JSON. Sorted by the earliest day it can mean."""

    date: VagueDate
    title: str
    url: str
    kind: str
    kind_label: str
    text: str = ""
