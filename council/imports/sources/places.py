"""Where on a page each value was read, so that a person can be shown the place. Nothing is changed here.

Values are compared without blanks and borders of cells: a page breaks its lines where it likes.
"""

import re
from array import array
from collections.abc import Iterable
from datetime import date, datetime

from council.imports.records import (
    AgendaItemRecord,
    ConsultationRecord,
    ImportedDocument,
    MeetingRecord,
    PaperRecord,
)
from council.imports.sources.labels import labels_of
from council.imports.vocabulary import Publicity

MAX_TEXT = 1_000_000  # characters of a page that are searched
NEAR = 3000  # characters: how far the values of one row lie apart
_LEFT_OUT = re.compile(r"[\s|]+")
_PUBLICITY = {
    Publicity.PUBLIC: ("öffentlich",),
    Publicity.NON_PUBLIC: ("nichtöffentlich",),
    Publicity.MIXED: ("öffentlich/nichtöffentlich", "gemischt"),
}

Places = dict[str, tuple[int, int]]


def find_places(document: ImportedDocument, text: str) -> Places:
    """Start and end in `text` for each field path of the contract; values that are not found are left out."""
    finder = _Finder(text[:MAX_TEXT])
    if document.paper:
        _paper(finder, document.paper)
    if document.agenda_item:
        _agenda_item(finder, document.agenda_item)
    if document.meeting:
        _meeting(finder, document.meeting)
    return finder.places


