"""What happened in a cooperation, and what is to come: its milestones, and the consultations of its papers."""

from dataclasses import dataclass, replace
from datetime import date

from council.models import Paper
from council.stations import with_stations
from council.timeline import timeline as paper_timeline
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


def timeline(cooperation: Cooperation, today):
    """Visible milestones and dated stations of the papers about `cooperation`, oldest first; seven queries."""
    milestones = cooperation.milestones(manager="visible").with_visible("paper", "agenda_item")
    references = CouncilReference.visible.filter(cooperation=cooperation)
    papers = with_stations(Paper.visible.filter(pk__in=references.values("paper")))
    entries = [_milestone_entry(milestone) for milestone in milestones]
    entries += [_of_paper(paper, entry) for paper in papers for entry in paper_timeline(paper, today)]
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


def _of_paper(paper, entry):
    """The station of a paper, under the paper's name."""
    return replace(entry, title=paper.name, url=paper.get_absolute_url(), text=f"{entry.title}: {entry.text}")


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
