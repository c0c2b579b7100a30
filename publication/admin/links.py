"""Which records hang on which, as far as forms and deleting are concerned."""

from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from publication.models import Publishable, Version


def whole_links(model):
    """Links to the records of which a row of `model` is a part."""
    fields = (model._meta.get_field(name) for name in model.visible_only_with)
    return [link.name for link in fields if link.remote_field.related_name in link.related_model.parts]


def wholes(record):
    return [whole for name in whole_links(type(record)) if (whole := getattr(record, name)) is not None]


def once_public(records):
    """Those of `records`, and of what would be deleted with them, that the public has seen or may have seen."""
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect(list(records))
    found, now = [], timezone.now()
    for model, rows in collector.data.items():
        if issubclass(model, Publishable):
            keys = [row.pk for row in rows]
            seen = Version.objects.filter(model=model._meta.label_lower, record_id__in=keys)
            seen = set(seen.values_list("record_id", flat=True))
            found += [row for row in rows if row.pk in seen or (row.published_at and row.published_at <= now)]
    return found


def refusal_to_delete(record):
    return (
        f"{record._meta.verbose_name} „{record}“ war veröffentlicht und bleibt im öffentlichen Verlauf. "
        "Bitte zurückziehen statt löschen."
    )
