"""Records as tables for staff: out with all that a form shows, and in again as drafts and corrections.

An imported table can neither publish nor withdraw, neither widen an audience nor move a part. Columns with the mark and
the state of a record make that visible: whoever alters them is told so.
"""

import hashlib
import re
from collections import defaultdict
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource

from .actions import refusal_to_change
from .dates import MONTHS, SEASONS, Precision, VagueDate
from .folding import fold
from .responsibility import refusal
from .sheets import tidy, write_sheet
from .versions import record_rows
from .wholes import keys_of, wholes

LINE = "#"
"""Heading of the column that carries the line number through the import; no table can have it."""


# What cells mean


def read_vague_date(text):
    """ "24.02.2025", "02/2024", "Februar 2024", "Frühjahr 2023", "2015" or None for "". Raises ValueError."""
    text = text.strip()
    if not text:
        return None
    months = {fold(name): number for number, name in enumerate(MONTHS, 1)}
    seasons = {fold(name): number for number, name in SEASONS.items()} | {"fruehling": 3}
    try:
        if match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
            day, month, year = map(int, match.groups())
            return VagueDate(date(year, month, day))
        if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
            return VagueDate(date.fromisoformat(text))
        if match := re.fullmatch(r"(\d{1,2})[./](\d{4})", text):
            return VagueDate(date(int(match[2]), int(match[1]), 1), Precision.MONTH)
        if match := re.fullmatch(r"(?:(\d{1,2})\. ?)?([^\W\d_]+)\.? (\d{4})", text):
            word, year = fold(match[2]), int(match[3])
            if word in months:
                day = date(year, months[word], int(match[1] or 1))
                return VagueDate(day, Precision.DAY if match[1] else Precision.MONTH)
            if word in seasons and not match[1]:
                return VagueDate(date(year, seasons[word], 1), Precision.SEASON)
        if re.fullmatch(r"\d{4}", text):
            return VagueDate(date(int(text), 1, 1), Precision.YEAR)
    except ValueError:
        pass
    raise ValueError(
        f"„{text}“ ist kein Datum. Möglich sind zum Beispiel 24.02.2025, 02/2024, Februar 2024, Frühjahr 2023 und 2015."
    )


def vague_date_text(vague):
    if vague is None:
        return ""
    if vague.precision == Precision.DAY:
        return f"{vague.day:%d.%m.%Y}"
    if vague.precision == Precision.MONTH:
        return f"{vague.day:%m/%Y}"
    return str(vague)


def read_moment(text):
    """(aware datetime, whether the time is known) of "28.10.2024 16:00" or "28.10.2024"; local time of the portal."""
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? +(\d{1,2})[:.](\d{2})(?: ?Uhr)?)?", text.strip())
    try:
        if not match:
            raise ValueError
        day, month, year, hour, minute = (int(part or 0) for part in match.groups())
        naive = datetime(year, month, day, hour, minute)  # noqa: DTZ001 — made aware in the next line
    except ValueError:
        raise ValueError(f"„{text}“ ist kein Zeitpunkt. Möglich ist zum Beispiel 28.10.2024 16:00.") from None
    moment = timezone.make_aware(naive)
    if timezone.make_naive(moment.astimezone(UTC)) != naive:
        raise ValueError(f"„{text}“ gibt es nicht: In dieser Nacht beginnt die Sommerzeit.")
    return moment, match[4] is not None


# Columns


