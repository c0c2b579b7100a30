"""Every feed is read by feed readers, and holds plain text only, whatever characters a record or a question brings."""

from xml.etree import ElementTree

import feedparser
import pytest
from django.urls import reverse

from publication.actions import record_edit
from tests.factories import MilestoneFactory, PaperFactory
from tests.publishing import published
from tests.walk import ADDRESSES, stops
from tests.world import public_world

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
NAME = "Bei\x0ctritt <img src=x onerror=alert(1)> \x0b\ufffe"


def feed_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 — our own


@pytest.fixture
def feeds():
    """The address of each feed that tells of a record with such a name."""
    paper = published(PaperFactory(name=NAME, originator=NAME))
    with record_edit(paper, by=None):
        paper.originator = f"{NAME}!"
        paper.save()
    milestone = MilestoneFactory(title=NAME, description=NAME)
    cooperation = milestone.cooperation
    return [
        reverse("news_feed"),
        reverse("paper_feed"),
        reverse("history_feed", args=[paper.kind_word(), paper.public_id]),
        f"{reverse('search_feed')}?suche=alert",
        reverse("story_feed", args=[cooperation.public_id, cooperation.slug]),
    ]


def test_what_xml_cannot_hold_is_left_out_and_markup_stays_text(client, feeds):
    for url in feeds:
        entries = feed_of(client, url).findall("a:entry", ATOM)

        assert entries, url
        for entry in entries:
            summary = entry.find("a:summary", ATOM)
            assert summary.get("type") == "html"
            assert "<" not in summary.text, url


def test_feed_readers_read_every_feed(client):
    feeds, told = {name for name in ADDRESSES if name.endswith("feed")}, set()
    for stop in stops(public_world()):
        if stop.name not in feeds or stop.is_nonsense:
            continue
        answer = client.get(stop.url)
        if answer.status_code == 400:  # a question that makes no sense is told so
            continue
        feed = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["Content-Type"]})

        assert not feed.bozo, (stop.url, feed.get("bozo_exception"))
        assert feed.version == "atom10"
        assert feed.feed.title
        assert feed.feed.updated_parsed
        assert {link.rel for link in feed.feed.links} >= {"self", "alternate"}
        assert len({entry.id for entry in feed.entries}) == len(feed.entries), stop.url
        for entry in feed.entries:
            assert entry.title, stop.url
            assert entry.updated_parsed, stop.url
            assert entry.link.startswith("https://portal.example/"), stop.url
        if feed.entries:
            told.add(stop.name)

    assert told == feeds


@pytest.mark.parametrize("asked", ["%01Fach", "%EF%BF%BE", "%0CFach"])
def test_a_question_with_such_characters_is_answered(client, asked):
    assert feed_of(client, f"{reverse('search_feed')}?suche={asked}Fach").findtext("a:title", namespaces=ATOM)
