"""Budget tables: read exactly or not at all, nothing overwritten, nothing imported by halves."""

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from budgets.imports.amounts import factor_in, read_amount
from budgets.imports.columns import amount_columns, guessed, problems_of
from budgets.imports.sync import remember
from budgets.models import Appropriation, BudgetLine, CooperationShare
from council.models import Responsibility
from publication.display import euro_text
from publication.tables import Change
from tests.factories import (
    AppropriationFactory,
    BodyFactory,
    BudgetLineFactory,
    CooperationFactory,
    CooperationShareFactory,
    PaperFactory,
)

WIDE = "Körperschaft;Teilprodukt;Sachkonto;Bezeichnung;Ergebnis 2023;Ansatz 2024 in T€;Planung 2026"


class TestAmounts:
    @pytest.mark.parametrize(
        ("text", "amount"),
        [
            ("25.000,00", "25000.00"), ("1.234 €", "1234.00"), ("(500)", "-500.00"), ("1 234", "1234.00"),
            ("25 T€", "25000.00"), ("500-", "-500.00"), ("−7", "-7.00"), ("(1.234,50 €)", "-1234.50"),
            ("€ 5", "5.00"), ("TEUR 12", "12000.00"), ("1,2 Mio. €", "1200000.00"), ("2,5 Tsd. €", "2500.00"),
            ("1\u202f234,00\u00a0€", "1234.00"), ("25,-", "25.00"), ("1'000", "1000.00"), ("0", "0.00"),
            ("1.234", "1234.00"), ("1234.56", "1234.56"), ("-0", "0.00"),
        ],
    )  # fmt: skip
    def test_german_numbers_are_read_to_the_cent(self, text, amount):
        assert str(read_amount(text)) == amount

    @pytest.mark.parametrize("text", ["", " ", "-", "–", "k. A.", "./.", "keine Angabe"])
    def test_what_is_not_told_is_not_zero(self, text):
        assert read_amount(text) is None

    @pytest.mark.parametrize(
        "text",
        [
            "abc",
            "1,234.56",
            "1.23.4",
            "1.2345",
            "(-5)",
            "-5-",
            "0,001",
            "€ 5 €",
            "5 $",
            "1e5",
            "NaN",
            "9" * 40,
            "12 34",
        ],
    )
    def test_what_can_be_read_in_two_ways_is_refused(self, text):
        with pytest.raises(ValueError, match="„"):
            read_amount(text)

    def test_a_heading_gives_the_unit_unless_the_cell_has_its_own(self):
        assert factor_in("Ansatz 2024 in T€") == factor_in("Plan (TEUR)") == 1000
        assert (factor_in("Ansatz 2024 in Euro"), factor_in("Ansatz 2024")) == (1, None)
        assert read_amount("25", factor=1000) == Decimal(25000)
        assert read_amount("25 €", factor=1000) == Decimal(25)

    @given(st.decimals(min_value="-99999999999.99", max_value="99999999999.99", places=2))
    def test_what_the_portal_writes_it_reads(self, amount):
        assert read_amount(euro_text(amount)) == amount
        assert read_amount(f"({euro_text(abs(amount))} €)") == -abs(amount)


