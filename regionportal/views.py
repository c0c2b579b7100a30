import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from .home import home_page
from .news import news


@require_safe
def home(request):
    return render(request, "home.html", home_page(timezone.now()))


@require_safe
def news_page(request):
    crumbs = [("Neues", None)]
    return render(request, "news.html", {"entries": news(limit=50), "section": "news", "crumbs": crumbs})


@require_safe
def robots(request):
    return HttpResponse(render_to_string("robots.txt"), content_type="text/plain; charset=utf-8")


def text_page(template):
    """A page of fixed text, filled with the operator's data."""

    @require_safe
    def page(request):
        return render(request, template)

    return page


def server_error(request):
    """The page for errors of ours; says "back soon" where the database is away. Needs no database and no context."""
    database_is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    template, status = ("503.html", 503) if database_is_away else ("500.html", 500)
    response = HttpResponse(render_to_string(template), status=status)
    if database_is_away:
        response.headers["Retry-After"] = "60"
    return response