class _Finder:
    """`text` without blanks, and for each of its characters the place in the page."""

    def __init__(self, text: str):
        kept = [(found.start(), found.end()) for found in re.finditer(r"[^\s|]+", text)]
        self.text = "".join(text[start:end] for start, end in kept)
        self.at = array("I")
        for start, end in kept:
            self.at.extend(range(start, end))
        self.places: Places = {}

    def find(self, value: str | None, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Start and end in the text without blanks."""
        value = _LEFT_OUT.sub("", value or "")
        if not value:
            return None
        at = self.text.find(value, start, len(self.text) if end is None else end)
        return None if at < 0 else (at, at + len(value))

    def note(self, path: str, found: tuple[int, int] | None) -> int | None:
        """Remember the place; the answer is its end, to go on from."""
        if found is None:
            return None
        self.places.setdefault(path, (self.at[found[0]], self.at[found[1] - 1] + 1))
        return found[1]

    def labelled(self, path: str, field: str, *values: str | None) -> int | None:
        """The first of `values` that stands behind a label of `field`, or else anywhere."""
        written = [text for value in values if (text := _LEFT_OUT.sub("", value or ""))]
        for value in written:
            for label in labels_of(field):
                bare = _LEFT_OUT.sub("", label)
                for between in (":", ":-", ":--", ""):
                    if (found := self.find(f"{bare}{between}{value}")) is not None:
                        return self.note(path, (found[1] - len(value), found[1]))
        return next((end for value in written if (end := self.note(path, self.find(value))) is not None), None)

    def passage(self, path: str, text: str | None, start: int = 0) -> tuple[int, int] | None:
        """From the first line of `text` to the last: what lies between may have lost its furniture."""
        lines = [line for line in (text or "").split("\n") if line.strip()]
        first = self.find(lines[0], start) if lines else None
        if first is None:
            return None
        at = last = first
        for line in lines[1:]:
            at = self.find(line, at[1], at[1] + NEAR + len(line)) or at
            last = at
        found = (first[0], last[1])
        self.note(path, found)
        return found


def _days(day: date | None) -> Iterable[str]:
    return (f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}") if day else ()


def _paper(finder: _Finder, paper: PaperRecord) -> None:
    finder.note("paper.reference", finder.find(paper.reference))
    finder.labelled("paper.name", "name", paper.name)
    finder.labelled("paper.paper_type", "type", paper.paper_type)
    finder.labelled("paper.publicity", "status", *_PUBLICITY.get(paper.publicity, ()))
    finder.note("paper.workflow", finder.find(paper.workflow))
    finder.labelled("paper.under_direction_of", "lead", paper.under_direction_of)
    finder.labelled("paper.originator", "originator", paper.originator)
    finder.note("paper.signed_by", finder.find(paper.signed_by))
    behind_stations = _consultations(finder, paper.consultations)
    cursor = behind_stations
    for at, section in enumerate(paper.sections):
        path = f"paper.sections.{at}"
        found = finder.passage(f"{path}.text", section.text, cursor) or finder.passage(f"{path}.text", section.text)
        if found is None:
            continue
        heading = finder.text.rfind(_LEFT_OUT.sub("", section.heading), max(0, found[0] - NEAR), found[0])
        if section.heading and heading >= 0:
            finder.note(f"{path}.heading", (heading, heading + len(_LEFT_OUT.sub("", section.heading))))
        cursor = found[1]
    cursor = 0
    for at, file in enumerate(paper.files):
        found = finder.find(file.name, cursor) or finder.find(file.name)
        cursor = finder.note(f"paper.files.{at}.name", found) or cursor
    for at, reference in enumerate(paper.references):
        raw = finder.find(reference.raw, behind_stations) or finder.find(reference.raw)
        finder.note(f"paper.references.{at}", raw or finder.find(reference.reference))


def _consultations(finder: _Finder, stations: tuple[ConsultationRecord, ...]) -> int:
    """The rows in their order; a further meeting of the same body shares its name. The answer: where they end."""
    if not stations:
        return 0
    start = finder.find("Beratungsfolge") or _first(finder, _days(stations[0].date), 0, None)
    cursor = start[0] if start else 0
    body_place = role_place = None
    for at, station in enumerate(stations):
        path = f"paper.consultations.{at}"
        day = _first(finder, _days(station.date), cursor, cursor + NEAR)
        body = finder.find(station.organization, cursor, cursor + NEAR)
        is_new = body is not None and (day is None or body[0] < day[0] or body[0] == day[1])  # the day may lead
        if is_new:
            body_place = body
            role_place = finder.find(station.role, body[1], body[1] + NEAR)
            before = finder.find(station.state, cursor, body[0])
            finder.note(f"{path}.state", before)
        finder.note(f"{path}.organization", body_place)
        finder.note(f"{path}.role", role_place if station.role else None)
        finder.note(f"{path}.date", day)
        end = max(place[1] for place in (day, body_place if is_new else None, (cursor, cursor)) if place)
        for name in ("agenda_item_number", "meeting_reference", "meeting_name", "result"):
            found = finder.find(getattr(station, name), end, end + NEAR)
            end = finder.note(f"{path}.{name}", found) or end
        cursor = end
    return cursor


def _first(finder: _Finder, values: Iterable[str], start: int, end: int | None) -> tuple[int, int] | None:
    return next((found for value in values if (found := finder.find(value, start, end))), None)


def _agenda_item(finder: _Finder, item: AgendaItemRecord) -> None:
    finder.labelled("agenda_item.number", "number", item.number)
    finder.note("agenda_item.name", finder.find(item.name))
    finder.note("agenda_item.paper_reference", finder.find(item.paper_reference))
    finder.labelled("agenda_item.result", "result", item.result)
    head = max((end for path, (_, end) in finder.places.items() if path != "agenda_item.result"), default=0)
    cursor = next((count for count, at in enumerate(finder.at) if at >= head), 0)
    for name in ("resolution_text", "minutes_text"):
        path, text = f"agenda_item.{name}", getattr(item, name)
        finder.passage(path, text, cursor) or finder.passage(path, text)


def _meeting(finder: _Finder, meeting: MeetingRecord) -> None:
    finder.note("meeting.reference", finder.find(meeting.reference))
    finder.labelled("meeting.name", "meeting", meeting.name)
    finder.labelled("meeting.organization", "organization", meeting.organization)
    day = meeting.start.date() if isinstance(meeting.start, datetime) else meeting.start
    finder.labelled("meeting.start", "day", *_days(day))
    if meeting.end:
        finder.note("meeting.end", finder.find(f"{meeting.end:%H:%M}"))
    finder.labelled("meeting.room", "room", meeting.room)
    finder.labelled("meeting.location", "location", meeting.location)
