import sys

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cooperations.models import Cooperation
from publication.interfaces import error_for_machines, interface, json_response
from publication.views import record_page

from . import story as stories
from .feedback import FeedbackForm, asked_for, receive, seconds_to_wait, too_many
from .home import home_page
from .middleware import client_address
from .news_filter import news_page_for
from .opendata.api import problem
from .texts import shown


@require_safe
def home(request):
    return render(request, "home.html", home_page(timezone.now()))


@require_safe
def news_page(request):
    return render(request, "news.html", news_page_for(request))


@record_page(Cooperation.visible.all, name="story")
def story(request, cooperation):
    return render(request, "story.html", stories.story_page(cooperation, request, timezone.localdate()))


@interface(problem)
@record_page(Cooperation.visible.all, name="story_json")
def story_json(request, cooperation):
    return json_response(stories.story_json(cooperation, request.GET, timezone.localdate()))


def text_page(key, *, within=()):
    """A page of the operator's; `within`: crumbs that lead to it."""

    @require_safe
    def page(request):
        text = shown(key)
        crumbs = [*((label, reverse(name)) for label, name in within), (text.title, None)]
        return render(request, "texts/text_page.html", {"text": text, "crumbs": crumbs})

    return page


@csrf_exempt  # nobody is signed in here, and feedback.py says what stands in for the token
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request):
    if request.method != "POST":
        return _feedback_page(request, FeedbackForm(initial=asked_for(request.GET)))
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "cross-site":
        raise PermissionDenied
    form, now, address = FeedbackForm(request.POST), timezone.now(), client_address(request)
    if not form.is_valid():
        return _feedback_page(request, form)
    wait = seconds_to_wait(address, now)
    if wait:
        form.add_error(None, too_many(wait))
        response = _feedback_page(request, form, status=429)
        response.headers["Retry-After"] = str(wait)
        return response
    receive(form.save(commit=False), address=address, now=now)
    return redirect("feedback_thanks")


def _feedback_page(request, form, *, status=200):
    return render(request, "feedback.html", {"form": form, "crumbs": [("Rückmeldung", None)]}, status=status)


@require_safe
def feedback_thanks(request):
    crumbs = [("Rückmeldung", reverse("feedback")), ("Danke", None)]
    return render(request, "feedback_thanks.html", {"crumbs": crumbs})


def server_error(request):
    """The page for errors of ours; says "back soon" where the database is away. Needs no database and no context.

    Programs are told in the words of the interface they asked.
    """
    database_is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    template, status = ("503.html", 503) if database_is_away else ("500.html", 500)
    response = error_for_machines(request, status)
    if response is None:
        response = HttpResponse(render_to_string(template), status=status)
    if database_is_away:
        response.headers["Retry-After"] = "60"
    return response
