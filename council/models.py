"""Council matters, in the words of OParl 1.1 (https://schema.oparl.org)."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower, Replace
from django.utils import timezone

from partners.models import Partner, place_on_earth
from publication.dates import period_in_order
from publication.display import day_text, moment_text
from publication.files import Attachment
from publication.folding import folded
from publication.models import Publishable, PublishableQuerySet, Readable, VisibleManager

from .vocabulary import MeetingState, PaperKind, Publicity, RelationKind, ResultKind, RoleKind, SectionKind


class Body(Publishable):
    """A public body with a council or assembly of its own: Zweckverband, StädteRegion, city (Körperschaft)."""

    url_name = "council:body_detail"
    visible_without = ("partner",)
    public_fields = ("name", "short_name", "slug_name", "classification", "ags", "website", "partner", "oparl_license")
    internal_fields = (*Publishable.internal_fields, "reference_pattern", "four_eyes")

    name = models.CharField("Name", max_length=200)
    short_name = models.CharField("Kurzname", max_length=60, blank=True)
    slug_name = models.SlugField("Kürzel", unique=True, help_text="Für Befehle und Adressen, zum Beispiel „razv“")
    classification = models.CharField("Art", max_length=60, blank=True, help_text="Zum Beispiel Zweckverband")
    ags = models.CharField(
        "Amtlicher Gemeindeschlüssel",
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{5}(\d{3})?$", "5 oder 8 Ziffern")],
    )
    website = models.URLField("Internetseite", blank=True)
    partner = models.OneToOneField(
        Partner, models.PROTECT, null=True, blank=True, related_name="body", verbose_name="als Partner geführt"
    )
    oparl_license = models.URLField("Lizenz der Daten", blank=True)
    reference_pattern = models.CharField(
        "Muster der Vorlagennummern",
        max_length=100,
        blank=True,
        help_text="Regulärer Ausdruck; der Import erkennt daran die Körperschaft, wenn die Seite sie nicht nennt.",
    )
    four_eyes = models.BooleanField(
        "Vier-Augen-Prinzip",
        default=False,
        help_text="Wer einen Datensatz dieser Körperschaft zuletzt geändert hat, veröffentlicht ihn nicht selbst.",
    )
    sort_key = folded("name", max_length=200)

    class Meta(Publishable.Meta):
        verbose_name = "Körperschaft"
        verbose_name_plural = "Körperschaften"
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.name

    @property
    def called(self):
        return self.short_name or self.name


class Responsibility(models.Model):
    """A person of the staff who works for this body only; who has none of these works for all bodies."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="responsibilities", verbose_name="Person"
    )
    body = models.ForeignKey(Body, models.CASCADE, related_name="responsibilities", verbose_name="Körperschaft")

    class Meta:
        verbose_name = "Zuständigkeit"
        verbose_name_plural = "Zuständigkeiten"
        constraints = [
            models.UniqueConstraint(fields=["user", "body"], name="council_responsibility_once_for_each_body")
        ]

    def __str__(self):
        return f"{self.user} für {self.body.called}"


class LegislativeTerm(Publishable):
    """The period for which a council is elected (Wahlperiode)."""

    visible_only_with = ("body",)
    council_of = ("body",)
    public_fields = ("body", "name", "start_date", "end_date")

    body = models.ForeignKey(Body, models.PROTECT, related_name="legislative_terms", verbose_name="Körperschaft")
    name = models.CharField("Bezeichnung", max_length=60)
    start_date = models.DateField("Beginn", null=True, blank=True)
    end_date = models.DateField("Ende", null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = "Wahlperiode"
        verbose_name_plural = "Wahlperioden"
        ordering = ["-start_date", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["body", "name"], name="council_legislativeterm_one_name_in_a_body"),
            period_in_order("start_date", "end_date"),
        ]

    def __str__(self):
        return self.name


