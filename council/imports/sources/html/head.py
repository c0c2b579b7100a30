"""Headline and labelled fields above the text of a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from council.imports.sources.labels import field_of
from council.imports.sources.markup import HEADINGS, Markup, is_cell, labelled, names, next_cell
from council.imports.sources.page import content, heading_of
from council.imports.sources.values import is_number_of_link

from .sections import ANCHOR

HEADLINE = re.compile(r"(Vorlage|Drucksache|Antrag|Anfrage|Auszug|Tagesordnung|Sitzung|[\w/-]{4,40}) - (.{1,1000})")
DATED_HEADLINE = re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4}) - ((?:[ÖN] ?)?\d[\d.]{0,20}) (.{1,1000})")
ITEM_HEADLINE = re.compile(
    r"(?:(?:TOP|Tagesordnungspunkt) (?=\d)|(?:TOP |Tagesordnungspunkt )?(?=[ÖN] ?\d))"
    r"((?:[ÖN] ?)?\d[\d.]{0,20})(?::| -|\.)? ?(.{0,1000})"
)
PAPER_LINK = re.compile(r"(?:^|/)(?:vo020|vo0050)[._?]", re.IGNORECASE)
MEETING_LINK = re.compile(r"(?:^|/)(?:to010|si0057|si0056|to0040|si010_j|si020)[._?]", re.IGNORECASE)
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
BUTTONS = {"NA", "TO", "VO", "PA", "BES", "Pro", "●", "|"}
MAX_CELL = 3000


@dataclass
class Head:
    """First value of each field, the element it stands in, and where the last of them ends."""

    values: dict[str, str] = field(default_factory=dict)
    elements: dict[str, object] = field(default_factory=dict)
    paper: dict[str, str] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    end: int = 0


def headline_of(markup: Markup) -> str:
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


def start_of_body(markup: Markup) -> int:
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


def read_head(markup: Markup) -> Head:
    head = Head()
    stop = start_of_body(markup)
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
    link = first_link(markup, PAPER_LINK, stop)
    return len(markup.text) if link is None else markup.span(link)[0]


def first_link(markup: Markup, pattern: re.Pattern, stop: int):
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
