"""Which body pays how much of a cooperation in one year: as shares, and as a flow."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from council.models import Body
from publication.display import Cell, Column

from .display import money_text
from .models import Appropriation, BudgetLine
from .series import CooperationAccount

COLUMNS = [
    Column("Körperschaft"),
    Column("Phase"),
    Column("Betrag in Euro", numeric=True),
    Column("Anteil", numeric=True),
]
_PHASE = Appropriation.Phase
_NOT_BINDING = (_PHASE.DRAFT_BUDGET, _PHASE.MEDIUM_TERM)
"""What a body means to pay where no plan binds, the more certain first."""

RIBBONS_HEIGHT, LABEL_HEIGHT, THINNEST = 120, 26, 3
BAR_ROW, BAR_HEIGHT = 48, 14


@dataclass(frozen=True, slots=True)
class BodyShare:
    """What one body means to pay in the year; `percent` of all that is known, None where that makes no sense."""

    body: Body
    amount_eur: Decimal
    phase: str
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class YearShares:
    fiscal_year: int
    plan_label: str
    shares: list[BodyShare]

    @property
    def total_eur(self):
        return sum((share.amount_eur for share in self.shares), Decimal(0))


def body_shares(accounts: list[CooperationAccount]):
    """The shares of the newest year with a decided plan, else of the newest year with any; None without one.

    Only expenses, and only of one plan, since the same euro stands in both: the Ergebnisplan where there is any.
    """
    plan = next((plan for plan in BudgetLine.Plan if _expenses(accounts, plan)), None)
    if plan is None:
        return None
    by_body = {}
    for account in _expenses(accounts, plan):
        by_body[account.body] = {total.fiscal_year: total for total in account.totals}
    year = _year(by_body.values())
    if year is None:
        return None
    planned = [(body, *_planned(totals.get(year))) for body, totals in by_body.items()]
    known = [(body, phases, amount) for body, phases, amount in planned if amount is not None]
    whole = sum(amount for _, _, amount in known)
    has_parts = all(amount >= 0 for _, _, amount in known) and whole > 0
    shares = [
        BodyShare(
            body, amount, " und ".join(phase.label for phase in phases), amount * 100 / whole if has_parts else None
        )
        for body, phases, amount in sorted(known, key=lambda one: -one[2])
    ]
    return YearShares(year, plan.label, shares)


def _expenses(accounts, plan):
    wanted = (plan.label, BudgetLine.Direction.EXPENSE.label)
    return [one for one in accounts if (one.plan_label, one.direction_label) == wanted]


def _year(found):
    totals = [total for by_year in found for total in by_year.values() if _planned(total)[1] is not None]
    decided = [total.fiscal_year for total in totals if total.planned_phases]
    return max(decided or [total.fiscal_year for total in totals], default=None)


def _planned(total):
    """The phases and the sum of what a body means to pay; None where nothing is known."""
    if total is None:
        return [], None
    if total.planned_phases:
        return total.planned_phases, total.planned_eur
    phases = [phase for phase in _NOT_BINDING if total.of(phase) is not None][:1]
    return phases, total.of(phases[0]) if phases else None


def share_rows(shares: YearShares):
    """Rows of COLUMNS."""
    return [
        [
            Cell(share.body.name, url=share.body.get_absolute_url()),
            Cell(share.phase),
            Cell(money_text(share.amount_eur)),
            Cell(share_text(share.percent)),
        ]
        for share in shares.shares
    ]


def share_text(percent):
    return "–" if percent is None else f"{percent.quantize(Decimal(1), ROUND_HALF_UP)} %"


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One body's flow: a closed curve in a square of 100 by the height of the picture, and its writing."""

    label: str
    label_y: Decimal
    left_y: Decimal
    height: Decimal
    right_y: Decimal
    path: str
    bar_label_y: Decimal
    bar_y: Decimal
    bar_width: Decimal
    """Percent of the width; with the two places before it for the picture of shares."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What `flow.html` and `share_bars.html` draw."""

    id: str
    title: str
    description: str
    target: str
    height: Decimal
    target_y: Decimal
    target_height: Decimal
    bars_height: Decimal
    ribbons: list[Ribbon]


def flow(shares: YearShares, *, flow_id, target):
    """None where the amounts cannot be drawn as parts of a whole."""
    if shares is None or not shares.shares or any(share.percent is None for share in shares.shares):
        return None
    heights = [max(share.percent * RIBBONS_HEIGHT / 100, Decimal(THINNEST)) for share in shares.shares]
    height = sum(heights) + LABEL_HEIGHT * (len(heights) + 1)
    target_y = Decimal(LABEL_HEIGHT)
    ribbons, left, right = [], Decimal(LABEL_HEIGHT), target_y
    for row, (share, thick) in enumerate(zip(shares.shares, heights, strict=True)):
        ribbons.append(_ribbon(share, row * BAR_ROW, left, right, thick))
        left, right = left + thick + LABEL_HEIGHT, right + thick
    return Flow(
        id=flow_id,
        title=f"Wer {shares.fiscal_year} wie viel beiträgt",
        description="Je breiter, desto mehr Geld. Alle Beträge stehen in der Tabelle darunter.",
        target=target,
        height=_place(height),
        target_y=_place(target_y),
        target_height=_place(sum(heights)),
        bars_height=_place(BAR_ROW * len(heights)),
        ribbons=ribbons,
    )


def _ribbon(share, row_y, left, right, thick):
    y0, y1, low0, low1 = (_place(value) for value in (left, right, left + thick, right + thick))
    return Ribbon(
        label=f"{share.body.called}: {money_text(share.amount_eur)} € ({share_text(share.percent)})",
        label_y=_place(left - 8),
        left_y=y0,
        height=_place(thick),
        right_y=y1,
        path=f"M0 {y0}C50 {y0} 50 {y1} 100 {y1}V{low1}C50 {low1} 50 {low0} 0 {low0}Z",
        bar_label_y=_place(row_y + 18),
        bar_y=_place(row_y + LABEL_HEIGHT),
        bar_width=_place(share.percent),
    )


def _place(value):
    return Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
