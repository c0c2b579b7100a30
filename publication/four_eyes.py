"""The four-eyes rule: what one person wrote, another publishes. Switched on for each body, and for all the rest."""

from django.conf import settings

from .models import Publishable
from .responsibility import bodies_of_record, body_model


def demanded_for(record):
    """Whether `record` must be published by somebody else than its last editor; costs one query.

    A record of several bodies needs it as soon as one of them does; one that belongs to no body follows the setting
    FOUR_EYES.
    """
    bodies = bodies_of_record(record)
    if not bodies:
        return settings.FOUR_EYES
    return body_model()._default_manager.filter(pk__in=bodies, four_eyes=True).exists()


def last_editor(record):
    """Who wrote what stands in `record` now; None: a command or an import.

    Acts do not count, and neither do parts with a public life of their own: these are published for themselves.
    """
    entries = [entry for trail in _trails(record) if (entry := _newest_edit(trail)) is not None]
    newest = max(entries, key=lambda entry: (entry.history_date, entry.history_id), default=None)
    return newest.history_user if newest else None


def _trails(record):
    yield record.history.select_related("history_user").order_by("-history_date", "-history_id")
    for name in record.parts:
        link = record._meta.get_field(name)
        if not issubclass(link.related_model, Publishable):
            rows = link.related_model.history.filter(**{link.field.name: record.pk})
            yield rows.select_related("history_user").order_by("-history_date", "-history_id")


def _newest_edit(trail):
    """The newest entry that is no act: an act changes the moments of publication and nothing else."""
    newer = None
    for entry in trail.iterator(chunk_size=20):
        if newer is not None and not _leaves_the_text(newer, entry):
            return newer
        newer = entry
    return newer


def _leaves_the_text(entry, before):
    """Acts, notes and what programs find out change nothing that the public would read."""
    if entry.history_type != "~" or entry.id != before.id:
        return False
    record = type(entry.instance)
    told = {*record.public_fields, *record.visible_only_with}
    fields = type(entry).tracked_fields
    changed = {field.name for field in fields if getattr(entry, field.attname) != getattr(before, field.attname)}
    return bool(changed - {"updated_at"}) and not changed & told
