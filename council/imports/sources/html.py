"""Council pages in HTML, of all systems. What a cell means is told by its label, its column or its link, never by its
place on one page; ids and classes serve only to tell the systems apart and to find tables.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise, takewhile

from council.imports.records import (
    AgendaItemRecord,
    AgendaRowRecord,
    ConsultationRecord,
    FileRecord,
    ImportedDocument,
    Kind,
    PaperRecord,
    Problem,
    ReferenceRecord,
    System,
)
from council.imports.sources.agenda import part_opened, printed_paper
from council.imports.sources.labels import field_of
from council.imports.sources.markup import HEADINGS, Markup, inside, is_cell, labelled, names, next_cell, rows
from council.imports.sources.page import Section, content, heading_below, heading_of
from council.imports.sources.proceedings import (
    FIELD_LINE,
    body_in_title,
    day_problems,
    full_title,
    is_public,
    meeting_record,
    read_proceedings,
    told_result,
    with_minutes,
    without_discussion,
)
from council.imports.sources.stations import columns_of, station_by_columns, station_in_line
from council.imports.sources.values import (
    MEETING_HEADLINE,
    find_references,
    is_day,
    is_item_number,
    is_number_of_headline,
    is_number_of_link,
    is_paper_number,
    other_papers,
    read_day,
    read_item_number,
    read_size,
    read_vote,
    split_meeting_number,
    split_paper_number,
)
from council.imports.vocabulary import (
    Publicity,
    SectionKind,
    consultation_state,
    paper_kind,
    publicity,
    result_kind,
    role_kind,
    section_kind,
)

HEADLINE = re.compile(r"(Vorlage|Drucksache|Antrag|Anfrage|Auszug|Tagesordnung|Sitzung|[\w/-]{4,40}) - (.{1,1000})")
DATED_HEADLINE = re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4}) - ((?:[ÖN] ?)?\d[\d.]{0,20}) (.{1,1000})")
ITEM_HEADLINE = re.compile(
    r"(?:(?:TOP|Tagesordnungspunkt) (?=\d)|(?:TOP |Tagesordnungspunkt )?(?=[ÖN] ?\d))"
    r"((?:[ÖN] ?)?\d[\d.]{0,20})(?::| -|\.)? ?(.{0,1000})"
)

PAPER_LINK = re.compile(r"(?:^|/)(?:vo020|vo0050)[._?]", re.IGNORECASE)
MEETING_LINK = re.compile(r"(?:^|/)(?:to010|si0057|si0056|to0040|si010_j|si020)[._?]", re.IGNORECASE)
FILE_LINK = re.compile(
    r"getfile\.(?:php|asp)|ydocstart|\.pdf(?:$|\?)|/do_?down|do027|___tmp|/doc\d+\.|attachment-link", re.IGNORECASE
)
ALLRIS_PROGRAM = re.compile(
    r"(?:^|/)(?:vo020|to020|to010|au020|gr020|si010|si018)(?:_[a-z])?(\.asp)?(?:\?|$)", re.IGNORECASE
)
SESSIONNET_PROGRAM = re.compile(r"(?:^|/)(?:vo00[45]\d|to00[45]\d|si00[45]\d|getfile)\.(?:php|asp)", re.IGNORECASE)
PAGE_OF = {
    "vo020": Kind.PAPER, "to020": Kind.AGENDA_ITEM, "to010": Kind.MEETING,
    "vo0050": Kind.PAPER, "to0050": Kind.AGENDA_ITEM, "si0057": Kind.MEETING, "si0056": Kind.MEETING,
    "to0040": Kind.MEETING,
}  # fmt: skip
PAGE_MARK = re.compile(r"(?:^|[ _])(vo020|to020|to010|vo0050|to0050|si0057|si0056|to0040)(?:$|[ _])")
ALLRIS4_IDS = {
    "vobetreff": "name", "vostatus": "status", "vostat": "status", "voart": "type", "vofamt": "lead", "voamt": "lead",
    "vobamt": "", "voverfasser1": "editor", "anunterstuetzer": "originator", "toname": "number",
    "tobeschlussart": "result", "sigremium": "organization", "sidatum": "day", "sizeit": "time", "siraum": "room",
    "siort": "location", "sistat": "status", "siname": "meeting", "sibez": "meeting", "totreetable": None,
    "sibetreff": "meeting", "sistatus": "status", "sianlass": "occasion", "toost": "publicity",
    "vobearbeiter": "editor",
    "bftable": None, "dokumenteheaderpanel": None, "vonr": "reference", "voname": "reference",
}  # fmt: skip
SMC_FIELDS = {
    "vobetr": "name", "voname": "reference", "vovaname": "type", "voakz": "file_reference", "vofdat": "day",
    "siname": "meeting", "sigrname": "organization", "sidat": "day", "yytime": "time", "siort": "room",
    "sistatus": "status",
}  # fmt: skip
ANCHORS = {
    "SV": (SectionKind.FACTS, "Sachverhalt"),
    "BV": (SectionKind.PROPOSAL, "Beschlussvorschlag"),
    "BG": (SectionKind.FACTS, "Begründung"),
    "FA": (SectionKind.FINANCIAL, "Finanzielle Auswirkungen"),
    "AN": (SectionKind.ATTACHMENTS, "Anlagen"),
    "WP": (SectionKind.MINUTES, "Protokoll"),
    "BS": (SectionKind.RESOLUTION, "Beschluss"),
    "AE": (SectionKind.OTHER, "Abstimmungsergebnis"),
}
ANCHOR = re.compile(r"allris([A-Z]{2})")
FURNITURE_HEADING = re.compile(r"Grunddaten|Beratungsfolge|Beratungen|(?:\d{1,3} )?Dokumente?|Legende|Informationen")
BUTTONS = {"NA", "TO", "VO", "PA", "BES", "Pro", "●", "|"}
DATED_MEETING = re.compile(r"((?:\w{2,10}\.?, ?)?\d{1,2}\.\d{1,2}\.\d{4})(?: -)? ?(.{0,300})")
RESULT_AT_END = re.compile(r"(.{1,1000}?) (?:Beschluss|Ergebnis): (.{1,100}?)(?: Abstimmung: .{1,200})?")
ROLE_COLUMN = " tozunr "  # ALLRIS 4: what the body is asked for, in words that others use for results
SUBJECTS = {"tobetreff", "tobetr", "smc-card-text-title"}
NO_TITLE = ("(nichtöffentlich)", "nichtöffentlich", "nicht öffentlich", "(nicht öffentlich)")
MAX_CELL = 3000
ABOVE = 300  # characters
MAX_ROWS = 2000


@dataclass
class _Head:
    """First value of each field, the element it stands in, and where the last of them ends."""

    values: dict[str, str] = field(default_factory=dict)
    elements: dict[str, object] = field(default_factory=dict)
    paper: dict[str, str] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    end: int = 0


def recognise(markup: Markup) -> tuple[System, Kind] | None:
    system = _system(markup)
    if system is None:
        return None
    kind = _kind(markup)
    return (system, kind) if kind else None


def _system(markup: Markup) -> System | None:
    allris = False
    for element in markup.elements:
        href = element.get("href") or element.get("action") or ""
        is_smc = " smc" in names(element) or (element.get("id") or "").startswith("smc")
        if is_smc or SESSIONNET_PROGRAM.search(href):
            return System.SESSIONNET
        if (
            element.get("id") == "allriscontainer"
            or " kb1 " in names(element)
            or ANCHOR.fullmatch(element.get("name") or "")
        ):
            return System.ALLRIS3
        if found := ALLRIS_PROGRAM.search(href):
            return System.ALLRIS3 if found[1] else System.ALLRIS4
        allris = allris or (element.get("id") or "").lower() in ALLRIS4_IDS or " expandedTitle " in names(element)
    return System.ALLRIS4 if allris else None


def _kind(markup: Markup) -> Kind | None:
    for element in markup.elements:
        found = PAGE_MARK.search(element.get("id") or "") or PAGE_MARK.search(names(element).strip())
        if found:
            return PAGE_OF[found[1]]
    headline = _headline(markup)
    found = HEADLINE.fullmatch(headline)
    if DATED_HEADLINE.fullmatch(headline) or ITEM_HEADLINE.match(headline) or found and found[1] == "Auszug":
        return Kind.AGENDA_ITEM
    if found and (found[1] == "Tagesordnung" or found[1] == "Sitzung"):
        return Kind.MEETING
    head = _head(markup)
    if "number" in head.values and ("organization" in head.values or "meeting" in head.values):
        return Kind.AGENDA_ITEM
    if _number_and_type(headline)[0] or "type" in head.values or "reference" in head.values:
        return Kind.PAPER
    if _agenda_rows(markup):
        return Kind.MEETING
    if "day" in head.values and {"organization", "meeting", "time"} & head.values.keys():
        return Kind.MEETING
    return Kind.PAPER if "name" in head.values else None


def read(name: str, system: System, kind: Kind, markup: Markup) -> ImportedDocument:
    reader = {Kind.PAPER: _read_paper, Kind.AGENDA_ITEM: _read_agenda_item, Kind.MEETING: _read_meeting}[kind]
    return reader(name, system, markup)


# -- head -------------------------------------------------------------------------------------------------------------


def _headline(markup: Markup) -> str:
    """The first h1, or what looks like one in a fragment without it."""
    first = ""
    for element in markup.elements:
        if element.tag in ("h1", "h2") and (text := markup.of(element, MAX_CELL)):
            if ITEM_HEADLINE.match(text) or DATED_HEADLINE.fullmatch(text):
                return text
            first = first or (text if element.tag == "h1" else "")
    if first:
        return first
    lines = content(markup.lines(0, min(len(markup.text), 2000)))[:10]
    return next((line for line in lines if HEADLINE.fullmatch(line) or ITEM_HEADLINE.match(line)), "")


def _body_mark(markup: Markup) -> int:
    """Where the texts begin, as far as the page marks it."""
    for element in markup.elements:
        is_text = (
            ANCHOR.fullmatch(element.get("name") or element.get("id") or "")
            or not {"docPart", "WordSection1", "Section1"}.isdisjoint(names(element).split())
            or element.tag in HEADINGS - {"h1"}
            and heading_of(markup.of(element, 90))
        )
        if is_text:
            return markup.span(element)[0]
    return len(markup.text)


def _head(markup: Markup) -> _Head:
    head = _Head()
    stop = _body_mark(markup)
    paper_at = _paper_link_at(markup, stop)
    two_columns = _has_two_columns(markup)
    pairs = ((_field_of(markup, label, value), value) for label, value in labelled(markup))
    for name, value in [*pairs, *_marked(markup)]:
        start, end = markup.span(value)
        if not name or start >= stop or end - start > MAX_CELL:
            continue
        text = markup.of(value)
        if not text or text in BUTTONS or field_of(text.removesuffix(":")) and text.endswith(":"):
            continue
        if start > paper_at and name in ("status", "type", "lead", "editor", "originator", "file_reference"):
            head.paper.setdefault(name, text)
        if name in head.values:
            continue
        if two_columns and name in ("type", "originator"):
            current = next_cell(markup, value)
            if current is not None and (now := markup.of(current, MAX_CELL)):
                head.originals[name], text, value = text, now, current
        head.values[name] = text
        head.elements[name] = value
        head.end = max(head.end, end)
    return head


def _field_of(markup: Markup, label: str, value) -> str | None:
    """The field of a label; older SessionNet pages call the number of a paper its name."""
    if label == "Name" and is_number_of_link(markup.of(value, 60)):
        return "reference"
    return field_of(label)


def _marked(markup: Markup) -> Iterator[tuple[str, object]]:
    """Elements whose id or class names their field."""
    for element in markup.elements:
        if name := ALLRIS4_IDS.get((element.get("id") or "").lower()):
            yield name, element
        elif " smc-table-cell " in names(element) and " smc-cell-head " not in names(element):
            for part in names(element).split():
                if part in SMC_FIELDS:
                    yield SMC_FIELDS[part], element


def _paper_link_at(markup: Markup, stop: int) -> int:
    """Where the head of the paper behind an agenda item begins."""
    link = _first_link(markup, PAPER_LINK, stop)
    return len(markup.text) if link is None else markup.span(link)[0]


def _first_link(markup: Markup, pattern: re.Pattern, stop: int):
    for element in markup.elements:
        if element.tag == "a" and pattern.search(element.get("href") or "") and 0 < markup.length(element) < MAX_CELL:
            if markup.span(element)[0] >= stop:
                return None
            if markup.of(element) not in BUTTONS:
                return element
    return None


def _has_two_columns(markup: Markup) -> bool:
    """Berlin prints "Ursprung" and "aktuell" side by side."""
    for element in markup.elements:
        if is_cell(element) and markup.of(element, 20) == "Ursprung":
            following = next_cell(markup, element)
            return following is not None and markup.of(following, 20) == "aktuell"
    return False


# -- sections ---------------------------------------------------------------------------------------------------------


def _sections(markup: Markup, start: int, taken: list[tuple[int, int]]) -> tuple[list[Section], list[Problem]]:
    """The texts from `start` on, without what lies in the spans `taken`.

    A heading is an element (h2 … h6), an anchor of ALLRIS 3, or a line that councils use as one.
    """
    forced = {}
    index = _index(markup)
    for element in markup.elements:
        at, end = markup.span(element)
        if at < start or at < end and _is_within(at, taken):
            continue
        anchor = ANCHOR.fullmatch(element.get("name") or element.get("id") or "")
        if anchor and anchor[1] in ANCHORS:
            kind, heading = ANCHORS[anchor[1]]
            forced[at] = (kind, index.get(f"#{anchor[0]}") or heading, at)
        elif element.tag in HEADINGS and element.tag != "h1" and (text := markup.of(element, 120)):
            text = text.removesuffix(":").strip()
            forced[at] = (section_kind(text) or SectionKind.OTHER, text, end)
    return _split(markup, start, forced, taken)


def _is_within(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether `at` lies in the last of the sorted `spans` that begins before it: they hardly overlap."""
    behind = bisect_right(spans, (at, sys.maxsize))
    return behind > 0 and at < spans[behind - 1][1]


