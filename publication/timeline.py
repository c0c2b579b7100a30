from dataclasses import dataclass
from datetime import date

from .dates import VagueDate


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something is told; `url` is "" where it can be named only."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, order=True)
class TimelineEntry:
    """One dated event, ready to be shown on a page, in a feed or as JSON. Sorted by the earliest day it can mean.

    `key` is unique within its timeline and stays. `count`: how many things happened, such as accessions on one day; 0
    for what did not take place. `stage`: the stage of the cooperation that was reached by it, "" where it stayed.
    """

    date: VagueDate
    title: str
    url: str
    kind: str
    kind_label: str
    text: str = ""
    sources: tuple[Source, ...] = ()
    key: str = ""
    count: int = 1
    stage: str = ""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry of `timeline.html`."""

    date_text: str
    datetime: str
    title: str
    url: str
    kind: str
    kind_label: str
    text: str
    sources: tuple[Source, ...]
    stage: str
    is_future: bool


def shown(entries: list[TimelineEntry], today: date):
    """The entries as `timeline.html` draws them; what lies after `today` is marked."""
    return [
        ShownEntry(
            str(entry.date),
            entry.date.datetime,
            entry.title,
            entry.url,
            entry.kind,
            entry.kind_label,
            entry.text,
            entry.sources,
            entry.stage,
            entry.date.day > today,
        )
        for entry in entries
    ]
