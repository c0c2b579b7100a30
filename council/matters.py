"""The same matter in several bodies: papers tied as one, where each of them stands, and what each body resolved."""

from collections import defaultdict

from publication.display import Cell, Column, day_text

from .display import Table
from .models import Paper, PaperRelation
from .papers import paper_to_show
from .resolutions import proposal_of, resolution_texts
from .stations import stations
from .vocabulary import RelationKind

MATTER_COLUMNS = [
    Column("Körperschaft"),
    Column("Vorlage"),
    Column("Station"),
    Column("Datum"),
    Column("Ergebnis"),
]


def tied_keys(paper):
    """Primary keys of all papers tied with `paper` as the same matter, over any number of steps, and its own.

    Only visible ties count. One query, for all ties: there are few.
    """
    ties = defaultdict(set)
    rows = PaperRelation.visible.filter(kind=RelationKind.SAME_MATTER, to_paper__isnull=False)
    for one, other in rows.values_list("from_paper", "to_paper"):
        ties[one].add(other)
        ties[other].add(one)
    found, waiting = {paper.pk}, [paper.pk]
    while waiting:
        new = ties[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def papers_of_matter(paper):
    """The visible papers tied with `paper`, itself among them, ready to be shown, by body and date; empty if alone."""
    keys = tied_keys(paper)
    if len(keys) == 1:
        return []
    rows: list[Paper] = list(paper_to_show().filter(pk__in=keys))
    return sorted(rows, key=lambda one: (one.body.sort_key, one.date is None, one.date or 0, one.pk))


def matter_table(papers, today):
    """A row for each station of each paper; a paper without any has one row all the same."""
    return Table(MATTER_COLUMNS, [row for paper in papers for row in _rows(paper, today)])


def _rows(paper, today):
    head = [Cell(paper.body.called), Cell(_title(paper), url=paper.get_absolute_url())]
    for station in stations(paper, today):
        day = Cell(day_text(station.day), datetime=station.datetime) if station.day else Cell("nicht bekannt")
        result = station.result_words if station.has_result else ""
        if not result and station.is_future:
            result = "steht bevor"
        yield [
            *head,
            Cell(f"{station.called} ({station.role_label})", url=station.item_url or station.meeting_url),
            day,
            Cell(result, result_kind=station.result_kind or "", is_result=True),
        ]
    if not paper.visible_consultations:
        yield [*head, Cell("keine bekannt"), Cell(""), Cell("", is_result=True)]


def _title(paper):
    return f"{paper.reference}: {paper}" if paper.reference else str(paper)


def comparable_texts(papers, today):
    """{public id: Text}: what each body resolved last, else what it was asked to resolve."""
    texts = {}
    for paper in papers:
        resolved = resolution_texts(paper, stations(paper, today))
        text = resolved[-1] if resolved else proposal_of(paper)
        if text is not None:
            texts[paper.public_id] = text
    return texts
