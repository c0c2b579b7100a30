"""The desk of the staff: what every record has in common there.

A form changes what a record says. What the public may see is changed by two acts with permissions of their own,
publish and withdraw, each behind a page that tells what it will do. Changes to public records go through `record_edit`.
"""

import copy
import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects, lookup_spawns_duplicates, unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst, smart_split, unescape_string_literal
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper, ObjDiffDisplay

from .actions import NotPublished, draft_parts, publish, record_edit, withdraw
from .files import SERVED_TYPES, describe
from .folding import fold, folded
from .models import PublicationState, Publishable, Version
from .versions import publishable_models

STATE_COLUMNS = ("state_badge", "audience")
MAX_RECORDS_AT_ONCE = 100
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
_FIRST_BYTES = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
}


# --- Questions ----------------------------------------------------------------------------------------------------


def whole_links(model):
    """Links to the records of which a row of `model` is a part."""
    fields = (model._meta.get_field(name) for name in model.visible_only_with)
    return [link.name for link in fields if link.remote_field.related_name in link.related_model.parts]


def wholes(record):
    return [whole for name in whole_links(type(record)) if (whole := getattr(record, name)) is not None]


def once_public(records):
    """Those of `records`, and of what would be deleted with them, that the public has seen or may have seen."""
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect(list(records))
    found, now = [], timezone.now()
    for model, rows in collector.data.items():
        if issubclass(model, Publishable):
            keys = [row.pk for row in rows]
            seen = Version.objects.filter(model=model._meta.label_lower, record_id__in=keys)
            seen = set(seen.values_list("record_id", flat=True))
            found += [row for row in rows if row.pk in seen or (row.published_at and row.published_at <= now)]
    return found


def refusal_to_delete(record):
    return (
        f"{record._meta.verbose_name} „{record}“ war veröffentlicht und bleibt im öffentlichen Verlauf. "
        "Bitte zurückziehen statt löschen."
    )


def state_condition(state, at):
    """The same four states as `Publishable.publication_state`, as a condition for the database."""
    withdrawn = Q(withdrawn_at__lte=at)
    return {
        PublicationState.DRAFT: Q(published_at=None),
        PublicationState.SCHEDULED: Q(published_at__gt=at) & ~withdrawn,
        PublicationState.PUBLISHED: Q(published_at__lte=at) & ~withdrawn,
        PublicationState.WITHDRAWN: withdrawn,
    }[state]


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


# --- Forms --------------------------------------------------------------------------------------------------------


