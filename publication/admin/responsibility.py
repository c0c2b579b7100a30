"""At the desk, people change only records of the bodies they work for; see `publication.responsibility`."""

from django import forms
from django.core.exceptions import ValidationError

from publication.responsibility import refusal, responsible_for


class Responsible:
    """Mixin for admins and inlines: forms of other bodies' records open to read only, and nothing else is possible."""

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or responsible_for(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or responsible_for(request.user, obj))


class ResponsibleForm(forms.ModelForm):
    """A form that takes no record from another body, gives none away, and makes none there.

    `user` is set by the admin for each request.
    """

    user = None

    def clean(self):
        """The instance is still what the database holds: whose it was."""
        cleaned = super().clean()
        if self.instance.pk is not None and self.has_changed():
            self._refuse_foreign()
        return cleaned

    def _post_clean(self):
        """The instance is what would be saved: whose it would be."""
        super()._post_clean()
        if not self.errors and self.has_changed():
            self._refuse_foreign()

    def _refuse_foreign(self):
        message = refusal(self.user, self.instance)
        if message:
            self.add_error(None, ValidationError(message, code="not_responsible"))


def refuse_to_delete(user, records):
    """Raise ValidationError with the reason for each of `records` that `user` is not responsible for."""
    refused = [message for record in records if (message := refusal(user, record))]
    if refused:
        raise ValidationError(refused)
