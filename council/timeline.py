"""The stations of a paper as entries of a timeline; the faces that mix them with other events sort them in."""

from publication.dates import VagueDate
from publication.timeline import TimelineEntry

from .stations import CANCELLED, NO_RESULT, stations


def timeline(paper, today):
    """Every station whose day is known, oldest first. The paper was loaded `with_stations`; no query."""
    return sorted(_entry(paper, station) for station in stations(paper, today) if station.day is not None)


def _entry(paper, station):
    return TimelineEntry(
        date=VagueDate(station.day),
        title=station.organization,
        url=station.item_url or station.meeting_url or paper.get_absolute_url(),
        kind="decision" if station.is_decided else "meeting",
        kind_label="Beschluss" if station.is_decided else station.role_label,
        text=_text(station),
    )


def _text(station):
    if station.has_result:
        return station.result_words
    if station.is_cancelled:
        return CANCELLED
    return "steht bevor" if station.is_future else NO_RESULT
