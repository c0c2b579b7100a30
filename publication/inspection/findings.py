"""What a look inside a file can end with: findings, a refusal, or time running out."""

import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

HARMLESS = frozenset({"untagged", "scanned_pages", "outline", "metadata", "encoding", "form_fields"})
"""Codes of what is a pity, or nearly everywhere. Every other finding may be a leak."""

SHOWN_LENGTH = 60
SHOWN_ITEMS = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that an editor must know before it is published. `message` is German and says what to do."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Examination:
    """`refusal`: why the portal does not take the file, None if it does."""

    refusal: Finding | None
    findings: tuple[Finding, ...] = ()


class Refused(Exception):
    """The portal does not take this file."""

    def __init__(self, code, message):
        super().__init__(message)
        self.finding = Finding(code, message)


class OutOfTime(Exception):
    """Looking on would take longer than anybody waits for a form."""


class Deadline:
    """`seconds` from now on, of wall time; None: no end."""

    def __init__(self, seconds=None):
        self.end = None if seconds is None else time.monotonic() + seconds

    def check(self):
        if self.end is not None and time.monotonic() > self.end:
            raise OutOfTime


def shown(text):
    """A text from inside a file, fit for a message: one line, short, without characters that play tricks."""
    letters = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in str(text)[: 4 * SHOWN_LENGTH])
    line = " ".join(letters.split())
    return line if len(line) <= SHOWN_LENGTH else f"{line[: SHOWN_LENGTH - 1]}…"


def quoted(texts: Iterable[str]):
    """„a“, „b“ und 3 weitere; each once, in order."""
    once = [text for text in dict.fromkeys(shown(text) for text in texts) if text]
    return _listed([f"„{text}“" for text in once])


def on_pages(numbers: Iterable[int]):
    """Seite 3; Seiten 1, 2 und 9."""
    once = sorted(set(numbers))
    return f"Seite {once[0]}" if len(once) == 1 else f"Seiten {_listed([str(number) for number in once])}"


def _listed(items):
    if len(items) > SHOWN_ITEMS:
        return f"{', '.join(items[:SHOWN_ITEMS])} und {len(items) - SHOWN_ITEMS} weitere"
    return " und ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))
