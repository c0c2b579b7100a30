"""What happened in a cooperation, and what is to come: its milestones, agreements, who joined and left, its measures,
and the consultations of its papers.

An accession is told three times over in the records: as a milestone, as an agreement, and by the participations that
begin that day. What happened on one day in one way is one entry.
"""

from dataclasses import dataclass, field, replace

from django.utils.text import capfirst

from council.models import Paper
from council.stations import with_stations
from council.timeline import timeline as paper_timeline
from publication.dates import VagueDate
from publication.timeline import Source, TimelineEntry

from .models import Agreement, Cooperation, CouncilReference, Milestone, Participation
from .stages import reached

_STEP, _ROLE = Milestone.Kind, Participation.Role
_KINDS = {
    _STEP.FIRST_CONTACT: "contact",
    _STEP.VISIT: "visit",
    _STEP.EVENT: "event",
    _STEP.DECLARATION: "signing",
    _STEP.SIGNING: "signing",
    _STEP.ACCESSION: "accession",
    _STEP.REPORT: "report",
    _STEP.SUSPENSION: "exit",
    _STEP.END: "end",
}
# By which step of the cooperation a partner takes a role, and by which an agreement is made.
_STEP_OF_ROLE = {
    _ROLE.SIGNATORY: _STEP.SIGNING,
    _ROLE.ACCEDED: _STEP.ACCESSION,
    _ROLE.SUPPORTER: _STEP.DECLARATION,
    _ROLE.COORDINATOR: _STEP.SIGNING,
    _ROLE.CONTACT: _STEP.FIRST_CONTACT,
}
_STEP_OF_AGREEMENT = {
    Agreement.Kind.SUPPORT: _STEP.DECLARATION,
    Agreement.Kind.MEMORANDUM: _STEP.DECLARATION,
    Agreement.Kind.LETTER_OF_INTENT: _STEP.DECLARATION,
    Agreement.Kind.ACCESSION: _STEP.ACCESSION,
}
# What one partner does, and several do.
_VERBS = {
    _ROLE.SIGNATORY: ("unterzeichnet", "unterzeichnen"),
    _ROLE.ACCEDED: ("tritt bei", "treten bei"),
    _ROLE.SUPPORTER: ("unterstützt die Kooperation", "unterstützen die Kooperation"),
    _ROLE.COORDINATOR: ("koordiniert", "koordinieren"),
    _ROLE.CONTACT: ("kommt in Kontakt", "kommen in Kontakt"),
}
_COUNTED = {_ROLE.ACCEDED: "accession", _ROLE.SUPPORTER: "support"}
NAMES_IN_A_TITLE = 3


@dataclass(slots=True)
class _Event:
    """What becomes one entry; agreements and participations of the same day and step are added to it."""

    date: VagueDate
    title: str
    kind: str
    kind_label: str
    key: str
    texts: list[str] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    count: int = 1
    stage: str = ""

    def entry(self):
        sources = tuple(dict.fromkeys(self.sources))
        url = next((source.url for source in sources if source.url), "")
        text = " ".join(text for text in self.texts if text)
        return TimelineEntry(
            self.date, self.title, url, self.kind, self.kind_label, text, sources, self.key, self.count, self.stage
        )


def timeline(cooperation: Cooperation, today):
    """All visible events of `cooperation` whose date is known, oldest first; twelve queries."""
    participations = (
        cooperation.participations(manager="visible")
        .select_related("partner")
        .with_visible("agreement")
        .order_by("partner__sort_key", "pk")
    )
    milestones = list(_milestones(cooperation))
    at_step = {(event.date, step): event for event, step in reversed(milestones)}
    events = [event for event, _ in milestones]
    events += _agreements(cooperation, at_step)
    events += _beginnings(cooperation, participations, at_step)
    events += [*_endings(participations), *_measures(cooperation)]
    return sorted([*(event.entry() for event in events), *_consultations(cooperation, today)])


def _milestones(cooperation):
    """Pairs of an event and the step that it is."""
    rows = cooperation.milestones(manager="visible").with_visible("paper", "agenda_item")
    before = None
    for milestone, stage in reached(rows):
        event = _Event(
            milestone.date,
            milestone.title,
            _KINDS.get(milestone.kind, "milestone"),
            milestone.get_kind_display(),
            f"milestone-{milestone.public_id}",
            [milestone.description],
            _sources(milestone),
            stage=stage.label if stage and stage != before else "",
        )
        before = stage
        yield event, milestone.kind


