"""The whole story of a cooperation: one builder for page, picture, Atom and JSON.

It joins what happened in the cooperation, in the councils and in the budgets, which no app below knows together.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.urls import reverse

from budgets.timeline import timeline as budget_timeline
from cooperations.as_of import read_as_of, read_day
from cooperations.display import stage_badge
from cooperations.models import Cooperation, Milestone
from cooperations.parties import state_on
from cooperations.timeline import timeline as cooperation_timeline
from publication.display import day_text
from publication.lists import with_question
from publication.timeline import TimelineEntry, shown

from .story_picture import picture_of

ENTRIES_ON_A_PAGE = 100
# In the order in which a summary counts them: (one, several) of each kind.
COUNTED = {
    "contact": ("ein Kontakt", "Kontakte"),
    "signing": ("eine Unterzeichnung", "Unterzeichnungen"),
    "accession": ("ein Beitritt", "Beitritte"),
    "support": ("ein Unterstützer", "Unterstützer"),
    "exit": ("ein Austritt oder eine Pause", "Austritte oder Pausen"),
    "decision": ("ein Beschluss", "Beschlüsse"),
    "notice": ("eine Kenntnisnahme", "Kenntnisnahmen"),
    "meeting": ("eine Beratung", "Beratungen"),
    "report": ("ein Bericht", "Berichte"),
    "visit": ("ein Delegationsbesuch", "Delegationsbesuche"),
    "event": ("eine Veranstaltung", "Veranstaltungen"),
    "measure": ("eine Maßnahme", "Maßnahmen"),
    "budget": ("eine Angabe zum Geld", "Angaben zum Geld"),
    "milestone": ("ein weiterer Schritt", "weitere Schritte"),
    "end": ("ein Ende", "Enden"),
}
KIND_LABELS = {
    "contact": "Kontakte",
    "signing": "Unterzeichnungen",
    "accession": "Beitritte",
    "support": "Unterstützung",
    "exit": "Austritte und Pausen",
    "decision": "Beschlüsse",
    "notice": "Kenntnisnahmen",
    "meeting": "Beratungen",
    "report": "Berichte",
    "visit": "Besuche",
    "event": "Veranstaltungen",
    "measure": "Maßnahmen",
    "budget": "Geld",
    "milestone": "Weitere Schritte",
    "end": "Ende",
}
_NUMBERS = ("", "", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")


def story(cooperation: Cooperation, today: date) -> list[TimelineEntry]:
    """Every dated event that concerns `cooperation`, oldest first; twenty queries at most."""
    return sorted([*cooperation_timeline(cooperation, today), *budget_timeline(cooperation)])


@dataclass(frozen=True, slots=True)
class Span:
    """Which part of a story somebody asks for: `kind` "" for all; `first` and `last` may be None; German `errors`."""

    kind: str
    first: date | None
    last: date | None
    errors: tuple[str, ...] = ()

    def of(self, entries):
        return [
            one
            for one in entries
            if (not self.kind or one.kind == self.kind)
            and (self.first is None or one.date.last_day >= self.first)
            and (self.last is None or one.date.day <= self.last)
        ]

    @property
    def is_open(self):
        return not (self.kind or self.first or self.last)

    @property
    def asked(self):
        """[(name, value)] of what was asked and understood, as the address has it."""
        values = (("art", self.kind), ("von", self.first), ("bis", self.last))
        return [(name, str(value)) for name, value in values if value]


def read_span(asked):
    """`asked`: the question with `art`, `von`, `bis`; what cannot be read is told and left out."""
    errors, days = [], []
    for name in ("von", "bis"):
        day, error = read_day(asked[name]) if asked.get(name) else (None, "")
        days.append(day)
        errors += [error] if error else []
    kind = asked.get("art", "")
    if kind and kind not in KIND_LABELS:
        kind = ""
        errors.append("Diese Art von Ereignis gibt es nicht. Bitte wählen Sie eine aus der Liste.")
    first, last = days
    if first and last and first > last:
        first, last = last, first
    return Span(kind, first, last, tuple(errors))


def summary(entries, first, last):
    """What happened between two days, counted in one German sentence."""
    counts = Counter()
    for entry in entries:
        counts[entry.kind] += entry.count
    told = [_counted(counts[kind], *words) for kind, words in COUNTED.items() if counts[kind]]
    return f"{_between(first, last)}: {', '.join(told) or 'nichts, was hier verzeichnet ist'}."


def _counted(number, one, several):
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return one if number == 1 else f"{word} {several}"


def _between(first, last):
    if first and last:
        return f"Zwischen {day_text(first)} und {day_text(last)}"
    if first:
        return f"Seit {day_text(first)}"
    return f"Bis {day_text(last)}" if last else "Insgesamt"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


def story_page(cooperation: Cooperation, request, today):
    """All that the page shows; `stand`, `art`, `von`, `bis` and `page` are asked for."""
    span, as_of = read_span(request.GET), read_as_of(request.GET.get("stand"), today)
    every = story(cooperation, today)
    entries = span.of(every)
    page_obj = Paginator(entries, ENTRIES_ON_A_PAGE).get_page(request.GET.get("page"))
    milestones = list(Milestone.visible.filter(cooperation=cooperation))
    present = {entry.kind for entry in every}
    url = reverse("story", args=[cooperation.public_id, cooperation.slug])
    return {
        "section": "cooperations",
        "cooperation": cooperation,
        "crumbs": [
            ("Kooperationen", reverse("cooperations:cooperation_list")),
            (cooperation.title, cooperation.get_absolute_url()),
            ("Verlauf", None),
        ],
        "url": url,
        "span": span,
        "kinds": [Choice(kind, label) for kind, label in KIND_LABELS.items() if kind in present or kind == span.kind],
        "summary": summary(entries, span.first, span.last) if entries or not span.is_open else "",
        "as_of": as_of,
        "state": state_on(cooperation, as_of.day),
        "stage": stage_badge(milestones, as_of.day),
        "picture": picture_of(entries, KIND_LABELS, today),
        "count": len(entries),
        "page_obj": page_obj,
        "entries": shown(page_obj, today),
        "feed_url": with_question(reverse("story_feed", args=[cooperation.public_id, cooperation.slug]), request),
        "json_url": with_question(reverse("story_json", args=[cooperation.public_id, cooperation.slug]), request),
    }


def story_json(cooperation: Cooperation, asked, today):
    """The same as plain values. Dates in ISO 8601, shortened to what is known; seasons by their first month."""
    span = read_span(asked)
    return {
        "id": cooperation.public_id,
        "title": cooperation.title,
        "entries": [_plain(entry) for entry in span.of(story(cooperation, today))],
        "errors": list(span.errors),
    }


def _plain(entry):
    return {
        "id": entry.key,
        "date": entry.date.datetime,
        "earliest": entry.date.day.isoformat(),
        "latest": entry.date.last_day.isoformat(),
        "precision": str(entry.date.precision),
        "kind": entry.kind,
        "kind_label": entry.kind_label,
        "title": entry.title,
        "text": entry.text,
        "count": entry.count,
        "stage": entry.stage or None,
        "sources": [{"label": source.label, "url": source.url or None} for source in entry.sources],
    }
