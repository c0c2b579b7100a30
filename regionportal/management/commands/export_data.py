from pathlib import Path

from django.core.management.base import BaseCommand

from regionportal.opendata.dump import write_dump


class Command(BaseCommand):
    help = "Schreibt alle offenen Daten als Dateien in einen Ordner; der wird dabei ganz oder gar nicht ersetzt."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *, folder, **options):
        self.stdout.write(f"{write_dump(folder)} Dateien in {folder}.")
