"""What accepting a page would change, told before it is done: rehearsed in a transaction that is rolled back."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction
from django.db.models import Max
from django.utils.text import capfirst

from council.imports.sync import Outcome, sync
from council.models import (
    AgendaItem,
    Consultation,
    File,
    Location,
    Meeting,
    Organization,
    Paper,
    PaperRelation,
    PaperSection,
)
from publication.actions import MayNot
from publication.admin.trail import told_value
from publication.models import Version

WRITTEN = (Paper, PaperSection, Consultation, File, PaperRelation, Meeting, AgendaItem, Organization, Location)
NOT_TOLD = {"audience", "published_at", "internal_note"}
NEW = "new"
"""Digest of a page that changes nothing that is there."""
CONTRADICTION = (
    "So lässt sich die Seite nicht speichern: Angaben widersprechen einander oder einem Datensatz im Portal. Bitte "
    "prüfen Sie Nummern, Daten und Reihenfolge."
)


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one row that is there already. `facts`: triples of label, old and new text."""

    label: str
    word: str
    facts: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """`record`: the record that is there already, None: a new one. `new`: German phrases for what is added.

    `refusal`: why it cannot be accepted, "" where it can. `is_public`: the public would see the changes at once.
    """

    record: object = None
    outcome: Outcome | None = None
    new: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    refusal: str = ""
    is_public: bool = False

    def digest(self):
        """Tells whether what is there would be changed in the same way; new rows count where the public sees them."""
        told = [(change.label, change.word, change.facts) for change in self.changes]
        told += self.new if self.is_public else []
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32] if told else NEW


def rehearse(document, data, *, body, address, by, now):
    try:
        with transaction.atomic():
            newest, versions = _newest(), Version.objects.aggregate(newest=Max("pk"))["newest"] or 0
            outcome = sync(document, data, body=body, address=address, by=by, now=now)
            told = _told(newest)
            is_public = Version.objects.filter(pk__gt=versions).exists()
            transaction.set_rollback(True)
    except MayNot as refused:
        return Rehearsal(refusal=str(refused))
    except DatabaseError:
        return Rehearsal(refusal=CONTRADICTION)
    if outcome.record is None:
        return Rehearsal(outcome=outcome, refusal=outcome.kept_aside)
    changes, is_new = told
    new = [change.removesuffix(" neu") for change in outcome.changes if change.endswith(" neu")]
    there = None if (type(outcome.record), outcome.record.pk) in is_new else outcome.record
    return Rehearsal(there, outcome, new, changes, is_public=is_public)


def _newest():
    return {model: model.history.aggregate(newest=Max("history_id"))["newest"] or 0 for model in WRITTEN}


def _told(newest):
    """Changes of rows that were there, field by field, and the keys of all new rows."""
    changes, is_new = [], set()
    for model in WRITTEN:
        rows = defaultdict(list)
        for entry in model.history.filter(history_id__gt=newest[model]).order_by("history_id"):
            rows[entry.id].append(entry)
        added = [key for key, entries in rows.items() if entries[0].history_type == "+"]
        is_new.update((model, key) for key in added)
        changes += [
            change for key, entries in rows.items() if key not in added and (change := _change(model, key, entries))
        ]
    return changes, is_new


def _change(model, key, entries):
    last = entries[-1]
    before = model.history.filter(id=key, history_id__lt=entries[0].history_id).order_by("-history_id").first()
    if last.history_type == "-":
        return Change(_label(model, before or last), "wird entfernt")
    facts = []
    for one in model._meta.fields:
        is_told = one.editable and one.name not in NOT_TOLD or one.name == "withdrawn_at"
        if before is None or not is_told:
            continue
        if getattr(before, one.attname) != getattr(last, one.attname):
            facts.append((capfirst(str(one.verbose_name)), str(told_value(before, one)), str(told_value(last, one))))
    if not facts:
        return None
    is_withdrawn = getattr(last, "withdrawn_at", None) != getattr(before, "withdrawn_at", None)
    return Change(_label(model, last), "wird zurückgezogen" if is_withdrawn else "ändert sich", facts)


def _label(model, entry):
    return f"{capfirst(model._meta.verbose_name)} „{entry.instance}“"
