"""The money of cooperations: lines of public budgets, what is planned and spent, and the decision behind it.

Words of the municipal budget law of North Rhine-Westphalia (KomHVO NRW): Ergebnisplan and Finanzplan, Ansatz,
fortgeschriebener Ansatz, Ergebnis.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Replace

from cooperations.models import Cooperation
from council.models import AgendaItem, Body, Paper
from partners.models import Partner
from publication.dates import period_in_order
from publication.folding import folded
from publication.models import Publishable

TOLD_TWICE = (
    "Für dieses Jahr, diese Phase und diesen Stand gibt es schon einen Betrag. Ist er falsch, so wählen Sie ihn bei "
    "„berichtigt den Betrag“."
)


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

    class ProductLevel(models.TextChoices):
        GROUP = "group", "Produktgruppe"
        PRODUCT = "product", "Produkt"
        SUBPRODUCT = "subproduct", "Teilprodukt"

    url_name = "budgets:budget_line_detail"
    visible_only_with = ("body",)
    council_of = ("body",)
    parts = ("appropriations", "shares")
    public_fields = (
        "body", "product_level", "product_number", "product_name", "account_number", "account_name", "plan",
        "direction", "office",
    )  # fmt: skip
    internal_fields = (*Publishable.internal_fields, "product_key", "account_key")

    body = models.ForeignKey(Body, models.PROTECT, related_name="budget_lines", verbose_name="Körperschaft")
    product_level = models.CharField("Ebene", max_length=10, choices=ProductLevel, default=ProductLevel.PRODUCT)
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


class YearAmount(Publishable):
    """An amount for one fiscal year in one phase of the budget, with its day, its source and the decision behind it.

    What was told stays: a new state has its own `as_of`, and an amount that was wrong is followed by one that
    `corrects` it.
    """

    class Phase(models.TextChoices):
        DRAFT_BUDGET = "draft_budget", "Entwurf"
        APPROVED = "approved", "Ansatz"
        AMENDED = "amended", "fortgeschriebener Ansatz"
        ACTUAL = "actual", "Ergebnis"
        MEDIUM_TERM = "medium_term", "mittelfristige Planung"

    class Amendment(models.TextChoices):
        SUPPLEMENTARY = "supplementary", "Nachtrag"
        CARRIED_OVER = "carried_over", "Ermächtigungsübertragung"
        EXCESS = "excess", "über- oder außerplanmäßige Bewilligung"

    visible_without = ("paper", "agenda_item", "corrects")
    of_owner: tuple[str, ...] = ()
    """Links of which exactly one says whose amount it is."""
    public_fields = (
        "fiscal_year", "phase", "amendment", "amount_eur", "as_of", "paper", "agenda_item", "source", "corrects",
    )  # fmt: skip

    fiscal_year = models.PositiveSmallIntegerField("Haushaltsjahr", help_text="Kalenderjahr, vierstellig")
    phase = models.CharField("Phase", max_length=20, choices=Phase)
    amendment = models.CharField(
        "fortgeschrieben durch",
        max_length=20,
        choices=Amendment,
        blank=True,
        help_text="Nur bei einem fortgeschriebenen Ansatz.",
    )
    amount_eur = euros("Betrag in Euro")
    as_of = models.DateField("Stand vom", null=True, blank=True)
    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name="Beschluss: Vorlage"
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="Beschluss: Tagesordnungspunkt",
    )
    source = models.CharField("Quelle", max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name="berichtigt den Betrag"
    )

    class Meta(Publishable.Meta):
        abstract = True
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_year_has_four_digits",
                condition=Q(fiscal_year__range=(1990, 2100)),
                violation_error_message="Bitte ein Haushaltsjahr zwischen 1990 und 2100 eintragen.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_only_amended_is_amended",
                condition=Q(amendment="") | Q(phase="amended"),
                violation_error_message="Nur ein fortgeschriebener Ansatz ist durch etwas fortgeschrieben.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_not_corrects_itself",
                condition=Q(corrects=None) | ~Q(corrects=F("pk")),
                violation_error_message="Ein Betrag kann nicht sich selbst berichtigen.",
            ),
        ]

    def clean(self):
        super().clean()
        if self.corrects is not None and self.place != self.corrects.place:
            raise ValidationError(
                {
                    "corrects": "Berichtigt werden kann nur ein Betrag derselben Stelle für dasselbe Jahr, dieselbe "
                    "Phase und denselben Stand."
                }
            )

    @property
    def owner(self):
        """Whose amount it is, as keys."""
        return tuple(getattr(self, f"{name}_id") for name in self.of_owner)

    @property
    def series(self):
        """What has one amount in force: whose it is, for which year, in which phase."""
        return (*self.owner, self.fiscal_year, self.phase)

    @property
    def place(self):
        """What the amount is told for; only amounts of one place can correct each other."""
        return (*self.series, self.as_of)


class Appropriation(YearAmount):
    """An amount of a whole budget line, or of one share in it.

    It hangs on exactly one of the two, so that a share's amount can never be taken for the account's.
    """

    visible_only_with = ("budget_line", "share")
    council_of = ("budget_line__body", "share__budget_line__body")
    of_owner = ("budget_line", "share")
    public_fields = ("budget_line", "share", *YearAmount.public_fields)

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

    class Meta(YearAmount.Meta):
        verbose_name = "Betrag eines Jahres"
        verbose_name_plural = "Beträge nach Jahren"
        ordering = ["budget_line", "fiscal_year", "phase", "as_of", "pk"]
        constraints = [
            *YearAmount.Meta.constraints,
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
                Coalesce(F("corrects"), 0),
                name="budgets_appropriation_told_once",
                violation_error_message=TOLD_TWICE,
            ),
        ]

    def __str__(self):
        return f"{self.line.code} {self.fiscal_year} {self.get_phase_display()}"

    @property
    def line(self):
        """The budget line, whether the amount is the whole line's or a share's."""
        return self.budget_line or self.share.budget_line


class Contribution(Publishable):
    """What one partner pays another year by year (Umlage, Beitrag): decided by one, carried in the budgets of both.

    Bodies take part as the partners they are kept as, so that associations and companies can pay and receive too.
    """

    class Kind(models.TextChoices):
        LEVY = "levy", "Verbandsumlage"
        MEMBERSHIP_FEE = "membership_fee", "Mitgliedsbeitrag"
        REIMBURSEMENT = "reimbursement", "Kostenerstattung"
        OTHER = "other", "anderer Beitrag"

    url_name = "budgets:contribution_detail"
    visible_only_with = ("payer", "receiver")
    visible_without = ("cooperation", "paying_line", "receiving_line")
    council_of = ("paying_line__body", "receiving_line__body")
    parts = ("amounts",)
    public_fields = (
        "name", "kind", "payer", "receiver", "cooperation", "paying_line", "receiving_line", "calculation",
    )  # fmt: skip

    name = models.CharField("Bezeichnung", max_length=200)
    kind = models.CharField("Art", max_length=20, choices=Kind)
    payer = models.ForeignKey(Partner, models.PROTECT, related_name="contributions_paid", verbose_name="zahlt")
    receiver = models.ForeignKey(Partner, models.PROTECT, related_name="contributions_received", verbose_name="erhält")
    cooperation = models.ForeignKey(
        Cooperation, models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name="Kooperation"
    )
    paying_line = models.ForeignKey(
        BudgetLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions_paid",
        verbose_name="Haushaltsstelle dessen, der zahlt",
    )
    receiving_line = models.ForeignKey(
        BudgetLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions_received",
        verbose_name="Haushaltsstelle dessen, der erhält",
    )
    calculation = models.CharField("Berechnung", max_length=300, blank=True, help_text="Zum Beispiel „je Einwohner“")
    sort_key = folded("name", max_length=200)

    class Meta(Publishable.Meta):
        verbose_name = "Umlage oder Beitrag"
        verbose_name_plural = "Umlagen und Beiträge"
        ordering = ["sort_key", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="budgets_contribution_between_two",
                condition=~Q(payer=F("receiver")),
                violation_error_message="Wer zahlt und wer erhält, sind zwei verschiedene Partner.",
            ),
            models.CheckConstraint(
                name="budgets_contribution_lines_differ",
                condition=Q(paying_line=None) | Q(receiving_line=None) | ~Q(paying_line=F("receiving_line")),
                violation_error_message="Die beiden Haushaltsstellen müssen verschieden sein.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """A line is in the budget of the body that the partner is, and money goes out of one and into the other."""
        super().clean()
        errors = {}
        for name, partner_id, direction in (
            ("paying_line", self.payer_id, BudgetLine.Direction.EXPENSE),
            ("receiving_line", self.receiver_id, BudgetLine.Direction.REVENUE),
        ):
            line = getattr(self, name)
            if line is not None and line.body.partner_id not in (None, partner_id):
                errors[name] = f"Diese Haushaltsstelle steht im Haushalt einer anderen Körperschaft ({line.body})."
            elif line is not None and line.direction != direction:
                errors[name] = f"Hier wird eine Haushaltsstelle der Richtung „{direction.label}“ gebraucht."
        if errors:
            raise ValidationError(errors)


class ContributionAmount(YearAmount):
    """What is due by a contribution for one fiscal year, as decided by the one who receives it."""

    visible_only_with = ("contribution",)
    council_of = ("contribution__paying_line__body", "contribution__receiving_line__body")
    of_owner = ("contribution",)
    public_fields = ("contribution", *YearAmount.public_fields)

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="amounts", verbose_name="Beitrag")

    class Meta(YearAmount.Meta):
        verbose_name = "Betrag eines Beitrags"
        verbose_name_plural = "Beträge von Beiträgen"
        ordering = ["contribution", "fiscal_year", "phase", "as_of", "pk"]
        constraints = [
            *YearAmount.Meta.constraints,
            models.UniqueConstraint(
                F("contribution"),
                F("fiscal_year"),
                F("phase"),
                Coalesce(F("as_of"), Value(date.min)),
                Coalesce(F("corrects"), 0),
                name="budgets_contributionamount_told_once",
                violation_error_message=TOLD_TWICE,
            ),
        ]

    def __str__(self):
        return f"{self.contribution} {self.fiscal_year} {self.get_phase_display()}"


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
    visible_without = ("paper", "recipient")
    public_fields = (
        "programme", "cooperation", "recipient", "purpose", "amount_eur", "own_share_eur", "start_date", "end_date",
        "paper",
    )  # fmt: skip

    programme = models.ForeignKey(
        FundingProgramme, models.PROTECT, related_name="grants", verbose_name="Förderprogramm"
    )
    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="grants", verbose_name="Kooperation")
    recipient = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="erhält"
    )
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


class ColumnMapping(models.Model):
    """What the columns of a body's budget tables mean, as somebody said at the last import. Never public."""

    body = models.OneToOneField(Body, models.CASCADE, related_name="column_mapping", verbose_name="Körperschaft")
    columns = models.JSONField("Spalten", default=dict, help_text="Überschrift: Bedeutung")

    class Meta:
        verbose_name = "gemerkte Zuordnung der Spalten"
        verbose_name_plural = "gemerkte Zuordnungen der Spalten"
        default_permissions = ()

    def __str__(self):
        return str(self.body)