class LinesField(forms.CharField):
    """Text with the line ends that imports write: browsers send others, and saving untouched must change nothing."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class RecordForm(forms.ModelForm):
    """A form that cannot open a record to the public behind the back of those who may publish.

    `user` is set by the admin for each request.
    """

    user = None

    def clean(self):
        cleaned = super().clean()
        conditions = {lookup.partition("__")[0] for lookup in getattr(self.instance, "public_only_if", ())}
        conditions.update(getattr(self.instance, "visible_only_with", ()))
        for name in conditions.intersection(self.changed_data):
            if not self._may_decide_what_is_public():
                self.add_error(name, "Das entscheidet, wer den Datensatz sieht. Dafür fehlt Ihnen das Recht.")
        return cleaned

    def _may_decide_what_is_public(self):
        if not isinstance(self.instance, Publishable):
            return True
        meta = self.instance._meta
        is_draft = self.instance.publication_state() == PublicationState.DRAFT
        return is_draft or self.user.has_perm(f"{meta.app_label}.publish_{meta.model_name}")

    def _post_clean(self):
        """Constraints that rest on the moments of publication are checked too, though the form does not show these."""
        super()._post_clean()
        if self.errors or not getattr(self.instance, "published_at", None):
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self._update_errors(error)


class AttachmentForm(RecordForm):
    def clean_content(self):
        content = self.cleaned_data["content"]
        if isinstance(content, UploadedFile):
            check_upload(content)
        return content

    def clean(self):
        cleaned = super().clean()
        content = cleaned.get("content")
        if isinstance(content, UploadedFile):
            stored, ending = describe(content), Path(content.name).suffix.lower()
            self.instance.file_name = "".join(letter for letter in content.name if letter.isprintable())
            self.instance.size_bytes = stored.size_bytes
            self.instance.sha512 = stored.sha512
            self.instance.mime_type = SERVED_TYPES[ending][0].partition(";")[0]
        return cleaned


def check_upload(content):
    """Raise ValidationError unless the portal can hand the file out: by ending, size, and first bytes."""
    ending = Path(content.name).suffix.lower()
    if ending not in SERVED_TYPES:
        allowed = ", ".join(known.lstrip(".").upper() for known in SERVED_TYPES)
        raise ValidationError(f"Dateien dieser Art werden nicht angenommen. Erlaubt sind: {allowed}.")
    if content.size > MAX_UPLOAD_BYTES:
        raise ValidationError(f"Die Datei ist größer als {MAX_UPLOAD_BYTES // 1024**2} MB. Bitte verkleinern.")
    content.seek(0)
    first = content.read(16)
    content.seek(0)
    if not first.startswith(_FIRST_BYTES.get(ending, (b"",))):
        raise ValidationError(f"Der Inhalt ist keine {ending.lstrip('.').upper()}-Datei. Bitte prüfen Sie die Datei.")


class ReasonForm(forms.ModelForm):
    change_reason = forms.CharField(
        label="Grund der Änderung",
        required=False,
        max_length=500,
        widget=admin.widgets.AdminTextInputWidget,
        help_text="Steht im internen Verlauf, nie öffentlich.",
    )


class RecordReasonForm(ReasonForm, RecordForm):
    pass


class AttachmentReasonForm(ReasonForm, AttachmentForm):
    pass


class PartFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        doomed = [form.instance for form in self.initial_forms if self._should_delete_form(form)]
        refused = once_public(doomed) if doomed else []
        if refused:
            raise ValidationError([refusal_to_delete(record) for record in refused])


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


# --- What all forms and lists share -------------------------------------------------------------------------------


class StateFilter(admin.SimpleListFilter):
    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return PublicationState.choices

    def queryset(self, request, queryset):
        chosen = self.value() in PublicationState.values
        return queryset.filter(state_condition(self.value(), timezone.now())) if chosen else queryset


class LinksByAutocomplete:
    """Every link is chosen by typing: a list of all papers would not fit on a page. Nothing is deleted from there."""

    def get_autocomplete_fields(self, request):
        links = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return [link.name for link in links if link.is_relation]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield is not None and db_field.is_relation:
            formfield.widget.can_delete_related = False
        return formfield


class StateShown:
    @admin.display(description="Stand", ordering="published_at")
    def state_badge(self, record):
        state = record.publication_state()
        return format_html('<span class="state state-{}">{}</span>', state.value, state.label)


class FileShown:
    @admin.display(description="gespeicherte Datei")
    def download(self, attachment):
        if not attachment.pk or not attachment.content:
            return "–"
        meta = attachment._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_download", args=[attachment.pk])
        return format_html('<a href="{}">{}</a>', address, attachment.file_name or "Datei")

    def without_upload(self, rows):
        """Who may not change a file gets no field for it: Django would link to the store, which has no addresses."""
        return [row for row in rows if row != "content"]


FORM_FIELDS = {
    models.URLField: {"assume_scheme": "https"},
    models.TextField: {"form_class": LinesField},
}
UPLOAD = {
    **FORM_FIELDS,
    models.FileField: {"widget": forms.FileInput(attrs={"accept": ",".join(SERVED_TYPES)}), "max_length": 255},
}


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


class ReadableAdmin(LinksByAutocomplete, SimpleHistoryAdmin):
    """For every record. `fields` (as in Django) may order the rows of the form, `internal_rows` stay folded away."""

    form = RecordReasonForm
    formfield_overrides = FORM_FIELDS
    internal_rows = ()
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True
    change_form_template = "admin/record_change_form.html"
    object_history_template = "admin/audit_trail.html"
    object_history_list_template = "admin/audit_trail_list.html"

    # Lists and search

    def get_queryset(self, request):
        """With the links that a row's name is made of, for lists and for the choices of other forms alike."""
        return super().get_queryset(request).select_related(*(self.list_select_related or ()))

    @admin.display(description="Name", ordering="sort_key")
    def record_title(self, record):
        return str(record)

    def get_search_results(self, request, queryset, search_term):
        """Every word must occur in one of the fields, whatever its case and umlauts.

        Generated columns ("…_key") are folded already, other fields are folded while searching.
        """
        names = self.get_search_fields(request)
        loose = [name for name in names if not name.endswith("_key")]
        queryset = queryset.alias(**{f"folded_{name}": folded(name, max_length=1).expression for name in loose})
        columns = [f"folded_{name}" if name in loose else name for name in names]
        for word in smart_split(search_term.replace("\x00", "")):
            quoted = len(word) > 1 and word[0] in "\"'" and word[0] == word[-1]
            text = fold(unescape_string_literal(word) if quoted else word)
            queryset = queryset.filter(Q.create([(f"{column}__contains", text) for column in columns], Q.OR))
        return queryset, any(lookup_spawns_duplicates(self.opts, name) for name in names)

    # The form

    def get_fieldsets(self, request, obj=None):
        fieldsets = [(None, {"fields": self.main_rows(request, obj)}), *self.more_fieldsets(request, obj)]
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets.append((None, {"fields": ["change_reason"]}))
        return fieldsets

    def main_rows(self, request, obj):
        return list(self.fields or _rows(self.model, left_out={"audience", "internal_note", *self.internal_rows}))

    def more_fieldsets(self, request, obj):
        return []

    def get_readonly_fields(self, request, obj=None):
        """A part stays with its whole once it has been saved: moving it would change two public records unseen."""
        moved = whole_links(self.model) if obj is not None and self.stays_with_whole(obj) else []
        return [*super().get_readonly_fields(request, obj), *moved]

    def stays_with_whole(self, obj):
        return True

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def view_on_site(self, obj):
        if not hasattr(obj, "url_name") or not obj.is_visible():
            return None
        try:
            return obj.get_absolute_url()
        except NoReverseMatch:
            return None

    # Saving

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A change is one transaction with what the public history tells of it, parts included."""
        record = None
        if request.method == "POST" and object_id is not None:
            record = self.get_object(request, unquote(object_id))
        if record is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with record_edit(record, by=request.user):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        """A record whose own fields are untouched (only its parts changed) leaves no empty entry in the audit trail."""
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        if change:
            if set(form.changed_data) - {"change_reason"}:
                super().save_model(request, obj, form, change)
            return
        with record_edit(*wholes(obj), by=request.user):
            super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for row in formset.forms:
            row.instance._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_formset(request, form, formset, change)

    # Deleting

    def get_deleted_objects(self, objs, request):
        doomed, counts, missing_permissions, protected = super().get_deleted_objects(objs, request)
        refused = [refusal_to_delete(record) for record in once_public(objs)]
        return doomed, counts, missing_permissions, [*refused, *protected]

    def delete_model(self, request, obj):
        self.delete_queryset(request, self.model._default_manager.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        records = list(queryset)
        if once_public(records):
            raise PermissionDenied("Was veröffentlicht war, wird zurückgezogen statt gelöscht.")
        with record_edit(*{whole for record in records for whole in wholes(record)}, by=request.user):
            super().delete_queryset(request, queryset)

    # The audit trail

    def revert_disabled(self, request, obj=None):
        return True

    def history_view_title(self, request, obj):
        return f"Verlauf: {obj}"

    def history_view(self, request, object_id, extra_context=None):
        if not object_id.isdecimal():
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def get_historical_record_context_helper(self, request, historical_record):
        return AuditedChange(self.model, historical_record)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One state of the record, to read only: going back by saving it would bypass permissions and history."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        if not object_id.isdecimal() or not version_id.isdecimal():
            raise Http404
        trail = self.model.history.model
        told = get_object_or_404(trail.objects.select_related("history_user"), id=object_id, history_id=version_id)
        if not self.has_view_or_change_permission(request, told.instance):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"Stand vom {date_format(timezone.localtime(told.history_date), 'd.m.Y H:i')}",
            "opts": self.opts,
            "told": told,
            "object_id": object_id,
            "values": [(capfirst(one.verbose_name), _told_value(told, one)) for one in trail.tracked_fields],
        }
        return TemplateResponse(request, "admin/audit_trail_state.html", context)


def _told_value(told, model_field):
    if not model_field.is_relation:
        return audit_text(model_field, getattr(told, model_field.attname))
    try:
        return getattr(told, model_field.name) or "–"
    except ObjectDoesNotExist:
        return f"gelöscht (Nummer {getattr(told, model_field.attname)})"


def _rows(model, left_out):
    """Editable fields in the model's order, a date beside its precision."""
    links = [*model._meta.fields, *model._meta.many_to_many]
    names = [one.name for one in links if one.editable and not one.primary_key and one.name not in left_out]
    names = [name for name in names if not isinstance(model._meta.get_field(name), models.GeneratedField)]
    pairs = {name: f"{name}_precision" for name in names if f"{name}_precision" in names}
    return [(name, pairs[name]) if name in pairs else name for name in names if name not in pairs.values()]