def _index(markup: Markup) -> dict[str, str]:
    """The names that the page gives to its texts, by the anchors they lead to."""
    links = (element for element in markup.elements if element.tag == "a" and (element.get("href") or "")[:1] == "#")
    return {link.get("href"): text for link in links if (text := markup.of(link, 60))}


def _split(markup: Markup, start: int, forced: dict, taken) -> tuple[list[Section], list[Problem]]:
    parts: list[tuple[SectionKind, str, bool, list[str]]] = []
    before: list[str] = []
    marks = sorted(forced)
    edges = [start, *(mark for mark in marks if mark > start), len(markup.text)]
    for at, end in pairwise(edges):
        if at in forced:
            kind, heading, text_at = forced[at]
            parts.append((kind, heading, False, []))
            at = max(at, text_at)
        for line in _lines_outside(markup, at, end, taken):
            if found := heading_below(parts[-1][1] if parts else None, line):
                kind, heading, marked, rest = found
                if parts and not content(parts[-1][3]) and at in forced:
                    kind = _kind_under(parts.pop()[0], kind)  # a heading twice: in the markup and in the text
                parts.append((kind, heading, marked, [rest] if rest else []))
            else:
                (parts[-1][3] if parts else before).append(line)
    sections = [Section(kind, heading, marked, tuple(under)) for kind, heading, marked, under in parts]
    sections = [section for section in sections if content(list(section.lines))]
    if not content(before):
        return sections, []
    message = "Text vor der ersten Überschrift: bitte einem Abschnitt zuordnen."
    problem = Problem("paper.sections", "text_without_heading", message)
    return [Section(SectionKind.OTHER, "", False, tuple(before)), *sections], [problem]


