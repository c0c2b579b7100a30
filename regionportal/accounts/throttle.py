"""Slowing down what could be tried again and again, in the same table as wrong passwords: it survives a restart.

Password and second factor are asked one after the other, so only who knows the password can use up the tries for the
second factor. Those are counted by account alone; everything else by account and address, lest an office be shut out.
Wrong passwords have a higher bound for the account besides, for whoever guesses from many addresses.
"""

import ipaddress
from datetime import timedelta

from axes.backends import AxesStandaloneBackend
from axes.exceptions import AxesBackendPermissionDenied
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone

from regionportal.middleware import client_address

# In AXES_COOLOFF_TIME, so a hundred an hour. Each address adds ten at most: a colleague's mistakes never get there.
PASSWORDS_FROM_ANYWHERE = 25


class SignIn(AxesStandaloneBackend):
    """Refuses before a password is looked at."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        super().authenticate(request, username, password, **kwargs)
        if username and tries_from_anywhere(username) >= PASSWORDS_FROM_ANYWHERE:
            request.axes_locked_out = True
            raise AxesBackendPermissionDenied


def place(request):
    """What counts as one address. Of IPv6 that is the network: one household has as many addresses as it likes."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return None
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ipaddress.IPv6Address(int(address) >> 64 << 64))


def checked(request, what, check, refusal):
    """What `check` returns; its tenth ValidationError, from wherever, bars `what` for a quarter of an hour."""
    if tries_from_anywhere(what) >= settings.AXES_FAILURE_LIMIT:
        raise ValidationError(refusal)
    try:
        value = check()
    except ValidationError:
        count(request, what)
        raise
    forget(what)
    return value


def may_try(request, what):
    """Whether this address may try `what` once more. If not, the answer becomes the page for too many tries (429)."""
    allowed = AxesProxyHandler.is_allowed(request, {"username": what})
    if not allowed:
        request.axes_locked_out, request.axes_credentials = True, {"username": what}
    return allowed


def count(request, what):
    AxesProxyHandler.user_login_failed(__name__, {"username": what}, request)


def tries_from_anywhere(what):
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tries = AccessAttempt.objects.filter(username=what, attempt_time__gte=since)
    return tries.aggregate(tries=Sum("failures_since_start"))["tries"] or 0


def forget(what):
    AxesProxyHandler.reset_attempts(username=what)
