"""Slowing down what could be tried again and again, in the same table as wrong passwords: it survives a restart.

Password and second factor are asked one after the other, so only who knows the password can use up the tries for the
second factor. Those are counted by account alone; everything else by account and address, lest an office be shut out.
"""

from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.utils import timezone


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
