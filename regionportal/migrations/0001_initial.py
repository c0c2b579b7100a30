import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import publication.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedbackMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("barrier", "Barriere: Etwas kann ich nicht lesen oder bedienen"),
                            ("mistake", "Fehler: Eine Angabe stimmt nicht oder fehlt"),
                            ("personal_data", "Datenschutz: Persönliche Daten sollten hier nicht stehen"),
                            ("question", "Frage oder Anregung"),
                        ],
                        max_length=20,
                        verbose_name="Anlass",
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="Nachricht")),
                ("page", models.CharField(blank=True, max_length=500, verbose_name="Seite, um die es geht")),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="Name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-Mail-Adresse")),
                ("received_at", models.DateTimeField(verbose_name="eingegangen")),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "neu"), ("answered", "beantwortet")],
                        default="new",
                        max_length=10,
                        verbose_name="Stand",
                    ),
                ),
                (
                    "internal_note",
                    models.TextField(blank=True, help_text="Wird nie veröffentlicht.", verbose_name="interne Notiz"),
                ),
            ],
            options={
                "verbose_name": "Rückmeldung",
                "verbose_name_plural": "Rückmeldungen",
                "ordering": ["-received_at", "-pk"],
                "indexes": [models.Index(fields=["state", "received_at"], name="regionportal_feedback_oldest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="regionportal_feedbackmessage_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["new", "answered"])),
                        name="regionportal_feedbackmessage_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackTrace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=64)),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "Spur einer Rückmeldung",
                "verbose_name_plural": "Spuren von Rückmeldungen",
                "indexes": [models.Index(fields=["place", "seen_at"], name="regionportal_feedback_of_place")],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTextPage",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=publication.models.new_public_id,
                        editable=False,
                        max_length=20,
                        verbose_name="Kennung",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="veröffentlicht ab"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="zurückgezogen ab"),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("public", "Öffentlichkeit"), ("council", "Rat")],
                        default="public",
                        max_length=10,
                        verbose_name="Leserkreis",
                    ),
                ),
                ("created_at", models.DateTimeField(blank=True, editable=False, verbose_name="angelegt")),
                ("updated_at", models.DateTimeField(blank=True, editable=False, verbose_name="zuletzt geändert")),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Quelle und Kennung dort",
                        max_length=255,
                        null=True,
                        verbose_name="Herkunft",
                    ),
                ),
                (
                    "internal_note",
                    models.TextField(blank=True, help_text="Wird nie veröffentlicht.", verbose_name="interne Notiz"),
                ),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("imprint", "Impressum"),
                            ("privacy", "Datenschutz"),
                            ("accessibility", "Barrierefreiheit"),
                            ("easy_language", "Leichte Sprache"),
                            ("contact", "Kontakt"),
                            ("help", "Hilfe: Überblick"),
                            ("help_finding", "Hilfe: Suchen und Filtern"),
                            ("help_papers", "Hilfe: Eine Vorlage lesen"),
                            ("help_data", "Hilfe: Daten mitnehmen"),
                        ],
                        max_length=20,
                        verbose_name="Seite",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="Überschrift")),
                ("body", models.TextField(verbose_name="Text")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="zuletzt überprüft am")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Seite des Betreibers",
                "verbose_name_plural": "historical Seiten des Betreibers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TextPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=publication.models.new_public_id,
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="Kennung",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="veröffentlicht ab"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="zurückgezogen ab"),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("public", "Öffentlichkeit"), ("council", "Rat")],
                        default="public",
                        max_length=10,
                        verbose_name="Leserkreis",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="angelegt")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="zuletzt geändert")),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Quelle und Kennung dort",
                        max_length=255,
                        null=True,
                        verbose_name="Herkunft",
                    ),
                ),
                (
                    "internal_note",
                    models.TextField(blank=True, help_text="Wird nie veröffentlicht.", verbose_name="interne Notiz"),
                ),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("imprint", "Impressum"),
                            ("privacy", "Datenschutz"),
                            ("accessibility", "Barrierefreiheit"),
                            ("easy_language", "Leichte Sprache"),
                            ("contact", "Kontakt"),
                            ("help", "Hilfe: Überblick"),
                            ("help_finding", "Hilfe: Suchen und Filtern"),
                            ("help_papers", "Hilfe: Eine Vorlage lesen"),
                            ("help_data", "Hilfe: Daten mitnehmen"),
                        ],
                        max_length=20,
                        verbose_name="Seite",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="Überschrift")),
                ("body", models.TextField(verbose_name="Text")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="zuletzt überprüft am")),
                (
                    "sort_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Lower(
                            django.db.models.functions.text.Replace(
                                django.db.models.functions.text.Replace(
                                    django.db.models.functions.text.Replace(
                                        django.db.models.functions.text.Replace(
                                            django.db.models.functions.text.Replace(
                                                django.db.models.functions.text.Replace(
                                                    django.db.models.functions.text.Replace(
                                                        django.db.models.functions.text.Replace(
                                                            django.db.models.functions.text.Replace(
                                                                django.db.models.functions.text.Replace(
                                                                    django.db.models.functions.text.Replace(
                                                                        django.db.models.functions.text.Replace(
                                                                            django.db.models.functions.text.Replace(
                                                                                django.db.models.functions.text.Replace(
                                                                                    django.db.models.functions.text.Replace(
                                                                                        django.db.models.functions.text.Replace(
                                                                                            django.db.models.functions.text.Replace(
                                                                                                django.db.models.functions.text.Replace(
                                                                                                    models.F("title"),
                                                                                                    models.Value("Ä"),
                                                                                                    models.Value("ae"),
                                                                                                ),
                                                                                                models.Value("Ö"),
                                                                                                models.Value("oe"),
                                                                                            ),
                                                                                            models.Value("Ü"),
                                                                                            models.Value("ue"),
                                                                                        ),
                                                                                        models.Value("ä"),
                                                                                        models.Value("ae"),
                                                                                    ),
                                                                                    models.Value("ö"),
                                                                                    models.Value("oe"),
                                                                                ),
                                                                                models.Value("ü"),
                                                                                models.Value("ue"),
                                                                            ),
                                                                            models.Value("ß"),
                                                                            models.Value("ss"),
                                                                        ),
                                                                        models.Value("É"),
                                                                        models.Value("e"),
                                                                    ),
                                                                    models.Value("é"),
                                                                    models.Value("e"),
                                                                ),
                                                                models.Value("è"),
                                                                models.Value("e"),
                                                            ),
                                                            models.Value("ê"),
                                                            models.Value("e"),
                                                        ),
                                                        models.Value("ë"),
                                                        models.Value("e"),
                                                    ),
                                                    models.Value("á"),
                                                    models.Value("a"),
                                                ),
                                                models.Value("à"),
                                                models.Value("a"),
                                            ),
                                            models.Value("ç"),
                                            models.Value("c"),
                                        ),
                                        models.Value("ó"),
                                        models.Value("o"),
                                    ),
                                    models.Value("ł"),
                                    models.Value("l"),
                                ),
                                models.Value("š"),
                                models.Value("s"),
                            )
                        ),
                        output_field=models.CharField(max_length=240),
                    ),
                ),
            ],
            options={
                "verbose_name": "Seite des Betreibers",
                "verbose_name_plural": "Seiten des Betreibers",
                "ordering": ["key"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="regionportal_textpage_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="regionportal_textpage_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="regionportal_textpage_one_for_each_origin"),
                    models.UniqueConstraint(
                        fields=("key",),
                        name="regionportal_textpage_one_for_each_key",
                        violation_error_message="Diese Seite gibt es schon. Bitte bearbeiten Sie die vorhandene.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("body", ""), _negated=True)
                        ),
                        name="regionportal_textpage_is_not_empty",
                        violation_error_message="Eine Seite braucht eine Überschrift und einen Text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reviewed_on", None), ("key", "accessibility"), _connector="OR"),
                        name="regionportal_textpage_only_accessibility_is_reviewed",
                        violation_error_message="Einen Tag der Überprüfung hat nur die Erklärung zur Barrierefreiheit.",
                    ),
                ],
            },
        ),
    ]