def _kind_under(marked: SectionKind, written: SectionKind) -> SectionKind:
    """A "Beschluss" where the page has its proposals is one."""
    is_proposal = marked == SectionKind.PROPOSAL and written == SectionKind.RESOLUTION
    return marked if is_proposal or written == SectionKind.OTHER else written


def _lines_outside(markup: Markup, start: int, end: int, taken) -> Iterator[str]:
    for low, high in taken:
        if start < high and low < end:
            if start < low:
                yield from markup.lines(start, low)
            start = max(start, high)
    if start < end:
        yield from markup.lines(start, end)


# -- Vorlage ----------------------------------------------------------------------------------------------------------


def _read_paper(name: str, system: System, markup: Markup) -> ImportedDocument:
    head = _head(markup)
    values = head.values
    headline = _headline(markup)
    number_in_headline, before = _number_and_type(headline)
    reference = number_in_headline or values.get("reference")
    if reference and not is_number_of_headline(reference):
        reference = _number(reference) or reference
    stations_table = _stations_table(markup)
    consultations, problems = _stations(markup, stations_table)
    files, file_spans = _files(markup)
    family, family_spans = _family(markup)
    cards = [span for _, span in _station_cards(markup)] if stations_table is None else []
    taken = sorted([*file_spans, *family_spans, *cards, *_spans(markup, [stations_table])])
    start = min(_body_mark(markup), len(markup.text))
    if start == len(markup.text):
        start = max(head.end, *(span[1] for span in _spans(markup, [stations_table])), 0)
    sections, misplaced = _sections(markup, start, taken)
    sections = [section for section in sections if not FURNITURE_HEADING.fullmatch(section.heading)]
    sections, signed_by = _signature(sections)
    paper_type = values.get("type")
    if number_in_headline and before not in ("Vorlage", "Drucksache", ""):
        paper_type = paper_type or before
        if paper_type != before and system == System.ALLRIS4:
            message = f"Überschrift „{before}“ und Vorlageart „{paper_type}“ sind verschieden: bitte prüfen."
            problems.append(Problem("paper.paper_type", "paper_type_differs", message))
    openness, workflow = publicity(values.get("status"))
    texts = (section.text for section in sections)
    paper = PaperRecord(
        reference=reference,
        name=values.get("name")
        or (headline if system == System.SESSIONNET and not number_in_headline else None)
        or None,
        paper_type=paper_type,
        paper_kind=paper_kind(paper_type),
        publicity=openness,
        workflow=workflow,
        under_direction_of=values.get("lead"),
        originator=values.get("originator"),
        signed_by=signed_by,
        sections=tuple(section.as_record() for section in sections),
        consultations=tuple(consultations),
        files=tuple(files),
        references=other_papers(
            [*_regarding(values.get("regarding")), *family, *find_references(values.get("name"), *texts)], reference
        ),
        editor_name=values.get("editor"),
        file_reference=values.get("file_reference"),
        original_paper_type=head.originals.get("type"),
        original_originator=head.originals.get("originator"),
    )
    return ImportedDocument(name, system, Kind.PAPER, paper=paper, problems=(*problems, *misplaced))


