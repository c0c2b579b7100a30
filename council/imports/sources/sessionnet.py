"""SessionNet: Vorlage (vo0050), Tagesordnungspunkt (to0050) and Sitzung (si0057) as saved text."""

import re
from dataclasses import replace
from itertools import pairwise, takewhile

from council.imports.records import (
    AgendaItemRecord,
    ConsultationRecord,
    FileRecord,
    ImportedDocument,
    Kind,
    PaperRecord,
    Problem,
    System,
)
from council.imports.sources.agenda import ITEM_ROW, read_agenda
from council.imports.sources.labels import field_of
from council.imports.sources.page import (
    OPENING,
    Section,
    cells,
    content,
    heading_of,
    is_table_border,
    opening,
    split_sections,
)
from council.imports.sources.proceedings import (
    BARE_FIELD,
    FIELD_LINE,
    body_in_title,
    meeting_record,
    read_proceedings,
    told_result,
    with_minutes,
)
from council.imports.sources.stations import columns_of, station_by_columns, station_in_line
from council.imports.sources.values import (
    MEETING_HEADLINE,
    find_references,
    is_number_of_link,
    other_papers,
    read_item_number,
    read_size,
    read_vote,
    split_paper_number,
)
from council.imports.vocabulary import SectionKind, paper_kind, publicity, result_kind

LABELS = {
    "Betreff", "Vorlage", "Aktenzeichen", "Art", "Federführend", "Federführung", "Status", "Datum", "Verfasser",
    "Sitzung", "Gremium", "Zeit", "Raum", "Ort", "Öffentlichkeitsstatus", "Vorlagennummer", "Antragsteller", "Beginn",
    "Vorlagen-Nr.", "Vorlage-Nr.", "Vorlagenart", "Vorlageart", "Federführendes Amt", "Verantwortlich", "Drucksache",
    "Einreicher", "Bearbeiter", "Uhrzeit", "Ende", "Sitzungsort", "Sitzungsraum", "TOP",
}  # fmt: skip
OF_A_MEETING = ("Sitzung", "Gremium", "Datum", "Zeit", "Raum")
# Several may share a line without a blank between them: "Sitzung:KT/011/2031Gremium:Kreistag".
WITH_COLON = re.compile(
    r"(Sitzung|Gremium|Datum|Zeit|Uhrzeit|Beginn|Ende|Raum|Ort|Status|Name|Betreff|Art|Vorlagenart|Vorlageart"
    r"|Vorlage|Vorlagen-Nr\.|Vorlagennummer|Drucksache|Aktenzeichen|Federführend|Federführung|Verfasser|Bearbeiter"
    r"|Antragsteller|Einreicher|TOP|Öffentlichkeitsstatus) ?:"
)
ITEM = re.compile(r"TOP ([ÖN]? ?\d[\d.]{0,20}): ?(.{1,1000})")
MEETING = re.compile(r"Sitzung: ?(\d{1,2}\.\d{1,2}\.\d{4})(?: (\S{1,40}))?")
MEETING_AND_DAY = re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4})(?: - | )(\S{1,40})")
RESULT = re.compile(r"(?:Beschluss|Beschlussart|Ergebnis): ?(\S.{0,300})")
VOTE = re.compile(r"(?:Abstimmung|Abstimmungsergebnis): ?(\S.{0,300})")
COLUMN_HEADS = {"BezeichnungInhalt", "DokumenttypBezeichnungAktionen"}
FILE = re.compile(r"(.{1,300}?)(?: \(?([\d.,]{1,12} ?(?:Byte|kB|KB|MB|GB))\)?)?")
DOCUMENTS = re.compile(r"(\d{1,2}) Dokumente?")
MINUTES = ("Protokoll:", "Protokollvermerk:")
SENTENCE_END = re.compile(r"\w{2}[.!?]$")
MAX_CELL = 200  # characters
MAX_TOLD = 12  # lines of one station
MAX_NAME_LINES = 5
MAX_SHARED = 2000  # characters


def recognise(lines: list[str]) -> Kind | None:
    written = opening(_line_by_line(lines[: 2 * OPENING]))
    values = _values(written)
    if any(ITEM.fullmatch(line) for line in written) or _begins_with_result(written) or _is_body_alone(written, lines):
        return Kind.AGENDA_ITEM
    alone = sum(line in OF_A_MEETING for line in written)
    if "number" in values and alone >= 2 and not any(map(_begins_agenda, written)):
        return Kind.AGENDA_ITEM
    if _has_label_and_value(written, "Betreff") and _has_label_and_value(written, "Vorlage"):
        return Kind.PAPER
    shared = {label for line in written for label, _ in _shared(line)}
    if {"Name", "Betreff"} <= shared and "reference" in values:
        return Kind.PAPER
    is_headed = alone >= 3 or any(map(_is_column_head, written)) or any(map(_names_meeting_and_time, written))
    if is_headed and any(map(_begins_item, lines)) or "Sitzung" in shared and any(map(_begins_agenda, written)):
        return Kind.MEETING
    return None


