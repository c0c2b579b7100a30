"""Writing what a page says: only what differs, so that a repeated import leaves no trace. Knows rows, not pages."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.db.models import ProtectedError

from publication.actions import MayNot, refusal_to_change, require, withdraw_part
from publication.models import Publishable

ORIGIN = "import_document:"  # begins the origin of parts that an import has made; others it never removes


@dataclass
class Edit:
    """The writes of one page. `done` counts rows by (model, German word), `open_values` names what was left for a
    person: values in doubt fill a gap, but never replace what is there.

    `by`: who writes at the desk and needs the permission for each row; None: a command run by an operator.
    """

    reason: str
    by: AbstractBaseUser | None = None
    done: Counter = field(default_factory=Counter)
    open_values: list[str] = field(default_factory=list)

    def write(self, record, values, doubtful=frozenset()):
        """Save `record` with `values` if it is new or one of them differs. Texts longer than their column are cut."""
        is_new = record.pk is None
        changed = []
        for name, value in values.items():
            value = fit(type(record), name, value)
            present = getattr(record, name)
            if value == present and not is_new:
                continue
            if name in doubtful and present not in (None, "") and value != present:
                self.leave_open(record, name, value)
                continue
            setattr(record, name, value)
            changed.append(name)
        if is_new or changed:
            require(self.by, "add" if is_new else "change", record)
            if refused := refusal_to_change(self.by, record, changed):
                raise MayNot(refused)
            self._save(record, "neu" if is_new else "geändert")

    def leave_open(self, record, name, value):
        """Note for a person that `value` of the page was not taken over."""
        if value is not None and value != getattr(record, name):
            self.open_values.append(str(record._meta.get_field(name).verbose_name))

    def _save(self, record, word):
        record._history_user, record._change_reason = self.by, self.reason
        record.save()
        self.done[type(record), word] += 1

    def new_part(self, model, **links):
        """An unsaved part, marked as made by an import."""
        part = model(**links)
        part.origin = f"{ORIGIN}{part.public_id}"
        return part

    def remove(self, row):
        """Take away a part that the page does not name any more: a draft is deleted, a public one withdrawn.

        Inside the `record_edit` block of its whole. What staff has entered stays.
        """
        if isinstance(row, Publishable):
            if not (row.origin or "").startswith(ORIGIN):
                return
            if row.published_at is not None:
                self._withdraw(row)
                return
        require(self.by, "delete", row)
        if refused := refusal_to_change(self.by, row, row.public_fields):
            raise MayNot(refused)
        row._history_user, row._change_reason = self.by, self.reason
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            return  # something else rests on it, for example a milestone
        self.done[type(row), "entfernt"] += 1

    def _withdraw(self, row):
        if row.withdrawn_at is None:
            withdraw_part(row, by=self.by, reason=self.reason)
            self.done[type(row), "zurückgezogen"] += 1

    def places(self, rows, name, siblings):
        """A place for each of `rows` so that they ascend; the column `name` is unique among `siblings`.

        Rows that ascend already keep their places, with new ones behind them. Otherwise they are counted anew, and
        whoever stands in the way moves to the end. `siblings` holds the same objects as `rows`.
        """
        taken = {getattr(row, name): row for row in siblings}
        last = max(taken, default=0)
        present = [getattr(row, name) for row in rows if row.pk]
        known_first = all(row.pk for row in rows[: len(present)])
        if known_first and present == sorted(present):
            return present + list(range(last + 1, last + 1 + len(rows) - len(present)))
        last = max(last, len(rows))
        for place, row in enumerate(rows, start=1):
            other = taken.pop(place, None)
            if other is not None and other is not row:
                last += 1
                self.write(other, {name: last})
                taken[last] = other
            if row.pk and other is not row:
                taken.pop(getattr(row, name), None)
                self.write(row, {name: place})
        return list(range(1, len(rows) + 1))


def fit(model, name, value):
    """`value`, cut where the column is too short for it, with an ellipsis."""
    column = model._meta.get_field(name)
    length = column.max_length if isinstance(column, models.CharField) else None
    if isinstance(value, str) and length and len(value) > length:
        return value[: length - 1] + "…"
    return value


def told(**values):
    """Only the values that the page tells."""
    return {name: value for name, value in values.items() if value not in (None, "")}


def with_kind(**label_and_kind):
    """A raw label and its canonical value, given in this order: a new label without a known kind clears the kind."""
    (raw_name, raw), (kind_name, kind) = label_and_kind.items()
    return {raw_name: raw, kind_name: kind or ""} if raw else {}


def pair(rows: Sequence, records: Sequence, *same: Callable) -> tuple[list, list]:
    """The row of each record, or None, and the rows left over. The first test that fits decides; a row serves once."""
    left = list(rows)
    found = [None] * len(records)
    for test in same:
        for at, record in enumerate(records):
            if found[at] is None:
                found[at] = next((row for row in left if test(row, record)), None)
                if found[at] is not None:
                    left.remove(found[at])
    return found, left
