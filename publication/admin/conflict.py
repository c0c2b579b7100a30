"""A form that was opened before a colleague saved: both versions side by side, and what the editor decides of them.

Nothing is saved before that. What was typed travels through the page in hidden fields, so it needs no JavaScript, and
comes back in the form if the editor wants to look again.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.forms.models import _get_foreign_key
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.formats import date_format, localize_input
from django.utils.text import capfirst

from publication.wholes import keys_of, lock

from . import seen
from .links import what_goes_with
from .trail import audit_text

DECIDED, AGAIN, BEFORE, CHOICE = "conflict-decided", "conflict-again", "conflict-before", "choice-"
STORED, MINE = "stored", "mine"
NOT_TYPED = {"csrfmiddlewaretoken", seen.FIELD, DECIDED, AGAIN, BEFORE}
NOT_COMPARED = {"change_reason"}


@dataclass(slots=True)
class Difference:
    """A field in three versions, as people read them. `choice`: stored, mine, or "" where nobody can tell."""

    name: str
    label: str
    before: str
    stored: str
    mine: str
    choice: str


@dataclass(slots=True)
class Part:
    """The record itself or one of its rows. `question`: (stored, mine), when it stands or falls as a whole."""

    title: str
    saved: str = ""
    """By whom and when it was saved since; empty: it was not."""
    name: str = ""
    news: str = ""
    question: tuple[str, str] | None = None
    choice: str = ""
    differences: list[Difference] = field(default_factory=list)

    @property
    def to_choose(self):
        return [self, *self.differences] if self.question else self.differences


class Submission:
    """What somebody sent from the form of `record`, told apart from what it was and what it is.

    `before`: {(model, key): entry of the audit trail} when the form was opened; None: nobody knows.
    """

    def __init__(self, model_admin, request, record, before):
        self.request, self.record, self.before = request, record, before
        fields = flatten_fieldsets(model_admin.get_fieldsets(request, record))
        self.form_class = model_admin.get_form(request, record, change=True, fields=fields)
        formsets, inlines = model_admin._create_formsets(request, record, change=True)
        self.formsets = [
            formset
            for formset, inline in zip(formsets, inlines, strict=True)
            if inline.has_change_permission(request, record) or inline.has_add_permission(request, record)
        ]

    def parts(self):
        """Everything in which the three versions differ, the record first."""
        form = self.form_class(instance=self.record)
        own = Part(
            capfirst(self.record._meta.verbose_name),
            self.saved(self.record),
            differences=self.differences(form, self.record),
        )
        parts = [own, *(part for formset in self.formsets for part in self.rows(formset))]
        return [part for part in parts if part.differences or part.question or part.news]

    def known(self, model, key):
        return self.before is None or (model, key) in self.before

    def as_it_was(self, model, key):
        """The record as the form showed it; None: not known."""
        entry = (self.before or {}).get((model, key))
        told = model.history.model.objects.filter(history_id=entry).first() if entry else None
        return told and _from_trail(told)

    def saved(self, record):
        """By whom and when `record` was saved since the form was opened; empty: it was not."""
        opened = (self.before or {}).get((type(record), record.pk), 0)
        trail = type(record).history.model.objects.filter(id=record.pk, history_id__gt=opened)
        entry = trail.select_related("history_user").order_by("-history_id").first()
        return (
            f"{seen.author(entry)}, {date_format(timezone.localtime(entry.history_date), 'H:i')} Uhr" if entry else ""
        )

    # Fields

    def differences(self, form, record):
        """`form`: not bound, of `record` as it is stored now."""
        before = self.as_it_was(type(record), record.pk)
        form_before = type(form)(instance=before[0], initial=before[1], prefix=form.prefix) if before else None
        found = []
        for name, one in form.fields.items():
            typed = self.typed(form, name)
            is_compared = not (one.disabled or name in NOT_COMPARED or isinstance(one, forms.FileField))
            stored = form.get_initial_for_field(one, name)
            if not is_compared or not one.has_changed(stored, typed):
                continue
            opened = form_before.get_initial_for_field(one, name) if form_before else None
            choice = ""
            if form_before and _plain(opened) == _plain(stored):
                choice = MINE
            elif form_before and not one.has_changed(opened, typed):
                choice = STORED
            found.append(
                Difference(
                    form.add_prefix(name),
                    capfirst(one.label or name),
                    told(one, opened) if form_before else "nicht bekannt",
                    told(one, stored),
                    told(one, typed),
                    choice,
                )
            )
        return found

    def typed(self, form, name):
        widget = form.fields[name].widget
        return widget.value_from_datadict(self.request.POST, self.request.FILES, form.add_prefix(name))

    # Rows

    def rows(self, formset):
        stored = {row.pk: row for row in formset.get_queryset()}
        added = [row for key, row in stored.items() if not self.known(formset.model, key)]
        kind = capfirst(formset.model._meta.verbose_name)
        yield from (Part(f"{kind} „{row}“", news="Inzwischen hinzugekommen; bleibt.") for row in added)
        for form in formset.forms:
            key = _row_key(formset, form)
            if key is None:
                yield from self.new_row(formset, form, kind, added)
            elif key in stored:
                yield self.stored_row(formset, form, kind, stored[key])
            else:
                yield self.vanished_row(formset, form, kind, key)

    def new_row(self, formset, form, kind, added):
        """Told only where a colleague added some too: it may be the same one twice."""
        if added and form.has_changed() and not self.is_deleted(formset, form):
            twins = [row for row in added if self.is_same(formset, form, row)]
            yield Part(
                f"{kind}: Ihre neue Zeile {_brief(form, self)}",
                "",
                form.prefix,
                "Dieselbe Zeile ist inzwischen hinzugekommen." if twins else "Auch andere haben Zeilen ergänzt.",
                ("weglassen", "zusätzlich anlegen"),
                "" if twins else MINE,
            )

    def stored_row(self, formset, form, kind, row):
        blank = formset.form(instance=row, prefix=form.prefix, **formset.get_form_kwargs(0))
        title = f"{kind} „{row}“"
        if not self.is_deleted(formset, form):
            return Part(title, self.saved(row), differences=self.differences(blank, row))
        if not (saved := self.saved(row)):
            return Part(title)
        news = f"Sie wollen die Zeile löschen; inzwischen wurde sie geändert ({saved})."
        return Part(title, saved, form.prefix, news, ("behalten, wie sie gespeichert ist", "trotzdem löschen"))

    def vanished_row(self, formset, form, kind, key):
        before = self.as_it_was(formset.model, key)
        title = f"{kind} {_brief(form, self)}"
        if self.is_deleted(formset, form) or before and self.is_same(formset, form, before[0]):
            return Part(title, news="Wurde inzwischen gelöscht; bleibt gelöscht.")
        news = "Wurde inzwischen gelöscht, aber Sie haben sie geändert."
        return Part(title, "", form.prefix, news, ("gelöscht lassen", "mit Ihren Angaben neu anlegen"))

    def is_deleted(self, formset, form):
        return bool(self.request.POST.get(f"{form.prefix}-{forms.formsets.DELETION_FIELD_NAME}"))

    def is_same(self, formset, form, row):
        blank = formset.form(instance=row, prefix=form.prefix, **formset.get_form_kwargs(0))
        return not any(
            one.has_changed(blank.get_initial_for_field(one, name), self.typed(blank, name))
            for name, one in blank.fields.items()
        )

    # Deciding

    def merged(self, choices):
        """The data of the form after the editor's choices: {name of a field or row: stored or mine}."""
        data = self.request.POST.copy()
        self._take_stored(data, self.form_class, self.record, None, choices)
        for formset in self.formsets:
            _write_rows(formset, data, list(self._rows_to_keep(formset, data, choices)))
        return data

    def _rows_to_keep(self, formset, data, choices):
        """Pairs of (key or None, prefix) in their order; what is to be left out is left out."""
        stored = {row.pk: row for row in formset.get_queryset()}
        for form in formset.forms:
            key, choice = _row_key(formset, form), choices.get(form.prefix)
            if key in stored:
                if choice == STORED:
                    data.pop(f"{form.prefix}-{forms.formsets.DELETION_FIELD_NAME}", None)
                self._take_stored(data, formset.form, stored[key], form.prefix, choices, whole=choice == STORED)
                yield key, form.prefix
            elif choice == MINE or key is None and choice != STORED:
                yield None, form.prefix
            elif key is not None and choice is None and (formset.model, key) in (self.before or {}):
                yield key, form.prefix  # deleted after the editor decided: the next page asks

    def _take_stored(self, data, form_class, record, prefix, choices, whole=False):
        chosen_version = self.as_it_was(type(record), record.pk)
        instance, links = chosen_version or (record, {})
        blank = form_class(instance=instance, initial=links, prefix=prefix)
        for name in blank.fields:
            if whole or choices.get(blank.add_prefix(name)) == STORED:
                for key, values in sent(blank[name]).items():
                    data.setlist(key, values) if values else data.pop(key, None)


