"""Council pages in HTML, of all systems. What a cell means is told by its label, its column or its link, never by its
place on one page; ids and classes serve only to tell the systems apart and to find tables.
"""

import re

from council.imports.records import ImportedDocument, Kind, System
from council.imports.sources.markup import Markup, names

from .agenda_item import read_agenda_item
from .head import ALLRIS4_IDS, DATED_HEADLINE, HEADLINE, ITEM_HEADLINE, headline_of, read_head
from .meeting import agenda_rows, read_meeting
from .paper import number_and_type, read_paper
from .sections import ANCHOR

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
    headline = headline_of(markup)
    found = HEADLINE.fullmatch(headline)
    if DATED_HEADLINE.fullmatch(headline) or ITEM_HEADLINE.match(headline) or found and found[1] == "Auszug":
        return Kind.AGENDA_ITEM
    if found and (found[1] == "Tagesordnung" or found[1] == "Sitzung"):
        return Kind.MEETING
    head = read_head(markup)
    if "number" in head.values and ("organization" in head.values or "meeting" in head.values):
        return Kind.AGENDA_ITEM
    if number_and_type(headline)[0] or "type" in head.values or "reference" in head.values:
        return Kind.PAPER
    if agenda_rows(markup):
        return Kind.MEETING
    if "day" in head.values and {"organization", "meeting", "time"} & head.values.keys():
        return Kind.MEETING
    return Kind.PAPER if "name" in head.values else None


def read(name: str, system: System, kind: Kind, markup: Markup) -> ImportedDocument:
    reader = {Kind.PAPER: read_paper, Kind.AGENDA_ITEM: read_agenda_item, Kind.MEETING: read_meeting}[kind]
    return reader(name, system, markup)
