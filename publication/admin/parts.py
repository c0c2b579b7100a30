"""Parts in the form of their whole."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from publication.actions import refusal_to_change

from .forms import FORM_FIELDS, RecordForm
from .links import once_public, refusal_to_delete
from .records import LinksByAutocomplete
from .responsibility import refuse_to_delete
from .states import StateShown


class PartFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        doomed = [form.instance for form in self.initial_forms if self._should_delete_form(form)]
        refuse_to_delete(self.form.user, doomed)
        refused = [refusal_to_delete(record) for record in once_public(doomed)] if doomed else []
        if not refused:
            user = self.form.user
            refused = [told for one in doomed if (told := refusal_to_change(user, one, one.public_fields))]
        if refused:
            raise ValidationError(refused)


class PartInline(LinksByAutocomplete, StateShown):
    """Mixin for inlines of publishable parts: each row shows its state, new rows are drafts."""

    template = "admin/edit_inline/stacked.html"
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

    def get_fieldsets(self, request, obj=None):
        """The fields of a row stand side by side and wrap where the window ends: a table would have to scroll."""
        rows = self.get_fields(request, obj)
        is_arranged = any(isinstance(row, list | tuple) for row in rows)
        return [(None, {"fields": rows if is_arranged else [tuple(rows)]})]

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
