"""The log of who looked at what was not public: answers the question by whom it can have become known."""

from django.db import transaction
from django.utils import timezone

from .models import Readable, Reading


def log(user, record, page):
    """Note that `user` saw `record` on `page` (a Reading.Page), unless the public sees it too; two queries at most.

    After it is certain that the user may see it. Lists are not noted.
    """
    if isinstance(record, Readable) and record.is_visible():
        return
    _note(user, record._meta.label_lower, record.pk, page)


@transaction.atomic
def log_rows(user, rows, page):
    """Note that `user` got all of the queryset `rows`; one query, and one more for each row the public does not see."""
    hidden = rows.exclude(pk__in=rows.model.visible.values("pk")).order_by("pk").values_list("pk", flat=True)
    for key in hidden.distinct():
        _note(user, rows.model._meta.label_lower, key, page)


def _note(user, model, key, page):
    Reading(reader=user.get_username(), model=model, record_id=key, page=page, read_at=timezone.now()).save(
        force_insert=True
    )
