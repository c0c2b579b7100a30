"""What a person should look at in a document that was read: gaps and contradictions. Nothing is repaired here."""

import re
from collections.abc import Iterator

from council.imports.records import (
    AgendaItemRecord,
    ImportedDocument,
    MeetingRecord,
    PaperRecord,
    Problem,
    SectionRecord,
)
from council.imports.vocabulary import ResultKind, RoleKind, SectionKind, result_kind

RUN_TOGETHER = re.compile(r"\d{4}[A-ZÄÖÜ]{2}")  # "2031XYZ-Ratsantrag": two lines became one
RECOMMENDATION = re.compile(r"(?:Der|Die|Das) .{1,150}? (?:empfiehlt|empfahl)\b")
NO_FILES = ("keine anlagen", "keine anlage", "entfällt", "keine", "keine.", "-", "–", "./.", "0")
PERSON = re.compile(r"[A-ZÄÖÜ][\w-]{1,40}, [A-ZÄÖÜ][\w-]{1,40}")


def doubts(document: ImportedDocument) -> Iterator[Problem]:
    if document.paper:
        yield from _paper(document.paper)
    if document.agenda_item:
        yield from _agenda_item(document.agenda_item)
    if document.meeting:
        yield from _meeting(document.meeting)


def _paper(paper: PaperRecord) -> Iterator[Problem]:
    if paper.reference is None:
        yield Problem(
            "paper.reference",
            "no_reference",
            "Die Vorlagennummer fehlt: Seite mit ihrem Kopf neu speichern oder die Nummer von Hand eintragen.",
        )
    if paper.name is None:
        yield Problem("paper.name", "no_name", "Der Betreff fehlt: bitte von Hand eintragen.")
    elif RUN_TOGETHER.search(paper.name):
        yield Problem(
            "paper.name", "name_run_together", "Im Betreff sind vermutlich zwei Zeilen zusammengelaufen: bitte trennen."
        )
    if paper.paper_type is None:
        yield Problem("paper.paper_type", "no_paper_type", "Die Art der Vorlage fehlt: bitte von Hand eintragen.")
    elif paper.paper_kind is None:
        message = f"Die Art „{paper.paper_type[:80]}“ ist unbekannt: bitte von Hand zuordnen."
        yield Problem("paper.paper_type", "paper_type_unknown", message)
    if paper.publicity is None:
        yield Problem(
            "paper.publicity", "no_publicity", "Ob die Vorlage öffentlich ist, steht nicht auf der Seite: bitte prüfen."
        )
    if paper.originator and PERSON.fullmatch(paper.originator):
        yield Problem(
            "paper.originator",
            "originator_is_person",
            "Als Antragsteller steht eine Person: bitte prüfen, ob der Name veröffentlicht werden darf.",
        )
    if not paper.sections:
        yield Problem("paper.sections", "no_text", "Die Seite enthält keinen Vorlagentext: bitte die Datei prüfen.")
    if not paper.files and any(_announces_files(section) for section in paper.sections):
        message = "Die Seite nennt Anlagen, führt sie aber nicht auf: bitte von Hand hinzufügen."
        yield Problem("paper.files", "files_not_listed", message)
    if any(file.name is None for file in paper.files):
        message = "Namen von Anlagen gingen beim Speichern verloren: bitte von Hand eintragen."
        yield Problem("paper.files", "file_name_missing", message)
    yield from _consultations(paper)


def _announces_files(section: SectionRecord) -> bool:
    return section.kind == SectionKind.ATTACHMENTS and section.text.casefold() not in NO_FILES


def _consultations(paper: PaperRecord) -> Iterator[Problem]:
    for at, station in enumerate(paper.consultations):
        field = f"paper.consultations.{at}"
        if station.organization is None:
            yield Problem(f"{field}.organization", "no_organization", "Das Gremium fehlt: bitte von Hand eintragen.")
        if station.role_kind is None:
            message = "Die Rolle des Gremiums fehlt oder ist unbekannt: bitte von Hand eintragen."
            yield Problem(f"{field}.role", "role_unknown", message)
        if station.result and station.result_kind is None:
            message = f"Das Ergebnis „{station.result[:80]}“ ist unbekannt: bitte von Hand zuordnen."
            yield Problem(f"{field}.result", "result_unknown", message)
        if station.role_kind == RoleKind.NOTICE and station.result_kind in (ResultKind.ACCEPTED, ResultKind.AMENDED):
            message = f"Rolle „{station.role}“ und Ergebnis „{station.result}“ passen nicht zusammen: bitte prüfen."
            yield Problem(f"{field}.result", "role_and_result_differ", message)


def _agenda_item(item: AgendaItemRecord) -> Iterator[Problem]:
    if item.number is None:
        yield Problem("agenda_item.number", "no_number", "Die Nummer des Punktes fehlt: bitte von Hand eintragen.")
    if item.name is None:
        yield Problem("agenda_item.name", "no_name", "Der Titel des Punktes fehlt: bitte von Hand eintragen.")
    elif item.name.endswith(("...", "…")):
        yield Problem("agenda_item.name", "name_cut_off", "Der Titel ist abgeschnitten: bitte vollständig eintragen.")
    if item.public is None:
        message = "Ob der Punkt öffentlich ist, steht nicht auf der Seite: bitte prüfen."
        yield Problem("agenda_item.public", "no_publicity", message)
    elif not item.public:
        message = (
            "Der Punkt gehört zum nichtöffentlichen Teil: Text nur übernehmen, wenn er veröffentlicht werden darf."
        )
        yield Problem("agenda_item.public", "item_not_public", message)
    if item.result and item.result_kind is None:
        message = f"Das Ergebnis „{item.result[:80]}“ ist unbekannt: bitte von Hand zuordnen."
        yield Problem("agenda_item.result", "result_unknown", message)
    yield from _result_and_text(item)


def _result_and_text(item: AgendaItemRecord) -> Iterator[Problem]:
    text_kind = result_kind(item.resolution_text)
    if text_kind and item.result_kind and text_kind != item.result_kind:
        message = (
            f"Beschlussart „{item.result}“ und Beschlusstext „{item.resolution_text}“ sind verschieden: bitte prüfen."
        )
        yield Problem("agenda_item.result", "result_and_text_differ", message)
    decided = item.result_kind in (ResultKind.ACCEPTED, ResultKind.AMENDED)
    if decided and RECOMMENDATION.match(item.resolution_text or ""):
        message = (
            "Der Beschlusstext ist eine Empfehlung an ein anderes Gremium: bitte nicht als Entscheidung übernehmen."
        )
        yield Problem("agenda_item.result", "recommendation_not_decision", message)


def _meeting(meeting: MeetingRecord) -> Iterator[Problem]:
    if meeting.start is None:
        yield Problem("meeting.start", "no_start", "Datum und Beginn der Sitzung fehlen: bitte von Hand eintragen.")
    elif not hasattr(meeting.start, "hour"):
        message = "Die Uhrzeit der Sitzung fehlt: bitte von Hand eintragen."
        yield Problem("meeting.start", "no_start_time", message)
    if meeting.organization is None:
        yield Problem("meeting.organization", "no_organization", "Das Gremium fehlt: bitte von Hand eintragen.")