def _number_and_type(headline: str) -> tuple[str | None, str]:
    """What "Beschlussvorlage - 2031/007" and "2031/007 - Beschlussvorlage" say."""
    before, dash, after = headline.rpartition(" - ")
    if dash and is_number_of_headline(after):
        return after, before
    before, dash, after = headline.partition(" - ")
    return (before, after if paper_kind(after) else "") if dash and is_paper_number(before) else (None, before)


def _number(text: str | None) -> str | None:
    return (split_paper_number(text)[0] or None) if text else None


def _spans(markup: Markup, elements) -> list[tuple[int, int]]:
    return [markup.span(element) for element in elements if element is not None]


def _signature(sections: list[Section]) -> tuple[list[Section], str | None]:
    """A line "gez. …" names who signed; it is no part of the text."""
    signed_by, found = None, []
    for section in sections:
        lines = []
        for line in section.lines:
            if signature := SIGNED.fullmatch(line):
                signed_by = signature[1]
            else:
                lines.append(line)
        if content(lines):
            found.append(replace(section, lines=tuple(lines)))
    return found, signed_by


SIGNED = re.compile(r"gez\.:? ?(\S.{0,100})")


def _regarding(text: str | None) -> list[ReferenceRecord]:
    numbers = (part for part in (text or "").replace(",", " ").replace(";", " ").split() if is_paper_number(part))
    return [ReferenceRecord(raw=f"Bezüglich: {number}", reference=number) for number in numbers]


