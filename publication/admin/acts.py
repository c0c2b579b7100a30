"""Publishing and withdrawing: what each will do, told before it is done."""

import copy
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst

from publication.actions import draft_parts
from publication.models import Publishable

from .trail import audit_text


@dataclass
class Preview:
    """What the confirmation page tells of one record before an act."""

    record: Publishable
    problems: list[str] = field(default_factory=list)
    """Why it cannot be published."""
    hints: list[str] = field(default_factory=list)
    """Why the public will not see it even then."""
    parts: list["Preview"] = field(default_factory=list)

    @property
    def kind(self):
        return capfirst(self.record._meta.verbose_name)

    @property
    def state(self):
        return self.record.publication_state()

    @property
    def audience(self):
        return self.record.get_audience_display()

    @property
    def all_problems(self):
        return [*self.problems, *(problem for part in self.parts for problem in part.problems)]


def preview_publication(record, known=None):
    """`known` remembers which linked records are visible: one query for each of them."""
    known = {} if known is None else known
    known[type(record), record.pk] = True
    preview = Preview(record, _problems(record), [*_hidden_by_links(record, known), *_hidden_by_fields(record)])
    preview.parts = [
        Preview(part, _problems(part), _hidden_by_fields(part) + _hidden_by_links(part, known))
        for part in draft_parts(record)
        if known.setdefault((type(part), part.pk), True)
    ]
    return preview


def _problems(record):
    candidate = copy.copy(record)
    candidate.published_at, candidate.withdrawn_at = timezone.now(), None
    try:
        candidate.validate_constraints()
    except ValidationError as error:
        return [f"{capfirst(record._meta.verbose_name)} „{record}“: {message}" for message in error.messages]
    return []


def _hidden_by_links(record, known):
    hints = []
    for name in record.visible_only_with:
        target = getattr(record, name)
        if target is None:
            continue
        key = type(target), target.pk
        if key not in known:
            known[key] = target.is_visible()
        if not known[key]:
            hints.append(f"Bleibt verborgen, solange {target._meta.verbose_name} „{target}“ nicht öffentlich ist.")
    return hints


def _hidden_by_fields(record):
    if not record.public_only_if or type(record).objects.filter(pk=record.pk, **record.public_only_if).exists():
        return []
    names = [lookup.partition("__")[0] for lookup in record.public_only_if]
    fields = [record._meta.get_field(name) for name in names]
    return [
        f"Nur der Rat sieht ihn, denn „{one.verbose_name}“ steht auf „{audit_text(one, getattr(record, one.name))}“."
        for one in fields
    ]


class PublishForm(forms.Form):
    audience = forms.ChoiceField(
        label="Leserkreis",
        required=False,
        choices=[("", "wie eingetragen"), *Publishable.Audience.choices],
        help_text="Entwürfe darunter behalten ihren eigenen Leserkreis.",
    )
    at = forms.DateTimeField(
        label="Veröffentlichen ab",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text="Leer lassen, um sofort zu veröffentlichen.",
    )
    with_parts = forms.BooleanField(label="Auch die oben genannten Entwürfe darunter veröffentlichen", required=False)
    reason = forms.CharField(
        label="Grund", required=False, max_length=500, help_text="Steht im internen Verlauf, nie öffentlich."
    )

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at is not None and at <= timezone.now():
            raise ValidationError("Der Zeitpunkt liegt in der Vergangenheit. Leer lassen für sofort.")
        return at


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Grund", max_length=500, help_text="Pflicht. Steht im internen Verlauf, nie öffentlich."
    )
