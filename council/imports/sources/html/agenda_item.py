"""The page of one item of an agenda, with what came of it."""

import re
from dataclasses import replace

from council.imports.records import AgendaItemRecord, ImportedDocument, Kind, PaperRecord, Problem, System
from council.imports.sources.labels import field_of
from council.imports.sources.markup import Markup
from council.imports.sources.page import Section, content
from council.imports.sources.proceedings import (
    FIELD_LINE,
    full_title,
    is_public,
    meeting_record,
    read_proceedings,
    with_minutes,
    without_discussion,
)
from council.imports.sources.values import (
    is_item_number,
    is_paper_number,
    read_item_number,
    read_vote,
    split_paper_number,
)
from council.imports.vocabulary import Publicity, SectionKind, paper_kind, publicity, result_kind

from .files import read_files
from .head import (
    DATED_HEADLINE,
    HEADLINE,
    ITEM_HEADLINE,
    MEETING_LINK,
    PAPER_LINK,
    Head,
    first_link,
    headline_of,
    read_head,
    start_of_body,
)
from .paper import read_paper_number
from .sections import FURNITURE_HEADING, read_sections

DATED_MEETING = re.compile(r"((?:\w{2,10}\.?, ?)?\d{1,2}\.\d{1,2}\.\d{4})(?: -)? ?(.{0,300})")


def read_agenda_item(name: str, system: System, markup: Markup) -> ImportedDocument:
    head = read_head(markup)
    values = head.values
    number_text, title, day = _item_headline(headline_of(markup))
    number, public = read_item_number(values.get("number") or number_text)
    if values.get("number") and not is_item_number(values["number"]):
        number, public = read_item_number(number_text)
    title = title or values.get("name")
    stated, _ = publicity(values.get("publicity"))
    meeting, problems = meeting_above(markup, head, day)
    contradiction = public is True and stated == Publicity.NON_PUBLIC
    if contradiction:
        message = "Nummer und Angabe zur Beratung widersprechen sich: bitte prüfen, ob der Punkt öffentlich ist."
        problems.append(Problem("agenda_item.public", "publicity_differs", message))
    files, file_spans = read_files(markup)
    start = start_of_body(markup)
    if start == len(markup.text):
        start = max(head.end, _end_of_headline(markup))
    sections, misplaced = read_sections(markup, start, sorted(file_spans))
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


def meeting_above(markup: Markup, head: Head, day: str | None = None):
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


def _meeting_title(markup: Markup, head: Head) -> str | None:
    """The link to the meeting, or the line above the number of the item."""
    link = first_link(markup, MEETING_LINK, start_of_body(markup))
    if link is not None:
        return markup.of(link)
    number = head.elements.get("number")
    if number is None:
        return None
    lines = content(markup.lines(_end_of_headline(markup), markup.span(number)[0]))
    lines = [line for line in lines if not field_of(line.partition(":")[0])]
    return lines[-1] if lines else None


def _paper_behind(markup: Markup, head: Head, title: str | None) -> PaperRecord | None:
    stop = start_of_body(markup)
    link = first_link(markup, PAPER_LINK, stop)
    text = markup.of(link) if link is not None else ""
    reference, name = _split_paper(text, title)
    reference = reference or read_paper_number(head.values.get("reference"))
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
