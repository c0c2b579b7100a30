"""What the pages of cooperations show, as plain objects."""

from dataclasses import dataclass, field

from django.db.models import F, Prefetch, prefetch_related_objects
from django.utils.text import Truncator

from partners.countries import country_name
from partners.models import Partner
from publication.display import Card, Cell, Column, Fact, date_fact, day_text, size_text

from .models import AgreementFile, Cooperation, Measure, Milestone, Topic
from .parties import party_counts
from .stages import LEADS_TO, stage

STAGE_TONES = {
    Cooperation.Stage.DECLARED: "info",
    Cooperation.Stage.IN_PREPARATION: "info",
    Cooperation.Stage.AGREED: "success",
    Cooperation.Stage.SUSPENDED: "warning",
}
MEASURE_TONES = {Measure.State.RUNNING: "info", Measure.State.DONE: "success"}
REFERENCE_COLUMNS = [Column("Vorlage"), Column("Bezug"), Column("Körperschaft"), Column("Nummer"), Column("Datum")]


@dataclass(frozen=True, slots=True)
class Badge:
    label: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


def stage_badge(milestones, day):
    """The stage on `day`, or None where no milestone tells one."""
    reached = stage(milestones, day)
    return reached and Badge(reached.label, STAGE_TONES.get(reached, "neutral"))


def party_text(number):
    return f"{number} Vertragspartner"


def cooperation_cards(cooperations, today):
    """Cards with stage, region and number of parties on `today`; two queries beside that of `cooperations`."""
    cooperations = list(cooperations)
    prefetch_related_objects(
        cooperations, Prefetch("milestones", Milestone.visible.all(), to_attr="visible_milestones")
    )
    counts = party_counts(cooperations, today)
    return [_card(one, counts.get(one.pk, 0), today) for one in cooperations]


def _card(cooperation, parties, today):
    badge = stage_badge(cooperation.visible_milestones, today)
    place = cooperation.region or country_name(cooperation.country)
    return Card(
        title=cooperation.title,
        url=cooperation.get_absolute_url(),
        preline=cooperation.get_kind_display(),
        text=Truncator(cooperation.summary).chars(220, truncate=" …"),
        meta=[place, party_text(parties)] if parties else [place],
        badge_label=badge.label if badge else "",
        badge_tone=badge.tone if badge else "neutral",
    )


def facts_of(cooperation, milestones, today):
    """`cooperation` must carry `visible_umbrella`; `milestones` are its visible ones."""
    begun = [one.date for one in milestones if one.kind in LEADS_TO and one.day <= today]
    agreed = [one.date for one in milestones if one.kind == Milestone.Kind.SIGNING and one.day <= today]
    umbrella = cooperation.visible_umbrella
    return [
        Fact("Art", cooperation.get_kind_display()),
        Fact("Region", cooperation.region),
        Fact("Land", country_name(cooperation.country)),
        date_fact("Erster Schritt", min(begun, default=None)),
        date_fact("Vereinbart", min(agreed, default=None)),
        Fact("Teil von", umbrella.title, url=umbrella.get_absolute_url()) if umbrella else Fact("Teil von", ""),
    ]


def lines(text):
    """Lines of a field that holds one thing on each line, without bullets."""
    return [line for raw in text.splitlines() if (line := raw.strip().lstrip("-–•* ").strip())]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """One entry of `file_list.html`."""

    name: str
    url: str
    type_label: str
    size_text: str


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    title: str
    summary: str
    facts: list[Fact]
    files: list[ShownFile]


def agreements_of(cooperation):
    """Visible agreements, oldest first, with the files that can be fetched; two queries."""
    files = AgreementFile.visible.exclude(content=None).exclude(content="")
    agreements = cooperation.agreements(manager="visible").prefetch_related(
        Prefetch("files", files, to_attr="visible_files")
    )
    return [
        ShownAgreement(agreement.title, agreement.summary, _agreement_facts(agreement), _files(agreement))
        for agreement in agreements.order_by("signed_on", "pk")
    ]


def _agreement_facts(agreement):
    return [
        Fact("Art", agreement.get_kind_display()),
        date_fact("Unterzeichnet", agreement.signed),
        Fact("Gültig", _period_text(agreement.valid_from, agreement.valid_until)),
        date_fact("Zu prüfen am", agreement.review_date),
    ]


def _period_text(start, end):
    texts = [f"ab {day_text(start)}" if start else "", f"bis {day_text(end)}" if end else ""]
    return " ".join(text for text in texts if text)


def _files(agreement):
    return [
        ShownFile(file.name, file.get_absolute_url(), file.type_label, size_text(file.size_bytes))
        for file in agreement.visible_files
    ]


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    title: str
    description: str
    responsible: list[Link]
    due_text: str
    due_datetime: str
    badge: Badge | None
    source: Link | None
    cooperation: Link


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """Measures of one topic; `topic` is None for those without a (visible) one."""

    topic: Link | None
    measures: list[ShownMeasure] = field(default_factory=list)


def shown_measures(measures):
    """Pairs of (visible topic or None, ShownMeasure) for a queryset of visible measures; five queries."""
    measures = (
        measures.select_related("cooperation")
        .with_visible("topic", "paper")
        .prefetch_related(Prefetch("responsible", Partner.visible.all(), to_attr="visible_responsible"))
        .order_by("cooperation__sort_key", "due", "pk")
    )
    return [(measure.visible_topic, _shown_measure(measure)) for measure in measures]


def _shown_measure(measure):
    due, paper = measure.due_date, measure.visible_paper
    state = measure.measure_state
    return ShownMeasure(
        measure.title,
        measure.description,
        [Link(partner.called, partner.get_absolute_url()) for partner in measure.visible_responsible],
        str(due) if due else "",
        due.datetime if due else "",
        Badge(measure.get_measure_state_display(), MEASURE_TONES.get(state, "neutral")) if state else None,
        Link(f"Vorlage {paper.reference}".strip(), paper.get_absolute_url()) if paper else None,
        Link(measure.cooperation.title, measure.cooperation.get_absolute_url()),
    )


def measures_by_topic(cooperation):
    """Groups by the name of the topic, those without one last; five queries."""
    groups = {}
    for topic, measure in shown_measures(cooperation.measures(manager="visible").all()):
        groups.setdefault(topic, []).append(measure)
    topics = sorted((topic for topic in groups if topic), key=lambda topic: (topic.sort_key, topic.pk))
    without = [MeasureGroup(None, groups[None])] if None in groups else []
    return [MeasureGroup(Link(topic.name, topic.get_absolute_url()), groups[topic]) for topic in topics] + without


def reference_rows(cooperation):
    """Rows of REFERENCE_COLUMNS, the newest paper first; one query."""
    references = cooperation.council_references(manager="visible").select_related("paper__body")
    return [
        [
            Cell(paper.name, url=paper.get_absolute_url()),
            Cell(reference.get_role_display()),
            Cell(paper.body.called),
            Cell(paper.reference or "–"),
            Cell(day_text(paper.date), datetime=paper.date.isoformat()) if paper.date else Cell("–"),
        ]
        for reference in references.order_by(F("paper__date").desc(nulls_last=True), "paper", "role", "pk")
        for paper in [reference.paper]
    ]


def topics_of(cooperation):
    """Visible topics; one query."""
    topics = Topic.visible.filter(cooperations=cooperation)
    return [Link(topic.name, topic.get_absolute_url()) for topic in topics]
