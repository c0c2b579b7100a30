"""What belongs to the portal itself: the operator's own pages, and what readers write to the operator."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from publication.folding import folded
from publication.models import Publishable

from .placeholders import faults_of


class TextPage(Publishable):
    """A page that the operator writes. Where none is published for a key, the text in `regionportal/texts` is shown."""

    class Key(models.TextChoices):
        IMPRINT = "imprint", "Impressum"
        PRIVACY = "privacy", "Datenschutz"
        ACCESSIBILITY = "accessibility", "Barrierefreiheit"
        EASY_LANGUAGE = "easy_language", "Leichte Sprache"
        CONTACT = "contact", "Kontakt"
        HELP = "help", "Hilfe: Überblick"
        HELP_FINDING = "help_finding", "Hilfe: Suchen und Filtern"
        HELP_PAPERS = "help_papers", "Hilfe: Eine Vorlage lesen"
        HELP_DATA = "help_data", "Hilfe: Daten mitnehmen"

    public_fields = ("key", "title", "body", "reviewed_on")

    key = models.CharField("Seite", max_length=20, choices=Key)
    title = models.CharField("Überschrift", max_length=120)
    body = models.TextField("Text")
    reviewed_on = models.DateField("zuletzt überprüft am", null=True, blank=True)
    sort_key = folded("title", max_length=120)

    class Meta(Publishable.Meta):
        verbose_name = "Seite des Betreibers"
        verbose_name_plural = "Seiten des Betreibers"
        ordering = ["key"]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(
                fields=["key"],
                name="regionportal_textpage_one_for_each_key",
                violation_error_message="Diese Seite gibt es schon. Bitte bearbeiten Sie die vorhandene.",
            ),
            models.CheckConstraint(
                name="regionportal_textpage_is_not_empty",
                condition=~Q(title="") & ~Q(body=""),
                violation_error_message="Eine Seite braucht eine Überschrift und einen Text.",
            ),
            models.CheckConstraint(
                name="regionportal_textpage_only_accessibility_is_reviewed",
                condition=Q(reviewed_on=None) | Q(key="accessibility"),
                violation_error_message="Einen Tag der Überprüfung hat nur die Erklärung zur Barrierefreiheit.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The address belongs to the key: it is there before the page is written and after it is withdrawn."""
        return reverse(self.key)

    def clean(self):
        super().clean()
        faults = faults_of(self.body)
        if faults:
            raise ValidationError({"body": faults})
        if self.reviewed_on and self.reviewed_on > timezone.localdate():
            raise ValidationError({"reviewed_on": "Dieser Tag liegt in der Zukunft."})


class FeedbackMessage(models.Model):
    """What a reader wrote to the operator. Never public, and deleted some time after it was answered.

    It has no audit trail: copies of it there would outlive the deletion.
    """

    class Kind(models.TextChoices):
        BARRIER = "barrier", "Barriere: Etwas kann ich nicht lesen oder bedienen"
        MISTAKE = "mistake", "Fehler: Eine Angabe stimmt nicht oder fehlt"
        PERSONAL_DATA = "personal_data", "Datenschutz: Persönliche Daten sollten hier nicht stehen"
        QUESTION = "question", "Frage oder Anregung"

    class State(models.TextChoices):
        NEW = "new", "neu"
        ANSWERED = "answered", "beantwortet"

    kind = models.CharField("Anlass", max_length=20, choices=Kind)
    text = models.TextField("Nachricht", max_length=5000)
    page = models.CharField("Seite, um die es geht", max_length=500, blank=True)
    name = models.CharField("Name", max_length=100, blank=True)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    received_at = models.DateTimeField("eingegangen")
    state = models.CharField("Stand", max_length=10, choices=State, default=State.NEW)
    internal_note = models.TextField("interne Notiz", blank=True, help_text="Wird nie veröffentlicht.")

    class Meta:
        verbose_name = "Rückmeldung"
        verbose_name_plural = "Rückmeldungen"
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["state", "received_at"], name="regionportal_feedback_oldest")]
        constraints = [
            models.CheckConstraint(name="regionportal_feedbackmessage_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="regionportal_feedbackmessage_state_known", condition=Q(state__in=["new", "answered"])
            ),
        ]

    def __str__(self):
        """Without a word of the sender: Django copies this into its own log."""
        return f"Rückmeldung {self.pk}" if self.pk else "Rückmeldung"

    @property
    def kind_label(self):
        """The kind in one word."""
        return self.get_kind_display().partition(":")[0]


class FeedbackTrace(models.Model):
    """That somebody sent a message a short while ago, to count how many came from one place.

    `place` is a keyed hash that changes every day, without a link to the message; rows are deleted after an hour.
    """

    place = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = "Spur einer Rückmeldung"
        verbose_name_plural = "Spuren von Rückmeldungen"
        indexes = [models.Index(fields=["place", "seen_at"], name="regionportal_feedback_of_place")]

    def __str__(self):
        return f"{self.place[:8]} {self.seen_at:%H:%M}"