class Location(Publishable):
    """A place where meetings are held."""

    public_fields = ("description", "street_address", "postal_code", "locality", "latitude", "longitude")

    description = models.CharField("Bezeichnung", max_length=200)
    street_address = models.CharField("Straße und Hausnummer", max_length=200, blank=True)
    postal_code = models.CharField("Postleitzahl", max_length=10, blank=True)
    locality = models.CharField("Ort", max_length=100, blank=True)
    latitude = models.DecimalField("Breite", max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("Länge", max_digits=9, decimal_places=6, null=True, blank=True)
    sort_key = folded("description", max_length=200)

    class Meta(Publishable.Meta):
        verbose_name = "Ort"
        verbose_name_plural = "Orte"
        ordering = ["sort_key", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            place_on_earth("council_location_place_on_earth"),
        ]

    def __str__(self):
        return self.description


class Organization(Publishable):
    """A committee, a council, a faction or an office of a body (Gremium)."""

    class Type(models.TextChoices):
        """The values that OParl 1.1 allows for `organizationType`."""

        COMMITTEE = "Gremium", "Gremium"
        PARTY = "Partei", "Partei"
        FACTION = "Fraktion", "Fraktion"
        OFFICE = "Verwaltungsbereich", "Verwaltungsbereich"
        EXTERNAL_COMMITTEE = "externes Gremium", "externes Gremium"
        INSTITUTION = "Institution", "Institution"
        OTHER = "Sonstiges", "Sonstiges"

    url_name = "council:organization_detail"
    visible_only_with = ("body",)
    council_of = ("body",)
    public_fields = (
        "body", "name", "short_name", "organization_type", "classification", "start_date", "end_date", "website",
    )  # fmt: skip

    body = models.ForeignKey(Body, models.PROTECT, related_name="organizations", verbose_name="Körperschaft")
    name = models.CharField("Name", max_length=300)
    short_name = models.CharField("Kurzname", max_length=60, blank=True)
    organization_type = models.CharField("Typ", max_length=30, choices=Type, default=Type.COMMITTEE)
    classification = models.CharField("Art", max_length=60, blank=True, help_text="Zum Beispiel Ausschuss, Parlament")
    start_date = models.DateField("besteht seit", null=True, blank=True)
    end_date = models.DateField("bestand bis", null=True, blank=True)
    website = models.URLField("Internetseite", blank=True)
    sort_key = folded("name", max_length=300)

    class Meta(Publishable.Meta):
        verbose_name = "Gremium"
        verbose_name_plural = "Gremien"
        ordering = ["sort_key", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "sort_key"],
                name="council_organization_one_name_in_a_body",
                violation_error_message="Ein Gremium dieses Namens gibt es in dieser Körperschaft schon.",
            ),
            period_in_order("start_date", "end_date"),
        ]

    def __str__(self):
        return self.name

    @property
    def called(self):
        return self.short_name or self.name


class Person(Publishable):
    """A member of a council. Name and memberships only: no contact data are kept."""

    public_fields = ("name", "form_of_address", "title")

    name = models.CharField("Name", max_length=100)
    form_of_address = models.CharField("Anrede", max_length=30, blank=True)
    title = models.CharField("Titel", max_length=60, blank=True)
    sort_key = folded("name", max_length=100)

    class Meta(Publishable.Meta):
        verbose_name = "Ratsmitglied"
        verbose_name_plural = "Ratsmitglieder"
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return f"{self.title} {self.name}".strip()


class Membership(Publishable):
    """A person's seat in an organization."""

    visible_only_with = ("person", "organization", "on_behalf_of")
    council_of = ("organization__body",)
    public_fields = ("person", "organization", "role", "voting_right", "start_date", "end_date", "on_behalf_of")

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships", verbose_name="Ratsmitglied")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="memberships", verbose_name="Gremium")
    role = models.CharField("Funktion", max_length=100, blank=True)
    voting_right = models.BooleanField("stimmberechtigt", null=True, blank=True)
    start_date = models.DateField("von", null=True, blank=True)
    end_date = models.DateField("bis", null=True, blank=True)
    on_behalf_of = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="delegated_memberships",
        verbose_name="entsandt von",
    )

    class Meta(Publishable.Meta):
        verbose_name = "Mitgliedschaft"
        verbose_name_plural = "Mitgliedschaften"
        ordering = ["person__sort_key", "pk"]
        constraints = [*Publishable.Meta.constraints, period_in_order("start_date", "end_date")]

    def __str__(self):
        return f"{self.person} – {self.organization}"


