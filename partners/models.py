"""Those who cooperate: clusters, universities, chambers, municipalities, partner regions."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from publication.folding import fold, folded
from publication.models import Publishable, PublishableQuerySet, Readable, VisibleManager


def place_on_earth(name):
    """Constraint: latitude and longitude are both unknown or both in their range."""
    return models.CheckConstraint(
        name=name,
        condition=Q(latitude__isnull=True, longitude__isnull=True)
        | Q(
            latitude__isnull=False,
            longitude__isnull=False,
            latitude__range=(-90, 90),
            longitude__range=(-180, 180),
        ),
        violation_error_message="Breite und Länge gehören zusammen (−90 bis 90, −180 bis 180).",
    )


class PartnerQuerySet(PublishableQuerySet):
    def named(self, name):
        """Partners whose name, short name or alias is `name`, whatever its case and umlauts; none that were merged."""
        key = fold(name.strip())
        named = self.filter(Q(sort_key=key) | Q(short_name__iexact=name.strip()) | Q(aliases__sort_key=key))
        return named.filter(merged_into=None).distinct()


class Partner(Publishable):
    """An organisation or region that takes part in cooperations. What it does there is a role, not its kind."""

    class Kind(models.TextChoices):
        CLUSTER = "cluster", "Cluster"
        UNIVERSITY = "university", "Hochschule"
        CHAMBER = "chamber", "Kammer"
        BUSINESS_ASSOCIATION = "business_association", "Unternehmensverband"
        DEVELOPMENT_AGENCY = "development_agency", "Wirtschaftsförderung"
        MUNICIPALITY = "municipality", "Kommune oder Kommunalverband"
        PARTNER_REGION = "partner_region", "Partnerregion"
        MINISTRY = "ministry", "Ministerium"
        COMPANY = "company", "Unternehmen"
        ASSOCIATION = "association", "Verein"
        OTHER = "other", "Sonstige"

    url_name = "partners:partner_detail"
    visible_without = ("merged_into",)
    public_fields = (
        "name", "short_name", "kind", "legal_form", "place", "country", "latitude", "longitude", "website",
        "member_companies", "description", "ror", "wikidata", "gnd",
    )  # fmt: skip
    internal_fields = (*Publishable.internal_fields, "merged_into")

    name = models.CharField("Name", max_length=200)
    short_name = models.CharField("Kurzname", max_length=60, blank=True)
    kind = models.CharField("Art", max_length=30, choices=Kind)
    legal_form = models.CharField("Rechtsform", max_length=60, blank=True)
    place = models.CharField("Ort", max_length=100, blank=True)
    country = models.CharField(
        "Land",
        max_length=2,
        default="DE",
        validators=[RegexValidator(r"^[A-Z]{2}$", "Bitte zwei Großbuchstaben nach ISO 3166, zum Beispiel DE.")],
        help_text="Zwei Buchstaben nach ISO 3166",
    )
    latitude = models.DecimalField("Breite", max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("Länge", max_digits=9, decimal_places=6, null=True, blank=True)
    website = models.URLField("Internetseite", blank=True)
    member_companies = models.PositiveIntegerField("Mitgliedsunternehmen", null=True, blank=True)
    description = models.TextField("Beschreibung", blank=True)
    ror = models.CharField("ROR", max_length=40, blank=True, help_text="Kennung der Research Organization Registry")
    wikidata = models.CharField(
        "Wikidata", max_length=20, blank=True, validators=[RegexValidator(r"^Q\d+$", "Zum Beispiel Q273263.")]
    )
    gnd = models.CharField("GND", max_length=20, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name="aufgegangen in",
    )
    sort_key = folded("name", max_length=200)

    objects = PartnerQuerySet.as_manager()
    visible = VisibleManager.from_queryset(PartnerQuerySet)()

    class Meta(Publishable.Meta):
        verbose_name = "Partner"
        verbose_name_plural = "Partner"
        ordering = ["sort_key", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(name="partners_partner_has_a_name", condition=~Q(name="")),
            place_on_earth("partners_partner_place_on_earth"),
            models.CheckConstraint(
                name="partners_partner_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
            ),
            models.CheckConstraint(
                name="partners_partner_merged_is_not_public",
                condition=Q(merged_into=None) | Q(published_at=None) | Q(withdrawn_at__isnull=False),
                violation_error_message=(
                    "Dieser Partner ist in einem anderen aufgegangen. Bitte veröffentlichen Sie stattdessen diesen."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def called(self):
        """The short name where there is one."""
        return self.short_name or self.name


class PartnerAlias(Readable):
    """Another way in which documents write a partner's name; imports match by it. Not shown to the public."""

    visible_only_with = ("partner",)
    internal_fields = ("id", "partner", "name", "sort_key")

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="aliases", verbose_name="Partner")
    name = models.CharField("Schreibweise", max_length=200)
    sort_key = folded("name", max_length=200)

    class Meta:
        verbose_name = "andere Schreibweise"
        verbose_name_plural = "andere Schreibweisen"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["sort_key"],
                name="partners_alias_means_one_partner",
                violation_error_message="Diese Schreibweise gehört schon zu einem Partner.",
            )
        ]

    def __str__(self):
        return self.name


class DistinctPartners(models.Model):
    """Somebody decided that two partners that look alike are not the same. `one` has the smaller key."""

    one = models.ForeignKey(Partner, models.CASCADE, related_name="+", verbose_name="Partner")
    other = models.ForeignKey(Partner, models.CASCADE, related_name="+", verbose_name="anderer Partner")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="entschieden von"
    )
    decided_at = models.DateTimeField("entschieden am")

    class Meta:
        verbose_name = "verschiedene Partner"
        verbose_name_plural = "verschiedene Partner"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="partners_distinctpartners_decided_once"),
            models.CheckConstraint(name="partners_distinctpartners_in_order", condition=Q(one__lt=models.F("other"))),
        ]

    def __str__(self):
        return f"{self.one} und {self.other}"
