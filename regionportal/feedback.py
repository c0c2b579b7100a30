"""What readers write to the operator: the form, what is taken from it, and the mail that tells of it.

The form asks no puzzle and sets no cookie. Against machines it has a field that people do not see, a signed time stamp
(too quick: no person; too old: a form from a stock) and a limit for each source. Nobody acts in another's name here, so
there is nothing that a CSRF token would protect.
"""

import ipaddress
import math
from datetime import UTC, datetime, timedelta

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import FeedbackMessage, FeedbackTrace

TRAP = "homepage"  # a field that only machines fill in; the page writes it, always empty
MIN_SECONDS = 3
MAX_AGE = timedelta(days=1)
WINDOW = timedelta(hours=1)
MESSAGES_IN_WINDOW = 10
_signer = signing.Signer(salt="regionportal.feedback")


class Lines(forms.CharField):
    """Browsers count the end of a line as one character and send two."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class FeedbackForm(forms.ModelForm):
    """Whatever is wrong with it, what was written stays in its fields."""

    class Meta:
        model = FeedbackMessage
        fields = ("kind", "text", "page", "name", "email")
        field_classes = {"text": Lines}
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 8}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        help_texts = {
            "text": "Bitte schreiben Sie keine Gesundheitsdaten und keine Daten über andere Personen.",
            "page": "Die Adresse der Seite, zum Beispiel /vorlagen/. Lassen Sie das Feld leer, wenn es um alles geht.",
            "name": "Freiwillig.",
            "email": "Freiwillig. Ohne sie können wir Ihnen nicht antworten. Beispiel: name@beispiel.de",
        }
        error_messages = {
            "kind": {"required": "Bitte wählen Sie aus, worum es geht."},
            "text": {
                "required": "Bitte schreiben Sie uns, worum es geht.",
                "max_length": "Bitte kürzen Sie die Nachricht auf %(limit_value)d Zeichen; es sind %(show_value)d.",
            },
            "page": {"max_length": "Bitte kürzen Sie die Adresse auf %(limit_value)d Zeichen."},
            "name": {"max_length": "Bitte kürzen Sie den Namen auf %(limit_value)d Zeichen."},
            "email": {"invalid": "Bitte prüfen Sie die E-Mail-Adresse. Sie sieht so aus: name@beispiel.de"},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = FeedbackMessage.Kind.choices
        self.stamp = self.data.get("stamp", "") if self.is_bound else new_stamp()

    def clean(self):
        cleaned = super().clean()
        if self.data.get(TRAP):
            raise ValidationError(
                "Ein Feld, das leer bleiben soll, war ausgefüllt, vielleicht von Ihrem Browser. Wir haben es geleert. "
                "Bitte senden Sie die Nachricht noch einmal ab."
            )
        age = _age(self.stamp)
        if age is None or age > MAX_AGE:
            self.stamp = new_stamp()
            self._ask_again("Das Formular war lange offen.")
        elif age < timedelta(seconds=MIN_SECONDS):
            self._ask_again(
                "Das ging sehr schnell. Bitte warten Sie einige Sekunden, damit keine Programme das Formular absenden."
            )
        return cleaned

    def _ask_again(self, reason):
        """Somebody who has something else to correct sends the form once more anyway."""
        if not self.errors:
            raise ValidationError(f"{reason} Ihre Eingaben sind noch da. Bitte senden Sie sie noch einmal ab.")


def new_stamp():
    return _signer.sign(int(timezone.now().timestamp()))


def _age(stamp):
    """How long ago `stamp` was given out; None for one that is not ours."""
    try:
        given_out = datetime.fromtimestamp(int(_signer.unsign(stamp)), tz=UTC)
    except (signing.BadSignature, ValueError):
        return None
    return timezone.now() - given_out


def asked_for(question):
    """What an address may put into the fields: the page somebody came from, and the kind of the message."""
    page, kind = question.get("seite", ""), question.get("anlass", "")
    is_own = page.startswith("/") and not page.startswith("//") and page.isprintable() and len(page) <= 500
    return {"page": page if is_own else "", "kind": kind if kind in FeedbackMessage.Kind.values else ""}


def seconds_to_wait(address, now):
    """How long somebody at `address` has to wait until the next message is taken; 0: not at all."""
    traces = FeedbackTrace.objects.filter(place__in=_places(address, now), seen_at__gt=now - WINDOW)
    moments = list(traces.order_by("-seen_at").values_list("seen_at", flat=True)[:MESSAGES_IN_WINDOW])
    if len(moments) < MESSAGES_IN_WINDOW:
        return 0
    return math.ceil((moments[-1] + WINDOW - now).total_seconds())


def too_many(wait):
    minutes = math.ceil(wait / 60)
    later = "in einer Minute" if minutes == 1 else f"in {minutes} Minuten"
    other_way = f" oder schreiben Sie an {settings.FEEDBACK_EMAIL}" if settings.FEEDBACK_EMAIL else ""
    return (
        f"Von Ihrem Anschluss kamen in der letzten Stunde schon {MESSAGES_IN_WINDOW} Nachrichten. Ihre Eingaben sind "
        f"noch da: Bitte senden Sie sie {later} noch einmal ab{other_way}."
    )


def _places(address, now):
    """Keyed hashes of `address`, today's first; yesterday's still counts just after midnight.

    Of an IPv6 address only the network counts: one household has as many addresses as it likes.
    """
    try:
        network = ipaddress.ip_network(f"{address}/64" if ":" in address else address, strict=False)
    except (TypeError, ValueError):
        network = "unknown"
    days = [timezone.localdate(now), timezone.localdate(now - WINDOW)]
    return [salted_hmac(f"regionportal.feedback.{day}", str(network), algorithm="sha256").hexdigest() for day in days]


@transaction.atomic
def receive(message, *, address, now):
    """Keep an unsaved `message` from `address`, and tell the operator once it is kept.

    A mail server that fails changes nothing of that: the message waits at the desk.
    """
    message.received_at = now
    message.save()
    FeedbackTrace.objects.filter(seen_at__lte=now - WINDOW).delete()
    FeedbackTrace.objects.create(place=_places(address, now)[0], seen_at=now)
    transaction.on_commit(lambda: tell_operator(message), robust=True)


def tell_operator(message):
    """The subject has no word of the sender in it, so nothing can be smuggled into the head of the mail."""
    if not settings.FEEDBACK_EMAIL:
        return
    desk = reverse("admin:regionportal_feedbackmessage_change", args=[message.pk])
    mail = EmailMessage(
        subject=f"[{settings.PORTAL['name']}] {message.kind_label} (Rückmeldung {message.pk})",
        body=render_to_string("feedback_mail.txt", {"message": message, "desk": settings.SITE_URL + desk}),
        to=[settings.FEEDBACK_EMAIL],
        reply_to=[message.email] if message.email else None,
    )
    mail.send()


def old_messages(now):
    """Answered messages whose time is over."""
    return _of_old(now).filter(state=FeedbackMessage.State.ANSWERED)


def waiting_too_long(now):
    """Messages just as old that nobody has answered."""
    return _of_old(now).filter(state=FeedbackMessage.State.NEW)


def _of_old(now):
    before = now - timedelta(days=settings.PORTAL["feedback_retention_days"])
    return FeedbackMessage.objects.filter(received_at__lt=before)


@transaction.atomic
def delete_old(*, now):
    """Delete what `old_messages` names, and the traces that count no more. Returns the number of messages."""
    FeedbackTrace.objects.filter(seen_at__lte=now - WINDOW).delete()
    number, _ = old_messages(now).delete()
    return number
