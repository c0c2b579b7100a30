"""The undertakings: who cooperates since when, by which agreement, with which steps and measures."""

from datetime import date

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from council.models import AgendaItem, Paper
from partners.models import Partner
from publication.dates import Precision, VagueDateOf, fits_precision, period_in_order, precision_field
from publication.files import Attachment
from publication.folding import folded
from publication.models import Publishable, PublishableQuerySet, VisibleManager


class Topic(Publishable):
    """A field of action that cooperations and measures belong to (Handlungsfeld)."""

    url_name = "cooperations:topic_detail"
    public_fields = ("name", "description")

    name = models.CharField("Name", max_length=100)
    description = models.TextField("Beschreibung", blank=True)
    sort_key = folded("name", max_length=100)

    class Meta(Publishable.Meta):
        verbose_name = "Handlungsfeld"
        verbose_name_plural = "Handlungsfelder"
        ordering = ["sort_key", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["sort_key"],
                name="cooperations_topic_one_of_each_name",
                violation_error_message="Dieses Handlungsfeld gibt es schon.",
            ),
        ]

    def __str__(self):
        return self.name


class Cooperation(Publishable):
    """A joint undertaking of several partners, followed from the first contact to its end."""

    class Kind(models.TextChoices):
        """The ladder of German municipal partnerships, and the alliance within a region beside it."""

        CONTACT = "contact", "Kontakt"
        PROJECT = "project", "Projektpartnerschaft"
        FRIENDSHIP = "friendship", "Freundschaft"
        PARTNERSHIP = "partnership", "Partnerschaft"
        ALLIANCE = "alliance", "Regionales Bündnis"

    class Stage(models.TextChoices):
        """How far a cooperation has come; follows from its milestones (`cooperations.stages`)."""

        FIRST_CONTACT = "first_contact", "erster Kontakt"
        IN_PREPARATION = "in_preparation", "in Vorbereitung"
        DECLARED = "declared", "Absicht erklärt"
        AGREED = "agreed", "vereinbart"
        SUSPENDED = "suspended", "ruht"
        ENDED = "ended", "beendet"

    url_name = "cooperations:cooperation_detail"
    visible_without = ("umbrella", "topics")
    parts = ("participations", "agreements", "milestones", "measures", "council_references")
    public_fields = ("title", "summary", "kind", "region", "country", "aims", "umbrella", "topics")
    _history_m2m_fields = ["topics"]

    title = models.CharField("Titel", max_length=200)
    summary = models.TextField("Kurz gesagt", help_text="Ein bis drei Sätze, die jeder versteht.", blank=True)
    kind = models.CharField("Art", max_length=20, choices=Kind)
    region = models.CharField("Region", max_length=100, blank=True, help_text="Womit oder worin kooperiert wird")
    country = models.CharField("Land", max_length=2, default="DE", help_text="Zwei Buchstaben nach ISO 3166")
    aims = models.TextField("Ziele", blank=True, help_text="Ein Ziel je Zeile")
    umbrella = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="strands", verbose_name="Teil von"
    )
    topics = models.ManyToManyField(Topic, related_name="cooperations", blank=True, verbose_name="Handlungsfelder")
    sort_key = folded("title", max_length=200)

    class Meta(Publishable.Meta):
        verbose_name = "Kooperation"
        verbose_name_plural = "Kooperationen"
        ordering = ["sort_key", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(name="cooperations_cooperation_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="cooperations_cooperation_not_part_of_itself",
                condition=Q(umbrella=None) | ~Q(umbrella=F("id")),
                violation_error_message="Eine Kooperation kann nicht Teil ihrer selbst sein.",
            ),
        ]

    def __str__(self):
        return self.title


