"""Publishing and withdrawing: what each will do, told before it is done.

An act is rehearsed in a transaction that is rolled back, so the page tells what the public history would tell: every
record that appears, changes or vanishes, and in which words. What the page told is fingerprinted; if it is no longer
true when the act is confirmed, nothing is done and the page is shown again.
"""

import copy
import hashlib
import json
from dataclasses import dataclass, field
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst

from publication.actions import (
    MayNot,
    NotPublished,
    draft_parts,
    publish,
    rehearse,
    require,
    require_other_eyes,
    withdraw,
)
from publication.display import Fact
from publication.facts import changed_facts, facts, model_named
from publication.files import Attachment
from publication.inspection import findings_of
from publication.models import Publishable, Version
from publication.moments import MomentField
from publication.personal_data import Kind, find_personal_data
from publication.versions import record_versions, snapshot
from publication.visibility import COUNCIL_AUDIENCE, PUBLIC_AUDIENCE, conditions_not_met, field_of

from .trail import audit_text


@dataclass
class Preview:
    """What the confirmation page tells of one record before an act."""

    record: Publishable
    problems: list[str] = field(default_factory=list)
    """Why it cannot be done."""
    hints: list[str] = field(default_factory=list)
    """Why the public will not see it even then."""
    parts: list["Preview"] = field(default_factory=list)
    told: "Consequence | None" = None
    """What becomes public of it."""

    @property
    def key(self):
        """Names a part among the parts of all records of the page."""
        return f"{self.record._meta.label_lower}:{self.record.pk}"

    @property
    def kind(self):
        return capfirst(self.record._meta.verbose_name)

    @property
    def state(self):
        return self.record.publication_state()

    @property
    def audience(self):
        return self.record.get_audience_display()


@dataclass(frozen=True)
class Consequence:
    """One record that appears, changes or vanishes in public."""

    model: type
    record_id: int
    label: str
    action: str
    facts: tuple[Fact, ...] = ()
    """What appears: for a change, only what will read differently."""
    warnings: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    """Names of persons that appear."""

    @property
    def kind(self):
        return capfirst(self.model._meta.verbose_name)

    @property
    def verb(self):
        return {"published": "erscheint", "changed": "ändert sich", "withdrawn": "verschwindet"}[self.action]


