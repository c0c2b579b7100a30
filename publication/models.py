"""What every public record has in common: an address for ever, a public life, an audit trail and a public history."""

import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from .folding import fold
from .search.engine import TokensField
from .visibility import COUNCIL_AUDIENCE, PUBLIC, PUBLIC_AUDIENCE, publication_rule, reading, visibility_rule

# No vowels but a, e, u and nothing that looks like something else, so that an address can be read out on the phone.
PUBLIC_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
PUBLIC_ID_LENGTH = 10


def new_public_id():
    """A permanent id for addresses: random, so that knowing one tells nothing about the next (49 bits)."""
    return "".join(secrets.choice(PUBLIC_ID_ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


class AuditTrail(HistoricalRecords):
    """Who changed what, when and why, for staff. Columns that the database computes have no place in it."""

    def fields_included(self, model):
        return [field for field in super().fields_included(model) if not isinstance(field, models.GeneratedField)]


class ReadableQuerySet(models.QuerySet):
    def visible_to(self, reader, at=None):
        """Rows that `reader` may see at `at` (aware datetime; default: now)."""
        return self.filter(visibility_rule(self.model, reader, at or timezone.now()))

    def with_visible(self, *links):
        """Load each linked record that the public may see as `visible_<link>`, None where it is hidden.

        For links that a record may have without being hidden with them (`visible_without`): one query per link.
        """
        return self.prefetch_related(
            *(
                models.Prefetch(
                    link,
                    self.model._meta.get_field(link).related_model.visible.all(),
                    to_attr=f"visible_{link}",
                )
                for link in links
            )
        )


class PublishableQuerySet(ReadableQuerySet):
    def drafts(self):
        return self.filter(published_at=None)

    def scheduled(self, at=None):
        return self.filter(published_at__gt=at or timezone.now(), withdrawn_at=None)

    def gone(self, at=None):
        """Rows that the public saw once and sees no more (HTML: 410, OParl: `deleted`).

        Asked of the public history: what never was public has none, so its absence cannot be told from a free id.
        """
        seen = Version.objects.filter(model=self.model._meta.label_lower, record_id=models.OuterRef("pk"))
        hidden = ~Q(pk__in=self.model._default_manager.visible_to(PUBLIC, at).values("pk"))
        return self.filter(hidden).filter(models.Exists(seen))


class VisibleReadableManager(models.Manager.from_queryset(ReadableQuerySet)):
    def get_queryset(self):
        return super().get_queryset().visible_to(*reading())


class VisibleManager(models.Manager.from_queryset(PublishableQuerySet)):
    """What the public sees now; in a preview what another reader sees, or the public at another moment."""

    def get_queryset(self):
        return super().get_queryset().visible_to(*reading())


class Readable(models.Model):
    """A record that people may come to see.

    Every link to another readable record is named in one of two tuples, and every field in one of two others;
    tests demand it.
    """

    visible_only_with: tuple[str, ...] = ()
    visible_without: tuple[str, ...] = ()
    public_fields: tuple[str, ...] = ()
    internal_fields: tuple[str, ...] = ("id",)
    parts: tuple[str, ...] = ()
    """Reverse links whose visible rows belong to the public snapshot of this record."""
    headed_by: tuple[str, ...] = ()
    """Of a part without a public life of its own: the fields that name it, the first that is filled heads it."""

    objects = ReadableQuerySet.as_manager()
    visible = VisibleReadableManager()
    history = AuditTrail(
        inherit=True,
        history_change_reason_field=models.TextField(null=True),  # simple-history writes None where no reason is given
    )

    class Meta:
        abstract = True

    @classmethod
    def own_visibility(cls, reader, at, path):
        """What this model adds to the rule by itself; nothing for a part that lives and dies with its whole."""
        return Q()

    def is_visible(self, reader=PUBLIC, at=None):
        """Ask the same rule as the lists do; costs one query."""
        return type(self)._default_manager.filter(pk=self.pk).visible_to(reader, at).exists()


class PublicationState(models.TextChoices):
    DRAFT = "draft", "Entwurf"
    SCHEDULED = "scheduled", "geplant"
    PUBLISHED = "published", "veröffentlicht"
    WITHDRAWN = "withdrawn", "zurückgezogen"


class Publishable(Readable):
    """A record with a public life: draft, then scheduled or public, then perhaps withdrawn.

    The state follows from two moments, so that no status field can contradict them. Only the verbs in
    `publication.actions` write them.
    """

    class Audience(models.TextChoices):
        PUBLIC = PUBLIC_AUDIENCE, "Öffentlichkeit"
        COUNCIL = COUNCIL_AUDIENCE, "Rat"

    public_only_if: dict = {}
    """Lookups on own fields that must hold before the public (not the council) sees the record."""
    council_of: tuple[str, ...] = ()
    """Lookups to the body whose council members belong to the audience "council"; empty: those of every body."""
    internal_fields = (
        "id", "public_id", "published_at", "withdrawn_at", "audience", "created_at", "updated_at", "origin",
        "internal_note", "sort_key",
    )  # fmt: skip

    public_id = models.CharField("Kennung", max_length=20, unique=True, default=new_public_id, editable=False)
    published_at = models.DateTimeField("veröffentlicht ab", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField("zurückgezogen ab", null=True, blank=True, editable=False)
    audience = models.CharField("Leserkreis", max_length=10, choices=Audience, default=Audience.PUBLIC)
    created_at = models.DateTimeField("angelegt", auto_now_add=True, editable=False)
    updated_at = models.DateTimeField("zuletzt geändert", auto_now=True, editable=False)
    origin = models.CharField(
        "Herkunft", max_length=255, null=True, blank=True, editable=False, help_text="Quelle und Kennung dort"
    )
    internal_note = models.TextField("interne Notiz", blank=True, help_text="Wird nie veröffentlicht.")

    objects = PublishableQuerySet.as_manager()
    visible = VisibleManager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish", "withdraw")
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_withdrawn_only_after_published",
                condition=Q(withdrawn_at=None) | Q(published_at__isnull=False, withdrawn_at__gte=F("published_at")),
                violation_error_message="Zurückgezogen werden kann nur, was vorher veröffentlicht war.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_audience_known",
                condition=Q(audience__in=[PUBLIC_AUDIENCE, COUNCIL_AUDIENCE]),
            ),
            models.UniqueConstraint(name="%(app_label)s_%(class)s_one_for_each_origin", fields=["origin"]),
        ]

    @classmethod
    def own_visibility(cls, reader, at, path):
        return publication_rule(cls, reader, at, path)

    def get_absolute_url(self):
        """The permanent address: the id counts, the words after it are decoration and may change."""
        return reverse(self.url_name, args=[self.public_id, self.slug])

    @classmethod
    def kind_word(cls):
        """How addresses name this kind of record. They are permanent: a test pins the words."""
        return slugify(fold(str(cls._meta.verbose_name)))

    @property
    def history_url(self):
        return reverse("publication:history", args=[self.kind_word(), self.public_id])

    @property
    def slug(self):
        return slugify(fold(str(self)))[:60].strip("-") or "-"

    def publication_state(self, at=None):
        at = at or timezone.now()
        if self.published_at is None:
            return PublicationState.DRAFT
        if self.withdrawn_at is not None and self.withdrawn_at <= at:
            return PublicationState.WITHDRAWN
        return PublicationState.SCHEDULED if self.published_at > at else PublicationState.PUBLISHED

    def is_published_or_scheduled(self):
        """Whether the record is with its readers, or will be without anybody doing anything more."""
        return self.publication_state() in (PublicationState.SCHEDULED, PublicationState.PUBLISHED)


class VersionQuerySet(models.QuerySet):
    def of(self, record):
        """The public history of one record, oldest first."""
        return self.filter(model=record._meta.label_lower, record_id=record.pk).order_by("number")


class Version(models.Model):
    """What the public saw of one record from one moment on; written once, never altered.

    The rows of a record form a chain: each carries the SHA-256 of the row before it. There is no foreign key to the
    record, so that nothing done to the record can touch its history. Database triggers refuse UPDATE and DELETE.
    """

    class Action(models.TextChoices):
        PUBLISHED = "published", "veröffentlicht"
        CHANGED = "changed", "geändert"
        WITHDRAWN = "withdrawn", "zurückgezogen"

    model = models.CharField(max_length=100)
    record_id = models.BigIntegerField()
    public_id = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    action = models.CharField(max_length=10, choices=Action)
    content = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, unique=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "öffentliche Fassung"
        verbose_name_plural = "öffentliche Fassungen"
        constraints = [
            models.UniqueConstraint(
                fields=["model", "record_id", "number"], name="publication_version_one_number_each"
            ),
            models.UniqueConstraint(
                fields=["model", "record_id", "previous_hash"], name="publication_version_chain_does_not_fork"
            ),
            models.CheckConstraint(
                name="publication_version_first_has_no_predecessor",
                condition=Q(number=1, previous_hash="") | Q(number__gt=1) & ~Q(previous_hash=""),
            ),
        ]
        indexes = [
            models.Index(fields=["-recorded_at"], name="publication_version_newest"),
            models.Index(fields=["model", "recorded_at"], name="publication_version_of_model"),
        ]

    def __str__(self):
        return f"{self.model} {self.public_id} Fassung {self.number}"


class LostLink(models.Model):
    """A version no longer names a record that the one before named: what is shown of others at that record changed.

    Derived from the versions, so that interfaces need not compare all of them to say when something was modified.
    `link`: the one that was lost, such as council.consultation.agenda_item.
    """

    model = models.CharField(max_length=100)
    record_id = models.BigIntegerField()
    link = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "weggefallene Verbindung"
        verbose_name_plural = "weggefallene Verbindungen"
        default_permissions = ()
        indexes = [
            models.Index(fields=["model", "record_id", "recorded_at"], name="publication_lostlink_of_record"),
            models.Index(fields=["model", "recorded_at"], name="publication_lostlink_of_model"),
        ]

    def __str__(self):
        return f"{self.model} {self.record_id}"


class Reading(models.Model):
    """Somebody of the staff looked at a record that was not public; kept for READING_LOG_DAYS, then deleted.

    No foreign keys: the log outlives accounts and records, and names neither title nor content.
    """

    class Page(models.TextChoices):
        FORM = "form", "Formular"
        HISTORY = "history", "Verlauf"
        FILE = "file", "Datei"
        PREVIEW = "preview", "Vorschau"
        EXPORT = "export", "Tabelle"
        DELETION = "deletion", "vor dem Löschen"

    reader = models.CharField("wer", max_length=150)
    model = models.CharField("Art", max_length=100)
    record_id = models.BigIntegerField("Nummer")
    page = models.CharField("Seite", max_length=10, choices=Page)
    read_at = models.DateTimeField("wann")

    class Meta:
        verbose_name = "Einsicht"
        verbose_name_plural = "Einsichten"
        ordering = ["-read_at", "-pk"]
        indexes = [models.Index(fields=["read_at"], name="publication_reading_oldest")]

    def __str__(self):
        return f"{self.reader}: {self.model} {self.record_id} ({self.get_page_display()})"


class Dismissal(models.Model):
    """A notice that somebody of the staff looked at and left as it is; it comes back when the facts change."""

    fingerprint = models.CharField(max_length=64, unique=True)
    rule = models.CharField("Regel", max_length=60)
    model = models.CharField("Art", max_length=100)
    record_id = models.BigIntegerField("Nummer")
    text = models.TextField("Hinweis")
    reason = models.CharField("Grund", max_length=500)
    dismissed_by = models.CharField("abgehakt von", max_length=150)
    dismissed_at = models.DateTimeField("abgehakt am")

    class Meta:
        verbose_name = "abgehakter Prüfhinweis"
        verbose_name_plural = "abgehakte Prüfhinweise"
        ordering = ["-dismissed_at", "-pk"]

    def __str__(self):
        return self.text


class SearchEntry(models.Model):
    """What the search knows of one visible record; derived from it (`publication.search`) and thrown away with it.

    There are entries of visible records only, and hits are read again through `visible` before they are shown.
    """

    model = models.CharField(max_length=100)
    record_id = models.BigIntegerField()
    day = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    body_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64)
    """Of the document that was read; the same: nothing to do."""
    tokens = TokensField()

    class Meta:
        verbose_name = "Eintrag der Suche"
        verbose_name_plural = "Einträge der Suche"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["model", "record_id"], name="publication_searchentry_one_for_each_record")
        ]

    def __str__(self):
        return f"{self.model} {self.record_id}"


