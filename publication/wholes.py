"""Which record another one is a part of, and the order in which both are locked."""

from collections import defaultdict

from .models import Publishable


def whole_links(model):
    """Links to the records of which a row of `model` is a part."""
    fields = (model._meta.get_field(name) for name in model.visible_only_with)
    return [link.name for link in fields if link.remote_field.related_name in link.related_model.parts]


def wholes(record):
    return [whole for name in whole_links(type(record)) if (whole := getattr(record, name)) is not None]


def public_lives(record):
    """Whose publication makes `record` public: its own, or that of its wholes where it has no public life itself."""
    return [record] if isinstance(record, Publishable) else wholes(record)


def keys_of(records):
    """{model: primary keys} of `records`, which may be of several models."""
    keys = defaultdict(set)
    for record in records:
        keys[type(record)].add(record.pk)
    return keys


def lock(*records):
    """Until the transaction ends nobody else writes these rows, nor the wholes they are parts of.

    Wholes first, top down, so that two writers wait for one another instead of each holding what the other wants.
    SQLite needs none of this: its write transactions come one after the other.
    """
    above = [whole for record in records for whole in wholes(record)]
    if above:
        lock(*above)
    for model, of_model in keys_of(records).items():
        rows = model._default_manager.select_for_update().order_by("pk")
        list(rows.filter(pk__in=of_model).values_list("pk", flat=True))
