from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q

from publication.versions import readable_models

READING = ("view",)
EDITING = ("view", "add", "change", "delete")
GROUPS = {
    "Lesen": READING,
    "Redaktion": EDITING,
    "Veröffentlichung": (*EDITING, "publish", "withdraw"),
}


class Command(BaseCommand):
    help = (
        "Legt die Gruppen Lesen, Redaktion und Veröffentlichung mit ihren Rechten an. Mehrfach aufrufbar; "
        "Rechte, die darüber hinausgehen, gehören in eigene Gruppen, denn hier werden sie zurückgesetzt."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        for name, verbs in GROUPS.items():
            group, created = Group.objects.get_or_create(name=name)
            group.permissions.set(_permissions(verbs))
            self.stdout.write(f"{name}: {'angelegt' if created else 'geprüft'}, {group.permissions.count()} Rechte")


def _permissions(verbs):
    """`verbs` on every record; what else of our apps is at the desk (public history, pages as read) is only viewed."""
    records = readable_models()
    own_apps = {model._meta.app_label for model in records} | {"publication"}
    wanted = Q()
    for model in admin.site._registry:
        meta = model._meta
        if meta.app_label in own_apps:
            codenames = [f"{verb}_{meta.model_name}" for verb in (verbs if model in records else READING)]
            wanted |= Q(content_type__app_label=meta.app_label, codename__in=codenames)
    return Permission.objects.filter(wanted)
