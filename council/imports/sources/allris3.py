"""ALLRIS 3: Vorlage (vo020), Auszug (to020) and Tagesordnung (to010) as saved text.

A head of "Label: value" lines, several of them run together ("Status:öffentlichVorlage-Art:…"), the Beratungsfolge
with two rows per station, an index of the sections that follow, and then the sections.
"""

import re
from collections.abc import Iterable
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
    ReferenceRecord,
    System,
)
from council.imports.sources.agenda import read_agenda
from council.imports.sources.labels import field_of
from council.imports.sources.page import (
    Section,
    cells,
    content,
    heading_of,
    joined,
    opening,
    paragraphs,
    split_sections,
)
from council.imports.sources.proceedings import (
    day_problems,
    is_public,
    meeting_record,
    read_proceedings,
    with_minutes,
    without_discussion,
)
from council.imports.sources.stations import columns_of, station_by_columns
from council.imports.sources.values import (
    find_references,
    is_day,
    is_number_of_headline,
    is_paper_number,
    other_papers,
    read_day,
    read_file_row,
    read_item_number,
    split_meeting_number,
    split_paper_number,
)
from council.imports.vocabulary import (
    SectionKind,
    is_role,
    paper_kind,
    publicity,
    result_kind,
    role_kind,
)

HEADLINE = re.compile(r"(Vorlage|Drucksache|Antrag|Anfrage|Auszug|Tagesordnung) - (.{1,500})")
LABEL = re.compile(
    r"(Betreff|Bezeichnung|Status|Vorlage-Art|Vorlageart|Vorlagenart|Vorlagen-Art|Drucksache-Art|Drucksachenart"
    r"|Drucksachen-Art|Federführend|Federführung|Beteiligt|Bearbeiter/-in|Bearbeiter/in|Bearbeiter|Verfasser\(in\)"
    r"|Verfasser/-in|Verfasser/in|Verfasser|Sachbearbeiter/-in|Berichterstatter/-in|Berichterstatter/in"
    r"|Berichterstatter|Aktenzeichen|Initiator|Antragsteller/-in|Antragsteller/in|Antragsteller|Einreicher|Bezüglich"
    r"|Zusatz|Beratungsfolge|TOP|Gremium|Ausschuss|Beschlussart|Sitzungsdatum|Datum|Sitzungszeit|Uhrzeit|Zeit|Beginn"
    r"|Anlass|Sitzungsraum|Raum|Sitzungsort|Ort|Sitzung|Vorgang/Beschluss|Beschluss(?=:\d)|Beitritt) ?:"
)
WHOLE_LINE = {"name", "meeting"}  # free text that may itself contain "Status:"

COLUMN_BORDER = re.compile(r"(?<=[a-zäöüß)])(?=[A-ZÄÖÜ])|(?<=[A-ZÄÖÜ][A-ZÄÖÜ])(?=[A-ZÄÖÜ][a-zäöü])")
FILE_NAME_END = " PDF-Dokument"
TEASER = 40  # characters that tell a repeated beginning
MIN_TEASER = 10

_DAY_AND_MEETING = re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4}) (.{1,480})")
MEETING_WORD = re.compile(r"sitzung|tagung\b", re.IGNORECASE)
MAX_SUBJECT = 20  # lines
MAX_ROWS = 2000  # of a Beratungsfolge: the longest seen ran for 17 years and had 30
MAX_ROW = 500  # characters; a longer line is prose
MAX_PHRASE = 16  # words; the longest role or result looked for at the end of a row


def recognise(lines: list[str]) -> Kind | None:
    starts = {_name(found) for line in opening(lines) if (found := LABEL.match(line))}
    headline = _headline(lines)
    if headline and headline[1] == "Tagesordnung":
        return Kind.MEETING
    if "number" in starts and "organization" in starts:
        return Kind.AGENDA_ITEM
    if "organization" in starts and "day" in starts and any(map(_is_table_head, lines)):
        return Kind.MEETING
    if headline and headline[1] == "Auszug" and any(map(_index_of, opening(lines))):
        return Kind.AGENDA_ITEM
    if headline and headline[1] != "Auszug" and "name" in starts:
        return Kind.PAPER
    return Kind.PAPER if _is_body_alone(lines) else None


