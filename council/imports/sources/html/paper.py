"""The page of a Vorlage."""

import re
from dataclasses import replace

from council.imports.records import ImportedDocument, Kind, PaperRecord, Problem, ReferenceRecord, System
from council.imports.sources.markup import Markup, is_cell, rows
from council.imports.sources.page import Section, content
from council.imports.sources.values import (
    find_references,
    is_number_of_headline,
    is_paper_number,
    other_papers,
    split_paper_number,
)
from council.imports.vocabulary import paper_kind, publicity

from .consultations import read_stations, stations_on_cards, table_of_stations
from .files import read_files
from .head import headline_of, read_head, start_of_body
from .sections import FURNITURE_HEADING, read_sections

SIGNED = re.compile(r"gez\.:? ?(\S.{0,100})")


def read_paper(name: str, system: System, markup: Markup) -> ImportedDocument:
    head = read_head(markup)
    values = head.values
    headline = headline_of(markup)
    number_in_headline, before = number_and_type(headline)
    reference = number_in_headline or values.get("reference")
    if reference and not is_number_of_headline(reference):
        reference = read_paper_number(reference) or reference
    stations_table = table_of_stations(markup)
    consultations, problems = read_stations(markup, stations_table)
    files, file_spans = read_files(markup)
    family, family_spans = _family(markup)
    cards = [span for _, span in stations_on_cards(markup)] if stations_table is None else []
    taken = sorted([*file_spans, *family_spans, *cards, *_spans(markup, [stations_table])])
    start = min(start_of_body(markup), len(markup.text))
    if start == len(markup.text):
        start = max(head.end, *(span[1] for span in _spans(markup, [stations_table])), 0)
    sections, misplaced = read_sections(markup, start, taken)
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


def number_and_type(headline: str) -> tuple[str | None, str]:
    """What "Beschlussvorlage - 2031/007" and "2031/007 - Beschlussvorlage" say."""
    before, dash, after = headline.rpartition(" - ")
    if dash and is_number_of_headline(after):
        return after, before
    before, dash, after = headline.partition(" - ")
    return (before, after if paper_kind(after) else "") if dash and is_paper_number(before) else (None, before)


def read_paper_number(text: str | None) -> str | None:
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
