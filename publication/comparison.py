"""Two public versions of one record side by side: each field, section and part once, in the words of the field.

Everything comes from versions as `publication.history` shows them, so nothing hidden can be told.
"""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.text import capfirst

from .dates import VagueDate
from .differences import Block, difference
from .facts import field_label, value_text
from .models import Publishable

_PLACES = ("order", "position")
"""Where a part stands is seen from its place; by itself it tells nobody anything."""


class Change(models.TextChoices):
    SAME = "same", "unverändert"
    CHANGED = "changed", "geändert"
    ADDED = "added", "neu"
    REMOVED = "removed", "entfallen"


@dataclass(frozen=True, slots=True)
class Told:
    """One field, section or part of a version. `kind`: "field", "passage" or "part"."""

    heading: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The same in two versions."""

    heading: str
    change: Change
    blocks: list[Block]


def told(version):
    """All that a version tells, in order; what is empty is left out."""
    found = (_told(version, key, raw) for key, raw in _raw(version).items())
    return [one for one in found if one.text]


def compare(before, after):
    """What two versions of one record tell, in the order of the later one; what is new stands before what is gone."""
    old, new = _raw(before), _raw(after)
    compared = (_compared(before, after, key, old.get(key), new.get(key)) for key in _in_order(old, new))
    return [one for one in compared if one is not None]


def changes(before, after):
    """[(heading, Change)] of what differs between two versions, without looking into the texts."""
    old, new = _raw(before), _raw(after)
    differing = [key for key in _in_order(old, new) if old.get(key) != new.get(key)]
    found = [_change(before, after, key, old.get(key), new.get(key)) for key in differing]
    return [(heading, change) for heading, change, *_ in found if change != Change.SAME]


def _raw(version):
    """{key: value of a field or row of a part}; the same key means the same thing in every version of the record."""
    model, raw = version.model, {}
    for name, value in _named(model, version.content):
        if name.endswith("_precision"):
            continue  # told with its date
        if name not in model.parts:
            raw[name,] = value, version.content.get(f"{name}_precision")
            continue
        part, seen = model._meta.get_field(name).related_model, {}
        for row in sorted(value, key=lambda row: row.get("position", row.get("order", 0))):
            identity = row.get("id") or tuple(row.get(field) for field in part.headed_by)
            seen[identity] = seen.get(identity, 0) + 1
            raw[name, identity, seen[identity]] = row
    return raw


def _named(model, content):
    """Names and values in the order of the model: PostgreSQL keeps no order of its own.

    Versions outlive fields: what a model no longer has cannot be named any more and is left out.
    """
    return [(name, content[name]) for name in (*model.public_fields, *model.parts) if name in content]


def _in_order(old, new):
    """Keys of both, fields and kinds of parts together."""
    groups = dict.fromkeys(key[0] for key in [*new, *old])
    of_group = {group: [] for group in groups}
    for key in dict.fromkeys([*new, *old]):
        of_group[key[0]].append(key)
    return [key for keys in of_group.values() for key in keys]


def _compared(before, after, key, old, new):
    heading, change, old_text, new_text = _change(before, after, key, old, new)
    return Compared(heading, change, difference(old_text, new_text)) if old_text or new_text else None


def _change(before, after, key, old, new):
    first = _told(before, key, old) if old is not None else None
    last = _told(after, key, new) if new is not None else None
    heading = (last or first).heading if last or first else ""
    old_text, new_text = first.text if first else "", last.text if last else ""
    if old_text == new_text:
        return heading, Change.SAME, old_text, new_text
    is_field = len(key) == 1
    if is_field and old_text and new_text or not is_field and first and last:
        return heading, Change.CHANGED, old_text, new_text
    return heading, Change.ADDED if new_text else Change.REMOVED, old_text, new_text


def _told(version, key, raw):
    model, (name, *_) = version.model, key
    if len(key) == 1:
        return Told(field_label(model, name), _field_text(model, version.content, name), "field")
    part = model._meta.get_field(name).related_model
    whole = version.names.get((version.label, version.public_id), "")
    if issubclass(part, Publishable):
        called = version.names[part._meta.label_lower, raw["id"]].removeprefix(f"{whole}: ")
        return Told(f"{capfirst(part._meta.verbose_name)}: {called}", _row_text(version, part, raw), "part")
    headings = (value_text(part, field, raw.get(field)) for field in part.headed_by)
    heading = next(filter(None, headings), capfirst(part._meta.verbose_name))
    return Told(heading, _row_text(version, part, raw), "passage")


def _row_text(version, part, row):
    """A line for each field; of a passage its text alone. Links back to the whole tell nothing new."""
    lines = []
    for name, value in _named(part, row):
        is_back = isinstance(value, dict) and value.get("id") == version.public_id
        if name in _PLACES or name in part.headed_by or name.endswith("_precision") or is_back:
            continue
        if name in part.parts:
            further = part._meta.get_field(name).related_model
            lines += [(capfirst(further._meta.verbose_name), _row_text(version, further, one)) for one in value]
        else:
            lines.append((field_label(part, name), _field_text(part, row, name)))
    lines = [(label, text) for label, text in lines if text]
    if part.headed_by and len(lines) == 1:
        return lines[0][1]
    return "\n".join(f"{label}: {text}" for label, text in lines)


def _field_text(model, content, name):
    """Line ends are told alike, whether a form or an import wrote them."""
    value, precision = content.get(name), content.get(f"{name}_precision")
    if precision and value:
        return str(VagueDate(date.fromisoformat(value), precision))
    return value_text(model, name, value).replace("\r\n", "\n")
