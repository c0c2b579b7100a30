from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from .news import news


@require_safe
def news_feed(request):
    """The page "Neues" as Atom. Entry ids are permanent addresses with the number of the version, so a change is a new
    entry and a new title is not."""
    base = settings.SITE_URL
    feed = Atom1Feed(
        title=f"Neues – {settings.PORTAL['name']}",
        link=base + reverse("news"),
        feed_url=base + reverse("news_feed"),
        description="Was im Portal neu ist oder geändert wurde",
        language="de",
    )
    for entry in news(limit=50):
        feed.add_item(
            title=f"{entry.kind_label}: {entry.title}",
            link=base + entry.url,
            description=entry.why,
            unique_id=f"{base}{entry.permanent_url}#fassung-{entry.version_number}",
            pubdate=entry.moment,
            updateddate=entry.moment,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
