"""ALLRIS 4: Vorlage (vo020), Auszug (to020) and Sitzung (to010), as "Grunddaten" page or as print text."""

import re
from dataclasses import replace
from itertools import pairwise

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
from council.imports.sources.agenda import read_agenda
from council.imports.sources.labels import field_of
from council.imports.sources.page import (
    Section,
    cells,
    content,
    heading_of,
    is_boilerplate,
    joined,
    opening,
    paragraphs,
    split_sections,
)
from council.imports.sources.proceedings import (
    day_problems,
    full_title,
    is_public,
    meeting_record,
    read_proceedings,
    with_minutes,
)
from council.imports.sources.values import (
    find_references,
    is_day,
    is_paper_number,
    other_papers,
    read_day,
    read_item_number,
    read_size,
    split_paper_number,
)
from council.imports.vocabulary import (
    Publicity,
    SectionKind,
    consultation_state,
    is_role,
    paper_kind,
    publicity,
    result_kind,
    role_kind,
)

ITEM_HEADLINE = re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4}) - ([ÖN]? ?\d[\d.]{0,20}) (.{1,1000})")
MARKS = {"Grunddaten", "Reduzieren"}
KINDS_OF_ALLRIS3 = {"Vorlage", "Drucksache", "Antrag", "Anfrage"}
SHORT_LABEL = re.compile(
    r"(?:^|(?<= ))(?:TOP|Gremium|Datum|Status|Uhrzeit|Zeit|Anlass|Raum|Ort|Beratung|Vorlageart|Federführend"
    r"|Federführung|Bearbeiter/-in|Verfasser|Beschluss):"
)
TABLE_COLUMNS = ["Status", "Datum", "Gremium", "Beschluss"]
BUTTONS = {"NA", "PA", "TO", "VO"}
LABEL = re.compile(r"(-? ?)([^:]{1,60}):(?: (.*))?")
MEETING_HEADLINE = re.compile(r"(?:Tagesordnung|Sitzung) - (.{1,500})|(\d{1,2}\.\d{1,2}\.\d{4}) - (\D.{1,500})")
NO_NAME = "(wie Dokument)"  # stands in the column "Original"; the name itself was a link that got lost
SIGNED = re.compile(r"gez\.:? ?(\S.{0,100})")
TABLE_HEAD = re.compile(r"\|? ?(?:Nr\. \||---|Anlagen \|)")
DOT = "●"
MAX_VALUES = 200  # lines
MAX_NAME = 300  # characters
NEAR = 8  # lines


def recognise(lines: list[str]) -> Kind | None:
    if not MARKS & set(lines) and not any(map(_is_table_head, lines)) and not _begins_at_once(lines):
        return None
    headline = _headline(lines)
    if ITEM_HEADLINE.fullmatch(headline):
        return Kind.AGENDA_ITEM
    if is_paper_number(headline.rpartition(" - ")[2]):
        return Kind.PAPER
    if "Grunddaten" not in lines:
        return None
    values, _ = _values(lines)
    if "number" in values and "day" in values:
        return Kind.AGENDA_ITEM
    return Kind.MEETING if "organization" in values and "day" in values else None


def _begins_at_once(lines: list[str]) -> bool:
    """A short page may have no mark: its headline, and right below it the result or a text with its heading."""
    headline, below, *_ = [*opening(lines), "", ""]
    kind, dash, _ = headline.rpartition(" - ")
    is_headline = ITEM_HEADLINE.fullmatch(headline) or dash and paper_kind(kind) and kind not in KINDS_OF_ALLRIS3
    return bool(is_headline and heading_of(below))


def _is_table_head(line: str) -> bool:
    """The names of the columns, with or without borders between them."""
    return line[:80].replace("|", "").replace(" ", "").startswith("".join(TABLE_COLUMNS))


def _headline(lines: list[str]) -> str:
    """The line that names the record; above it the site may have put its own name."""
    written = opening(lines)
    for line in written[:10]:
        before, dash, number = line.rpartition(" - ")
        if ITEM_HEADLINE.fullmatch(line) or dash and len(before) < 80 and is_paper_number(number):
            return line
    return next((line for line in written[:10] if MEETING_HEADLINE.fullmatch(line)), "")


def read(name: str, kind: Kind, lines: list[str]) -> ImportedDocument:
    reader = {Kind.PAPER: _read_paper, Kind.AGENDA_ITEM: _read_agenda_item, Kind.MEETING: _read_meeting}[kind]
    headline = _headline(lines)
    return reader(name, lines[lines.index(headline) :] if headline else lines)


