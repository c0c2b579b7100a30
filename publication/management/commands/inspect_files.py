from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.db.models import Q

from publication.actions import record_edit
from publication.files import attachment_models
from publication.inspection import inspect

UNFINISHED = {"not_fully_inspected", "too_complex", "missing"}


class Command(BaseCommand):
    help = (
        "Sieht in gespeicherte Dateien, in die noch niemand oder nicht bis zum Ende gesehen hat, und merkt sich die "
        "Hinweise. Nimmt sich mehr Zeit als beim Hochladen; am besten nachts aufrufen."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="auch in alle anderen, etwa nach einer Aktualisierung")
        parser.add_argument("--seconds", type=float, default=120, help="längstens für jede Datei (Vorgabe: 120)")

    def handle(self, **options):
        looked, changed = 0, 0
        for attachment in attachments():
            if options["all"] or not is_done(attachment):
                looked += 1
                changed += self.look_into(attachment, options["seconds"])
        self.stdout.write(f"{looked} Dateien geprüft, bei {changed} haben sich die Hinweise geändert.")

    def look_into(self, attachment, seconds):
        try:
            with attachment.content.open("rb") as stored:
                found = inspect(stored.read(), attachment.file_name, seconds)
        except FileNotFoundError:
            self.stderr.write(f"Nicht mehr gespeichert: {attachment._meta.verbose_name} {attachment.pk}.")
            return False
        findings = [asdict(finding) for finding in found]
        if findings == attachment.findings:
            return False
        with record_edit(attachment, by=None, reason="Prüfung der Datei"):
            attachment.findings = findings
            attachment.save(update_fields=["findings"])
        return True


def attachments():
    for model in attachment_models():
        yield from model.objects.exclude(Q(content=None) | Q(content="")).order_by("pk")


def is_done(attachment):
    return attachment.findings is not None and not UNFINISHED.intersection(one["code"] for one in attachment.findings)
