"""All amounts of public budgets as one flat table, as fiscal data are exchanged.

A row stands for the whole account or for the share of one cooperation in it, never for both: `extent` tells which, and
the two must not be added up.
"""

from dataclasses import dataclass
from functools import cached_property

from budgets.models import Appropriation, BudgetLine, CooperationShare
from budgets.series import corrected
from publication.datasets import AMOUNT, DAY, NUMBER, TEXT, DataColumn, Dataset

WHOLE_ACCOUNT = "account"


@dataclass(frozen=True)
class FiscalTable(Dataset):
    @property
    def column_types(self):
        """What a column means, in the words of the budget taxonomy of the Fiscal Data Package (1.0.0rc1)."""
        return {
            "fiscal_year": "date:fiscal-year",
            "phase": "phase:id",
            "phase_label": "phase:label",
            "as_of": "date:generic",
            "direction": "direction",
            "body_id": "administrative-classification:generic:code",
            "body": "administrative-classification:generic:label",
            "budget_line_id": "budget-line-id",
            "product_number": "functional-classification:generic:code",
            "product_name": "functional-classification:generic:label",
            "account_number": "economic-classification:generic:code",
            "account_name": "economic-classification:generic:label",
            "cooperation_id": "activity:generic:project:code",
            "cooperation": "activity:generic:project:label",
            "amount_eur": "value",
        }

    @cached_property
    def columns(self):
        def text(name, title, read, values=()):
            return DataColumn(name, title, TEXT, lambda amount: read(amount) or None, dict(values))

        return [
            text("id", "Kennung", lambda amount: amount.public_id),
            DataColumn("fiscal_year", "Haushaltsjahr", NUMBER, lambda amount: amount.fiscal_year),
            text("phase", "Phase", lambda amount: amount.phase, Appropriation.Phase.choices),
            text("phase_label", "Phase, in Worten", lambda amount: amount.get_phase_display()),
            DataColumn("as_of", "Stand vom", DAY, lambda amount: amount.as_of),
            text("direction", "Richtung", lambda amount: DIRECTIONS[amount.line.direction], DIRECTION_NAMES),
            text("plan", "Plan", lambda amount: amount.line.plan, BudgetLine.Plan.choices),
            text("body_id", "Körperschaft (Kennung)", lambda amount: amount.line.body.public_id),
            text("body", "Körperschaft", lambda amount: amount.line.body.name),
            text("budget_line_id", "Haushaltsstelle (Kennung)", lambda amount: amount.line.public_id),
            text("product_number", "Produkt", lambda amount: amount.line.product_number),
            text("product_name", "Name des Produkts", lambda amount: amount.line.product_name),
            text("account_number", "Sachkonto", lambda amount: amount.line.account_number),
            text("account_name", "Name des Sachkontos", lambda amount: amount.line.account_name),
            text("extent", "Umfang", lambda amount: amount.share.extent if amount.share else WHOLE_ACCOUNT, EXTENTS),
            text(
                "cooperation_id",
                "Kooperation (Kennung)",
                lambda amount: amount.share and amount.share.cooperation.public_id,
            ),
            text("cooperation", "Kooperation", lambda amount: amount.share and amount.share.cooperation.title),
            DataColumn("amount_eur", "Betrag in Euro", AMOUNT, lambda amount: amount.amount_eur),
        ]

    def narrowed(self, asked, request=None):
        """What was corrected is told by its correction alone, so that no amount is counted twice."""
        return super().narrowed(asked, request).exclude(pk__in=corrected(Appropriation))

    def load(self, rows):
        return rows.select_related("budget_line__body", "share__budget_line__body", "share__cooperation")


DIRECTIONS = {BudgetLine.Direction.EXPENSE: "expenditure", BudgetLine.Direction.REVENUE: "revenue"}
DIRECTION_NAMES = [("expenditure", "Aufwand oder Auszahlung"), ("revenue", "Ertrag oder Einzahlung")]
EXTENTS = [(WHOLE_ACCOUNT, "ganze Haushaltsstelle"), *CooperationShare.Extent.choices]

FISCAL = FiscalTable(
    "haushalt", "", Appropriation, "Haushaltsmittel für Kooperationen",
    "Beträge in Euro je Haushaltsjahr, Phase und Konto. Beträge ganzer Haushaltsstellen und Anteile von Kooperationen "
    "stehen nebeneinander und dürfen nicht zusammengezählt werden.",
)  # fmt: skip
