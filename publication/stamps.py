"""When the public first saw a record, and when what it sees of it last changed: for interfaces that tell of changes.

Both follow from the public history. What a schedule made public counts from that moment on, also while no version of
it is recorded yet. Everything here takes rows as they are asked for and decides by the visibility rule alone.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import Case, Exists, F, Max, Min, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from .models import LostLink, Publishable, Version
from .visibility import PUBLIC, visibility_rule
from .wholes import keys_of


@dataclass(frozen=True, slots=True)
class Stamp:
    """`created`: of the first version, or until there is one the moment at which the record appeared; never the time
    it spent before with the council or with something hidden. `modified` is never before the state it stands for
    became public.
    """

    created: datetime
    modified: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of `model` of which another record shows something; `link` is the lookup from them to that record.

    What a row that vanished or moved away has changed is told by `LostLink`, so that the link which a hidden row has
    now moves nothing. `over`: a link of `model` that `link` leads through, to a record without which nothing is shown;
    as that record does not tell of the row, rows that vanished count as well.
    """

    model: type[Publishable]
    link: str
    over: str | None = None

    def rows_of(self, keys):
        """(key of the showing record, own key, since when public by itself or None) of every row; one query."""
        shown = Case(When(visibility_rule(self.model, PUBLIC, timezone.now()), then=F("published_at")))
        rows = self.model._default_manager.filter(self._counts(), **{f"{self.link}__in": keys})
        return rows.order_by().values_list(self.link, "pk", shown)

    @property
    def name(self):
        """As `LostLink` tells it."""
        return f"{self.model._meta.label_lower}.{self.link}"

    def changed_since(self, moment, sources):
        """Keys of the records that show a row which appeared, changed or vanished at `moment` or later."""
        appeared = Q(published_at__gte=moment) & visibility_rule(self.model, PUBLIC, timezone.now())
        rows = self.model._default_manager.filter(_moved_since(self.model, moment, sources) | appeared)
        return rows.filter(self._counts(), **{f"{self.link}__isnull": False}).order_by().values(self.link)

    def _counts(self):
        if self.over is None:
            return visibility_rule(self.model, PUBLIC, timezone.now())
        between = self.model._meta.get_field(self.over).related_model
        return visibility_rule(between, PUBLIC, timezone.now(), f"{self.over}__")


def stamps(records, sources):
    """{(model, key): Stamp} of visible records. `sources`: {model: what its records show of others}.

    Two queries for each model and one for each of its sources, and two for all versions and lost links together.
    """
    wanted = keys_of(records)
    appeared = {(model, pk): moment for model, keys in wanted.items() for pk, moment in _moments(model, keys)}
    shown = [
        (source.model, pk, (model, whole), since)
        for model, keys in wanted.items()
        for source in sources.get(model, ())
        for whole, pk, since in source.rows_of(keys)
    ]
    looked_at = [*appeared, *((model, pk) for model, pk, _, _ in shown)]
    recorded, lost = _recorded(looked_at), _lost(looked_at, sources)
    latest = defaultdict(list)
    for model, pk, whole, since in shown:
        latest[whole] += [since, recorded.get((model, pk), (None, None))[1], lost.get((model, pk))]
    return {
        key: _stamp(moment, recorded.get(key, (None, None)), [*latest[key], lost.get(key)])
        for key, moment in appeared.items()
    }


def stamps_of_gone(model, keys):
    """{key: Stamp} of rows that the public saw once; `modified` is the moment at which they vanished. One query."""
    recorded = _recorded((model, key) for key in keys)
    return {key: Stamp(first, last) for (_, key), (first, last) in recorded.items()}


def _stamp(appeared, recorded, shown):
    first, last = recorded
    return Stamp(first or appeared, max(filter(None, [appeared, last, *shown])))


def _moments(model, keys):
    rows = model.visible.filter(pk__in=keys).order_by()
    return rows.values_list("pk", _appeared(model))


def _appeared(model):
    """The moment at which the last of all that a visible row is visible with was published."""
    own, *others = dict.fromkeys(_publications(model))
    return Greatest(F(own), *(Coalesce(F(other), F(own)) for other in others)) if others else F(own)


def _publications(model, path=""):
    if issubclass(model, Publishable):
        yield f"{path}published_at"
    for name in model.visible_only_with:
        yield from _publications(model._meta.get_field(name).related_model, f"{path}{name}__")