class TestColumns:
    def test_headings_of_a_printed_budget_are_understood(self):
        mapping = guessed([*WIDE.split(";"), "Bemerkung", "fortgeschriebener Ansatz 2024", "Entwurf 2025", "Ist 2022"])

        assert [meaning for meaning in mapping.values() if not meaning.startswith("amount")] == [
            "body", "product_number", "account_number", "account_name", "",
        ]  # fmt: skip
        assert [(one.phase, one.year, one.factor) for one in amount_columns(mapping)] == [
            ("actual", 2023, 1), ("approved", 2024, 1000), ("medium_term", 2026, 1), ("amended", 2024, 1),
            ("draft_budget", 2025, 1), ("actual", 2022, 1),
        ]  # fmt: skip

    def test_what_somebody_decided_wins(self):
        assert guessed(["Betrag", "Vermerk"], {"Vermerk": "source"}) == {"Betrag": "amount", "Vermerk": "source"}

    def test_a_plan_after_the_last_ansatz_is_the_medium_term(self):
        mapping = guessed(["Ergebnis 2023", "Ansatz 2024", "Ansatz 2025", "Plan 2025", "Plan 2026"])

        assert [mapping["Plan 2025"], mapping["Plan 2026"]] == ["", "amount:medium_term"]

    @pytest.mark.parametrize(
        ("headings", "problem"),
        [
            (["Produkt", "Ansatz 2024"], "Nummern von Produkt und Sachkonto"),
            (["Produkt", "Sachkonto"], "Spalte mit Beträgen"),
            (["Produkt", "Sachkonto", "Ansatz"], "fehlt das Jahr"),
            (["Produkt", "Sachkonto", "Jahr", "Betrag"], "fehlt die Phase"),
            (["Produkt", "Teilprodukt", "Sachkonto", "Ansatz 2024"], "zwei Spalten"),
        ],
    )
    def test_what_is_missing_is_asked_for(self, headings, problem):
        (told,) = problems_of(guessed(headings))

        assert problem in told


@pytest.fixture
def table(tmp_path):
    """A function that writes rows as CSV or, by the name, as XLSX, and returns the path."""

    def write(*rows, name="haushalt.csv"):
        path = tmp_path / name
        if name.endswith(".csv"):
            path.write_text("\n".join(rows), encoding="utf-8")
        else:
            book = Workbook()
            for row in rows:
                book.active.append(row)
            book.save(path)
        return path

    return write


def imported(path, *options):
    """The JSON that the command prints, whether it succeeds or not."""
    out = io.StringIO()
    try:
        call_command("import_budget", str(path), "--json", *options, stdout=out, stderr=io.StringIO())
    except CommandError:
        assert json.loads(out.getvalue())["problems"]
    return json.loads(out.getvalue())


def amounts():
    return [(one.fiscal_year, one.phase, one.amount_eur) for one in Appropriation.objects.order_by("fiscal_year", "pk")]


def problems(path, *options):
    return [(one["row"], one["column"], one["code"]) for one in imported(path, *options)["problems"]]


