"""One table says what each role may: the groups in the database, the command and the document follow it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from publication.versions import readable_models
from regionportal.accounts.granting import grant
from regionportal.accounts.roles import ROLE_NAMES, ROLES, SUPERUSERS_ONLY
from tests.test_project_files import read, table_rows

pytestmark = pytest.mark.django_db

VERBS = {
    "view": "ansehen",
    "add": "anlegen",
    "change": "ändern",
    "delete": "löschen",
    "publish": "veröffentlichen",
    "withdraw": "zurückziehen",
}


def rights_of(name):
    return set(Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename"))


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_migrations_gave_each_role_what_the_table_says(role):
    """When this fails, a model is new: give its rights in a migration, with `regionportal.accounts.granting.grant`."""
    assert rights_of(role.name) == role.permissions()


def test_of_every_model_at_the_desk_the_table_says_who_may_touch_it():
    told = {model._meta.label_lower for model in readable_models()} | SUPERUSERS_ONLY.keys()
    told |= {label for role in ROLES for label in role.others}

    assert {model._meta.label_lower for model in admin.site._registry} - told == set()


def test_only_records_have_rights_of_their_own_to_publish():
    assert {role.name for role in ROLES if ("council", "publish_paper") in role.permissions()} == {"Veröffentlichung"}
    assert {role.name for role in ROLES if ("auth", "change_user") in role.permissions()} == {"Verwaltung"}


def test_no_role_reaches_what_only_superusers_may():
    given = {f"{app}.{code.partition('_')[2]}" for role in ROLES for app, code in role.permissions()}

    assert given & SUPERUSERS_ONLY.keys() == set()


def test_the_command_takes_away_what_is_too_much_and_brings_back_what_is_missing(capsys):
    group = Group.objects.get(name="Redaktion")
    group.permissions.set(Permission.objects.filter(codename__in=["publish_paper", "view_paper"]))
    Group.objects.get(name="Lesen").delete()

    call_command("setup_groups")

    assert {role.name: rights_of(role.name) for role in ROLES} == {role.name: role.permissions() for role in ROLES}


def test_a_migration_gives_rights_before_django_makes_them_and_keeps_what_a_group_has():
    kept = Permission.objects.get(codename="view_group")
    Group.objects.get(name="Lesen").permissions.set([kept])
    Permission.objects.filter(content_type__app_label="council").delete()
    state = MigrationLoader(connection).project_state()

    grant(state.apps, {"Lesen": ["council.view_paper"], "Neu": ["council.publish_paper"]})

    assert rights_of("Lesen") == {("auth", "view_group"), ("council", "view_paper")}
    assert rights_of("Neu") == {("council", "publish_paper")}


def test_the_document_shows_the_table():
    head, *rows = [row for row in table_rows(read("docs/roles.md")) if len(row) == 1 + len(ROLES)]
    labels = {"Datensätze": "council.paper"} | {
        str(apps.get_model(label)._meta.verbose_name_plural): label for role in ROLES for label in role.others
    }

    assert head == ["", *ROLE_NAMES]
    assert {row[0]: row[1:] for row in rows[1:]} == {
        name: [told(role, label) for role in ROLES] for name, label in labels.items()
    }


def told(role, label):
    app, _, model = label.partition(".")
    return ", ".join(word for verb, word in VERBS.items() if (app, f"{verb}_{model}") in role.permissions()) or "–"