class Agreement(Publishable):
    """A document by which a cooperation binds itself: agreement, memorandum, declaration of support."""

    class Kind(models.TextChoices):
        COOPERATION = "cooperation", "Kooperationsvereinbarung"
        SUPPORT = "support", "Unterstützererklärung"
        MEMORANDUM = "memorandum", "Memorandum of Understanding"
        LETTER_OF_INTENT = "letter_of_intent", "Absichtserklärung"
        ACCESSION = "accession", "Beitrittserklärung"
        OTHER = "other", "Sonstige Vereinbarung"

    visible_only_with = ("cooperation",)
    parts = ("files",)
    public_fields = (
        "cooperation", "kind", "title", "signed_on", "signed_on_precision", "valid_from", "valid_until",
        "review_date", "summary",
    )  # fmt: skip

    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="agreements", verbose_name="Kooperation")
    kind = models.CharField("Art", max_length=20, choices=Kind)
    title = models.CharField("Titel", max_length=200)
    signed_on = models.DateField("unterzeichnet am", null=True, blank=True)
    signed_on_precision = precision_field()
    signed = VagueDateOf("signed_on")
    valid_from = models.DateField("gültig ab", null=True, blank=True)
    valid_until = models.DateField("gültig bis", null=True, blank=True)
    review_date = models.DateField("zu prüfen am", null=True, blank=True)
    summary = models.TextField("Inhalt in Kürze", blank=True)

    class Meta(Publishable.Meta):
        verbose_name = "Vereinbarung"
        verbose_name_plural = "Vereinbarungen"
        ordering = ["cooperation", "signed_on", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            fits_precision("signed_on"),
            period_in_order("valid_from", "valid_until"),
        ]

    def __str__(self):
        return self.title


class AgreementFile(Attachment):
    """The text of an agreement."""

    visible_only_with = ("agreement",)
    public_fields = (*Attachment.public_fields, "agreement")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="files", verbose_name="Vereinbarung")

    class Meta(Attachment.Meta):
        verbose_name = "Datei zur Vereinbarung"
        verbose_name_plural = "Dateien zu Vereinbarungen"
        ordering = ["position", "pk"]


class ParticipationQuerySet(PublishableQuerySet):
    def on(self, day):
        """Participations that ran on `day`.

        Counted from the earliest day the beginning can mean to the latest day the end can mean; one whose beginning
        is unknown is taken to run already.
        """
        return self.filter(Q(start=None) | Q(start__lte=day), Q(end=None) | Q(end__gte=day) | _end_may_be_later(day))

    def parties(self):
        """Those who are bound by the agreement: who signed it and who acceded to it."""
        return self.filter(role__in=Participation.PARTY_ROLES)


def _end_may_be_later(day):
    """The end is known to a month, a season (three months) or a year that is not over on `day`."""
    year, month = divmod(day.year * 12 + day.month - 3, 12)
    return (
        Q(end_precision=Precision.YEAR, end__gte=date(day.year, 1, 1))
        | Q(end_precision=Precision.MONTH, end__gte=day.replace(day=1))
        | Q(end_precision=Precision.SEASON, end__gte=date(year, month + 1, 1))
    )


