"""What happened in a meeting: its place and time, and what an item on its agenda came to. The same for all systems."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from council.imports.records import MeetingRecord, Problem
from council.imports.sources.page import Section, joined, paragraphs
from council.imports.sources.values import (
    at_time,
    read_day,
    read_vote,
    split_meeting_number,
    weekday_differs,
)
from council.imports.vocabulary import Publicity, SectionKind, publicity, result_kind

# A line that tells a result, a vote or a state.
FIELD_LINE = re.compile(r"(Beschluss|Ergebnis|Beratungsergebnis|Abstimmung|Abstimmungsergebnis|Status): ?(\S.{0,300})")
BARE_FIELD = re.compile(r"(Beschluss|Ergebnis|Beratungsergebnis|Abstimmung|Abstimmungsergebnis):")
VOTE_HEADINGS = ("Abstimmungsergebnis", "Abstimmung")
MAX_COUNT = 150  # characters of a paragraph that tells nothing but a vote
_TIMES = re.compile(r"([^-–]{1,20}?)(?:(?:[-–]|bis)([^-–]{1,20}))?")
_LIST_ITEM = re.compile(r"(?:\d{1,2}\.|[a-z]\)|[•–-]) ?\S.*", re.DOTALL)


def is_public(by_number: bool | None, openness: Publicity | None) -> bool | None:
    """Whether an item is public: its number decides, else the meeting, unless that is mixed."""
    if by_number is not None:
        return by_number
    return {Publicity.PUBLIC: True, Publicity.NON_PUBLIC: False}.get(openness)


def told_result(lines: Iterable[str]) -> str | None:
    """The first result in lines such as "Beschluss: vertagt", or "Beschluss:" with "vertagt" on the next one."""
    waiting = False
    for line in lines:
        told = FIELD_LINE.fullmatch(line)
        text = told[2] if told and not told[1].startswith("Abstimmung") else line if waiting else None
        if text and result_kind(text):
            return text
        if line:
            waiting = bool(BARE_FIELD.fullmatch(line)) and not line.startswith("Abstimmung")
    return None


def body_in_title(title: str | None) -> str | None:
    """The body that a title names: all of "Kreistag", but nothing of "Sitzung des Kreistages", which inflects it."""
    return None if not title or "sitzung" in title.casefold() else title


def full_title(title: str | None, *others: str | None) -> str | None:
    """`title`, or where the page cut it off the one of `others` that goes on with the same words."""
    stem = (title or "").removesuffix("...").removesuffix("…").rstrip()
    if not title or stem == title:
        return title
    return next((other for other in others if other and other.startswith(stem)), title)


def day_problems(field: str, text: str | None) -> list[Problem]:
    if not text:
        return []
    if not read_day(text):
        message = f"„{text[:40]}“ ist kein lesbares Datum: bitte von Hand eintragen."
        return [Problem(field, "day_unreadable", message)]
    if weekday_differs(text):
        message = f"Wochentag und Datum passen nicht zusammen („{text}“): bitte das Datum prüfen."
        return [Problem(field, "weekday_differs", message)]
    return []


def meeting_record(
    *,
    title: str | None = None,
    organization: str | None = None,
    day: str | None = None,
    time: str | None = None,
    room: str | None = None,
    location: str | None = None,
    status: str | None = None,
    occasion: str | None = None,
) -> tuple[MeetingRecord, list[Problem]]:
    """All arguments as the page writes them. `title` may begin with the meeting's number."""
    reference, name = split_meeting_number(title or "")
    openness, workflow = publicity(status)
    date = read_day(day)
    problems = day_problems("meeting.start", day)
    times = _TIMES.fullmatch(time or "")
    start = at_time(date, times[1].strip()) if times else None
    end = at_time(date, times[2].strip()) if times and times[2] else None
    if time and (start is None or (times[2] and end is None)):
        message = f"Die Uhrzeit „{time[:40]}“ ist nicht lesbar: bitte Beginn und Ende von Hand eintragen."
        problems.append(Problem("meeting.start", "time_unreadable", message))
    if start and end and end < start:
        message = f"Das Ende liegt vor dem Beginn („{time}“): bitte das Ende von Hand eintragen."
        problems.append(Problem("meeting.end", "end_before_start", message))
        end = None
    record = MeetingRecord(
        reference=reference,
        name=name or None,
        organization=organization,
        start=start or date,
        end=end,
        room=room,
        location=location,
        publicity=openness,
        workflow=workflow,
        occasion=occasion,
    )
    return record, problems


