"""Sessions at the desk: they end after a while, and without a second factor they lead nowhere where one is required."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse

from . import second_factor

SECONDS_BETWEEN_NOTES = 60


def sessions(get_response):
    """Looks at nothing but the desk: public pages read no session."""

    def middleware(request):
        if request.path.startswith(f"/{settings.ADMIN_PATH}") and request.user.is_authenticated:
            return _signed_out(request) or _sent_to_set_up(request) or get_response(request)
        return get_response(request)

    return middleware


def _signed_out(request):
    session, now = request.session, time.time()
    begun, seen = session.get("begun", now), session.get("seen", now)
    too_long = now - begun > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_MINUTES * 60
    if too_long or settings.SECOND_FACTOR != "off" and second_factor.was_left_out(request):
        logout(request)
        messages.info(request, "Ihre Sitzung ist beendet. Bitte melden Sie sich wieder an.")
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    if "begun" not in session or now - seen >= SECONDS_BETWEEN_NOTES:
        session["begun"], session["seen"] = begun, now
    return None


def _sent_to_set_up(request):
    if settings.SECOND_FACTOR == "off":
        return None
    open_pages = (f"/{settings.ADMIN_PATH}konto/", reverse("admin:logout"), reverse("admin:jsi18n"))
    if request.path.startswith(open_pages) or not second_factor.is_missing(request):
        return None
    return redirect("mfa_index")
