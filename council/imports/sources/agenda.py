"""The rows of an agenda that was saved as text. The same for all systems."""

import re
from dataclasses import replace
from itertools import pairwise

from council.imports.records import AgendaRowRecord, EarlierResultRecord
from council.imports.sources.page import content, joined, paragraphs
from council.imports.sources.proceedings import is_public
from council.imports.sources.values import is_paper_number, read_day, read_item_number
from council.imports.vocabulary import Publicity, result_kind

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?"
ITEM_ROW = re.compile(rf"[ÖN] ?{_NUMBER}")
PLAIN_ITEM_ROW = re.compile(rf"{_NUMBER}\.?")
_NUMBER_AND_TITLE = re.compile(rf"(?:TOP )?([ÖN] ?{_NUMBER}):? (?!-)(\S.{{0,1000}})")
_PART = re.compile(r"(nicht)?[\s-]?öffentliche[rn]? (?:teil|sitzung|beratung)(?:[^a-zäöüß].{0,60})?", re.IGNORECASE)
_PAPER = re.compile(r"(?:Vorlagen?|Drucksache|Drs\.|DS)(?:-?Nr\.)?:? ?(\S.{2,45})")
_RESULT = re.compile(r"(?:Beschluss|Ergebnis|Beschlussart|Beratungsergebnis): ?(\S.{0,300})")
EARLIER_MEETING = re.compile(r"(\d{1,2}\.\d{1,2}\.\d{4}) - (.{1,300})")
EARLIER_RESULT = re.compile(r"([ÖN] \d[\d.]{0,20}) - (.{1,300})")
HIDDEN = {"(nichtöffentlich)", "nichtöffentlich", "nicht öffentlich", "(nicht öffentlich)"}
HAS_FILES = "Enthält Anlagen"
MAX_ITEMS = 2000


def read_agenda(lines: list[str], openness: Publicity | None) -> list[AgendaRowRecord]:
    """Numbers without Ö or N count only on pages that have no others: a text may contain a line with a mere number."""
    lines = cell_by_cell(lines)
    row = ITEM_ROW if any(ITEM_ROW.fullmatch(line) for line in lines) else PLAIN_ITEM_ROW
    starts = [at for at, line in enumerate(lines) if row.fullmatch(line)][:MAX_ITEMS]
    stop = _end(lines, starts)
    found, part, seen = [], None, 0
    for start, end in pairwise([*starts, stop]):
        part = part_opened(lines[seen:start], part)
        seen = start
        found.append(_agenda_row(lines[start], lines[start + 1 : end], openness, part))
    return found


def _end(lines: list[str], starts: list[int]) -> int:
    return len(lines) if len(starts) < MAX_ITEMS else starts[-1] + 1


def cell_by_cell(lines: list[str]) -> list[str]:
    """One line for each cell: "Ö 1 | Titel | 2031/007" and "Ö 1 Titel" fall apart."""
    found: list[str] = []
    for line in lines:
        if "|" in line:
            found += [cell.strip() for cell in line.split("|") if cell.strip("- ")]
        elif row := _NUMBER_AND_TITLE.fullmatch(line):
            found += [row[1], row[2]]
        else:
            found.append(line)
    return found


def part_opened(lines: list[str], part: bool | None) -> bool | None:
    """Whether the last heading among `lines` opens the public part."""
    for line in lines:
        if len(line) < 120 and (found := _PART.fullmatch(line)):
            part = not found[1]
    return part


def _agenda_row(number_text: str, lines: list[str], openness: Publicity | None, part: bool | None) -> AgendaRowRecord:
    number, by_number = read_item_number(number_text.removesuffix("."))
    public = is_public(part if by_number is None else by_number, openness)
    rows = [row for row in content(lines) if not _PART.fullmatch(row[:120])]
    if public is False or HIDDEN & set(rows):
        return AgendaRowRecord(number=number, public=False)
    text, results = printed_paper(lines)
    before = rows[: rows.index("VORLAGE")] if "VORLAGE" in rows else rows
    result = next((found for row in before[1:] if (found := _result(row))), None)
    return AgendaRowRecord(
        number=number,
        public=public,
        name=_name(before),
        paper_reference=next((found for row in before[1:] if (found := _paper(row))), None),
        paper_text=text,
        has_files=HAS_FILES in rows,
        result=result,
        result_kind=result_kind(result),
        earlier_results=tuple(results),
    )


def _name(rows: list[str]) -> str | None:
    """The first line, and those that follow it up to the number of the paper."""
    if not rows:
        return None
    end = next((at for at, row in enumerate(rows[1:6], start=1) if row == HAS_FILES or _paper(row)), 1)
    return " ".join(rows[:end])


def _paper(row: str) -> str | None:
    if len(row) > 60:
        return None
    if is_paper_number(row) and not read_day(row):
        return None if row.startswith("SI/") else row  # the number of a meeting, whose minutes are approved
    named = _PAPER.fullmatch(row)
    return named[1] if named and is_paper_number(named[1]) else None


def _result(row: str) -> str | None:
    named = _RESULT.fullmatch(row)
    text = named[1] if named else row
    return text if result_kind(text) else None


def printed_paper(lines: list[str]) -> tuple[str | None, list[EarlierResultRecord]]:
    """The paper's text and what other committees decided, if the agenda was printed with them."""
    lines = cell_by_cell(lines)
    if "VORLAGE" not in lines:
        return None, []
    text: list[str] = []
    results: list[EarlierResultRecord] = []
    for line in lines[lines.index("VORLAGE") + 1 :]:
        meeting, result = EARLIER_MEETING.fullmatch(line), EARLIER_RESULT.fullmatch(line)
        if meeting and (day := read_day(meeting[1])):
            results.append(EarlierResultRecord(date=day, organization=meeting[2]))
        elif result and results and results[-1].result is None:
            results[-1] = replace(
                results[-1], agenda_item_number=result[1], result=result[2], result_kind=result_kind(result[2])
            )
        else:
            text.append(line)
    return joined(paragraphs(text)) or None, results