@dataclass
class Act:
    """All that the confirmation page tells of one act on `previews`."""

    previews: list[Preview]
    others: list[Consequence]
    """What appears, changes or vanishes along with them."""

    @property
    def problems(self):
        return [problem for preview in self.previews for problem in preview.problems]

    @property
    def consequences(self):
        parts = [part for preview in self.previews for part in preview.parts]
        return [one.told for one in (*self.previews, *parts) if one.told is not None] + self.others

    @property
    def has_parts(self):
        return any(preview.parts for preview in self.previews)

    @property
    def has_warnings(self):
        return any(one.warnings or one.persons for one in self.consequences)

    @property
    def number_of_warnings(self):
        return sum(len(one.warnings) + bool(one.persons) for one in self.consequences)

    @property
    def fingerprint(self):
        """SHA-256 over everything the page tells."""
        records = [[preview.key, preview.hints] for preview in self.previews]
        parts = [[part.key, part.problems, part.hints] for preview in self.previews for part in preview.parts]
        told = [
            [
                one.model._meta.label_lower,
                one.record_id,
                one.action,
                one.warnings,
                [(f.term, f.text) for f in one.facts],
            ]
            for one in self.consequences
        ]
        text = json.dumps([records, parts, told], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


# --- What an act would do -----------------------------------------------------------------------------------------


def publishing(records, user, audience=""):
    """The Act of publishing `records` with all their draft parts for `audience` ("": as it is), as `user` would."""
    known = {}
    previews = [_preview_publication(record, known, user) for record in records]
    if any(preview.problems for preview in previews):
        return Act(previews, [])
    parts = [part.record for preview in previews for part in preview.parts if not part.problems]
    act = partial(_publish_all, records, parts, audience)
    act = _told(previews, _rehearsed(records, act))
    audiences = {preview.key: audience or preview.record.audience for preview in previews}
    unseen = [one for preview in previews for one in (preview, *preview.parts) if one.told is None]
    for_council = [one for one in unseen if audiences.get(one.key, one.record.audience) == COUNCIL_AUDIENCE]
    for one in for_council:
        one.hints.append("Das sieht nur der Rat.")
    hidden = [one for one in unseen if one.hints]
    if hidden:
        _tell_what_is_not_for_the_public(hidden, [*records, *parts])
    return act


def _tell_what_is_not_for_the_public(previews, records):
    """What others will read, or the public one day, is in no version and looked through all the same."""
    opened = {(one.model, one.record_id): one for one in _rehearsed(records, partial(_open_all, records))}
    for preview in previews:
        record = preview.record
        preview.told = opened.get((type(record), record.pk)) or _once_visible(record)


def _open_all(records):
    """As if each of `records` were public by itself; only ever rehearsed."""
    rows = [type(record).objects.get(pk=record.pk) for record in records]
    for row in rows:
        row.published_at, row.withdrawn_at, row.audience = timezone.now(), None, PUBLIC_AUDIENCE
        for condition in row.public_only_if.items():
            setattr(row, field_of(condition), condition[1][0] if condition[0].endswith("__in") else condition[1])
        row.save()
    for row in rows:
        record_versions(row, at=timezone.now())


def withdrawing(records, user, audience=""):
    """The Act of withdrawing `records`, as `user` would do it."""
    previews = [Preview(record, _refused(user, "withdraw", record)) for record in records]
    try:
        return _told(previews, _rehearsed(records, partial(_withdraw_all, records)))
    except NotPublished:
        return Act(previews, [])


def _publish_all(records, parts, audience):
    for record in records:
        publish(type(record).objects.get(pk=record.pk), by=None, audience=audience or None, with_parts=parts)


def _withdraw_all(records):
    for record in records:
        withdraw(type(record).objects.get(pk=record.pk), by=None, reason="-")


def _rehearsed(records, act):
    return [_consequence(before, version) for before, version in rehearse(act, due=records)]


def _told(previews, consequences):
    """Each consequence at the record it belongs to, the others apart."""
    known = {(one.model, one.record_id): one for one in consequences}
    for one in (one for preview in previews for one in (preview, *preview.parts)):
        one.told = known.pop((type(one.record), one.record.pk), None)
    return Act(previews, list(known.values()))


def _once_visible(record):
    """What of `record` will be seen by those who may see it, where that is not the public now."""
    content = snapshot(record, timezone.now())
    lines = tuple(facts(type(record), content))
    return Consequence(type(record), record.pk, str(record), "published", lines, *_looked_through(record, lines))


def _consequence(before, version):
    model = model_named(version.model)
    record = model.objects.get(pk=version.record_id)
    about = model, record.pk, str(record)
    if version.action == Version.Action.WITHDRAWN:
        return Consequence(*about, version.action)
    if before is None or before.action == Version.Action.WITHDRAWN:
        lines = tuple(facts(model, version.content))
        return Consequence(*about, Version.Action.PUBLISHED, lines, *_looked_through(record, lines))
    changes = changed_facts(model, before.content, version.content)
    lines = tuple(Fact(term, f"{old or '–'} → {new or '–'}") for term, old, new in changes)
    fresh = [Fact(term, new) for term, _, new in changes]
    return Consequence(*about, version.action, lines, *_looked_through(None, fresh))


def _looked_through(record, lines):
    """Warnings, and names of persons."""
    found = find_personal_data("\n".join(line.text for line in lines))
    warnings = [f"{one.kind.value}: „{one.excerpt}“" for one in found if one.kind != Kind.PERSON]
    persons = [one.excerpt for one in found if one.kind == Kind.PERSON]
    if isinstance(record, Attachment) and record.content:
        warnings += [f"Datei „{record.file_name}“: {finding.message}" for finding in findings_of(record)]
    return tuple(warnings), tuple(persons)


# --- Why it cannot be done, or will not be seen -------------------------------------------------------------------


def _preview_publication(record, known, user):
    """`known` remembers which linked records are visible: one query for each of them."""
    known[type(record), record.pk] = True
    preview = Preview(record, _problems(record, user), [*_hidden_by_links(record, known), *_hidden_by_fields(record)])
    preview.parts = [
        Preview(part, _problems(part, user), _hidden_by_fields(part) + _hidden_by_links(part, known))
        for part in draft_parts(record)
        if known.setdefault((type(part), part.pk), True)
    ]
    return preview


def _problems(record, user):
    candidate = copy.copy(record)
    candidate.published_at, candidate.withdrawn_at = timezone.now(), None
    refused = _refused(user, "publish", record)
    try:
        candidate.validate_constraints()
    except ValidationError as error:
        name = f"{capfirst(record._meta.verbose_name)} „{record}“"
        return [*refused, *(f"{name}: {message}" for message in error.messages)]
    return refused


def _refused(user, verb, record):
    try:
        require(user, verb, record)
        if verb == "publish":
            require_other_eyes(user, record)
    except MayNot as error:
        return [str(error)]
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
    return [
        f"Nur der Rat sieht ihn, denn „{one.verbose_name}“ steht auf „{audit_text(one, getattr(record, one.name))}“."
        for one in conditions_not_met(record)
    ]


# --- Forms --------------------------------------------------------------------------------------------------------


class ActForm(forms.Form):
    """`act`: what the page tells now. The hidden field `shown` says what it told when it was sent out."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data, *, act):
        super().__init__(data)
        self.act = act

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("shown") != self.act.fingerprint:
            raise ValidationError(
                "Bitte prüfen Sie die Seite noch einmal: Sie zeigt jetzt, was inzwischen geändert wurde. "
                "Es ist noch nichts geschehen."
            )
        if self.act.problems:
            raise ValidationError(self.act.problems)
        return cleaned


class PublishForm(ActForm):
    parts = forms.MultipleChoiceField(label="Entwürfe darunter", required=False)
    audience = forms.ChoiceField(
        label="Leserkreis",
        required=False,
        choices=[("", "wie eingetragen"), *Publishable.Audience.choices],
        help_text="Entwürfe darunter behalten ihren eigenen Leserkreis.",
    )
    at = MomentField(
        label="Veröffentlichen ab",
        required=False,
        help_text="Leer lassen, um sofort zu veröffentlichen. Zeit in Deutschland, auf die Minute.",
    )
    reason = forms.CharField(
        label="Grund", required=False, max_length=500, help_text="Steht im internen Verlauf, nie öffentlich."
    )
    checked = forms.BooleanField(label="Ich habe die Hinweise oben geprüft", required=False)

    def __init__(self, data, *, act):
        super().__init__(data, act=act)
        self.parts = {part.key: part for preview in act.previews for part in preview.parts}
        self.fields["parts"].choices = [(key, str(part.record)) for key, part in self.parts.items()]
        if not act.has_warnings:
            del self.fields["checked"]

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at is not None and at <= timezone.now():
            raise ValidationError("Der Zeitpunkt liegt in der Vergangenheit. Leer lassen für sofort.")
        return at

    def clean(self):
        cleaned = super().clean()
        problems = [problem for key in cleaned.get("parts", ()) for problem in self.parts[key].problems]
        if problems:
            raise ValidationError(problems)
        if "checked" in self.fields and not cleaned.get("checked"):
            self.add_error("checked", "Bitte bestätigen Sie, dass Sie die Hinweise geprüft haben.")
        return cleaned

    def chosen_parts(self):
        return [self.parts[key].record for key in self.cleaned_data["parts"]]


class WithdrawForm(ActForm):
    reason = forms.CharField(
        label="Grund", max_length=500, help_text="Pflicht. Steht im internen Verlauf, nie öffentlich."
    )
