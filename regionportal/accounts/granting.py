"""How a migration gives roles their rights. Migrations call this: what it does must never change."""

from django.contrib.auth.management import create_permissions


def grant(apps, rights):
    """Make the groups named in `rights` where they are missing, and give each what it lists and has not yet.

    `rights`: {role: ["council.view_paper", …]}, written out, since a migration must not change with the code. Django
    makes permissions only after all migrations, so they are made here first; `apps` is the migration's.
    """
    for app_label in sorted({name.partition(".")[0] for names in rights.values() for name in names}):
        app_config = apps.get_app_config(app_label)
        app_config.models_module = True  # else Django takes the app for one without models
        create_permissions(app_config, apps=apps, verbosity=0)
        app_config.models_module = None
    rows = apps.get_model("auth", "Permission").objects.select_related("content_type")
    permissions = {f"{row.content_type.app_label}.{row.codename}": row for row in rows}
    for role, names in rights.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.add(*(permissions[name] for name in names))
