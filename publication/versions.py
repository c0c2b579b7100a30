"""The public history: snapshots of what anyone could see, chained by hash.

`record_versions` is called by the verbs that change what the public sees. It compares what is visible now with the
last version of every record concerned and appends where they differ, so calling it once too often changes nothing.
"""

import hashlib
import json
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal

from django.apps import apps
from django.db import models, transaction

from .models import LostLink, Publishable, Readable, Version
from .search import index
from .visibility import PUBLIC


def readable_models():
    return [model for model in apps.get_models() if issubclass(model, Readable)]


def publishable_models():
    return [model for model in apps.get_models() if issubclass(model, Publishable)]


def snapshot(record, at):
    """All that the public may know of `record` at `at`, as JSON-ready values; links and parts only where visible."""
    content = {name: _field_value(record, name, at) for name in record.public_fields}
    for name in record.parts:
        rows = getattr(record, name)(manager="objects").visible_to(PUBLIC, at).order_by("pk")
        content[name] = [_part_content(row, at) for row in rows]
    return content


def _part_content(row, at):
    identity = {"id": row.public_id} if isinstance(row, Publishable) else {}
    return identity | snapshot(row, at)


def _field_value(record, name, at):
    field = record._meta.get_field(name)
    if field.many_to_many:
        rows = getattr(record, name)(manager="objects").visible_to(PUBLIC, at).order_by("pk")
        return [_link(row) for row in rows]
    if field.is_relation:
        target = getattr(record, name)
        return _link(target) if target is not None and target.is_visible(PUBLIC, at) else None
    if isinstance(field, models.FileField):
        return record.file_name if getattr(record, name) else None
    return _plain(getattr(record, name))


LINK = {"model", "id", "label"}


def _link(record):
    return {"model": record._meta.label_lower, "id": record.public_id, "label": str(record)}


