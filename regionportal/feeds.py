"""Every Atom feed of the portal but that of the search. Ids are permanent addresses with the number of the version, so
a change is a new entry and a new title is not."""

from datetime import datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cooperations.models import Cooperation
from publication.history import versions_of, versions_of_visible
from publication.history_pages import history_entries, record_at
from publication.lists import with_question
from publication.views import record_page

from .atom import answer, atom
from .news import entries_of
from .news_filter import asked_for, newest_entries
from .story import read_span, story

ENTRIES_IN_A_FEED = 50


def _news_answer(title, page_url, request, entries):
    feed = atom(title, page_url, with_question(request.path, request), description="Was neu ist, und warum")
    for entry in entries:
        feed.add_item(
            title=f"{entry.kind_label}: {entry.title}",
            link=settings.SITE_URL + entry.url,
            description=entry.why,
            unique_id=f"{settings.SITE_URL}{entry.permanent_url}#fassung-{entry.version_number}",
            categories=[entry.reason.label],
            pubdate=entry.moment,
            updateddate=entry.moment,
        )
    return answer(feed)


@require_safe
def news_feed(request):
    """The page "Neues", with the same questions."""
    form = asked_for(request)
    entries = newest_entries(form, ENTRIES_IN_A_FEED)
    return _news_answer("Neues", with_question(reverse("news"), request), request, entries)


def list_feed(view_class):
    """What is new among the records that a list, a subclass of RecordList, shows to the same question."""

    @require_safe
    def feed(request):
        rows = view_class.records_for(request)
        entries = entries_of(versions_of_visible(rows)[:ENTRIES_IN_A_FEED])
        title = str(view_class.model._meta.verbose_name_plural)
        page_url = with_question(reverse(view_class.list_name), request)
        return _news_answer(title, page_url, request, entries)

    return feed


@require_safe
def history_feed(request, kind, public_id):
    """The public versions of one record; each entry leads to the version."""
    record = record_at(kind, public_id)
    feed = atom(f"Änderungen: {record}", record.history_url, request.path)
    for entry in history_entries(versions_of(record)[:ENTRIES_IN_A_FEED]):
        address = settings.SITE_URL + entry.url
        feed.add_item(
            title=f"Fassung {entry.number}: {record}",
            link=address,
            description=entry.summary,
            unique_id=address,
            categories=[entry.action],
            pubdate=entry.moment,
            updateddate=entry.moment,
        )
    return answer(feed)


@record_page(Cooperation.visible.all, name="story_feed")
def story_feed(request, cooperation):
    """The latest events of a story, dated by the earliest day they can mean."""
    entries = read_span(request.GET).of(story(cooperation, timezone.localdate()))
    arguments = [cooperation.public_id, cooperation.slug]
    page_url = with_question(reverse("story", args=arguments), request)
    feed = atom(f"Verlauf: {cooperation.title}", page_url, with_question(request.path, request))
    permanent = f"{settings.SITE_URL}/kooperationen/{cooperation.public_id}/"
    for entry in reversed(entries[-ENTRIES_IN_A_FEED:]):
        moment = timezone.make_aware(datetime.combine(entry.date.day, time()))
        feed.add_item(
            title=f"{entry.date}: {entry.title}",
            link=_absolute(entry.url or page_url),
            description=entry.text or entry.kind_label,
            unique_id=f"{permanent}#{entry.key}",
            categories=[entry.kind_label],
            pubdate=moment,
            updateddate=moment,
        )
    return answer(feed)


def _absolute(url):
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url
