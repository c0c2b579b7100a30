"""Attachments: tables of them, or links that lead to documents."""

import re
from collections.abc import Iterator
from itertools import islice

from council.imports.records import FileRecord
from council.imports.sources.markup import Markup, inside, names, next_cell, rows
from council.imports.sources.values import read_size

from .head import start_of_body

FILE_LINK = re.compile(
    r"getfile\.(?:php|asp)|ydocstart|\.pdf(?:$|\?)|/do_?down|do027|___tmp|/doc\d+\.|attachment-link", re.IGNORECASE
)
_SIZE_AT_END = re.compile(r"(.{1,300}) \(([\d.,]{1,12} ?(?:Byte|B|kB|KB|MB|GB))\)")
_SIZE_IN_TITLE = re.compile(r"([\d.,]{1,12} ?(?:Byte|kB|KB|MB|GB))\b")


def read_files(markup: Markup) -> tuple[list[FileRecord], list[tuple[int, int]]]:
    for table in tables_of(markup):
        if (found := _file_table(markup, table)) is not None:
            return found, [markup.span(table)]
    return _linked_files(markup)


def tables_of(markup: Markup) -> Iterator:
    return (element for element in markup.elements if element.tag == "table" and markup.length(element))


def _file_table(markup: Markup, table) -> list[FileRecord] | None:
    """A table with the columns "Nr." and "Name"; None for any other."""
    columns: dict[str, int] = {}
    files = []
    for count, cells in enumerate(rows(markup, table)):
        texts = [markup.of(cell, 400) for cell in cells]
        if not columns:
            if "Name" in texts and ("Nr." in texts or "Nr" in texts):
                columns = {text.removesuffix("."): at for at, text in enumerate(texts) if text}
            elif count > 3:
                return None
            continue
        at = columns["Name"]
        if at >= len(texts):
            continue
        number = texts[columns["Nr"]]
        name, size = _name_and_size(texts[at])
        size = (
            _size_in(markup, cells[at]) or size or next((found for text in texts if (found := read_size(text))), None)
        )
        if name or size:
            number = int(number) if number.isdecimal() and len(number) < 5 else None
            files.append(FileRecord(number=number, name=name or None, size_bytes=size))
    return files if columns else None


def _name_and_size(text: str) -> tuple[str, int | None]:
    found = _SIZE_AT_END.fullmatch(text)
    return (found[1], read_size(found[2])) if found else (text, None)


def _size_in(markup: Markup, cell) -> int | None:
    """From the hint of the link: it is less rounded than the text."""
    for link in inside(cell):
        hint = link.get("title") or link.get("data-simpletooltip-text") or ""
        if found := _SIZE_IN_TITLE.search(hint[:500]):
            return read_size(found[1])
    return None


def _linked_files(markup: Markup) -> tuple[list[FileRecord], list[tuple[int, int]]]:
    """Links to documents outside the text, each document once."""
    files: dict[str, FileRecord] = {}
    spans = []
    stop = start_of_body(markup)
    for element in markup.elements:
        if element.tag != "a" or not FILE_LINK.search(element.get("href") or ""):
            continue
        start, end = markup.span(element)
        text = markup.of(element, 400)
        if not text or start >= stop and not _is_document_box(element):
            continue
        name, size = _name_and_size(text.removeprefix("• "))
        spans.append((start, end))
        files.setdefault(
            element.get("href"),
            FileRecord(
                number=_number_in_hint(element),
                name=name,
                size_bytes=_size_in(markup, element) or size or _size_beside(markup, element),
            ),
        )
    return list(files.values()), spans


def _number_in_hint(link) -> int | None:
    """ALLRIS 3: "Anlage 2 (14.08.2031 12:10:01) öffnen"."""
    found = re.match(r"Anlage (\d{1,3}) \(", link.get("title") or "")
    return int(found[1]) if found else None


def _size_beside(markup: Markup, link) -> int | None:
    """From another cell of the row that the link stands in."""
    cell = next((around for around in islice(link.iterancestors(), 4) if around.tag == "td"), None)
    beside = next_cell(markup, cell) if cell is not None else None
    found = _SIZE_IN_TITLE.search(markup.of(beside, 60)) if beside is not None else None
    return read_size(found[1]) if found else None


def _is_document_box(element) -> bool:
    for count, around in enumerate(element.iterancestors()):
        if "smc-doc" in names(around) or "smcdoc" in names(around) or (around.get("id") or "").startswith("dokumente"):
            return True
        if count > 8:
            return False
    return False
