"""Papers as their list and their page show them. Loaders say what they cost; everything else asks no query."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from publication.display import Cell, Column, Fact, date_fact, day_text

from .display import Table
from .models import Consultation, File, Meeting, Paper, PaperRelation, PaperSection
from .passages import Passage
from .stations import last_station, next_station, outcome, stations, with_minutes, with_stations
from .vocabulary import RelationKind

PAPER_COLUMNS = [
    Column("Betreff"),
    Column("Nummer"),
    Column("Körperschaft"),
    Column("Art"),
    Column("Beratung"),
    Column("Ergebnis"),
]
CITED_BY = {
    RelationKind.REFERS_TO: "wird genannt in",
    RelationKind.FOLLOWS: "wird fortgesetzt von",
    RelationKind.SETTLES: "wird erledigt durch",
    RelationKind.ANSWERS: "wird beantwortet durch",
    RelationKind.SAME_MATTER: RelationKind.SAME_MATTER.label,
}


@dataclass(frozen=True, slots=True)
class Reference:
    """One line of the references of a paper; `url` is None where the other paper is not in the portal."""

    label: str
    text: str
    url: str | None
    note: str


def listed_papers():
    """Visible papers with what a row shows: three queries more than the papers themselves."""
    return with_stations(Paper.visible.select_related("body"))


def _days():
    """Visible stations of the outer query's paper, each with its `day`: that of its visible meeting, or its own."""
    meeting = Meeting.visible.filter(pk=OuterRef("meeting_id"))
    day_of_meeting = Subquery(meeting.annotate(day=TruncDate("start")).values("day")[:1])
    return Consultation.visible.filter(paper=OuterRef("pk")).annotate(day=Coalesce(day_of_meeting, "date"))


def newest_first(papers):
    """By the last day on which they were or will be consulted, else their own date; those without any stand last."""
    last_day = Subquery(_days().order_by(F("day").desc(nulls_last=True)).values("day")[:1])
    return papers.order_by(Coalesce(last_day, "date").desc(nulls_last=True), "reference_key", "pk")


def within(papers, first, last):
    """Papers consulted on, or dated, any day from `first` to `last`; either may be None."""
    own, consulted = Q(date__isnull=False), _days().filter(day__isnull=False)
    if first is not None:
        own, consulted = own & Q(date__gte=first), consulted.filter(day__gte=first)
    if last is not None:
        own, consulted = own & Q(date__lte=last), consulted.filter(day__lte=last)
    return papers.filter(own | Exists(consulted))


def papers_visiting(organization):
    """Visible papers with a visible station at `organization`, newest first."""
    steps = Consultation.visible.filter(paper=OuterRef("pk"), organization=organization)
    return newest_first(listed_papers().filter(Exists(steps)))


def paper_to_show():
    """Visible papers with all that their page shows of them; eight queries more."""
    references = PaperRelation.visible.select_related("to_paper__body").order_by("kind", "pk")
    cited_by = PaperRelation.visible.select_related("from_paper__body").order_by(
        "kind", F("from_paper__date").desc(nulls_last=True), "pk"
    )
    return (
        with_minutes(Paper.visible.select_related("body"))
        .with_visible("lead_organization")
        .prefetch_related(
            Prefetch("sections", PaperSection.visible.order_by("position"), to_attr="visible_sections"),
            Prefetch("files", File.visible.order_by("position", "pk"), to_attr="visible_files"),
            Prefetch("relations", references, to_attr="visible_relations"),
            Prefetch("cited_by", cited_by, to_attr="visible_citations"),
        )
    )


def paper_table(papers, today):
    return Table(PAPER_COLUMNS, [_paper_row(paper, today) for paper in papers])


def _paper_row(paper, today):
    steps = stations(paper, today)
    return [
        Cell(str(paper), url=paper.get_absolute_url()),
        Cell(paper.reference or "ohne Nummer"),
        Cell(paper.body.called),
        Cell(kind_label(paper)),
        Cell(_consultation_text(steps)),
        _outcome_cell(steps),
    ]


def kind_label(paper):
    """The kind as the body calls it, else its canonical name."""
    return paper.paper_type or paper.get_paper_kind_display() or "Vorlage"


def preline(paper):
    return " · ".join(filter(None, [kind_label(paper), paper.reference, paper.body.called]))


def _consultation_text(steps):
    coming, last = next_station(steps), last_station(steps)
    if coming is not None:
        return f"nächste: {day_text(coming.day)}, {coming.organization}"
    if last is not None:
        return f"{day_text(last.day)}, {last.organization}" if last.day else last.organization
    return "keine bekannt"


def _outcome_cell(steps):
    result = outcome(steps)
    if result is not None:
        return Cell(result.result_label or "", result_kind=result.result_kind, is_result=True)
    return Cell("steht bevor" if next_station(steps) else "", is_result=True)


def paper_facts(paper):
    lead = paper.visible_lead_organization
    return [
        Fact("Nummer", paper.reference),
        Fact("Körperschaft", paper.body.name, paper.body.get_absolute_url()),
        Fact("Art", kind_label(paper)),
        Fact("Federführend", paper.under_direction_of or (str(lead) if lead else ""), lead and lead.get_absolute_url()),
        Fact("Urheber", paper.originator),
        Fact("Öffentlichkeit", paper.get_publicity_display()),
        Fact("Bearbeitungsstand", paper.workflow),
        date_fact("Datum", paper.date),
    ]


def paper_passages(paper):
    return [
        Passage(
            section.heading or section.get_kind_display(), section.text, section.kind, f"abschnitt-{section.position}"
        )
        for section in paper.visible_sections
        if section.text.strip()
    ]


def paper_references(paper):
    """What this paper says of others."""
    return [
        Reference(
            relation.get_kind_display(),
            _paper_text(relation.to_paper) if relation.to_paper else relation.raw_reference,
            relation.to_paper and relation.to_paper.get_absolute_url(),
            "" if relation.to_paper else _source_note(relation),
        )
        for relation in paper.visible_relations
    ]


def paper_citations(paper):
    """What other papers say of this one."""
    return [
        Reference(
            CITED_BY[relation.kind],
            _paper_text(relation.from_paper),
            relation.from_paper.get_absolute_url(),
            "",
        )
        for relation in paper.visible_citations
    ]


def _source_note(relation):
    return f"vom {day_text(relation.date)}, nicht im Portal" if relation.date else "nicht im Portal"


def _paper_text(paper):
    number = f"{paper.reference}: " if paper.reference else ""
    return f"{number}{paper} ({paper.body.called})"
