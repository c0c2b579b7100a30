"""The text of a page with the place of each value marked, to be read without scripts."""

from collections import defaultdict
from dataclasses import dataclass, field

PASSAGE = 150
"""Characters from which a place counts as a passage, within which shorter ones are marked again."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a place in the text belongs to: its label, the id of its mark, and the id of its field."""

    label: str
    mark: str
    field: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. `style`: "value", "passage" or "" where nothing was read; `begins`: what begins here."""

    text: str
    style: str = ""
    begins: list[Target] = field(default_factory=list)


def pieces(text, places):
    """`places`: pairs of Target and (start, end) in `text`; they may overlap."""
    edges, begins = defaultdict(lambda: {"value": 0, "passage": 0}), defaultdict(list)
    for target, (start, end) in places:
        if not 0 <= start < end <= len(text):
            continue
        style = "passage" if end - start >= PASSAGE else "value"
        edges[start][style] += 1
        edges[end][style] -= 1
        begins[start].append(target)
    found, at, depth = [], 0, {"value": 0, "passage": 0}
    for edge in sorted({*edges, len(text)}):
        if edge > at or begins.get(at):
            style = next((name for name, count in depth.items() if count), "")
            found.append(Piece(text[at:edge], style, begins.get(at, [])))
        for name, change in edges.get(edge, {}).items():
            depth[name] += change
        at = edge
    return found