def _begins_agenda(line: str) -> bool:
    return line.startswith("TOP") and any(word in line[:60] for word in ("Betreff", "Inhalt"))


def _names_meeting_and_time(line: str) -> bool:
    headline = MEETING_HEADLINE.fullmatch(line)
    return bool(headline and headline[3])


def _line_by_line(lines: list[str]) -> list[str]:
    """A label and its value, each on a line of its own, where a table was copied with borders between its cells."""
    found: list[str] = []
    for line in lines:
        label, border, value = line.strip("| ").partition("|")
        is_field = border and label.strip() in LABELS and 0 < len(value.strip()) < MAX_CELL and "|" not in value
        found += [label.strip(), value.strip()] if is_field else [line]
    return found


def _is_column_head(line: str) -> bool:
    return len(line) < MAX_CELL and line.replace(" ", "").replace("|", "") in COLUMN_HEADS


def _has_label_and_value(written: list[str], label: str) -> bool:
    """Label and value on lines of their own; the head of an agenda is a row of labels without values."""
    return any(row == label and value not in LABELS for row, value in pairwise(written))


def _begins_with_result(written: list[str]) -> bool:
    """What remains of an item when its head was lost: its result, and mostly a vote, before any text.

    Several results, as in the list of all consultations of a paper, are not those of one item.
    """
    results = [found for line in written if (found := RESULT.fullmatch(line))]
    vote = next((found for line in written[:6] if (found := VOTE.fullmatch(line))), None)
    if not results or results[0][0] not in written[:6]:
        return False
    is_first = results[0][0] == written[0]
    is_known = result_kind(results[0][1]) is not None
    if vote:
        return is_known or is_first and read_vote(vote[1]).yes is not None
    return is_first and is_known and len(written) > 1 and not any(result_kind(found[1]) for found in results[1:])


def _is_body_alone(written: list[str], lines: list[str]) -> bool:
    """Neither head nor result, but at once the resolution and then the minutes, as only SessionNet heads them."""
    return written[:1] in (["Beschluss:"], ["Ergebnis/Beschluss:"]) and any(line in MINUTES for line in lines)


def _begins_item(line: str) -> bool:
    return bool(ITEM_ROW.match(line[:30]))


def read(name: str, kind: Kind, lines: list[str]) -> ImportedDocument:
    reader = {Kind.PAPER: _read_paper, Kind.AGENDA_ITEM: _read_agenda_item, Kind.MEETING: _read_meeting}[kind]
    return reader(name, _line_by_line(lines))


def _values(rows: list[str]) -> dict[str, str]:
    """Fields of a head: a label and its value take turns, one per line, or share a line with a colon between them."""
    values: dict[str, str] = {}
    for row, following in pairwise([*rows, ""]):
        for label, value in _shared(row):
            if value and (name := _field_of(label, value)):
                values.setdefault(name, value)
        if row in LABELS and following and following not in LABELS and (name := field_of(row)):
            values.setdefault(name, following)
    if values.get("name") and (more := _further_lines(rows, values["name"])):
        values["name"] = " ".join((values["name"], *more))
    return values


def _further_lines(rows: list[str], name: str) -> list[str]:
    """The lines of a subject below its first one, when the next label shows where it ends."""
    start = next((at + 2 for at, pair in enumerate(pairwise(rows)) if pair == ("Betreff", name)), len(rows))
    more = list(takewhile(lambda row: row not in LABELS and not _shared(row), rows[start : start + MAX_NAME_LINES]))
    return more if rows[start + len(more) : start + len(more) + 1] and len(more) < MAX_NAME_LINES else []


def _shared(row: str) -> list[tuple[str, str]]:
    """Labels and values of a line that begins with a label; a subject takes the whole line."""
    if not WITH_COLON.match(row):
        return []
    found = list(WITH_COLON.finditer(row[:MAX_SHARED]))
    if field_of(found[0][1]) == "name":
        del found[1:]
    ends = [*(label.start() for label in found[1:]), len(row)]
    return [(label[1], row[label.end() : end].strip()) for label, end in zip(found, ends, strict=True)]