class Participation(Publishable):
    """A partner's part in a cooperation: role, from when to when, and the agreement behind it."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", "Koordination"
        SIGNATORY = "signatory", "Unterzeichner"
        ACCEDED = "acceded", "beigetreten"
        SUPPORTER = "supporter", "Unterstützer"
        CONTACT = "contact", "Kontakt"

    PARTY_ROLES = (Role.SIGNATORY, Role.ACCEDED)

    visible_only_with = ("cooperation", "partner")
    visible_without = ("agreement",)
    public_fields = (
        "cooperation", "partner", "role", "start", "start_precision", "end", "end_precision", "agreement", "remark",
    )  # fmt: skip

    cooperation = models.ForeignKey(
        Cooperation, models.PROTECT, related_name="participations", verbose_name="Kooperation"
    )
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="participations", verbose_name="Partner")
    role = models.CharField("Rolle", max_length=20, choices=Role)
    start = models.DateField("seit", null=True, blank=True)
    start_precision = precision_field()
    since = VagueDateOf("start")
    end = models.DateField("bis", null=True, blank=True)
    end_precision = precision_field()
    until = VagueDateOf("end")
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="participations", verbose_name="Grundlage"
    )
    remark = models.CharField("Bemerkung", max_length=300, blank=True)

    objects = ParticipationQuerySet.as_manager()
    visible = VisibleManager.from_queryset(ParticipationQuerySet)()

    class Meta(Publishable.Meta):
        verbose_name = "Beteiligung"
        verbose_name_plural = "Beteiligungen"
        ordering = ["cooperation", "start", "partner__sort_key", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            fits_precision("start"),
            fits_precision("end"),
            period_in_order("start", "end"),
            models.UniqueConstraint(
                F("cooperation"),
                F("partner"),
                F("role"),
                Coalesce(F("start"), Value(date.min)),
                name="cooperations_participation_told_once",
                violation_error_message="Diese Beteiligung ist schon eingetragen.",
            ),
        ]

    def __str__(self):
        return f"{self.partner} – {self.get_role_display()}"


class Milestone(Publishable):
    """A dated step of a cooperation, with its source."""

    class Kind(models.TextChoices):
        FIRST_CONTACT = "first_contact", "Erster Kontakt"
        VISIT = "visit", "Delegationsbesuch"
        EVENT = "event", "Veranstaltung"
        PREPARATION = "preparation", "Vorbereitung"
        DECLARATION = "declaration", "Absichtserklärung"
        SIGNING = "signing", "Unterzeichnung"
        ACCESSION = "accession", "Beitritt"
        REPORT = "report", "Bericht"
        SUSPENSION = "suspension", "Pause"
        END = "end", "Ende"
        OTHER = "other", "Sonstiges"

    visible_only_with = ("cooperation",)
    visible_without = ("paper", "agenda_item")
    public_fields = (
        "cooperation", "kind", "day", "day_precision", "title", "description", "paper", "agenda_item", "source_url",
    )  # fmt: skip

    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="milestones", verbose_name="Kooperation")
    kind = models.CharField("Art", max_length=20, choices=Kind)
    day = models.DateField("Datum")
    day_precision = precision_field()
    date = VagueDateOf("day")
    title = models.CharField("Titel", max_length=200)
    description = models.TextField("Beschreibung", blank=True)
    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="milestones", verbose_name="Quelle: Vorlage"
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="milestones",
        verbose_name="Quelle: Tagesordnungspunkt",
    )
    source_url = models.URLField("Quelle: Adresse", blank=True)

    class Meta(Publishable.Meta):
        verbose_name = "Meilenstein"
        verbose_name_plural = "Meilensteine"
        ordering = ["cooperation", "day", "pk"]
        constraints = [*Publishable.Meta.constraints, fits_precision("day")]

    def __str__(self):
        return self.title


class Measure(Publishable):
    """Something the partners do together (Maßnahme)."""

    class State(models.TextChoices):
        PLANNED = "planned", "geplant"
        RUNNING = "running", "läuft"
        DONE = "done", "abgeschlossen"
        DROPPED = "dropped", "aufgegeben"

    visible_only_with = ("cooperation",)
    visible_without = ("topic", "paper", "responsible")
    public_fields = (
        "cooperation", "topic", "title", "description", "measure_state", "due", "due_precision", "responsible", "paper",
    )  # fmt: skip
    _history_m2m_fields = ["responsible"]

    cooperation = models.ForeignKey(Cooperation, models.PROTECT, related_name="measures", verbose_name="Kooperation")
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name="Handlungsfeld"
    )
    title = models.CharField("Titel", max_length=200)
    description = models.TextField("Beschreibung", blank=True)
    measure_state = models.CharField("Stand", max_length=20, choices=State, blank=True)
    due = models.DateField("fällig", null=True, blank=True)
    due_precision = precision_field()
    due_date = VagueDateOf("due")
    responsible = models.ManyToManyField(Partner, related_name="measures", blank=True, verbose_name="verantwortlich")
    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name="Quelle: Vorlage"
    )

    class Meta(Publishable.Meta):
        verbose_name = "Maßnahme"
        verbose_name_plural = "Maßnahmen"
        ordering = ["cooperation", "due", "pk"]
        constraints = [*Publishable.Meta.constraints, fits_precision("due")]

    def __str__(self):
        return self.title


class CouncilReference(Publishable):
    """A paper that concerns a cooperation, and in which way."""

    class Role(models.TextChoices):
        FOUNDING = "founding", "Grundsatzbeschluss"
        REPORT = "report", "Bericht"
        EXTENSION = "extension", "Erweiterung"
        BUDGET = "budget", "Haushalt"
        CRITICISM = "criticism", "Kritik"
        OTHER = "other", "Bezug"

    visible_only_with = ("cooperation", "paper")
    public_fields = ("cooperation", "paper", "role")

    cooperation = models.ForeignKey(
        Cooperation, models.PROTECT, related_name="council_references", verbose_name="Kooperation"
    )
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="council_references", verbose_name="Vorlage")
    role = models.CharField("Bezug", max_length=20, choices=Role, default=Role.OTHER)

    class Meta(Publishable.Meta):
        verbose_name = "Bezug zur Vorlage"
        verbose_name_plural = "Bezüge zu Vorlagen"
        ordering = ["cooperation", "-paper__date", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["cooperation", "paper", "role"],
                name="cooperations_councilreference_told_once",
                violation_error_message="Dieser Bezug ist schon eingetragen.",
            ),
        ]

    def __str__(self):
        return f"{self.cooperation} – {self.paper}"
