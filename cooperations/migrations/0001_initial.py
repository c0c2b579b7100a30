import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import publication.dates
import publication.files
import publication.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("council", "0001_initial"),
        ("partners", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalTopic",
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
                ("name", models.CharField(max_length=100, verbose_name="Name")),
                ("description", models.TextField(blank=True, verbose_name="Beschreibung")),
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
                "verbose_name": "historical Handlungsfeld",
                "verbose_name_plural": "historical Handlungsfelder",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Topic",
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
                ("name", models.CharField(max_length=100, verbose_name="Name")),
                ("description", models.TextField(blank=True, verbose_name="Beschreibung")),
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
                                                                                                    models.F("name"),
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
                        output_field=models.CharField(max_length=200),
                    ),
                ),
            ],
            options={
                "verbose_name": "Handlungsfeld",
                "verbose_name_plural": "Handlungsfelder",
                "ordering": ["sort_key", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="cooperations_topic_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="cooperations_topic_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="cooperations_topic_one_for_each_origin"),
                    models.UniqueConstraint(
                        fields=("sort_key",),
                        name="cooperations_topic_one_of_each_name",
                        violation_error_message="Dieses Handlungsfeld gibt es schon.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cooperation",
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
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="Ein bis drei Sätze, die jeder versteht.", verbose_name="Kurz gesagt"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contact", "Kontakt"),
                            ("project", "Projektpartnerschaft"),
                            ("friendship", "Freundschaft"),
                            ("partnership", "Partnerschaft"),
                            ("alliance", "Regionales Bündnis"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                (
                    "region",
                    models.CharField(
                        blank=True, help_text="Womit oder worin kooperiert wird", max_length=100, verbose_name="Region"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        default="DE", help_text="Zwei Buchstaben nach ISO 3166", max_length=2, verbose_name="Land"
                    ),
                ),
                ("aims", models.TextField(blank=True, help_text="Ein Ziel je Zeile", verbose_name="Ziele")),
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
                        output_field=models.CharField(max_length=400),
                    ),
                ),
                (
                    "umbrella",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strands",
                        to="cooperations.cooperation",
                        verbose_name="Teil von",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True, related_name="cooperations", to="cooperations.topic", verbose_name="Handlungsfelder"
                    ),
                ),
            ],
            options={
                "verbose_name": "Kooperation",
                "verbose_name_plural": "Kooperationen",
                "ordering": ["sort_key", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="cooperations_cooperation_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="cooperations_cooperation_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="cooperations_cooperation_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="cooperations_cooperation_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("umbrella", None), models.Q(("umbrella", models.F("id")), _negated=True), _connector="OR"
                        ),
                        name="cooperations_cooperation_not_part_of_itself",
                        violation_error_message="Eine Kooperation kann nicht Teil ihrer selbst sein.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCooperation",
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
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="Ein bis drei Sätze, die jeder versteht.", verbose_name="Kurz gesagt"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contact", "Kontakt"),
                            ("project", "Projektpartnerschaft"),
                            ("friendship", "Freundschaft"),
                            ("partnership", "Partnerschaft"),
                            ("alliance", "Regionales Bündnis"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                (
                    "region",
                    models.CharField(
                        blank=True, help_text="Womit oder worin kooperiert wird", max_length=100, verbose_name="Region"
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        default="DE", help_text="Zwei Buchstaben nach ISO 3166", max_length=2, verbose_name="Land"
                    ),
                ),
                ("aims", models.TextField(blank=True, help_text="Ein Ziel je Zeile", verbose_name="Ziele")),
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
                (
                    "umbrella",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.cooperation",
                        verbose_name="Teil von",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Kooperation",
                "verbose_name_plural": "historical Kooperationen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCooperation_topics",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "cooperation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.cooperation",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="cooperations.historicalcooperation",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalCooperation_topics",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAgreement",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("cooperation", "Kooperationsvereinbarung"),
                            ("support", "Unterstützererklärung"),
                            ("memorandum", "Memorandum of Understanding"),
                            ("letter_of_intent", "Absichtserklärung"),
                            ("accession", "Beitrittserklärung"),
                            ("other", "Sonstige Vereinbarung"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="unterzeichnet am")),
                (
                    "signed_on_precision",
                    models.CharField(
                        choices=[("day", "Tag"), ("month", "Monat"), ("season", "Jahreszeit"), ("year", "Jahr")],
                        default="day",
                        help_text="Monat, Jahreszeit oder Jahr: im Datum den ersten Tag eintragen (Frühjahr 1.3., Herbst 1.9.).",
                        max_length=6,
                        verbose_name="Genauigkeit",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="gültig ab")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="gültig bis")),
                ("review_date", models.DateField(blank=True, null=True, verbose_name="zu prüfen am")),
                ("summary", models.TextField(blank=True, verbose_name="Inhalt in Kürze")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "cooperation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.cooperation",
                        verbose_name="Kooperation",
                    ),
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
                "verbose_name": "historical Vereinbarung",
                "verbose_name_plural": "historical Vereinbarungen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Agreement",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("cooperation", "Kooperationsvereinbarung"),
                            ("support", "Unterstützererklärung"),
                            ("memorandum", "Memorandum of Understanding"),
                            ("letter_of_intent", "Absichtserklärung"),
                            ("accession", "Beitrittserklärung"),
                            ("other", "Sonstige Vereinbarung"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="unterzeichnet am")),
                (
                    "signed_on_precision",
                    models.CharField(
                        choices=[("day", "Tag"), ("month", "Monat"), ("season", "Jahreszeit"), ("year", "Jahr")],
                        default="day",
                        help_text="Monat, Jahreszeit oder Jahr: im Datum den ersten Tag eintragen (Frühjahr 1.3., Herbst 1.9.).",
                        max_length=6,
                        verbose_name="Genauigkeit",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="gültig ab")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="gültig bis")),
                ("review_date", models.DateField(blank=True, null=True, verbose_name="zu prüfen am")),
                ("summary", models.TextField(blank=True, verbose_name="Inhalt in Kürze")),
                (
                    "cooperation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="cooperations.cooperation",
                        verbose_name="Kooperation",
                    ),
                ),
            ],
            options={
                "verbose_name": "Vereinbarung",
                "verbose_name_plural": "Vereinbarungen",
                "ordering": ["cooperation", "signed_on", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="cooperations_agreement_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="cooperations_agreement_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="cooperations_agreement_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_on__isnull", True),
                            ("signed_on_precision", "day"),
                            models.Q(
                                ("signed_on_precision", "month"),
                                django.db.models.lookups.Exact(publication.dates._Part("signed_on", "DAY", 9), 1),
                            ),
                            models.Q(
                                ("signed_on_precision", "season"),
                                django.db.models.lookups.Exact(publication.dates._Part("signed_on", "DAY", 9), 1),
                                django.db.models.lookups.In(
                                    publication.dates._Part("signed_on", "MONTH", 6), [3, 6, 9, 12]
                                ),
                            ),
                            models.Q(
                                ("signed_on_precision", "year"),
                                django.db.models.lookups.Exact(publication.dates._Part("signed_on", "DAY", 9), 1),
                                django.db.models.lookups.Exact(publication.dates._Part("signed_on", "MONTH", 6), 1),
                            ),
                            _connector="OR",
                        ),
                        name="cooperations_agreement_signed_on_fits_precision",
                        violation_error_message="Datum und Genauigkeit passen nicht zusammen. Tragen Sie für einen Monat den Ersten ein, für eine Jahreszeit den 1.3., 1.6., 1.9. oder 1.12., für ein Jahr den 1.1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="cooperations_agreement_valid_until_not_before_valid_from",
                        violation_error_message="Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgreementFile",
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
                ("name", models.CharField(max_length=300, verbose_name="Bezeichnung")),
                ("content", models.TextField(blank=True, max_length=100, null=True, verbose_name="Datei")),
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="Dateiname")),
                ("mime_type", models.CharField(blank=True, editable=False, max_length=100, verbose_name="Dateityp")),
                ("size_bytes", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="Größe in Bytes")),
                ("sha512", models.CharField(blank=True, editable=False, max_length=128, verbose_name="Prüfsumme")),
                ("date", models.DateField(blank=True, null=True, verbose_name="Datum")),
                ("position", models.PositiveIntegerField(default=1, verbose_name="Reihenfolge")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.agreement",
                        verbose_name="Vereinbarung",
                    ),
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
                "verbose_name": "historical Datei zur Vereinbarung",
                "verbose_name_plural": "historical Dateien zu Vereinbarungen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="AgreementFile",
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
                ("name", models.CharField(max_length=300, verbose_name="Bezeichnung")),
                (
                    "content",
                    models.FileField(
                        blank=True,
                        null=True,
                        storage=publication.files.private_storage,
                        upload_to=publication.files.random_name,
                        verbose_name="Datei",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="Dateiname")),
                ("mime_type", models.CharField(blank=True, editable=False, max_length=100, verbose_name="Dateityp")),
                ("size_bytes", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="Größe in Bytes")),
                ("sha512", models.CharField(blank=True, editable=False, max_length=128, verbose_name="Prüfsumme")),
                ("date", models.DateField(blank=True, null=True, verbose_name="Datum")),
                ("position", models.PositiveIntegerField(default=1, verbose_name="Reihenfolge")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="cooperations.agreement",
                        verbose_name="Vereinbarung",
                    ),
                ),
            ],
            options={
                "verbose_name": "Datei zur Vereinbarung",
                "verbose_name_plural": "Dateien zu Vereinbarungen",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="cooperations_agreementfile_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="cooperations_agreementfile_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="cooperations_agreementfile_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="cooperations_agreementfile_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalParticipation",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("coordinator", "Koordination"),
                            ("signatory", "Unterzeichner"),
                            ("acceded", "beigetreten"),
                            ("supporter", "Unterstützer"),
                            ("contact", "Kontakt"),
                        ],
                        max_length=20,
                        verbose_name="Rolle",
                    ),
                ),
                ("start", models.DateField(blank=True, null=True, verbose_name="seit")),
                (
                    "start_precision",
                    models.CharField(
                        choices=[("day", "Tag"), ("month", "Monat"), ("season", "Jahreszeit"), ("year", "Jahr")],
                        default="day",
                        help_text="Monat, Jahreszeit oder Jahr: im Datum den ersten Tag eintragen (Frühjahr 1.3., Herbst 1.9.).",
                        max_length=6,
                        verbose_name="Genauigkeit",
                    ),
                ),
                ("end", models.DateField(blank=True, null=True, verbose_name="bis")),
                (
                    "end_precision",
                    models.CharField(
                        choices=[("day", "Tag"), ("month", "Monat"), ("season", "Jahreszeit"), ("year", "Jahr")],
                        default="day",
                        help_text="Monat, Jahreszeit oder Jahr: im Datum den ersten Tag eintragen (Frühjahr 1.3., Herbst 1.9.).",
                        max_length=6,
                        verbose_name="Genauigkeit",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="Bemerkung")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.agreement",
                        verbose_name="Grundlage",
                    ),
                ),
                (
                    "cooperation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.cooperation",
                        verbose_name="Kooperation",
                    ),
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
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partners.partner",
                        verbose_name="Partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Beteiligung",
                "verbose_name_plural": "historical Beteiligungen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Participation",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("coordinator", "Koordination"),
                            ("signatory", "Unterzeichner"),
                            ("acceded", "beigetreten"),
                            ("supporter", "Unterstützer"),
                            ("contact", "Kontakt"),
                        ],
                        max_length=20,
                        verbose_name="Rolle",
                    ),
                ),
                ("start", models.DateField(blank=True, null=True, verbose_name="seit")),
                (
                    "start_precision",
                    models.CharField(
                        choices=[("day", "Tag"), ("month", "Monat"), ("season", "Jahreszeit"), ("year", "Jahr")],
                        default="day",
                        help_text="Monat, Jahreszeit oder Jahr: im Datum den ersten Tag eintragen (Frühjahr 1.3., Herbst 1.9.).",
                        max_length=6,
                        verbose_name="Genauigkeit",
                    ),
                ),
                ("end", models.DateField(blank=True, null=True, verbose_name="bis")),
                (
                    "end_precision",
                    models.CharField(
                        choices=[("day", "Tag"), ("month", "Monat"), ("season", "Jahreszeit"), ("year", "Jahr")],
                        default="day",
                        help_text="Monat, Jahreszeit oder Jahr: im Datum den ersten Tag eintragen (Frühjahr 1.3., Herbst 1.9.).",
                        max_length=6,
                        verbose_name="Genauigkeit",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="Bemerkung")),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="cooperations.agreement",
                        verbose_name="Grundlage",
                    ),
                ),
                (
                    "cooperation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="cooperations.cooperation",
                        verbose_name="Kooperation",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="partners.partner",
                        verbose_name="Partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "Beteiligung",
                "verbose_name_plural": "Beteiligungen",
                "ordering": ["cooperation", "start", "partner__sort_key", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="cooperations_participation_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="cooperations_participation_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="cooperations_participation_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start__isnull", True),
                            ("start_precision", "day"),
                            models.Q(
                                ("start_precision", "month"),
                                django.db.models.lookups.Exact(publication.dates._Part("start", "DAY", 9), 1),
                            ),
                            models.Q(
                                ("start_precision", "season"),
                                django.db.models.lookups.Exact(publication.dates._Part("start", "DAY", 9), 1),
                                django.db.models.lookups.In(
                                    publication.dates._Part("start", "MONTH", 6), [3, 6, 9, 12]
                                ),
                            ),
                            models.Q(
                                ("start_precision", "year"),
                                django.db.models.lookups.Exact(publication.dates._Part("start", "DAY", 9), 1),
                                django.db.models.lookups.Exact(publication.dates._Part("start", "MONTH", 6), 1),
                            ),
                            _connector="OR",
                        ),
                        name="cooperations_participation_start_fits_precision",
                        violation_error_message="Datum und Genauigkeit passen nicht zusammen. Tragen Sie für einen Monat den Ersten ein, für eine Jahreszeit den 1.3., 1.6., 1.9. oder 1.12., für ein Jahr den 1.1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True),
                            ("end_precision", "day"),
                            models.Q(
                                ("end_precision", "month"),
                                django.db.models.lookups.Exact(publication.dates._Part("end", "DAY", 9), 1),
                            ),
                            models.Q(
                                ("end_precision", "season"),
                                django.db.models.lookups.Exact(publication.dates._Part("end", "DAY", 9), 1),
                                django.db.models.lookups.In(publication.dates._Part("end", "MONTH", 6), [3, 6, 9, 12]),
                            ),
                            models.Q(
                                ("end_precision", "year"),
                                django.db.models.lookups.Exact(publication.dates._Part("end", "DAY", 9), 1),
                                django.db.models.lookups.Exact(publication.dates._Part("end", "MONTH", 6), 1),
                            ),
                            _connector="OR",
                        ),
                        name="cooperations_participation_end_fits_precision",
                        violation_error_message="Datum und Genauigkeit passen nicht zusammen. Tragen Sie für einen Monat den Ersten ein, für eine Jahreszeit den 1.3., 1.6., 1.9. oder 1.12., für ein Jahr den 1.1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start__isnull", True),
                            ("end__isnull", True),
                            ("end__gte", models.F("start")),
                            _connector="OR",
                        ),
                        name="cooperations_participation_end_not_before_start",
                        violation_error_message="Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.",
                    ),
                    models.UniqueConstraint(
                        models.F("cooperation"),
                        models.F("partner"),
                        models.F("role"),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("start"), models.Value(datetime.date(1, 1, 1))
                        ),
                        name="cooperations_participation_told_once",
                        violation_error_message="Diese Beteiligung ist schon eingetragen.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMilestone",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("first_contact", "Erster Kontakt"),
                            ("visit", "Delegationsbesuch"),
                            ("event", "Veranstaltung"),
                            ("preparation", "Vorbereitung"),
                            ("declaration", "Absichtserklärung"),
                            ("signing", "Unterzeichnung"),
                            ("accession", "Beitritt"),
                            ("report", "Bericht"),
                            ("suspension", "Pause"),
                            ("end", "Ende"),
                            ("other", "Sonstiges"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("day", models.DateField(verbose_name="Datum")),
                (
                    "day_precision",
                    models.CharField(
                        choices=[("day", "Tag"), ("month", "Monat"), ("season", "Jahreszeit"), ("year", "Jahr")],
                        default="day",
                        help_text="Monat, Jahreszeit oder Jahr: im Datum den ersten Tag eintragen (Frühjahr 1.3., Herbst 1.9.).",
                        max_length=6,
                        verbose_name="Genauigkeit",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("description", models.TextField(blank=True, verbose_name="Beschreibung")),
                ("source_url", models.URLField(blank=True, verbose_name="Quelle: Adresse")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.agendaitem",
                        verbose_name="Quelle: Tagesordnungspunkt",
                    ),
                ),
                (
                    "cooperation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.cooperation",
                        verbose_name="Kooperation",
                    ),
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
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.paper",
                        verbose_name="Quelle: Vorlage",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Meilenstein",
                "verbose_name_plural": "historical Meilensteine",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Milestone",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("first_contact", "Erster Kontakt"),
                            ("visit", "Delegationsbesuch"),
                            ("event", "Veranstaltung"),
                            ("preparation", "Vorbereitung"),
                            ("declaration", "Absichtserklärung"),
                            ("signing", "Unterzeichnung"),
                            ("accession", "Beitritt"),
                            ("report", "Bericht"),
                            ("suspension", "Pause"),
                            ("end", "Ende"),
                            ("other", "Sonstiges"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("day", models.DateField(verbose_name="Datum")),
                (
                    "day_precision",
                    models.CharField(
                        choices=[("day", "Tag"), ("month", "Monat"), ("season", "Jahreszeit"), ("year", "Jahr")],
                        default="day",
                        help_text="Monat, Jahreszeit oder Jahr: im Datum den ersten Tag eintragen (Frühjahr 1.3., Herbst 1.9.).",
                        max_length=6,
                        verbose_name="Genauigkeit",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("description", models.TextField(blank=True, verbose_name="Beschreibung")),
                ("source_url", models.URLField(blank=True, verbose_name="Quelle: Adresse")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="council.agendaitem",
                        verbose_name="Quelle: Tagesordnungspunkt",
                    ),
                ),
                (
                    "cooperation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="cooperations.cooperation",
                        verbose_name="Kooperation",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="council.paper",
                        verbose_name="Quelle: Vorlage",
                    ),
                ),
            ],
            options={
                "verbose_name": "Meilenstein",
                "verbose_name_plural": "Meilensteine",
                "ordering": ["cooperation", "day", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="cooperations_milestone_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="cooperations_milestone_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="cooperations_milestone_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__isnull", True),
                            ("day_precision", "day"),
                            models.Q(
                                ("day_precision", "month"),
                                django.db.models.lookups.Exact(publication.dates._Part("day", "DAY", 9), 1),
                            ),
                            models.Q(
                                ("day_precision", "season"),
                                django.db.models.lookups.Exact(publication.dates._Part("day", "DAY", 9), 1),
                                django.db.models.lookups.In(publication.dates._Part("day", "MONTH", 6), [3, 6, 9, 12]),
                            ),
                            models.Q(
                                ("day_precision", "year"),
                                django.db.models.lookups.Exact(publication.dates._Part("day", "DAY", 9), 1),
                                django.db.models.lookups.Exact(publication.dates._Part("day", "MONTH", 6), 1),
                            ),
                            _connector="OR",
                        ),
                        name="cooperations_milestone_day_fits_precision",
                        violation_error_message="Datum und Genauigkeit passen nicht zusammen. Tragen Sie für einen Monat den Ersten ein, für eine Jahreszeit den 1.3., 1.6., 1.9. oder 1.12., für ein Jahr den 1.1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeasure",
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
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("description", models.TextField(blank=True, verbose_name="Beschreibung")),
                (
                    "measure_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "geplant"),
                            ("running", "läuft"),
                            ("done", "abgeschlossen"),
                            ("dropped", "aufgegeben"),
                        ],
                        max_length=20,
                        verbose_name="Stand",
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="fällig")),
                (
                    "due_precision",
                    models.CharField(
                        choices=[("day", "Tag"), ("month", "Monat"), ("season", "Jahreszeit"), ("year", "Jahr")],
                        default="day",
                        help_text="Monat, Jahreszeit oder Jahr: im Datum den ersten Tag eintragen (Frühjahr 1.3., Herbst 1.9.).",
                        max_length=6,
                        verbose_name="Genauigkeit",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "cooperation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.cooperation",
                        verbose_name="Kooperation",
                    ),
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
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.paper",
                        verbose_name="Quelle: Vorlage",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.topic",
                        verbose_name="Handlungsfeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Maßnahme",
                "verbose_name_plural": "historical Maßnahmen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Measure",
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
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("description", models.TextField(blank=True, verbose_name="Beschreibung")),
                (
                    "measure_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "geplant"),
                            ("running", "läuft"),
                            ("done", "abgeschlossen"),
                            ("dropped", "aufgegeben"),
                        ],
                        max_length=20,
                        verbose_name="Stand",
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="fällig")),
                (
                    "due_precision",
                    models.CharField(
                        choices=[("day", "Tag"), ("month", "Monat"), ("season", "Jahreszeit"), ("year", "Jahr")],
                        default="day",
                        help_text="Monat, Jahreszeit oder Jahr: im Datum den ersten Tag eintragen (Frühjahr 1.3., Herbst 1.9.).",
                        max_length=6,
                        verbose_name="Genauigkeit",
                    ),
                ),
                (
                    "cooperation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="cooperations.cooperation",
                        verbose_name="Kooperation",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="council.paper",
                        verbose_name="Quelle: Vorlage",
                    ),
                ),
                (
                    "responsible",
                    models.ManyToManyField(
                        blank=True, related_name="measures", to="partners.partner", verbose_name="verantwortlich"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="cooperations.topic",
                        verbose_name="Handlungsfeld",
                    ),
                ),
            ],
            options={
                "verbose_name": "Maßnahme",
                "verbose_name_plural": "Maßnahmen",
                "ordering": ["cooperation", "due", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="cooperations_measure_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="cooperations_measure_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="cooperations_measure_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due__isnull", True),
                            ("due_precision", "day"),
                            models.Q(
                                ("due_precision", "month"),
                                django.db.models.lookups.Exact(publication.dates._Part("due", "DAY", 9), 1),
                            ),
                            models.Q(
                                ("due_precision", "season"),
                                django.db.models.lookups.Exact(publication.dates._Part("due", "DAY", 9), 1),
                                django.db.models.lookups.In(publication.dates._Part("due", "MONTH", 6), [3, 6, 9, 12]),
                            ),
                            models.Q(
                                ("due_precision", "year"),
                                django.db.models.lookups.Exact(publication.dates._Part("due", "DAY", 9), 1),
                                django.db.models.lookups.Exact(publication.dates._Part("due", "MONTH", 6), 1),
                            ),
                            _connector="OR",
                        ),
                        name="cooperations_measure_due_fits_precision",
                        violation_error_message="Datum und Genauigkeit passen nicht zusammen. Tragen Sie für einen Monat den Ersten ein, für eine Jahreszeit den 1.3., 1.6., 1.9. oder 1.12., für ein Jahr den 1.1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeasure_responsible",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="cooperations.historicalmeasure",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partners.partner",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalMeasure_responsible",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCouncilReference",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("founding", "Grundsatzbeschluss"),
                            ("report", "Bericht"),
                            ("extension", "Erweiterung"),
                            ("budget", "Haushalt"),
                            ("criticism", "Kritik"),
                            ("other", "Bezug"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="Bezug",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "cooperation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="cooperations.cooperation",
                        verbose_name="Kooperation",
                    ),
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
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.paper",
                        verbose_name="Vorlage",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Bezug zur Vorlage",
                "verbose_name_plural": "historical Bezüge zu Vorlagen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CouncilReference",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("founding", "Grundsatzbeschluss"),
                            ("report", "Bericht"),
                            ("extension", "Erweiterung"),
                            ("budget", "Haushalt"),
                            ("criticism", "Kritik"),
                            ("other", "Bezug"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="Bezug",
                    ),
                ),
                (
                    "cooperation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_references",
                        to="cooperations.cooperation",
                        verbose_name="Kooperation",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="council_references",
                        to="council.paper",
                        verbose_name="Vorlage",
                    ),
                ),
            ],
            options={
                "verbose_name": "Bezug zur Vorlage",
                "verbose_name_plural": "Bezüge zu Vorlagen",
                "ordering": ["cooperation", "-paper__date", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="cooperations_councilreference_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="cooperations_councilreference_audience_known",
                    ),
                    models.UniqueConstraint(
                        fields=("origin",), name="cooperations_councilreference_one_for_each_origin"
                    ),
                    models.UniqueConstraint(
                        fields=("cooperation", "paper", "role"),
                        name="cooperations_councilreference_told_once",
                        violation_error_message="Dieser Bezug ist schon eingetragen.",
                    ),
                ],
            },
        ),
    ]