def _recorded(keys):
    """{(model, key): (moment of the first version, of the last)}; one query."""
    rows = _rows_about(Version, keys).annotate(first=Min("recorded_at"), last=Max("recorded_at"))
    return {_key(row): (row["first"], row["last"]) for row in rows}


def _lost(keys, sources):
    """{(model, key): moment at which a row of its sources last ceased to name it}; one query, none without sources."""
    if not sources:
        return {}
    rows = _rows_about(LostLink, keys).filter(link__in=[one.name for shown in sources.values() for one in shown])
    return {_key(row): row["last"] for row in rows.annotate(last=Max("recorded_at"))}


def _rows_about(told, keys):
    """Rows of `told`, a table of moments, grouped by the records that they are about."""
    by_label = defaultdict(set)
    for model, key in keys:
        by_label[model._meta.label_lower].add(key)
    condition = Q(pk=None)
    for label, found in by_label.items():
        condition |= Q(model=label, record_id__in=found)
    return told.objects.filter(condition).order_by().values("model", "record_id")


def _key(row):
    return apps.get_model(row["model"]), row["record_id"]


def _moved_since(model, moment, sources):
    """Condition: a row has a version of `moment` or later, or one of its sources ceased to name it then."""
    label, names = model._meta.label_lower, [one.name for one in sources.get(model, ())]
    versions = Version.objects.filter(model=label, recorded_at__gte=moment)
    lost = LostLink.objects.filter(model=label, recorded_at__gte=moment, link__in=names)
    return Q(pk__in=versions.values("record_id")) | Q(pk__in=lost.values("record_id"))


# Conditions on the rows themselves and never "key in (the same rows once more)": SQLite would try every key of such a
# list with every row of the table before it.


def _changed_since(model, moment, sources):
    """Condition: the stamp of a row that has `appeared` says `modified` at `moment` or later."""
    changed = Q(appeared__gte=moment) | _moved_since(model, moment, sources)
    for source in sources.get(model, ()):
        changed |= Q(pk__in=source.changed_since(moment, sources))
    return changed


def _first_version(model):
    versions = Version.objects.filter(model=model._meta.label_lower, record_id=OuterRef("pk"), number=1)
    return Subquery(versions.values("recorded_at"))


def _version_since(model, moment):
    versions = Version.objects.filter(model=model._meta.label_lower, record_id=OuterRef("pk"))
    return Exists(versions.filter(recorded_at__gte=moment))


@dataclass(frozen=True, slots=True)
class Period:
    """What a list is narrowed to, by stamps; None: not at all. Interfaces write whole seconds, so these count."""

    created_since: datetime | None = None
    created_until: datetime | None = None
    modified_since: datetime | None = None
    modified_until: datetime | None = None

    def narrow(self, rows, sources):
        """Those of the visible `rows` whose stamps lie in the period."""
        model = rows.model
        rows = self._narrow_created(rows, Coalesce(_first_version(model), _appeared(model)))
        if self.modified_since or self.modified_until:
            rows = rows.annotate(appeared=_appeared(model))
        if self.modified_since:
            rows = rows.filter(_changed_since(model, _second(self.modified_since), sources))
        if self.modified_until:
            rows = rows.exclude(_changed_since(model, _next_second(self.modified_until), sources))
        return rows

    def narrow_gone(self, rows, shown=None):
        """Those of `rows` that the public saw once and that vanished in the period; none unless it asks for changes.

        `shown`: what the interface shows of the model, where that is less than all that is visible.
        """
        if self.modified_since is None:
            return rows.none()
        model = rows.model
        shown = model.visible.all() if shown is None else shown
        gone = rows.exclude(pk__in=shown.order_by().values("pk"))
        gone = gone.filter(_version_since(model, _second(self.modified_since)))
        if self.modified_until:
            gone = gone.exclude(_version_since(model, _next_second(self.modified_until)))
        return self._narrow_created(gone, _first_version(model))

    def _narrow_created(self, rows, created):
        rows = rows.alias(stamp_created=created)
        if self.created_since:
            rows = rows.filter(stamp_created__gte=_second(self.created_since))
        if self.created_until:
            rows = rows.filter(stamp_created__lt=_next_second(self.created_until))
        return rows


def _second(moment):
    return moment.replace(microsecond=0)


def _next_second(moment):
    return _second(moment) + timedelta(seconds=1)
