"""Plan against result, and each plan against the one of the year before."""

from dataclasses import dataclass
from decimal import Decimal

from publication.display import Cell, Column

from .display import money_text, percent_text, signed_text
from .models import Appropriation
from .series import YearTotal

COLUMNS = [
    Column("Jahr"),
    Column("Plan in Euro", numeric=True),
    Column("zum Plan des Vorjahres", numeric=True),
    Column("Ergebnis in Euro", numeric=True),
    Column("Ergebnis gegen Plan", numeric=True),
]


@dataclass(frozen=True, slots=True)
class Difference:
    """From one amount to another; None where one of the two is not known, which is not zero."""

    euro: Decimal | None
    percent: Decimal | None
    """Of the first amount; None too where that is zero."""


def difference(before: Decimal | None, after: Decimal | None):
    if before is None or after is None:
        return Difference(None, None)
    euro = after - before
    return Difference(euro, euro * 100 / abs(before) if before else None)


@dataclass(frozen=True, slots=True)
class YearComparison:
    total: YearTotal
    to_year_before: Difference
    result_to_plan: Difference


def comparisons(totals: list[YearTotal]):
    """One for each year with a binding plan or a result, oldest first."""
    planned = {total.fiscal_year: total.planned_eur for total in totals}
    return [
        YearComparison(
            total,
            difference(planned.get(total.fiscal_year - 1), total.planned_eur),
            _result_to_plan(total),
        )
        for total in totals
        if total.planned_eur is not None or total.of(Appropriation.Phase.ACTUAL) is not None
    ]


def _result_to_plan(total):
    if not total.result_covers_plan:
        return Difference(None, None)
    return difference(total.planned_eur, total.of(Appropriation.Phase.ACTUAL))


def comparison_rows(totals):
    """Rows of COLUMNS."""
    return [
        [
            Cell(str(one.total.fiscal_year)),
            Cell(_planned_text(one.total)),
            Cell(difference_text(one.to_year_before)),
            Cell(money_text(one.total.of(Appropriation.Phase.ACTUAL)) or "keine Angabe"),
            Cell(difference_text(one.result_to_plan)),
        ]
        for one in comparisons(totals)
    ]


def _planned_text(total):
    if total.planned_eur is None:
        return "keine Angabe"
    return money_text(total.planned_eur) + _amended_note(total.planned_phases)


def _amended_note(phases):
    if Appropriation.Phase.AMENDED not in phases:
        return ""
    return " (fortgeschrieben)" if len(phases) == 1 else " (zum Teil fortgeschrieben)"


def difference_text(found: Difference):
    """ "+15.000,00 (+60 %)", "–" where one side is not known."""
    if found.euro is None:
        return "–"
    percent = "" if found.percent is None else f" ({percent_text(found.percent)})"
    return signed_text(found.euro) + percent
