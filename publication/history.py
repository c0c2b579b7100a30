"""What of the public history the public may read today.

A version holds what everybody could see when it was recorded. Since then something in it may have been withdrawn, for
good reasons, so a history is shown under four rules:

- only of a record that is visible now, and only since it was last published: a withdrawal ends what came before;
- a part with a public life of its own (a station, a file) is told where it is visible now, and only since it was last
  published itself;
- a link is told where its target is visible now, by the target's present name;
- everything else is told as it was.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q

from .facts import model_named
from .models import Publishable, Version

_LINK = {"model", "id", "label"}


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version without what is hidden today. `names`: today's names of its visible parts, by model and id."""

    model: type[Publishable]
    record_id: int
    public_id: str
    number: int
    moment: datetime
    action: str
    content: dict
    hash: str
    names: dict

    @property
    def label(self):
        return self.model._meta.label_lower


def versions_of(record):
    """The versions of a visible record that may be shown, newest first, without their content."""
    withdrawn = Version.objects.of(record).filter(action=Version.Action.WITHDRAWN)
    last = withdrawn.aggregate(last=Max("number"))["last"] or 0
    return Version.objects.of(record).filter(number__gt=last).order_by("-number").defer("content")


def number_existed(record, number):
    """Whether the record ever had this version, shown or not."""
    return Version.objects.of(record).filter(number=number).exists()


def versions_of_visible(*querysets):
    """The same for the rows of several querysets, which must come from managers `visible`; newest first."""
    later_withdrawal = Version.objects.filter(
        model=OuterRef("model"),
        record_id=OuterRef("record_id"),
        number__gte=OuterRef("number"),
        action=Version.Action.WITHDRAWN,
    )
    return _newest_first(Version.objects.filter(_belongs_to(querysets), ~Exists(later_withdrawal)))


def withdrawals(*models):
    """The last versions of what the public of `models` saw once and sees no more; newest first."""
    visible = _belongs_to([model.visible.all() for model in models])
    of_models = Q(model__in=[model._meta.label_lower for model in models])
    return _newest_first(latest(Version.objects.filter(~visible, of_models, action=Version.Action.WITHDRAWN)))


def latest(versions):
    """Of each record the last version only."""
    later = Version.objects.filter(
        model=OuterRef("model"), record_id=OuterRef("record_id"), number__gt=OuterRef("number")
    )
    return versions.filter(~Exists(later))


def _belongs_to(querysets):
    condition = Q(pk__in=[])
    for rows in querysets:
        condition |= Q(model=rows.model._meta.label_lower, record_id__in=rows.order_by().values("pk"))
    return condition


def _newest_first(versions):
    return versions.order_by("-recorded_at", "-pk").defer("content")


def with_predecessors(versions):
    """[(version, the one before it or None)] as shown today; None for the first since the record was last published.

    `versions` come from the functions above. One query, and those of `shown`.
    """
    versions = list(versions)
    wanted = Q(pk__in=[])
    for one in versions:
        wanted |= Q(model=one.model, record_id=one.record_id, number__in=[one.number - 1, one.number])
    found = {(one.label, one.record_id, one.number): one for one in shown(Version.objects.filter(wanted))}
    pairs = []
    for one in versions:
        before = found.get((one.model, one.record_id, one.number - 1))
        is_first = before is None or before.action == Version.Action.WITHDRAWN
        pairs.append((found[one.model, one.record_id, one.number], None if is_first else before))
    return pairs


def shown(versions):
    """Versions of visible records, as the public may see them today.

    One query for the versions, one for each kind of record that they name, one for withdrawals.
    """
    versions = [one for one in versions if model_named(one.model)]
    today = _Today(versions)
    return [
        ShownVersion(
            model=model_named(one.model),
            record_id=one.record_id,
            public_id=one.public_id,
            number=one.number,
            moment=one.recorded_at,
            action=one.action,
            content=today.content(model_named(one.model), one.content, one.recorded_at),
            hash=one.hash,
            names=today.names,
        )
        for one in versions
    ]


class _Today:
    """What is visible now of all that some versions name."""

    def __init__(self, versions):
        links, parts = defaultdict(set), defaultdict(set)
        for one in versions:
            _collect(model_named(one.model), one.content, links, parts)
        self.names, self._keys = {}, {}
        for model in dict.fromkeys([*links, *parts]):
            rows = with_names(model.visible.all())
            for record in rows.filter(public_id__in=links[model] | parts[model]):
                self.names[model._meta.label_lower, record.public_id] = str(record)
                self._keys[model._meta.label_lower, record.public_id] = record.pk
        self._since = self._last_withdrawals(parts)

    def _last_withdrawals(self, parts):
        """{(model, id): when the part was last withdrawn}."""
        among = Q(pk__in=[])
        for model, ids in parts.items():
            label = model._meta.label_lower
            keys = [self._keys[label, one] for one in ids if (label, one) in self._keys]
            among |= Q(model=label, record_id__in=keys)
        withdrawn = Version.objects.filter(among, action=Version.Action.WITHDRAWN).order_by()
        moments = withdrawn.values_list("model", "public_id").annotate(last=Max("recorded_at"))
        return {(label, public_id): last for label, public_id, last in moments}

    def content(self, model, content, moment):
        return {name: self._value(model, name, value, moment) for name, value in content.items()}

    def _value(self, model, name, value, moment):
        if name in model.parts:
            part = _field(model, name).related_model
            rows = [row for row in value if self._shows(part, row, moment)]
            return [self.content(part, row, moment) for row in rows]
        if isinstance(value, list):
            links = [self._link(one) for one in value if _is_link(one)]
            return [link for link in links if link] if links else value
        return self._link(value) if _is_link(value) else value

    def _shows(self, part, row, moment):
        if not issubclass(part, Publishable):
            return True
        key = part._meta.label_lower, row["id"]
        return key in self.names and (key not in self._since or self._since[key] <= moment)

    def _link(self, link):
        name = self.names.get((link["model"], link["id"]))
        return link | {"label": name} if name is not None else None


def _collect(model, content, links, parts):
    """Note the ids of everything that `content` links to, and of its parts."""
    for name, value in content.items():
        if name in model.parts:
            part = _field(model, name).related_model
            for row in value:
                if issubclass(part, Publishable):
                    parts[part].add(row["id"])
                _collect(part, row, links, parts)
            continue
        for one in value if isinstance(value, list) else [value]:
            if _is_link(one) and (target := model_named(one["model"])):
                links[target].add(one["id"])


def _is_link(value):
    return isinstance(value, dict) and value.keys() == _LINK


def _field(model, name):
    return model._meta.get_field(name)


def with_names(rows):
    """Load with `rows` the links that their names may follow, two steps far, so that a name costs no query."""
    model, links = rows.model, []
    for name in model.visible_only_with:
        links += [name, *(f"{name}__{further}" for further in _field(model, name).related_model.visible_only_with)]
    return rows.select_related(*links) if links else rows