def _field_of(label: str, value: str) -> str | None:
    """Older pages call the number of a paper its name."""
    if label == "Name":
        return "reference" if is_number_of_link(value) else None
    return field_of(label)


# -- Vorlage ----------------------------------------------------------------------------------------------------------


def _read_paper(name: str, lines: list[str]) -> ImportedDocument:
    consultations, lines = _take_stations(lines)
    head, sections = split_sections(lines)
    written = content(head)
    values = _values(written)
    problems = []
    if said := _prose_behind_head(head):
        sections = [Section(SectionKind.OTHER, "", False, tuple(said)), *sections]
        message = "Text vor der ersten Überschrift: bitte einem Abschnitt zuordnen."
        problems.append(Problem("paper.sections", "text_without_heading", message))
    reference = values.get("reference")
    openness, workflow = publicity(values.get("status"))
    paper = PaperRecord(
        reference=reference,
        name=values.get("name"),
        paper_type=values.get("type"),
        paper_kind=paper_kind(values.get("type")),
        publicity=openness,
        workflow=workflow,
        under_direction_of=values.get("lead"),
        originator=values.get("originator"),
        sections=tuple(section.as_record() for section in sections),
        consultations=tuple(consultations),
        files=tuple(_files(written)),
        references=other_papers(
            find_references(values.get("name"), *(section.text for section in sections)), reference
        ),
        editor_name=values.get("editor"),
        file_reference=values.get("file_reference"),
    )
    return ImportedDocument(name, System.SESSIONNET, Kind.PAPER, paper=paper, problems=tuple(problems))


def _prose_behind_head(head: list[str]) -> list[str]:
    """Text without a heading; names of files and buttons, which may stand there too, are no sentences."""
    said = _behind_head(_listed_files(head)[1])
    is_list = any(map(DOCUMENTS.fullmatch, said))
    return [] if is_list or not any(map(SENTENCE_END.search, said)) else said


def _take_stations(lines: list[str]) -> tuple[list[ConsultationRecord], list[str]]:
    """The Beratungsfolge, and all other lines: a line for each station with its result below, or rows of a table."""
    found: list[ConsultationRecord] = []
    others: list[str] = []
    columns: dict[str, int] = {}
    told: list[str] = []
    in_station = False
    for at, line in enumerate(lines):
        row = cells([line]) if "|" in line else []
        if row and columns and {"day", "organization"} & columns.keys():
            found.append(station_by_columns(columns, row))
        elif row and "organization" in (named := columns_of(row)):
            columns = named
        elif station := station_in_line(line):
            found.append(station)
            told, in_station = [], True
        elif in_station and len(told) < MAX_TOLD and _is_of_station(lines, at):
            told.append(line)
            result = told_result(told)
            found[-1] = replace(found[-1], result=result, result_kind=result_kind(result))
        else:
            others.append(line)
            in_station = in_station and not line
            columns = columns if is_table_border(line) else {}
    return found, others


def _is_of_station(lines: list[str], at: int) -> bool:
    """A field of the station, the value below its label, or a button above a field."""
    before, line = lines[at - 1], lines[at]
    is_field = FIELD_LINE.fullmatch(line) or BARE_FIELD.fullmatch(line) or BARE_FIELD.fullmatch(before)
    following = next(filter(None, lines[at + 1 : at + 3]), "")
    is_button = len(line) < 40 and not heading_of(line) and FIELD_LINE.fullmatch(following)
    return bool(is_field or line and is_button)


def _files(written: list[str]) -> list[FileRecord]:
    """As many lines as "3 Dokumente" announces; none when there are fewer before the next label."""
    if listed := _listed_files(written)[0]:
        return listed
    announced = ((at, int(row[1])) for at, line in enumerate(written) if (row := DOCUMENTS.fullmatch(line)))
    at, count = next(announced, (0, 0))
    names = list(takewhile(lambda line: line not in LABELS, written[at + 1 : at + 1 + count]))
    return [FileRecord(name=name) for name in names] if len(names) == count else []


def _listed_files(lines: list[str]) -> tuple[list[FileRecord], list[str]]:
    """The files right below the names of their columns, and all other lines."""
    heads = (at for at, line in enumerate(lines) if _is_column_head(line) and line.startswith("Dokumenttyp"))
    start = next(heads, len(lines))
    names = list(
        takewhile(lambda line: line and not BARE_FIELD.fullmatch(line) and not heading_of(line), lines[start + 1 :])
    )
    files = [
        FileRecord(name=found[1], size_bytes=read_size(found[2] or ""))
        for name in names
        if (found := FILE.fullmatch(name))
    ]
    return files, lines[:start] + lines[start + 1 + len(names) :]


