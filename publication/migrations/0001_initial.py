from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(max_length=100)),
                ("record_id", models.BigIntegerField()),
                ("public_id", models.CharField(max_length=20)),
                ("number", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("published", "veröffentlicht"),
                            ("changed", "geändert"),
                            ("withdrawn", "zurückgezogen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "verbose_name": "öffentliche Fassung",
                "verbose_name_plural": "öffentliche Fassungen",
                "indexes": [models.Index(fields=["-recorded_at"], name="publication_version_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("model", "record_id", "number"), name="publication_version_one_number_each"
                    ),
                    models.UniqueConstraint(
                        fields=("model", "record_id", "previous_hash"), name="publication_version_chain_does_not_fork"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("previous_hash", "")),
                            models.Q(("number__gt", 1), models.Q(("previous_hash", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="publication_version_first_has_no_predecessor",
                    ),
                ],
            },
        ),
    ]