def _family(markup: Markup) -> tuple[list[ReferenceRecord], list[tuple[int, int]]]:
    """The numbers that stand first in the rows of a table "Stammbaum"."""
    for element in markup.elements:
        if is_cell(element) and markup.of(element, 20).removesuffix(":") == "Stammbaum":
            table = next(element.iterancestors("table"), None)
            if table is None:
                return [], []
            firsts = (next((text for cell in row if (text := markup.of(cell, 60))), "") for row in rows(markup, table))
            numbers = [number for number in firsts if is_paper_number(number)]
            records = [ReferenceRecord(raw=f"Stammbaum: {number}", reference=number) for number in numbers]
            return records, [markup.span(table)]
    return [], []


# -- files ------------------------------------------------------------------------------------------------------------

_SIZE_AT_END = re.compile(r"(.{1,300}) \(([\d.,]{1,12} ?(?:Byte|B|kB|KB|MB|GB))\)")
_SIZE_IN_TITLE = re.compile(r"([\d.,]{1,12} ?(?:Byte|kB|KB|MB|GB))\b")


def _files(markup: Markup) -> tuple[list[FileRecord], list[tuple[int, int]]]:
    for table in _tables(markup):
        if (found := _file_table(markup, table)) is not None:
            return found, [markup.span(table)]
    return _linked_files(markup)


def _tables(markup: Markup) -> Iterator:
    return (element for element in markup.elements if element.tag == "table" and markup.length(element))


def _file_table(markup: Markup, table) -> list[FileRecord] | None:
    """A table with the columns "Nr." and "Name"; None for any other."""
    columns: dict[str, int] = {}
    files = []
    for count, cells in enumerate(rows(markup, table)):
        texts = [markup.of(cell, 400) for cell in cells]
        if not columns:
            if "Name" in texts and ("Nr." in texts or "Nr" in texts):
                columns = {text.removesuffix("."): at for at, text in enumerate(texts) if text}
            elif count > 3:
                return None
            continue
        at = columns["Name"]
        if at >= len(texts):
            continue
        number = texts[columns["Nr"]]
        name, size = _name_and_size(texts[at])
        size = (
            _size_in(markup, cells[at]) or size or next((found for text in texts if (found := read_size(text))), None)
        )
        if name or size:
            number = int(number) if number.isdecimal() and len(number) < 5 else None
            files.append(FileRecord(number=number, name=name or None, size_bytes=size))
    return files if columns else None


def _name_and_size(text: str) -> tuple[str, int | None]:
    found = _SIZE_AT_END.fullmatch(text)
    return (found[1], read_size(found[2])) if found else (text, None)


def _size_in(markup: Markup, cell) -> int | None:
    """From the hint of the link: it is less rounded than the text."""
    for link in inside(cell):
        hint = link.get("title") or link.get("data-simpletooltip-text") or ""
        if found := _SIZE_IN_TITLE.search(hint[:500]):
            return read_size(found[1])
    return None


def _linked_files(markup: Markup) -> tuple[list[FileRecord], list[tuple[int, int]]]:
    """Links to documents outside the text, each document once."""
    files: dict[str, FileRecord] = {}
    spans = []
    stop = _body_mark(markup)
    for element in markup.elements:
        if element.tag != "a" or not FILE_LINK.search(element.get("href") or ""):
            continue
        start, end = markup.span(element)
        text = markup.of(element, 400)
        if not text or start >= stop and not _is_document_box(element):
            continue
        name, size = _name_and_size(text.removeprefix("• "))
        spans.append((start, end))
        files.setdefault(
            element.get("href"),
            FileRecord(
                number=_number_in_hint(element),
                name=name,
                size_bytes=_size_in(markup, element) or size or _size_beside(markup, element),
            ),
        )
    return list(files.values()), spans


def _number_in_hint(link) -> int | None:
    """ALLRIS 3: "Anlage 2 (14.08.2031 12:10:01) öffnen"."""
    found = re.match(r"Anlage (\d{1,3}) \(", link.get("title") or "")
    return int(found[1]) if found else None


def _size_beside(markup: Markup, link) -> int | None:
    """From another cell of the row that the link stands in."""
    cell = next((around for around in islice(link.iterancestors(), 4) if around.tag == "td"), None)
    beside = next_cell(markup, cell) if cell is not None else None
    found = _SIZE_IN_TITLE.search(markup.of(beside, 60)) if beside is not None else None
    return read_size(found[1]) if found else None


def _is_document_box(element) -> bool:
    for count, around in enumerate(element.iterancestors()):
        if "smc-doc" in names(around) or "smcdoc" in names(around) or (around.get("id") or "").startswith("dokumente"):
            return True
        if count > 8:
            return False
    return False


# -- Beratungsfolge ---------------------------------------------------------------------------------------------------


