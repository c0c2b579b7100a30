"""A picture of a story: years from left to right, a lane for each kind of event, a dot for what happened.

Places are computed from the entries alone. However many there are, the picture has a bounded number of dots: what falls
on one spot is one larger dot. Lengths are in units of the drawing, about one pixel at full width.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from publication.timeline import TimelineEntry

WIDTH, LABELS, MARGIN = 1000, 200, 24
LANE, TOP = 34, 20
SPOT = 12
"""Events nearer than this on one lane share a dot."""
MOST_TICKS = 12
RADIUS, LARGEST = 6, 14


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    r: float
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    y: float


@dataclass(frozen=True, slots=True)
class Tick:
    label: str
    x: float


@dataclass(frozen=True, slots=True)
class Picture:
    """What `time_picture.html` draws. `today_x`: None where today is not within it."""

    title: str
    description: str
    width: int
    height: int
    left: int
    lanes: list[Lane]
    ticks: list[Tick]
    dots: list[Dot]
    today_x: float | None


def picture_of(entries: list[TimelineEntry], labels, today: date):
    """`labels`: {kind: label} in the order of the lanes. None where there is nothing to draw."""
    if not entries:
        return None
    first = entries[0].date.day.year
    last = max(entry.date.day.year for entry in entries) + 1
    lanes = [kind for kind in labels if any(entry.kind == kind for entry in entries)]

    def x_of(day):
        share = (day - date(first, 1, 1)).days / (date(last, 1, 1) - date(first, 1, 1)).days
        return round(LABELS + share * (WIDTH - LABELS - MARGIN), 1)

    ys = {kind: TOP + LANE * index + LANE / 2 for index, kind in enumerate(lanes)}
    step = -(-(last - first + 1) // MOST_TICKS)
    return Picture(
        title="Verlauf als Bild",
        description=(
            f"{len(entries)} {'Ereignis' if len(entries) == 1 else 'Ereignisse'} von {first} bis {last - 1}, "
            "eine Zeile je Art. Die Liste unter dem Bild nennt jedes einzelne."
        ),
        width=WIDTH,
        height=TOP + LANE * len(lanes) + 34,
        left=LABELS,
        lanes=[Lane(labels[kind], ys[kind]) for kind in lanes],
        ticks=[Tick(str(year), x_of(date(year, 1, 1))) for year in range(first, last + 1, step)],
        dots=_dots(entries, x_of, ys),
        today_x=x_of(today) if first <= today.year < last else None,
    )


def _dots(entries, x_of, ys):
    spots, names = Counter(), {}
    for entry in entries:
        spot = entry.kind, round(x_of(entry.date.day) / SPOT)
        spots[spot] += 1
        names.setdefault(spot, f"{entry.date}: {entry.title}")
    return [
        Dot(
            x=spot * SPOT,
            y=ys[kind],
            r=min(RADIUS + number - 1, LARGEST),
            kind=kind,
            title=names[kind, spot] if number == 1 else f"{names[kind, spot]} und {number - 1} weitere",
        )
        for (kind, spot), number in spots.items()
    ]