def _from_trail(told):
    """(record, {link to many: keys}) as an entry of the audit trail tells it."""
    record = told.instance
    links = {
        link.name: list(getattr(told, link.name).values_list(link.m2m_reverse_field_name(), flat=True))
        for link in told._history_m2m_fields
    }
    return record, links


def _plain(value):
    """Links to many come as records or as keys."""
    return {getattr(one, "pk", one) for one in value} if isinstance(value, list | tuple) else value


def _row_key(formset, form):
    key = form.data.get(f"{form.prefix}-{formset.model._meta.pk.name}", "")
    return int(key) if key.isdecimal() else None


def _brief(form, submission):
    values = [told(one, submission.typed(form, name)) for name, one in form.fields.items() if not one.widget.is_hidden]
    return "„" + ", ".join([value for value in values if value != "–"][:3]) + "“"


def _write_rows(formset, data, rows):
    """Number the rows anew, those that exist first, as a formset expects them."""
    prefix, pk = formset.prefix, formset.model._meta.pk.name
    kept = []
    for key, row_prefix in sorted(rows, key=lambda row: row[0] is None):
        values = {name[len(row_prefix) :]: data.getlist(name) for name in data if name.startswith(f"{row_prefix}-")}
        kept.append(values | {f"-{pk}": ["" if key is None else str(key)]})
    for form in formset.forms:
        for name in [name for name in data if name.startswith(f"{form.prefix}-")]:
            del data[name]
    for number, values in enumerate(kept):
        for name, value in values.items():
            data.setlist(f"{prefix}-{number}{name}", value)
    data[f"{prefix}-TOTAL_FORMS"] = str(len(kept))
    data[f"{prefix}-INITIAL_FORMS"] = str(sum(key is not None for key, _ in rows))


