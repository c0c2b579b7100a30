"""What was public and is so no more: which addresses vanished, for those who must see to the copies elsewhere."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch
from django.utils.text import capfirst

from .facts import model_named
from .models import Version


@dataclass(frozen=True, slots=True)
class Vanished:
    """One record that the public saw until it was withdrawn. `address`: "" where it had no page of its own."""

    kind: str
    label: str
    address: str


def was_public(record):
    """Whether the public saw `record` before it was withdrawn."""
    last = Version.objects.of(record).last()
    return last is not None and last.action == Version.Action.WITHDRAWN


def vanished_with(record):
    """What vanished in the moment in which `record` was withdrawn, itself first; one query for each record."""
    if record.withdrawn_at is None:
        return []
    versions = Version.objects.filter(action=Version.Action.WITHDRAWN, recorded_at=record.withdrawn_at).order_by("pk")
    found = [(model_named(version.model), version) for version in versions]
    rows = [(model, model._default_manager.filter(pk=version.record_id).first()) for model, version in found if model]
    told = [Vanished(capfirst(model._meta.verbose_name), str(row), _address(row)) for model, row in rows if row]
    own = _address(record)
    return sorted(told, key=lambda one: one.address != own)


def _address(record):
    if not hasattr(record, "url_name"):
        return ""
    try:
        return settings.PORTAL["base_url"] + record.get_absolute_url()
    except NoReverseMatch:
        return ""
