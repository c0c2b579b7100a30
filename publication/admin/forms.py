"""What all forms of records share."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models

from publication.actions import refusal_to_change
from publication.models import PublicationState, Publishable
from publication.responsibility import bodies_of_record
from publication.visibility import field_of, holds

from .responsibility import ResponsibleForm


class LinesField(forms.CharField):
    """Text with the line ends that imports write: browsers send others, and saving untouched must change nothing."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class RecordForm(ResponsibleForm):
    """A form that cannot open a record to the public behind the back of those who may publish."""

    def clean(self):
        cleaned = super().clean()
        conditions = {field_of(one) for one in getattr(self.instance, "public_only_if", {}).items()}
        conditions.update(getattr(self.instance, "visible_only_with", ()))
        for name in conditions.intersection(self.changed_data):
            if not self._may_decide_what_is_public():
                self.add_error(name, "Das entscheidet, wer den Datensatz sieht. Dafür fehlt Ihnen das Recht.")
            elif self._would_open(name):
                self.add_error(
                    name,
                    "Damit würde der Datensatz sofort öffentlich, ohne dass die Seite „Veröffentlichen“ zeigt, was "
                    "alles sichtbar wird. Bitte ziehen Sie ihn zurück, ändern Sie die Angabe und veröffentlichen Sie "
                    "ihn dann.",
                )
        return cleaned

    def _changes_the_body(self):
        heads = {lookup.partition("__")[0] for lookup in getattr(self.instance, "council_of", ())}
        if self.errors or self.instance.pk is None or not heads & {*self.changed_data}:
            return False
        if not self.instance.is_published_or_scheduled():
            return False
        before = type(self.instance)._default_manager.get(pk=self.instance.pk)
        return bodies_of_record(before) != bodies_of_record(self.instance)

    def _would_open(self, name):
        """Whether the public would see by this field what it does not see now."""
        if not isinstance(self.instance, Publishable):
            return False
        if not self.instance.is_published_or_scheduled():
            return False
        now, then = self.initial.get(name), self.cleaned_data.get(name)
        return any(
            holds(condition, then) and not holds(condition, now)
            for condition in self.instance.public_only_if.items()
            if field_of(condition) == name
        )

    def _may_decide_what_is_public(self):
        if not isinstance(self.instance, Publishable):
            return True
        meta = self.instance._meta
        is_draft = self.instance.publication_state() == PublicationState.DRAFT
        return is_draft or self.user.has_perm(f"{meta.app_label}.publish_{meta.model_name}")

    def _post_clean(self):
        """Constraints that rest on the moments of publication are checked too, though the form does not show these."""
        super()._post_clean()
        if not self.errors and (refused := refusal_to_change(self.user, self.instance, self.changed_data)):
            self.add_error(None, refused)
        if self._changes_the_body():
            self.add_error(
                None,
                "Was öffentlich oder dafür geplant ist, wechselt nicht zu einer anderen Körperschaft. Bitte ziehen Sie "
                "es zurück, ändern Sie es und veröffentlichen Sie es dann.",
            )
        if self.errors or not getattr(self.instance, "published_at", None):
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self._update_errors(error)


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


FORM_FIELDS = {
    models.URLField: {"assume_scheme": "https"},
    models.TextField: {"form_class": LinesField},
}
