"""Plain objects that the components in templates/_components draw. Views fill them; no query starts in a template."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format

from .dates import VagueDate


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of `table.html`. `is_result` draws the text as a result badge, also where `result_kind` is empty."""

    text: str
    url: str | None = None
    datetime: str | None = None
    result_kind: str = ""
    is_result: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One card of `card_grid.html`."""

    title: str
    url: str
    preline: str = ""
    text: str = ""
    meta: list[str] = field(default_factory=list)
    badge_label: str = ""
    badge_tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of `fact_list.html`; left out where `text` is empty."""

    term: str
    text: str
    url: str | None = None
    datetime: str | None = None


def date_fact(term, day):
    """A fact for a date, a VagueDate or None."""
    if day is None:
        return Fact(term, "")
    vague = day if isinstance(day, VagueDate) else VagueDate(day)
    return Fact(term, str(vague), datetime=vague.datetime)


def day_text(day: date):
    return date_format(day, "j. F Y")


def moment_text(moment):
    """An aware datetime in local time: "28. Oktober 2024, 16:00 Uhr"."""
    return date_format(timezone.localtime(moment), "j. F Y, H:i") + " Uhr"


def euro_text(amount: Decimal | None):
    """ "25.000,00", or "" where nothing is recorded: missing is not zero."""
    return "" if amount is None else number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)


def size_text(size_bytes: int | None):
    if size_bytes is None:
        return ""
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if size_bytes >= factor:
            return f"{number_format(size_bytes / factor, decimal_pos=1)} {unit}"
    return f"{size_bytes} Bytes"
