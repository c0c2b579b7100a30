"""Dates as the documents tell them: a day, a month, a season or only a year."""

import calendar
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Substr
from django.db.models.lookups import Exact, In
from django.utils.formats import date_format


class Precision(models.TextChoices):
    DAY = "day", "Tag"
    MONTH = "month", "Monat"
    SEASON = "season", "Jahreszeit"
    YEAR = "year", "Jahr"


MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
SEASONS = {3: "Frühjahr", 6: "Sommer", 9: "Herbst", 12: "Winter"}


@dataclass(frozen=True, slots=True, order=True)
class VagueDate:
    """A date known to a precision. `day` is the earliest day it can mean, so that sorting works."""

    day: date
    precision: str = Precision.DAY

    def __str__(self):
        if self.precision == Precision.DAY:
            return date_format(self.day, "j. F Y")
        if self.precision == Precision.MONTH:
            return date_format(self.day, "F Y")
        if self.precision == Precision.SEASON:
            return f"{SEASONS[self.day.month]} {self.day.year}"
        return str(self.day.year)

    @property
    def datetime(self):
        """Value for the `datetime` attribute of HTML's <time>, which knows days, months and years but no seasons."""
        if self.precision == Precision.DAY:
            return self.day.isoformat()
        return f"{self.day:%Y-%m}" if self.precision == Precision.MONTH else f"{self.day:%Y}"

    @property
    def last_day(self):
        """The latest day it can mean."""
        if self.precision == Precision.DAY:
            return self.day
        months = {Precision.MONTH: 1, Precision.SEASON: 3, Precision.YEAR: 12}[self.precision]
        year, month = divmod(self.day.year * 12 + self.day.month - 1 + months - 1, 12)
        return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


class VagueDateOf:
    """Reads the fields `name` and `name_precision` of a record as one VagueDate, or None."""

    def __init__(self, name):
        self.name = name

    def __get__(self, record, owner=None):
        if record is None:
            return self
        day = getattr(record, self.name)
        return day and VagueDate(day, getattr(record, f"{self.name}_precision"))


def precision_field():
    return models.CharField(
        "Genauigkeit",
        max_length=6,
        choices=Precision,
        default=Precision.DAY,
        help_text="Monat, Jahreszeit oder Jahr: im Datum den ersten Tag eintragen (Frühjahr 1.3., Herbst 1.9.).",
    )


class _Part(models.Func):
    """Two digits of a stored date as a number, without functions that only Django's own SQLite connection knows."""

    def __init__(self, field_name, name, start):
        super().__init__(models.F(field_name), output_field=models.IntegerField())
        self.name, self.start = name, start

    @property
    def identity(self):
        return (*super().identity, self.name, self.start)

    def deconstruct(self):
        (source,) = self.source_expressions
        return f"{self.__module__}._Part", (source.name, self.name, self.start), {}

    def as_sqlite(self, compiler, connection, **context):
        text = Substr(Cast(self.source_expressions[0], models.TextField()), self.start, 2)
        return Cast(text, models.IntegerField()).as_sqlite(compiler, connection, **context)

    def as_postgresql(self, compiler, connection, **context):
        return super().as_sql(compiler, connection, template=f"EXTRACT({self.name} FROM %(expressions)s)", **context)


def fits_precision(name):
    """Constraint: a month begins on its first day, a season on 1 March, June, September or December, a year on 1/1."""
    precision = f"{name}_precision"
    first = Exact(_Part(name, "DAY", 9), 1)
    month = _Part(name, "MONTH", 6)
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{name}_fits_precision",
        condition=Q(**{f"{name}__isnull": True})
        | Q(**{precision: Precision.DAY})
        | Q(**{precision: Precision.MONTH}) & Q(first)
        | Q(**{precision: Precision.SEASON}) & Q(first) & Q(In(month, [3, 6, 9, 12]))
        | Q(**{precision: Precision.YEAR}) & Q(first) & Q(Exact(month, 1)),
        violation_error_message=(
            "Datum und Genauigkeit passen nicht zusammen. Tragen Sie für einen Monat den Ersten ein, "
            "für eine Jahreszeit den 1.3., 1.6., 1.9. oder 1.12., für ein Jahr den 1.1."
        ),
    )


def period_in_order(start, end):
    """Constraint: `end`, where known, is not before `start`."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{end}_not_before_{start}",
        condition=Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": models.F(start)}),
        violation_error_message="Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Angaben.",
    )
