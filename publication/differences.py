"""What differs between two texts: line by line first, then word by word inside the lines that changed.

The shown difference is whole: leave out what was added and the old text remains, character by character; leave out
what was removed and it is the new one. Longest common subsequences are found by rapidfuzz on whole tokens.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from django.db import models
from rapidfuzz.distance import Indel

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|\w+|\s+|[^\w\s]")
MOST_PAIRS = 400_000_000
"""Tokens of one text times those of the other (50 MB, 0.1 s). Beyond, everything counts as exchanged."""
CONTEXT_LINES, LEAST_FOLDED_LINES = 2, 5
LEAST_LIKENESS = 0.3
"""Lines that share less of their characters stand one after the other, not woven together."""


class Kind(models.TextChoices):
    SAME = "same", "unverändert"
    REMOVED = "removed", "entfallen"
    ADDED = "added", "neu"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str

    @property
    def is_blank(self):
        """Nothing to see: a change of line breaks or blanks alone."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines that both texts share, or what stands between two such places."""

    pieces: tuple[Piece, ...]

    @property
    def is_same(self):
        return all(piece.kind == Kind.SAME for piece in self.pieces)

    @property
    def before(self):
        return tuple(piece for piece in self.pieces if piece.kind != Kind.ADDED)

    @property
    def after(self):
        return tuple(piece for piece in self.pieces if piece.kind != Kind.REMOVED)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block, or some lines of one, as `difference.html` draws it. `is_folded`: far from any change."""

    block: Block
    is_folded: bool = False

    @property
    def line_count(self):
        return len("".join(piece.text for piece in self.block.pieces).splitlines())


def difference(old: str, new: str) -> list[Block]:
    """Blocks in reading order; none where both texts are empty."""
    runs = _runs(old.splitlines(keepends=True), new.splitlines(keepends=True))
    return [_block(before, after) for before, after in runs]


def folded(blocks):
    """The blocks as stretches: of a long unchanged passage only the lines beside a change stay open."""
    stretches = []
    for index, block in enumerate(blocks):
        lines = block.pieces[0].text.splitlines(keepends=True) if block.is_same else []
        first = CONTEXT_LINES if index else 0
        last = len(lines) - (CONTEXT_LINES if index + 1 < len(blocks) else 0)
        if last - first < LEAST_FOLDED_LINES:
            stretches.append(Stretch(block))
            continue
        parts = [(lines[:first], False), (lines[first:last], True), (lines[last:], False)]
        stretches += [Stretch(_same("".join(part)), is_folded) for part, is_folded in parts if part]
    return stretches


def _same(text):
    return Block((Piece(Kind.SAME, text),))


def _block(before, after):
    if before == after:
        return _same(before)
    return Block(tuple(_pieces(before, after)))


def _pieces(before, after):
    """Words of two passages that differ somewhere."""
    runs = _smoothed(_runs(_TOKEN.findall(before), _TOKEN.findall(after)))
    shared = sum(len(old) for old, new in runs if old == new)
    if shared < LEAST_LIKENESS * max(len(before), len(after)):
        runs = [(before, after)]
    for old, new in runs:
        if old == new:
            yield Piece(Kind.SAME, old)
            continue
        if old:
            yield Piece(Kind.REMOVED, old)
        if new:
            yield Piece(Kind.ADDED, new)


def _runs(old, new):
    """Pairs of old and new text, equal where the tokens are shared, in order and without gaps."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _exchanges(old[start : len(old) - end], new[start : len(new) - end])
    same = ("".join(old[:start]),) * 2, ("".join(old[len(old) - end :]),) * 2
    return [run for run in (same[0], *middle, same[1]) if run != ("", "")]


def _common(old, new):
    """How many tokens both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(old), len(new)))


def _exchanges(old, new):
    if len(old) * len(new) > MOST_PAIRS:
        return [("".join(old), "".join(new))]
    numbers = {token: number for number, token in enumerate(dict.fromkeys([*old, *new]))}
    steps = Indel.opcodes([numbers[token] for token in old], [numbers[token] for token in new])
    runs = []
    for is_same, group in groupby(steps, key=lambda step: step.tag == "equal"):
        group = list(group)
        before = "".join("".join(old[step.src_start : step.src_end]) for step in group)
        after = "".join("".join(new[step.dest_start : step.dest_end]) for step in group)
        runs.append((before, before) if is_same else (before, after))
    return runs


def _smoothed(runs):
    """Join changes that only a blank, a comma or a shorter word keeps apart: nobody can read such a patchwork."""
    smooth = []
    for index, (before, after) in enumerate(runs):
        follows_change = smooth and smooth[-1][0] != smooth[-1][1]
        if follows_change and (before != after or _is_bridge(runs, index)):
            smooth[-1] = (smooth[-1][0] + before, smooth[-1][1] + after)
        else:
            smooth.append((before, after))
    return smooth


def _is_bridge(runs, index):
    """Not more than a word, and shorter than the changes on both sides of it."""
    text, is_last = runs[index][0], index + 1 == len(runs)
    neighbours = [max(map(len, run)) for run in (runs[index - 1], *runs[index + 1 : index + 2])]
    return not is_last and len(text.split()) <= 1 and len(text) <= min(neighbours)
