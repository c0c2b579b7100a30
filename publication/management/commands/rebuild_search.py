from time import monotonic

from django.core.management.base import BaseCommand
from django.db import connection

from publication.search.index import rebuild

SECONDS_BETWEEN = 5


class Command(BaseCommand):
    help = (
        "Gleicht die Suche mit dem ab, was jetzt öffentlich ist. Das Portal läuft dabei weiter. Ein zweiter Lauf "
        "ändert nichts. Am besten nachts aufrufen."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="auch Unverändertes neu lesen, etwa nach einem Update")

    def handle(self, **options):
        self.told, self.numbers = monotonic(), {}
        self.count_anew()
        rebuild(self.report, everything=options["all"])
        self.count_anew()
        seen = sum(seen for seen, _ in self.numbers.values())
        changed = sum(changed for _, changed in self.numbers.values())
        self.stdout.write(f"{seen} Datensätze gelesen, {changed} Einträge der Suche geändert.")

    def count_anew(self):
        """Plans that the database made for empty tables are slow ones."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def report(self, source, seen, changed):
        self.numbers[source.name] = (seen, changed)
        if monotonic() - self.told > SECONDS_BETWEEN:
            self.told = monotonic()
            self.stderr.write(f"{source.plural}: {seen} gelesen, {changed} geändert …")
