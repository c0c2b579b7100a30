from django.db import migrations

from regionportal.accounts.granting import grant

RIGHTS = ["publication.view_dismissal", "publication.add_dismissal", "publication.delete_dismissal"]


def grant_dismissals(apps, schema_editor):
    grant(apps, {"Redaktion": RIGHTS, "Veröffentlichung": RIGHTS})


class Migration(migrations.Migration):
    dependencies = [("regionportal", "0002_roles"), ("publication", "0004_dismissals")]

    operations = [migrations.RunPython(grant_dismissals, migrations.RunPython.noop)]
