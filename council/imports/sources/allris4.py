"""ALLRIS 4: Vorlage (vo020) and Auszug (to020), each as "Grunddaten" page or as print text, saved as text."""

import re

from council.imports.records import (
    AgendaItemRecord,
    ConsultationRecord,
    FileRecord,
    ImportedDocument,
    Kind,
    MeetingRecord,
    PaperRecord,
    Problem,
    System,
)
from council.imports.sources.page import Section, cells, content, heading_of, opening, split_sections
from council.imports.sources.proceedings import day_problems, is_public, meeting_record, read_proceedings
from council.imports.sources.values import (
    find_references,
    is_paper_number,
    other_papers,
    read_day,
    read_item_number,
    read_size,
)
from council.imports.vocabulary import (
    Publicity,
    SectionKind,
    consultation_state,
    paper_kind,
    publicity,
    result_kind,
    role_kind,
)

ITEM_HEADLINE = re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4}) - ([ÖN]? ?\d[\d.]{0,20}) (.{1,1000})")
MARKS = {"Grunddaten", "Reduzieren", "Status | Datum | Gremium | Beschluss | NA |"}
LABEL = re.compile(r"- ([^:]{1,60}):(?: (.*))?")
SIGNED = re.compile(r"gez\.:? ?(\S.{0,100})")
TABLE_HEAD = re.compile(r"Nr\. \||---")
DOT = "●"


def recognise(lines: list[str]) -> Kind | None:
    written = opening(lines)
    if not (written and MARKS & set(lines)):
        return None
    if ITEM_HEADLINE.fullmatch(written[0]):
        return Kind.AGENDA_ITEM
    return Kind.PAPER if is_paper_number(written[0].rpartition(" - ")[2]) else None


def read(name: str, kind: Kind, lines: list[str]) -> ImportedDocument:
    return {Kind.PAPER: _read_paper, Kind.AGENDA_ITEM: _read_agenda_item}[kind](name, lines)


def _values(lines: list[str]) -> dict[str, str]:
    """The list under "Grunddaten": "- Label:", then its value in one or more lines, the first led by "-"."""
    if "Grunddaten" not in lines:
        return {}
    found: dict[str, list[str]] = {}
    under: list[str] = []
    for line in lines[lines.index("Grunddaten") + 1 :]:
        if line == "Beratungsfolge" or heading_of(line):
            break
        if label := LABEL.fullmatch(line):
            under = found.setdefault(label[1], [])
            line = label[2] or ""
        under.append(line.removeprefix("-").strip())
    return {label: value for label, rows in found.items() if (value := " ".join(filter(None, rows)))}


# -- Vorlage ----------------------------------------------------------------------------------------------------------


def _read_paper(name: str, lines: list[str]) -> ImportedDocument:
    headline = opening(lines)[0]
    kind_in_headline, _, reference = headline.rpartition(" - ")
    values = _values(lines)
    signed_by, lines = _signature(lines)
    stations, rest = _take_table(lines, "Beratungsfolge")
    _, sections = split_sections(rest)
    consultations, problems = _consultations(stations)
    if "Beratungsfolge" in lines and not consultations:
        message = "Die Beratungsfolge war beim Speichern eingeklappt: Seite mit offener Beratungsfolge neu speichern."
        problems.append(Problem("paper.consultations", "consultations_collapsed", message))
    paper_type = values.get("Vorlageart") or kind_in_headline or None
    if kind_in_headline and paper_type != kind_in_headline:
        message = f"Überschrift „{kind_in_headline}“ und Vorlageart „{paper_type}“ sind verschieden: bitte prüfen."
        problems.append(Problem("paper.paper_type", "paper_type_differs", message))
    openness, workflow = publicity(values.get("Status"))
    paper = PaperRecord(
        reference=reference,
        name=values.get("Betreff"),
        paper_type=paper_type,
        paper_kind=paper_kind(paper_type),
        publicity=openness,
        workflow=workflow,
        under_direction_of=values.get("Federführend"),
        originator=values.get("Antragstellend"),
        signed_by=signed_by,
        sections=tuple(section.as_record() for section in sections if not _is_file_table(section)),
        consultations=tuple(consultations),
        files=tuple(file for section in sections if _is_file_table(section) for file in _files(section)),
        references=other_papers(
            find_references(values.get("Betreff"), *(section.text for section in sections)), reference
        ),
        editor_name=values.get("Bearbeiter/-in") or values.get("Verfasser/-in"),
        file_reference=values.get("Aktenzeichen"),
    )
    return ImportedDocument(name, System.ALLRIS4, Kind.PAPER, paper=paper, problems=tuple(problems))


def _signature(lines: list[str]) -> tuple[str | None, list[str]]:
    signatures = [found for line in lines if (found := SIGNED.fullmatch(line))]
    if not signatures:
        return None, lines
    return signatures[-1][1], [line for line in lines if line != signatures[-1][0]]


