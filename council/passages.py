"""Plain text of council documents as paragraphs and lists, without changing a word or a number."""

import re
from dataclasses import dataclass

_BULLET = re.compile(r"[•·▪–-]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})\.\s+(?=\S)")
_MONTH = re.compile(
    r"(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list with its items. `start`: number of the first item of a numbered list."""

    kind: str
    lines: tuple[str, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Passage:
    """A headed text as `document_text.html` draws it."""

    heading: str
    text: str
    kind: str = ""
    anchor: str = ""

    @property
    def blocks(self):
        return blocks(self.text)


def blocks(text):
    """Split `text` at blank lines; lines that begin with "• " or with numbers in sequence become lists.

    A number opens a list only if it is 1 and continues one only if it is the next, so that "24. Sitzung" stays text.
    A line without a mark directly below a list item belongs to it where it goes on in lower case.
    """
    found, counted = [], 0
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        for position, line in enumerate(filter(None, map(str.strip, part.split("\n")))):
            kind, content, number = _marked(line, counted)
            counted = number or counted
            if found and _goes_on(found[-1], kind, number, is_new_part=position == 0):
                found[-1] = Block(kind, (*found[-1].lines, content), found[-1].start)
            elif found and position and kind == "paragraph" and content[0].islower():
                last = found[-1]
                found[-1] = Block(last.kind, (*last.lines[:-1], f"{last.lines[-1]} {content}"), last.start)
            else:
                found.append(Block(kind, (content,), number or 1))
    return found


def _goes_on(last, kind, number, *, is_new_part):
    if kind != last.kind:
        return False
    if kind == "numbers":
        return number == last.start + len(last.lines)
    return kind == "bullets" or not is_new_part


def _marked(line, counted):
    """(kind of block, line without its mark, number or 0)."""
    if mark := _BULLET.match(line):
        return "bullets", line[mark.end() :], 0
    mark = _NUMBER.match(line)
    if mark and int(mark[1]) in (1, counted + 1) and not _MONTH.match(line, mark.end()):
        return "numbers", line[mark.end() :], int(mark[1])
    return "paragraph", line, 0