def _values(lines: list[str]) -> tuple[dict[str, str], int]:
    """The fields under "Grunddaten", and where the list ends: "- Label:", then its value in one or more lines.

    The first line of a value is led by "-". A line without it goes on with the value as long as a label follows.
    """
    if "Grunddaten" not in lines:
        return {}, next((at for at, line in enumerate(lines) if heading_of(line)), len(lines))
    found: dict[str, list[str]] = {}
    under: list[str] = []
    start = lines.index("Grunddaten") + 1
    last = max((at for at in range(start, min(len(lines), start + MAX_VALUES)) if _label(lines, at)), default=start)
    for at in range(start, len(lines)):
        line = lines[at]
        label = _label(lines, at)
        is_end = line in ("Beratungsfolge", "Tagesordnung", "Dokumente") or not label and heading_of(line)
        is_text = any(under[:2]) and not line.startswith("-")  # a value begins beside its "-" or on the line below
        if is_end or at > last and any(under) and (is_text or not line):
            return _joined_values(found), at
        if label:
            under = found.setdefault(label[0], [])
            line = label[1]
        under.append(line.removeprefix("-").strip())
    return _joined_values(found), len(lines)


def _one_label_a_line(lines: list[str]) -> list[str]:
    """Below "Grunddaten" some programs put two fields on a line: "Datum: Di., 21.10.2031 Status: gemischt"."""
    if "Grunddaten" not in lines:
        return lines
    start = lines.index("Grunddaten") + 1
    found: list[str] = []
    for line in lines[start : start + MAX_VALUES]:
        ends = [label.start() for label in SHORT_LABEL.finditer(line)] if SHORT_LABEL.match(line) else []
        if len(ends) > 1:
            found += [line[at:end].strip().replace(":", ": ", 1) for at, end in pairwise([*ends, len(line)])]
        else:
            found.append(line)
    return [*lines[:start], *found, *lines[start + MAX_VALUES :]]


def _label(lines: list[str], at: int) -> tuple[str, str] | None:
    """Field and value; a label may lack its "-" where it is no heading of a text as well, as its value tells."""
    found = LABEL.fullmatch(lines[at])
    if not found:
        return None
    name = field_of(found[2])
    if found[1].strip():
        return name or found[2], found[3] or ""
    is_field = name and (not heading_of(lines[at]) or _is_value(name, found[3] or "".join(lines[at + 1 : at + 2])))
    return (name, found[3] or "") if is_field else None


def _is_value(name: str, text: str) -> bool:
    """Whether `text` is what a field holds whose label is a heading of texts too."""
    return name == "result" and bool(text and result_kind(text)) or name == "publicity" and bool(publicity(text)[0])


def _joined_values(found: dict[str, list[str]]) -> dict[str, str]:
    return {label: value for label, rows in found.items() if (value := " ".join(filter(None, rows)))}


# -- Vorlage ----------------------------------------------------------------------------------------------------------


def _read_paper(name: str, lines: list[str]) -> ImportedDocument:
    kind_in_headline, _, reference = _headline(lines).rpartition(" - ")
    lines = _one_label_a_line(lines)
    values, _ = _values(lines)
    signed_by, lines = _signature(lines)
    stations, rest = _take_table(below := _without_panels(lines), "Beratungsfolge")
    start = below.index("Beratungsfolge") if "Beratungsfolge" in below else _values(rest)[1]
    before, sections = split_sections(rest[start:])
    sections = [*split_sections(rest[:start])[1], *sections]
    consultations, problems = _consultations(stations)
    if content(before):
        sections.insert(0, Section(SectionKind.OTHER, "", False, tuple(before)))
        message = "Text vor der ersten Überschrift: bitte einem Abschnitt zuordnen."
        problems.append(Problem("paper.sections", "text_without_heading", message))
    if "Beratungsfolge" in lines and not consultations:
        message = "Die Beratungsfolge war beim Speichern eingeklappt: Seite mit offener Beratungsfolge neu speichern."
        problems.append(Problem("paper.consultations", "consultations_collapsed", message))
    paper_type = values.get("type") or kind_in_headline or None
    if kind_in_headline and paper_type != kind_in_headline:
        message = f"Überschrift „{kind_in_headline}“ und Vorlageart „{paper_type}“ sind verschieden: bitte prüfen."
        problems.append(Problem("paper.paper_type", "paper_type_differs", message))
    openness, workflow = publicity(values.get("status"))
    paper = PaperRecord(
        reference=reference,
        name=values.get("name"),
        paper_type=paper_type,
        paper_kind=paper_kind(paper_type),
        publicity=openness,
        workflow=workflow,
        under_direction_of=values.get("lead"),
        originator=values.get("originator"),
        signed_by=signed_by,
        sections=tuple(section.as_record() for section in sections if not _is_file_table(section)),
        consultations=tuple(consultations),
        files=tuple(file for section in sections if _is_file_table(section) for file in _files(section)),
        references=other_papers(
            find_references(values.get("name"), *(section.text for section in sections)), reference
        ),
        editor_name=values.get("editor"),
        file_reference=values.get("file_reference"),
    )
    return ImportedDocument(name, System.ALLRIS4, Kind.PAPER, paper=paper, problems=tuple(problems))


