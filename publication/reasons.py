"""Why something is news: what a version tells that the one before it did not."""

from dataclasses import dataclass

from django.db import models

from .comparison import changes

HEADINGS_TOLD = 4


class Reason(models.TextChoices):
    PUBLISHED = "published", "neu"
    CHANGED = "changed", "geändert"
    DECIDED = "decided", "entschieden"
    ACCEDED = "acceded", "beigetreten"
    AMOUNT_CHANGED = "amount_changed", "Betrag geändert"
    WITHDRAWN = "withdrawn", "zurückgezogen"


@dataclass(frozen=True, slots=True)
class Why:
    """One German sentence, and what kind of news it is."""

    reason: Reason
    text: str


def why(version, before, own_reason=None):
    """`version` and the one before it (None: there is none) as shown today.

    `own_reason(version, before)` knows the kind of record better and may answer with a Why or None.
    """
    if before is None:
        return Why(Reason.PUBLISHED, "Neu im Portal.")
    own = own_reason(version, before) if own_reason else None
    return own or Why(Reason.CHANGED, _changed(changes(before, version)))


def _changed(found):
    headings = list(dict.fromkeys(heading for heading, _ in found))
    if not headings:
        return "Die Angaben wurden geändert."
    more = len(headings) - HEADINGS_TOLD
    ending = f" und {more} weitere {'Angabe' if more == 1 else 'Angaben'}" if more > 0 else ""
    return f"Geändert: {', '.join(headings[:HEADINGS_TOLD])}{ending}."


def rows_by_id(version, name):
    """Parts `name` of a version by their id."""
    return {row["id"]: row for row in version.content.get(name, ())}
