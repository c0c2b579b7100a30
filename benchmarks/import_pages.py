"""How fast council pages are imported, and how much memory that takes.

    python benchmarks/import_pages.py [--pages 10000]

Generated Vorlagen of the same length with numbers of their own, each with two stations, four sections and a mention of
the one before, go through `read_document` and `sync` into an empty database: SQLite in a temporary folder, or what
DATABASE_URL names (its tables must be migrated; it is filled). Memory is the largest resident size so far; it is flat
when the second half of the run adds next to nothing.
"""

import argparse
import os
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

PAGE = """Vorlage - 2031/{number:05}

Betreff: Bericht {number} über die Arbeit der Geschäftsstelle
Status:öffentlichVorlage-Art:Standardvorlage
Federführend:Geschäftsstelle Musterregion
Beratungsfolge:
Ausschuss für Beispiele {committee} Vorberatung
{day:02}.03.2031
SI/2031/{committee}{day:02} Ordentliche Sitzung des Ausschusses ungeändert beschlossen
Verbandsversammlung der Musterregion Entscheidung
17.03.2031
SI/2031/999 Ordentliche Sitzung der Verbandsversammlung der Musterregion

Sachlage:

Die Geschäftsstelle berichtet (siehe SV-Nr. 2031/{before:05}). {prose}

Beschlussempfehlung:

Die Verbandsversammlung nimmt den Bericht {number} zur Kenntnis.

Personelle Auswirkungen:

keine

Finanzielle Auswirkungen:

Im Produkt 0101, Sachkonto 54 040 20, Ansatz 2031: {number}.000,00 €.
"""
PROSE = "Die Arbeit wird fortgesetzt, wie es der Ausschuss gewünscht hat. " * 30


def page(number: int) -> bytes:
    return PAGE.format(
        number=number, before=number - 1, committee=number % 9 + 1, day=number % 16 + 1, prose=PROSE
    ).encode()


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count: int) -> None:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
    from django.utils import timezone

    from council.imports.sources import read_document
    from council.imports.sync import Status, sync
    from council.models import Body

    body, _ = Body.objects.get_or_create(slug_name="benchmark", defaults={"name": "Benchmark"})
    print(f"{connection.vendor}, {count} pages of {len(page(1)) / 1000:.1f} kB")
    print(f"{'pages':>8}{'pages/s':>10}{'peak MB':>10}")
    start = last = perf_counter()
    step = max(1, count // 10)
    for number in range(1, count + 1):
        data = page(number)
        outcome = sync(read_document(f"{number}.txt", data), data, body=body, now=timezone.now())
        if outcome.status != Status.CREATED:
            raise SystemExit(f"Page {number} was not created: {outcome}. Is the database empty?")
        if number % step == 0:
            now = perf_counter()
            print(f"{number:8}{step / (now - last):10.1f}{peak_mb():10.0f}", flush=True)
            last = now
    spent = perf_counter() - start
    print(f"all: {count / spent:.1f} pages/s, {spent:.0f} s")
    start = perf_counter()
    for number in range(1, step + 1):
        data = page(number)
        sync(read_document(f"{number}.txt", data), data, body=body, now=timezone.now())
    print(f"again, unchanged: {step / (perf_counter() - start):.1f} pages/s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=10_000)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        main(arguments.pages)