# -- Tagesordnungspunkt -----------------------------------------------------------------------------------------------


def _read_agenda_item(name: str, lines: list[str]) -> ImportedDocument:
    written = content(lines)
    headline = _first(ITEM, opening(lines))
    number, public = read_item_number(headline[1] if headline else _values(opening(lines)).get("number"))
    held, result, vote = _first(MEETING, written), _first_result(written), _first(VOTE, written)
    values = _values(opening(lines))
    dated = MEETING_AND_DAY.fullmatch(values.get("meeting", ""))
    if dated:
        values |= {"day": dated[1], "meeting": dated[2]}
    meeting, problems = meeting_record(
        title=held[2] if held else values.get("meeting"),
        organization=values.get("organization"),
        day=held[1] if held else values.get("day"),
        time=values.get("time"),
        room=values.get("room"),
        location=values.get("location"),
        status=values.get("status"),
    )
    files, lines = _listed_files(lines)
    body = [line for line in lines if not (result and line == result[0]) and not (vote and line == vote[0])]
    before, sections = split_sections(body)
    said = _behind_head(before)
    if said:
        sections = with_minutes([Section(SectionKind.OTHER, "", False, tuple(said)), *sections])
    sections = [_as_resolution(section) for section in sections]
    proceedings, doubts = read_proceedings(list(filter(_belongs_to_item, sections)), has_vote=bool(vote))
    if vote:
        proceedings["vote"] = read_vote(vote[1])
    item = AgendaItemRecord(
        number=number,
        public=public,
        name=headline[2] if headline else values.get("name"),
        paper_reference=split_paper_number(values.get("reference", ""))[0],
        result=result[1] if result else None,
        result_kind=result_kind(result[1]) if result else None,
        files=tuple(files),
        **proceedings,
    )
    return ImportedDocument(
        name, System.SESSIONNET, Kind.AGENDA_ITEM, agenda_item=item, meeting=meeting, problems=(*problems, *doubts)
    )


def _behind_head(lines: list[str]) -> list[str]:
    """The lines after the last one that belongs to the head."""
    last = -1
    for at, line in enumerate(lines):
        is_label = line in LABELS or _shared(line) or FIELD_LINE.fullmatch(line) and last >= 0
        if is_label or ITEM.fullmatch(line) or line == "Tagesordnungspunkt":
            last = at + (line in LABELS)
    rest = [line for line in lines[last + 1 :] if not _is_column_head(line)]
    return rest if content(rest) else []


def _as_resolution(section: Section) -> Section:
    """What a committee recommends to the council is the resolution that it passed."""
    is_passed = section.heading.casefold().startswith("beschlussempfehlung") and section.kind == SectionKind.PROPOSAL
    return replace(section, kind=SectionKind.RESOLUTION) if is_passed else section


def _belongs_to_item(section: Section) -> bool:
    return section.kind in (SectionKind.RESOLUTION, SectionKind.MINUTES, SectionKind.OTHER)


def _first(pattern: re.Pattern, lines: list[str]) -> re.Match | None:
    return next((found for line in lines if (found := pattern.fullmatch(line))), None)


def _first_result(lines: list[str]) -> re.Match | None:
    """A line "Beschluss: …" with a known result, or else the first one: texts begin on a line of their own."""
    found = [match for line in lines if (match := RESULT.fullmatch(line))]
    return next((match for match in found if result_kind(match[1])), found[0] if found else None)


# -- Sitzung ----------------------------------------------------------------------------------------------------------


def _read_meeting(name: str, lines: list[str]) -> ImportedDocument:
    start = next((at for at, line in enumerate(lines) if _begins_item(line) or _begins_agenda(line)), len(lines))
    head = content(lines[:start])
    values = _values(head)
    headline = _first(MEETING_HEADLINE, [line for line in head if not _shared(line)])
    meeting, problems = meeting_record(
        title=values.get("meeting"),
        organization=values.get("organization") or (body_in_title(headline[1]) if headline else None),
        day=values.get("day") or (headline[2] if headline else None),
        time=values.get("time") or (headline[3] if headline else None),
        room=values.get("room"),
        location=values.get("location"),
        status=values.get("status"),
    )
    if meeting.name is None and headline:
        meeting = replace(meeting, name=headline[1])
    agenda = tuple(read_agenda(lines[start:], meeting.publicity))
    return ImportedDocument(
        name, System.SESSIONNET, Kind.MEETING, meeting=replace(meeting, agenda=agenda), problems=tuple(problems)
    )