class MeetingQuerySet(PublishableQuerySet):
    def upcoming(self, at=None):
        """Meetings that have not begun yet, the next one first."""
        return self.filter(start__gt=at or timezone.now(), cancelled=False).order_by("start", "pk")


class Meeting(Publishable):
    """A session of one organization (Sitzung)."""

    url_name = "council:meeting_detail"
    visible_only_with = ("organization",)
    visible_without = ("location",)
    council_of = ("organization__body",)
    parts = ("agenda_items", "files")
    public_fields = (
        "organization", "reference", "name", "start", "time_known", "end", "room", "location", "meeting_state",
        "cancelled",
    )  # fmt: skip

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="meetings", verbose_name="Gremium")
    reference = models.CharField("Sitzungsnummer", max_length=50, blank=True)
    name = models.CharField("Bezeichnung", max_length=300, blank=True)
    start = models.DateTimeField("Beginn")
    time_known = models.BooleanField(
        "Uhrzeit bekannt",
        default=True,
        help_text="Ohne Häkchen zählt vom Beginn nur der Tag; als Uhrzeit 0:00 eintragen.",
    )
    end = models.DateTimeField("Ende", null=True, blank=True)
    room = models.CharField("Raum", max_length=200, blank=True)
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="Ort"
    )
    meeting_state = models.CharField("Stand", max_length=20, choices=MeetingState, blank=True)
    cancelled = models.BooleanField("abgesagt", default=False)

    objects = MeetingQuerySet.as_manager()
    visible = VisibleManager.from_queryset(MeetingQuerySet)()

    class Meta(Publishable.Meta):
        verbose_name = "Sitzung"
        verbose_name_plural = "Sitzungen"
        ordering = ["-start", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            period_in_order("start", "end"),
            models.UniqueConstraint(
                fields=["organization", "reference"],
                condition=~Q(reference=""),
                name="council_meeting_one_reference_in_an_organization",
                violation_error_message="Eine Sitzung mit dieser Nummer gibt es in diesem Gremium schon.",
            ),
        ]
        indexes = [models.Index(fields=["start"], name="council_meeting_by_start")]

    def __str__(self):
        return self.name or f"{self.organization} am {timezone.localtime(self.start):%d.%m.%Y}"

    @property
    def day(self):
        """The local day on which the meeting begins."""
        return timezone.localdate(self.start)

    @property
    def start_text(self):
        """ "28. Oktober 2024, 16:00 Uhr", or only the day where no source tells the time."""
        return moment_text(self.start) if self.time_known else day_text(self.day)

    @property
    def start_iso(self):
        """For the `datetime` attribute of HTML's <time>; local time with its offset, or only the day."""
        return timezone.localtime(self.start).isoformat() if self.time_known else self.day.isoformat()