def _is_body_alone(lines: list[str]) -> bool:
    """A Vorlage whose head was lost when it was saved: the site's name, then at once a section."""
    first = next((line for line in lines if line), "")
    written = opening(lines)
    found = heading_of(written[0]) if written else None
    return first == "Bürgerinformationssystem" and bool(found) and found[0] in (SectionKind.FACTS, SectionKind.PROPOSAL)


def read(name: str, kind: Kind, lines: list[str]) -> ImportedDocument:
    reader = {Kind.PAPER: _read_paper, Kind.AGENDA_ITEM: _read_agenda_item, Kind.MEETING: _read_meeting}[kind]
    return reader(name, _from_headline(lines))


def _from_headline(lines: list[str]) -> list[str]:
    """The page without the menu of its site, whose entries may look like headings; its index an entry per line."""
    headline = _headline(lines)
    below = lines[lines.index(headline[0]) :] if headline else lines
    return [row for line in _without_gap_in_subject(below) for row in _index_of(line) or [line]]


def _without_gap_in_subject(lines: list[str]) -> list[str]:
    """A subject may have paragraphs: all up to the status, which comes next in every head."""
    start = next((at for at, line in enumerate(lines[:MAX_SUBJECT]) if line.startswith("Betreff")), None)
    if start is None:
        return lines
    under = list(takewhile(lambda line: not LABEL.match(line), lines[start + 1 : start + MAX_SUBJECT]))
    end = start + 1 + len(under)
    is_closed = end < len(lines) and lines[end].startswith("Status") and all(len(line) <= MAX_ROW for line in under)
    return lines[: start + 1] + content(under) + lines[end:] if is_closed else lines


def _index_of(line: str) -> list[str]:
    """The headings of an index that was copied as the row of a table: "Wortprotokoll Beschluss |"."""
    if not line.endswith("|") or len(line) > MAX_ROW:
        return []
    words = line.replace("|", " ").split()
    return words if words and all(found and not found[2] for found in map(heading_of, words)) else []


def _headline(lines: list[str]) -> re.Match | None:
    return next((found for line in opening(lines) if (found := HEADLINE.fullmatch(line))), None)


def _number_in_headline(lines: list[str]) -> str | None:
    found = [headline[2] for line in opening(lines) if (headline := HEADLINE.fullmatch(line))]
    return next(filter(is_number_of_headline, found), None)


# -- head -------------------------------------------------------------------------------------------------------------


def _pairs(line: str) -> list[tuple[str, str, str]]:
    """Field, value and label for each label of a line that begins with one; a label may follow a value directly."""
    first = LABEL.match(line)
    if not first:
        return []
    if _name(first) in WHOLE_LINE:
        return [(_name(first), line[first.end() :].strip(), first[1])]
    found = list(LABEL.finditer(line))
    ends = [*(label.start() for label in found[1:]), len(line)]
    return [(_name(label), line[label.end() : end].strip(), label[1]) for label, end in zip(found, ends, strict=True)]


def _name(label: re.Match) -> str:
    """The field; a label that is none stands for itself, as does "Beschluss" before the number of a resolution."""
    return field_of(label[1]) if label[1] != "Beschluss" and field_of(label[1]) else label[1]


