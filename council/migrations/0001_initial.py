import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import publication.files
import publication.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("partners", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalBody",
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
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="Kurzname")),
                (
                    "slug_name",
                    models.SlugField(help_text="Für Befehle und Adressen, zum Beispiel „razv“", verbose_name="Kürzel"),
                ),
                (
                    "classification",
                    models.CharField(
                        blank=True, help_text="Zum Beispiel Zweckverband", max_length=60, verbose_name="Art"
                    ),
                ),
                (
                    "ags",
                    models.CharField(
                        blank=True,
                        max_length=8,
                        validators=[django.core.validators.RegexValidator("^\\d{5}(\\d{3})?$", "5 oder 8 Ziffern")],
                        verbose_name="Amtlicher Gemeindeschlüssel",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="Internetseite")),
                ("oparl_license", models.URLField(blank=True, verbose_name="Lizenz der Daten")),
                (
                    "reference_pattern",
                    models.CharField(
                        blank=True,
                        help_text="Regulärer Ausdruck; der Import erkennt daran die Körperschaft, wenn die Seite sie nicht nennt.",
                        max_length=100,
                        verbose_name="Muster der Vorlagennummern",
                    ),
                ),
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
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partners.partner",
                        verbose_name="als Partner geführt",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Körperschaft",
                "verbose_name_plural": "historical Körperschaften",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Body",
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
                ("name", models.CharField(max_length=200, verbose_name="Name")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="Kurzname")),
                (
                    "slug_name",
                    models.SlugField(
                        help_text="Für Befehle und Adressen, zum Beispiel „razv“", unique=True, verbose_name="Kürzel"
                    ),
                ),
                (
                    "classification",
                    models.CharField(
                        blank=True, help_text="Zum Beispiel Zweckverband", max_length=60, verbose_name="Art"
                    ),
                ),
                (
                    "ags",
                    models.CharField(
                        blank=True,
                        max_length=8,
                        validators=[django.core.validators.RegexValidator("^\\d{5}(\\d{3})?$", "5 oder 8 Ziffern")],
                        verbose_name="Amtlicher Gemeindeschlüssel",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="Internetseite")),
                ("oparl_license", models.URLField(blank=True, verbose_name="Lizenz der Daten")),
                (
                    "reference_pattern",
                    models.CharField(
                        blank=True,
                        help_text="Regulärer Ausdruck; der Import erkennt daran die Körperschaft, wenn die Seite sie nicht nennt.",
                        max_length=100,
                        verbose_name="Muster der Vorlagennummern",
                    ),
                ),
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
                        output_field=models.CharField(max_length=400),
                    ),
                ),
                (
                    "partner",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="body",
                        to="partners.partner",
                        verbose_name="als Partner geführt",
                    ),
                ),
            ],
            options={
                "verbose_name": "Körperschaft",
                "verbose_name_plural": "Körperschaften",
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
                        name="council_body_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])), name="council_body_audience_known"
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_body_one_for_each_origin"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalLegislativeTerm",
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
                ("name", models.CharField(max_length=60, verbose_name="Bezeichnung")),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="Beginn")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="Ende")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.body",
                        verbose_name="Körperschaft",
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
                "verbose_name": "historical Wahlperiode",
                "verbose_name_plural": "historical Wahlperioden",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LegislativeTerm",
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
                ("name", models.CharField(max_length=60, verbose_name="Bezeichnung")),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="Beginn")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="Ende")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legislative_terms",
                        to="council.body",
                        verbose_name="Körperschaft",
                    ),
                ),
            ],
            options={
                "verbose_name": "Wahlperiode",
                "verbose_name_plural": "Wahlperioden",
                "ordering": ["-start_date", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="council_legislativeterm_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="council_legislativeterm_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_legislativeterm_one_for_each_origin"),
                    models.UniqueConstraint(fields=("body", "name"), name="council_legislativeterm_one_name_in_a_body"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_date__isnull", True),
                            ("end_date__isnull", True),
                            ("end_date__gte", models.F("start_date")),
                            _connector="OR",
                        ),
                        name="council_legislativeterm_end_date_not_before_start_date",
                        violation_error_message="Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalLocation",
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
                ("description", models.CharField(max_length=200, verbose_name="Bezeichnung")),
                ("street_address", models.CharField(blank=True, max_length=200, verbose_name="Straße und Hausnummer")),
                ("postal_code", models.CharField(blank=True, max_length=10, verbose_name="Postleitzahl")),
                ("locality", models.CharField(blank=True, max_length=100, verbose_name="Ort")),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name="Breite"),
                ),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="Länge"),
                ),
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
                "verbose_name": "historical Ort",
                "verbose_name_plural": "historical Orte",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Location",
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
                ("description", models.CharField(max_length=200, verbose_name="Bezeichnung")),
                ("street_address", models.CharField(blank=True, max_length=200, verbose_name="Straße und Hausnummer")),
                ("postal_code", models.CharField(blank=True, max_length=10, verbose_name="Postleitzahl")),
                ("locality", models.CharField(blank=True, max_length=100, verbose_name="Ort")),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name="Breite"),
                ),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="Länge"),
                ),
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
                                                                                                    models.F(
                                                                                                        "description"
                                                                                                    ),
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
            ],
            options={
                "verbose_name": "Ort",
                "verbose_name_plural": "Orte",
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
                        name="council_location_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="council_location_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_location_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("latitude__range", (-90, 90)),
                                ("longitude__isnull", False),
                                ("longitude__range", (-180, 180)),
                            ),
                            _connector="OR",
                        ),
                        name="council_location_place_on_earth",
                        violation_error_message="Breite und Länge gehören zusammen (−90 bis 90, −180 bis 180).",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalOrganization",
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
                ("name", models.CharField(max_length=300, verbose_name="Name")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="Kurzname")),
                (
                    "organization_type",
                    models.CharField(
                        choices=[
                            ("Gremium", "Gremium"),
                            ("Partei", "Partei"),
                            ("Fraktion", "Fraktion"),
                            ("Verwaltungsbereich", "Verwaltungsbereich"),
                            ("externes Gremium", "externes Gremium"),
                            ("Institution", "Institution"),
                            ("Sonstiges", "Sonstiges"),
                        ],
                        default="Gremium",
                        max_length=30,
                        verbose_name="Typ",
                    ),
                ),
                (
                    "classification",
                    models.CharField(
                        blank=True, help_text="Zum Beispiel Ausschuss, Parlament", max_length=60, verbose_name="Art"
                    ),
                ),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="besteht seit")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="bestand bis")),
                ("website", models.URLField(blank=True, verbose_name="Internetseite")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.body",
                        verbose_name="Körperschaft",
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
                "verbose_name": "historical Gremium",
                "verbose_name_plural": "historical Gremien",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Organization",
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
                ("name", models.CharField(max_length=300, verbose_name="Name")),
                ("short_name", models.CharField(blank=True, max_length=60, verbose_name="Kurzname")),
                (
                    "organization_type",
                    models.CharField(
                        choices=[
                            ("Gremium", "Gremium"),
                            ("Partei", "Partei"),
                            ("Fraktion", "Fraktion"),
                            ("Verwaltungsbereich", "Verwaltungsbereich"),
                            ("externes Gremium", "externes Gremium"),
                            ("Institution", "Institution"),
                            ("Sonstiges", "Sonstiges"),
                        ],
                        default="Gremium",
                        max_length=30,
                        verbose_name="Typ",
                    ),
                ),
                (
                    "classification",
                    models.CharField(
                        blank=True, help_text="Zum Beispiel Ausschuss, Parlament", max_length=60, verbose_name="Art"
                    ),
                ),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="besteht seit")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="bestand bis")),
                ("website", models.URLField(blank=True, verbose_name="Internetseite")),
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
                        output_field=models.CharField(max_length=600),
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organizations",
                        to="council.body",
                        verbose_name="Körperschaft",
                    ),
                ),
            ],
            options={
                "verbose_name": "Gremium",
                "verbose_name_plural": "Gremien",
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
                        name="council_organization_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="council_organization_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_organization_one_for_each_origin"),
                    models.UniqueConstraint(
                        fields=("body", "sort_key"),
                        name="council_organization_one_name_in_a_body",
                        violation_error_message="Ein Gremium dieses Namens gibt es in dieser Körperschaft schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_date__isnull", True),
                            ("end_date__isnull", True),
                            ("end_date__gte", models.F("start_date")),
                            _connector="OR",
                        ),
                        name="council_organization_end_date_not_before_start_date",
                        violation_error_message="Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
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
                ("form_of_address", models.CharField(blank=True, max_length=30, verbose_name="Anrede")),
                ("title", models.CharField(blank=True, max_length=60, verbose_name="Titel")),
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
                "verbose_name": "historical Ratsmitglied",
                "verbose_name_plural": "historical Ratsmitglieder",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Person",
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
                ("form_of_address", models.CharField(blank=True, max_length=30, verbose_name="Anrede")),
                ("title", models.CharField(blank=True, max_length=60, verbose_name="Titel")),
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
                "verbose_name": "Ratsmitglied",
                "verbose_name_plural": "Ratsmitglieder",
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
                        name="council_person_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="council_person_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_person_one_for_each_origin"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
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
                ("role", models.CharField(blank=True, max_length=100, verbose_name="Funktion")),
                ("voting_right", models.BooleanField(blank=True, null=True, verbose_name="stimmberechtigt")),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="von")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="bis")),
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
                    "on_behalf_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.organization",
                        verbose_name="entsandt von",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.organization",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.person",
                        verbose_name="Ratsmitglied",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Mitgliedschaft",
                "verbose_name_plural": "historical Mitgliedschaften",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Membership",
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
                ("role", models.CharField(blank=True, max_length=100, verbose_name="Funktion")),
                ("voting_right", models.BooleanField(blank=True, null=True, verbose_name="stimmberechtigt")),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="von")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="bis")),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegated_memberships",
                        to="council.organization",
                        verbose_name="entsandt von",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="council.organization",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="council.person",
                        verbose_name="Ratsmitglied",
                    ),
                ),
            ],
            options={
                "verbose_name": "Mitgliedschaft",
                "verbose_name_plural": "Mitgliedschaften",
                "ordering": ["person__sort_key", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="council_membership_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="council_membership_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_membership_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_date__isnull", True),
                            ("end_date__isnull", True),
                            ("end_date__gte", models.F("start_date")),
                            _connector="OR",
                        ),
                        name="council_membership_end_date_not_before_start_date",
                        violation_error_message="Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
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
                ("reference", models.CharField(blank=True, max_length=50, verbose_name="Sitzungsnummer")),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="Bezeichnung")),
                ("start", models.DateTimeField(verbose_name="Beginn")),
                ("end", models.DateTimeField(blank=True, null=True, verbose_name="Ende")),
                ("room", models.CharField(blank=True, max_length=200, verbose_name="Raum")),
                (
                    "meeting_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("terminiert", "terminiert"),
                            ("eingeladen", "eingeladen"),
                            ("durchgeführt", "durchgeführt"),
                        ],
                        max_length=20,
                        verbose_name="Stand",
                    ),
                ),
                ("cancelled", models.BooleanField(default=False, verbose_name="abgesagt")),
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
                    "location",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.location",
                        verbose_name="Ort",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.organization",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "time_known",
                    models.BooleanField(
                        default=True,
                        help_text="Ohne Häkchen zählt vom Beginn nur der Tag; als Uhrzeit 0:00 eintragen.",
                        verbose_name="Uhrzeit bekannt",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Sitzung",
                "verbose_name_plural": "historical Sitzungen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
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
                ("reference", models.CharField(blank=True, max_length=50, verbose_name="Sitzungsnummer")),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="Bezeichnung")),
                ("start", models.DateTimeField(verbose_name="Beginn")),
                ("end", models.DateTimeField(blank=True, null=True, verbose_name="Ende")),
                ("room", models.CharField(blank=True, max_length=200, verbose_name="Raum")),
                (
                    "meeting_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("terminiert", "terminiert"),
                            ("eingeladen", "eingeladen"),
                            ("durchgeführt", "durchgeführt"),
                        ],
                        max_length=20,
                        verbose_name="Stand",
                    ),
                ),
                ("cancelled", models.BooleanField(default=False, verbose_name="abgesagt")),
                (
                    "location",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="council.location",
                        verbose_name="Ort",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="council.organization",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "time_known",
                    models.BooleanField(
                        default=True,
                        help_text="Ohne Häkchen zählt vom Beginn nur der Tag; als Uhrzeit 0:00 eintragen.",
                        verbose_name="Uhrzeit bekannt",
                    ),
                ),
            ],
            options={
                "verbose_name": "Sitzung",
                "verbose_name_plural": "Sitzungen",
                "ordering": ["-start", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "indexes": [models.Index(fields=["start"], name="council_meeting_by_start")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="council_meeting_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="council_meeting_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_meeting_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start__isnull", True),
                            ("end__isnull", True),
                            ("end__gte", models.F("start")),
                            _connector="OR",
                        ),
                        name="council_meeting_end_not_before_start",
                        violation_error_message="Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=("organization", "reference"),
                        name="council_meeting_one_reference_in_an_organization",
                        violation_error_message="Eine Sitzung mit dieser Nummer gibt es in diesem Gremium schon.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPaper",
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
                ("reference", models.CharField(blank=True, max_length=50, verbose_name="Vorlagennummer")),
                ("name", models.CharField(blank=True, max_length=500, verbose_name="Betreff")),
                ("paper_type", models.CharField(blank=True, max_length=100, verbose_name="Art, wie geschrieben")),
                (
                    "paper_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proposal", "Beschlussvorlage"),
                            ("notice", "Mitteilung"),
                            ("report", "Bericht"),
                            ("motion", "Antrag"),
                            ("amendment", "Änderungsantrag"),
                            ("inquiry", "Anfrage"),
                            ("answer", "Antwort"),
                            ("petition", "Eingabe"),
                            ("other", "Sonstiges"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                (
                    "under_direction_of",
                    models.CharField(blank=True, max_length=300, verbose_name="federführend, wie geschrieben"),
                ),
                ("originator", models.CharField(blank=True, max_length=300, verbose_name="Urheber")),
                (
                    "publicity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "öffentlich"),
                            ("non_public", "nichtöffentlich"),
                            ("mixed", "teils öffentlich"),
                        ],
                        max_length=20,
                        verbose_name="Öffentlichkeit",
                    ),
                ),
                (
                    "workflow",
                    models.CharField(blank=True, max_length=100, verbose_name="Bearbeitungsstand, wie geschrieben"),
                ),
                ("date", models.DateField(blank=True, null=True, verbose_name="Datum")),
                (
                    "signed_by",
                    models.CharField(blank=True, help_text="Bleibt intern.", max_length=100, verbose_name="gezeichnet"),
                ),
                (
                    "editor_name",
                    models.CharField(
                        blank=True, help_text="Bleibt intern.", max_length=100, verbose_name="Bearbeitung"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.body",
                        verbose_name="Körperschaft",
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
                    "lead_organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.organization",
                        verbose_name="federführend",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Vorlage",
                "verbose_name_plural": "historical Vorlagen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Paper",
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
                ("reference", models.CharField(blank=True, max_length=50, verbose_name="Vorlagennummer")),
                (
                    "reference_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Lower(
                            django.db.models.functions.text.Replace(
                                models.F("reference"), models.Value(" "), models.Value("")
                            )
                        ),
                        output_field=models.CharField(max_length=50),
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=500, verbose_name="Betreff")),
                ("paper_type", models.CharField(blank=True, max_length=100, verbose_name="Art, wie geschrieben")),
                (
                    "paper_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proposal", "Beschlussvorlage"),
                            ("notice", "Mitteilung"),
                            ("report", "Bericht"),
                            ("motion", "Antrag"),
                            ("amendment", "Änderungsantrag"),
                            ("inquiry", "Anfrage"),
                            ("answer", "Antwort"),
                            ("petition", "Eingabe"),
                            ("other", "Sonstiges"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                (
                    "under_direction_of",
                    models.CharField(blank=True, max_length=300, verbose_name="federführend, wie geschrieben"),
                ),
                ("originator", models.CharField(blank=True, max_length=300, verbose_name="Urheber")),
                (
                    "publicity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "öffentlich"),
                            ("non_public", "nichtöffentlich"),
                            ("mixed", "teils öffentlich"),
                        ],
                        max_length=20,
                        verbose_name="Öffentlichkeit",
                    ),
                ),
                (
                    "workflow",
                    models.CharField(blank=True, max_length=100, verbose_name="Bearbeitungsstand, wie geschrieben"),
                ),
                ("date", models.DateField(blank=True, null=True, verbose_name="Datum")),
                (
                    "signed_by",
                    models.CharField(blank=True, help_text="Bleibt intern.", max_length=100, verbose_name="gezeichnet"),
                ),
                (
                    "editor_name",
                    models.CharField(
                        blank=True, help_text="Bleibt intern.", max_length=100, verbose_name="Bearbeitung"
                    ),
                ),
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
                        output_field=models.CharField(max_length=1000),
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="council.body",
                        verbose_name="Körperschaft",
                    ),
                ),
                (
                    "lead_organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_papers",
                        to="council.organization",
                        verbose_name="federführend",
                    ),
                ),
            ],
            options={
                "verbose_name": "Vorlage",
                "verbose_name_plural": "Vorlagen",
                "ordering": [
                    models.OrderBy(models.F("date"), descending=True, nulls_last=True),
                    "-reference_key",
                    "pk",
                ],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="council_paper_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])), name="council_paper_audience_known"
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_paper_one_for_each_origin"),
                    models.UniqueConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=("body", "reference_key"),
                        name="council_paper_one_reference_in_a_body",
                        violation_error_message="Diese Vorlagennummer gibt es in dieser Körperschaft schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None),
                            models.Q(models.Q(("name", ""), _negated=True), ("body__isnull", False)),
                            _connector="OR",
                        ),
                        name="council_paper_needs_name_and_body_before_publication",
                        violation_error_message="Ohne Betreff und Körperschaft kann eine Vorlage nicht veröffentlicht werden. Bitte ergänzen.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPaperSection",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("position", models.PositiveIntegerField(verbose_name="Reihenfolge")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("facts", "Sachlage"),
                            ("proposal", "Beschlussvorschlag"),
                            ("resolution", "Beschluss"),
                            ("legal", "Rechtslage"),
                            ("staffing", "Personelle Auswirkungen"),
                            ("financial", "Finanzielle Auswirkungen"),
                            ("attachments", "Anlagen"),
                            ("minutes", "Niederschrift"),
                            ("other", "Sonstiges"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("heading", models.CharField(blank=True, max_length=200, verbose_name="Überschrift")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
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
                "verbose_name": "historical Abschnitt",
                "verbose_name_plural": "historical Abschnitte",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PaperSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(verbose_name="Reihenfolge")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("facts", "Sachlage"),
                            ("proposal", "Beschlussvorschlag"),
                            ("resolution", "Beschluss"),
                            ("legal", "Rechtslage"),
                            ("staffing", "Personelle Auswirkungen"),
                            ("financial", "Finanzielle Auswirkungen"),
                            ("attachments", "Anlagen"),
                            ("minutes", "Niederschrift"),
                            ("other", "Sonstiges"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                ("heading", models.CharField(blank=True, max_length=200, verbose_name="Überschrift")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="council.paper",
                        verbose_name="Vorlage",
                    ),
                ),
            ],
            options={
                "verbose_name": "Abschnitt",
                "verbose_name_plural": "Abschnitte",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("paper", "position"), name="council_papersection_one_at_each_position"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgendaItem",
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
                ("order", models.PositiveIntegerField(verbose_name="Reihenfolge")),
                (
                    "number",
                    models.CharField(
                        blank=True, help_text="Wie geschrieben, zum Beispiel Ö 5", max_length=20, verbose_name="Nummer"
                    ),
                ),
                ("name", models.CharField(max_length=500, verbose_name="Betreff")),
                (
                    "public",
                    models.BooleanField(
                        default=False,
                        help_text="Ohne dieses Häkchen sieht ihn nur der Rat, auch wenn er veröffentlicht ist.",
                        verbose_name="öffentlich",
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=200, verbose_name="Ergebnis, wie geschrieben")),
                (
                    "result_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "beschlossen"),
                            ("recommended", "empfohlen"),
                            ("amended", "geändert beschlossen"),
                            ("noted", "zur Kenntnis genommen"),
                            ("postponed", "vertagt"),
                            ("removed", "von der Tagesordnung abgesetzt"),
                            ("referred", "verwiesen"),
                            ("withdrawn", "zurückgezogen"),
                            ("settled", "erledigt"),
                            ("rejected", "abgelehnt"),
                            ("elected", "gewählt"),
                            ("none", "ohne Beschluss"),
                        ],
                        max_length=20,
                        verbose_name="Ergebnis",
                    ),
                ),
                ("resolution_text", models.TextField(blank=True, verbose_name="Beschlusstext")),
                ("minutes_text", models.TextField(blank=True, verbose_name="Niederschrift")),
                ("votes_yes", models.PositiveIntegerField(blank=True, null=True, verbose_name="Ja-Stimmen")),
                ("votes_no", models.PositiveIntegerField(blank=True, null=True, verbose_name="Nein-Stimmen")),
                ("votes_abstained", models.PositiveIntegerField(blank=True, null=True, verbose_name="Enthaltungen")),
                ("result_published_on", models.DateField(blank=True, null=True, verbose_name="Ergebnis bekannt seit")),
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.meeting",
                        verbose_name="Sitzung",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Tagesordnungspunkt",
                "verbose_name_plural": "historical Tagesordnungspunkte",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="AgendaItem",
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
                ("order", models.PositiveIntegerField(verbose_name="Reihenfolge")),
                (
                    "number",
                    models.CharField(
                        blank=True, help_text="Wie geschrieben, zum Beispiel Ö 5", max_length=20, verbose_name="Nummer"
                    ),
                ),
                ("name", models.CharField(max_length=500, verbose_name="Betreff")),
                (
                    "public",
                    models.BooleanField(
                        default=False,
                        help_text="Ohne dieses Häkchen sieht ihn nur der Rat, auch wenn er veröffentlicht ist.",
                        verbose_name="öffentlich",
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=200, verbose_name="Ergebnis, wie geschrieben")),
                (
                    "result_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "beschlossen"),
                            ("recommended", "empfohlen"),
                            ("amended", "geändert beschlossen"),
                            ("noted", "zur Kenntnis genommen"),
                            ("postponed", "vertagt"),
                            ("removed", "von der Tagesordnung abgesetzt"),
                            ("referred", "verwiesen"),
                            ("withdrawn", "zurückgezogen"),
                            ("settled", "erledigt"),
                            ("rejected", "abgelehnt"),
                            ("elected", "gewählt"),
                            ("none", "ohne Beschluss"),
                        ],
                        max_length=20,
                        verbose_name="Ergebnis",
                    ),
                ),
                ("resolution_text", models.TextField(blank=True, verbose_name="Beschlusstext")),
                ("minutes_text", models.TextField(blank=True, verbose_name="Niederschrift")),
                ("votes_yes", models.PositiveIntegerField(blank=True, null=True, verbose_name="Ja-Stimmen")),
                ("votes_no", models.PositiveIntegerField(blank=True, null=True, verbose_name="Nein-Stimmen")),
                ("votes_abstained", models.PositiveIntegerField(blank=True, null=True, verbose_name="Enthaltungen")),
                ("result_published_on", models.DateField(blank=True, null=True, verbose_name="Ergebnis bekannt seit")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="council.meeting",
                        verbose_name="Sitzung",
                    ),
                ),
            ],
            options={
                "verbose_name": "Tagesordnungspunkt",
                "verbose_name_plural": "Tagesordnungspunkte",
                "ordering": ["meeting", "order", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="council_agendaitem_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="council_agendaitem_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_agendaitem_one_for_each_origin"),
                    models.UniqueConstraint(
                        fields=("meeting", "order"),
                        name="council_agendaitem_one_at_each_place",
                        violation_error_message="An dieser Stelle der Tagesordnung steht schon ein anderer Punkt.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="council_agendaitem_has_a_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalConsultation",
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
                ("order", models.PositiveIntegerField(verbose_name="Reihenfolge")),
                ("role", models.CharField(blank=True, max_length=100, verbose_name="Zuständigkeit, wie geschrieben")),
                (
                    "role_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("decision", "Entscheidung"),
                            ("preliminary", "Vorberatung"),
                            ("hearing", "Anhörung"),
                            ("notice", "Kenntnisnahme"),
                            ("recommendation", "Empfehlung"),
                        ],
                        max_length=20,
                        verbose_name="Zuständigkeit",
                    ),
                ),
                ("authoritative", models.BooleanField(blank=True, null=True, verbose_name="beschließend")),
                ("date", models.DateField(blank=True, null=True, verbose_name="Datum")),
                ("state", models.CharField(blank=True, max_length=60, verbose_name="Stand, wie geschrieben")),
                ("result", models.CharField(blank=True, max_length=200, verbose_name="Ergebnis, wie geschrieben")),
                (
                    "result_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "beschlossen"),
                            ("recommended", "empfohlen"),
                            ("amended", "geändert beschlossen"),
                            ("noted", "zur Kenntnis genommen"),
                            ("postponed", "vertagt"),
                            ("removed", "von der Tagesordnung abgesetzt"),
                            ("referred", "verwiesen"),
                            ("withdrawn", "zurückgezogen"),
                            ("settled", "erledigt"),
                            ("rejected", "abgelehnt"),
                            ("elected", "gewählt"),
                            ("none", "ohne Beschluss"),
                        ],
                        max_length=20,
                        verbose_name="Ergebnis",
                    ),
                ),
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
                        verbose_name="Tagesordnungspunkt",
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.meeting",
                        verbose_name="Sitzung",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.organization",
                        verbose_name="Gremium",
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
                "verbose_name": "historical Station der Beratungsfolge",
                "verbose_name_plural": "historical Beratungsfolge",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Consultation",
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
                ("order", models.PositiveIntegerField(verbose_name="Reihenfolge")),
                ("role", models.CharField(blank=True, max_length=100, verbose_name="Zuständigkeit, wie geschrieben")),
                (
                    "role_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("decision", "Entscheidung"),
                            ("preliminary", "Vorberatung"),
                            ("hearing", "Anhörung"),
                            ("notice", "Kenntnisnahme"),
                            ("recommendation", "Empfehlung"),
                        ],
                        max_length=20,
                        verbose_name="Zuständigkeit",
                    ),
                ),
                ("authoritative", models.BooleanField(blank=True, null=True, verbose_name="beschließend")),
                ("date", models.DateField(blank=True, null=True, verbose_name="Datum")),
                ("state", models.CharField(blank=True, max_length=60, verbose_name="Stand, wie geschrieben")),
                ("result", models.CharField(blank=True, max_length=200, verbose_name="Ergebnis, wie geschrieben")),
                (
                    "result_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "beschlossen"),
                            ("recommended", "empfohlen"),
                            ("amended", "geändert beschlossen"),
                            ("noted", "zur Kenntnis genommen"),
                            ("postponed", "vertagt"),
                            ("removed", "von der Tagesordnung abgesetzt"),
                            ("referred", "verwiesen"),
                            ("withdrawn", "zurückgezogen"),
                            ("settled", "erledigt"),
                            ("rejected", "abgelehnt"),
                            ("elected", "gewählt"),
                            ("none", "ohne Beschluss"),
                        ],
                        max_length=20,
                        verbose_name="Ergebnis",
                    ),
                ),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="council.agendaitem",
                        verbose_name="Tagesordnungspunkt",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="council.meeting",
                        verbose_name="Sitzung",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="council.organization",
                        verbose_name="Gremium",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consultations",
                        to="council.paper",
                        verbose_name="Vorlage",
                    ),
                ),
            ],
            options={
                "verbose_name": "Station der Beratungsfolge",
                "verbose_name_plural": "Beratungsfolge",
                "ordering": ["paper", "order", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="council_consultation_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="council_consultation_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_consultation_one_for_each_origin"),
                    models.UniqueConstraint(fields=("paper", "order"), name="council_consultation_one_at_each_place"),
                    models.CheckConstraint(
                        condition=models.Q(("agenda_item", None), ("meeting__isnull", False), _connector="OR"),
                        name="council_consultation_agenda_item_needs_meeting",
                        violation_error_message="Zum Tagesordnungspunkt gehört die Sitzung. Bitte wählen Sie sie aus.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPaperRelation",
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
                            ("refers_to", "verweist auf"),
                            ("follows", "folgt auf"),
                            ("settles", "erledigt"),
                            ("answers", "beantwortet"),
                            ("same_matter", "dieselbe Sache in anderer Körperschaft"),
                        ],
                        default="refers_to",
                        max_length=20,
                        verbose_name="Beziehung",
                    ),
                ),
                ("raw_reference", models.CharField(blank=True, max_length=200, verbose_name="Angabe, wie geschrieben")),
                ("date", models.DateField(blank=True, null=True, verbose_name="Datum")),
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
                    "from_paper",
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
                (
                    "to_paper",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.paper",
                        verbose_name="andere Vorlage",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Verweis",
                "verbose_name_plural": "historical Verweise",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PaperRelation",
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
                            ("refers_to", "verweist auf"),
                            ("follows", "folgt auf"),
                            ("settles", "erledigt"),
                            ("answers", "beantwortet"),
                            ("same_matter", "dieselbe Sache in anderer Körperschaft"),
                        ],
                        default="refers_to",
                        max_length=20,
                        verbose_name="Beziehung",
                    ),
                ),
                ("raw_reference", models.CharField(blank=True, max_length=200, verbose_name="Angabe, wie geschrieben")),
                ("date", models.DateField(blank=True, null=True, verbose_name="Datum")),
                (
                    "from_paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="council.paper",
                        verbose_name="Vorlage",
                    ),
                ),
                (
                    "to_paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cited_by",
                        to="council.paper",
                        verbose_name="andere Vorlage",
                    ),
                ),
            ],
            options={
                "verbose_name": "Verweis",
                "verbose_name_plural": "Verweise",
                "ordering": ["from_paper", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="council_paperrelation_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="council_paperrelation_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_paperrelation_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_paper", None),
                            models.Q(("to_paper", models.F("from_paper")), _negated=True),
                            _connector="OR",
                        ),
                        name="council_paperrelation_not_to_itself",
                        violation_error_message="Eine Vorlage kann nicht auf sich selbst verweisen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_paper__isnull", False), models.Q(("raw_reference", ""), _negated=True), _connector="OR"
                        ),
                        name="council_paperrelation_names_its_target",
                        violation_error_message="Bitte die andere Vorlage wählen oder ihre Nummer eintragen.",
                    ),
                    models.UniqueConstraint(
                        models.F("from_paper"),
                        models.F("kind"),
                        models.F("raw_reference"),
                        django.db.models.functions.comparison.Coalesce(models.F("to_paper"), 0),
                        name="council_paperrelation_said_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFile",
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
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("main", "Hauptdokument"),
                            ("auxiliary", "Anlage"),
                            ("invitation", "Einladung"),
                            ("protocol", "Niederschrift"),
                        ],
                        default="auxiliary",
                        max_length=20,
                        verbose_name="Rolle",
                    ),
                ),
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
                        verbose_name="Tagesordnungspunkt",
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="council.meeting",
                        verbose_name="Sitzung",
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
                "verbose_name": "historical Anlage",
                "verbose_name_plural": "historical Anlagen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="File",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("main", "Hauptdokument"),
                            ("auxiliary", "Anlage"),
                            ("invitation", "Einladung"),
                            ("protocol", "Niederschrift"),
                        ],
                        default="auxiliary",
                        max_length=20,
                        verbose_name="Rolle",
                    ),
                ),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="council.agendaitem",
                        verbose_name="Tagesordnungspunkt",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="council.meeting",
                        verbose_name="Sitzung",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="council.paper",
                        verbose_name="Vorlage",
                    ),
                ),
            ],
            options={
                "verbose_name": "Anlage",
                "verbose_name_plural": "Anlagen",
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
                        name="council_file_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])), name="council_file_audience_known"
                    ),
                    models.UniqueConstraint(fields=("origin",), name="council_file_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="council_file_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agenda_item", None), ("meeting", None), ("paper__isnull", False)),
                            models.Q(("agenda_item__isnull", False), ("meeting", None), ("paper", None)),
                            models.Q(("agenda_item", None), ("meeting__isnull", False), ("paper", None)),
                            _connector="OR",
                        ),
                        name="council_file_belongs_to_exactly_one",
                        violation_error_message="Eine Anlage gehört zu genau einer Vorlage, einem Tagesordnungspunkt oder einer Sitzung.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=500, verbose_name="Datei oder Adresse")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="Prüfsumme")),
                ("read_at", models.DateTimeField(verbose_name="gelesen am")),
                ("system", models.CharField(max_length=20, verbose_name="System")),
                ("kind", models.CharField(max_length=20, verbose_name="Art")),
                ("raw_text", models.TextField(verbose_name="Text, wie gelesen")),
                ("problems", models.JSONField(blank=True, default=list, verbose_name="Hinweise")),
                ("kept_aside", models.TextField(blank=True, verbose_name="beiseitegelegt, weil")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sources",
                        to="council.agendaitem",
                        verbose_name="Tagesordnungspunkt",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sources",
                        to="council.meeting",
                        verbose_name="Sitzung",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sources",
                        to="council.paper",
                        verbose_name="Vorlage",
                    ),
                ),
            ],
            options={
                "verbose_name": "eingelesene Seite",
                "verbose_name_plural": "eingelesene Seiten",
                "ordering": ["-read_at", "pk"],
            },
        ),
    ]
