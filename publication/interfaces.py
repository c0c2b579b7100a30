"""What all answers to machines have in common: JSON in UTF-8, readable from every website, GET and HEAD only."""

import json
from functools import wraps

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from .paging import BadQuestion
from .views import Gone

METHODS = ("GET", "HEAD", "OPTIONS")
NOT_FOUND = "Das gibt es hier nicht. Bitte prüfen Sie die Adresse."
GONE = "Das war hier einmal und ist nicht mehr öffentlich."
OUR_ERRORS = {
    500: "Hier ist ein Fehler aufgetreten. Er ist vermerkt; bitte versuchen Sie es später noch einmal.",
    503: "Das Portal ist gleich wieder da. Bitte versuchen Sie es in einer Minute noch einmal.",
}


def json_response(value, *, status=200, content_type="application/json"):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type=content_type)


def moment(value):
    """Local time with its offset, whole seconds; None stays None."""
    return value and timezone.localtime(value).isoformat(timespec="seconds")


def open_to_all(response):
    """Readable by scripts of every website. No credentials: there are none."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def interface(error):
    """Decorate a view for machines. `error(status, message)` makes the answer where something is wrong."""

    def decorate(view):
        @csrf_exempt  # nothing is written here, and a refusal should come in the interface's own words
        @wraps(view)
        def answer(request, *args, **kwargs):
            request.error_of_interface = error
            response = open_to_all(_answer(view, error, request, args, kwargs))
            return _without_body(response) if request.method == "HEAD" else response

        return answer

    return decorate


def error_for_machines(request, status):
    """What to answer to a program when a view has failed with 500 or 503; None where a person asked."""
    error = getattr(request, "error_of_interface", None)
    return error and open_to_all(error(status, OUR_ERRORS[status]))


def _answer(view, error, request, args, kwargs):
    if request.method == "OPTIONS":
        return _allowed(HttpResponse(status=204, headers={"Access-Control-Allow-Headers": "If-None-Match"}))
    if request.method not in METHODS:
        return _allowed(error(405, "Hier kann man nur lesen, mit GET oder HEAD."))
    try:
        return view(request, *args, **kwargs)
    except BadQuestion as problem:
        return error(400, str(problem))
    except Http404:
        return error(404, NOT_FOUND)
    except Gone:
        return error(410, GONE)


def _without_body(response):
    """The headers of the whole answer; the server would drop the body, and complain."""
    if not response.streaming:
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _allowed(response):
    response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    return response
