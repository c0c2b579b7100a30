from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from regionportal.feedback import delete_old, old_messages, waiting_too_long


class Command(BaseCommand):
    help = (
        "Löscht beantwortete Rückmeldungen, deren Frist (FEEDBACK_RETENTION_DAYS) vorbei ist, und sagt, wie viele "
        "ebenso alte noch unbeantwortet sind. Täglich aufrufen; mehrfach aufrufbar."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Nur sagen, was gelöscht würde.")

    @transaction.atomic
    def handle(self, *, dry_run, **options):
        now = timezone.now()
        waiting = waiting_too_long(now).count()
        if dry_run:
            self.stdout.write(f"Zu löschen: {_messages(old_messages(now).count())}. Nichts wurde geändert.")
        else:
            self.stdout.write(f"{_messages(delete_old(now=now))} gelöscht.")
        if waiting:
            self.stderr.write(f"{_messages(waiting)} ebenso alt, aber noch nicht beantwortet. Bitte ansehen.")


def _messages(number):
    return f"{number} {'Rückmeldung' if number == 1 else 'Rückmeldungen'}"
