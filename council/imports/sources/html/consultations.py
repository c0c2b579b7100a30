"""The Beratungsfolge: tables with one row or two for each station, or one card for each."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from council.imports.records import ConsultationRecord, Problem
from council.imports.sources.markup import Markup, inside, names, rows
from council.imports.sources.page import content
from council.imports.sources.proceedings import day_problems, told_result
from council.imports.sources.stations import columns_of, station_by_columns, station_in_line
from council.imports.sources.values import is_day, read_day, split_meeting_number
from council.imports.vocabulary import consultation_state, result_kind, role_kind

from .files import tables_of
from .head import BUTTONS, MAX_CELL, MEETING_LINK

MAX_ROWS = 2000


def table_of_stations(markup: Markup):
    """The table after "Beratungsfolge": by its id, by the label before it, or by its columns."""
    heading_at = None
    for element in markup.elements:
        if (element.get("id") or "").lower() == "bftable":
            return element if element.tag == "table" else next(element.iter("table"), None)
        start, end = markup.span(element)
        if heading_at is None and markup.of(element, 40).removesuffix(":") in ("Beratungsfolge", "Beratungen"):
            if element.tag == "caption":
                return element.getparent()
            heading_at = end
        elif heading_at is not None and element.tag == "table" and start >= heading_at:
            if start - heading_at < 40:
                return element
            break
    for table in tables_of(markup):
        columns = columns_of([markup.of(cell, 40) for cell in next(rows(markup, table), [])])
        if "organization" in columns and columns.keys() & {"day", "meeting", "role"}:
            return table
    return None


def read_stations(markup: Markup, table) -> tuple[list[ConsultationRecord], list[Problem]]:
    if table is None:
        return [record for record, _ in stations_on_cards(markup)], []
    found: list[ConsultationRecord] = []
    problems: list[Problem] = []
    columns: dict[str, int] = {}
    for count, cells in enumerate(rows(markup, table)):
        if count > MAX_ROWS:
            message = f"Die Beratungsfolge hat mehr als {MAX_ROWS} Zeilen: gelesen sind nur die ersten, bitte prüfen."
            problems.append(Problem("paper.consultations", "too_many_rows", message))
            break
        texts = ["" if text in BUTTONS else text for cell in cells for text in [markup.of(cell, MAX_CELL)]]
        if not columns and (columns := columns_of(texts)):
            continue
        state = _take_state(cells, texts)
        if not any(texts):
            continue
        if {"number", "role"} & columns.keys():
            found.append(station_by_columns(columns, texts, state))
            continue
        day_at = next((at for at, text in enumerate(texts) if is_day(text)), None)
        if day_at is None and not _is_meeting_row(cells, texts):
            organization, role, *_ = [*filter(None, texts), "", ""]
            found.append(_station(organization, role, state))
            continue
        if day_at is not None:
            problems += day_problems(f"paper.consultations.{len(found)}.date", texts[day_at])
            before = [text for text in texts[:day_at] if text]
            if before:
                found.append(_station(before[0], before[1] if len(before) > 1 else "", state))
        after = [text for text in texts[(-1 if day_at is None else day_at) + 1 :] if text]
        meeting, result = _meeting_and_result(after)
        _add_meeting(found, read_day(texts[day_at]) if day_at is not None else None, meeting, result, state)
    return found, problems


def _take_state(cells: list, texts: list[str]) -> str | None:
    """The state of the first cell, from its hint or its text; the cell counts as empty then."""
    for at, cell in enumerate(cells[:2]):
        written = texts[at].lstrip("● ")
        if consultation_state(written):
            texts[at] = ""
            return written
        hints = (part.get("title") or part.get("aria-label") or "" for part in (cell, *inside(cell)))
        hint = next(filter(None, hints), "")
        if not texts[at] and consultation_state(hint):
            return hint
    return None


def _is_meeting_row(cells: list, texts: list[str]) -> bool:
    filled = [text for text in texts if text]
    has_link = any(MEETING_LINK.search(link.get("href") or "") for cell in cells for link in inside(cell))
    has_day_cell = any(" text2 " in names(cell) for cell in cells)
    return (
        has_link
        or has_day_cell
        or (split_meeting_number(filled[0])[0] is not None and "sitzung" in filled[0].casefold())
    )


def _meeting_and_result(texts: list[str]) -> tuple[str, str]:
    if len(texts) == 1 and result_kind(texts[0]) and "sitzung" not in texts[0].casefold():
        return "", texts[0]
    return (texts[0], texts[1] if len(texts) > 1 else "") if texts else ("", "")


def _station(organization: str, role: str, state: str | None) -> ConsultationRecord:
    return ConsultationRecord(
        organization=organization or None,
        role=role or None,
        role_kind=role_kind(role),
        state=state,
        state_kind=consultation_state(state),
    )


def _add_meeting(found: list[ConsultationRecord], day, meeting: str, result: str, state: str | None) -> None:
    """To the last station, or as a further meeting of the same body when it has one."""
    last = found.pop() if found else ConsultationRecord()
    if last.date or last.meeting_name or last.meeting_reference:
        found.append(last)
        last = ConsultationRecord(organization=last.organization, role=last.role, role_kind=last.role_kind)
    reference, meeting = split_meeting_number(meeting)
    state = state or last.state
    found.append(
        replace(
            last,
            date=day,
            meeting_reference=reference,
            meeting_name=meeting or None,
            result=result or None,
            result_kind=result_kind(result or None),
            state=state,
            state_kind=consultation_state(state),
        )
    )


def stations_on_cards(markup: Markup) -> Iterator[tuple[ConsultationRecord, tuple[int, int]]]:
    """SessionNet has a card for each station, its head in one line; and where the card stands."""
    for element in islice((element for element in markup.elements if " card " in names(element)), MAX_ROWS):
        start, end = markup.span(element)
        lines = content(markup.lines(start, min(end, start + MAX_CELL)))
        station = station_in_line(lines[0]) if lines else None
        if not station:
            continue
        result = told_result(lines[1:])
        yield replace(station, result=result, result_kind=result_kind(result)), (start, end)
