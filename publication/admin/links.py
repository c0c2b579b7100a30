"""What would go with a record when it is deleted, and why it may not."""

from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from publication.models import Publishable, Readable, Version


def _collected(records):
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect(list(records))
    return collector.data.items()


def what_goes_with(records):
    """`records` and all other records that would be deleted with them."""
    return [row for model, rows in _collected(records) if issubclass(model, Readable) for row in rows]


def once_public(records):
    """Those of `records`, and of what would be deleted with them, that the public has seen or may have seen."""
    found, now = [], timezone.now()
    for model, rows in _collected(records):
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
