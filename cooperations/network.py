"""A picture of who works with whom: cooperations in a middle column, partners left and right of it.

The places are computed from the rows alone, so the same rows always give the same picture. Lengths are in units of
the drawing; one unit is about one pixel at full width.
"""

from dataclasses import dataclass
from textwrap import wrap

from django.urls import reverse

from publication.display import Cell, Column

from .models import Participation

COLUMNS = [Column("Partner"), Column("Kooperation"), Column("Rolle"), Column("Seit")]

WIDTH = 1000
LEFT, MIDDLE, RIGHT = 246, 500, 754
PORT = 114
"""Lines end this far from the middle of a cooperation and are led on level, so that none crosses its name."""
MARGIN = 40
ROW, LINE = 26, 19
"""Height of a partner with one line of writing, and what each further line adds."""
COOPERATION_GAP = 110
PARTNER_RADIUS, SQUARE = 14, 34
PARTNER_CHARACTERS, COOPERATION_CHARACTERS, MOST_LINES = 25, 26, 3
SWEEPS = 6

# How a role is drawn; of several roles of one partner in one cooperation the first here is drawn.
_EDGE_KINDS = {
    Participation.Role.COORDINATOR: "coordinator",
    Participation.Role.SIGNATORY: "signatory",
    Participation.Role.ACCEDED: "signatory",
    Participation.Role.SUPPORTER: "supporter",
    Participation.Role.CONTACT: "contact",
}
_LEGEND = {
    "coordinator": "Koordination",
    "signatory": "Unterzeichner oder beigetreten",
    "supporter": "Unterstützer",
    "contact": "Kontakt",
}


@dataclass(frozen=True, slots=True)
class Edge:
    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True)
class Node:
    x: float
    y: float
    r: int
    kind: str
    label_lines: list[str]
    label_x: float
    label_y: float
    anchor: str
    url: str


@dataclass(frozen=True, slots=True)
class LegendItem:
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Network:
    """What `network.html` draws."""

    id: str
    title: str
    description: str
    width: int
    height: int
    edges: list[Edge]
    nodes: list[Node]
    legend: list[LegendItem]


def visible_parts(day):
    """Visible participations that run on `day`, by partner and cooperation; one query."""
    parts = Participation.visible.on(day).select_related("partner", "cooperation")
    return list(parts.order_by("partner__sort_key", "partner", "cooperation__sort_key", "cooperation", "role", "pk"))


def network_page(parts):
    """All that the page shows."""
    return {
        "section": "cooperations",
        "crumbs": [("Kooperationen", reverse("cooperations:cooperation_list")), ("Netzwerk", None)],
        "cooperation_list_url": reverse("cooperations:cooperation_list"),
        "network": network_of(parts),
        "columns": COLUMNS,
        "rows": participation_rows(parts),
    }


def participation_rows(parts):
    """The facts of the picture as rows of COLUMNS."""
    return [
        [
            Cell(part.partner.name, url=part.partner.get_absolute_url()),
            Cell(part.cooperation.title, url=part.cooperation.get_absolute_url()),
            Cell(part.get_role_display()),
            Cell(str(part.since), datetime=part.since.datetime) if part.since else Cell("nicht bekannt"),
        ]
        for part in parts
    ]


def network_of(parts):
    """Draw participations with their partners and cooperations; None without any."""
    if not parts:
        return None
    links = _strongest_links(parts)
    partners = {part.partner_id: part.partner for part in parts}
    cooperations = {part.cooperation_id: part.cooperation for part in parts}
    partner_order, cooperation_order = _untangle(list(partners), list(cooperations), links)
    sides = _two_sides(partner_order)
    nodes = {}
    height = max(_column_height([partners[pk] for pk in side]) for side in sides)
    height = max(height, COOPERATION_GAP * len(cooperations)) + 2 * MARGIN
    for x, anchor, side in zip((LEFT, RIGHT), ("end", "start"), sides, strict=True):
        nodes |= _partner_nodes([partners[pk] for pk in side], x, anchor, height)
    nodes |= _cooperation_nodes([cooperations[pk] for pk in cooperation_order], height)
    edges = _edges(nodes, links)
    return Network(
        id="netzwerk",
        title="Partner und Kooperationen",
        description=(
            f"{_counted(len(partners), 'Partner', 'Partner')} links und rechts, dazwischen "
            f"{_counted(len(cooperations), 'Kooperation', 'Kooperationen')}. Eine Linie heißt: Der Partner ist "
            "beteiligt. Die Tabelle unter dem Bild nennt jede Beteiligung."
        ),
        width=WIDTH,
        height=height,
        edges=edges,
        nodes=list(nodes.values()),
        legend=[LegendItem(kind, label) for kind, label in _LEGEND.items() if kind in links.values()],
    )


