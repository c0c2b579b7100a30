"""SessionNet: Vorlage (vo0050) and Tagesordnungspunkt (to0050) as saved text."""

import re
from itertools import pairwise

from council.imports.records import AgendaItemRecord, ImportedDocument, Kind, PaperRecord, System
from council.imports.sources.page import Section, content, opening, split_sections
from council.imports.sources.proceedings import meeting_record, read_proceedings
from council.imports.sources.values import find_references, other_papers, read_item_number, read_vote
from council.imports.vocabulary import SectionKind, paper_kind, result_kind

LABELS = {"Betreff", "Vorlage", "Aktenzeichen", "Art", "Federführend", "Status", "Datum"}
ITEM = re.compile(r"TOP ([ÖN]? ?\d[\d.]{0,20}): ?(.{1,1000})")
MEETING = re.compile(r"Sitzung: ?(\d{1,2}\.\d{1,2}\.\d{4})(?: (\S{1,40}))?")
RESULT = re.compile(r"Beschluss: ?(\S.{0,300})")
VOTE = re.compile(r"Abstimmung: ?(\S.{0,300})")


def recognise(lines: list[str]) -> Kind | None:
    written = opening(lines)
    if "Tagesordnungspunkt" in written and any(ITEM.fullmatch(line) for line in written):
        return Kind.AGENDA_ITEM
    if written and written[0] in LABELS and {"Betreff", "Vorlage"} <= set(written):
        return Kind.PAPER
    return None


def read(name: str, kind: Kind, lines: list[str]) -> ImportedDocument:
    return {Kind.PAPER: _read_paper, Kind.AGENDA_ITEM: _read_agenda_item}[kind](name, lines)


def _read_paper(name: str, lines: list[str]) -> ImportedDocument:
    head, sections = split_sections(lines)
    values = _values(content(head))
    reference = values.get("Vorlage")
    paper = PaperRecord(
        reference=reference,
        name=values.get("Betreff"),
        paper_type=values.get("Art"),
        paper_kind=paper_kind(values.get("Art")),
        under_direction_of=values.get("Federführend"),
        sections=tuple(section.as_record() for section in sections),
        references=other_papers(
            find_references(values.get("Betreff"), *(section.text for section in sections)), reference
        ),
        file_reference=values.get("Aktenzeichen"),
    )
    return ImportedDocument(name, System.SESSIONNET, Kind.PAPER, paper=paper)


def _values(rows: list[str]) -> dict[str, str]:
    """A label and its value take turns, one per line; a label followed by a label has no value."""
    pairs = pairwise(rows)
    return {label: value for label, value in pairs if label in LABELS and value not in LABELS}


def _read_agenda_item(name: str, lines: list[str]) -> ImportedDocument:
    written = content(lines)
    number_text, title = _first(ITEM, opening(lines)).groups()
    number, public = read_item_number(number_text)
    held, result, vote = _first(MEETING, written), _first(RESULT, written), _first(VOTE, written)
    meeting, problems = meeting_record(title=held[2] if held else None, day=held[1] if held else None)
    _, sections = split_sections([line for line in lines if not RESULT.fullmatch(line) and not VOTE.fullmatch(line)])
    proceedings, doubts = read_proceedings([section for section in sections if _belongs_to_item(section)])
    if vote:
        proceedings["vote"] = read_vote(vote[1])
    item = AgendaItemRecord(
        number=number,
        public=public,
        name=title,
        result=result[1] if result else None,
        result_kind=result_kind(result[1]) if result else None,
        **proceedings,
    )
    return ImportedDocument(
        name, System.SESSIONNET, Kind.AGENDA_ITEM, agenda_item=item, meeting=meeting, problems=(*problems, *doubts)
    )


def _belongs_to_item(section: Section) -> bool:
    return section.kind in (SectionKind.RESOLUTION, SectionKind.MINUTES, SectionKind.OTHER)


def _first(pattern: re.Pattern, lines: list[str]) -> re.Match | None:
    return next((found for line in lines if (found := pattern.fullmatch(line))), None)