def sent(bound_field):
    """{name: values} that a browser would send for a field as it is shown."""
    widget, name, value = bound_field.field.widget, bound_field.html_name, bound_field.value()
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.widgets_names, widget.decompress(value), strict=True)
        return {f"{name}{ending}": [_shown(part, each)] for part, ending, each in parts}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if value else []}
    if isinstance(widget, forms.FileInput):
        return {}
    if isinstance(value, list | tuple):
        return {name: [str(getattr(one, "pk", one)) for one in value]}
    return {name: [_shown(widget, value)]}


def _shown(widget, value):
    shown = widget.format_value(value) if isinstance(widget, forms.widgets.Input | forms.Textarea) else value
    return "" if shown is None else str(shown)


def told(form_field, value):
    """A value of a field, stored or typed, as people read it."""
    try:
        if isinstance(form_field, forms.ModelMultipleChoiceField):
            rows = form_field.queryset.filter(pk__in=[getattr(one, "pk", one) for one in value or ()])
            return ", ".join(str(row) for row in rows) or "–"
        if isinstance(form_field, forms.ModelChoiceField):
            return str(form_field.queryset.get(pk=value)) if value else "–"
        if isinstance(form_field, forms.ChoiceField):
            labels = {str(key): label for key, label in flatten_choices(form_field.choices)}
            return str(labels.get(str(value), value)) if value not in (None, "") else "–"
        if isinstance(value, list):
            return " ".join(filter(None, value)) or "–"
        return value.replace("\r\n", "\n") or "–" if isinstance(value, str) else _plain_text(value)
    except ObjectDoesNotExist:
        return f"gelöscht (Nummer {value})"
    except (ValidationError, ValueError, TypeError):
        return str(value)


