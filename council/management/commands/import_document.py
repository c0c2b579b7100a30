import json
from itertools import chain
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from council.imports.records import ImportedDocument, Kind, Problem, contract_json
from council.imports.sources import read_document
from council.imports.sources.recognise import MAX_BYTES
from council.imports.sync import sync
from council.models import Body

MANY_FILES = 20


class Command(BaseCommand):
    help = (
        "Liest gespeicherte Seiten von Ratsinformationssystemen (ALLRIS, SessionNet) ein. Neues wird als Entwurf "
        "angelegt, Bekanntes aktualisiert; dieselbe Seite noch einmal einzulesen ändert nichts."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="DATEI", help="Textdatei mit einer Seite")
        parser.add_argument(
            "--body", metavar="KÜRZEL", help="Kürzel der Körperschaft, wenn die Seiten sie nicht nennen"
        )
        parser.add_argument("--dry-run", action="store_true", help="nur lesen und berichten, nichts speichern")
        parser.add_argument("--json", action="store_true", help="was gelesen wurde, als JSON-Liste ausgeben")

    def handle(self, *, files, body, dry_run, json, **options):
        body = body and find_body(body)
        as_json, found = json, []
        unread = 0
        for count, path in enumerate(map(Path, files), start=1):
            document, data = read(path)
            is_read = document.kind != Kind.UNKNOWN
            unread += not is_read
            if as_json:
                found.append(contract_json(document))
            if is_read and not (as_json and dry_run):
                outcome = run(document, data, body=body, dry_run=dry_run)
                if not as_json:
                    self.report(document, outcome)
            elif not is_read:
                self.report_unread(document)
            if len(files) > MANY_FILES and count % MANY_FILES == 0:
                self.stderr.write(f"{count} von {len(files)} Dateien verarbeitet …")
        if as_json:
            self.stdout.write(as_text(found))
        elif dry_run:
            self.stdout.write("Probelauf: Es wurde nichts gespeichert.")
        if unread:
            raise CommandError(f"{unread} von {len(files)} Dateien konnten nicht gelesen werden.")

    def report(self, document, outcome):
        self.stdout.write(f"{document.file}: {outcome.status}" + (f" – {outcome.subject}" if outcome.subject else ""))
        lines = chain(
            [", ".join(outcome.changes)],
            [outcome.kept_aside and f"Beiseite: {outcome.kept_aside}"],
            (f"Hinweis: {problem.message}" for problem in document.problems if outcome.status != "unverändert"),
        )
        for line in filter(None, lines):
            self.stdout.write(f"    {line}")

    def report_unread(self, document):
        reasons = " ".join(problem.message for problem in document.problems)
        self.stderr.write(f"{document.file}: nicht gelesen – {reasons}")


def find_body(slug):
    try:
        return Body.objects.get(slug_name=slug)
    except Body.DoesNotExist:
        known = ", ".join(Body.objects.order_by("slug_name").values_list("slug_name", flat=True))
        raise CommandError(
            f"Eine Körperschaft mit dem Kürzel „{slug}“ gibt es nicht. "
            + (f"Bekannt sind: {known}." if known else "Noch ist keine angelegt.")
        ) from None


def read(path):
    """The document in the file at `path` and its bytes; what cannot be opened is an unknown document that says why."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # one more than the readers take, so that they can tell
    except OSError as error:
        return ImportedDocument(path.name, problems=(Problem("file", "not_found", _why(error)),)), b""
    return read_document(path.name, data), data


def _why(error):
    if isinstance(error, FileNotFoundError):
        return "Die Datei gibt es nicht: bitte den Pfad prüfen."
    if isinstance(error, IsADirectoryError):
        return "Das ist ein Ordner: bitte die Dateien darin angeben."
    if isinstance(error, PermissionError):
        return "Die Datei darf nicht gelesen werden: bitte die Rechte prüfen."
    return f"Die Datei lässt sich nicht öffnen ({error.strerror})."


def run(document, data, *, body, dry_run):
    with transaction.atomic():
        outcome = sync(document, data, body=body, now=timezone.now())
        transaction.set_rollback(dry_run)
    return outcome


def as_text(found):
    return json.dumps(found, ensure_ascii=False, indent=2)
