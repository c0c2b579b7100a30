"""The first page: the cooperations at a glance, what is new, what is next."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cooperations.display import cooperation_cards
from cooperations.models import Cooperation
from council.models import Meeting, Paper
from partners.models import Partner
from publication.display import Fact

from .news import newest_records


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the ways in, drawn by hero.html."""

    title: str
    text: str
    url: str
    icon: str
    link_label: str


@dataclass(frozen=True, slots=True)
class UpcomingMeeting:
    """A meeting to come, drawn by news_list.html."""

    date_text: str
    datetime: str
    kind_label: str
    title: str
    url: str
    why: str


def home_page(now):
    """All that the first page shows at `now` (aware)."""
    today = timezone.localdate(now)
    region = settings.PORTAL["region"]
    cooperations = Cooperation.visible.all()
    return {
        "hero_text": f"Wer in der {region} zusammenarbeitet, was beschlossen wurde und was es kostet.",
        "entries": _entries(),
        "cards": cooperation_cards(cooperations.order_by("sort_key", "pk")[:9], today),
        "news": newest_records(limit=6, kinds=(Cooperation, Paper)),
        "meetings": [
            _upcoming(meeting) for meeting in Meeting.visible.upcoming(now).select_related("organization")[:5]
        ],
        "numbers": [
            Fact("Kooperationen", str(cooperations.count()), reverse("cooperations:cooperation_list")),
            Fact("Partner", str(Partner.visible.count()), reverse("partners:partner_list")),
            Fact("Vorlagen", str(Paper.visible.count()), reverse("council:paper_list")),
        ],
    }


def _entries():
    return [
        Entry(
            "Wer arbeitet zusammen?",
            "Bündnisse in der Region und Partnerschaften in aller Welt, mit allen Beteiligten und seit wann.",
            reverse("cooperations:cooperation_list"),
            "network",
            "Zu den Kooperationen",
        ),
        Entry(
            "Was wurde beschlossen?",
            "Vorlagen auf ihrem Weg durch die Gremien, mit jedem Ergebnis.",
            reverse("council:paper_list"),
            "kind-decision",
            "Zu den Vorlagen",
        ),
        Entry(
            "Was kostet es?",
            "Ansätze und Ergebnisse nach Jahren, und der Beschluss hinter jedem Betrag.",
            reverse("budgets:budget_line_list"),
            "kind-budget",
            "Zum Haushalt",
        ),
    ]


def _upcoming(meeting):
    return UpcomingMeeting(
        date_text=meeting.start_text,
        datetime=meeting.start_iso,
        kind_label="Sitzung",
        title=str(meeting.organization),
        url=meeting.get_absolute_url(),
        why=meeting.room,
    )