def _take_table(lines: list[str], heading: str) -> tuple[list[str], list[str]]:
    """The lines of the table under `heading`, and all other lines.

    Each cell is a line, followed by a line "|"; a dot and a state begin a row. The first line that is
    neither ends the table, even when it looks like a cell ("Beschluss" is a role and a heading).
    """
    if heading not in lines:
        return [], lines
    start = lines.index(heading) + 1
    end = start
    while end < len(lines):
        line = lines[end]
        following = lines[end + 1] if end + 1 < len(lines) else ""
        if line and not (line == DOT or lines[end - 1] == DOT or "|" in line or following.startswith("|")):
            break
        end += 1
    return lines[start:end], lines[: start - 1] + lines[end:]


def _consultations(table: list[str]) -> tuple[list[ConsultationRecord], list[Problem]]:
    rows: list[list[str]] = []
    for line in table:
        if line.startswith(DOT):
            rows.append([line.removeprefix(DOT).strip()])
        elif rows:
            rows[-1].append(line)
    found: list[ConsultationRecord] = []
    problems: list[Problem] = []
    for row in rows:
        record, day = _consultation(cells(row))
        problems += day_problems(f"paper.consultations.{len(found)}.date", day)
        found.append(record)
    return found, problems


def _consultation(row: list[str]) -> tuple[ConsultationRecord, str | None]:
    """State, –, body, role, –, –, day, meeting, result; the day is the anchor, for the others may be missing."""
    at = next((at for at, cell in enumerate(row) if read_day(cell)), None)
    before = row[1:at] if at is not None else row[1:]
    after = row[at + 1 :] if at is not None else []
    body_at = next((position for position, cell in enumerate(before) if cell), len(before))
    organization, role, *_ = [*before[body_at : body_at + 2], "", ""]
    meeting, result, *_ = [*after, "", ""]
    state = row[0] or None
    record = ConsultationRecord(
        organization=organization or None,
        role=role or None,
        role_kind=role_kind(role),
        date=read_day(row[at]) if at is not None else None,
        meeting_name=meeting or None,
        result=result or None,
        result_kind=result_kind(result or None),
        state=state,
        state_kind=consultation_state(state),
    )
    return record, row[at] if at is not None else None


def _is_file_table(section: Section) -> bool:
    written = content(list(section.lines))
    return section.kind == SectionKind.ATTACHMENTS and bool(written) and written[0].startswith("Nr. | Name")


def _files(section: Section) -> list[FileRecord]:
    """A row is a number, a name and then, somewhere, a size."""
    files: list[FileRecord] = []
    number = name = None
    for cell in filter(None, cells([line for line in section.lines if not TABLE_HEAD.match(line)])):
        if number is None:
            number = int(cell) if cell.isdecimal() and len(cell) < 5 else None
        elif name is None:
            name = cell
            files.append(FileRecord(number=number, name=name))
        elif cell.isdecimal() and len(cell) < 5:
            number, name = int(cell), None
        elif (size := read_size(cell)) is not None:
            files[-1] = FileRecord(number=number, name=name, size_bytes=size)
    return files


# -- Auszug -----------------------------------------------------------------------------------------------------------


def _read_agenda_item(name: str, lines: list[str]) -> ImportedDocument:
    headline = ITEM_HEADLINE.fullmatch(opening(lines)[0])
    values = _values(lines)
    meeting, problems = _meeting(values, headline[1])
    _, sections = split_sections(_below_values(lines))
    result = values.get("Beschluss")
    if result is None and sections and _is_result(sections[0]):
        result = sections.pop(0).text
    number, public = read_item_number(values.get("TOP") or headline[2])
    stated, _ = publicity(values.get("Beratung"))
    contradiction = public is True and stated == Publicity.NON_PUBLIC
    if contradiction:
        message = "Nummer und Angabe zur Beratung widersprechen sich: bitte prüfen, ob der Punkt öffentlich ist."
        problems.append(Problem("agenda_item.public", "publicity_differs", message))
    proceedings, doubts = read_proceedings(sections)
    item = AgendaItemRecord(
        number=number,
        public=None if contradiction else is_public(public, stated or meeting.publicity),
        name=headline[3],
        result=result,
        result_kind=result_kind(result),
        paper=_paper_behind(values),
        **proceedings,
    )
    return ImportedDocument(
        name, System.ALLRIS4, Kind.AGENDA_ITEM, agenda_item=item, meeting=meeting, problems=(*problems, *doubts)
    )


def _meeting(values: dict[str, str], headline_day: str) -> tuple[MeetingRecord, list[Problem]]:
    return meeting_record(
        title=values.get("Bezeichnung"),
        organization=values.get("Gremium"),
        day=values.get("Datum") or headline_day,
        time=values.get("Uhrzeit") or values.get("Zeit"),
        room=values.get("Raum"),
        location=values.get("Ort"),
        status=values.get("Status"),
        occasion=values.get("Anlass"),
    )


def _below_values(lines: list[str]) -> list[str]:
    start = next((at for at, line in enumerate(lines) if heading_of(line)), len(lines))
    return lines[start:]


def _is_result(section: Section) -> bool:
    """Print texts put the result under "Beschluss:", as they do with the text of the resolution."""
    return section.kind == SectionKind.RESOLUTION and result_kind(section.text) is not None


def _paper_behind(values: dict[str, str]) -> PaperRecord | None:
    paper_type, lead = values.get("Vorlageart"), values.get("Federführend")
    if not (paper_type or lead):
        return None
    return PaperRecord(paper_type=paper_type, paper_kind=paper_kind(paper_type), under_direction_of=lead)