def _without_panels(lines: list[str]) -> list[str]:
    """Without the names of documents and attachments beside the head: the attachments come again below the text."""
    if "Dokumente" not in lines:
        return lines
    start = lines.index("Dokumente")
    end = next((at for at in range(start + 1, len(lines)) if _is_below_panels(lines[at])), start)
    is_beside = all(len(line) <= MAX_NAME for line in lines[start:end])
    return lines[:start] + lines[end:] if is_beside else lines


def _is_below_panels(line: str) -> bool:
    found = heading_of(line)
    return line in ("Beratungsfolge", "Tagesordnung", "Reduzieren") or bool(
        found and found[0] != SectionKind.ATTACHMENTS
    )


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
    start = end = lines.index(heading) + 1
    while end < len(lines) and lines[end] in ("", heading):  # a table may have the heading as its caption too
        end += 1
    if _is_bare_head(lines, end):
        end = _end_of_bare_table(lines, end)
        rows = [line if line == DOT else f"{line} |" for line in lines[start:end] if line]
        return rows, lines[: start - 1] + lines[end:]
    while end < len(lines):
        line = lines[end]
        following = lines[end + 1] if end + 1 < len(lines) else ""
        if line and not (line == DOT or lines[end - 1] == DOT or "|" in line or following.startswith("|")):
            break
        end += 1
    return lines[start:end], lines[: start - 1] + lines[end:]


def _is_bare_head(lines: list[str], at: int) -> bool:
    """The names of the columns, each on a line of its own or all on one, or the first row, but without borders."""
    if lines[at : at + len(TABLE_COLUMNS)] == TABLE_COLUMNS:
        return True
    if lines[at : at + 1] == [DOT]:
        return not any("|" in line for line in lines[at : at + NEAR])
    return at < len(lines) and "|" not in lines[at] and _is_table_head(lines[at])


def _end_of_bare_table(lines: list[str], start: int) -> int:
    """The end of a table that was copied cell by cell, without borders: a heading, or the button of the next part."""
    found = (
        at
        for at in range(start + 1, len(lines))
        if is_boilerplate(lines[at]) or heading_of(lines[at]) and not is_role(lines[at]) and not result_kind(lines[at])
    )
    return next(found, len(lines))


def _consultations(table: list[str]) -> tuple[list[ConsultationRecord], list[Problem]]:
    rows: list[list[str]] = []
    for line in table:
        if line.lstrip("| ").startswith(DOT):
            rows.append([line.lstrip("| ").removeprefix(DOT).strip()])
        elif rows:
            rows[-1].append(line)
    found: list[ConsultationRecord] = []
    problems: list[Problem] = []
    for row in rows:
        station, meetings = _station(cells(row))
        for day, meeting, result in meetings or [(None, "", "")]:
            problems += day_problems(f"paper.consultations.{len(found)}.date", day)
            found.append(
                replace(
                    station,
                    date=read_day(day),
                    meeting_name=meeting or None,
                    result=result or None,
                    result_kind=result_kind(result or None),
                )
            )
            station = replace(station, state=None, state_kind=None)  # is said of the first meeting only
    return found, problems


def _station(row: list[str]) -> tuple[ConsultationRecord, list[tuple[str, str, str]]]:
    """State, –, body, role, and then day, meeting and result of each meeting; all but the day may be missing."""
    row = [row[0], *(cell for cell in row[1:] if cell not in BUTTONS)]
    days = [at for at, cell in enumerate(row) if is_day(cell)]
    before = row[1 : days[0]] if days else row[1:]
    body_at = next((position for position, cell in enumerate(before) if cell), len(before))
    organization, role, *_ = [*before[body_at : body_at + 2], "", ""]
    state = row[0] or None
    station = ConsultationRecord(
        organization=organization or None,
        role=role or None,
        role_kind=role_kind(role),
        state=state,
        state_kind=consultation_state(state),
    )
    meetings = []
    for at, end in pairwise([*days, len(row)]):
        meeting, result, *_ = [*row[at + 1 : end], "", ""]
        meetings.append((row[at], meeting, result))
    return station, meetings


def _is_file_table(section: Section) -> bool:
    written = content(list(section.lines))
    if section.kind != SectionKind.ATTACHMENTS or not written:
        return False
    heads = (line[:100].replace(" ", "").lstrip("|") for line in written[:2])
    return any(head.startswith(("Nr.|Name", "Nr.Name")) for head in heads) or written[:2] == ["Nr.", "Name"]