def _plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def version_hash(version):
    """SHA-256 over the canonical JSON of everything in the row but its key and the hash itself."""
    told = {
        "model": version.model,
        "public_id": version.public_id,
        "number": version.number,
        "recorded_at": version.recorded_at.astimezone(UTC).isoformat(),
        "action": version.action,
        "content": version.content,
        "previous_hash": version.previous_hash,
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def record_versions(record, *, at):
    """Append what has changed in public with `record`, as of `at`. Returns the new rows.

    Looked at are the record, its parts and the wholes it is a part of: any change counts. Of everything else that is
    visible only with it, which can be a whole council, only appearing and vanishing counts, so that this costs a few
    queries for each model and no more. What links to a record that appears or vanishes shows the link from then on, or
    no more.
    """
    versions = []
    concerned = rows_concerned(record, at=at)
    for model, keys in concerned.items():
        versions += _record_rows(model, keys, at)
    for model, keys in concerned.items():
        index.update(model, keys)
        index.remember_due(model, keys, at)
    if any(one.action == Version.Action.CHANGED and _is_of(one, record) for one in versions):
        index.update_dependents(record, rows_hanging_on(record), at)
    return versions


def _is_of(version, record):
    return (version.model, version.record_id) == (record._meta.label_lower, record.pk)


def rows_concerned(record, *, at):
    """{model: keys} of the rows that `record_versions` looks at."""
    near = {}
    _collect_parts(record, near)
    for model, keys in rows_hanging_on(record).items():
        vanished_or_new = _changed_visibility(model, keys, at)
        near.setdefault(model, set()).update(vanished_or_new)
        _collect_linkers(model, vanished_or_new, near)
    for model, keys in list(near.items()):
        _collect_wholes(model, keys, near)
    return near


def rows_hanging_on(record):
    """{model: keys} of `record` and of all that is visible only with it."""
    found = {}
    _collect_dependents(type(record), {record.pk}, found)
    return found


@transaction.atomic
def record_rows(model, keys, *, at):
    """Append what has changed in public for exactly these rows of `model`, as of `at`. Returns the new versions."""
    versions = list(_record_rows(model, keys, at))
    index.update(model, {version.record_id for version in versions})
    return versions


def _collect_parts(record, found):
    found.setdefault(type(record), set()).add(record.pk)
    for name in record.parts:
        for part in getattr(record, name).all():
            _collect_parts(part, found)


def _collect_dependents(model, keys, found):
    new = keys - found.setdefault(model, set())
    if not new:
        return
    found[model] |= new
    for dependent, link in _dependents(model):
        rows = dependent._default_manager.filter(**{f"{link}__in": new}).values_list("pk", flat=True)
        _collect_dependents(dependent, set(rows), found)


def _collect_linkers(model, keys, found):
    """Rows whose snapshot names one of these without being hidden with it."""
    if not keys:
        return
    for other in readable_models():
        for name in other.visible_without:
            if other._meta.get_field(name).related_model is model:
                rows = other._default_manager.filter(**{f"{name}__in": keys}).values_list("pk", flat=True)
                found.setdefault(other, set()).update(rows)


def _collect_wholes(model, keys, found):
    for whole, link in _wholes(model):
        rows = model._default_manager.filter(pk__in=keys, **{f"{link}__isnull": False})
        wholes = set(rows.values_list(link, flat=True))
        found.setdefault(whole, set()).update(wholes)
        _collect_wholes(whole, wholes, found)


def _dependents(model):
    """(model, link) of everything that is visible only with a row of `model`."""
    for other in readable_models():
        for name in other.visible_only_with:
            if other._meta.get_field(name).related_model is model:
                yield other, name


def _wholes(model):
    """(model, link) of everything whose snapshot holds rows of `model` as parts."""
    for name in model.visible_only_with:
        field = model._meta.get_field(name)
        if field.remote_field.related_name in field.related_model.parts:
            yield field.related_model, name


def _visible(model, keys, at):
    return set(model._default_manager.filter(pk__in=keys).visible_to(PUBLIC, at).values_list("pk", flat=True))


def _last_seen(model, keys):
    """Which of the rows the public history takes for visible."""
    versions = Version.objects.filter(model=model._meta.label_lower, record_id__in=keys).order_by("number")
    last_actions = dict(versions.values_list("record_id", "action"))
    return {key for key, action in last_actions.items() if action != Version.Action.WITHDRAWN}


def _changed_visibility(model, keys, at):
    """Two queries, however many rows."""
    if not keys or not issubclass(model, Publishable):
        return set()
    return _visible(model, keys, at) ^ _last_seen(model, keys)


def _record_rows(model, keys, at):
    if not keys or not issubclass(model, Publishable):
        return
    visible, lost = _visible(model, keys, at), set()
    rows = model._default_manager.filter(pk__in=visible | _last_seen(model, keys)).order_by("pk")
    for row in rows.select_for_update(of=("self",)):
        last = Version.objects.of(row).last()
        version = _append(row, last, row.pk in visible, at)
        if version is not None:
            lost |= _links(last.content if last else {}) - _links(version.content)
            yield version
    _remember_lost(model, lost, at)


def _links(content):
    """{(field, model, public id)} of what a snapshot names by itself; its parts have versions of their own."""
    named = ((name, one) for name, value in content.items() for one in (value if isinstance(value, list) else [value]))
    return {(name, one["model"], one["id"]) for name, one in named if isinstance(one, dict) and one.keys() == LINK}


def _remember_lost(model, links, at):
    """`links`: as of `_links`, of rows of `model`."""
    for label in sorted({label for _, label, _ in links}):
        wanted = defaultdict(list)
        for name, other, public_id in links:
            if other == label:
                wanted[public_id].append(f"{model._meta.label_lower}.{name}")
        rows = apps.get_model(label)._default_manager.filter(public_id__in=wanted)
        LostLink.objects.bulk_create(
            LostLink(model=label, record_id=key, link=link, recorded_at=at)
            for key, public_id in rows.values_list("pk", "public_id")
            for link in wanted[public_id]
        )


def _append(row, last, is_visible, at):
    """The caller holds the lock on `row`, so that two writers cannot append to one chain at once."""
    was_visible = last is not None and last.action != Version.Action.WITHDRAWN
    content = snapshot(row, at) if is_visible else {}
    if is_visible == was_visible and (not is_visible or _unnamed(content) == _unnamed(last.content)):
        return None
    action = Version.Action.CHANGED if is_visible and was_visible else None
    action = action or (Version.Action.PUBLISHED if is_visible else Version.Action.WITHDRAWN)
    version = Version(
        model=row._meta.label_lower,
        record_id=row.pk,
        public_id=row.public_id,
        number=last.number + 1 if last else 1,
        recorded_at=at,
        action=action,
        content=content,
        previous_hash=last.hash if last else "",
    )
    version.hash = version_hash(version)
    version.save(force_insert=True)
    return version


def _unnamed(content):
    """`content` without the labels of links: that another record got a new name is no change of this one."""
    if isinstance(content, list):
        return [_unnamed(one) for one in content]
    if isinstance(content, dict):
        is_link = content.keys() == LINK
        return {name: _unnamed(value) for name, value in content.items() if not (is_link and name == "label")}
    return content


def broken_versions():
    """Yield (version, German reason) for each row that does not continue its chain; one pass, in constant memory."""
    last = None
    for version in Version.objects.order_by("model", "record_id", "number").iterator(chunk_size=500):
        first = last is None or (last.model, last.record_id) != (version.model, version.record_id)
        expected = ("", 1) if first else (last.hash, last.number + 1)
        if version.hash != version_hash(version):
            yield version, "Der Inhalt passt nicht zur Prüfsumme."
        elif (version.previous_hash, version.number) != expected:
            yield version, "Die Fassung davor fehlt oder wurde ausgetauscht."
        last = version


def heads_digest():
    """SHA-256 over the newest hash of every chain. Kept elsewhere, it shows when the end of a chain was cut off."""
    digest = hashlib.sha256()
    heads = Version.objects.filter(
        number=models.Subquery(
            Version.objects.filter(model=models.OuterRef("model"), record_id=models.OuterRef("record_id"))
            .order_by("-number")
            .values("number")[:1]
        )
    )
    for head in heads.order_by("model", "record_id").values_list("hash", flat=True).iterator():
        digest.update(head.encode())
    return digest.hexdigest()
