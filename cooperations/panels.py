"""What other pages show of cooperations: those of partners and council matters."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from council.models import AgendaItem, Consultation, Paper
from partners.models import Partner
from publication.display import Cell, Column

from .models import Cooperation, CouncilReference, Measure, Participation

ROLE_COLUMNS = [Column("Kooperation"), Column("Rolle"), Column("Seit"), Column("Bis")]
MEASURE_COLUMNS = [Column("Maßnahme"), Column("Kooperation"), Column("Stand"), Column("Fällig")]


@dataclass(frozen=True, slots=True)
class PaperReference:
    """A cooperation that a paper concerns, and in which ways ("Bericht, Haushalt")."""

    title: str
    url: str
    roles: str


def references_of(paper: Paper):
    """Visible cooperations that `paper` concerns, by title; one query."""
    references = CouncilReference.visible.filter(paper=paper).select_related("cooperation")
    references = references.order_by("cooperation__sort_key", "cooperation", "role", "pk")
    return [
        PaperReference(
            cooperation.title,
            cooperation.get_absolute_url(),
            ", ".join(reference.get_role_display() for reference in group),
        )
        for cooperation, group in groupby(references, key=lambda reference: reference.cooperation)
    ]


def cooperations_at(item: AgendaItem):
    """Visible cooperations with a milestone at `item`, or concerned by a paper consulted there; one query."""
    consultations = Consultation.visible.filter(agenda_item=item)
    references = CouncilReference.visible.filter(paper__in=consultations.values("paper"))
    milestones = item.milestones(manager="visible").values("cooperation")
    return list(Cooperation.visible.filter(Q(pk__in=references.values("cooperation")) | Q(pk__in=milestones)))


def role_rows(partner: Partner):
    """Rows of ROLE_COLUMNS for all parts, past ones too, that `partner` has in visible cooperations; one query."""
    parts = Participation.visible.filter(partner=partner).select_related("cooperation")
    parts = sorted(parts.order_by("cooperation__sort_key", "start", "pk"), key=lambda part: part.until is not None)
    return [
        [
            Cell(part.cooperation.title, url=part.cooperation.get_absolute_url()),
            Cell(part.get_role_display()),
            _date_cell(part.since, "nicht bekannt"),
            _date_cell(part.until, "dauert an"),
        ]
        for part in parts
    ]


def _date_cell(day, otherwise):
    return Cell(str(day), datetime=day.datetime) if day else Cell(otherwise)


def measure_rows(partner: Partner):
    """Rows of MEASURE_COLUMNS for the visible measures that `partner` is responsible for; one query."""
    measures = Measure.visible.filter(responsible=partner).select_related("cooperation")
    return [
        [
            Cell(measure.title, url=f"{measure.cooperation.get_absolute_url()}#massnahmen"),
            Cell(measure.cooperation.title),
            Cell(measure.get_measure_state_display() or "–"),
            _date_cell(measure.due_date, "–"),
        ]
        for measure in measures.order_by("cooperation__sort_key", "due", "pk")
    ]
