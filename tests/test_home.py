from datetime import timedelta

import pytest
from django.utils import timezone

from regionportal.home import home_page
from tests.factories import (
    CooperationFactory,
    MeetingFactory,
    MilestoneFactory,
    PaperFactory,
    ParticipationFactory,
    PartnerFactory,
)
from tests.publishing import published

pytestmark = pytest.mark.django_db

HOME = 12  # queries; the news ask the history and the records of each kind


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
