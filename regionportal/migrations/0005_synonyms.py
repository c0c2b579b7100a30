from django.db import migrations

from regionportal.accounts.granting import grant

READING = ["publication.view_synonym"]
EDITING = [*READING, "publication.add_synonym", "publication.change_synonym", "publication.delete_synonym"]


def grant_synonyms(apps, schema_editor):
    grant(apps, {"Lesen": READING, "Redaktion": EDITING, "Veröffentlichung": EDITING})


class Migration(migrations.Migration):
    dependencies = [("regionportal", "0004_contributions"), ("publication", "0006_search")]

    operations = [migrations.RunPython(grant_synonyms, migrations.RunPython.noop)]
