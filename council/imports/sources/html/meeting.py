"""The page of a meeting with its agenda."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from council.imports.records import AgendaRowRecord, ImportedDocument, Kind, System
from council.imports.sources.agenda import part_opened, printed_paper
from council.imports.sources.markup import Markup, inside, names
from council.imports.sources.proceedings import FIELD_LINE, body_in_title, is_public, told_result
from council.imports.sources.values import (
    MEETING_HEADLINE,
    is_day,
    is_item_number,
    is_number_of_link,
    is_paper_number,
    read_day,
    read_item_number,
)
from council.imports.vocabulary import Publicity, result_kind

from .agenda_item import meeting_above
from .consultations import MAX_ROWS
from .files import FILE_LINK
from .head import BUTTONS, HEADLINE, MAX_CELL, MEETING_LINK, PAPER_LINK, headline_of, read_head

RESULT_AT_END = re.compile(r"(.{1,1000}?) (?:Beschluss|Ergebnis): (.{1,100}?)(?: Abstimmung: .{1,200})?")
ROLE_COLUMN = " tozunr "  # ALLRIS 4: what the body is asked for, in words that others use for results
SUBJECTS = {"tobetreff", "tobetr", "smc-card-text-title"}
NO_TITLE = ("(nichtöffentlich)", "nichtöffentlich", "nicht öffentlich", "(nicht öffentlich)")
ABOVE = 300  # characters
_ADDED = re.compile(r" ?(?:Nachtrag|\(neu\)|NEU).{0,40}$")


def read_meeting(name: str, system: System, markup: Markup) -> ImportedDocument:
    head = read_head(markup)
    headline = headline_of(markup)
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
    meeting, problems = meeting_above(markup, head)
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
    items = agenda_rows(markup)[:MAX_ROWS]
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


def agenda_rows(markup: Markup) -> list[tuple[str, object, list]]:
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