def _counted(number, singular, plural):
    return f"{number} {singular if number == 1 else plural}"


def _strongest_links(parts):
    """(partner, cooperation) → kind of edge."""
    strength = list(_EDGE_KINDS)
    links = {}
    for part in sorted(parts, key=lambda part: strength.index(part.role)):
        links.setdefault((part.partner_id, part.cooperation_id), _EDGE_KINDS[part.role])
    return links


def _untangle(partners, cooperations, links):
    """Orders in which few lines cross: each goes to the middle of its neighbours, in turn (barycentre method)."""
    for _ in range(SWEEPS):
        partners = _by_middle_of_neighbours(partners, cooperations, links)
        cooperations = _by_middle_of_neighbours(
            cooperations, partners, {(b, a): kind for (a, b), kind in links.items()}
        )
    return partners, cooperations


def _by_middle_of_neighbours(movable, fixed, links):
    place = {pk: (index + 0.5) / len(fixed) for index, pk in enumerate(fixed)}
    neighbours = {pk: [] for pk in movable}
    for one, other in links:
        neighbours[one].append(place[other])
    return sorted(movable, key=lambda pk: sum(neighbours[pk]) / len(neighbours[pk]))


def _two_sides(order):
    """Every second partner goes to the other side, so that both sides stay level with their cooperations."""
    return order[::2], order[1::2]


def _label(text, characters):
    lines = wrap(text, characters, max_lines=MOST_LINES, placeholder=" …", break_on_hyphens=True)
    return lines or ["–"]


def _row_height(partner):
    return ROW + LINE * len(_label(partner.called, PARTNER_CHARACTERS)) - LINE + 12


def _column_height(side):
    return sum(_row_height(partner) for partner in side)


def _partner_nodes(side, x, anchor, height):
    """Spread evenly over the height, taller where the writing has more lines."""
    spare = (height - 2 * MARGIN - _column_height(side)) / max(len(side), 1)
    label_x = x - PARTNER_RADIUS - 8 if anchor == "end" else x + PARTNER_RADIUS + 8
    nodes, top = {}, MARGIN
    for partner in side:
        lines = _label(partner.called, PARTNER_CHARACTERS)
        y = top + (_row_height(partner) + spare) / 2
        top += _row_height(partner) + spare
        nodes["partner", partner.pk] = Node(
            x, round(y, 1), PARTNER_RADIUS, "partner", lines, label_x, _first_line(y, lines), anchor,
            partner.get_absolute_url(),
        )  # fmt: skip
    return nodes


def _first_line(middle, lines):
    """Base line of the first line where the block of lines stands around `middle`."""
    return round(middle + 5 - LINE * (len(lines) - 1) / 2, 1)


def _cooperation_nodes(cooperations, height):
    step = (height - 2 * MARGIN) / len(cooperations)
    nodes = {}
    for index, cooperation in enumerate(cooperations):
        y = round(MARGIN + step * (index + 0.5), 1)
        lines = _label(cooperation.title, COOPERATION_CHARACTERS)
        nodes["cooperation", cooperation.pk] = Node(
            MIDDLE, y, SQUARE, "cooperation", lines, MIDDLE, y + SQUARE / 2 + 18, "middle",
            cooperation.get_absolute_url(),
        )  # fmt: skip
    return nodes


def _edges(nodes, links):
    edges, ports = [], {}
    for (partner, cooperation), kind in links.items():
        start, end = nodes["partner", partner], nodes["cooperation", cooperation]
        port = end.x - PORT if start.x < end.x else end.x + PORT
        edges.append(Edge(start.x, start.y, port, end.y, kind))
        ports[port, end.y] = Edge(port, end.y, end.x, end.y, "signatory")
    return edges + list(ports.values())
