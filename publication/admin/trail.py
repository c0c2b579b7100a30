"""The audit trail as people read it."""

from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format
from simple_history.template_utils import HistoricalRecordContextHelper, ObjDiffDisplay


def audit_text(model_field, value):
    """A field's value as staff read it in the audit trail."""
    if value in (None, ""):
        return "–"
    if model_field.choices:
        return str(dict(model_field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "d.m.Y H:i")
    return date_format(value, "d.m.Y") if isinstance(value, date) else value


class AuditedChange(HistoricalRecordContextHelper):
    """Values in the audit trail as people read them."""

    def context_for_delta_changes(self, delta):
        told = [change for change in delta.changes if change.field != "updated_at"]
        return super().context_for_delta_changes(replace(delta, changes=told))

    def prepare_delta_change_value(self, change, value):
        model_field = self.model._meta.get_field(change.field)
        value = super().prepare_delta_change_value(change, value)
        return value if model_field.is_relation and value is not None else audit_text(model_field, value)

    def get_obj_diff_display(self):
        return ShortenedText(max_length=self.max_displayed_delta_change_chars)


class ShortenedText(ObjDiffDisplay):
    def shortened_str(self, prefix, num_skipped_chars, suffix):
        return f"{prefix} … {suffix}"


def told_value(told, model_field):
    if not model_field.is_relation:
        return audit_text(model_field, getattr(told, model_field.attname))
    try:
        return getattr(told, model_field.name) or "–"
    except ObjectDoesNotExist:
        return f"gelöscht (Nummer {getattr(told, model_field.attname)})"
