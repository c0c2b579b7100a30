"""Lines of a page, and the sections they form under headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from council.imports.records import SectionRecord
from council.imports.vocabulary import SectionKind, section_kind

BOILERPLATE = {
    "Bürgerinformationssystem",
    "Reduzieren",
    "Loading...",
    "Vorlesen",
    "Seite vorlesen",
}
OPENING = 40  # lines
FOOT = {
    "Datenschutz", "Datenschutzerklärung", "Impressum", "Barrierefreiheit", "Erklärung zur Barrierefreiheit", "Kontakt",
    "Legende", "nach oben", "Nach oben", "Seitenanfang", "Drucken", "Hilfe", "Sitemap",
}  # fmt: skip
MAX_LEGEND = 60  # lines
MAX_CELL = 200  # characters; longer is prose that somebody put into a table
_BORDER = re.compile(r"[\t|]")
_HEADING_MARK = re.compile(r"^#{1,6} +(?=\S)")
_BOLD = re.compile(r"\*\*([^*\n]{1,300})\*\*")
_SOFTWARE = re.compile(
    r"(?:Software: ?)?Sitzungsdienst(?: Session)?.{0,60}|© ?\d{4} .{1,60}|Letzte Änderung: .{1,40}"
    r"|[\d.]{1,12} Besucher seit .{1,40}|Software: .{1,40}"
)
_ROMAN_NUMBER = re.compile(r"[IVX]{1,4}[.)] ")
_LIST_MARKER = re.compile(r"[•·●▪◦*–—-]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z])[.)]{1,2}|\d{1,3}(?:\.\d{1,3})+")
PRODUCT_NAME = "ALLRIS® Office Integration"
ONLINE_VERSION = "Online-Version dieser Seite"  # ALLRIS 4, with the address, below a printed page


def lines_of(text: str) -> list[str]:
    """Lines with single blanks and no margins. Empty ones stay: they part paragraphs.

    Rows of tables have "|" between their cells, but a label and its value share one. The marks that some programs
    put before headings and around bold words are no text.
    """
    return [_line(line) for line in text.split("\n")]


def _line(line: str) -> str:
    if "**" in line or line.startswith("#"):
        line = _BOLD.sub(r"\1", _HEADING_MARK.sub("", line))
    return _row(line) if "\t" in line or "|" in line else " ".join(line.split())


def _row(line: str) -> str:
    columns = [" ".join(cell.split()) for cell in _BORDER.split(line)]
    written = [cell for cell in columns if cell]
    if written and (written[0].endswith(":") and len(written) > 1 or len(written) == 1 and len(line) > MAX_CELL):
        return " ".join(written)
    if "\t" not in line:
        return " ".join(line.split())
    if len(written) < 2 or _LIST_MARKER.fullmatch(written[0]):
        return " ".join(written)
    return " | ".join(columns).strip()


def is_boilerplate(line: str) -> bool:
    return line in BOILERPLATE or line.startswith((PRODUCT_NAME, ONLINE_VERSION)) or is_table_border(line)


def is_table_border(line: str) -> bool:
    """Left over from an empty table or a ruler: "|||||", "---|---|", "* * *"."""
    return "|" in line and not line.strip("|- ") or len(line) > 2 and not line.strip("-*_= ")


def without_foot(lines: list[str]) -> list[str]:
    """What stands above the foot of the site and above the legend that some systems put below the text."""
    end = _foot(lines, len(lines))
    short = range(max(0, end - MAX_LEGEND), end)
    legend = next((at for at in short if lines[at] == "Legende"), end)
    if all(len(line) <= 80 for line in lines[legend:end]):
        end = legend
    return lines[: _foot(lines, end)]


def _foot(lines: list[str], end: int) -> int:
    while end and (not lines[end - 1] or _is_foot(lines[end - 1])):
        end -= 1
    return end


def _is_foot(line: str) -> bool:
    words = [word.strip() for word in line.split("|")]
    return is_boilerplate(line) or all(word in FOOT or _SOFTWARE.fullmatch(word) for word in words if word)


def content(lines: list[str]) -> list[str]:
    """The lines that somebody wrote, without empty ones and furniture of the site."""
    return list(_written(lines))


def opening(lines: list[str]) -> list[str]:
    """The first lines of the content: enough to recognise a page."""
    return list(islice(_written(lines), OPENING))


def _written(lines: list[str]) -> Iterator[str]:
    return (line for line in lines if line and not is_boilerplate(line))


def paragraphs(lines: list[str]) -> list[str]:
    """Runs of lines, each joined by line breaks: list items stay lines of their own."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line and not is_boilerplate(line):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]


def joined(blocks: list[str]) -> str:
    return "\n\n".join(blocks)


def cells(lines: list[str]) -> list[str]:
    """The cells of a table that was saved as text with "|" between cells, empty ones included.

    A cell goes on over the end of a line, unless the line is a whole row.
    """
    rows = (f"{line} |" if "|" in line[1:-1] and not line.endswith("|") else line for line in lines)
    return [cell.strip() for cell in " ".join(rows).split("|")]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading; `marked` when a colon follows the heading, as in the body of ALLRIS 3 pages."""

    kind: SectionKind
    heading: str
    marked: bool
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return joined(paragraphs(list(self.lines)))

    def as_record(self) -> SectionRecord:
        return SectionRecord(kind=self.kind, heading=self.heading, text=self.text)


def heading_of(line: str) -> tuple[SectionKind, str, bool, str] | None:
    """Kind, heading, whether a colon follows, and text on the same line; None for a line that is no heading."""
    heading, colon, rest = line.partition(":")
    kind = section_kind(heading.rstrip()) if heading else None
    return (kind, heading.rstrip(), bool(colon), rest.strip()) if kind else None


def heading_below(heading: str | None, line: str) -> tuple[SectionKind, str, bool, str] | None:
    """The same for a line below `heading`: "II. Beschlussvorschlag" is one where all are numbered so."""
    number = _ROMAN_NUMBER.match(line) if heading is None or _ROMAN_NUMBER.match(heading) else None
    if number and (found := heading_of(line[number.end() :])):
        return found[0], f"{number[0]}{found[1]}", *found[2:]
    return heading_of(line)


def split_sections(lines: list[str]) -> tuple[list[str], list[Section]]:
    """The lines before the first heading, and the sections that have any text.

    "I. Sachverhalt" is a heading where all are numbered so; below a heading without a number it is part of the text.
    """
    before: list[str] = []
    parts: list[tuple[SectionKind, str, bool, list[str]]] = []
    for line in lines:
        if found := heading_below(parts[-1][1] if parts else None, line):
            kind, heading, marked, rest = found
            parts.append((kind, heading, marked, [rest] if rest else []))
        else:
            (parts[-1][3] if parts else before).append(line)
    sections = [Section(kind, heading, marked, tuple(under)) for kind, heading, marked, under in parts]
    return before, [section for section in sections if content(list(section.lines))]
