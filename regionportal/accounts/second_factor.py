"""The second factor of the staff: asked for at sign-in, and set up by everybody where it is required."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError

from . import throttle

DEVICES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Counted:
    """Ten wrong codes for an account, from wherever, and no more are looked at for a quarter of an hour."""

    def clean_code(self):
        what = f"zweiter-faktor:{self.user.pk}"
        if throttle.tries_from_anywhere(what) >= settings.AXES_FAILURE_LIMIT:
            raise ValidationError("Zu viele falsche Codes. Bitte versuchen Sie es in 15 Minuten noch einmal.")
        try:
            code = super().clean_code()
        except ValidationError:
            throttle.count(context.request, what)
            raise
        throttle.forget(what)
        return code


class CodeForm(Counted, AuthenticateForm):
    pass


class ConfirmingCodeForm(Counted, ReauthenticateForm):
    pass


def is_missing(request):
    """Whether the signed-in person has no device yet, though one is required. One query."""
    return settings.SECOND_FACTOR == "required" and not _devices(request.user).exists()


def was_left_out(request):
    """Whether this session was begun without the second factor that the person had already; two queries at most.

    So it is with sessions from the time before the second factor was switched on.
    """
    records = get_authentication_records(request, request.user)
    if any(record["method"] == "mfa" for record in records):
        return False
    first = _devices(request.user).order_by("created_at").values_list("created_at", flat=True).first()
    return first is not None and (not records or first.timestamp() < records[0]["at"])


def _devices(user):
    return Authenticator.objects.filter(user=user, type__in=DEVICES)