class PublishableAdmin(StateShown, ReadableAdmin):
    list_display = ("record_title", *STATE_COLUMNS)
    list_filter = (StateFilter, "audience")
    readonly_fields = (
        "state_badge", "published_at", "withdrawn_at", "public_id", "origin", "created_at", "updated_at",
    )  # fmt: skip
    actions = ("publish_selected", "withdraw_selected")

    def more_fieldsets(self, request, obj):
        state = ["audience"] if obj is None else [("state_badge", "audience"), ("published_at", "withdrawn_at")]
        told = [] if obj is None else [("public_id", "origin"), ("created_at", "updated_at")]
        internal = {"fields": [*self.internal_rows, "internal_note", *told], "classes": ["collapse"]}
        return [("Veröffentlichung", {"fields": state}), ("Intern", internal)]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["audience"] if obj is not None and self.stays_with_whole(obj) else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def stays_with_whole(self, obj):
        return obj.publication_state() != PublicationState.DRAFT

    # Publish and withdraw

    def get_urls(self):
        meta = self.opts
        return [
            path(
                f"<path:object_id>/{verb}/",
                self.admin_site.admin_view(getattr(self, f"{verb}_view")),
                name=f"{meta.app_label}_{meta.model_name}_{verb}",
            )
            for verb in ("publish", "withdraw")
        ] + super().get_urls()

    def may(self, request, verb):
        return request.user.has_perm(f"{self.opts.app_label}.{verb}_{self.opts.model_name}")

    def has_publish_permission(self, request):
        return self.may(request, "publish")

    def has_withdraw_permission(self, request):
        return self.may(request, "withdraw")

    @admin.action(description="Ausgewählte %(verbose_name_plural)s veröffentlichen …", permissions=["publish"])
    def publish_selected(self, request, queryset):
        return self._act_on_selected(request, queryset, "publish")

    @admin.action(description="Ausgewählte %(verbose_name_plural)s zurückziehen …", permissions=["withdraw"])
    def withdraw_selected(self, request, queryset):
        return self._act_on_selected(request, queryset, "withdraw")

    def _act_on_selected(self, request, queryset, verb):
        records = list(queryset[: MAX_RECORDS_AT_ONCE + 1])
        if len(records) > MAX_RECORDS_AT_ONCE:
            self.message_user(
                request, f"Bitte höchstens {MAX_RECORDS_AT_ONCE} Datensätze auf einmal.", level=messages.ERROR
            )
            return None
        return self._confirm_or_act(request, records, verb)

    def changelist_view(self, request, extra_context=None):
        """A hand-made request for an act without the permission is refused, not just left without effect."""
        if request.method == "POST":
            for verb in ("publish", "withdraw"):
                if f"{verb}_selected" in request.POST.getlist("action") and not self.may(request, verb):
                    raise PermissionDenied
        return super().changelist_view(request, extra_context)

    def publish_view(self, request, object_id):
        return self._act_on_one(request, object_id, "publish")

    def withdraw_view(self, request, object_id):
        return self._act_on_one(request, object_id, "withdraw")

    def _act_on_one(self, request, object_id, verb):
        if not self.may(request, verb) or not self.has_view_or_change_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self._confirm_or_act(request, [record], verb) or HttpResponseRedirect(self._change_address(record))

    def _change_address(self, record):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk])

    def _confirm_or_act(self, request, records, verb):
        """The page that tells what will happen, or, once that is confirmed, the act itself and None."""
        form_class = {"publish": PublishForm, "withdraw": WithdrawForm}[verb]
        form = form_class(request.POST if "confirmed" in request.POST else None)
        known = {}
        previews = [preview_publication(one, known) if verb == "publish" else Preview(one) for one in records]
        if form.is_valid():
            act = self._publish if verb == "publish" else self._withdraw
            if act(request, previews, form):
                return None
        context = {
            **self.admin_site.each_context(request),
            "title": {"publish": "Veröffentlichen", "withdraw": "Zurückziehen"}[verb],
            "verb": verb,
            "opts": self.opts,
            "previews": previews,
            "has_parts": any(preview.parts for preview in previews),
            "form": form,
            "action_checkbox_name": admin.helpers.ACTION_CHECKBOX_NAME,
            "back": self._change_address(records[0]) if len(records) == 1 else request.get_full_path(),
        }
        return TemplateResponse(request, "admin/act_confirmation.html", context)

    def _publish(self, request, previews, form):
        """Publish all or none; tell whether it was done."""
        chosen = form.cleaned_data
        problems = [
            problem
            for preview in previews
            for problem in (preview.all_problems if chosen["with_parts"] else preview.problems)
        ]
        if problems:
            for problem in problems:
                form.add_error(None, problem)
            return False
        with transaction.atomic():
            published = [
                one
                for preview in previews
                for one in publish(
                    preview.record,
                    by=request.user,
                    at=chosen["at"],
                    audience=chosen["audience"] or None,
                    reason=chosen["reason"],
                    with_parts=chosen["with_parts"],
                )
            ]
        if published:
            self.message_user(request, f"Veröffentlicht: {_named(published)}.", level=messages.SUCCESS)
        else:
            self.message_user(request, "Es war schon alles veröffentlicht; nichts hat sich geändert.")
        return True

    def _withdraw(self, request, previews, form):
        records = [preview.record for preview in previews]
        try:
            with transaction.atomic():
                for record in records:
                    withdraw(record, by=request.user, reason=form.cleaned_data["reason"])
        except NotPublished as error:
            form.add_error(None, f"{error} Bitte wählen Sie ihn ab oder löschen Sie ihn.")
            return False
        self.message_user(request, f"Zurückgezogen: {_named(records)}.", level=messages.SUCCESS)
        return True

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            stands = obj.publication_state()
            withdrawable = stands in (PublicationState.SCHEDULED, PublicationState.PUBLISHED)
            context["acts"] = [
                (verb, label)
                for verb, label, possible in (
                    ("publish", "Veröffentlichen …", True),
                    ("withdraw", "Zurückziehen …", withdrawable),
                )
                if possible and self.may(request, verb)
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)


