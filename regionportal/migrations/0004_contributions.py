from django.db import migrations

from regionportal.accounts.granting import grant

MODELS = ["contribution", "contributionamount"]
EDITING = ["view", "add", "change", "delete"]


def rights(*verbs):
    return [f"budgets.{verb}_{model}" for model in MODELS for verb in verbs]


def grant_contributions(apps, schema_editor):
    grant(
        apps,
        {
            "Lesen": rights("view"),
            "Redaktion": rights(*EDITING),
            "Veröffentlichung": rights(*EDITING, "publish", "withdraw"),
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("regionportal", "0003_dismissals"),
        ("budgets", "0002_corrections_and_contributions"),
    ]

    operations = [migrations.RunPython(grant_contributions, migrations.RunPython.noop)]