class SearchFacet(models.Model):
    """One of several values that a hit can be narrowed down by: a committee, a topic, a partner."""

    class Name(models.TextChoices):
        ORGANIZATION = "organization", "Gremium"
        TOPIC = "topic", "Thema"
        PARTNER = "partner", "Partner"

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="facets")
    name = models.CharField(max_length=20, choices=Name)
    value = models.BigIntegerField()
    """Primary key of the record."""

    class Meta:
        verbose_name = "Merkmal eines Eintrags"
        verbose_name_plural = "Merkmale von Einträgen"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "name", "value"], name="publication_searchfacet_told_once")
        ]
        indexes = [models.Index(fields=["name", "value"], name="publication_searchfacet_value")]

    def __str__(self):
        return f"{self.name} {self.value}"


class SearchWord(models.Model):
    """A word that occurs in an entry, to find what a mistyped word may have meant."""

    word = models.CharField(max_length=64, unique=True)
    form = models.CharField(max_length=64, db_index=True)
    head = models.CharField(max_length=3, db_index=True)
    tail = models.CharField(max_length=3, db_index=True)

    class Meta:
        verbose_name = "Wort der Suche"
        verbose_name_plural = "Wörter der Suche"
        default_permissions = ()

    def __str__(self):
        return self.word


class SearchDue(models.Model):
    """A record that becomes public by schedule; the first search from then on finds it.

    `with_dependents`: one with a new name that the entries of more records tell than can be written while somebody
    waits; `record_due_versions` does it.
    """

    model = models.CharField(max_length=100)
    record_id = models.BigIntegerField()
    due_at = models.DateTimeField(db_index=True)
    with_dependents = models.BooleanField(default=False)

    class Meta:
        verbose_name = "fällige Aufnahme in die Suche"
        verbose_name_plural = "fällige Aufnahmen in die Suche"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["model", "record_id", "with_dependents"], name="publication_searchdue_one_for_each_record"
            )
        ]

    def __str__(self):
        return f"{self.model} {self.record_id}"