def _named(records):
    names = [f"{record._meta.verbose_name} „{record}“" for record in records[:3]]
    return ", ".join(names) + (f" und {len(records) - 3} weitere" if len(records) > 3 else "")


class AttachmentAdmin(FileShown, PublishableAdmin):
    form = AttachmentReasonForm
    formfield_overrides = UPLOAD
    list_display = ("name", *STATE_COLUMNS, "file_name")
    readonly_fields = (*PublishableAdmin.readonly_fields, "download", "file_name", "mime_type", "size_bytes", "sha512")
    search_fields = ("name", "file_name", "public_id")

    def main_rows(self, request, obj):
        rows = super().main_rows(request, obj)
        may_write = self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)
        return rows if may_write else self.without_upload(rows)

    def get_urls(self):
        meta = self.opts
        address = path(
            "<path:object_id>/download/",
            self.admin_site.admin_view(self.download_view),
            name=f"{meta.app_label}_{meta.model_name}_download",
        )
        return [address, *super().get_urls()]

    def download_view(self, request, object_id):
        """The file of a record in whatever state, for staff who may see the record; never shown in the browser."""
        attachment = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, attachment):
            raise PermissionDenied
        if (
            attachment is None
            or not attachment.content
            or not attachment.content.storage.exists(attachment.content.name)
        ):
            raise Http404("Diese Datei ist nicht gespeichert.")
        content_type, _ = attachment.served_as
        return FileResponse(
            attachment.content.open("rb"),
            as_attachment=True,
            filename=attachment.slug,
            content_type=content_type,
            headers={"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'"},
        )