def _plain_text(value):
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "d.m.Y H:i")
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return "–" if value is None else localize_input(value)


class AsksBeforeOverwriting:
    """For an admin: a form that is older than the record saves nothing; it leads to a page that shows both versions."""

    conflict_template = "admin/conflict.html"

    def shown_entries(self, request, record):
        """{(model, key): newest entry of the audit trail} for the record and the rows in its form."""
        keys = keys_of([record, *self.shown_rows(request, record)])
        return seen.newest_entries(keys)

    def shown_rows(self, request, record):
        for inline in self.get_inline_instances(request, record):
            link = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            yield from inline.model._default_manager.filter(**{link.name: record})

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (ShownAgain, form), {}) if getattr(request, "shown_again", False) else form

    def form_as_seen(self, request, record, show):
        """`show(context)` handles the form as always, unless it is older than the record."""
        if request.method != "POST":
            return show({seen.FIELD: seen.token_of(self.shown_entries(request, record))})
        if AGAIN in request.POST:
            return show({seen.FIELD: request.POST.get(BEFORE, "")})
        now = self.shown_entries(request, record)
        try:
            opened = seen.read(request.POST.get(seen.FIELD))
        except seen.Unseen:
            return self.conflict_page(request, record, None, now)
        if (type(record), record.pk) not in opened:
            return self.conflict_page(request, record, None, now)
        if DECIDED in request.POST:
            undecided = self.decide(request, record, opened)
            if undecided:
                return self.conflict_page(request, record, _read(request.POST.get(BEFORE)), now, undecided)
        if opened != now:
            return self.conflict_page(request, record, opened, now)
        return show({seen.FIELD: request.POST[seen.FIELD]})

    def decide(self, request, record, opened):
        """Put the decisions into the data of the request; return the parts that still wait for one."""
        choices = {name.removeprefix(CHOICE): request.POST[name] for name in request.POST if name.startswith(CHOICE)}
        before = _read(request.POST.get(BEFORE))
        unanswered = [
            one.name
            for part in Submission(self, request, record, before).parts()
            for one in part.to_choose
            if choices.get(one.name) not in (STORED, MINE)
        ]
        if unanswered and opened == self.shown_entries(request, record):
            return unanswered
        request.POST = Submission(self, request, record, opened).merged(choices)
        return []

    def conflict_page(self, request, record, before, now, undecided=()):
        parts = Submission(self, request, record, before).parts()
        choices = request.POST
        for one in (one for part in parts for one in part.to_choose):
            one.choice = choices.get(f"{CHOICE}{one.name}", one.choice) if undecided else one.choice
        context = {
            **self.admin_site.each_context(request),
            "title": "Inzwischen geändert",
            "opts": self.opts,
            "original": record,
            "is_known": before is not None,
            "changes": seen.changes_between(before, now) if before is not None else [],
            "parts": parts,
            "undecided": undecided,
            "typed": typed(request),
            "files": [file.name for files in request.FILES.lists() for file in files[1]],
            "token": seen.token_of(now),
            "before": seen.token_of(before) if before is not None else "",
            "names": {"decided": DECIDED, "again": AGAIN, "before": BEFORE, "choice": CHOICE, "seen": seen.FIELD},
        }
        return TemplateResponse(request, self.conflict_template, context, status=409)

    def gone_page(self, request, object_id):
        """The record was deleted meanwhile: what was typed, to copy it from there."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        trail = self.model.history.model
        last = None
        if str(object_id).isdecimal():
            last = trail.objects.filter(id=object_id, history_type="-").select_related("history_user").first()
        context = {
            **self.admin_site.each_context(request),
            "title": "Inzwischen gelöscht",
            "opts": self.opts,
            "last": last,
            "values": [(name, value) for name, value in self.labelled(request) if value],
        }
        return TemplateResponse(request, "admin/conflict_gone.html", context, status=409)

    def refused_page(self, request, object_id, refused):
        """Nothing was saved, because it may not be: why, and what was typed, to copy it from there."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Nicht gespeichert",
            "opts": self.opts,
            "refused": str(refused),
            "values": [(name, value) for name, value in self.labelled(request) if value],
        }
        return TemplateResponse(request, "admin/conflict_gone.html", context, status=403)

    def labelled(self, request):
        """Pairs of label and text for everything that was typed."""
        inlines = {}
        for inline in self.get_inline_instances(request):
            link = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
            inlines[link.remote_field.get_accessor_name(model=inline.model).replace("+", "")] = inline.model
        for name, values in typed(request):
            prefix, _, rest = name.partition("-")
            model = inlines.get(prefix, self.model)
            number, _, row_name = rest.partition("-")
            fields = {one.name: one for one in [*model._meta.fields, *model._meta.many_to_many]}
            one = fields.get(row_name if prefix in inlines else name.rpartition("_")[0] if name not in fields else name)
            if one is not None and not one.primary_key and one.editable:
                row = f"{capfirst(model._meta.verbose_name)} {int(number) + 1}, " if number.isdecimal() else ""
                yield f"{row}{capfirst(one.verbose_name)}", ", ".join(_value_told(one, value) for value in values)


