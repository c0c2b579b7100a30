"""A moment typed by a person in Germany, to the minute, also in the nights when the clocks change."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime


class MomentField(forms.Field):
    """An aware datetime in the portal's time zone; None where nothing was typed."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def prepare_value(self, value):
        return timezone.localtime(value).replace(tzinfo=None) if hasattr(value, "tzinfo") and value.tzinfo else value

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            wall = parse_datetime(str(value).strip())
        except ValueError:
            wall = None
        if wall is None:
            raise ValidationError("Bitte Tag und Uhrzeit angeben, zum Beispiel 2026-11-23T18:00.")
        wall = wall.replace(second=0, microsecond=0)
        return wall if wall.tzinfo else _in_the_portals_zone(wall)


def _in_the_portals_zone(wall):
    """Refuse an hour that the change of clocks leaves out or repeats: nobody could say when it is."""
    zone = timezone.get_current_timezone()
    early, late = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return early
    exists = early.utcoffset() > late.utcoffset()
    if exists:
        raise ValidationError(
            "Diese Uhrzeit gibt es in dieser Nacht zweimal, denn die Uhr wird zurückgestellt. "
            f"Bitte eine Uhrzeit vor 2 Uhr oder ab {(wall + timedelta(hours=1)):%H} Uhr wählen."
        )
    raise ValidationError(
        "Diese Uhrzeit gibt es in dieser Nacht nicht, denn die Uhr wird vorgestellt. "
        f"Bitte eine Uhrzeit vor 2 Uhr oder ab {(wall + timedelta(hours=1)):%H} Uhr wählen."
    )
