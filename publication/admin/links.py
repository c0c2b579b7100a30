"""What would go with a record when it is deleted, and why it may not."""

from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from publication.models import Publishable, Version


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
