"""What happened in a cooperation, and what is to come: its milestones, and the consultations of its papers."""

from dataclasses import dataclass
from datetime import date

from council.models import Consultation
from council.vocabulary import ResultKind
from publication.dates import VagueDate
from publication.timeline import TimelineEntry

from .models import Cooperation, CouncilReference, Milestone

_KINDS = {
    Milestone.Kind.FIRST_CONTACT: "contact",
    Milestone.Kind.VISIT: "visit",
    Milestone.Kind.EVENT: "event",
    Milestone.Kind.DECLARATION: "signing",
    Milestone.Kind.SIGNING: "signing",
    Milestone.Kind.ACCESSION: "accession",
    Milestone.Kind.REPORT: "report",
    Milestone.Kind.SUSPENSION: "exit",
    Milestone.Kind.END: "end",
}
_DECISIONS = (ResultKind.ACCEPTED, ResultKind.AMENDED, ResultKind.REJECTED)


def timeline(cooperation: Cooperation):
    """Visible milestones and dated consultations of the papers about `cooperation`, oldest first; six queries."""
    milestones = cooperation.milestones(manager="visible").with_visible("paper", "agenda_item")
    references = CouncilReference.visible.filter(cooperation=cooperation)
    consultations = (
        Consultation.visible.filter(paper__in=references.values("paper"))
        .select_related("paper", "organization")
        .with_visible("meeting", "agenda_item")
    )
    entries = [_milestone_entry(milestone) for milestone in milestones]
    entries += [_consultation_entry(one, day) for one in consultations if (day := _day_of(one))]
    return sorted(entries)


def _milestone_entry(milestone):
    source_url, source_label = _source(milestone)
    texts = [milestone.description, f"Quelle: {source_label}" if source_label else ""]
    return TimelineEntry(
        date=milestone.date,
        title=milestone.title,
        url=source_url,
        kind=_KINDS.get(milestone.kind, "milestone"),
        kind_label=milestone.get_kind_display(),
        text=" ".join(text for text in texts if text),
    )


def _source(milestone):
    """Address and name of the source, or two empty texts."""
    if milestone.visible_paper:
        paper = milestone.visible_paper
        return paper.get_absolute_url(), f"Vorlage {paper.reference}".strip()
    if milestone.visible_agenda_item:
        return milestone.visible_agenda_item.get_absolute_url(), f"Tagesordnungspunkt {milestone.visible_agenda_item}"
    if milestone.source_url:
        return milestone.source_url, milestone.source_url.split("/")[2]
    return "", ""


def _day_of(consultation):
    """The day of the meeting, or the one that the paper tells; None where neither is public."""
    return consultation.visible_meeting.day if consultation.visible_meeting else consultation.date


def _consultation_entry(consultation, day):
    told = consultation.visible_agenda_item or consultation
    result_kind = told.result_kind or consultation.result_kind
    result = told.result or told.get_result_kind_display() or consultation.result
    organization = consultation.organization.name if consultation.organization else ""
    paper = consultation.paper
    return TimelineEntry(
        date=VagueDate(day),
        title=paper.name,
        url=paper.get_absolute_url(),
        kind="decision" if result_kind in _DECISIONS else "meeting",
        kind_label="Beschluss" if result_kind in _DECISIONS else "Beratung",
        text=": ".join(text for text in (organization, result) if text),
    )


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry of `timeline.html`."""

    date_text: str
    datetime: str
    title: str
    url: str
    kind: str
    kind_label: str
    text: str
    is_future: bool


def shown(entries: list[TimelineEntry], today: date):
    """The entries as `timeline.html` draws them; what lies after `today` is marked."""
    return [
        ShownEntry(
            str(entry.date),
            entry.date.datetime,
            entry.title,
            entry.url,
            entry.kind,
            entry.kind_label,
            entry.text,
            entry.date.day > today,
        )
        for entry in entries
    ]
