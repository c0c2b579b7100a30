"""The list and the form of every record."""

from django.contrib import admin, messages
from django.contrib.admin.utils import lookup_spawns_duplicates, unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.forms import Script
from django.urls import NoReverseMatch
from django.utils.text import smart_split, unescape_string_literal

from publication import readings
from publication.actions import MayNot, record_edit, refusal_to_change
from publication.folding import fold, folded
from publication.models import Reading
from publication.wholes import lock, whole_links, wholes

from .audited import AuditedAdmin
from .conflict import AGAIN, AsksBeforeDeleting, AsksBeforeOverwriting
from .corrections import personal_data_in, warning
from .forms import FORM_FIELDS, RecordReasonForm
from .links import once_public, refusal_to_delete
from .looks import ReadingsLogged
from .preview import Previewed
from .responsibility import Responsible

MAX_LETTERS, MAX_WORDS = 100, 8  # of a search


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


class ReadableAdmin(
    Previewed,
    AsksBeforeOverwriting,
    AsksBeforeDeleting,
    Responsible,
    ReadingsLogged,
    LinksByAutocomplete,
    AuditedAdmin,
):
    """For every record. `fields` (as in Django) may order the rows of the form, `internal_rows` stay folded away."""

    class Media:
        js = (Script("js/unsaved.js", type="module"), Script("js/record_form.js", type="module"))

    form = RecordReasonForm
    formfield_overrides = FORM_FIELDS
    internal_rows = ()
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True
    change_form_template = "admin/record_change_form.html"

    # Lists and search

    def get_queryset(self, request):
        """With the links that a row's name is made of, for lists and for the choices of other forms alike."""
        return super().get_queryset(request).select_related(*(self.list_select_related or ()))

    @admin.display(description="Name", ordering="sort_key")
    def record_title(self, record):
        return str(record)

    def get_search_results(self, request, queryset, search_term):
        """Every word must occur in one of the fields, whatever its case and umlauts.

        Generated columns ("…_key") are folded already, other fields are folded while searching. What is too long is
        cut: every word costs a condition for each field, and a database takes only so many.
        """
        names = self.get_search_fields(request)
        loose = [name for name in names if not name.endswith("_key")]
        queryset = queryset.alias(**{f"folded_{name}": folded(name, max_length=1).expression for name in loose})
        columns = [f"folded_{name}" if name in loose else name for name in names]
        words = list(smart_split(search_term.replace("\x00", "")[:MAX_LETTERS]))
        is_cut = len(search_term) > MAX_LETTERS or len(words) > MAX_WORDS
        if is_cut and request.method == "GET" and request.resolver_match.url_name.endswith("_changelist"):
            self.message_user(
                request,
                f"Ihre Suche ist zu lang. Gesucht wurde nur nach den ersten {MAX_WORDS} Wörtern und "
                f"{MAX_LETTERS} Zeichen. Bitte kürzen Sie sie.",
                level=messages.WARNING,
            )
        for word in words[:MAX_WORDS]:
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

    def choice_label(self, record):
        """How `record` is offered where a link to it is typed."""
        return str(record)

    def desk_links(self, request, obj):
        """Pairs of address and label: more pages of the desk about `obj`, shown above its form."""
        return self.preview_links(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["desk_links"] = self.desk_links(request, obj) if obj is not None else []
        return super().render_change_form(request, context, add, change, form_url, obj)

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
        record = self.get_object(request, unquote(object_id)) if object_id is not None else None
        if record is None and object_id is not None and request.method == "POST":
            return self.gone_page(request, unquote(object_id))
        request.shown_again = AGAIN in request.POST
        if record is None or not self.has_change_permission(request, record):
            return super().changeform_view(request, object_id, form_url, extra_context)

        def show(context):
            shown = super(ReadableAdmin, self).changeform_view
            return shown(request, object_id, form_url, {**(extra_context or {}), **context})

        if request.method != "POST":
            return self.form_as_seen(request, record, show)
        try:
            with transaction.atomic():
                lock(record)
                lock(*self.shown_rows(request, record))
                record = self.get_object(request, unquote(object_id))
                if record is None:
                    return self.gone_page(request, unquote(object_id))
                with record_edit(record, by=request.user):
                    return self.form_as_seen(request, record, show)
        except MayNot as refused:  # all is rolled back, so what was said of success is taken back too
            list(messages.get_messages(request))
            return self.refused_page(request, unquote(object_id), refused)

    def save_model(self, request, obj, form, change):
        """A record whose own fields are untouched (only its parts changed) leaves no empty entry in the audit trail."""
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        if change:
            if set(form.changed_data) - {"change_reason"}:
                super().save_model(request, obj, form, change)
            return
        with record_edit(*wholes(obj), by=request.user):
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        rows = [row for formset in formsets for row in formset.forms if row not in formset.deleted_forms]
        if change and (found := personal_data_in([form, *rows])):
            messages.warning(request, warning(found))

    def save_formset(self, request, form, formset, change):
        for row in formset.forms:
            row.instance._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_formset(request, form, formset, change)

    # Deleting

    def get_deleted_objects(self, objs, request):
        doomed, counts, missing_permissions, protected = super().get_deleted_objects(objs, request)
        refused = [refusal_to_delete(record) for record in once_public(objs)]
        refused = refused or [told for one in objs if (told := refusal_to_change(request.user, one, one.public_fields))]
        return doomed, counts, missing_permissions, [*refused, *protected]

    def delete_model(self, request, obj):
        self.delete_queryset(request, self.model._default_manager.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        records = list(queryset)
        if once_public(records):
            raise PermissionDenied("Was veröffentlicht war, wird zurückgezogen statt gelöscht.")
        if any(refusal_to_change(request.user, record, record.public_fields) for record in records):
            raise PermissionDenied("Was geplant oder öffentlich ist, ändert nur, wer veröffentlichen darf.")
        with record_edit(*{whole for record in records for whole in wholes(record)}, by=request.user):
            super().delete_queryset(request, queryset)

    # The audit trail

    def note_look_at_trail(self, request, record):
        readings.log(request.user, record, Reading.Page.HISTORY)


def _rows(model, left_out):
    """Editable fields in the model's order, a date beside its precision."""
    links = [*model._meta.fields, *model._meta.many_to_many]
    names = [one.name for one in links if one.editable and not one.primary_key and one.name not in left_out]
    names = [name for name in names if not isinstance(model._meta.get_field(name), models.GeneratedField)]
    pairs = {name: f"{name}_precision" for name in names if f"{name}_precision" in names}
    return [(name, pairs[name]) if name in pairs else name for name in names if name not in pairs.values()]


class ReadOnlyAdmin(LinksByAutocomplete, admin.ModelAdmin):
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