class Column(Field):
    """One column. `fixed`: told once, when the record is made. `key`: part of the natural key."""

    is_given = False
    """The portal says what stands here; nobody decides it in a table."""

    def __init__(self, heading, attribute, *, fixed=False, key=False):
        super().__init__(attribute=attribute, column_name=heading)
        self.fixed, self.key = fixed, key

    def text(self, record):
        """What an exported cell says."""
        value = getattr(record, self.attribute)
        return "" if value is None else str(value)

    def cell(self, record):
        return self.text(record)

    def read(self, text, row, table):
        """The value behind `text`, which is not empty. Raises ValueError with a German message."""
        return text

    def empty(self, record):
        """The value of an empty cell."""
        return None if record._meta.get_field(self.attribute).null else ""

    def get_value(self, instance):
        return tidy(self.text(instance))

    def take(self, instance, row, table):
        """An untouched cell changes nothing, however roughly it tells the value."""
        text = row[self.column_name]
        is_new = instance.pk is None
        if (is_new and not text) or (not is_new and text == self.get_value(instance)):
            return
        if not is_new and self.key and instance._found_by_key:
            return
        if not is_new and self.fixed:
            raise ValueError(
                f"Das lässt sich nicht durch Einlesen ändern; im Portal steht „{self.get_value(instance) or '–'}“. "
                "Bitte setzen Sie die Zelle zurück und ändern Sie es im Formular."
            )
        self.write(instance, self.read(text, row, table) if text else self.empty(instance))

    def write(self, instance, value):
        setattr(instance, self.attribute, value)


class NumberColumn(Column):
    """Whole numbers and decimals; they stay numbers in the exported table."""

    def cell(self, record):
        return getattr(record, self.attribute)

    def text(self, record):
        value = getattr(record, self.attribute)
        return "" if value is None else _plain_number(value)

    def get_value(self, instance):
        return self.text(instance)

    def take(self, instance, row, table):
        row = row | {self.column_name: _plain_number(row[self.column_name])}
        super().take(instance, row, table)

    def read(self, text, row, table):
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise ValueError(f"„{text}“ ist keine Zahl.") from None
        whole = isinstance(table.model._meta.get_field(self.attribute), models.IntegerField)
        if not number.is_finite() or (whole and number != int(number)):
            raise ValueError(f"„{text}“ ist keine {'ganze ' if whole else ''}Zahl.")
        return int(number) if whole else number


def _plain_number(value):
    """ "50,10" and "50.1" are one number; what is none stays as it is."""
    try:
        number = Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        return str(value)
    return f"{number.normalize():f}" if number.is_finite() else str(value)


class YesNoColumn(Column):
    def text(self, record):
        return {True: "ja", False: "nein", None: ""}[getattr(record, self.attribute)]

    def read(self, text, row, table):
        answers = {"ja": True, "nein": False, "x": True, "wahr": True, "falsch": False}
        if fold(text) not in answers:
            raise ValueError(f"„{text}“ ist hier nicht möglich. Bitte „ja“ oder „nein“.")
        return answers[fold(text)]

    def empty(self, record):
        return False


class ChoiceColumn(Column):
    def text(self, record):
        return str(getattr(record, f"get_{self.attribute}_display")())

    def read(self, text, row, table):
        choices = table.model._meta.get_field(self.attribute).flatchoices
        for value, label in choices:
            if fold(text) in (fold(str(value)), fold(str(label))):
                return value
        possible = ", ".join(str(label) for value, label in choices if value)
        raise ValueError(f"„{text}“ ist hier nicht möglich. Möglich sind: {possible}.")


class VagueDateColumn(Column):
    """A date and its precision in one cell."""

    def text(self, record):
        day = getattr(record, self.attribute)
        return vague_date_text(day and VagueDate(day, getattr(record, f"{self.attribute}_precision")))

    def read(self, text, row, table):
        return read_vague_date(text)

    def write(self, instance, value):
        setattr(instance, self.attribute, value and value.day)
        setattr(instance, f"{self.attribute}_precision", value.precision if value else Precision.DAY)


