"""Meetings and their agenda as lists and pages show them. Loaders say what they cost."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from publication.display import Cell, Column, Fact, date_fact, moment_text

from .display import Table
from .models import AgendaItem, Consultation, File, Meeting
from .passages import Passage
from .stations import shown_result

MEETING_COLUMNS = [Column("Sitzung"), Column("Beginn"), Column("Gremium"), Column("Ort"), Column("Stand")]


@dataclass(frozen=True, slots=True)
class PaperLink:
    reference: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item of a meeting. `has_badge`: a result is there, or is missed by now."""

    number: str
    name: str
    url: str
    papers: list[PaperLink]
    result_kind: str | None
    result_label: str | None
    has_badge: bool


def listed_meetings():
    """Visible meetings with what a row shows: one query more."""
    return Meeting.visible.select_related("organization__body").with_visible("location")


def coming_first(meetings, today):
    """Those of `today` and later, the next one first; cancelled ones too."""
    return meetings.filter(start__date__gte=today).order_by("start", "pk")


def past_first(meetings, today):
    """Those before `today`, the last one first."""
    return meetings.filter(start__date__lt=today).order_by("-start", "pk")


def meeting_table(meetings, today):
    return Table(MEETING_COLUMNS, [_meeting_row(meeting, today) for meeting in meetings])


def _meeting_row(meeting, today):
    organization = meeting.organization
    return [
        Cell(str(meeting), url=meeting.get_absolute_url()),
        Cell(meeting.start_text, datetime=meeting.start_iso),
        Cell(f"{organization.name} ({organization.body.called})", url=organization.get_absolute_url()),
        Cell(", ".join(filter(None, [meeting.room, _town(meeting.visible_location)])) or "–"),
        Cell(meeting_state(meeting, today)),
    ]


def meeting_state(meeting, today):
    """As recorded; where nothing is, what the day tells. A meeting of today is still to come."""
    if meeting.cancelled:
        return "abgesagt"
    return meeting.get_meeting_state_display() or ("steht bevor" if meeting.day >= today else "vorbei")


def _town(location):
    return ", ".join(filter(None, [location.description, location.locality])) if location else ""


def _address(location):
    if location is None:
        return ""
    town = f"{location.postal_code} {location.locality}".strip()
    return ", ".join(filter(None, [location.description, location.street_address, town]))


def meeting_facts(meeting, today):
    start, end = timezone.localtime(meeting.start), meeting.end and timezone.localtime(meeting.end)
    return [
        Fact("Gremium", str(meeting.organization), meeting.organization.get_absolute_url()),
        Fact("Körperschaft", meeting.organization.body.name, meeting.organization.body.get_absolute_url()),
        Fact("Beginn", meeting.start_text, datetime=meeting.start_iso),
        Fact("Ende", _end_text(start, end), datetime=end and end.isoformat()),
        Fact("Raum", meeting.room),
        Fact("Ort", _address(meeting.visible_location)),
        Fact("Sitzungsnummer", meeting.reference),
        Fact("Stand", meeting_state(meeting, today)),
    ]


def _end_text(start, end):
    if end is None:
        return ""
    return f"{end:%H:%M} Uhr" if end.date() == start.date() else moment_text(end)


def meeting_to_show():
    """Visible meetings with their visible agenda and files: five queries more."""
    return listed_meetings().prefetch_related(
        Prefetch("agenda_items", with_papers(AgendaItem.visible.order_by("order", "pk")), to_attr="visible_items"),
        Prefetch("files", File.visible.order_by("position", "pk"), to_attr="visible_files"),
    )


def with_papers(items):
    """Prefetch the visible stations that were dealt with at these items, with their papers: one query more."""
    steps = Consultation.visible.select_related("paper__body").order_by("order", "pk")
    return items.prefetch_related(Prefetch("consultations", steps, to_attr="visible_consultations"))


def result_of(item):
    """(kind, words of the source) of an item, else of a station dealt with there; both None where nothing is known."""
    results = (shown_result(consultation, item) for consultation in item.visible_consultations)
    found = next((result for result in results if result[0] is not None), None)
    if found is not None:
        return found
    return (item.result_kind, item.result) if item.result or item.result_kind else (None, None)


def is_past(meeting, today):
    """Whether results are to be expected by now."""
    return meeting.day < today and not meeting.cancelled


def agenda(meeting, today):
    return [_agenda_line(item, is_past(meeting, today)) for item in meeting.visible_items]


def _agenda_line(item, results_expected):
    kind, label = result_of(item)
    return AgendaLine(
        number=item.number.replace(" ", "\N{NO-BREAK SPACE}"),
        name=item.name,
        url=item.get_absolute_url(),
        papers=paper_links(item),
        result_kind=kind,
        result_label=label,
        has_badge=results_expected or kind is not None,
    )


def paper_links(item):
    """The papers dealt with at an item that was loaded `with_papers`."""
    papers = dict.fromkeys(consultation.paper for consultation in item.visible_consultations)
    return [PaperLink(paper.reference, str(paper), paper.get_absolute_url()) for paper in papers]


def item_to_show():
    """Visible agenda items with their papers and files: two queries more."""
    items = AgendaItem.visible.select_related("meeting__organization__body")
    files = Prefetch("files", File.visible.order_by("position", "pk"), to_attr="visible_files")
    return with_papers(items).prefetch_related(files)


def item_preline(item):
    return " · ".join([f"TOP {item.number}" if item.number else "Tagesordnungspunkt", str(item.meeting.organization)])


def item_facts(item):
    kind, label = result_of(item)
    canonical = AgendaItem(result_kind=kind or "").get_result_kind_display()
    meeting = item.meeting
    return [
        Fact("Sitzung", str(meeting), meeting.get_absolute_url()),
        Fact("Beginn", meeting.start_text, datetime=meeting.start_iso),
        Fact("Gremium", str(meeting.organization), meeting.organization.get_absolute_url()),
        Fact("Körperschaft", meeting.organization.body.name, meeting.organization.body.get_absolute_url()),
        Fact("Nummer", item.number),
        Fact("Ergebnis, wie geschrieben", label or ""),
        Fact("Ergebnis", canonical if canonical != label else ""),
        Fact("Abstimmung", votes_text(item)),
        date_fact("Ergebnis bekannt seit", item.result_published_on),
    ]


def votes_text(item):
    """Only what was counted: a missing number is not zero."""
    counts = [("Ja", item.votes_yes), ("Nein", item.votes_no), ("Enthaltungen", item.votes_abstained)]
    return ", ".join(f"{label}: {count}" for label, count in counts if count is not None)


def item_passages(item):
    passages = [
        Passage("Beschluss", item.resolution_text, "resolution", "beschluss"),
        Passage("Niederschrift", item.minutes_text, "minutes", "niederschrift"),
    ]
    return [passage for passage in passages if passage.text.strip()]


def neighbours(item):
    """(previous, next) visible item of the same meeting, None at the ends; one query."""
    items = list(AgendaItem.visible.filter(meeting=item.meeting_id).order_by("order", "pk"))
    place = items.index(item)
    return (items[place - 1] if place else None, items[place + 1] if place + 1 < len(items) else None)
