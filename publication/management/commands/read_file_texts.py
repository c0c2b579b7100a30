from django.core.management.base import BaseCommand

from publication.search.file_texts import SECONDS, read_new_texts


class Command(BaseCommand):
    help = (
        "Liest den Text öffentlicher PDF-Anlagen für die Suche, jede Datei in einem eigenen Prozess mit begrenztem "
        "Speicher und begrenzter Zeit. Was gelesen ist, wird nicht noch einmal gelesen; alle zehn Minuten aufrufen."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--seconds", type=float, default=SECONDS, help=f"längstens für jede Datei (Vorgabe: {SECONDS})"
        )

    def handle(self, **options):
        count = read_new_texts(self.report, seconds=options["seconds"])
        self.stdout.write(f"{count} {'Datei' if count == 1 else 'Dateien'} gelesen.")

    def report(self, file, state):
        if state != state.READ:
            self.stderr.write(f"{file._meta.verbose_name} {file.public_id}: {state.label}")