class LinkColumn(Column):
    """A link to another record, told by its name. `find(text, row, table)` returns all records that may be meant."""

    def __init__(self, heading, attribute, find, *, label=str, **options):
        super().__init__(heading, attribute, **options)
        self.find, self.label = find, label

    def text(self, record):
        target = getattr(record, self.attribute, None)
        return "" if target is None else self.label(target)

    def read(self, text, row, table):
        found = self.find(text, row, table)
        kind = capfirst(table.model._meta.get_field(self.attribute).related_model._meta.verbose_name)
        if not found:
            raise ValueError(f"{kind} „{text}“ gibt es im Portal nicht. Bitte prüfen Sie die Schreibweise.")
        if len(found) > 1:
            raise ValueError(
                f"{kind} „{text}“ gibt es mehrmals. Bitte tragen Sie statt des Namens die Kennung ein: "
                + ", ".join(one.public_id for one in found[:5])
                + "."
            )
        return found[0]


class IdColumn(Column):
    is_given = True

    def __init__(self):
        super().__init__("Kennung", "public_id")

    def take(self, instance, row, table):
        """Only finds records; new ones get an id of their own."""


class MarkColumn(Column):
    """The newest entry of the audit trail when the table was written: who imports shall not undo what came after."""

    is_given = True

    def __init__(self):
        super().__init__("Stand", "mark")

    def text(self, record):
        return str(getattr(record, "mark", None) or "")

    def take(self, instance, row, table):
        """Compared in `TableOf.save_instance`."""


class StateColumn(Column):
    is_given = True

    def __init__(self):
        super().__init__("Veröffentlichung", "publication_state", fixed=True)

    def text(self, record):
        return str(record.publication_state().label)

    def take(self, instance, row, table):
        if row[self.column_name] not in ("", self.text(instance)):
            raise ValueError(
                f"Durch Einlesen wird nichts veröffentlicht oder zurückgezogen; im Portal: {self.text(instance)}. "
                "Bitte setzen Sie die Zelle zurück."
            )


class AudienceColumn(ChoiceColumn):
    is_given = True

    def __init__(self):
        super().__init__("Leserkreis", "audience", fixed=True)

    def take(self, instance, row, table):
        if row[self.column_name] not in ("", self.text(instance)):
            raise ValueError("Der Leserkreis wird im Formular geändert, nicht durch Einlesen.")


# Tables


@dataclass(frozen=True, slots=True)
class Change:
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowReport:
    """What a row does. `outcome`: new, changed, unchanged or problem."""

    line: int
    outcome: str
    label: str = ""
    changes: tuple[Change, ...] = ()
    problems: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    rows: list[RowReport] = field(default_factory=list)

    def of(self, outcome):
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def problems(self):
        return self.of("problem")

    @property
    def new(self):
        return self.of("new")

    @property
    def changed(self):
        return self.of("changed")

    @property
    def unchanged(self):
        return self.of("unchanged")

    @property
    def told(self):
        return [*self.problems, *self.new, *self.changed]

    def digest(self):
        """Equal for equal outcomes: what was shown and what is done can be compared."""
        return hashlib.sha256(repr(self.rows).encode()).hexdigest()


class SomethingElseNow(Exception):
    """The import would do something else than the preview said; `report` tells what. Nothing was changed."""

    def __init__(self, report):
        super().__init__("changed since the preview")
        self.report = report


@contextmanager
def _recorded(records):
    """Like `record_edit` for many records at once, whose own fields change and nothing else: row by row, a cooperation
    with its hundred participations would be recorded a hundred times."""
    keys = keys_of(one for record in records for one in (record, *wholes(record)))
    for model, of_model in keys.items():
        record_rows(model, of_model, at=timezone.now())
    yield
    for model, of_model in keys.items():
        record_rows(model, of_model, at=timezone.now())


