"""Stations of a Beratungsfolge whose form is the same in text and in markup: a row under named columns, or one line."""

import re

from council.imports.records import ConsultationRecord
from council.imports.sources.labels import field_of
from council.imports.sources.values import read_day, read_item_number, split_meeting_number
from council.imports.vocabulary import consultation_state, fold_label, result_kind, role_kind

_LINE = re.compile(
    r"(\d{1,2}\.\d{1,2}\.\d{4}) (.{2,200}?)(?: TOP (?:([ÖN]) ?)?([\d.]{1,20}))?"
    r"(?: (nicht ?öffentlich|öffentlich))?(?: - ([^-]{3,60}))?"
)
_COLUMNS = {
    "sitzung am": "day",
    "beratung": "role",
    "beratungsart": "role",
    "status": "state",
    "na": "",
    "sitzung": "meeting",
    "öffentlich": "",
    "+/-": "",
    "dokumente": "",
}
_COLUMNS |= dict.fromkeys(("zuständigkeit", "rolle", "beratungstyp", "kompetenz", "behandlung als"), "role")


def columns_of(texts: list[str]) -> dict[str, int]:
    """Where each field stands, if `texts` is the head of a table: a row of labels only."""
    names = [_COLUMNS.get(fold_label(text), field_of(text)) for text in texts if text]
    if len(names) < 2 or None in names:
        return {}
    return {_COLUMNS.get(fold_label(text), field_of(text)): at for at, text in enumerate(texts) if text}


def station_by_columns(columns: dict[str, int], texts: list[str], state: str | None = None) -> ConsultationRecord:
    def cell(name):
        at = columns.get(name, len(texts))
        return texts[at] or None if at < len(texts) else None

    role, result = cell("role"), cell("result")
    reference, meeting = split_meeting_number(cell("meeting") or "")
    return ConsultationRecord(
        organization=cell("organization"),
        role=role,
        role_kind=role_kind(role),
        date=read_day(cell("day")) or read_day(meeting),
        meeting_reference=reference,
        meeting_name=meeting if meeting and not read_day(meeting) else None,
        result=result,
        result_kind=result_kind(result),
        state=state,
        state_kind=consultation_state(state),
        agenda_item_number=read_item_number(cell("number"))[0],
    )


def station_in_line(line: str) -> ConsultationRecord | None:
    """SessionNet: "01.03.2031 Hauptausschuss TOP Ö 3 öffentlich - Vorberatung", at least two of these parts."""
    found = _LINE.fullmatch(line[:400])
    if not found or not any(found.group(4, 5, 6)):
        return None
    number = found[4] and " ".join(filter(None, (found[3], found[4])))
    return ConsultationRecord(
        organization=found[2],
        role=found[6],
        role_kind=role_kind(found[6]),
        date=read_day(found[1]),
        agenda_item_number=number or None,
    )
