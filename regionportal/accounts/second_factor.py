"""The second factor of the staff: asked for at sign-in, and set up by everybody where it is required."""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings

from . import throttle
from .sessions import end_sessions

DEVICES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Counted:
    """Ten wrong codes for an account, from wherever, and no more are looked at for a quarter of an hour."""

    def clean_code(self):
        refusal = "Zu viele falsche Codes. Bitte versuchen Sie es in 15 Minuten noch einmal."
        return throttle.checked(context.request, f"zweiter-faktor:{self.user.pk}", super().clean_code, refusal)


class CodeForm(Counted, AuthenticateForm):
    pass


class ConfirmingCodeForm(Counted, ReauthenticateForm):
    pass


class FirstDevice:
    """With the first device all sessions end but the one that set it up: any of them could be a thief's."""

    def form_valid(self, form):
        is_first = not _devices(self.request.user).exists()
        response = super().form_valid(form)
        if is_first:
            device = _devices(self.request.user).get()
            record_authentication(self.request, self.request.user, "mfa", id=device.pk, type=device.type)
            end_sessions(self.request.user, but=self.request.session.session_key)
        return response


class SetUpApp(FirstDevice, ActivateTOTPView):
    pass


class SetUpKey(FirstDevice, AddWebAuthnView):
    pass


def is_missing(request):
    """Whether the signed-in person has no device yet, though one is required. One query."""
    return settings.SECOND_FACTOR == "required" and not _devices(request.user).exists()


def was_left_out(request):
    """Whether the person has a device that this session neither asked for nor set up; one query at most.

    So it is with sessions from the time before the second factor was switched on, or before the device was there.
    """
    records = get_authentication_records(request, request.user)
    return not any(record["method"] == "mfa" for record in records) and _devices(request.user).exists()


def _devices(user):
    return Authenticator.objects.filter(user=user, type__in=DEVICES)
