"""The log of who looked at what was not public: answers the question by whom it can have become known."""

from django.utils import timezone

from .models import Readable, Reading


def log(user, record, page):
    """Note that `user` saw `record` on `page` (a Reading.Page), unless the public sees it too; two queries at most.

    For pages that show one record, after it is certain that the user may see it. Lists are not noted.
    """
    if isinstance(record, Readable) and record.is_visible():
        return
    Reading(
        reader=user.get_username(),
        model=record._meta.label_lower,
        record_id=record.pk,
        page=page,
        read_at=timezone.now(),
    ).save(force_insert=True)
