"""What is new: on the page, in its feed, in the feed of every list; and why."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cooperations.models import Participation
from publication.actions import publish, record_edit, withdraw
from publication.models import Version
from regionportal.news import KINDS, entries_of, newest_records, versions_to_tell
from tests.factories import (
    AgendaItemFactory,
    AppropriationFactory,
    BodyFactory,
    BudgetLineFactory,
    ConsultationFactory,
    ContributionAmountFactory,
    ContributionFactory,
    CooperationFactory,
    CooperationShareFactory,
    CouncilReferenceFactory,
    MeetingFactory,
    PaperFactory,
    PaperSectionFactory,
    ParticipationFactory,
    PartnerFactory,
    TopicFactory,
)
from tests.publishing import edit, published

pytestmark = pytest.mark.django_db

NEWS, NEWS_FEED = 11, 6  # queries, with these two kinds of record


def told(*, with_withdrawals=True, kinds=KINDS):
    """(title, kind of news, sentence) of everything new."""
    querysets = [model.visible.all() for model in kinds]
    entries = entries_of(versions_to_tell(querysets, with_withdrawals=with_withdrawals))
    return [(entry.title, entry.reason.value, entry.why) for entry in entries]


class TestWhy:
    def test_a_new_record_is_new(self):
        published(PaperFactory(name="Beitritt"))

        assert told() == [("Beitritt", "published", "Neu im Portal.")]

    def test_a_change_names_what_was_changed_and_every_version_is_told(self):
        paper = published(PaperFactory(name="Beitritt"))
        with record_edit(paper, by=None):
            section = PaperSectionFactory(paper=paper, heading="Sachlage")
            paper.name = "Beitritt zum Verband"
            paper.save()
        with record_edit(paper, by=None):
            section.text = "Der Kreis berichtet erneut."
            section.save()

        assert told() == [
            ("Beitritt zum Verband", "changed", "Geändert: Sachlage."),
            ("Beitritt zum Verband", "changed", "Geändert: Betreff, Sachlage."),
            ("Beitritt zum Verband", "published", "Neu im Portal."),
        ]

    def test_a_long_list_of_changes_is_cut(self):
        paper = published(PaperFactory(name="Beitritt", workflow="neu", originator="Kreis"))
        edit(
            paper, name="Beitritt 2", workflow="alt", originator="Stadt", under_direction_of="Amt", paper_type="Antrag"
        )

        assert told()[0][2] == (
            "Geändert: Betreff, Art, wie geschrieben, Federführend, wie geschrieben, Urheber und 1 weitere Angabe."
        )

    def test_a_result_on_the_page_of_the_paper_is_a_decision(self):
        step = ConsultationFactory(paper__name="Beitritt", meeting__organization__name="Kreistag")
        published(step.paper)
        with record_edit(step.paper, by=None):
            step.result, step.result_kind = "ungeändert beschlossen", "accepted"
            step.save()

        assert told()[0] == ("Beitritt", "decided", "Neues Ergebnis: Kreistag: ungeändert beschlossen.")

    def test_a_result_without_words_is_told_by_its_kind(self):
        item = published(AgendaItemFactory(name="Beitritt"))
        edit(item, result_kind="postponed")

        assert told(kinds=[type(item)])[0] == ("Beitritt", "decided", "Neues Ergebnis: vertagt.")

    def test_who_joins_a_cooperation_is_named_and_supporters_are_no_accession(self):
        cooperation = published(CooperationFactory(title="Cluster"))
        supporter = ParticipationFactory(
            cooperation=cooperation, role=Participation.Role.SUPPORTER, draft=True, partner__name="Kammer"
        )
        publish(supporter, by=None)
        party = ParticipationFactory(
            cooperation=cooperation, role=Participation.Role.ACCEDED, draft=True, partner__name="Hochschule"
        )
        publish(party, by=None)

        assert told(kinds=[type(cooperation)])[:2] == [
            ("Cluster", "acceded", "Neu dabei: Hochschule."),
            ("Cluster", "changed", "Geändert: Beteiligung: Kammer – Unterstützer."),
        ]

    def test_a_changed_amount_is_told_with_the_one_before_also_that_of_a_share(self):
        share = CooperationShareFactory(budget_line__account_name="Umlage")
        amount = AppropriationFactory(share=share, fiscal_year=2025, amount_eur=Decimal(25000))
        line = published(share.budget_line)
        with record_edit(line, by=None):
            amount.amount_eur = Decimal(40000)
            amount.save()

        assert told(kinds=[type(line)])[0] == (
            "Umlage",
            "amount_changed",
            "Ansatz 2025: 40.000,00 Euro (bisher 25.000,00 Euro).",
        )

    def test_a_correction_is_told_with_the_amount_that_it_corrects(self):
        wrong = AppropriationFactory(
            share=None, budget_line=BudgetLineFactory(account_name="Umlage"), amount_eur=Decimal(25)
        )
        line = published(wrong.budget_line)
        with record_edit(line, by=None):
            AppropriationFactory(share=None, budget_line=line, amount_eur=Decimal(2500), corrects=wrong)

        assert told(kinds=[type(line)])[0] == (
            "Umlage",
            "amount_changed",
            "Ansatz 2024: 2.500,00 Euro (berichtigt, bisher 25,00 Euro).",
        )

    def test_of_an_amount_and_its_correction_that_come_together_the_correction_is_told(self):
        line = published(BudgetLineFactory(account_name="Umlage"))
        with record_edit(line, by=None):
            wrong = AppropriationFactory(share=None, budget_line=line, amount_eur=Decimal(25))
            AppropriationFactory(share=None, budget_line=line, amount_eur=Decimal(2500), corrects=wrong)

        assert told(kinds=[type(line)])[0][2] == "Ansatz 2024: 2.500,00 Euro (berichtigt, bisher 25,00 Euro)."

    def test_a_new_amount_of_a_contribution_is_told_too(self):
        levy = published(ContributionFactory(name="Umlage"))
        with record_edit(levy, by=None):
            ContributionAmountFactory(contribution=levy, fiscal_year=2025, amount_eur=Decimal(500))

        assert told(kinds=[type(levy)])[0] == ("Umlage", "amount_changed", "Ansatz 2025: 500,00 Euro.")

    def test_what_is_withdrawn_is_told_without_its_name_and_what_came_before_is_forgotten(self):
        paper = published(PaperFactory(name="Beitritt"))
        edit(paper, name="Anderer Beitritt")
        withdraw(paper, by=None, reason="Name darin")

        assert told() == [("Nicht mehr verfügbar", "withdrawn", "Wurde zurückgezogen.")]
        assert told(with_withdrawals=False) == []

    def test_published_again_it_is_new_and_nothing_from_before_is_told(self):
        paper = published(PaperFactory(name="Geheim"))
        withdraw(paper, by=None, reason="")
        paper.name = "Beitritt"
        paper.save()
        publish(paper, by=None)

        assert told() == [("Beitritt", "published", "Neu im Portal.")]

    def test_the_first_page_tells_each_record_once(self):
        paper = published(PaperFactory(name="Beitritt"))
        edit(paper, name="Beitritt zum Verband")

        assert [entry.why for entry in newest_records(5, [type(paper)])] == ["Geändert: Betreff."]


class TestWhatSomebodyFollows:
    @pytest.fixture
    def region(self):
        """Two of everything; what belongs to the first is called „hier“."""
        here, elsewhere = PaperFactory(name="Vorlage hier"), PaperFactory(name="Vorlage anderswo")
        step = ConsultationFactory(paper=here, meeting__name="Sitzung hier")
        item = AgendaItemFactory(meeting=step.meeting, name="Punkt hier")
        step.agenda_item = item
        step.save()
        cooperation = CooperationFactory(title="Kooperation hier")
        topic = TopicFactory(name="Thema hier")
        cooperation.topics.set([topic])
        CouncilReferenceFactory(cooperation=cooperation, paper=here)
        part = ParticipationFactory(cooperation=cooperation, partner__name="Partner hier")
        share = CooperationShareFactory(
            cooperation=cooperation, budget_line__account_name="Konto hier", budget_line__body=here.body
        )
        others = [
            elsewhere,
            CooperationFactory(),
            TopicFactory(),
            PartnerFactory(),
            BudgetLineFactory(),
            MeetingFactory(),
        ]
        for record in [here, step.meeting, item, topic, cooperation, part.partner, share.budget_line, *others]:
            published(record)
        return {
            "koerperschaft": here.body.slug_name,
            "gremium": step.organization.public_id,
            "kooperation": cooperation.public_id,
            "partner": part.partner.public_id,
            "thema": topic.public_id,
        }

    @pytest.mark.slow  # publishes a small region for each question
    @pytest.mark.parametrize(
        ("question", "titles"),
        [
            ("koerperschaft", {"Vorlage hier", "Konto hier"}),
            ("gremium", {"Vorlage hier", "Sitzung hier", "Punkt hier"}),
            ("kooperation", {"Kooperation hier", "Vorlage hier", "Punkt hier", "Konto hier"}),
            ("partner", {"Partner hier", "Kooperation hier"}),
            ("thema", {"Thema hier", "Kooperation hier"}),
        ],
    )
    def test_is_told_on_the_page_and_in_the_feed_alike(self, client, region, question, titles):
        asked = {question: region[question]}

        page = client.get(reverse("news"), asked)
        feed = client.get(reverse("news_feed"), asked)

        assert {entry.title for entry in page.context["entries"]} == titles
        assert all(f": {title}</title>" in feed.text for title in titles)
        assert feed.text.count("<entry>") == len(page.context["entries"])

    def test_a_contribution_is_news_of_both_bodies_that_its_partners_are(self, client):
        levy = published(ContributionFactory(name="Umlage"))
        published(ContributionFactory(name="Andere Umlage"))
        published(ContributionFactory(name="Umlage einer Stadt", payer=PartnerFactory(), receiver=levy.payer))
        bodies = [BodyFactory(partner=levy.receiver), BodyFactory(partner=levy.payer), BodyFactory()]

        pages = [client.get(reverse("news"), {"koerperschaft": body.slug_name}) for body in bodies]

        assert [{entry.title for entry in page.context["entries"]} for page in pages] == [
            {"Umlage"},
            {"Umlage", "Umlage einer Stadt"},
            set(),
        ]

    def test_can_be_one_kind_of_record(self, client, region):
        page = client.get(reverse("news"), {"art": "vorlage", "koerperschaft": region["koerperschaft"]})

        assert {entry.title for entry in page.context["entries"]} == {"Vorlage hier"}

    @pytest.mark.parametrize("question", [{"art": "unsinn"}, {"partner": "unsinn"}, {"koerperschaft": "geheim"}])
    def test_a_question_that_cannot_be_understood_finds_nothing(self, client, region, question):
        assert client.get(reverse("news"), question).context["entries"] == []
        assert "<entry>" not in client.get(reverse("news_feed"), question).text


class TestTheFeedOfAList:
    def test_tells_what_is_new_among_the_records_of_the_list(self, client):
        for name in ("Beitritt", "Umlage"):
            published(PaperFactory(name=name))

        feed = client.get(reverse("paper_feed"), {"suche": "beitritt"})

        assert feed.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert "<title>Vorlage: Beitritt</title>" in feed.text
        assert "Umlage" not in feed.text
        assert 'href="https://portal.example/vorlagen/?suche=beitritt"' in feed.text

    def test_is_linked_from_the_list_with_its_question(self, client):
        page = client.get(reverse("council:paper_list"), {"suche": "beitritt", "page": "1"})

        assert 'href="/vorlagen.atom?suche=beitritt"' in page.text

    def test_is_empty_where_the_list_is(self, client):
        published(PaperFactory())

        assert "<entry>" not in client.get(reverse("paper_feed"), {"von": "gestern"}).text


@pytest.mark.slow  # publishes thirty times
@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("name", "queries"), [("news", NEWS), ("news_feed", NEWS_FEED)])
def test_page_and_feed_need_the_same_queries_whatever_their_rows(
    client, django_assert_num_queries, rows, name, queries
):
    for _ in range(rows):
        published(CooperationFactory())
        published(BudgetLineFactory())

    with django_assert_num_queries(queries):
        response = client.get(reverse(name))

    assert response.text.count("Neu im Portal.") == 2 * rows or rows > 25


def test_the_feed_names_its_entries_for_good(client):
    paper = published(PaperFactory(name="Beitritt"))
    permanent = reverse("council:paper_list") + paper.public_id + "/"

    feed = client.get(reverse("news_feed"))

    assert f"<id>https://portal.example{permanent}#fassung-1</id>" in feed.text
    assert '<category term="neu"' in feed.text


def test_the_address_of_what_was_withdrawn_says_that_it_is_gone(client):
    paper = published(PaperFactory())
    withdraw(paper, by=None, reason="")

    (entry,) = entries_of(versions_to_tell([type(paper).visible.all()], with_withdrawals=True))

    assert client.get(entry.url).status_code == 410
    assert Version.objects.of(paper).count() == 2


def test_older_news_are_on_further_pages(client, monkeypatch):
    monkeypatch.setattr("regionportal.news_filter.ENTRIES_ON_A_PAGE", 2)
    for day in (1, 2, 3):
        published(PaperFactory(date=date(2024, 1, day)))

    assert len(client.get(reverse("news"), {"page": 2}).context["entries"]) == 1
