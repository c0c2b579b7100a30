import re
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from publication.files import attachment_models
from publication.models import Version
from publication.stored_files import is_named

SPARED = timedelta(hours=1)
"""The record of what was stored just now may not be saved yet."""
NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")


class Command(BaseCommand):
    help = (
        "Löscht gespeicherte Dateien, die zu keiner Anlage mehr gehören. Frühere Dateien von Anlagen, die öffentlich "
        "waren, bleiben. Täglich aufrufen; mehrfach aufrufbar."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Nur nennen, was gelöscht würde.")
        parser.add_argument(
            "--also-once-public",
            action="store_true",
            help="Auch frühere Dateien von Anlagen, die öffentlich waren, etwa um personenbezogene Daten zu löschen.",
        )

    def handle(self, *, dry_run, also_once_public, **options):
        orphans = 0
        for storage in {id(storage): storage for storage in map(_storage, attachment_models())}.values():
            for name in _names(storage):
                if is_orphan(storage, name) and (also_once_public or not was_public(name)):
                    orphans += 1
                    self.stdout.write(name)
                    if not dry_run:
                        storage.delete(name)
        files = "1 Datei" if orphans == 1 else f"{orphans} Dateien"
        self.stdout.write(f"Zu löschen: {files}. Nichts wurde geändert." if dry_run else f"{files} gelöscht.")


def _storage(model):
    return model._meta.get_field("content").storage


def _names(storage):
    """Only names as attachments get them: whatever else lies there is somebody else's."""
    if not storage.exists(""):
        return
    for folder in storage.listdir("")[0]:
        for file in storage.listdir(folder)[1]:
            if NAME.fullmatch(f"{folder}/{file}"):
                yield f"{folder}/{file}"


def is_orphan(storage, name):
    return timezone.now() - storage.get_modified_time(name) > SPARED and not is_named(name)


def was_public(name):
    """Whether a record that has a public history had its bytes under `name`."""
    for model in attachment_models():
        keys = list(model.history.filter(content=name).values_list("id", flat=True))
        if Version.objects.filter(model=model._meta.label_lower, record_id__in=keys).exists():
            return True
    return False
