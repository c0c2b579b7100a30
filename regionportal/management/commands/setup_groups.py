from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

from regionportal.accounts.roles import ROLES


class Command(BaseCommand):
    help = (
        "Setzt die Gruppen Lesen, Redaktion, Veröffentlichung und Verwaltung auf die Rechte in docs/roles.md zurück. "
        "Mehrfach aufrufbar; Rechte, die darüber hinausgehen, gehören in eigene Gruppen."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        for role in ROLES:
            group, created = Group.objects.get_or_create(name=role.name)
            group.permissions.set(_rows(role.permissions()))
            self.stdout.write(
                f"{role.name}: {'angelegt' if created else 'geprüft'}, {group.permissions.count()} Rechte"
            )


def _rows(wanted):
    rows = Permission.objects.select_related("content_type")
    return [row for row in rows if (row.content_type.app_label, row.codename) in wanted]
