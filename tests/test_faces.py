"""What pages tell machines of themselves: their one address, their other faces, what they are about."""

import json
import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse
from lxml import etree, html

from publication.actions import publish, withdraw
from regionportal import sitemaps
from tests.factories import (
    CooperationFactory,
    LocationFactory,
    MeetingFactory,
    OrganizationFactory,
    PaperFactory,
    PartnerFactory,
)
from tests.walk import WITH_PAGES
from tests.world import public_world

pytestmark = pytest.mark.django_db

PORTAL = "https://portal.example"
NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)


@pytest.fixture
def head(client):
    """(links by relation, properties of Open Graph, structured data by type) of a page."""

    def read(url):
        page = html.fromstring(client.get(url).text)
        links = {}
        for link in page.xpath("//head/link[@rel='canonical' or @rel='alternate']"):
            links.setdefault(link.get("rel"), []).append(link.get("href"))
        graph = {meta.get("property"): meta.get("content") for meta in page.xpath("//head/meta[@property]")}
        blocks = [json.loads(one.text) for one in page.xpath("//script[@type='application/ld+json']")]
        return links, graph, {block["@type"]: block for block in blocks}

    return read


def test_a_page_has_one_address_whatever_is_asked_of_it(head):
    paper = PaperFactory()
    PaperFactory.create_batch(31)

    assert head(f"{paper.get_absolute_url()}?utm=1")[0]["canonical"] == [PORTAL + paper.get_absolute_url()]
    assert head("/vorlagen/?suche=beitritt")[0]["canonical"] == [f"{PORTAL}/vorlagen/"]
    assert head("/vorlagen/?page=2")[0]["canonical"] == [f"{PORTAL}/vorlagen/?page=2"]


def test_an_error_page_has_none(client):
    assert "canonical" not in client.get("/vorlagen/zzzzzzzzzz/").text


def test_a_record_names_its_other_faces_and_they_answer(client, head):
    world = public_world()

    for model in WITH_PAGES:
        links = head(world[model].get_absolute_url())[0].get("alternate", [])
        assert links, model
        for link in links:
            assert client.get(urlsplit(link).path).status_code == 200, link


def test_a_committee_offers_its_calendar(client):
    committee = OrganizationFactory()

    page = client.get(committee.get_absolute_url()).text

    assert f'href="{PORTAL}/gremien/{committee.public_id}.ics"' in page


def test_a_meeting_is_an_event_as_the_page_shows_it(head):
    meeting = MeetingFactory(
        name="5. Sitzung",
        start=datetime(2025, 3, 20, 16, tzinfo=UTC),
        location=LocationFactory(description="Kreishaus", locality="Aachen"),
        organization__name="Rat",
        organization__body__name="Kreis",
        cancelled=True,
    )

    told = head(meeting.get_absolute_url())[2]["Event"]

    assert told["name"] == "5. Sitzung"
    assert told["startDate"] == "2025-03-20T17:00:00+01:00"
    assert told["eventStatus"] == "https://schema.org/EventCancelled"
    assert told["location"] == {
        "@type": "Place",
        "name": "Kreishaus",
        "address": {"@type": "PostalAddress", "addressLocality": "Aachen"},
    }
    assert told["organizer"]["parentOrganization"]["name"] == "Kreis"


def test_a_paper_tells_number_and_body(head):
    paper = PaperFactory(name="Beitritt", reference="2024/1", date=date(2024, 2, 1), body__name="Kreis")

    told = head(paper.get_absolute_url())[2]["CreativeWork"]

    assert (told["name"], told["identifier"], told["dateCreated"]) == ("Beitritt", "2024/1", "2024-02-01")
    assert told["publisher"]["name"] == "Kreis"


@pytest.mark.parametrize("model", WITH_PAGES)
def test_every_record_with_a_page_has_structured_data_and_a_way_up(head, model):
    record = public_world()[model]

    _, graph, blocks = head(record.get_absolute_url())

    about = next(block for kind, block in blocks.items() if kind != "BreadcrumbList")
    assert (about["@context"], about["url"]) == ("https://schema.org", PORTAL + record.get_absolute_url())
    assert about["name"] in (str(record), getattr(record, "name", None), getattr(record, "title", None))
    assert blocks["BreadcrumbList"]["itemListElement"][0]["item"] == f"{PORTAL}/"
    assert graph["og:title"] == str(record)
    assert graph["og:type"] == "article"