def split_discussion(section: Section) -> list[Section]:
    """The resolution is the first paragraph and the list that belongs to it; the rest is what was said."""
    blocks = paragraphs(list(section.lines))
    end = 1
    while end < len(blocks) and _LIST_ITEM.fullmatch(blocks[end]):
        end += 1
    resolution = Section(section.kind, section.heading, section.marked, tuple(_spread(blocks[:end])))
    if end == len(blocks):
        return [resolution]
    return [resolution, Section(SectionKind.MINUTES, "", False, tuple(_spread(blocks[end:])))]


def with_minutes(sections: list[Section]) -> list[Section]:
    """Text without a heading, in an Auszug, tells what was said."""
    return [section if section.heading else replace(section, kind=SectionKind.MINUTES) for section in sections]


def without_discussion(sections: list[Section]) -> list[Section]:
    """An unmarked "Beschluss" is followed by the discussion without a heading: part the two."""
    if any(section.kind == SectionKind.MINUTES for section in sections):
        return sections
    found = []
    for section in sections:
        is_open = section.kind == SectionKind.RESOLUTION and not section.marked
        found += split_discussion(section) if is_open else [section]
    return found


def _spread(blocks: list[str]) -> list[str]:
    return joined(blocks).split("\n")


def _vote_and_rest(section: Section) -> list[Section]:
    """The vote is what stands first under its heading, and all that counts; more was said after it."""
    if section.heading not in VOTE_HEADINGS:
        return [section]
    blocks = paragraphs(list(section.lines))
    counts = 1 + sum(1 for _ in takewhile(_is_count, blocks[1:]))
    vote = replace(section, lines=tuple(_spread(blocks[:counts])))
    rest = replace(section, kind=SectionKind.MINUTES, lines=tuple(_spread(blocks[counts:])))
    return [vote, rest] if blocks[counts:] else [vote]


def _is_count(block: str) -> bool:
    vote = read_vote(block[:MAX_COUNT])
    return (
        len(block) <= MAX_COUNT
        and bool(vote)
        and any(count is not None for count in (vote.yes, vote.no, vote.abstained, vote.excluded, vote.entitled))
    )


def _with_votes_in_minutes(sections: list[Section], last: int) -> list[Section]:
    """A vote told in the minutes, before the section at `last`, was on something else and belongs to them."""
    found: list[tuple[Section, list[str]]] = []
    for at, section in enumerate(sections):
        if at < last and _is_vote(section) and found and found[-1][0].kind == SectionKind.MINUTES:
            found[-1][1].extend(("", f"{section.heading}:", "", *section.lines))
        else:
            found.append((section, [*section.lines]))
    return [replace(section, lines=tuple(lines)) for section, lines in found]


def _is_vote(section: Section) -> bool:
    return section.heading in VOTE_HEADINGS and section.kind == SectionKind.OTHER


def read_proceedings(sections: list[Section], *, has_vote: bool = False) -> tuple[dict, list[Problem]]:
    """`resolution_text`, `minutes_text` and `vote` of an AgendaItemRecord; `has_vote` when its head tells the vote."""
    sections = [part for section in sections for part in _vote_and_rest(section)]
    kinds = [section.kind for section in sections]
    is_resolved = SectionKind.RESOLUTION in kinds
    last = len(kinds) if has_vote else len(kinds) - 1 - kinds[::-1].index(SectionKind.RESOLUTION) if is_resolved else 0
    sections = _with_votes_in_minutes(sections, last)
    kinds = [section.kind for section in sections]
    resolutions = [section.text for section in sections if section.kind == SectionKind.RESOLUTION]
    minutes = [section for section in sections if section.kind == SectionKind.MINUTES]
    votes = [section.text for section in sections if _is_vote(section)]
    problems = []
    if len(resolutions) > 1:
        message = f"Die Seite enthält {len(resolutions)} Beschlusstexte: bitte prüfen, welcher gilt."
        problems.append(Problem("agenda_item.resolution_text", "several_resolutions", message))
    after = sections[kinds.index(SectionKind.RESOLUTION) :] if is_resolved else []
    if any(section.kind == SectionKind.MINUTES and not section.heading for section in after):
        message = "Beschluss und Wortbeiträge stehen ohne Trennung hintereinander: bitte die Grenze prüfen."
        problems.append(Problem("agenda_item.resolution_text", "resolution_end_unclear", message))
    vote = read_vote(joined(votes))
    return {
        "resolution_text": joined(resolutions) or None,
        "minutes_text": joined([section.text for section in minutes]) or None,
        "vote": vote,
    }, problems
