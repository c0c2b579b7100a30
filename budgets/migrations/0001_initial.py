import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import publication.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("cooperations", "0001_initial"),
        ("council", "0001_initial"),
        ("partners", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalBudgetLine",
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
                ("product_number", models.CharField(max_length=40, verbose_name="Produkt, wie geschrieben")),
                ("product_name", models.CharField(blank=True, max_length=200, verbose_name="Name des Produkts")),
                ("account_number", models.CharField(max_length=40, verbose_name="Sachkonto, wie geschrieben")),
                ("account_name", models.CharField(blank=True, max_length=200, verbose_name="Name des Sachkontos")),
                (
                    "plan",
                    models.CharField(
                        choices=[("result", "Ergebnisplan"), ("cash", "Finanzplan")],
                        default="result",
                        max_length=10,
                        verbose_name="Plan",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("expense", "Aufwand oder Auszahlung"), ("revenue", "Ertrag oder Einzahlung")],
                        default="expense",
                        max_length=10,
                        verbose_name="Richtung",
                    ),
                ),
                ("office", models.CharField(blank=True, max_length=200, verbose_name="bewirtschaftet von")),
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
                "verbose_name": "historical Haushaltsstelle",
                "verbose_name_plural": "historical Haushaltsstellen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="BudgetLine",
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
                ("product_number", models.CharField(max_length=40, verbose_name="Produkt, wie geschrieben")),
                (
                    "product_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Replace(
                            models.F("product_number"), models.Value(" "), models.Value("")
                        ),
                        output_field=models.CharField(max_length=40),
                    ),
                ),
                ("product_name", models.CharField(blank=True, max_length=200, verbose_name="Name des Produkts")),
                ("account_number", models.CharField(max_length=40, verbose_name="Sachkonto, wie geschrieben")),
                (
                    "account_key",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Replace(
                            models.F("account_number"), models.Value(" "), models.Value("")
                        ),
                        output_field=models.CharField(max_length=40),
                    ),
                ),
                ("account_name", models.CharField(blank=True, max_length=200, verbose_name="Name des Sachkontos")),
                (
                    "plan",
                    models.CharField(
                        choices=[("result", "Ergebnisplan"), ("cash", "Finanzplan")],
                        default="result",
                        max_length=10,
                        verbose_name="Plan",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("expense", "Aufwand oder Auszahlung"), ("revenue", "Ertrag oder Einzahlung")],
                        default="expense",
                        max_length=10,
                        verbose_name="Richtung",
                    ),
                ),
                ("office", models.CharField(blank=True, max_length=200, verbose_name="bewirtschaftet von")),
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
                                                                                                        "account_name"
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
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_lines",
                        to="council.body",
                        verbose_name="Körperschaft",
                    ),
                ),
            ],
            options={
                "verbose_name": "Haushaltsstelle",
                "verbose_name_plural": "Haushaltsstellen",
                "ordering": ["body", "product_key", "account_key", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="budgets_budgetline_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="budgets_budgetline_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="budgets_budgetline_one_for_each_origin"),
                    models.UniqueConstraint(
                        fields=("body", "product_key", "account_key", "plan"),
                        name="budgets_budgetline_one_account_in_a_product",
                        violation_error_message="Diese Haushaltsstelle gibt es schon.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("product_number", ""), _negated=True),
                            models.Q(("account_number", ""), _negated=True),
                        ),
                        name="budgets_budgetline_has_numbers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCooperationShare",
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
                    "extent",
                    models.CharField(
                        choices=[("whole", "die ganze Haushaltsstelle"), ("share", "anteilige Mittel")],
                        default="share",
                        max_length=10,
                        verbose_name="Umfang",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="Zweck")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "budget_line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="budgets.budgetline",
                        verbose_name="Haushaltsstelle",
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
            ],
            options={
                "verbose_name": "historical Anteil einer Kooperation",
                "verbose_name_plural": "historical Anteile von Kooperationen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CooperationShare",
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
                    "extent",
                    models.CharField(
                        choices=[("whole", "die ganze Haushaltsstelle"), ("share", "anteilige Mittel")],
                        default="share",
                        max_length=10,
                        verbose_name="Umfang",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="Zweck")),
                (
                    "budget_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="budgets.budgetline",
                        verbose_name="Haushaltsstelle",
                    ),
                ),
                (
                    "cooperation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_shares",
                        to="cooperations.cooperation",
                        verbose_name="Kooperation",
                    ),
                ),
            ],
            options={
                "verbose_name": "Anteil einer Kooperation",
                "verbose_name_plural": "Anteile von Kooperationen",
                "ordering": ["budget_line", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="budgets_cooperationshare_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="budgets_cooperationshare_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="budgets_cooperationshare_one_for_each_origin"),
                    models.UniqueConstraint(
                        fields=("budget_line", "cooperation"),
                        name="budgets_cooperationshare_one_each",
                        violation_error_message="Diese Kooperation hat an der Haushaltsstelle schon einen Anteil.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAppropriation",
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
                    "fiscal_year",
                    models.PositiveSmallIntegerField(
                        help_text="Kalenderjahr, vierstellig", verbose_name="Haushaltsjahr"
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("draft_budget", "Entwurf"),
                            ("approved", "Ansatz"),
                            ("amended", "fortgeschriebener Ansatz"),
                            ("actual", "Ergebnis"),
                            ("medium_term", "mittelfristige Planung"),
                        ],
                        max_length=20,
                        verbose_name="Phase",
                    ),
                ),
                ("amount_eur", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="Betrag in Euro")),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="Stand vom")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="Quelle")),
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
                        verbose_name="Beschluss: Tagesordnungspunkt",
                    ),
                ),
                (
                    "budget_line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="budgets.budgetline",
                        verbose_name="ganze Haushaltsstelle",
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
                        verbose_name="Beschluss: Vorlage",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="budgets.cooperationshare",
                        verbose_name="Anteil",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Betrag eines Jahres",
                "verbose_name_plural": "historical Beträge nach Jahren",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Appropriation",
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
                    "fiscal_year",
                    models.PositiveSmallIntegerField(
                        help_text="Kalenderjahr, vierstellig", verbose_name="Haushaltsjahr"
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("draft_budget", "Entwurf"),
                            ("approved", "Ansatz"),
                            ("amended", "fortgeschriebener Ansatz"),
                            ("actual", "Ergebnis"),
                            ("medium_term", "mittelfristige Planung"),
                        ],
                        max_length=20,
                        verbose_name="Phase",
                    ),
                ),
                ("amount_eur", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="Betrag in Euro")),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="Stand vom")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="Quelle")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appropriations",
                        to="council.agendaitem",
                        verbose_name="Beschluss: Tagesordnungspunkt",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appropriations",
                        to="council.paper",
                        verbose_name="Beschluss: Vorlage",
                    ),
                ),
                (
                    "budget_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appropriations",
                        to="budgets.budgetline",
                        verbose_name="ganze Haushaltsstelle",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appropriations",
                        to="budgets.cooperationshare",
                        verbose_name="Anteil",
                    ),
                ),
            ],
            options={
                "verbose_name": "Betrag eines Jahres",
                "verbose_name_plural": "Beträge nach Jahren",
                "ordering": ["budget_line", "fiscal_year", "phase", "as_of", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="budgets_appropriation_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="budgets_appropriation_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="budgets_appropriation_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(("fiscal_year__range", (1990, 2100))),
                        name="budgets_appropriation_year_has_four_digits",
                        violation_error_message="Bitte ein Haushaltsjahr zwischen 1990 und 2100 eintragen.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("budget_line", None), ("share__isnull", False)),
                            models.Q(("budget_line__isnull", False), ("share", None)),
                            _connector="OR",
                        ),
                        name="budgets_appropriation_of_line_or_share",
                        violation_error_message="Ein Betrag gehört entweder zur ganzen Haushaltsstelle oder zu einem Anteil.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Coalesce(models.F("budget_line"), 0),
                        django.db.models.functions.comparison.Coalesce(models.F("share"), 0),
                        models.F("fiscal_year"),
                        models.F("phase"),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("as_of"), models.Value(datetime.date(1, 1, 1))
                        ),
                        name="budgets_appropriation_told_once",
                        violation_error_message="Für dieses Jahr, diese Phase und diesen Stand gibt es schon einen Betrag.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFundingProgramme",
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
                (
                    "funder_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Fördergeber, wie geschrieben"),
                ),
                ("website", models.URLField(blank=True, verbose_name="Internetseite")),
                ("description", models.TextField(blank=True, verbose_name="Beschreibung")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partners.partner",
                        verbose_name="Fördergeber",
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
                "verbose_name": "historical Förderprogramm",
                "verbose_name_plural": "historical Förderprogramme",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FundingProgramme",
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
                (
                    "funder_name",
                    models.CharField(blank=True, max_length=200, verbose_name="Fördergeber, wie geschrieben"),
                ),
                ("website", models.URLField(blank=True, verbose_name="Internetseite")),
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
                        output_field=models.CharField(max_length=400),
                    ),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="partners.partner",
                        verbose_name="Fördergeber",
                    ),
                ),
            ],
            options={
                "verbose_name": "Förderprogramm",
                "verbose_name_plural": "Förderprogramme",
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
                        name="budgets_fundingprogramme_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])),
                        name="budgets_fundingprogramme_audience_known",
                    ),
                    models.UniqueConstraint(fields=("origin",), name="budgets_fundingprogramme_one_for_each_origin"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGrant",
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
                ("purpose", models.CharField(max_length=300, verbose_name="wofür")),
                (
                    "amount_eur",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="Fördersumme in Euro"
                    ),
                ),
                (
                    "own_share_eur",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="Eigenanteil in Euro"
                    ),
                ),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="von")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="bis")),
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
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="budgets.fundingprogramme",
                        verbose_name="Förderprogramm",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Förderung",
                "verbose_name_plural": "historical Förderungen",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Grant",
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
                ("purpose", models.CharField(max_length=300, verbose_name="wofür")),
                (
                    "amount_eur",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="Fördersumme in Euro"
                    ),
                ),
                (
                    "own_share_eur",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="Eigenanteil in Euro"
                    ),
                ),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="von")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="bis")),
                (
                    "cooperation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
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
                        related_name="grants",
                        to="council.paper",
                        verbose_name="Quelle: Vorlage",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="budgets.fundingprogramme",
                        verbose_name="Förderprogramm",
                    ),
                ),
            ],
            options={
                "verbose_name": "Förderung",
                "verbose_name_plural": "Förderungen",
                "ordering": ["programme", "cooperation", "pk"],
                "abstract": False,
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            models.Q(("published_at__isnull", False), ("withdrawn_at__gte", models.F("published_at"))),
                            _connector="OR",
                        ),
                        name="budgets_grant_withdrawn_only_after_published",
                        violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["public", "council"])), name="budgets_grant_audience_known"
                    ),
                    models.UniqueConstraint(fields=("origin",), name="budgets_grant_one_for_each_origin"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_date__isnull", True),
                            ("end_date__isnull", True),
                            ("end_date__gte", models.F("start_date")),
                            _connector="OR",
                        ),
                        name="budgets_grant_end_date_not_before_start_date",
                        violation_error_message="Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_eur", None), ("amount_eur__gte", 0), _connector="OR"),
                            models.Q(("own_share_eur", None), ("own_share_eur__gte", 0), _connector="OR"),
                        ),
                        name="budgets_grant_amounts_not_negative",
                        violation_error_message="Fördersumme und Eigenanteil können nicht negativ sein.",
                    ),
                ],
            },
        ),
    ]
