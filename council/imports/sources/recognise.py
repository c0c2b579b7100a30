"""A saved page of any known system → ImportedDocument. System and kind of page are found in the text, never asked."""

from dataclasses import replace

from council.imports.records import ImportedDocument, PaperRecord, Problem
from council.imports.sources import allris3, allris4, sessionnet
from council.imports.sources.decoding import MOJIBAKE, decode
from council.imports.sources.doubts import doubts
from council.imports.sources.page import content, lines_of, split_sections

MAX_BYTES = 5_000_000
SYSTEMS = (allris4, sessionnet, allris3)  # marks of the first two are certain, those of the last are mere labels

NOT_PUBLIC_WORDS = ("Keine Information verfügbar", "noauth")
MAX_LINES = 20_000  # ten times the longest agenda printed with its papers
SHORT_PAGE = 10  # lines; a longer page may mention the words above


def read_document(name: str, data: bytes) -> ImportedDocument:
    """Never raises: what cannot be read comes back as "unknown" with a problem that says what to do."""
    if refused := _refusal(data):
        return ImportedDocument(name, problems=(refused,))
    text = decode(data)
    document = read_text(name, text)
    if MOJIBAKE.search(text) or "\ufffd" in text:
        message = "Umlaute sind beschädigt: Seite mit richtiger Zeichenkodierung (UTF-8) neu speichern."
        document = replace(document, problems=(*document.problems, Problem("file", "damaged_letters", message)))
    return document


def _refusal(data: bytes) -> Problem | None:
    if len(data) > MAX_BYTES:
        return Problem("file", "too_large", "Die Datei ist größer als 5 MB: bitte nur die einzelne Seite speichern.")
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")):
        return Problem("file", "html", "HTML wird noch nicht gelesen: bitte die Seite als Text speichern.")
    if start.startswith((b"%pdf", b"pk\x03\x04")):
        return Problem("file", "not_text", "Die Datei ist kein Text: bitte die Seite als Text speichern.")
    return None


def read_text(name: str, text: str) -> ImportedDocument:
    lines = lines_of(text)
    if unreadable := _without_document(lines):
        return ImportedDocument(name, problems=(unreadable,))
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
    _, sections = split_sections(lines)
    message = "Die Seite gehört zu keinem bekannten Ratsinformationssystem: bitte von Hand erfassen."
    paper = PaperRecord(sections=tuple(section.as_record() for section in sections)) if sections else None
    return ImportedDocument(name, paper=paper, problems=(Problem("file", "unknown_page", message),))
