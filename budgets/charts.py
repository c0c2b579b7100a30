"""Where the bars stand that `bar_chart.html` draws: percent of the width, pixels of the height, all of it Decimal."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from .display import MINUS
from .models import Appropriation
from .series import PHASES, YearTotal

TOP, BASELINE = 30, 255
LEFT, RIGHT = 14, 100
"""Percent; left of it stands the scale."""
BARS_SHARE = Decimal("0.72")
MOST_VALUES = 8
"""With more bars than this the amounts above them would overlap; the table beneath tells them anyway."""
MOST_GRIDLINES = 6

# The draft of a budget and the plan for later years are both not binding and never both needed in one year.
_SERIES = {
    Appropriation.Phase.APPROVED: 1,
    Appropriation.Phase.AMENDED: 2,
    Appropriation.Phase.ACTUAL: 3,
    Appropriation.Phase.DRAFT_BUDGET: 4,
    Appropriation.Phase.MEDIUM_TERM: 4,
}


@dataclass(frozen=True, slots=True)
class Bar:
    x: Decimal
    width: Decimal
    y: Decimal
    height: Decimal
    series: int
    value_text: str
    value_x: Decimal


@dataclass(frozen=True, slots=True)
class BarGroup:
    x: Decimal
    label: str
    note: str
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Gridline:
    y: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class SeriesLabel:
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """What `bar_chart.html` draws."""

    id: str
    title: str
    description: str
    unit_label: str
    baseline: int
    gridlines: list[Gridline]
    groups: list[BarGroup]
    series: list[SeriesLabel]


def bar_chart(totals: list[YearTotal], *, chart_id, title):
    """Draw `totals` (oldest first); years between them without any amount keep their empty place. None without any."""
    if not totals:
        return None
    shown = {total.fiscal_year: _shown_amounts(total) for total in totals}
    amounts = [amount for found in shown.values() for amount in found.values()]
    scale = Scale(amounts)
    numbers = sorted({_SERIES[phase] for found in shown.values() for phase in found})
    years = range(totals[0].fiscal_year, totals[-1].fiscal_year + 1)
    return BarChart(
        id=chart_id,
        title=title,
        description=(
            f"Säulen für die Haushaltsjahre {years[0]} bis {years[-1]}. Alle Beträge stehen in der Tabelle darunter."
            if len(years) > 1
            else f"Säulen für das Haushaltsjahr {years[0]}. Alle Beträge stehen in der Tabelle darunter."
        ),
        unit_label="in Euro",
        baseline=BASELINE,
        gridlines=[Gridline(scale.y(value), short_text(value)) for value in scale.ticks],
        groups=_groups(years, shown, numbers, scale, with_values=len(amounts) <= MOST_VALUES),
        series=[SeriesLabel(number, _series_label(number, shown)) for number in numbers],
    )


def _shown_amounts(total):
    """Amounts by phase, without the plan for later years where there is a draft."""
    return {
        phase: amount
        for phase, amount in total.amounts_eur.items()
        if phase != Appropriation.Phase.MEDIUM_TERM or Appropriation.Phase.DRAFT_BUDGET not in total.amounts_eur
    }


def _series_label(number, shown):
    used = {phase for found in shown.values() for phase in found}
    return " oder ".join(phase.label for phase in PHASES if _SERIES[phase] == number and phase in used)


class Scale:
    """From euro to pixels, between round numbers; zero is always on it."""

    def __init__(self, amounts):
        lowest, highest = min(Decimal(0), *amounts), max(Decimal(0), *amounts)
        step = _round_step((highest - lowest) or Decimal(1))
        self.low = (lowest / step).to_integral_value("ROUND_FLOOR") * step
        self.high = (highest / step).to_integral_value("ROUND_CEILING") * step
        if self.high == self.low:
            self.high = step
        self.ticks = [self.low + step * index for index in range(int((self.high - self.low) / step) + 1)]

    def y(self, amount):
        part = (amount - self.low) / (self.high - self.low)
        return round(BASELINE - part * (BASELINE - TOP), 1)


def _round_step(span):
    """The smallest of 1, 2, 5, 10, 20 … with which few lines cover `span`."""
    power = Decimal(10) ** (span.adjusted() - 1)
    return next(
        power * factor for factor in (1, 2, 5, 10, 20, 50, 100) if span / (power * factor) <= MOST_GRIDLINES - 1
    )


def _groups(years, shown, numbers, scale, with_values):
    group_width = Decimal(RIGHT - LEFT) / len(years)
    bar_width = min(group_width * BARS_SHARE / len(numbers), Decimal(9))
    groups = []
    for index, year in enumerate(years):
        middle = LEFT + group_width * (index + Decimal("0.5"))
        found = sorted(shown.get(year, {}).items(), key=lambda one: _SERIES[one[0]])
        left = middle - bar_width * len(found) / 2
        bars = [
            _bar(amount, left + bar_width * place, bar_width, _SERIES[phase], scale, with_values)
            for place, (phase, amount) in enumerate(found)
        ]
        label = str(year) if len(years) <= 12 or index % 2 == 0 else ""
        groups.append(BarGroup(round(middle, 2), label, "", bars))
    return groups


def _bar(amount, left, width, series, scale, with_value):
    top, bottom = sorted((scale.y(amount), scale.y(Decimal(0))))
    return Bar(
        x=round(left + width * Decimal("0.06"), 2),
        width=round(width * Decimal("0.88"), 2),
        y=top,
        height=round(max(bottom - top, Decimal(1)), 1),
        series=series,
        value_text=short_text(amount) if with_value else "",
        value_x=round(left + width / 2, 2),
    )


def short_text(amount: Decimal):
    """ "25.000", "1,25 Mio.", "−400": short enough for a picture; rounded to whole euros."""
    sign, size = (MINUS if amount < 0 else ""), abs(amount)
    if size >= 1_000_000:
        hundredths = (size / 10_000).to_integral_value()
        places = 0 if hundredths % 100 == 0 else 1 if hundredths % 10 == 0 else 2
        return f"{sign}{number_format(hundredths / 100, decimal_pos=places, force_grouping=True)} Mio."
    return f"{sign}{number_format(size.quantize(Decimal(1)), force_grouping=True)}"