class AsksBeforeDeleting:
    """For an admin: what a confirmation listed must still be as it was, down to the parts that go with it."""

    delete_confirmation_template = "admin/record_delete_confirmation.html"
    delete_selected_confirmation_template = "admin/record_delete_selected_confirmation.html"

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return self._delete_as_listed(request, object_id, extra_context)
        with transaction.atomic():
            if (record := self.get_object(request, unquote(object_id))) is not None:
                lock(*what_goes_with([record]))
            return self._delete_as_listed(request, object_id, extra_context)

    def _delete_as_listed(self, request, object_id, extra_context):
        record = self.get_object(request, unquote(object_id))
        token = seen.token_for(what_goes_with([record])) if record is not None else ""
        if request.method == "POST" and not self.confirms(request, token):
            request.POST = QueryDict()
        return super().delete_view(request, object_id, {**(extra_context or {}), seen.FIELD: token})

    def response_action(self, request, queryset):
        if "delete_selected" not in request.POST.getlist("action"):
            return super().response_action(request, queryset)
        takes_all = request.POST.get("select_across") == "1"
        chosen = queryset if takes_all else queryset.filter(pk__in=request.POST.getlist(ACTION_CHECKBOX_NAME))
        with transaction.atomic():
            lock(*what_goes_with(chosen))
            token = seen.token_for(what_goes_with(chosen.all()))
            if "post" in request.POST and not self.confirms(request, token):
                request.POST = request.POST.copy()
                del request.POST["post"]
            response = super().response_action(request, queryset)
        if isinstance(response, TemplateResponse):
            response.context_data[seen.FIELD] = token
        return response

    def confirms(self, request, token):
        is_as_listed = request.POST.get(seen.FIELD) == token
        if not is_as_listed:
            self.message_user(
                request,
                "Nichts ist gelöscht: Inzwischen hat sich etwas geändert. Bitte prüfen Sie die Liste noch einmal.",
                level=messages.WARNING,
            )
        return is_as_listed


def _value_told(model_field, value):
    if model_field.is_relation and value.isdecimal():
        return str(model_field.related_model._default_manager.filter(pk=value).first() or value)
    return str(audit_text(model_field, value)) if value else ""


def _read(token):
    try:
        return seen.read(token)
    except seen.Unseen:
        return None


def typed(request):
    """Pairs of name and values: all that the form sent but what the page adds anew."""
    return [
        (name, values) for name, values in request.POST.lists() if name not in NOT_TYPED and not name.startswith(CHOICE)
    ]


class ShownAgain:
    """A form that comes back as it was filled in, and is not saved."""

    def clean(self):
        cleaned = super().clean()
        self.add_error(
            None,
            "Noch nicht gespeichert: Das ist Ihre Eingabe, wie Sie sie abgeschickt haben. Bitte prüfen und speichern "
            "Sie sie; neue Dateien wählen Sie bitte noch einmal aus.",
        )
        return cleaned