class Paper(Publishable):
    """A document put before a council: proposal, report, motion, inquiry (Vorlage, Antrag, Anfrage)."""

    url_name = "council:paper_detail"
    visible_only_with = ("body",)
    visible_without = ("lead_organization",)
    council_of = ("body",)
    public_only_if = {"publicity__in": [Publicity.PUBLIC, Publicity.MIXED]}
    parts = ("sections", "consultations", "files", "relations")
    public_fields = (
        "body", "reference", "name", "paper_type", "paper_kind", "under_direction_of", "lead_organization",
        "originator", "publicity", "workflow", "date",
    )  # fmt: skip
    internal_fields = (*Publishable.internal_fields, "reference_key", "signed_by", "editor_name")

    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,  # in drafts only: a page without its head does not tell whose it is
        blank=True,
        related_name="papers",
        verbose_name="Körperschaft",
    )
    reference = models.CharField("Vorlagennummer", max_length=50, blank=True)
    reference_key = models.GeneratedField(
        expression=Lower(Replace(F("reference"), models.Value(" "), models.Value(""))),
        output_field=models.CharField(max_length=50),
        db_persist=True,
    )
    name = models.CharField("Betreff", max_length=500, blank=True)
    paper_type = models.CharField("Art, wie geschrieben", max_length=100, blank=True)
    paper_kind = models.CharField("Art", max_length=20, choices=PaperKind, blank=True)
    under_direction_of = models.CharField("federführend, wie geschrieben", max_length=300, blank=True)
    lead_organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="led_papers", verbose_name="federführend"
    )
    originator = models.CharField("Urheber", max_length=300, blank=True)
    publicity = models.CharField("Öffentlichkeit", max_length=20, choices=Publicity, blank=True)
    workflow = models.CharField("Bearbeitungsstand, wie geschrieben", max_length=100, blank=True)
    date = models.DateField("Datum", null=True, blank=True)
    signed_by = models.CharField("gezeichnet", max_length=100, blank=True, help_text="Bleibt intern.")
    editor_name = models.CharField("Bearbeitung", max_length=100, blank=True, help_text="Bleibt intern.")
    sort_key = folded("name", max_length=500)

    class Meta(Publishable.Meta):
        verbose_name = "Vorlage"
        verbose_name_plural = "Vorlagen"
        ordering = [F("date").desc(nulls_last=True), "-reference_key", "pk"]  # no date: last, on both engines
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "reference_key"],
                condition=~Q(reference=""),
                name="council_paper_one_reference_in_a_body",
                violation_error_message="Diese Vorlagennummer gibt es in dieser Körperschaft schon.",
            ),
            models.CheckConstraint(
                name="council_paper_needs_name_and_body_before_publication",
                condition=Q(published_at=None) | ~Q(name="") & Q(body__isnull=False),
                violation_error_message=(
                    "Ohne Betreff und Körperschaft kann eine Vorlage nicht veröffentlicht werden. Bitte ergänzen."
                ),
            ),
        ]

    def __str__(self):
        return self.name or (f"Vorlage {self.reference}" if self.reference else "Vorlage ohne Nummer und Betreff")


class PaperSection(Readable):
    """One headed passage of a paper, in its order: Sachlage, Beschlussvorschlag, Finanzielle Auswirkungen …"""

    visible_only_with = ("paper",)
    headed_by = ("heading", "kind")
    public_fields = ("position", "kind", "heading", "text")
    internal_fields = ("id", "paper")

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="sections", verbose_name="Vorlage")
    position = models.PositiveIntegerField("Reihenfolge")
    kind = models.CharField("Art", max_length=20, choices=SectionKind, default=SectionKind.OTHER)
    heading = models.CharField("Überschrift", max_length=200, blank=True)
    text = models.TextField("Text", blank=True)

    class Meta:
        verbose_name = "Abschnitt"
        verbose_name_plural = "Abschnitte"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="council_papersection_one_at_each_position")
        ]

    def __str__(self):
        return self.heading or self.get_kind_display()


