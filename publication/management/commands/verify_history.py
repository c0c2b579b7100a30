import json

from django.core.management.base import BaseCommand, CommandError

from publication.models import Version
from publication.versions import broken_versions, heads_digest


class Command(BaseCommand):
    help = "Prüft die öffentliche Geschichte: ob eine Fassung verändert, ausgetauscht oder entfernt wurde."

    def add_arguments(self, parser):
        parser.add_argument(
            "--expect",
            metavar="PRÜFSUMME",
            help="Prüfsumme der letzten Fassungen, die hier noch gelten muss (aus einem früheren Lauf)",
        )
        parser.add_argument("--json", action="store_true", help="Ergebnis als JSON ausgeben")

    def handle(self, *, expect, json, **options):
        broken = [
            {"model": version.model, "id": version.public_id, "number": version.number, "reason": reason}
            for version, reason in broken_versions()
        ]
        heads = heads_digest()
        as_expected = expect in (None, heads)
        count = Version.objects.count()
        if json:
            self.stdout.write(as_text(count, broken, heads, as_expected))
        else:
            self.report(count, broken, heads)
        if broken:
            raise CommandError(f"{len(broken)} von {count} Fassungen sind beschädigt.")
        if not as_expected:
            raise CommandError(
                f"Die Prüfsumme der letzten Fassungen ist {heads}, erwartet war {expect}: "
                "Seitdem kamen Fassungen hinzu, oder am Ende wurden welche entfernt."
            )

    def report(self, count, broken, heads):
        for at, row in enumerate(broken):
            first = "Erste beschädigte Fassung: " if at == 0 else ""
            self.stdout.write(f"{first}{row['model']} {row['id']}, Fassung {row['number']}: {row['reason']}")
        if not broken:
            self.stdout.write(f"Alle {count} Fassungen sind unversehrt.")
        self.stdout.write(f"Prüfsumme der letzten Fassungen: {heads}")


def as_text(count, broken, heads, as_expected):
    result = {"versions": count, "broken": broken, "heads": heads, "as_expected": as_expected}
    return json.dumps(result, ensure_ascii=False, indent=2)