def test_pictures_of_previews_are_our_own(head):
    assert head("/")[1]["og:image"].startswith(f"{PORTAL}/static/")


def test_no_name_ends_the_block_of_data(client, head):
    name = "</script><script>alert(1)</script> & „x“"
    cooperation = CooperationFactory(title=name)

    url = cooperation.get_absolute_url()

    assert head(url)[2]["Project"]["name"] == name
    assert "<script>alert" not in client.get(url).text


class TestSitemap:
    def addresses(self, client, url):
        tree = etree.fromstring(client.get(url).content)
        return [one.text for one in tree.iter("{*}loc")]

    def test_leads_to_every_page_and_each_answers(self, client):
        world = public_world()
        index = self.addresses(client, "/sitemap.xml")

        pages = [page for part in index for page in self.addresses(client, part.removeprefix(PORTAL))]

        assert {PORTAL + world[model].get_absolute_url() for model in WITH_PAGES} <= set(pages)
        assert [page for page in pages if client.get(page.removeprefix(PORTAL)).status_code != 200] == []

    def test_says_when_a_page_last_changed(self, client):
        with time_machine.travel(NOW, tick=False):
            paper = PaperFactory(draft=True)
            publish(paper, by=None)

        text = client.get("/sitemap-vorlagen-1.xml").text

        assert f"<loc>{PORTAL}{paper.get_absolute_url()}</loc><lastmod>2025-03-10T09:00:00+01:00</lastmod>" in text

    def test_forgets_what_is_withdrawn_at_once(self, client):
        partner = PartnerFactory()
        withdraw(partner, by=None, reason="")

        assert client.get("/sitemap-partner-1.xml").status_code == 404
        assert "sitemap-partner" not in client.get("/sitemap.xml").text

    def test_goes_on_in_a_second_file(self, client, monkeypatch):
        monkeypatch.setattr(sitemaps, "ON_A_PAGE", 2)
        PaperFactory.create_batch(3)

        assert f"{PORTAL}/sitemap-vorlagen-2.xml" in self.addresses(client, "/sitemap.xml")
        assert len(self.addresses(client, "/sitemap-vorlagen-2.xml")) == 1

    def test_needs_the_same_queries_whatever_its_length(self, client, django_assert_num_queries):
        MeetingFactory.create_batch(5)

        with django_assert_num_queries(3):
            assert client.get("/sitemap-sitzungen-1.xml").content.count(b"<loc>") == 5

    @pytest.mark.parametrize("name", ["gibt-es-nicht-1", "vorlagen-0", "vorlagen-99999999999", "seiten-2"])
    def test_has_no_more_than_it_says(self, client, name):
        assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_robots_find_the_sitemap(client):
    assert client.get("/robots.txt").text == f"User-agent: *\nAllow: /\n\nSitemap: {PORTAL}/sitemap.xml\n"


class TestSecurityTxt:
    """RFC 9116."""

    URL = "/.well-known/security.txt"

    def test_names_a_contact_and_is_good_for_less_than_a_year(self, client):
        with time_machine.travel(NOW, tick=False):
            text = client.get(self.URL).text

        assert dict(re.findall(r"^([\w-]+): (.+)$", text, re.MULTILINE)) == {
            "Contact": "mailto:sicherheit@portal.example",
            "Expires": "2025-09-01T00:00:00+02:00",
            "Preferred-Languages": "de, en",
            "Canonical": f"{PORTAL}{self.URL}",
        }

    def test_takes_the_operator_where_nobody_else_is_named(self, client, settings):
        settings.PORTAL = settings.PORTAL | {"security_contact": "", "operator_email": "kreis@muster.example"}

        assert client.get(self.URL).text.startswith("Contact: mailto:kreis@muster.example\n")

    def test_is_not_there_where_nobody_is(self, client, settings):
        settings.PORTAL = settings.PORTAL | {"security_contact": "", "operator_email": ""}

        assert client.get(reverse("security")).status_code == 404