def _stations_table(markup: Markup):
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
    for table in _tables(markup):
        columns = columns_of([markup.of(cell, 40) for cell in next(rows(markup, table), [])])
        if "organization" in columns and columns.keys() & {"day", "meeting", "role"}:
            return table
    return None


def _stations(markup: Markup, table) -> tuple[list[ConsultationRecord], list[Problem]]:
    if table is None:
        return [record for record, _ in _station_cards(markup)], []
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


def _station_cards(markup: Markup) -> Iterator[tuple[ConsultationRecord, tuple[int, int]]]:
    """SessionNet has a card for each station, its head in one line; and where the card stands."""
    for element in islice((element for element in markup.elements if " card " in names(element)), MAX_ROWS):
        start, end = markup.span(element)
        lines = content(markup.lines(start, min(end, start + MAX_CELL)))
        station = station_in_line(lines[0]) if lines else None
        if not station:
            continue
        result = told_result(lines[1:])
        yield replace(station, result=result, result_kind=result_kind(result)), (start, end)


# -- Auszug -----------------------------------------------------------------------------------------------------------


def _read_agenda_item(name: str, system: System, markup: Markup) -> ImportedDocument:
    head = _head(markup)
    values = head.values
    number_text, title, day = _item_headline(_headline(markup))
    number, public = read_item_number(values.get("number") or number_text)
    if values.get("number") and not is_item_number(values["number"]):
        number, public = read_item_number(number_text)
    title = title or values.get("name")
    stated, _ = publicity(values.get("publicity"))
    meeting, problems = _meeting(markup, head, day)
    contradiction = public is True and stated == Publicity.NON_PUBLIC
    if contradiction:
        message = "Nummer und Angabe zur Beratung widersprechen sich: bitte prüfen, ob der Punkt öffentlich ist."
        problems.append(Problem("agenda_item.public", "publicity_differs", message))
    files, file_spans = _files(markup)
    start = _body_mark(markup)
    if start == len(markup.text):
        start = max(head.end, _end_of_headline(markup))
    sections, misplaced = _sections(markup, start, sorted(file_spans))
    sections = [section for section in sections if not FURNITURE_HEADING.fullmatch(section.heading)]
    sections, told = _field_lines(sections)
    for line in content(markup.lines(head.end, max(head.end, start))):
        if row := FIELD_LINE.fullmatch(line):
            _is_told(row, told)
    result = values.get("result") or told.get("result")
    sections = with_minutes(sections)
    if result is None and sections and sections[0].kind == SectionKind.RESOLUTION and result_kind(sections[0].text):
        result = sections.pop(0).text
    proceedings, doubts = read_proceedings(without_discussion(sections))
    vote = values.get("vote") or told.get("vote")
    if vote:
        proceedings["vote"] = read_vote(vote)
    paper = _paper_behind(markup, head, title)
    title = full_title(title, values.get("name"), paper and paper.name)
    item = AgendaItemRecord(
        number=number,
        public=None if contradiction else is_public(public, stated or meeting.publicity),
        name=title or None,
        paper_reference=paper.reference if paper else None,
        result=result,
        result_kind=result_kind(result),
        paper=paper,
        files=tuple(files),
        **proceedings,
    )
    misplaced = [replace(problem, field="agenda_item.minutes_text") for problem in misplaced]
    problems = (*problems, *misplaced, *doubts)
    return ImportedDocument(name, system, Kind.AGENDA_ITEM, agenda_item=item, meeting=meeting, problems=problems)


def _item_headline(headline: str) -> tuple[str | None, str | None, str | None]:
    """Number, title and day, as far as the headline tells them."""
    if found := DATED_HEADLINE.fullmatch(headline):
        return found[2], found[3], found[1]
    if found := ITEM_HEADLINE.fullmatch(headline):
        return found[1], found[2] or None, None
    found = HEADLINE.fullmatch(headline)
    return None, (found[2] if found and found[1] == "Auszug" else headline or None), None


def _end_of_headline(markup: Markup) -> int:
    return next((markup.span(element)[1] for element in markup.elements if element.tag == "h1"), 0)


def _field_lines(sections: list[Section]) -> tuple[list[Section], dict[str, str]]:
    """SessionNet writes result and vote as lines of their own before the text."""
    told: dict[str, str] = {}
    found = []
    for section in sections:
        lines = list(section.lines)
        first = next((at for at, line in enumerate(lines) if line), 0)
        known = FIELD_LINE.fullmatch(f"{section.heading}: {lines[first]}") if section.marked else None
        was_label = known is not None and not any(lines[:first]) and first == 0 and _is_told(known, told)
        if was_label:
            del lines[0]
            section = replace(section, kind=SectionKind.OTHER, heading="", marked=False)
        lines = [line for line in lines if not ((row := FIELD_LINE.fullmatch(line)) and _is_told(row, told))]
        if content(lines):
            found.append(replace(section, lines=tuple(lines)))
    return found, told


def _is_told(line: re.Match, told: dict[str, str]) -> bool:
    """Note result or vote, the first time that a line gives it."""
    name = "vote" if line[1].startswith("Abstimmung") else "result"
    if name in told or name == "result" and result_kind(line[2]) is None:
        return False
    told[name] = line[2]
    return True


