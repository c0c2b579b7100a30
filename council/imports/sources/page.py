"""Lines of a page, and the sections they form under headings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from council.imports.records import SectionRecord
from council.imports.vocabulary import SectionKind, section_kind

BOILERPLATE = {
    "Bürgerinformationssystem",
    "Online-Version dieser Seite",
    "Reduzieren",
    "Loading...",
    "Vorlesen",
    "Seite vorlesen",
}
OPENING = 40  # lines
PRODUCT_NAME = "ALLRIS® Office Integration"


def lines_of(text: str) -> list[str]:
    """Lines with single blanks and no margins. Empty ones stay: they part paragraphs."""
    return [" ".join(line.split()) for line in text.split("\n")]


def is_boilerplate(line: str) -> bool:
    return line in BOILERPLATE or line.startswith(PRODUCT_NAME) or is_table_border(line)


def is_table_border(line: str) -> bool:
    """Left over from an empty table: "|||||" or "---|---|"."""
    return "|" in line and not line.strip("|- ")


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
    """The cells of a table that was saved as text with "|" between cells, empty ones included."""
    return [cell.strip() for cell in " ".join(lines).split("|")]


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


def split_sections(lines: list[str]) -> tuple[list[str], list[Section]]:
    """The lines before the first heading, and the sections that have any text."""
    before: list[str] = []
    parts: list[tuple[SectionKind, str, bool, list[str]]] = []
    for line in lines:
        if found := heading_of(line):
            kind, heading, marked, rest = found
            parts.append((kind, heading, marked, [rest] if rest else []))
        else:
            (parts[-1][3] if parts else before).append(line)
    sections = [Section(kind, heading, marked, tuple(under)) for kind, heading, marked, under in parts]
    return before, [section for section in sections if content(list(section.lines))]
