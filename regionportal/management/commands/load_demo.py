from django.core.management.base import BaseCommand

from regionportal.demo.loader import load, load_synonyms


class Command(BaseCommand):
    help = "Legt die Demonstrationsregion Aachen an. Was schon da ist, bleibt, wie es ist."

    def handle(self, *args, **options):
        created, found = load()
        load_synonyms()
        if not created:
            self.stdout.write(f"Demonstrationsregion: alle {found.total()} Datensätze sind da, nichts geändert.")
            return
        count = "1 Datensatz" if created.total() == 1 else f"{created.total()} Datensätze"
        self.stdout.write(f"Demonstrationsregion: {count} angelegt und veröffentlicht.")
        for model, count in created.items():
            self.stdout.write(
                f"  {count:>3} {model._meta.verbose_name_plural if count > 1 else model._meta.verbose_name}"
            )
        if found:
            self.stdout.write(f"  {found.total()} waren schon da und bleiben unverändert.")
