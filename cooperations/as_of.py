"""The day for which a page is asked: `?stand=2024-10-01`."""

from dataclasses import dataclass
from datetime import date, datetime

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day asked for. Where the question cannot be read, `error` tells so and `day` is today."""

    day: date
    value: str
    is_asked: bool = False
    error: str = ""

    earliest = EARLIEST.isoformat()
    latest = LATEST.isoformat()


def read_as_of(text, today):
    """`text` is an ISO date or a German one (1.10.2024); empty or None stands for `today`. The future is allowed."""
    text = (text or "").strip()
    if not text:
        return AsOf(today, today.isoformat())
    day, error = read_day(text)
    if day is None:
        return AsOf(today, today.isoformat(), error=f"{error} Gezeigt wird der heutige Stand.")
    return AsOf(day, day.isoformat(), is_asked=day != today)


def read_day(text):
    """(day, ""), or None and why it cannot be read."""
    day = _day(text.strip())
    if day is None:
        return None, _error(text, "ist kein Datum, das es gibt.")
    if not EARLIEST <= day <= LATEST:
        return None, _error(text, f"liegt nicht zwischen {EARLIEST.year} und {LATEST.year}.")
    return day, ""


def _day(text):
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 — a day on a calendar has no time zone
        except ValueError:
            continue
    return None


def _error(text, reason):
    shown = text if len(text) <= 30 else f"{text[:30]}…"
    return f"„{shown}“ {reason} Bitte wählen Sie einen Tag, zum Beispiel 2024-10-01."
