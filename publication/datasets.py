"""Records as rows of open data: one declaration for each kind, many faces (CSV, XLSX, JSON, API, their descriptions).

The columns follow from the public fields of the model, so what becomes public there appears here, and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.text import capfirst

from .files import Attachment
from .models import Publishable

TEXT, NUMBER, AMOUNT, DAY, MOMENT, YES_NO, ADDRESS = "text", "number", "amount", "day", "moment", "yes/no", "address"
_KINDS = (
    (models.BooleanField, YES_NO),
    (models.DecimalField, AMOUNT),
    (models.IntegerField, NUMBER),
    (models.DateTimeField, MOMENT),
    (models.DateField, DAY),
    (models.URLField, ADDRESS),
)
CHUNK = 500


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column; `read` gives the value of a loaded record, None where it is unknown. `values`: {code: label}."""

    name: str
    title: str
    kind: str
    read: Callable
    values: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    refers_to: type[Publishable] | None = None


@dataclass(frozen=True)
class Dataset:
    """All visible records of one model.

    `name` stands in the addresses of the files, `collection` in those of the API (empty: it is in OParl instead).
    `filterset`: that of the list page, called as django-filter does. `labels_need`: links without which the name of a
    linked record cannot be told, by the name of the link.
    """

    name: str
    collection: str
    model: type[Publishable]
    title: str
    description: str
    filterset: Callable | None = None
    page: str = ""
    labels_need: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def fields(self):
        """The public fields that are shown; of an attachment not its bytes."""
        shown = (self.model._meta.get_field(name) for name in self.model.public_fields)
        return [one for one in shown if not isinstance(one, models.FileField)]

    @cached_property
    def columns(self):
        columns = [DataColumn("id", "Kennung", TEXT, lambda record: record.public_id, description="dauerhaft")]
        if hasattr(self.model, "url_name"):
            columns.append(DataColumn("url", "Adresse", ADDRESS, page_address))
        return columns + [column for one in self.fields for column in self._columns_of(one)]

    def _columns_of(self, one):
        title, name = capfirst(one.verbose_name), one.name
        if one.is_relation:
            yield DataColumn(
                f"{name}_id", f"{title}: Kennung", TEXT, lambda record: _ids(linked(record, one)),
                refers_to=None if one.many_to_many else one.related_model,
            )  # fmt: skip
            yield DataColumn(name, title, TEXT, lambda record: _labels(linked(record, one)))
            return
        values = {str(code): label for code, label in one.flatchoices}
        yield DataColumn(name, title, kind_of(one), lambda record: value_of(record, one), values, str(one.help_text))
        if values and any(code != label for code, label in values.items()):
            yield DataColumn(
                f"{name}_label", f"{title}, in Worten", TEXT, lambda record: values.get(getattr(record, name)) or None
            )

    def load(self, rows):
        """`rows` with all that the columns read: one query more for each link that may be hidden."""
        plain = [one.name for one in self.fields if one.is_relation and one.name in self.model.visible_only_with]
        needed = [f"{link}__{rest}" for link in plain for rest in self.labels_need.get(link, ())]
        rows = rows.select_related(*plain, *needed) if plain else rows
        return rows.prefetch_related(
            *(
                Prefetch(
                    one.name,
                    one.related_model.visible.select_related(*self.labels_need.get(one.name, ())),
                    to_attr=f"visible_{one.name}",
                )
                for one in self.fields
                if one.is_relation and one.name not in plain
            )
        )

    def narrowed(self, asked, request=None):
        """Visible rows as the list page narrows and orders them; none where a filter is wrong."""
        rows = self.model.visible.all()
        if self.filterset is None:
            return rows.order_by("pk")
        filterset = self.filterset(asked, queryset=rows, request=request)
        return filterset.qs if filterset.is_valid() else rows.none()

    def rows(self, records):
        """Lists of values, one for each of `records`, in constant memory."""
        for record in self.load(records).iterator(chunk_size=CHUNK):
            yield [column.read(record) for column in self.columns]


def linked(record, one):
    """The visible record or records behind a link of a record that was loaded; None where there is none."""
    name = one.name
    return getattr(record, name) if name in record.visible_only_with else getattr(record, f"visible_{name}")


def _ids(target):
    if isinstance(target, list):
        return " ".join(sorted(one.public_id for one in target)) or None
    return target and target.public_id


def _labels(target):
    if isinstance(target, list):
        return "; ".join(sorted(map(str, target))) or None
    return target and str(target)


def kind_of(one):
    return next((kind for model, kind in _KINDS if isinstance(one, model)), TEXT)


def value_of(record, one):
    value = getattr(record, one.name)
    return None if value == "" else value


def page_address(record):
    """The page for people, without the words in its address that may change; of an attachment that of its bytes."""
    if isinstance(record, Attachment):
        return settings.SITE_URL + record.get_absolute_url() if record.content else None
    return settings.SITE_URL + reverse(record.url_name, args=[record.public_id, "-"]).removesuffix("-/")


def api_address(collection, public_id=""):
    name, arguments = ("api:record", [collection, public_id]) if public_id else ("api:collection", [collection])
    return settings.SITE_URL + reverse(name, args=arguments)
