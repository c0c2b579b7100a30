"""The text of a page, cut where a heading or an anchor begins a section."""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from council.imports.records import Problem
from council.imports.sources.markup import HEADINGS, Markup
from council.imports.sources.page import Section, content, heading_below
from council.imports.vocabulary import SectionKind, section_kind

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


def read_sections(markup: Markup, start: int, taken: list[tuple[int, int]]) -> tuple[list[Section], list[Problem]]:
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
