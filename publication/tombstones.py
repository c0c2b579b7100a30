"""What the public saw once and sees no more, for interfaces that must say so to those who kept a copy.

What never was public has no public history and is not among it.
"""

from django.db.models import Exists, OuterRef
from django.http import Http404

from .models import Version
from .stamps import stamps_of_gone


def once_public(model):
    """Rows of `model` that the public sees or saw."""
    seen = Version.objects.filter(model=model._meta.label_lower, record_id=OuterRef("pk"))
    return model._default_manager.filter(Exists(seen))


def visible_or_gone(visible, gone):
    """Rows of both, told apart by nothing but what is visible."""
    rows = visible.model._default_manager
    return rows.filter(pk__in=visible.values("pk")) | rows.filter(pk__in=gone.values("pk"))


def gone_records(model, keys):
    """(record, Stamp) of rows that are gone; two queries, none without keys. Tell nothing of them but the stamp."""
    if not keys:
        return []
    stamps = stamps_of_gone(model, keys)
    return [(record, stamps[record.pk]) for record in model._default_manager.filter(pk__in=keys)]


def gone_record(shown, public_id):
    """(record, Stamp) of what is no more among the rows `shown`. Raises Http404 for what is hidden, or never was."""
    model = shown.model
    gone = once_public(model).exclude(pk__in=shown.order_by().values("pk"))
    key = gone.filter(public_id=public_id).values_list("pk", flat=True).first()
    if key is None:
        raise Http404
    return gone_records(model, [key])[0]