@pytest.mark.django_db
class TestCommand:
    def test_a_budget_becomes_drafts(self, table):
        body = BodyFactory(slug_name="kreis")

        told = imported(table(WIDE, "kreis;99 01 00;54 040 20;Umlagen;(1.234,50);25;"))

        line = BudgetLine.objects.get()
        assert (line.body, line.code, line.account_name) == (body, "99 01 00 / 54 040 20", "Umlagen")
        assert (line.product_level, line.plan, line.direction) == ("subproduct", "result", "expense")
        assert amounts() == [(2023, "actual", Decimal("-1234.50")), (2024, "approved", Decimal(25000))]
        assert not Appropriation.visible.exists()
        assert told["counts"] == {"new": 2, "new_state": 0, "corrected": 0, "unchanged": 0}
        assert told["missing"] == 1
        assert told["amounts"][1] == {
            "row": 2, "column": "Ansatz 2024 in T€", "body": "kreis", "product_number": "99 01 00",
            "account_number": "54 040 20", "plan": "result", "direction": "expense", "cooperation": None,
            "fiscal_year": 2024, "phase": "approved", "amount_eur": "25000.00", "as_of": None, "outcome": "new",
            "previous_amount_eur": None,
        }  # fmt: skip

    def test_a_spreadsheet_tells_the_same(self, table):
        BodyFactory(slug_name="kreis")

        imported(
            table(
                ["Haushaltsstelle", "Jahr", "Phase", "Betrag", "Stand vom", "Quelle"],
                ["990100 / 544016", 2024, "Ansatz", 1.234, date(2024, 1, 31), "Band 2"],
                name="haushalt.xlsx",
            ),
            "--body",
            "kreis",
        )

        assert not Appropriation.objects.exists()  # a tenth of a cent is no amount

        imported(
            table(
                ["Haushaltsstelle", "Jahr", "Phase", "Betrag", "Stand vom", "Quelle"],
                ["990100 / 544016", 2024, "Ansatz", 0.1 + 0.2, date(2024, 1, 31), "Band 2"],
                name="haushalt.xlsx",
            ),
            "--body",
            "kreis",
        )

        (amount,) = Appropriation.objects.all()
        assert (amount.amount_eur, amount.as_of, amount.source) == (Decimal("0.30"), date(2024, 1, 31), "Band 2")

    def test_the_same_table_again_changes_nothing(self, table):
        BodyFactory(slug_name="kreis")
        path = table(WIDE, "kreis;990100;544016;Umlagen;1;2;3")
        imported(path)
        before = list(Appropriation.history.values())

        told = imported(path)

        assert told["counts"] == {"new": 0, "new_state": 0, "corrected": 0, "unchanged": 3}
        assert list(Appropriation.history.values()) == before
        assert BudgetLine.history.count() == 1

    def test_another_amount_corrects_and_the_old_one_stays(self, table):
        line = BudgetLineFactory(body__slug_name="kreis", product_number="99 01 00", account_number="54 40 16")
        old = AppropriationFactory(share=None, budget_line=line, fiscal_year=2023, phase="actual", amount_eur=10)
        path = table(WIDE, "kreis;990100;544016;;12;;")

        told = imported(path)

        new = Appropriation.objects.get(corrects=old)
        old.refresh_from_db()
        assert (old.amount_eur, new.amount_eur, new.publication_state()) == (10, 12, "draft")
        assert (told["amounts"][0]["outcome"], told["amounts"][0]["previous_amount_eur"]) == ("corrected", "10.00")
        assert imported(path)["counts"]["unchanged"] == 1

    def test_an_amount_of_another_day_is_a_new_state(self, table):
        BodyFactory(slug_name="kreis")
        head = "Produkt;Sachkonto;Stand;Ansatz 2024"
        imported(table(head, "1;54;01.12.2023;10"), "--body", "kreis")

        told = imported(table(head, "1;54;01.06.2024;12"), "--body", "kreis")

        assert told["counts"]["new_state"] == 1
        assert [(one.amount_eur, one.corrects) for one in Appropriation.objects.order_by("as_of")] == [
            (10, None), (12, None),
        ]  # fmt: skip

    def test_a_share_is_kept_apart_from_its_line(self, table):
        share = CooperationShareFactory(
            budget_line__body__slug_name="kreis", budget_line__product_number="1", budget_line__account_number="54",
            cooperation__title="Bündnis",
        )  # fmt: skip
        other, paper = CooperationFactory(title="Netz"), PaperFactory(body=share.budget_line.body, reference="2024/7")

        imported(
            table("Produkt;Sachkonto;Kooperation;Vorlage;Ansatz 2024", "1;54;bündnis;2024/7;5", "1;54;;;9",
                  "1;54;Netz;;3"),
            "--body", "kreis",
        )  # fmt: skip

        assert Appropriation.objects.get(share=share).paper == paper
        assert Appropriation.objects.get(share__cooperation=other).amount_eur == 3
        assert Appropriation.objects.get(budget_line=share.budget_line).amount_eur == 9
        assert CooperationShare.objects.get(cooperation=other).extent == "share"

    @pytest.mark.parametrize(
        ("row", "problem"),
        [
            ("kreis;1;54;;viel;;", (3, "Ergebnis 2023", "no_amount")),
            ("kreis;;54;;1;;", (3, "Teilprodukt", "no_product")),
            ("kreis;1;;;1;;", (3, "Sachkonto", "no_account")),
            ("kreis;1;08;;1;;", (3, "Sachkonto", "unknown_account_class")),
            ("wald;1;54;;1;;", (3, "Körperschaft", "unknown_body")),
            (";1;54;;1;;", (3, "Körperschaft", "no_body")),
            ("kreis;1;54;;7;;", (3, "Ergebnis 2023", "told_twice")),
            (f"kreis;1;54{'0' * 40};;7;;", (3, "Sachkonto", "invalid")),
        ],
    )
    def test_one_wrong_row_stops_the_whole_table_and_is_named(self, table, row, problem):
        BodyFactory(slug_name="kreis")

        assert problems(table(WIDE, "kreis;1;54;;7;;", row)) == [problem]
        assert not BudgetLine.objects.exists()
        assert not Appropriation.objects.exists()

    @pytest.mark.parametrize(
        ("head", "row", "problem"),
        [
            ("Phase;Jahr;Betrag", "Traum;2024;1", (2, "Phase", "unknown_phase")),
            ("Phase;Jahr;Betrag", "Ist;24;1", (2, "Jahr", "no_year")),
            ("Phase;Jahr;Betrag", "Ist;1950;1", (2, "Jahr", "invalid")),
            ("Stand;Ist 2024", "2024;1", (2, "Stand", "no_day")),
            ("Plan;Ist 2024", "Wolke;1", (2, "Plan", "unknown_plan")),
            ("Vorlage;Ist 2024", "77/7;1", (2, "Vorlage", "unknown_paper")),
            ("Kooperation;Ist 2024", "Nirgends;1", (2, "Kooperation", "unknown_cooperation")),
            ("Bemerkung", "x", (1, None, "unknown_columns")),
        ],
    )
    def test_messages_name_row_and_column(self, table, head, row, problem):
        BodyFactory(slug_name="kreis")

        assert problems(table(f"Produkt;Sachkonto;{head}", f"1;54;{row}"), "--body", "kreis") == [problem]

    def test_a_line_does_not_change_sides(self, table):
        BudgetLineFactory(body__slug_name="kreis", product_number="1", account_number="54", direction="revenue")

        assert problems(table(WIDE, "kreis;1;54;;7;;")) == [(2, None, "other_direction")]

    def test_a_dry_run_saves_nothing(self, table):
        BodyFactory(slug_name="kreis")
        out = io.StringIO()

        call_command("import_budget", str(table(WIDE, "kreis;1;54;;7;;")), "--dry-run", stdout=out)

        assert "neu: 1 / 54 2023 Ergebnis: 7,00 Euro" in out.getvalue()
        assert "Probelauf: Es wurde nichts gespeichert." in out.getvalue()
        assert not BudgetLine.objects.exists()

    def test_what_was_mapped_once_is_known_for_the_body(self, table):
        body = BodyFactory(slug_name="kreis")
        remember(body, {"Plan 2024": "amount:approved"})
        path = table("Produkt;Sachkonto;Plan 2024", "1;54;7")

        imported(path, "--body", "kreis")

        assert amounts() == [(2024, "approved", Decimal(7))]
        assert problems(path) == [(1, None, "unknown_columns")]

    def test_a_column_with_a_year_is_never_passed_over_in_silence(self, table):
        body = BodyFactory(slug_name="kreis")
        path = table("Produkt;Sachkonto;Ergebnis 2024;Plan 2025;Bemerkung", "1;54;7;8;neu")

        assert problems(path, "--body", "kreis") == [(1, None, "unknown_columns")]

        remember(body, {"Plan 2025": ""})
        imported(path, "--body", "kreis")

        assert amounts() == [(2024, "actual", Decimal(7))]

    def test_a_file_that_is_no_table_says_so(self, table):
        assert problems(table("", name="leer.csv")) == [(None, None, "unreadable")]

    def test_a_file_that_is_not_there_says_so(self):
        with pytest.raises(CommandError, match="lässt sich nicht öffnen"):
            call_command("import_budget", "nirgends.csv")

    def test_an_unknown_body_says_so(self, table):
        with pytest.raises(CommandError, match="Kürzel"):
            call_command("import_budget", str(table(WIDE, "kreis;1;54;;7;;")), "--body", "wald")


