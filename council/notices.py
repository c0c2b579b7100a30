"""What contradicts itself or is missing in council matters."""

import re
from datetime import timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from publication.display import day_text
from publication.notices import Rule

from .imports.vocabulary import result_kind
from .models import AgendaItem, Consultation, PaperRelation, PaperSection, SourceDocument
from .vocabulary import PaperKind, RelationKind, ResultKind, SectionKind

DAYS_WITHOUT_RESULT = 30

_DECIDED = (ResultKind.ACCEPTED, ResultKind.AMENDED)
_DECIDES = re.compile(
    r"\b(?:beschlie(?:ß|ss)(?:t|en)|stimm(?:t|en)\b.{0,200}?\bzu\b|genehmig(?:t|en)|beauftrag(?:t|en))\b"
)
_NOTES = re.compile(r"\b(?:nimmt|nehmen|nahm|zur)\b.{0,300}?\bKenntnis\b|\bKenntnisnahme\b")
_ASSIGNS = re.compile(
    r"[^.;\n]{0,200}\b(?:(?:wird|werden)\b[^.;\n]{0,80}\b(?:beauftragt|gebeten)"
    r"|beauftrag(?:t|en) die (?:Geschäftsstelle|Verwaltung)|ist zu (?:prüfen|erstellen|veranlassen))[^.;\n]{0,200}"
)
_QUOTED = 140


def result_and_text_differ(today):
    """A result that decides over a text that only takes note, or the reverse."""
    items = AgendaItem.objects.filter(withdrawn_at=None).filter(
        Q(result_kind__in=_DECIDED, resolution_text__icontains="Kenntnis")
        | Q(result_kind=ResultKind.NOTED) & ~Q(resolution_text="")
    )
    for item in items.select_related("meeting__organization").order_by("pk").iterator(chunk_size=200):
        told = _kind_of_text(item.resolution_text)
        if told is None or (told == ResultKind.NOTED) == (item.result_kind == ResultKind.NOTED):
            continue
        yield (
            item,
            f"Ergebnis „{item.result or item.get_result_kind_display()}“, aber der Beschlusstext lautet "
            f"„{_quote(item.resolution_text)}“.",
            "Bitte an der Niederschrift prüfen, welches von beiden stimmt.",
        )


def _kind_of_text(text):
    kind = result_kind(text)
    if kind in (ResultKind.NOTED, *_DECIDED):
        return ResultKind.NOTED if kind == ResultKind.NOTED else ResultKind.ACCEPTED
    text = text[:5000]
    notes, decides = _NOTES.search(text), _DECIDES.search(text)
    if bool(notes) == bool(decides):
        return None
    return ResultKind.NOTED if notes else ResultKind.ACCEPTED


def notice_assigns_work(today):
    """A paper that only informs, but whose proposal or resolution gives somebody a task."""
    sections = PaperSection.objects.filter(
        paper__withdrawn_at=None,
        paper__paper_kind__in=(PaperKind.NOTICE, PaperKind.REPORT),
        kind__in=(SectionKind.PROPOSAL, SectionKind.RESOLUTION),
    ).select_related("paper")
    for section in sections.order_by("paper_id", "position").iterator(chunk_size=200):
        task = _ASSIGNS.search(section.text[:20_000])
        if task:
            yield (
                section.paper,
                f"Die Vorlage ist als „{section.paper.get_paper_kind_display()}“ geführt, aber „{section}“ erteilt "
                f"einen Auftrag: „{_quote(task.group())}“.",
                "Bitte prüfen, ob die Art stimmt, und den Auftrag gegebenenfalls als Maßnahme eintragen.",
            )


def cited_paper_unknown(today):
    """A paper cites another by its number, and the portal has no such paper."""
    relations = (
        PaperRelation.objects.filter(to_paper=None, withdrawn_at=None, from_paper__withdrawn_at=None)
        .select_related("from_paper")
        .order_by("pk")
    )
    for relation in relations.iterator(chunk_size=200):
        yield (
            relation.from_paper,
            f"Die Vorlage {_verb(relation)} „{relation.raw_reference}“; diese Vorlage ist nicht im Portal.",
            "Bitte die andere Vorlage übernehmen oder den Verweis verknüpfen.",
        )


def _verb(relation):
    return "verweist auf" if relation.kind == RelationKind.REFERS_TO else relation.get_kind_display()


def station_without_result(today):
    """A station whose day is over for more than a month, and no result is known of it or of its agenda item."""
    told = Q(result="", result_kind="") & (Q(agenda_item=None) | Q(agenda_item__result="", agenda_item__result_kind=""))
    stations = (
        Consultation.objects.filter(told, withdrawn_at=None, paper__withdrawn_at=None)
        .exclude(meeting__cancelled=True)
        .annotate(day=Coalesce(TruncDate("meeting__start"), F("date")))
        .filter(day__lt=today - timedelta(days=DAYS_WITHOUT_RESULT))
        .select_related("paper", "organization")
        .order_by("-day", "pk")
    )
    for station in stations.iterator(chunk_size=200):
        days = (today - station.day).days
        yield (
            station.paper,
            f"{station.organization or 'Ein Gremium'} hat am {day_text(station.day)} beraten; seit {days} Tagen ist "
            "kein Ergebnis eingetragen.",
            "Bitte die Niederschrift suchen und das Ergebnis eintragen.",
        )


def page_kept_aside(today):
    """A page that was read but could not be taken over."""
    pages = SourceDocument.objects.exclude(kept_aside="").defer("raw_text").select_related("paper")
    for page in pages.order_by("-read_at", "pk").iterator(chunk_size=200):
        yield page, f"„{page.name}“ liegt beiseite: {page.kept_aside}", "Bitte ergänzen, was fehlt, und neu einlesen."


def page_changed_at_its_source(today):
    """The newest reading of a paper's page differs from the one before."""
    earlier = SourceDocument.objects.filter(paper=OuterRef("paper"), read_at__lt=OuterRef("read_at"))
    newer = SourceDocument.objects.filter(paper=OuterRef("paper"), read_at__gt=OuterRef("read_at"))
    pages = (
        SourceDocument.objects.filter(paper__isnull=False)
        .annotate(
            before=Subquery(earlier.order_by("-read_at").values("read_at")[:1]),
            after=Subquery(newer.values("pk")[:1]),
        )
        .filter(before__isnull=False, after=None)
        .defer("raw_text")
        .select_related("paper")
        .order_by("-read_at", "pk")
    )
    for page in pages.iterator(chunk_size=200):
        yield (
            page.paper,
            f"Die Seite „{page.name}“ hat sich im Ratsinformationssystem geändert: gelesen am {_day(page.read_at)}, "
            f"davor am {_day(page.before)}.",
            "Bitte vergleichen, ob die Vorlage im Portal noch stimmt.",
        )


def _day(moment):
    return day_text(timezone.localdate(moment))


def _quote(text):
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()} …"


RULES = (
    Rule("result_and_text_differ", "Ergebnis und Beschlusstext widersprechen sich", result_and_text_differ),
    Rule("notice_assigns_work", "Eine Mitteilung erteilt einen Auftrag", notice_assigns_work),
    Rule("cited_paper_unknown", "Eine genannte Vorlage fehlt im Portal", cited_paper_unknown),
    Rule("station_without_result", "Beraten, aber ohne Ergebnis", station_without_result),
    Rule("page_kept_aside", "Eingelesen, aber nicht übernommen", page_kept_aside),
    Rule("page_changed_at_its_source", "Im Ratsinformationssystem geändert", page_changed_at_its_source),
)
