"""What a paper changes in the budget: the amounts decided by it, beside what was there before."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from council.models import AgendaItem, Consultation, Paper
from publication.display import Cell, Column

from .comparison import difference
from .display import money_text, percent_text, signed_text
from .models import Appropriation, ContributionAmount, CooperationShare, Grant, YearAmount
from .series import age, corrected

_PHASE = Appropriation.Phase
# With which amount one of a phase is compared: (years back, phase), the first that is known.
_COMPARED_WITH = {
    _PHASE.DRAFT_BUDGET: [(1, _PHASE.APPROVED), (1, _PHASE.AMENDED), (1, _PHASE.DRAFT_BUDGET)],
    _PHASE.APPROVED: [(1, _PHASE.APPROVED), (1, _PHASE.AMENDED)],
    _PHASE.AMENDED: [(0, _PHASE.APPROVED), (1, _PHASE.AMENDED), (1, _PHASE.APPROVED)],
    _PHASE.MEDIUM_TERM: [(1, _PHASE.MEDIUM_TERM), (1, _PHASE.APPROVED), (1, _PHASE.DRAFT_BUDGET)],
    _PHASE.ACTUAL: [(1, _PHASE.ACTUAL)],
}


@dataclass(frozen=True, slots=True)
class Change:
    """One amount that a paper decides, and the one before it (None: none is known, which is not zero)."""

    appropriation: YearAmount
    previous: YearAmount | None

    @property
    def difference(self):
        return difference(self.previous and self.previous.amount_eur, self.appropriation.amount_eur)

    @property
    def difference_eur(self) -> Decimal | None:
        return self.difference.euro

    @property
    def difference_percent(self) -> Decimal | None:
        return self.difference.percent


def changes_by(paper: Paper):
    """The visible amounts that `paper`, or an agenda item at which it was consulted, decides; two queries.

    By budget line and year. An amount of a share is compared with that share's, one of a line with that line's. An
    amount that was corrected is told by its correction alone.
    """
    consultations = Consultation.visible.filter(paper=paper).values("agenda_item")
    items = AgendaItem.visible.filter(pk__in=consultations)
    decided = list(
        Appropriation.visible.filter(Q(paper=paper) | Q(paper=None, agenda_item__in=items))
        .exclude(pk__in=corrected(Appropriation))
        .select_related("budget_line__body", "share__budget_line__body", "share__cooperation")
        .order_by("pk")
    )
    decided.sort(key=lambda one: (one.line.body_id, one.line.product_key, one.line.account_key, *_place(one)))
    return with_previous(decided)


def with_previous(decided: list[Appropriation]):
    """Each amount with the visible one before it; one query."""
    earlier = Appropriation.visible.filter(
        Q(budget_line__in={one.budget_line_id for one in decided} - {None})
        | Q(share__in={one.share_id for one in decided} - {None})
    ).order_by("as_of", "pk")
    return changes_among(decided, earlier if decided else ())


def changes_among(amounts, known):
    """A Change for each of `amounts`, compared with the newest of `known`; no query where both are lists."""
    newest = {_key(one): one for one in sorted(known, key=age)}
    return [Change(one, _before(one, newest)) for one in amounts]


def dues_by(paper: Paper):
    """The visible amounts of contributions that `paper` decides, beside those before; two queries."""
    decided = ContributionAmount.visible.filter(paper=paper).exclude(pk__in=corrected(ContributionAmount))
    decided = decided.select_related("contribution")
    decided = list(decided.order_by("contribution__sort_key", "contribution", "fiscal_year", "pk"))
    return with_dues_before(decided)


def with_dues_before(decided: list[ContributionAmount]):
    """Each amount of a contribution with the visible one before it; one query."""
    earlier = ContributionAmount.visible.filter(contribution__in={one.contribution_id for one in decided})
    return changes_among(decided, earlier if decided else ())


def _place(one):
    return (one.share_id or 0, one.fiscal_year, one.phase, age(one))


def _key(one, years_back=0, phase=None):
    return (*one.owner, one.fiscal_year - years_back, phase or one.phase)


def _before(one, known):
    keys = [_key(one, years_back, phase) for years_back, phase in _COMPARED_WITH[one.phase]]
    return next((known[key] for key in keys if key in known), None)


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One line of the table of changes; amounts in euro, "–" where none is known. A contribution has no code."""

    line: str
    code: str
    url: str
    extent: str
    year: str
    phase: str
    before_text: str
    before_label: str
    amount_text: str
    difference_text: str
    percent_text: str


def shown_changes(paper: Paper):
    """What `changes_by` and `dues_by` find, ready to be shown; four queries."""
    of_lines = [
        _shown(change, one.line, one.line.code, _extent(one))
        for change in changes_by(paper)
        for one in [change.appropriation]
    ]
    dues = [
        _shown(change, contribution, "", contribution.get_kind_display())
        for change in dues_by(paper)
        for contribution in [change.appropriation.contribution]
    ]
    return of_lines + dues


def _shown(change, record, code, extent):
    one, before, percent = change.appropriation, change.previous, change.difference_percent
    return ShownChange(
        line=str(record),
        code=code,
        url=record.get_absolute_url(),
        extent=extent,
        year=str(one.fiscal_year),
        phase=one.get_phase_display(),
        before_text=money_text(before.amount_eur) if before else "–",
        before_label=f"{before.get_phase_display()} {before.fiscal_year}" if before else "",
        amount_text=money_text(one.amount_eur),
        difference_text=signed_text(change.difference_eur) if before else "–",
        percent_text="" if percent is None else percent_text(percent),
    )


def _extent(one):
    return f"{extent_text(one)}: {one.share.cooperation}" if one.share else extent_text(one)


def extent_text(one: Appropriation):
    """How much of the budget line the amount is."""
    if one.share is None:
        return "ganze Haushaltsstelle"
    return "anteilige Mittel" if one.share.extent == CooperationShare.Extent.SHARE else "alle Mittel"


GRANT_COLUMNS = [
    Column("Programm"),
    Column("Kooperation"),
    Column("Wofür"),
    Column("Förderung, Euro", numeric=True),
]


def grants_from(paper: Paper):
    """Rows of GRANT_COLUMNS for the visible grants that `paper` tells of; one query."""
    grants = Grant.visible.filter(paper=paper).select_related("programme", "cooperation")
    return [
        [
            Cell(grant.programme.name),
            Cell(grant.cooperation.title, url=grant.cooperation.get_absolute_url()),
            Cell(grant.purpose),
            Cell(money_text(grant.amount_eur) or "–"),
        ]
        for grant in grants.order_by("programme__sort_key", "cooperation__sort_key", "pk")
    ]