def _meeting(markup: Markup, head: _Head, day: str | None = None):
    values = head.values
    title = values.get("meeting") or _meeting_title(markup, head)
    dated = DATED_MEETING.fullmatch(title or "")
    if dated:
        title, day = dated[2], dated[1]
    times = values.get("time")
    if times and values.get("end") and "-" not in times:
        times = f"{times} - {values['end']}"
    return meeting_record(
        title=title,
        organization=values.get("organization"),
        day=values.get("day") or day,
        time=times,
        room=values.get("room"),
        location=values.get("location"),
        status=values.get("status"),
        occasion=values.get("occasion"),
    )


def _meeting_title(markup: Markup, head: _Head) -> str | None:
    """The link to the meeting, or the line above the number of the item."""
    link = _first_link(markup, MEETING_LINK, _body_mark(markup))
    if link is not None:
        return markup.of(link)
    number = head.elements.get("number")
    if number is None:
        return None
    lines = content(markup.lines(_end_of_headline(markup), markup.span(number)[0]))
    lines = [line for line in lines if not field_of(line.partition(":")[0])]
    return lines[-1] if lines else None


def _paper_behind(markup: Markup, head: _Head, title: str | None) -> PaperRecord | None:
    stop = _body_mark(markup)
    link = _first_link(markup, PAPER_LINK, stop)
    text = markup.of(link) if link is not None else ""
    reference, name = _split_paper(text, title)
    reference = reference or _number(head.values.get("reference"))
    if reference is None and not name and "type" not in head.values and not head.paper:
        return None
    openness, workflow = publicity(head.paper.get("status"))
    paper_type = head.paper.get("type") or head.values.get("type")
    return PaperRecord(
        reference=reference,
        name=name or None,
        paper_type=paper_type,
        paper_kind=paper_kind(paper_type),
        publicity=openness,
        workflow=workflow,
        under_direction_of=head.paper.get("lead") or head.values.get("lead"),
        originator=head.paper.get("originator") or head.values.get("originator"),
        editor_name=head.paper.get("editor") or head.values.get("editor"),
        file_reference=head.paper.get("file_reference"),
    )


def _split_paper(text: str, title: str | None) -> tuple[str | None, str]:
    """The number ends where the title of the item begins; without this help its form decides."""
    if title and text.endswith(" " + title) and is_paper_number(number := text.removesuffix(title).strip()):
        return number, title
    return split_paper_number(text)


# -- Sitzung ----------------------------------------------------------------------------------------------------------


def _read_meeting(name: str, system: System, markup: Markup) -> ImportedDocument:
    head = _head(markup)
    headline = _headline(markup)
    title = HEADLINE.fullmatch(headline)
    dated = MEETING_HEADLINE.fullmatch(headline)
    if "meeting" not in head.values:
        if "name" in head.values:
            head.values["meeting"] = head.values["name"]
        elif title and title[1] in ("Tagesordnung", "Sitzung"):
            head.values["meeting"] = title[2]
        elif dated:
            head.values["meeting"] = dated[1]
        elif headline:
            head.values["meeting"] = headline
    if dated:
        head.values.setdefault("day", dated[2])
        if dated[3]:
            head.values.setdefault("time", dated[3])
    meeting, problems = _meeting(markup, head)
    if system == System.SESSIONNET and not meeting.name and dated:
        meeting = replace(meeting, name=dated[1])
    if meeting.organization is None and dated and system == System.SESSIONNET:
        meeting = replace(meeting, organization=body_in_title(dated[1]))
    agenda = tuple(_agenda(markup, meeting.publicity))
    return ImportedDocument(
        name, system, Kind.MEETING, meeting=replace(meeting, agenda=agenda), problems=tuple(problems)
    )


def _agenda(markup: Markup, openness: Publicity | None) -> Iterator[AgendaRowRecord]:
    """Each item with what is printed between its row and the next: the paper's text, on some pages."""
    items = _agenda_rows(markup)[:MAX_ROWS]
    stops = [markup.span(element)[0] for _, element, _ in items[1:]] + [len(markup.text)]
    part, before = None, _lines_above(markup, items)
    for (number, element, cells), stop in zip(items, stops, strict=False):  # without items there is one stop too many
        part = part_opened(before, part)
        before = markup.lines(markup.span(element)[1], stop)
        record = _agenda_row(markup, number, element, cells, openness, part)
        yield _with_lines_below(record, before) if record.public else record


def _lines_above(markup: Markup, items: list) -> list[str]:
    """The last lines above the first item: one of them may open the public part."""
    start = markup.span(items[0][1])[0] if items else 0
    return markup.lines(max(0, start - ABOVE), start)


def _with_lines_below(record: AgendaRowRecord, lines: list[str]) -> AgendaRowRecord:
    """What stands under the row of an item: its result, and the paper when the agenda was printed with it."""
    text, results = printed_paper(lines)
    rows = (line.replace(" | ", " ") for line in takewhile("VORLAGE".__ne__, lines))
    result = record.result or told_result(rows)
    return replace(
        record, paper_text=text, earlier_results=tuple(results), result=result, result_kind=result_kind(result)
    )