# --- Parts in the form of their whole -----------------------------------------------------------------------------


class PartInline(LinksByAutocomplete, StateShown):
    """Mixin for inlines of publishable parts: each row shows its state, new rows are drafts."""

    extra = 0
    show_change_link = True
    view_on_site = False
    form = RecordForm
    formset = PartFormSet
    formfield_overrides = FORM_FIELDS
    readonly_fields = ("state_badge",)
    text_rows = 2
    select_related = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.select_related)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        return formset

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.TextField) and formfield is not None:
            formfield.widget.attrs["rows"] = self.text_rows
        if db_field.is_relation and formfield is not None:
            formfield.widget.can_change_related = formfield.widget.can_view_related = False
        return formfield


class AttachmentInline(FileShown, PartInline, admin.TabularInline):
    form = AttachmentForm
    formfield_overrides = UPLOAD
    readonly_fields = ("download", "state_badge")
    ordering = ("position", "pk")

    def get_fields(self, request, obj=None):
        rows = super().get_fields(request, obj)
        return rows if self.has_change_permission(request, obj) else self.without_upload(rows)


# --- What nobody edits --------------------------------------------------------------------------------------------


class ReadOnlyAdmin(LinksByAutocomplete, admin.ModelAdmin):
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class VersionModelFilter(admin.SimpleListFilter):
    title = "Art des Datensatzes"
    parameter_name = "art"

    def lookups(self, request, model_admin):
        labels = ((model._meta.label_lower, capfirst(model._meta.verbose_name)) for model in publishable_models())
        return sorted(labels, key=lambda label: fold(label[1]))

    def queryset(self, request, queryset):
        return queryset.filter(model=self.value()) if self.value() else queryset


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    """The public history, as the database keeps it: nobody writes here."""

    list_display = ("label", "kind", "version_number", "act", "moment")
    list_filter = (VersionModelFilter, "action")
    search_fields = ("public_id",)
    ordering = ("-recorded_at", "-pk")
    fields = ("record_link", "kind", "version_number", "act", "moment", "told", "chained_hash")
    readonly_fields = fields

    @admin.display(description="Datensatz", ordering="public_id")
    def label(self, version):
        content = version.content
        return content.get("name") or content.get("title") or content.get("description") or version.public_id

    @admin.display(description="Art")
    def kind(self, version):
        model = _model_named(version.model)
        return capfirst(model._meta.verbose_name) if model else version.model

    @admin.display(description="Fassung", ordering="number")
    def version_number(self, version):
        return version.number

    @admin.display(description="Vorgang", ordering="action")
    def act(self, version):
        return version.get_action_display()

    @admin.display(description="aufgezeichnet am", ordering="recorded_at")
    def moment(self, version):
        return date_format(timezone.localtime(version.recorded_at), "d.m.Y H:i:s")

    @admin.display(description="Prüfsumme")
    def chained_hash(self, version):
        return version.hash

    @admin.display(description="Was öffentlich zu sehen war")
    def told(self, version):
        return format_html(
            '<pre class="raw-text">{}</pre>', json.dumps(version.content, ensure_ascii=False, indent=2, sort_keys=True)
        )

    @admin.display(description="Datensatz")
    def record_link(self, version):
        model = _model_named(version.model)
        if model is None:
            return version.public_id
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[version.record_id])
        return format_html('<a href="{}">{}</a>', address, self.label(version))


def _model_named(label):
    return next((model for model in publishable_models() if model._meta.label_lower == label), None)
