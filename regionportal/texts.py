"""The operator's pages: what is published for a key, or else the text that comes with the portal."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from publication.display import day_text
from publication.models import Version

from .markdown import has_open_spot, html_of, title_and_rest
from .models import TextPage
from .placeholders import filled

FOLDER = Path(__file__).parent / "texts"
MONTHS_BETWEEN_REVIEWS = 12


@dataclass(frozen=True, slots=True)
class Default:
    """The text that comes with the portal."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class ShownText:
    """A page as readers see it. `content`: safe HTML; the rest is None for a default.

    `as_of`: day of the last public change; `history_url`: all public versions.
    """

    title: str
    content: str
    as_of: date | None
    history_url: str | None = None


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
    return ShownText(page.title, preview_of(page), _last_change(page), page.history_url)


def preview_of(page):
    """The text of `page` as safe HTML, whether the public sees it or not."""
    return html_of(filled(page.body, reviewed_on=page.reviewed_on))


def _last_change(page):
    told = Version.objects.of(page).last()
    moment = max(told.recorded_at, page.published_at) if told else page.published_at
    return timezone.localdate(moment)


def published():
    """{key: page} of what the operator has published; one query."""
    return {page.key: page for page in TextPage.visible.all()}


def open_spots(pages):
    """Keys whose text, as the public sees it with `pages` published, has something to fill in ("[…]")."""
    told = {key: pages.get(key) or default_of(key) for key in TextPage.Key.values}
    return [key for key, text in told.items() if has_open_spot(text.body) or has_open_spot(text.title)]


def accessibility_reviewed_on(pages):
    """When the accessibility statement was last reviewed, as it says itself; None where it does not."""
    page = pages.get(TextPage.Key.ACCESSIBILITY)
    return page and page.reviewed_on or settings.PORTAL["accessibility_reviewed"]


def review_is_due(reviewed_on, today):
    if reviewed_on is None:
        return True
    months = (today.year - reviewed_on.year) * 12 + today.month - reviewed_on.month
    return (months, today.day) >= (MONTHS_BETWEEN_REVIEWS, reviewed_on.day)


def reminders(today):
    """What staff should see to at `today`; one query, and one for each reminder."""
    pages, found = published(), []
    reviewed_on = accessibility_reviewed_on(pages)
    if review_is_due(reviewed_on, today):
        since = f"zuletzt am {day_text(reviewed_on)}" if reviewed_on else "noch nie"
        text = f"Die Erklärung zur Barrierefreiheit muss jedes Jahr überprüft werden; überprüft wurde sie {since}."
        found.append(Reminder(text, desk_address(TextPage.Key.ACCESSIBILITY)))
    for key in open_spots(pages):
        text = f"Auf der Seite „{TextPage.Key(key).label}“ steht noch „[…]“. Bitte ausfüllen."
        found.append(Reminder(text, desk_address(key)))
    return found


def desk_address(key):
    """Where staff edit the page for `key`: its form, or a new one with the default text."""
    page = TextPage.objects.filter(key=key).first()
    if page is None:
        return reverse("admin:regionportal_textpage_add") + f"?key={key}"
    return reverse("admin:regionportal_textpage_change", args=[page.pk])