class AgendaItem(Publishable):
    """One item on a meeting's agenda, and what came of it (Tagesordnungspunkt; its minutes: Auszug)."""

    url_name = "council:agenda_item_detail"
    visible_only_with = ("meeting",)
    council_of = ("meeting__organization__body",)
    public_only_if = {"public": True}
    parts = ("files",)
    public_fields = (
        "meeting", "order", "number", "name", "public", "result", "result_kind", "resolution_text", "minutes_text",
        "votes_yes", "votes_no", "votes_abstained", "result_published_on",
    )  # fmt: skip

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda_items", verbose_name="Sitzung")
    order = models.PositiveIntegerField("Reihenfolge")
    number = models.CharField("Nummer", max_length=20, blank=True, help_text="Wie geschrieben, zum Beispiel Ö 5")
    name = models.CharField("Betreff", max_length=500)
    public = models.BooleanField(
        "öffentlich",
        default=False,
        help_text="Ohne dieses Häkchen sieht ihn nur der Rat, auch wenn er veröffentlicht ist.",
    )
    result = models.CharField("Ergebnis, wie geschrieben", max_length=200, blank=True)
    result_kind = models.CharField("Ergebnis", max_length=20, choices=ResultKind, blank=True)
    resolution_text = models.TextField("Beschlusstext", blank=True)
    minutes_text = models.TextField("Niederschrift", blank=True)
    votes_yes = models.PositiveIntegerField("Ja-Stimmen", null=True, blank=True)
    votes_no = models.PositiveIntegerField("Nein-Stimmen", null=True, blank=True)
    votes_abstained = models.PositiveIntegerField("Enthaltungen", null=True, blank=True)
    result_published_on = models.DateField("Ergebnis bekannt seit", null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = "Tagesordnungspunkt"
        verbose_name_plural = "Tagesordnungspunkte"
        ordering = ["meeting", "order", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["meeting", "order"],
                name="council_agendaitem_one_at_each_place",
                violation_error_message="An dieser Stelle der Tagesordnung steht schon ein anderer Punkt.",
            ),
            models.CheckConstraint(name="council_agendaitem_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return f"{self.number} {self.name}".strip()


class ConsultationQuerySet(PublishableQuerySet):
    def in_order(self):
        return self.order_by("order", "pk")


class Consultation(Publishable):
    """One station of a paper on its way through the bodies (Station der Beratungsfolge).

    `result` is what the paper's own page says; where the agenda item is known, its result counts. `date` is kept for
    stations whose meeting is not known.
    """

    visible_only_with = ("paper", "organization")
    visible_without = ("meeting", "agenda_item")
    council_of = ("paper__body",)
    public_fields = (
        "paper", "order", "organization", "role", "role_kind", "authoritative", "meeting", "agenda_item", "date",
        "state", "result", "result_kind",
    )  # fmt: skip

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="consultations", verbose_name="Vorlage")
    order = models.PositiveIntegerField("Reihenfolge")
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="consultations", verbose_name="Gremium"
    )
    role = models.CharField("Zuständigkeit, wie geschrieben", max_length=100, blank=True)
    role_kind = models.CharField("Zuständigkeit", max_length=20, choices=RoleKind, blank=True)
    authoritative = models.BooleanField("beschließend", null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="consultations", verbose_name="Sitzung"
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="Tagesordnungspunkt",
    )
    date = models.DateField("Datum", null=True, blank=True)
    state = models.CharField("Stand, wie geschrieben", max_length=60, blank=True)
    result = models.CharField("Ergebnis, wie geschrieben", max_length=200, blank=True)
    result_kind = models.CharField("Ergebnis", max_length=20, choices=ResultKind, blank=True)

    objects = ConsultationQuerySet.as_manager()
    visible = VisibleManager.from_queryset(ConsultationQuerySet)()

    class Meta(Publishable.Meta):
        verbose_name = "Station der Beratungsfolge"
        verbose_name_plural = "Beratungsfolge"
        ordering = ["paper", "order", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["paper", "order"], name="council_consultation_one_at_each_place"),
            models.CheckConstraint(
                name="council_consultation_agenda_item_needs_meeting",
                condition=Q(agenda_item=None) | Q(meeting__isnull=False),
                violation_error_message="Zum Tagesordnungspunkt gehört die Sitzung. Bitte wählen Sie sie aus.",
            ),
        ]

    def __str__(self):
        return f"{self.paper}: {self.organization or 'Gremium unbekannt'}"


