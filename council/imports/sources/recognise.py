"""A saved page of any known system → ImportedDocument. System and kind of page are found in the text, never asked."""

import logging
from dataclasses import replace

from council.imports.records import ImportedDocument, Kind, PaperRecord, Problem, Suggestions
from council.imports.sources import allris3, allris4, html, sessionnet
from council.imports.sources.budget import find_budget
from council.imports.sources.decoding import LOST, MOJIBAKE, decode, decode_html, from_utf16, is_html
from council.imports.sources.doubts import doubts
from council.imports.sources.markup import MAX_TAGS, Markup, read_markup
from council.imports.sources.page import content, lines_of, split_sections, without_foot
from council.imports.sources.places import find_places
from council.imports.sources.values import find_references, other_papers

logger = logging.getLogger(__name__)

MAX_BYTES = 5_000_000
SYSTEMS = (allris4, sessionnet, allris3)  # marks of the first two are certain, those of the last are mere labels

NOT_PUBLIC_WORDS = ("Keine Information verfügbar", "noauth")
MAX_LINES = 20_000  # ten times the longest agenda printed with its papers
MAX_PROSE = 20_000  # characters of a line that may name papers
MAX_TITLE = 300
SHORT_PAGE = 10  # lines; a longer page may mention the words above


def read_document(name: str, data: bytes) -> ImportedDocument:
    """Never raises: what cannot be read comes back as "unknown" with a problem that says what to do."""
    if refused := _refusal(data):
        return ImportedDocument(name, problems=(refused,))
    try:
        return _read(name, from_utf16(data))
    except Exception:  # a page nobody thought of must not stop a run of a thousand
        logger.exception("Reader failed")
        message = "Die Seite ließ sich nicht lesen: bitte als Text speichern und den Fehler melden."
        return ImportedDocument(name, problems=(Problem("file", "reader_failed", message),))


def _read(name: str, data: bytes) -> ImportedDocument:
    if is_html(data):
        markup = read_markup(decode_html(data))
        text, document = markup.text, _read_html(name, markup)
    else:
        saved = decode(data)
        text, document = saved.replace("\t", " "), read_text(name, saved)
    problems = [*document.problems]
    if MOJIBAKE.search(text) or LOST in text:
        message = "Umlaute sind beschädigt: Seite mit richtiger Zeichenkodierung (UTF-8) neu speichern."
        problems.append(Problem("file", "damaged_letters", message))
    return _with_hints(replace(document, problems=tuple(problems)), text)


def _with_hints(document: ImportedDocument, text: str) -> ImportedDocument:
    """Places and suggestions: only of pages that were read, for elsewhere they would lead astray."""
    if document.kind == Kind.UNKNOWN:
        return replace(document, text=text)
    suggestions = Suggestions(budget=find_budget(text))
    return replace(document, text=text, places=find_places(document, text), suggestions=suggestions)


def _refusal(data: bytes) -> Problem | None:
    if len(data) > MAX_BYTES:
        return Problem("file", "too_large", "Die Datei ist größer als 5 MB: bitte nur die einzelne Seite speichern.")
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.count(b"<") > MAX_TAGS:
        message = f"Die Seite hat mehr als {MAX_TAGS} Markierungen: bitte nur die einzelne Seite speichern."
        return Problem("file", "too_large", message)
    if start.startswith((b"%pdf", b"pk\x03\x04")):
        return Problem("file", "not_text", "Die Datei ist kein Text: bitte die Seite als Text speichern.")
    return None


def read_text(name: str, text: str) -> ImportedDocument:
    lines = lines_of(text)
    if unreadable := _without_document(lines):
        return ImportedDocument(name, problems=(unreadable,))
    return _read_lines(name, without_foot(lines))


def _read_html(name: str, markup: Markup) -> ImportedDocument:
    lines = lines_of(markup.text)
    if unreadable := _without_document(lines):
        return ImportedDocument(name, problems=(unreadable,))
    if found := html.recognise(markup):
        document = html.read(name, *found, markup)
        document = replace(document, problems=(*document.problems, *doubts(document)))
    else:
        document = _read_lines(name, without_foot(lines))
    if not markup.too_deep:
        return document
    message = "Die Seite ist zu tief verschachtelt und nur zum Teil gelesen: bitte als Text speichern."
    return replace(document, problems=(*document.problems, Problem("file", "too_deep", message)))


def _read_lines(name: str, lines: list[str]) -> ImportedDocument:
    for system in SYSTEMS:
        if kind := system.recognise(lines):
            document = system.read(name, kind, lines)
            return replace(document, problems=(*document.problems, *doubts(document)))
    return _read_unknown(name, lines)


def _without_document(lines: list[str]) -> Problem | None:
    if len(lines) > MAX_LINES:
        message = f"Die Datei hat mehr als {MAX_LINES} Zeilen: bitte nur die einzelne Seite speichern."
        return Problem("file", "too_long", message)
    written = content(lines)
    if not written:
        message = "Die Seite enthält keinen Inhalt: bitte die vollständige Seite öffnen und neu speichern."
        return Problem("file", "no_content", message)
    if len(written) <= SHORT_PAGE and any(words in line for line in written for words in NOT_PUBLIC_WORDS):
        return Problem("file", "not_public", "Die Seite ist nicht öffentlich zugänglich: nichts zu übernehmen.")
    return None


def _read_unknown(name: str, lines: list[str]) -> ImportedDocument:
    before, sections = split_sections(lines)
    message = "Die Seite gehört zu keinem bekannten Ratsinformationssystem: bitte von Hand erfassen."
    references = find_references(*(line for line in lines if len(line) < MAX_PROSE))
    paper = None
    if sections or references:
        title = next((line for line in content(before) if len(line) <= MAX_TITLE), None)
        paper = PaperRecord(
            name=title,
            sections=tuple(section.as_record() for section in sections),
            references=other_papers(references, None),
        )
    return ImportedDocument(name, paper=paper, problems=(Problem("file", "unknown_page", message),))
