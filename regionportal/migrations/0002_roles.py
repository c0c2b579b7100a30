from django.db import migrations

from regionportal.accounts.granting import grant

PARTS = ["council.papersection", "partners.partneralias"]
RECORDS = [
    "budgets.appropriation", "budgets.budgetline", "budgets.cooperationshare", "budgets.fundingprogramme",
    "budgets.grant",
    "cooperations.agreement", "cooperations.agreementfile", "cooperations.cooperation",
    "cooperations.councilreference", "cooperations.measure", "cooperations.milestone", "cooperations.participation",
    "cooperations.topic",
    "council.agendaitem", "council.body", "council.consultation", "council.file", "council.legislativeterm",
    "council.location", "council.meeting", "council.membership", "council.organization", "council.paper",
    "council.paperrelation", "council.person",
    "partners.partner",
    "regionportal.textpage",
]  # fmt: skip
EDITING = ["view", "add", "change", "delete"]
DECIDING = [*EDITING, "publish", "withdraw"]
READ_ONLY = ["publication.view_version", "council.view_sourcedocument"]


def rights(verbs, models):
    return [f"{app}.{verb}_{model}" for app, model in (name.split(".") for name in models) for verb in verbs]


def make_roles(apps, schema_editor):
    answering = rights(["view", "change"], ["regionportal.feedbackmessage"])
    grant(
        apps,
        {
            "Lesen": rights(["view"], RECORDS + PARTS) + READ_ONLY,
            "Redaktion": rights(EDITING, RECORDS + PARTS) + READ_ONLY + answering,
            "Veröffentlichung": rights(DECIDING, RECORDS) + rights(EDITING, PARTS) + READ_ONLY + answering,
            "Verwaltung": rights(["view", "add", "change"], ["auth.user"])
            + rights(EDITING, ["council.responsibility"])
            + rights(DECIDING, ["regionportal.textpage"])
            + rights(["delete"], ["regionportal.feedbackmessage"])
            + answering
            + ["publication.view_reading"],
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("regionportal", "0001_initial"),
        ("budgets", "0001_initial"),
        ("cooperations", "0002_editors_desk"),
        ("council", "0002_editors_desk"),
        ("partners", "0002_editors_desk"),
        ("publication", "0003_editors_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
