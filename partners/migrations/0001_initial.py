import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import publication.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalPartner",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("cluster", "Cluster"),
                            ("university", "Hochschule"),
                            ("chamber", "Kammer"),
                            ("business_association", "Unternehmensverband"),
                            ("development_agency", "Wirtschaftsförderung"),
                            ("municipality", "Kommune oder Kommunalverband"),
                            ("partner_region", "Partnerregion"),
                            ("ministry", "Ministerium"),
                            ("company", "Unternehmen"),
                            ("association", "Verein"),
                            ("other", "Sonstige"),
                        ],
                        max_length=30,
                        verbose_name="Art",
                    ),
                ),
                ("legal_form", models.CharField(blank=True, max_length=60, verbose_name="Rechtsform")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="Ort")),
                (
                    "country",
                    models.CharField(
                        default="DE",
                        help_text="Zwei Buchstaben nach ISO 3166",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Bitte zwei Großbuchstaben nach ISO 3166, zum Beispiel DE."
                            )
                        ],
                        verbose_name="Land",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name="Breite"),
                ),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="Länge"),
                ),
                ("website", models.URLField(blank=True, verbose_name="Internetseite")),
                (
                    "member_companies",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="Mitgliedsunternehmen"),
                ),
                ("description", models.TextField(blank=True, verbose_name="Beschreibung")),
                (
                    "ror",
                    models.CharField(
                        blank=True,
                        help_text="Kennung der Research Organization Registry",
                        max_length=40,
                        verbose_name="ROR",
                    ),
                ),
                (
                    "wikidata",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[django.core.validators.RegexValidator("^Q\\d+$", "Zum Beispiel Q273263.")],
                        verbose_name="Wikidata",
                    ),
                ),
                ("gnd", models.CharField(blank=True, max_length=20, verbose_name="GND")),
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
                "verbose_name": "historical Partner",
                "verbose_name_plural": "historical Partner",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Partner",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("cluster", "Cluster"),
                            ("university", "Hochschule"),
                            ("chamber", "Kammer"),
                            ("business_association", "Unternehmensverband"),
                            ("development_agency", "Wirtschaftsförderung"),
                            ("municipality", "Kommune oder Kommunalverband"),
                            ("partner_region", "Partnerregion"),
                            ("ministry", "Ministerium"),
                            ("company", "Unternehmen"),
                            ("association", "Verein"),
                            ("other", "Sonstige"),
                        ],
                        max_length=30,
                        verbose_name="Art",
                    ),
                ),
                ("legal_form", models.CharField(blank=True, max_length=60, verbose_name="Rechtsform")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="Ort")),
                (
                    "country",
                    models.CharField(
                        default="DE",
                        help_text="Zwei Buchstaben nach ISO 3166",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Bitte zwei Großbuchstaben nach ISO 3166, zum Beispiel DE."
                            )
                        ],
                        verbose_name="Land",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True, verbose_name="Breite"),
                ),
                (
                    "longitude",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="Länge"),
                ),
                ("website", models.URLField(blank=True, verbose_name="Internetseite")),
                (
                    "member_companies",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="Mitgliedsunternehmen"),
                ),
                ("description", models.TextField(blank=True, verbose_name="Beschreibung")),
                (
                    "ror",
                    models.CharField(
                        blank=True,
                        help_text="Kennung der Research Organization Registry",
                        max_length=40,
                        verbose_name="ROR",
                    ),
                ),
                (
                    "wikidata",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        validators=[django.core.validators.RegexValidator("^Q\\d+$", "Zum Beispiel Q273263.")],
                        verbose_name="Wikidata",
                    ),
                ),
                ("gnd", models.CharField(blank=True, max_length=20, verbose_name="GND")),
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
            ],
            options={
                "verbose_name": "Partner",
                "verbose_name_plural": "Partner",
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
                        name="partners_partner_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="partners_partner_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="partners_partner_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="partners_partner_has_a_name"
                    ),
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
                        name="partners_partner_place_on_earth",
                        violation_error_message="Breite und Länge gehören zusammen (−90 bis 90, −180 bis 180).",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPartnerAlias",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_change_reason", models.TextField(null=True)),
                ("name", models.CharField(max_length=200, verbose_name="Schreibweise")),
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
                        verbose_name="Partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical andere Schreibweise",
                "verbose_name_plural": "historical andere Schreibweisen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PartnerAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="Schreibweise")),
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="partners.partner",
                        verbose_name="Partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "andere Schreibweise",
                "verbose_name_plural": "andere Schreibweisen",
                "ordering": ["sort_key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sort_key",),
                        name="partners_alias_means_one_partner",
                        violation_error_message="Diese Schreibweise gehört schon zu einem Partner.",
                    )
                ],
            },
        ),
    ]
