from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from council.models import Intake
from publication.models import Reading


class Command(BaseCommand):
    help = (
        "Löscht, was nur eine Zeit lang aufgehoben wird: Einsichten (READING_LOG_DAYS), Fehlversuche der Anmeldung "
        "(SIGN_IN_LOG_DAYS), abgelaufene Sitzungen und Seiten, die niemand übernommen hat (14 Tage). Täglich "
        "aufrufen; ein zweiter Lauf findet nichts mehr."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="nur zählen, nichts löschen")

    @transaction.atomic
    def handle(self, *, dry_run, **options):
        verb = "würden gelöscht" if dry_run else "gelöscht"
        for name, rows in outdated(timezone.now()).items():
            count = sum(found.count() for found in rows)
            if not dry_run:
                for found in rows:
                    found.delete()
            self.stdout.write(f"{name}: {count} {verb}")


def outdated(now):
    """What has been kept long enough, by name."""
    tries = now - timedelta(days=settings.SIGN_IN_LOG_DAYS)
    return {
        "Einsichten": [Reading.objects.filter(read_at__lt=now - timedelta(days=settings.READING_LOG_DAYS))],
        "Fehlversuche": [
            model.objects.filter(attempt_time__lt=tries) for model in (AccessAttempt, AccessFailureLog, AccessLog)
        ],
        "Sitzungen": [Session.objects.filter(expire_date__lt=now)],
        "Eingereichte Seiten": [Intake.objects.filter(created_at__lt=now - timedelta(days=Intake.KEPT_DAYS))],
    }
