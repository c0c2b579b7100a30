"""Objects that the public saw once and sees no more: the only place of OParl that reads hidden rows.

What never was public has no public history and is not among them.
"""

from django.db.models import Exists, OuterRef
from django.http import Http404

from publication.models import Version
from publication.stamps import stamps_of_gone

from .objects import tombstone_json


def once_public(model):
    """Rows of `model` that the public sees or saw."""
    seen = Version.objects.filter(model=model._meta.label_lower, record_id=OuterRef("pk"))
    return model.objects.filter(Exists(seen))


def tombstones(model, keys):
    """{key: JSON} of rows that are gone."""
    if not keys:
        return {}
    stamps = stamps_of_gone(model, keys)
    return {record.pk: tombstone_json(record, stamps[record.pk]) for record in model.objects.filter(pk__in=keys)}


def tombstone_of(model, public_id):
    """The JSON in place of a gone object. Raises Http404 for what is hidden, or never was."""
    record = model.objects.gone().filter(public_id=public_id).first()
    if record is None:
        raise Http404
    return tombstones(model, [record.pk])[record.pk]


def visible_or_gone(visible, gone):
    """Rows of both, told apart by nothing but what is visible."""
    return visible.model.objects.filter(pk__in=visible.values("pk")) | visible.model.objects.filter(
        pk__in=gone.values("pk")
    )
