"""The operator's pages: what is published for a key, or else the text that comes with the portal.

A text is Markdown with placeholders in braces, which stand for the operator's data from the settings.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from publication.display import day_text
from publication.models import Version

from .markdown import addresses_not_taken, escaped, has_open_spot, html_of, title_and_rest
from .models import TextPage

FOLDER = Path(__file__).parent / "texts"
IN_BRACES = re.compile(r"\{([^{}\s]{1,40})\}")
MONTHS_BETWEEN_REVIEWS = 12


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A word in braces. `setting` is the key in settings.PORTAL, `variable` what the operator sets.

    A line with a placeholder that may be empty, and is, is left out.
    """

    meaning: str
    setting: str
    variable: str
    may_be_empty: bool = False


PLACEHOLDERS = {
    "portal": Placeholder("Name des Portals", "name", "PORTAL_NAME"),
    "region": Placeholder("Name der Region", "region", "PORTAL_REGION"),
    "adresse_portal": Placeholder("Internetadresse des Portals", "base_url", "SITE_URL"),
    "betreiber": Placeholder("Name des Betreibers", "operator", "OPERATOR_NAME"),
    "strasse": Placeholder("Straße und Hausnummer", "operator_street", "OPERATOR_STREET"),
    "ort": Placeholder("Postleitzahl und Ort", "operator_city", "OPERATOR_CITY"),
    "email": Placeholder("E-Mail-Adresse des Betreibers", "operator_email", "OPERATOR_EMAIL"),
    "telefon": Placeholder("Telefonnummer", "operator_phone", "OPERATOR_PHONE", may_be_empty=True),
    "vertreten_durch": Placeholder("wer den Betreiber vertritt", "operator_represented_by", "OPERATOR_REPRESENTED_BY"),
    "datenschutz_email": Placeholder(
        "E-Mail-Adresse für Datenschutz", "data_protection_email", "DATA_PROTECTION_EMAIL"
    ),
    "datenlizenz": Placeholder("Lizenz der Daten", "data_licence", "DATA_LICENCE_NAME", may_be_empty=True),
    "datenlizenz_adresse": Placeholder(
        "Internetadresse der Lizenz", "data_licence_url", "DATA_LICENCE_URL", may_be_empty=True
    ),
    "quelltext": Placeholder("Internetadresse des Quelltexts", "source_url", "SOURCE_CODE_URL", may_be_empty=True),
    "ueberprueft_am": Placeholder(
        "Tag der letzten Überprüfung (Barrierefreiheit)", "accessibility_reviewed", "ACCESSIBILITY_REVIEWED"
    ),
    "rueckmeldung_tage": Placeholder(
        "Tage, nach denen beantwortete Rückmeldungen gelöscht werden",
        "feedback_retention_days",
        "FEEDBACK_RETENTION_DAYS",
    ),
}


@dataclass(frozen=True, slots=True)
class Default:
    """The text that comes with the portal."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class ShownText:
    """A page as readers see it. `content`: safe HTML; `as_of`: day of the last public change, None for a default."""

    title: str
    content: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something about the operator's pages that staff should see to, and the page at the desk where they can."""

    text: str
    url: str


@cache
def default_of(key):
    return Default(*title_and_rest((FOLDER / f"{key}.md").read_text("utf-8")))


def shown(key):
    """The page for `key` as the public sees it now; at most two queries."""
    page = TextPage.visible.filter(key=key).first()
    if page is None:
        default = default_of(key)
        return ShownText(default.title, html_of(filled(default.body)), as_of=None)
    return ShownText(page.title, html_of(filled(page.body, reviewed_on=page.reviewed_on)), _last_change(page))


def _last_change(page):
    told = Version.objects.of(page).last()
    moment = max(told.recorded_at, page.published_at) if told else page.published_at
    return timezone.localdate(moment)


def filled(body, *, reviewed_on=None):
    """`body` with the operator's data in place of the placeholders; `reviewed_on` goes before the one from settings."""
    values = {name: settings.PORTAL[one.setting] for name, one in PLACEHOLDERS.items()}
    reviewed_on = reviewed_on or values["ueberprueft_am"]
    values["ueberprueft_am"] = day_text(reviewed_on) if reviewed_on else ""
    lines = [line for line in body.splitlines() if not _waits_for_nothing(line, values)]
    return IN_BRACES.sub(lambda found: _value(found, values), "\n".join(lines))


def _waits_for_nothing(line, values):
    names = [name for name in IN_BRACES.findall(line) if name in PLACEHOLDERS]
    return any(PLACEHOLDERS[name].may_be_empty and not values[name] for name in names)


def _value(found, values):
    name = found[1]
    if name not in PLACEHOLDERS:
        return found[0]
    return escaped(values[name] or f"[… {PLACEHOLDERS[name].meaning}]")


def faults_of(body):
    """What must be changed in a text before it can be saved, as messages for people."""
    unknown = [name for name in dict.fromkeys(IN_BRACES.findall(body)) if name not in PLACEHOLDERS]
    faults = [
        f"Den Platzhalter {{{name}}} gibt es nicht. Bitte nehmen Sie einen von denen, die unter dem Feld stehen."
        for name in unknown
    ]
    told = IN_BRACES.sub("/wert", body)
    return faults + [
        f"Die Adresse „{address}“ wird kein Link und kein Bild. Erlaubt sind https://…, mailto:…, tel:… und eigene "
        "Seiten, die mit / beginnen; Bilder nur aus dem Portal."
        for address in addresses_not_taken(told)
    ]


def open_spots():
    """Keys whose text, as the public sees it now, has something to fill in ("[…]"); one query."""
    published = {page.key: page for page in TextPage.visible.all()}
    told = {key: published.get(key) or default_of(key) for key in TextPage.Key.values}
    return [key for key, text in told.items() if has_open_spot(text.body) or has_open_spot(text.title)]


def accessibility_reviewed_on():
    """When the accessibility statement was last reviewed, as it says itself; None where it does not; one query."""
    page = TextPage.visible.filter(key=TextPage.Key.ACCESSIBILITY).first()
    return page and page.reviewed_on or settings.PORTAL["accessibility_reviewed"]


def review_is_due(reviewed_on, today):
    if reviewed_on is None:
        return True
    months = (today.year - reviewed_on.year) * 12 + today.month - reviewed_on.month
    return (months, today.day) >= (MONTHS_BETWEEN_REVIEWS, reviewed_on.day)


def reminders(today):
    """What staff should see to at `today`; three queries."""
    reviewed_on = accessibility_reviewed_on()
    found = []
    if review_is_due(reviewed_on, today):
        since = f"zuletzt am {day_text(reviewed_on)}" if reviewed_on else "noch nie"
        text = f"Die Erklärung zur Barrierefreiheit muss jedes Jahr überprüft werden; überprüft wurde sie {since}."
        found.append(Reminder(text, desk_address(TextPage.Key.ACCESSIBILITY)))
    for key in open_spots():
        text = f"Auf der Seite „{TextPage.Key(key).label}“ steht noch „[…]“. Bitte ausfüllen."
        found.append(Reminder(text, desk_address(key)))
    return found


def desk_address(key):
    """Where staff edit the page for `key`: its form, or a new one with the default text."""
    page = TextPage.objects.filter(key=key).first()
    if page is None:
        return reverse("admin:regionportal_textpage_add") + f"?key={key}"
    return reverse("admin:regionportal_textpage_change", args=[page.pk])