class PaperRelation(Publishable):
    """What one paper says of another: it refers to it, follows, settles or answers it, or is the same matter elsewhere.

    Where the other paper is not in the portal, `raw_reference` tells how it is cited.
    """

    visible_only_with = ("from_paper", "to_paper")
    council_of = ("from_paper__body",)
    public_fields = ("from_paper", "to_paper", "kind", "raw_reference", "date")

    from_paper = models.ForeignKey(Paper, models.CASCADE, related_name="relations", verbose_name="Vorlage")
    to_paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="cited_by", verbose_name="andere Vorlage"
    )
    kind = models.CharField("Beziehung", max_length=20, choices=RelationKind, default=RelationKind.REFERS_TO)
    raw_reference = models.CharField("Angabe, wie geschrieben", max_length=200, blank=True)
    date = models.DateField("Datum", null=True, blank=True)

    class Meta(Publishable.Meta):
        verbose_name = "Verweis"
        verbose_name_plural = "Verweise"
        ordering = ["from_paper", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="council_paperrelation_not_to_itself",
                condition=Q(to_paper=None) | ~Q(to_paper=F("from_paper")),
                violation_error_message="Eine Vorlage kann nicht auf sich selbst verweisen.",
            ),
            models.CheckConstraint(
                name="council_paperrelation_names_its_target",
                condition=Q(to_paper__isnull=False) | ~Q(raw_reference=""),
                violation_error_message="Bitte die andere Vorlage wählen oder ihre Nummer eintragen.",
            ),
            models.UniqueConstraint(
                F("from_paper"),
                F("kind"),
                F("raw_reference"),
                Coalesce(F("to_paper"), 0),
                name="council_paperrelation_said_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.raw_reference or self.to_paper}"


class File(Attachment):
    """An attachment of exactly one paper, agenda item or meeting (Anlage, Niederschrift, Einladung)."""

    class Role(models.TextChoices):
        MAIN = "main", "Hauptdokument"
        AUXILIARY = "auxiliary", "Anlage"
        INVITATION = "invitation", "Einladung"
        PROTOCOL = "protocol", "Niederschrift"

    visible_only_with = ("paper", "agenda_item", "meeting")
    council_of = ("paper__body", "agenda_item__meeting__organization__body", "meeting__organization__body")
    public_fields = (*Attachment.public_fields, "paper", "agenda_item", "meeting", "role")

    paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="files", verbose_name="Vorlage"
    )
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="files", verbose_name="Tagesordnungspunkt"
    )
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="files", verbose_name="Sitzung"
    )
    role = models.CharField("Rolle", max_length=20, choices=Role, default=Role.AUXILIARY)

    class Meta(Attachment.Meta):
        verbose_name = "Anlage"
        verbose_name_plural = "Anlagen"
        ordering = ["position", "pk"]
        constraints = [
            *Attachment.Meta.constraints,
            models.CheckConstraint(
                name="council_file_belongs_to_exactly_one",
                condition=Q(paper__isnull=False, agenda_item=None, meeting=None)
                | Q(paper=None, agenda_item__isnull=False, meeting=None)
                | Q(paper=None, agenda_item=None, meeting__isnull=False),
                violation_error_message=(
                    "Eine Anlage gehört zu genau einer Vorlage, einem Tagesordnungspunkt oder einer Sitzung."
                ),
            ),
        ]


class SourceDocument(models.Model):
    """A council page as it was read: where from, when, its raw text, and what the reader was unsure of. Staff only.

    Repeated reading of the same bytes finds this row again. `kept_aside` tells a person why nothing could be published
    from it yet.
    """

    name = models.CharField("Datei", max_length=500)
    address = models.URLField("Adresse", max_length=500, blank=True)
    sha256 = models.CharField("Prüfsumme", max_length=64, unique=True)
    read_at = models.DateTimeField("gelesen am")
    system = models.CharField("System", max_length=20)
    kind = models.CharField("Art", max_length=20)
    raw_text = models.TextField("Text, wie gelesen")
    problems = models.JSONField("Hinweise", default=list, blank=True)
    kept_aside = models.TextField("beiseitegelegt, weil", blank=True)
    paper = models.ForeignKey(
        Paper, models.SET_NULL, null=True, blank=True, related_name="sources", verbose_name="Vorlage"
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name="Tagesordnungspunkt",
    )
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="sources", verbose_name="Sitzung"
    )

    class Meta:
        verbose_name = "eingelesene Seite"
        verbose_name_plural = "eingelesene Seiten"
        ordering = ["-read_at", "pk"]

    def __str__(self):
        return self.name


class Intake(models.Model):
    """A page that somebody at the desk is about to take over: only that person sees it.

    Gone once it is accepted, or after KEPT_DAYS; what became of it is a SourceDocument.
    """

    KEPT_DAYS = 14

    name = models.CharField("Datei", max_length=200)
    address = models.URLField("Adresse", max_length=500, blank=True)
    content = models.BinaryField("Inhalt")
    subject = models.CharField("was es ist", max_length=300)
    problems = models.JSONField("Hinweise", default=list, blank=True)
    body = models.ForeignKey(Body, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="Körperschaft")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="intakes", verbose_name="von")
    created_at = models.DateTimeField("eingereicht am")

    class Meta:
        verbose_name = "eingereichte Seite"
        verbose_name_plural = "eingereichte Seiten"
        ordering = ["created_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["created_at"], name="council_intake_by_created_at")]

    def __str__(self):
        return self.name
