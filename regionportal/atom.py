"""The one way in which feeds are made: plain text goes in, and stays text in every reader."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from publication.xml_text import for_xml


class Feed(Atom1Feed):
    """`description` of an entry is plain text; Django calls it HTML, so it is escaped."""

    def add_item(self, title, link, description, **more):
        super().add_item(for_xml(title), link, escape(for_xml(description)), **more)


def atom(title, page_url, feed_url, *, description=""):
    """An empty feed; both addresses begin with "/"."""
    return Feed(
        title=for_xml(f"{title} – {settings.PORTAL['name']}"),
        link=settings.SITE_URL + page_url,
        feed_url=settings.SITE_URL + feed_url,
        description=description,
        language="de",
    )


def answer(feed):
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