class TableOf(Resource):
    """The table of one model. Derive, name `Meta.model`, declare columns, and say how a row finds its record."""

    links: tuple[str, ...] = ()
    """Links whose records the cells need; loaded with the rows."""

    class Meta:
        import_id_fields = []
        instance_loader_class = BaseInstanceLoader
        skip_unchanged = True
        report_skipped = True
        store_instance = True
        skip_html_diff = True
        use_transactions = True

    def __init__(self, user, *, with_internal_notes):
        super().__init__()
        self.user, self.with_internal_notes = user, with_internal_notes
        self.known = {}

    @property
    def model(self):
        return self._meta.model

    @property
    def columns(self):
        return [one for name, one in self.fields.items() if name != "internal_note" or self.with_internal_notes]

    @property
    def headings(self):
        return [column.column_name for column in self.columns]

    def get_export_order(self):
        return [name for name in self.fields if name != "internal_note" or self.with_internal_notes]

    get_import_order = get_export_order

    # Out

    def marked(self, queryset):
        """`queryset` with all that the cells need, in as many queries as there are rows to fetch: one."""
        entries = self.model.history.model.objects.filter(id=models.OuterRef("pk")).order_by("-history_id")
        newest = models.Subquery(entries.values("history_id")[:1])
        return queryset.select_related(*self.links).annotate(mark=newest)

    def file(self, queryset, file_format):
        """Bytes of the table of `queryset`; one query."""
        rows = ([column.cell(record) for column in self.columns] for record in self.marked(queryset))
        return write_sheet(file_format, self.headings, rows)

    # In

    def find(self, row):
        """Records that `row` means by its natural key; raises ValueError where the key cannot be read."""
        raise NotImplementedError

    def hints(self, record, row):
        """What a person should look at before this new record is made."""
        return ()

    def rehearse(self, rows):
        """A Report of what importing `rows` would do; changes nothing."""
        with transaction.atomic():
            report = self._import(rows)
            transaction.set_rollback(True)
        return report

    def run(self, rows, *, previewed, changing, reason):
        """Import all of `rows` or none. `previewed`: digest of the Report that a person agreed to.

        `changing`: lines that change a record, as the Report said. Raises SomethingElseNow.
        """
        with transaction.atomic(), _recorded(self._public_records(rows, changing)):
            report = self._import(rows, reason=reason)
            if report.problems or report.digest() != previewed:
                raise SomethingElseNow(report)
        return report

    def _public_records(self, rows, lines):
        """The records that these rows will change; drafts are left out, no history tells of them."""
        self.told_by_line = {}
        found = []
        for row in rows:
            if row.line in lines:
                with suppress(ValidationError):  # told once more when the row is imported
                    found.append(self.get_instance(None, {LINE: row.line, **row.cells}))
        return [record for record in found if record is not None and record.published_at is not None]

    def _import(self, rows, **options):
        self.told_by_line = {}
        present = list(rows[0].cells)
        data = tablib.Dataset(headers=[LINE, *present])
        for row in rows:
            data.append([row.line, *row.cells.values()])
        result = self.import_data(
            data, use_transactions=True, rollback_on_validation_errors=True, table=self, **options
        )
        for error in result.base_errors:
            raise error.error
        return Report([self._told(row, told) for row, told in zip(rows, result.rows, strict=True)])

    def _told(self, row, result):
        if result.validation_error is not None or result.errors:
            return RowReport(row.line, "problem", problems=tuple(self._problems(row, result)))
        if result.is_skip():
            return RowReport(row.line, "unchanged", str(result.instance))
        changes = []
        for column in self.columns:
            before = "" if result.is_new() else column.get_value(result.original)
            after = column.get_value(result.instance)
            if column.column_name in row.cells and not column.is_given and before != after:
                changes.append(Change(column.column_name, before, after))
        outcome = "new" if result.is_new() else "changed"
        hints = tuple(self.hints(result.instance, row.cells)) if result.is_new() else ()
        return RowReport(row.line, outcome, str(result.instance), tuple(changes), hints=hints)

    def _problems(self, row, result):
        if result.validation_error is None:
            yield f"Zeile {row.line}: lässt sich nicht speichern. Bitte prüfen Sie alle Werte dieser Zeile."
            return
        headings = {column.attribute: column.column_name for column in self.columns}
        for name, messages in result.validation_error.message_dict.items():
            place = f", Spalte {headings[name]}" if name != NON_FIELD_ERRORS and name in headings else ""
            for message in messages:
                yield f"Zeile {row.line}{place}: {message}"

    def get_instance(self, instance_loader, row):
        if public_id := row.get("Kennung"):
            found, by_key = list(self.model._default_manager.filter(public_id=public_id)[:2]), False
            if not found:
                raise ValidationError(
                    {"public_id": f"„{public_id}“ gibt es nicht. Für einen neuen Datensatz lassen Sie die Zelle leer."}
                )
        else:
            try:
                found, by_key = self.find(row), True
            except ValueError:
                return None  # told once more, and to its column, when the cells are read
        if len(found) > 1:
            raise ValidationError(
                "Diese Zeile passt auf mehrere Datensätze. Bitte tragen Sie in der Spalte Kennung ein, welcher gemeint "
                f"ist: {', '.join(one.public_id for one in found[:5])}."
            )
        for record in found:
            record._found_by_key = by_key
            self._refuse_twice(record.pk, row[LINE])
            return record
        return None

    def _refuse_twice(self, key, line):
        if key in self.told_by_line:
            raise ValidationError(
                f"Diese Zeile meint denselben Datensatz wie Zeile {self.told_by_line[key]}. Bitte lassen Sie nur eine."
            )
        self.told_by_line[key] = line

    def import_field(self, field, instance, row, is_m2m=False, *, table, **kwargs):
        if field.column_name in row:
            field.take(instance, row, table)

    def init_instance(self, row=None):
        return self.model()

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return instance.pk is not None and super().skip_row(instance, original, row, import_validation_errors)

    def import_row(self, row, instance_loader, **kwargs):
        result = super().import_row(row, instance_loader, **kwargs)
        if isinstance(result.validation_error, ValidationError) and not hasattr(result.validation_error, "error_dict"):
            result.validation_error = ValidationError({NON_FIELD_ERRORS: result.validation_error.messages})
        return result

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """What no cell can change is not asked of the database again."""
        errors = dict(import_validation_errors or {})
        given = {name for name in instance.internal_fields if name not in ("internal_note", "sort_key")}
        links = {column.attribute for column in self.columns if isinstance(column, LinkColumn)}
        found = {name for name in links if getattr(instance, f"{name}_id") is not None}
        try:
            instance.full_clean(exclude={*errors, *given, *found}, validate_constraints=False)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        try:
            instance.validate_constraints(exclude={*errors, *given})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance, is_create, row, *, reason="", **kwargs):
        """A record is saved only where a form would do so: by who may change it, and if nobody changed it meanwhile."""
        if refused := refusal(self.user, instance):
            raise ValidationError({NON_FIELD_ERRORS: refused})
        if not is_create and (refused := refusal_to_change(self.user, instance, instance.public_fields)):
            raise ValidationError({NON_FIELD_ERRORS: refused})
        instance._history_user, instance._change_reason = self.user, reason
        if is_create:
            instance.save(force_insert=True)
            self.told_by_line[instance.pk] = row[LINE]
            return
        if row.get("Stand") and row["Stand"] != self._mark(instance):
            raise ValidationError(
                {
                    "mark": "Dieser Datensatz wurde geändert, nachdem die Tabelle geschrieben wurde. Bitte laden Sie "
                    "die Tabelle neu herunter und tragen Sie die Änderung noch einmal ein."
                }
            )
        instance.save()

    def _mark(self, instance):
        newest = instance.history.order_by("-history_id").values_list("history_id", flat=True).first()
        return str(newest or "")

    # Looking up names

    def named(self, queryset, *names):
        """A function from text to the rows of `queryset` that have it as id or in one of the fields; one query."""
        key = (queryset.model, names)
        if key not in self.known:
            found = defaultdict(dict)
            for record in queryset:
                for text in (record.public_id, *(_follow(record, name) for name in names)):
                    if text:
                        found[fold(tidy(text))][record.pk] = record
            self.known[key] = found
        return lambda text: list(self.known[key].get(fold(tidy(text)), {}).values())


def _follow(record, name):
    for part in name.split("__"):
        record = getattr(record, part, None)
    return record
