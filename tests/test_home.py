from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publication.actions import publish, record_edit, withdraw
from regionportal.home import home_page
from regionportal.news import news
from tests.factories import (
    BudgetLineFactory,
    CooperationFactory,
    MeetingFactory,
    MilestoneFactory,
    PaperFactory,
    ParticipationFactory,
    PartnerFactory,
)

pytestmark = pytest.mark.django_db

HOME, NEWS = 13, 10  # queries; the news ask the history and the records of each kind


def published(record):
    record.published_at = None
    record.save()
    publish(record, by=None)
    return record


class TestHome:
    @pytest.mark.slow  # publishes thirty times
    @pytest.mark.parametrize("rows", [1, 30])
    def test_it_needs_the_same_queries_whatever_its_rows(self, client, django_assert_num_queries, rows):
        for _ in range(rows):
            cooperation = published(CooperationFactory())
            ParticipationFactory(cooperation=cooperation)
            MilestoneFactory(cooperation=cooperation)
            MeetingFactory(start=timezone.now() + timedelta(days=1))
            published(PaperFactory())

        with django_assert_num_queries(HOME):
            response = client.get("/")

        assert response.status_code == 200

    def test_it_shows_what_comes_next_and_nothing_that_is_over_or_cancelled(self):
        now = timezone.now()
        later = MeetingFactory(start=now + timedelta(days=2))
        sooner = MeetingFactory(start=now + timedelta(hours=1))
        MeetingFactory(start=now - timedelta(hours=1))
        MeetingFactory(start=now + timedelta(hours=2), cancelled=True)

        meetings = home_page(now)["meetings"]

        assert [meeting.url for meeting in meetings] == [sooner.get_absolute_url(), later.get_absolute_url()]

    def test_it_counts_what_is_visible(self):
        CooperationFactory.create_batch(2)
        CooperationFactory(draft=True)
        PartnerFactory()

        numbers = {fact.term: fact.text for fact in home_page(timezone.now())["numbers"]}

        assert numbers == {"Kooperationen": "2", "Partner": "1", "Vorlagen": "0"}

    def test_an_empty_portal_says_so(self, client):
        text = client.get("/").text

        assert "Noch keine Kooperation veröffentlicht" in text
        assert "Zurzeit ist keine kommende Sitzung bekannt." in text


class TestNews:
    def test_each_record_stands_once_with_what_happened_last(self):
        paper, line = published(PaperFactory(name="Beitritt")), published(BudgetLineFactory(account_name="Umlage"))
        with record_edit(paper, by=None):
            paper.name = "Beitritt zum Verband"
            paper.save()

        assert [(entry.title, entry.why) for entry in news(limit=10)] == [
            ("Beitritt zum Verband", "Die Angaben wurden geändert."),
            ("Umlage", "Neu im Portal."),
        ]
        assert line.is_visible()

    def test_what_is_withdrawn_is_no_news(self):
        paper = published(PaperFactory())
        withdraw(paper, by=None, reason="")

        assert news(limit=10) == []

    def test_the_limit_holds_over_all_kinds(self):
        for _ in range(3):
            published(PaperFactory())
            published(CooperationFactory())

        assert len(news(limit=4)) == 4

    @pytest.mark.slow  # publishes thirty times
    @pytest.mark.parametrize("rows", [1, 30])
    @pytest.mark.parametrize("name", ["news", "news_feed"])
    def test_page_and_feed_need_the_same_queries_whatever_their_rows(
        self, client, django_assert_num_queries, rows, name
    ):
        for _ in range(rows):
            published(CooperationFactory())
            published(BudgetLineFactory())

        with django_assert_num_queries(NEWS):
            response = client.get(reverse(name))

        assert response.status_code == 200

    def test_the_feed_names_its_entries_for_good(self, client):
        paper = published(PaperFactory(name="Beitritt"))
        permanent = reverse("council:paper_list") + paper.public_id + "/"

        feed = client.get(reverse("news_feed"))

        assert feed.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert f"<id>https://portal.example{permanent}#fassung-1</id>" in feed.text
        assert "<title>Vorlage: Beitritt</title>" in feed.text