ADDRESS = "/verwaltung/budgets/budgetline/import/"


@pytest.fixture
def editor(client):
    user = User.objects.create_user("redaktion", is_staff=True)
    rights = [f"{verb}_{name}" for verb in ("view", "add", "change") for name in (
        "budgetline", "cooperationshare", "appropriation")]  # fmt: skip
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return user


def uploaded(client, body, text):
    return client.post(ADDRESS, {"body": body.pk, "table": SimpleUploadedFile("haushalt.csv", text.encode())})


def previewed(client, page, **meanings):
    """The preview after the columns were agreed to, with other `meanings` for some of them."""
    form = page.context["form"]
    chosen = {name: field.initial for name, field in form.fields.items()}
    return client.post(ADDRESS, {"rows": page.context["sealed"]} | chosen | meanings)


@pytest.mark.django_db
class TestDesk:
    def test_a_table_is_mapped_previewed_and_imported(self, client, editor):
        body = BodyFactory()
        page = uploaded(client, body, "Produkt;Sachkonto;Plan 2024\n1;54;25 T€")

        preview = previewed(client, page, **{"column-2": "amount:approved"})
        answer = client.post(ADDRESS, {"plan": preview.context["sealed"]}, follow=True)

        assert "1 neue Beträge und 0 Berichtigungen als Entwürfe" in answer.text
        assert amounts() == [(2024, "approved", Decimal(25000))]
        assert Appropriation.history.get().history_user == editor
        again = uploaded(client, body, "Produkt;Sachkonto;Plan 2024\n1;54;25 T€").context["form"]
        assert again.fields["column-2"].initial == "amount:approved"

    def test_columns_without_a_meaning_are_asked_about(self, client, editor):
        page = uploaded(client, BodyFactory(), "Produkt;Sachkonto;Plan 2024\n1;54;25 T€")

        answer = previewed(client, page)

        assert answer.context["form"].non_field_errors() == [
            "Es fehlt eine Spalte mit Beträgen, zum Beispiel „Ansatz 2025“."
        ]

    def test_the_preview_tells_old_and_new(self, client, editor):
        line = BudgetLineFactory(product_number="1", account_number="54")
        AppropriationFactory(share=None, budget_line=line, amount_eur=10)

        preview = previewed(client, uploaded(client, line.body, "Produkt;Sachkonto;Ansatz 2024\n1;54;12"))

        (row,) = preview.context["report"].changed
        assert row.changes == (Change("Betrag in Euro", "10,00", "12,00"),)
        assert Appropriation.objects.count() == 1

    def test_a_wrong_row_cannot_be_agreed_to(self, client, editor):
        preview = previewed(client, uploaded(client, BodyFactory(), "Produkt;Sachkonto;Ansatz 2024\n1;54;viel"))

        client.post(ADDRESS, {"plan": preview.context["sealed"]})

        assert "Zeile 2, Spalte Ansatz 2024" in preview.text
        assert "So einlesen" not in preview.text
        assert not BudgetLine.objects.exists()

    def test_what_changed_since_the_preview_is_shown_again(self, client, editor):
        line = BudgetLineFactory(product_number="1", account_number="54")
        preview = previewed(client, uploaded(client, line.body, "Produkt;Sachkonto;Ansatz 2024\n1;54;12"))
        AppropriationFactory(share=None, budget_line=line, amount_eur=10)

        answer = client.post(ADDRESS, {"plan": preview.context["sealed"]})

        assert "Seit der Vorschau hat sich etwas geändert" in answer.text
        assert Appropriation.objects.count() == 1

    def test_rows_of_somebody_else_or_none_are_refused(self, client, editor):
        answer = client.post(ADDRESS, {"plan": "erfunden"}, follow=True)

        assert "Die Vorschau ist abgelaufen" in answer.text

    def test_who_may_not_add_amounts_may_not_import(self, client, editor):
        editor.user_permissions.remove(Permission.objects.get(codename="add_appropriation"))

        assert client.get(ADDRESS).status_code == 403

    def test_other_bodies_are_not_offered_and_not_written(self, client, editor):
        own, other = BodyFactory(), BodyFactory(slug_name="wald")
        Responsibility.objects.create(user=editor, body=own)

        refused = uploaded(client, other, "Produkt;Sachkonto;Ansatz 2024\n1;54;12")
        preview = previewed(client, uploaded(client, own, "Körperschaft;Produkt;Sachkonto;Ansatz 2024\nwald;1;54;12"))

        assert "body" in refused.context["form"].errors
        assert "nicht zuständig" in preview.text
