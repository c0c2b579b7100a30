"""The money of cooperations: lines of public budgets, what is planned and spent, and the decision behind it.

Words of the municipal budget law of North Rhine-Westphalia (KomHVO NRW): Ergebnisplan and Finanzplan, Ansatz,
fortgeschriebener Ansatz, Ergebnis.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Replace

from cooperations.models import Cooperation
from council.models import AgendaItem, Body, Paper
from partners.models import Partner
from publication.dates import period_in_order
from publication.folding import folded
from publication.models import Publishable


def number_without_blanks(field_name):
    """ "54 040 20" and "5404020" are one account: numbers are compared without blanks and shown as written."""
    return models.GeneratedField(
        expression=Replace(F(field_name), Value(" "), Value("")),
        output_field=models.CharField(max_length=40),
        db_persist=True,
    )


def euros(verbose_name, **options):
    return models.DecimalField(verbose_name, max_digits=14, decimal_places=2, **options)


class BudgetLine(Publishable):
    """One account of one product in the budget of a body, whatever the year."""

    class Plan(models.TextChoices):
        RESULT = "result", "Ergebnisplan"
        CASH = "cash", "Finanzplan"

    class Direction(models.TextChoices):
        EXPENSE = "expense", "Aufwand oder Auszahlung"
        REVENUE = "revenue", "Ertrag oder Einzahlung"

    url_name = "budgets:budget_line_detail"
    visible_only_with = ("body",)
    council_of = ("body",)
    parts = ("appropriations", "shares")
    public_fields = (
        "body", "product_number", "product_name", "account_number", "account_name", "plan", "direction", "office",
    )  # fmt: skip
    internal_fields = (*Publishable.internal_fields, "product_key", "account_key")

    body = models.ForeignKey(Body, models.PROTECT, related_name="budget_lines", verbose_name="Körperschaft")
    product_number = models.CharField("Produkt, wie geschrieben", max_length=40)
    product_key = number_without_blanks("product_number")
    product_name = models.CharField("Name des Produkts", max_length=200, blank=True)
    account_number = models.CharField("Sachkonto, wie geschrieben", max_length=40)
    account_key = number_without_blanks("account_number")
    account_name = models.CharField("Name des Sachkontos", max_length=200, blank=True)
    plan = models.CharField("Plan", max_length=10, choices=Plan, default=Plan.RESULT)
    direction = models.CharField("Richtung", max_length=10, choices=Direction, default=Direction.EXPENSE)
    office = models.CharField("bewirtschaftet von", max_length=200, blank=True)
    sort_key = folded("account_name", max_length=200)

    class Meta(Publishable.Meta):
        verbose_name = "Haushaltsstelle"
        verbose_name_plural = "Haushaltsstellen"
        ordering = ["body", "product_key", "account_key", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "product_key", "account_key", "plan"],
                name="budgets_budgetline_one_account_in_a_product",
                violation_error_message="Diese Haushaltsstelle gibt es schon.",
            ),
            models.CheckConstraint(
                name="budgets_budgetline_has_numbers", condition=~Q(product_number="") & ~Q(account_number="")
            ),
        ]

    def __str__(self):
        return self.account_name or self.code

    @property
    def code(self):
        return f"{self.product_number} / {self.account_number}"


class CooperationShare(Publishable):
    """How much of a budget line belongs to a cooperation: all of it, or a share that is counted for itself.

    A share's amounts are never shown as the whole account, nor the account's as the cooperation's.
    """

    class Extent(models.TextChoices):
        WHOLE = "whole", "die ganze Haushaltsstelle"
        SHARE = "share", "anteilige Mittel"

    visible_only_with = ("budget_line", "cooperation")
    council_of = ("budget_line__body",)
    parts = ("appropriations",)
    public_fields = ("budget_line", "cooperation", "extent", "purpose")

    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="shares", verbose_name="Haushaltsstelle")
    cooperation = models.ForeignKey(
        Cooperation, models.PROTECT, related_name="budget_shares", verbose_name="Kooperation"
    )
    extent = models.CharField("Umfang", max_length=10, choices=Extent, default=Extent.SHARE)
    purpose = models.CharField("Zweck", max_length=200, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = "Anteil einer Kooperation"
        verbose_name_plural = "Anteile von Kooperationen"
        ordering = ["budget_line", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["budget_line", "cooperation"],
                name="budgets_cooperationshare_one_each",
                violation_error_message="Diese Kooperation hat an der Haushaltsstelle schon einen Anteil.",
            ),
        ]

    def __str__(self):
        return f"{self.cooperation}: {self.get_extent_display()}"


class Appropriation(Publishable):
    """An amount for one fiscal year in one phase of the budget: of a whole budget line, or of one share in it.

    It hangs on exactly one of the two, so that a share's amount can never be taken for the account's.
    """

    class Phase(models.TextChoices):
        DRAFT_BUDGET = "draft_budget", "Entwurf"
        APPROVED = "approved", "Ansatz"
        AMENDED = "amended", "fortgeschriebener Ansatz"
        ACTUAL = "actual", "Ergebnis"
        MEDIUM_TERM = "medium_term", "mittelfristige Planung"

    visible_only_with = ("budget_line", "share")
    visible_without = ("paper", "agenda_item")
    council_of = ("budget_line__body", "share__budget_line__body")
    public_fields = (
        "budget_line", "share", "fiscal_year", "phase", "amount_eur", "as_of", "paper", "agenda_item", "source",
    )  # fmt: skip

    budget_line = models.ForeignKey(
        BudgetLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appropriations",
        verbose_name="ganze Haushaltsstelle",
    )
    share = models.ForeignKey(
        CooperationShare,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appropriations",
        verbose_name="Anteil",
    )
    fiscal_year = models.PositiveSmallIntegerField("Haushaltsjahr", help_text="Kalenderjahr, vierstellig")
    phase = models.CharField("Phase", max_length=20, choices=Phase)
    amount_eur = euros("Betrag in Euro")
    as_of = models.DateField("Stand vom", null=True, blank=True)
    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="appropriations", verbose_name="Beschluss: Vorlage"
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appropriations",
        verbose_name="Beschluss: Tagesordnungspunkt",
    )
    source = models.CharField("Quelle", max_length=300, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = "Betrag eines Jahres"
        verbose_name_plural = "Beträge nach Jahren"
        ordering = ["budget_line", "fiscal_year", "phase", "as_of", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="budgets_appropriation_year_has_four_digits",
                condition=Q(fiscal_year__range=(1990, 2100)),
                violation_error_message="Bitte ein Haushaltsjahr zwischen 1990 und 2100 eintragen.",
            ),
            models.CheckConstraint(
                name="budgets_appropriation_of_line_or_share",
                condition=Q(budget_line=None, share__isnull=False) | Q(budget_line__isnull=False, share=None),
                violation_error_message="Ein Betrag gehört entweder zur ganzen Haushaltsstelle oder zu einem Anteil.",
            ),
            models.UniqueConstraint(
                Coalesce(F("budget_line"), 0),
                Coalesce(F("share"), 0),
                F("fiscal_year"),
                F("phase"),
                Coalesce(F("as_of"), Value(date.min)),
                name="budgets_appropriation_told_once",
                violation_error_message="Für dieses Jahr, diese Phase und diesen Stand gibt es schon einen Betrag.",
            ),
        ]

    def __str__(self):
        return f"{self.line.code} {self.fiscal_year} {self.get_phase_display()}"

    @property
    def line(self):
        """The budget line, whether the amount is the whole line's or a share's."""
        return self.budget_line or self.share.budget_line


class FundingProgramme(Publishable):
    """A programme from which grants come (Förderprogramm)."""

    visible_without = ("funder",)
    public_fields = ("name", "funder", "funder_name", "website", "description")

    name = models.CharField("Name", max_length=200)
    funder = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="programmes", verbose_name="Fördergeber"
    )
    funder_name = models.CharField("Fördergeber, wie geschrieben", max_length=200, blank=True)
    website = models.URLField("Internetseite", blank=True)
    description = models.TextField("Beschreibung", blank=True)
    sort_key = folded("name", max_length=200)

    class Meta(Publishable.Meta):
        verbose_name = "Förderprogramm"
        verbose_name_plural = "Förderprogramme"
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.name


class Grant(Publishable):
    """Money that a programme gives to a cooperation for a purpose. Amounts are None where no source tells them."""

    visible_only_with = ("programme", "cooperation")
    visible_without = ("paper",)
    public_fields = (
        "programme", "cooperation", "purpose", "amount_eur", "own_share_eur", "start_date", "end_date", "paper",
    )  # fmt: skip

    programme = models.ForeignKey(
        FundingProgramme, models.PROTECT, related_name="grants", verbose_name="Förderprogramm"
    )
    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="grants", verbose_name="Kooperation")
    purpose = models.CharField("wofür", max_length=300)
    amount_eur = euros("Fördersumme in Euro", null=True, blank=True)
    own_share_eur = euros("Eigenanteil in Euro", null=True, blank=True)
    start_date = models.DateField("von", null=True, blank=True)
    end_date = models.DateField("bis", null=True, blank=True)
    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="Quelle: Vorlage"
    )

    class Meta(Publishable.Meta):
        verbose_name = "Förderung"
        verbose_name_plural = "Förderungen"
        ordering = ["programme", "cooperation", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            period_in_order("start_date", "end_date"),
            models.CheckConstraint(
                name="budgets_grant_amounts_not_negative",
                condition=(Q(amount_eur=None) | Q(amount_eur__gte=0))
                & (Q(own_share_eur=None) | Q(own_share_eur__gte=0)),
                violation_error_message="Fördersumme und Eigenanteil können nicht negativ sein.",
            ),
        ]

    def __str__(self):
        return f"{self.programme}: {self.purpose}"