def _sources(milestone):
    sources = []
    if milestone.visible_paper:
        sources.append(_paper_source(milestone.visible_paper))
    if milestone.visible_agenda_item:
        item = milestone.visible_agenda_item
        sources.append(Source(f"Tagesordnungspunkt {item}", item.get_absolute_url()))
    if milestone.source_url:
        sources.append(Source(milestone.source_url.split("/")[2], milestone.source_url))
    return sources


def _paper_source(paper):
    return Source(f"Vorlage {paper.reference}".strip(), paper.get_absolute_url())


def _agreement_source(agreement, cooperation):
    return Source(agreement.title, f"{cooperation.get_absolute_url()}#vereinbarungen")


def _agreements(cooperation, at_step):
    """An agreement is a source of the step by which it was made; without such a milestone it is an event itself."""
    for agreement in cooperation.agreements(manager="visible").exclude(signed_on=None).order_by("signed_on", "pk"):
        step = _STEP_OF_AGREEMENT.get(agreement.kind, _STEP.SIGNING)
        event = at_step.get((agreement.signed, step))
        if event is None:
            event = at_step[agreement.signed, step] = _Event(
                agreement.signed,
                agreement.title,
                _KINDS[step],
                agreement.get_kind_display(),
                f"vereinbarung-{agreement.public_id}",
                [agreement.summary],
            )
            yield event
        event.sources.append(_agreement_source(agreement, cooperation))


def _beginnings(cooperation, participations, at_step):
    """Who joined is told with the step by which it happened, or as an event of its own."""
    for (day, role), parts in _grouped((part.since, part.role, part) for part in participations).items():
        names, label = [part.partner.called for part in parts], parts[0].get_role_display()
        event = at_step.get((day, _STEP_OF_ROLE[role]))
        is_told = event is not None
        if not is_told:
            event = at_step[day, _STEP_OF_ROLE[role]] = _Event(
                day,
                _sentence(names, *_VERBS[role]),
                _KINDS[_STEP_OF_ROLE[role]],
                capfirst(label),
                f"{role}-{day.day}-{day.precision}",
            )
            yield event
        if is_told or len(names) > NAMES_IN_A_TITLE:
            event.texts.append(f"{capfirst(label)}: {', '.join(names)}.")
        if role in _COUNTED:
            event.kind, event.count = _COUNTED[role], len(names)
        event.sources += [
            _agreement_source(part.visible_agreement, cooperation) for part in parts if part.visible_agreement
        ]


def _endings(participations):
    for (day, _), parts in _grouped((part.until, "", part) for part in participations).items():
        names = [part.partner.called for part in parts]
        title = _sentence(names, "scheidet aus", "scheiden aus")
        texts = [f"{', '.join(names)}."] if len(names) > NAMES_IN_A_TITLE else []
        yield _Event(day, title, "exit", "Austritt", f"austritt-{day.day}-{day.precision}", texts, count=len(names))


def _grouped(rows):
    """{(date, role): participations}, those without a date left out."""
    groups = {}
    for day, role, part in rows:
        if day is not None:
            groups.setdefault((day, role), []).append(part)
    return groups


def _sentence(names, singular, plural):
    if len(names) > NAMES_IN_A_TITLE:
        return f"{len(names)} Partner {plural}"
    *others, last = names
    return f"{', '.join(others)} und {last} {plural}" if others else f"{last} {singular}"


def _measures(cooperation):
    rows = cooperation.measures(manager="visible").exclude(due=None).with_visible("paper")
    for measure in rows:
        yield _Event(
            measure.due_date,
            measure.title,
            "measure",
            f"Maßnahme, {measure.get_measure_state_display()}" if measure.measure_state else "Maßnahme",
            f"massnahme-{measure.public_id}",
            [measure.description],
            [_paper_source(measure.visible_paper)] if measure.visible_paper else [],
        )


def _consultations(cooperation, today):
    """The stations of its papers, each under the paper's name."""
    references = CouncilReference.visible.filter(cooperation=cooperation)
    for paper in with_stations(Paper.visible.filter(pk__in=references.values("paper"))):
        for entry in paper_timeline(paper, today):
            yield replace(
                entry,
                title=paper.name,
                url=paper.get_absolute_url(),
                text=f"{entry.title}: {entry.text}",
                sources=(_paper_source(paper), *entry.sources),
            )