class FileText(models.Model):
    """What can be read in a public attachment, by the checksum of its bytes: reading it again gives the same."""

    class State(models.TextChoices):
        READ = "read", "durchsuchbar"
        SCANNED = "scanned", "nicht durchsuchbar"
        UNREADABLE = "unreadable", "nicht lesbar"

    sha512 = models.CharField(max_length=128, unique=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State)
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = "Text einer Datei"
        verbose_name_plural = "Texte von Dateien"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="publication_filetext_state_known", condition=Q(state__in=["read", "scanned", "unreadable"])
            )
        ]

    def __str__(self):
        return f"{self.sha512[:12]} ({self.get_state_display()})"


class Synonym(models.Model):
    """Words that mean the same in the field: who searches for one finds the others as well."""

    MOST_WORDS = 12

    expressions = models.TextField(
        "Ausdrücke",
        help_text=(
            "Je Zeile ein Wort, eine Abkürzung oder ein Name, mindestens zwei. Zum Beispiel: RAZV, darunter Region "
            "Aachen Zweckverband. Wer eines sucht, findet auch die anderen."
        ),
    )
    internal_note = models.CharField("interne Notiz", max_length=300, blank=True, help_text="Wird nie veröffentlicht.")

    history = AuditTrail(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = "Synonym der Suche"
        verbose_name_plural = "Synonyme der Suche"
        ordering = ["expressions", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["expressions"],
                name="publication_synonym_told_once",
                violation_error_message="Diese Ausdrücke stehen schon da.",
            ),
            models.CheckConstraint(
                name="publication_synonym_has_two_lines",
                condition=Q(expressions__contains="\n"),
                violation_error_message="Bitte mindestens zwei Ausdrücke eintragen, jeden in einer eigenen Zeile.",
            ),
        ]

    def __str__(self):
        return " = ".join(self.lines)

    @property
    def lines(self):
        return [line.strip() for line in self.expressions.splitlines() if line.strip()]

    def clean(self):
        super().clean()
        self.expressions = "\n".join(dict.fromkeys(self.lines))
        if len(self.lines) > self.MOST_WORDS:
            raise ValidationError({"expressions": f"Bitte höchstens {self.MOST_WORDS} Ausdrücke in einer Gruppe."})
        if any(len(line) > 100 for line in self.lines):
            raise ValidationError({"expressions": "Ein Ausdruck hat höchstens 100 Zeichen."})
