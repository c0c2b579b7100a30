"""Amounts as tables and charts, both from the same totals."""

from dataclasses import dataclass

from publication.display import Cell, day_text

from .changes import changes_among
from .charts import BarChart, bar_chart
from .comparison import difference_text
from .display import money_text
from .series import PHASES, in_force, year_totals


@dataclass(frozen=True, slots=True)
class MoneyRow:
    label: str
    amounts: list[str | None]


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """What `money_table.html` draws."""

    caption: str
    columns: list[str]
    rows: list[MoneyRow]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One amount as it was told: on which day, by which decision.

    `standing`: empty while it counts, else why it does no more.
    """

    year: int
    phase: str
    amount_text: str
    change_text: str
    """Against the amount that it follows: "+15.000,00 (+60 %) zu: Ansatz 2024"; "–" where none is known."""
    as_of: Cell
    decisions: list[Cell]
    source: str
    standing: str


@dataclass(frozen=True, slots=True)
class MoneyPicture:
    """One set of amounts by year: chart, table with the same numbers, and the evidence for each."""

    title: str
    chart: BarChart | None
    table: MoneyTable | None
    evidence: list[Evidence]


def money_table(totals, *, caption):
    """A row for each year, a column for each phase in use."""
    phases = [phase for phase in PHASES if any(total.of(phase) is not None for total in totals)]
    rows = [MoneyRow(str(total.fiscal_year), [money_text(total.of(phase)) for phase in phases]) for total in totals]
    return MoneyTable(caption, [f"{phase.label} in Euro" for phase in phases], rows)


def money_picture(amounts, *, picture_id, title, with_evidence=False):
    """`amounts` are those of one line or one share; for evidence with `visible_paper` and `visible_agenda_item`."""
    totals = year_totals(amounts)
    return picture_of(totals, picture_id=picture_id, title=title, evidence=evidence(amounts) if with_evidence else [])


def picture_of(totals, *, picture_id, title, evidence=()):
    if not totals:
        return MoneyPicture(title, None, None, [])
    return MoneyPicture(
        title, bar_chart(totals, chart_id=picture_id, title=title), money_table(totals, caption=title), list(evidence)
    )


def evidence(amounts):
    """Every amount in the order given, older states and corrected ones marked."""
    newest = {amount.pk for amount in in_force(amounts)}
    corrected = {amount.corrects_id for amount in amounts}
    return [
        Evidence(
            amount.fiscal_year,
            _phase(amount),
            money_text(amount.amount_eur),
            _change_text(change),
            Cell(day_text(amount.as_of), datetime=amount.as_of.isoformat()) if amount.as_of else Cell("–"),
            _decisions(amount),
            amount.source,
            "berichtigt" if amount.pk in corrected else "" if amount.pk in newest else "früherer Stand",
        )
        for change in changes_among(amounts, amounts)
        for amount in [change.appropriation]
    ]


def _change_text(change):
    before = change.previous
    if before is None:
        return "–"
    return f"{difference_text(change.difference)} zu: {before.get_phase_display()} {before.fiscal_year}"


def _phase(amount):
    phase = amount.get_phase_display()
    return f"{phase} ({amount.get_amendment_display()})" if amount.amendment else phase


def _decisions(amount):
    paper, item = amount.visible_paper, amount.visible_agenda_item
    cells = []
    if paper:
        cells.append(Cell(f"Vorlage {paper.reference}".strip(), url=paper.get_absolute_url()))
    if item:
        cells.append(Cell(f"Tagesordnungspunkt {item.number}".strip(), url=item.get_absolute_url()))
    return cells