def _agenda_rows(markup: Markup) -> list[tuple[str, object, list]]:
    """Number, element and cells of each item: a row of a table that begins with a number, or a card with a badge."""
    found: list[tuple[str, object, list]] = []
    plain: list[tuple[str, object, list]] = []
    for element in markup.elements:
        if element.tag == "tr":
            cells = [cell for cell in element if cell.tag in ("td", "th") and markup.is_shown(cell)]
            first = next((text for cell in cells[:3] if (text := markup.of(cell, 60))), "")
        elif " card " in names(element):
            cells = [inner for inner in inside(element) if inner.tag in ("span", "div", "a", "p")]
            first = next((markup.of(cell, 60) for cell in cells if " badge " in names(cell)), "")
        else:
            continue
        number = _item_number(first)
        if number and len(cells) > 1:
            (found if number[0] in "ÖN" else plain).append((number, element, cells))
    return found or plain


_ADDED = re.compile(r" ?(?:Nachtrag|\(neu\)|NEU).{0,40}$")


def _item_number(text: str) -> str | None:
    text = _ADDED.sub("", text).removeprefix("TOP ").strip().removesuffix(".")
    return text if is_item_number(text) else None


def _agenda_row(
    markup: Markup, number_text: str, element, cells: list, openness: Publicity | None, part: bool | None
) -> AgendaRowRecord:
    number, public = read_item_number(number_text)
    public = is_public(part if public is None else public, openness)
    name = _row_title(markup, element, cells, number_text)
    if public is False or name in NO_TITLE:
        return AgendaRowRecord(number=number, public=False)
    result = _row_result(markup, element)
    return AgendaRowRecord(
        number=number,
        public=public,
        name=name,
        paper_reference=_row_paper(markup, element, cells),
        has_files=any(
            inner.tag == "img"
            and inner.get("alt") == "Enthält Anlagen"
            or inner.tag == "a"
            and FILE_LINK.search(inner.get("href") or "")
            for inner in inside(element)
        ),
        result=result,
        result_kind=result_kind(result),
    )


def _row_title(markup: Markup, element, cells: list, number_text: str) -> str | None:
    """The cell of the subject, by its class, or the first cell after the number that says something."""
    for inner in inside(element):
        is_subject = not SUBJECTS.isdisjoint(names(inner).split())
        if is_subject and (text := _without_extras(markup, inner)):
            return text
    after = False
    for cell in cells:
        text = markup.of(cell, MAX_CELL)
        if _item_number(text) == number_text:
            after = True
        elif after and text and text not in BUTTONS and not is_day(text):
            return _without_extras(markup, cell)
    return None


def _without_extras(markup: Markup, cell) -> str | None:
    """The text of the cell up to the result, the files and the remarks that some systems put under the title."""
    start, end = markup.span(cell)
    for inner in inside(cell):
        if not markup.length(inner):
            continue
        at = markup.span(inner)[0]
        kinds = names(inner)
        is_extra = (
            " zusatzinfo " in kinds
            or inner.get("title") == "Zusatzinfo"
            or "smc_field" in kinds
            or "smc-doc" in kinds
            or inner.tag == "a"
            and FILE_LINK.search(inner.get("href") or "")
            or inner.tag == "p"
            and FIELD_LINE.fullmatch(markup.of(inner, 350))
        )
        if is_extra and start < at < end:
            end = at
    text = " ".join(markup.text[start:end].replace(" | ", " ").split()).removesuffix("|").strip()
    told = RESULT_AT_END.fullmatch(text)
    return (told[1] if told and result_kind(told[2]) else text) or None


def _row_paper(markup: Markup, element, cells: list) -> str | None:
    for link in inside(element):
        if link.tag == "a" and PAPER_LINK.search(link.get("href") or ""):
            text = markup.of(link, 80).removeprefix("Vorlage ").strip()
            if is_number_of_link(text):
                return text
    other = (cell for cell in cells[1:] if not _links_meeting(cell))
    texts = (markup.of(cell, 60).removeprefix("Vorlage ") for cell in other)
    return next((text for text in texts if is_paper_number(text) and not read_day(text)), None)


def _links_meeting(cell) -> bool:
    """An item that approves the minutes names the meeting, by a number of the same form."""
    return any(MEETING_LINK.search(link.get("href") or "") for link in inside(cell))


def _row_result(markup: Markup, element) -> str | None:
    """From the hint of the button (ALLRIS 3), a column or a line of its own."""
    for inner in inside(element):
        if ROLE_COLUMN in names(inner) or ROLE_COLUMN in names(inner.getparent()):
            continue
        hint = inner.get("title") or ""
        if inner.tag == "input" and hint and result_kind(hint):
            return hint
        if inner.tag in ("p", "div", "span", "td") and (text := markup.of(inner, 350)):
            if found := FIELD_LINE.fullmatch(text):
                if not found[1].startswith("Abstimmung") and result_kind(found[2]):
                    return found[2]
            elif inner.tag == "td" and result_kind(text):
                return text
            elif (told := RESULT_AT_END.fullmatch(text)) and result_kind(told[2]):
                return told[2]
    return None
