from django.core.management.base import BaseCommand
from django.utils import timezone

from publication.search.index import index_due, index_renamed
from publication.versions import publishable_models, record_rows

ROWS_AT_ONCE = 200
PROGRESS_EVERY = 2000


class Command(BaseCommand):
    help = (
        "Schreibt fest, was seit der letzten Änderung nach Zeitplan öffentlich wurde oder verschwand, und bringt "
        "neue Namen in alles, was sie nennt. "
        "Regelmäßig aufrufen, zum Beispiel alle zehn Minuten; ein Lauf ohne Neues ändert nichts."
    )

    def handle(self, **options):
        seen, written = 0, 0
        for model, keys in batches():
            written += len(record_rows(model, keys, at=timezone.now()))
            before, seen = seen, seen + len(keys)
            if before // PROGRESS_EVERY < seen // PROGRESS_EVERY:
                self.stderr.write(f"{seen} Datensätze geprüft …")
        index_due()
        index_renamed(self.report)
        self.stdout.write(f"{seen} Datensätze geprüft, {written} neue {'Fassung' if written == 1 else 'Fassungen'}.")

    def report(self, record, seen):
        if seen % PROGRESS_EVERY == 0:
            self.stderr.write(f"Suche: {seen} Einträge zum neuen Namen „{record}“ geprüft …")


def batches():
    """(model, keys) of all records with a date of publication, a few hundred at a time: one transaction each."""
    for model in publishable_models():
        keys = list(model.objects.exclude(published_at=None).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), ROWS_AT_ONCE):
            yield model, set(keys[start : start + ROWS_AT_ONCE])
