"""The search: its page, the same hits as Atom, CSV and JSON, suggestions, and its description for browsers."""

import json
from functools import wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from publication.interfaces import interface, json_response, moment
from publication.search.answering import DEEPEST, LENGTH
from publication.search.finding import PUBLISHED, RELEVANCE
from publication.sheets import FORMATS, write_sheet
from regionportal.atom import answer, atom
from regionportal.opendata.api import problem

from .asking import FACETS
from .limits import seconds_to_wait
from .page import choices, results_of, search_page, straight_to
from .suggestions import suggestions

ROWS_OF_A_TABLE = 200
ENTRIES_OF_A_FEED = 50


def _limited(view, refused):
    """`view` for those who do not ask too often; the others get `refused(request, seconds)`, and the time to wait."""

    @wraps(view)
    def page(request):
        wait = seconds_to_wait(request, timezone.now())
        if not wait:
            return view(request)
        response = refused(request, wait)
        response.headers["Retry-After"] = str(wait)
        return response

    return page


def limited(view):
    """Decorate a view that searches: whoever asks too often waits (429)."""
    return require_safe(_limited(view, _too_often_page))


def _too_often_page(request, seconds):
    return render(request, "search_too_often.html", {"seconds": seconds}, status=429)


def limited_interface(view):
    """The same for programs, which are refused in their own words."""
    return interface(problem)(_limited(view, _too_often_problem))


def _too_often_problem(_request, seconds):
    return problem(
        429,
        "Von Ihrem Anschluss kamen in der letzten Minute sehr viele Suchen. Bitte versuchen Sie es in "
        f"{seconds} Sekunden noch einmal.",
    )


@limited
def search(request):
    url = straight_to(request.GET)
    if url is not None:
        return HttpResponseRedirect(url)
    return render(request, "search.html", search_page(request.GET))


@limited_interface
def search_json(request):
    results = results_of(request.GET)
    if results.problem:
        return problem(400, results.problem)
    asked, told = results.asked, results.answer
    pages = -(-min(results.count, DEEPEST) // LENGTH)
    following = asked.query_string(page=asked.page + 1) if asked.page < pages else None
    return json_response(
        {
            "query": asked.text,
            "searched_for": told.query.text,
            "way": told.way,
            "did_you_mean": told.meant or None,
            "order": asked.order,
            "filters": asked.chosen,
            "count": results.count,
            "page": asked.page,
            "pages": pages,
            "next": following and f"{settings.SITE_URL}{reverse('search_json')}?{following}",
            "facets": {
                facet.parameter: [
                    {"value": value, "label": label, "count": count}
                    for value, label, count in choices(facet, told.found.counts[facet.column])
                ]
                for facet in FACETS
                if told.found.counts.get(facet.column)
            },
            "hits": [_hit_json(hit) for hit in told.hits],
        }
    )


def _hit_json(hit):
    document = hit.document
    return {
        "kind": hit.source.kind,
        "id": hit.record.public_id,
        "title": document.title,
        "number": document.number or None,
        "url": settings.SITE_URL + document.url,
        "date": document.when.datetime if document.when else None,
        "date_label": document.when_label if document.when else None,
        "published": moment(hit.record.published_at),
        "state": document.facets.state or None,
        "field": hit.snippet.label or None,
        "snippet": [{"text": text, "found": found} for text, found in hit.snippet.pieces],
        "note": document.note or None,
    }


@limited
def search_csv(request):
    """The first ROWS_OF_A_TABLE hits."""
    results = results_of(request.GET, length=ROWS_OF_A_TABLE)
    if results.problem:
        return _refused(results.problem)
    headings = ["Art", "Titel", "Nummer", "Datum", "Welches Datum", "Stand", "Fundstelle", "Text", "Adresse"]
    rows = [
        [
            hit.source.label,
            hit.document.title,
            hit.document.number,
            hit.document.when.datetime if hit.document.when else "",
            hit.document.when_label if hit.document.when else "",
            hit.document.facets.state,
            hit.snippet.label,
            hit.snippet.text,
            settings.SITE_URL + hit.document.url,
        ]
        for hit in results.answer.hits
    ]
    content = write_sheet("csv", headings, rows)
    return HttpResponse(
        content,
        content_type=FORMATS["csv"],
        headers={"Content-Disposition": 'attachment; filename="suche.csv"'},
    )


@limited
def search_feed(request):
    """What was published last comes first, unless the address says otherwise."""
    order = PUBLISHED if request.GET.get("sortierung", RELEVANCE) == RELEVANCE else None
    results = results_of(request.GET, length=ENTRIES_OF_A_FEED, order=order)
    if results.problem:
        return _refused(results.problem)
    base, query = settings.SITE_URL, results.asked.query_string()
    feed = atom(
        f"Suche nach „{results.asked.text}“",
        f"{reverse('search')}?{query}",
        f"{reverse('search_feed')}?{query}",
        description="Treffer der Suche, zuletzt veröffentlichte zuerst",
    )
    for hit in results.answer.hits:
        when = f"{hit.document.when_label} {hit.document.when}. " if hit.document.when else ""
        feed.add_item(
            title=f"{hit.source.label}: {hit.document.title}",
            link=base + hit.document.url,
            description=f"{when}{hit.snippet.text}",
            unique_id=f"{base}{reverse('search')}#{hit.source.kind}-{hit.record.public_id}",
            pubdate=hit.record.published_at,
            updateddate=hit.record.published_at,
        )
    return answer(feed)


def _refused(problem):
    return HttpResponse(f"{problem}\n", status=400, content_type="text/plain; charset=utf-8")


@limited
def search_suggestions(request):
    """In the form of OpenSearch: what was typed, labels, kinds, addresses."""
    text = request.GET.get("suche", "").replace("\x00", "")
    found = suggestions(text)
    told = [text, [one.label for one in found], [one.kind for one in found], [one.url for one in found]]
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/x-suggestions+json")


@require_safe
def search_description(request):
    return HttpResponse(
        render_to_string("search_description.xml", {"portal": settings.PORTAL}),
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
