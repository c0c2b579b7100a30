"""The stations of a paper as entries of a timeline; the faces that mix them with other events sort them in."""

from publication.dates import VagueDate
from publication.timeline import Source, TimelineEntry

from .stations import CANCELLED, NO_RESULT, stations

_LABELS = {"notice": "Kenntnisnahme", "decision": "Beschluss"}


def timeline(paper, today):
    """Every station whose day is known, oldest first. The paper was loaded `with_stations`; no query."""
    return sorted(_entry(paper, station) for station in stations(paper, today) if station.day is not None)


def _entry(paper, station):
    return TimelineEntry(
        date=VagueDate(station.day),
        title=station.organization,
        url=station.item_url or station.meeting_url or paper.get_absolute_url(),
        kind=_kind(station),
        kind_label=_LABELS.get(_kind(station), station.role_label),
        text=_text(station),
        sources=tuple(_sources(station)),
        key=f"station-{station.key}",
        count=0 if station.is_cancelled else 1,
    )


def _kind(station):
    if station.is_noted:
        return "notice"
    return "decision" if station.is_decided else "meeting"


def _sources(station):
    if station.item_url:
        yield Source(f"Tagesordnungspunkt {station.item_number}".strip(), station.item_url)
    elif station.meeting_url:
        yield Source("Sitzung", station.meeting_url)


def _text(station):
    if station.has_result:
        return station.result_words
    if station.is_cancelled:
        return CANCELLED
    return "steht bevor" if station.is_future else NO_RESULT