def _labels(lines: list[str]) -> tuple[dict[str, str], list[Problem]]:
    """First value of each field. It may stand on the next line, but not when several labels wait for one."""
    parts: dict[str, list[str]] = {}
    waiting: list[tuple[str, str]] = []
    apart: list[str] = []
    running_on = None
    for line in lines:
        pairs = _pairs(line)
        if pairs or not line:
            running_on = None
        elif running_on:
            parts[running_on].append(line)
        elif len(waiting) == 1:
            parts.setdefault(waiting.pop()[0], [line])
        else:
            apart += [label for _, label in waiting]
            waiting = []
        for name, value, label in pairs:
            if not value:
                waiting.append((name, label))
            elif name not in parts:
                parts[name] = [value]
                waiting = []
                running_on = name if name in WHOLE_LINE else None
    values = {name: " ".join(rows) for name, rows in parts.items()}
    if not apart:
        return values, []
    message = f"Bezeichnungen und Werte stehen getrennt ({', '.join(apart)}): Werte von Hand zuordnen."
    return values, [Problem("paper", "labels_apart", message)]


def _two_columns(field: str, value: str | None) -> tuple[str | None, str | None, list[Problem]]:
    """Berlin prints "Ursprung" and "aktuell" side by side: current value, original value."""
    if value is None:
        return None, None, []
    half = value[: len(value) // 2]
    parts = [half, half] if half and value == 2 * half else COLUMN_BORDER.split(value)
    if len(parts) == 1:
        return value, None, []
    if len(parts) == 2 and parts[0] == parts[1]:
        return parts[1], parts[0], []
    if len(parts) > 2:
        message = f"„{value}“ enthält zwei Spalten (Ursprung und aktuell), deren Grenze unklar ist: bitte trennen."
        return value, None, [Problem(field, "columns_unclear", message)]
    message = f"Ursprung „{parts[0]}“, aktuell „{parts[1]}“: übernommen ist der aktuelle Wert, bitte prüfen."
    return parts[1], parts[0], [Problem(field, "value_changed", message)]


def _paper_head(values: dict[str, str], *, two_columns: bool = False) -> tuple[dict, list[Problem]]:
    """The fields of a PaperRecord that a head names; problems come from the two columns only."""
    paper_type, originator = values.get("type"), values.get("originator")
    original_type = original_originator = None
    problems = []
    if two_columns:
        paper_type, original_type, doubts = _two_columns("paper.paper_type", paper_type)
        originator, original_originator, more = _two_columns("paper.originator", originator)
        problems = doubts + more
    openness, workflow = publicity(values.get("status"))
    return {
        "paper_type": paper_type,
        "paper_kind": paper_kind(paper_type),
        "publicity": openness,
        "workflow": workflow,
        "under_direction_of": values.get("lead"),
        "originator": originator,
        "editor_name": values.get("editor"),
        "file_reference": values.get("file_reference"),
        "original_paper_type": original_type,
        "original_originator": original_originator,
    }, problems


# -- Vorlage ----------------------------------------------------------------------------------------------------------


def _read_paper(name: str, lines: list[str]) -> ImportedDocument:
    head, stations, body = _parts(lines)
    values, problems = _labels(head)
    facts, doubts = _paper_head(values, two_columns=any(map(_is_column_head, head)))
    listed, body = _listed_files(body)
    sections, misplaced = _sections(body)
    consultations, unclear = _consultations(stations)
    reference = _number_in_headline(head)
    written = tuple(section for section in sections if not _is_family(section))
    files = (*listed, *_file_rows(written))
    paper = PaperRecord(
        reference=reference,
        name=values.get("name"),
        sections=tuple(section.as_record() for section in written if not _is_file_list(section)),
        consultations=tuple(consultations),
        files=files,
        references=_references(reference, values, sections),
        **facts,
    )
    problems = (*problems, *doubts, *unclear, *misplaced)
    return ImportedDocument(name, System.ALLRIS3, Kind.PAPER, paper=paper, problems=problems)


def _parts(lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Head, rows of the Beratungsfolge, body."""
    start = next((at for at, line in enumerate(lines) if heading_of(line)), len(lines))
    if not any(line.startswith("Beratungsfolge") for line in lines[:start]):
        start = min(start, _end_of_head(lines))
    head = lines[:start]
    label = next((at for at, line in enumerate(head) if line.startswith("Beratungsfolge")), None)
    if label is None:
        return head, [], lines[start:]
    rows = head[label + 1 :]
    end = _end_of_stations(rows)
    return head[:label], rows[:end], rows[end:] + lines[start:]


def _end_of_head(lines: list[str]) -> int:
    """Where a text begins that has no heading: behind the labels, after an empty line."""
    last = 0
    for at, line in enumerate(lines):
        if LABEL.match(line):
            last = at
        elif line and last and not lines[at - 1] and not split_paper_number(line)[0] and not _is_column_head(line):
            return at
    return len(lines)


def _is_column_head(line: str) -> bool:
    return line.replace(" ", "") == "Ursprungaktuell"


def _listed_files(body: list[str]) -> tuple[list[FileRecord], list[str]]:
    """Some sites list the attachments by their names beside the index, before the text."""
    start = next((at for at, line in enumerate(body) if line), 0)
    index = list(takewhile(lambda found: found and not found[2], map(heading_of, body[start:])))
    at = start + len(index)
    is_list = at < len(body) and body[at] == "Anlagen:" and at + 1 < len(body) and body[at + 1]
    if not is_list:
        return [], body
    rows = list(takewhile(bool, body[at + 1 :]))
    if any(row == "Nr. Name" or len(row) > MAX_ROW for row in rows):
        return [], body
    files = [read_file_row(row) or FileRecord(name=row.removesuffix(FILE_NAME_END)) for row in rows]
    return files, body[:at] + body[at + 1 + len(rows) :]


def _end_of_stations(rows: list[str]) -> int:
    """The first empty row that no further station follows."""
    gap = None
    first = next((at for at, row in enumerate(rows) if row), len(rows))
    for at, row in enumerate(rows[first:], start=first):
        if not row:
            gap = at if gap is None else gap
        elif gap is not None and not _is_station(row):
            return gap
        else:
            gap = None
    return len(rows)


def _is_station(row: str) -> bool:
    if len(row) > MAX_ROW:
        return False
    first = next(filter(None, cells([row])), "")
    return is_day(first.split(" ")[0]) or _split_end(_in_one_cell(row), is_role)[1] is not None


def _sections(body: list[str]) -> tuple[list[Section], list[Problem]]:
    """The body begins with an index of its headings; text without a heading belongs to the first of them."""
    start = next((at for at, line in enumerate(body) if line), 0)
    index = list(takewhile(lambda found: found and not found[2], map(heading_of, body[start:])))
    before, sections = split_sections(body[start + len(index) :])
    if not content(before):
        return sections, []
    marked = {section.kind for section in sections}
    headings = {section.heading.casefold() for section in sections}
    open_entries = [
        (kind, heading)
        for kind, heading, _, _ in index
        if kind not in marked or kind == SectionKind.FACTS and heading.casefold() not in headings
    ]
    if parts := _parted_by_teasers(before, len(open_entries)):
        found = [Section(kind, heading, False, part) for (kind, heading), part in zip(open_entries, parts, strict=True)]
        return [*found, *sections], []
    before = _without_teaser(before)
    if not open_entries:
        message = "Text vor der ersten Überschrift: bitte einem Abschnitt zuordnen."
        return [Section(SectionKind.OTHER, "", False, tuple(before)), *sections], [
            Problem("paper.sections", "text_without_heading", message)
        ]
    kind, heading = open_entries[0]
    return [Section(kind, heading, False, tuple(before)), *sections], []


def _parted_by_teasers(lines: list[str], count: int) -> list[tuple[str, ...]]:
    """The texts of `count` sections, each of which Berlin begins with a title that repeats its beginning."""
    blocks = paragraphs(lines) if count > 1 else []
    starts = [at + 1 for at, (title, text) in enumerate(pairwise(blocks)) if _is_teaser(title, text)]
    if starts[:1] != [1] or len(starts) != count:
        return []
    ends = [*(start - 1 for start in starts[1:]), len(blocks)]
    return [tuple(joined(blocks[start:end]).split("\n")) for start, end in zip(starts, ends, strict=True)]


def _is_teaser(title: str, text: str) -> bool:
    return len(title) >= MIN_TEASER and "\n" not in title and text.startswith(title[:TEASER])


def _without_teaser(lines: list[str]) -> list[str]:
    """Berlin prints the beginning of the text once more above it, as a title."""
    blocks = paragraphs(lines)[:6]
    if len(blocks) < 2 or len(blocks[0]) < MIN_TEASER or "\n" in blocks[0]:
        return lines
    if blocks[0][:TEASER] not in " ".join(blocks[1:]).replace("\n", " "):
        return lines
    at = next(at for at, line in enumerate(lines) if line == blocks[0])
    return lines[at + 1 :]


def _is_family(section: Section) -> bool:
    """Hamburg lists the numbers of related papers under "Stammbaum"."""
    return section.heading == "Stammbaum"


def _is_file_list(section: Section) -> bool:
    rows = [row for line in content(list(section.lines)) if (row := _in_one_cell(line)) != "Nr. Name"]
    return section.kind == SectionKind.ATTACHMENTS and bool(rows) and all(map(read_file_row, rows))


def _file_rows(sections: Iterable[Section]) -> list[FileRecord]:
    rows = (_in_one_cell(line) for section in sections for line in section.lines)
    return [file for row in rows if (file := read_file_row(row))]


def _in_one_cell(line: str) -> str:
    return " ".join(filter(None, cells([line])))


def _references(reference: str | None, values: dict[str, str], sections: list[Section]) -> tuple[ReferenceRecord, ...]:
    found = []
    regarding = values.get("regarding", "")
    if is_paper_number(regarding):
        found.append(ReferenceRecord(raw=f"Bezüglich: {regarding}", reference=regarding))
    family = [line for section in sections if _is_family(section) for line in section.lines]
    found += [ReferenceRecord(raw=f"Stammbaum: {line}", reference=line) for line in family if is_paper_number(line)]
    found += find_references(values.get("name"), *(section.text for section in sections))
    return other_papers(found, reference)


# -- Beratungsfolge ---------------------------------------------------------------------------------------------------


def _consultations(rows: list[str]) -> tuple[list[ConsultationRecord], list[Problem]]:
    """One record per meeting: a row with body and role, then for each meeting a row with its day and one with its name.

    Day and meeting may both be missing, or either of them.
    """
    found: list[ConsultationRecord] = []
    problems: list[Problem] = []
    written = content(rows)
    if len(written) > MAX_ROWS:
        message = f"Die Beratungsfolge hat mehr als {MAX_ROWS} Zeilen: gelesen sind nur die ersten, bitte prüfen."
        problems.append(Problem("paper.consultations", "too_many_rows", message))
    columns: dict[str, int] = {}
    for row in written[:MAX_ROWS]:
        if "|" in row and len(row) <= MAX_ROW:
            texts = cells([row])
            if not columns and (columns := columns_of(texts)):
                continue
            if {"number", "role"} & columns.keys():
                found.append(station_by_columns(columns, texts))
            else:
                problems += _add_row(found, [text for text in texts if text])
        elif len(row) > MAX_ROW:
            message = f"Zeile der Beratungsfolge nicht lesbar: „{row[:60]}…“. Bitte von Hand eintragen."
            problems.append(Problem("paper.consultations", "row_unreadable", message))
        elif (dated := _DAY_AND_MEETING.fullmatch(row)) and _is_meeting(dated[2]):
            problems += day_problems(f"paper.consultations.{len(found)}.date", dated[1])
            _extend(found, date=read_day(dated[1]))
            problems += _add_meeting(found, dated[2])
        elif is_day(row):
            problems += day_problems(f"paper.consultations.{len(found)}.date", row)
            _extend(found, date=read_day(row))
        elif _is_meeting(row):
            problems += _add_meeting(found, row)
        elif found and found[-1].role is None and is_role(row):
            found[-1] = replace(found[-1], role=row, role_kind=role_kind(row))
        elif found and found[-1].result is None and result_kind(row):
            found[-1] = replace(found[-1], result=row, result_kind=result_kind(row))
        else:
            organization, role = _split_end(row, is_role)
            found.append(ConsultationRecord(organization=organization, role=role, role_kind=role_kind(role)))
    return found, problems


def _add_meeting(found: list[ConsultationRecord], row: str) -> list[Problem]:
    """Add the meeting that a row names, with the result at its end."""
    reference, rest = split_meeting_number(row)
    meeting, result = _split_end(rest, lambda words: result_kind(words) is not None)
    doubt = _words_after_body(meeting, found[-1].organization if found else None)
    _extend(
        found,
        meeting_reference=reference,
        meeting_name=meeting or None,
        result=result,
        result_kind=result_kind(result),
    )
    if not doubt:
        return []
    message = f"„{doubt}“ nach dem Sitzungsnamen ist kein bekanntes Ergebnis: bitte von Hand eintragen."
    return [Problem(f"paper.consultations.{len(found) - 1}.result", "result_unknown", message)]


def _add_row(found: list[ConsultationRecord], row: list[str]) -> list[Problem]:
    """Add a row whose cells are known: body and role, or day, meeting and result."""
    day = row[0] if row and is_day(row[0]) else None
    rest = row[1:] if day else row
    if not day and not (rest and _is_meeting(rest[0])):
        organization, role, *_ = [*rest, None, None]
        if organization:
            found.append(ConsultationRecord(organization=organization, role=role, role_kind=role_kind(role)))
        return []
    if len(rest) == 1 and result_kind(rest[0]):
        rest = ["", *rest]
    meeting, result, *_ = [*rest, "", ""]
    reference, meeting = split_meeting_number(meeting)
    problems = day_problems(f"paper.consultations.{len(found)}.date", day)
    _extend(
        found,
        date=read_day(day),
        meeting_reference=reference,
        meeting_name=meeting or None,
        result=result or None,
        result_kind=result_kind(result or None),
    )
    return problems


def _extend(found: list[ConsultationRecord], **values) -> None:
    """Add `values` to the last record, or to a further meeting of the same body when one of them is taken."""
    last = found.pop() if found else ConsultationRecord()
    if last.meeting_name or last.meeting_reference or ("date" in values and last.date):
        found.append(last)
        last = ConsultationRecord(organization=last.organization, role=last.role, role_kind=last.role_kind)
    found.append(replace(last, **values))


def _is_meeting(row: str) -> bool:
    reference, _ = split_meeting_number(row)
    return reference is not None or bool(MEETING_WORD.search(row))


def _split_end(row: str, is_label) -> tuple[str, str | None]:
    """Split off the longest label at the end of `row`; the part before it is never empty."""
    words = row.split(" ")
    for at in range(max(1, len(words) - MAX_PHRASE), len(words)):
        end = " ".join(words[at:])
        if is_label(end):
            return " ".join(words[:at]), end
    return row, None


def _words_after_body(meeting: str, organization: str | None) -> str | None:
    """What stands behind the body in "Sitzung des Ausschusses für Beispiele …": a result nobody knows, perhaps."""
    last_word = (organization or "").split(" ")[-1]
    if not last_word or last_word.casefold() not in meeting.casefold():
        return None
    _, _, after = meeting.casefold().rpartition(last_word.casefold())
    words_after = after.split(" ")[1:]  # the first is the rest of a genitive: "Musterausschuss|es"
    return " ".join(words_after) or None


# -- Auszug -----------------------------------------------------------------------------------------------------------


def _read_agenda_item(name: str, lines: list[str]) -> ImportedDocument:
    start = next((at for at, line in enumerate(lines) if heading_of(line)), len(lines))
    start = min(start, _end_of_head(lines))
    head = lines[:start]
    headline = _headline(head)
    title = headline[2] if headline else None
    top = next((at for at, line in enumerate(head) if line.startswith("TOP")), 0)
    paper_at = _paper_row(head, top, title)
    values, problems = _labels(head[top:paper_at])
    sections, misplaced = _sections(lines[start:])
    sections = without_discussion(with_minutes(sections))
    misplaced = [replace(problem, field="agenda_item.minutes_text") for problem in misplaced]
    number, public = read_item_number(values.get("number"))
    meeting, doubts = meeting_record(
        title=_meeting_title(head[:top]),
        organization=values.get("organization"),
        day=values.get("day"),
        time=values.get("time"),
        room=values.get("room"),
        location=values.get("location"),
        status=values.get("status"),
        occasion=values.get("occasion"),
    )
    openness, _ = publicity(values.get("status"))
    proceedings, unclear = read_proceedings(sections)
    paper, more = _paper_behind(head[paper_at:], title)
    item = AgendaItemRecord(
        number=number,
        public=is_public(public, openness),
        name=title,
        paper_reference=paper.reference if paper else None,
        result=values.get("result"),
        result_kind=result_kind(values.get("result")),
        paper=paper,
        files=tuple(_file_rows(sections)),
        **proceedings,
    )
    problems = (*problems, *doubts, *more, *misplaced, *unclear)
    return ImportedDocument(
        name, System.ALLRIS3, Kind.AGENDA_ITEM, agenda_item=item, meeting=meeting, problems=problems
    )


def _meeting_title(lines: list[str]) -> str | None:
    rows = [line for line in content(lines) if not HEADLINE.fullmatch(line) and not LABEL.match(line)]
    return rows[-1] if rows else None


def _paper_row(head: list[str], top: int, title: str | None) -> int:
    """Where the paper behind the item begins: its number and name, below the labels of the meeting."""
    for at in range(top, len(head)):
        if not LABEL.match(head[at]) and _split_paper_row(head[at], title)[0]:
            return at
    return len(head)


def _split_paper_row(line: str, title: str | None) -> tuple[str | None, str]:
    """The number ends where the title of the item begins; without this help its form decides."""
    if title and line.endswith(" " + title):
        before = line.removesuffix(title).strip()
        if is_paper_number(before):
            return before, title
    return split_paper_number(line)


def _paper_behind(head: list[str], title: str | None) -> tuple[PaperRecord | None, list[Problem]]:
    if not head:
        return None, []
    reference, paper_name = _split_paper_row(head[0], title)
    values, problems = _labels(head[1:])
    facts, _ = _paper_head(values, two_columns=any(map(_is_column_head, head)))
    return PaperRecord(reference=reference, name=paper_name or None, **facts), problems


# -- Tagesordnung -----------------------------------------------------------------------------------------------------


def _read_meeting(name: str, lines: list[str]) -> ImportedDocument:
    start = next((at for at, line in enumerate(lines) if _is_table_head(line)), len(lines))
    values, problems = _labels(lines[:start])
    headline = _headline(lines)
    meeting, doubts = meeting_record(
        title=values.get("meeting") or (headline[2] if headline else None),
        organization=values.get("organization"),
        day=values.get("day"),
        time=values.get("time"),
        room=values.get("room"),
        location=values.get("location"),
        status=values.get("status"),
        occasion=values.get("occasion"),
    )
    meeting = replace(meeting, agenda=tuple(read_agenda(lines[start + 1 :], meeting.publicity)))
    return ImportedDocument(name, System.ALLRIS3, Kind.MEETING, meeting=meeting, problems=(*problems, *doubts))


def _is_table_head(line: str) -> bool:
    return line.startswith("TOP") and "Betreff" in line[:100]