def _files(section: Section) -> list[FileRecord]:
    """A row is a number, a name and then, somewhere, a size."""
    files: list[FileRecord] = []
    number = name = None
    lines = [line for line in section.lines if not TABLE_HEAD.match(line)]
    for cell in filter(None, cells(lines) if any("|" in line for line in lines) else lines):
        if number is None:
            number = int(cell) if cell.isdecimal() and len(cell) < 5 else None
        elif name is None:
            name = cell
            files.append(FileRecord(number=number, name=None if cell == NO_NAME else cell))
        elif cell.isdecimal() and len(cell) < 5:
            number, name = int(cell), None
        elif (size := read_size(cell)) is not None:
            files[-1] = replace(files[-1], size_bytes=size)
    return files


# -- Auszug -----------------------------------------------------------------------------------------------------------


def _read_agenda_item(name: str, lines: list[str]) -> ImportedDocument:
    headline = ITEM_HEADLINE.fullmatch(_headline(lines))
    lines = _one_label_a_line(_without_panels(lines))
    values, end = _values(lines)
    meeting, problems = _meeting(values, headline and headline[1])
    before, sections = split_sections(lines[end if "Grunddaten" in lines else 1 :])
    if content(before):
        sections = with_minutes([Section(SectionKind.OTHER, "", False, tuple(before)), *sections])
    result = values.get("result")
    if result is None and sections:
        result, said = _result_and_rest(sections[0])
        sections = with_minutes([*said, *sections[1:]])
    number, public = read_item_number(values.get("number") or headline and headline[2])
    stated, _ = publicity(values.get("publicity"))
    contradiction = public is True and stated == Publicity.NON_PUBLIC
    if contradiction:
        message = "Nummer und Angabe zur Beratung widersprechen sich: bitte prüfen, ob der Punkt öffentlich ist."
        problems.append(Problem("agenda_item.public", "publicity_differs", message))
    proceedings, doubts = read_proceedings(sections)
    paper = _paper_behind(values)
    item = AgendaItemRecord(
        number=number,
        public=None if contradiction else is_public(public, stated or meeting.publicity),
        name=full_title(headline[3], values.get("name"), paper and paper.name) if headline else values.get("name"),
        paper_reference=paper.reference if paper else None,
        result=result,
        result_kind=result_kind(result),
        paper=paper,
        **proceedings,
    )
    return ImportedDocument(
        name, System.ALLRIS4, Kind.AGENDA_ITEM, agenda_item=item, meeting=meeting, problems=(*problems, *doubts)
    )


def _meeting(values: dict[str, str], headline_day: str | None) -> tuple[MeetingRecord, list[Problem]]:
    return meeting_record(
        title=values.get("meeting"),
        organization=values.get("organization"),
        day=values.get("day") or headline_day,
        time=values.get("time"),
        room=values.get("room"),
        location=values.get("location"),
        status=values.get("status"),
        occasion=values.get("occasion"),
    )


def _result_and_rest(section: Section) -> tuple[str | None, list[Section]]:
    """Print texts put the result under "Beschluss:", as they do with the text of the resolution.

    What follows the result without a heading was said before it.
    """
    first, *said = paragraphs(list(section.lines))
    if section.kind != SectionKind.RESOLUTION or result_kind(first) is None:
        return None, [section]
    lines = tuple(joined(said).split("\n")) if said else ()
    return first, [Section(SectionKind.OTHER, "", False, lines)] if lines else []


def _paper_behind(values: dict[str, str]) -> PaperRecord | None:
    paper_type, lead = values.get("type"), values.get("lead")
    reference, rest = split_paper_number(values.get("reference", ""))
    if not (paper_type or lead or reference):
        return None
    return PaperRecord(
        reference=reference,
        name=rest or values.get("name"),
        paper_type=paper_type,
        paper_kind=paper_kind(paper_type),
        under_direction_of=lead,
        originator=values.get("originator"),
        editor_name=values.get("editor"),
    )


# -- Sitzung ----------------------------------------------------------------------------------------------------------


def _read_meeting(name: str, lines: list[str]) -> ImportedDocument:
    lines = _one_label_a_line(lines)
    values, end = _values(lines)
    headline = MEETING_HEADLINE.fullmatch(_headline(lines))
    if "meeting" not in values and (title := values.get("name") or headline and (headline[1] or headline[3])):
        values["meeting"] = title
    meeting, problems = _meeting(values, headline and headline[2])
    meeting = replace(meeting, agenda=tuple(read_agenda(lines[end:], meeting.publicity)))
    return ImportedDocument(name, System.ALLRIS4, Kind.MEETING, meeting=meeting, problems=tuple(problems))
