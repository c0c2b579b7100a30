"""The public history as the public reads it: every version with its address, and nothing that was withdrawn since."""

import pytest
from django.test import Client
from django.urls import reverse

from publication.actions import publish, record_edit, withdraw
from publication.comparison import Change, changes, compare
from publication.history import shown, versions_of
from publication.history_pages import kinds
from publication.models import Version
from publication.versions import record_versions
from tests.factories import (
    AgreementFactory,
    AgreementFileFactory,
    ConsultationFactory,
    CooperationFactory,
    FileFactory,
    LocationFactory,
    MeasureFactory,
    MilestoneFactory,
    OrganizationFactory,
    PaperFactory,
    PaperSectionFactory,
    ParticipationFactory,
    TextPageFactory,
)
from tests.publishing import edit, published

pytestmark = pytest.mark.django_db

HISTORY, VERSION, COMPARISON = 11, 11, 11  # queries for a paper with sections and stations
SECRET = "geheim7"


def told(record):
    """All that the history of a record tells: the list, each version, every comparison, the feed."""
    client = Client()
    word, public_id = record.kind_word(), record.public_id
    numbers = list(versions_of(record).values_list("number", flat=True))
    urls = [record.history_url, reverse("history_feed", args=[word, public_id])]
    urls += [reverse("publication:version", args=[word, public_id, number]) for number in numbers]
    comparison = reverse("publication:comparison", args=[word, public_id])
    urls += [
        f"{comparison}?von={first}&bis={last}&ansicht={view}"
        for first in numbers
        for last in numbers
        for view in ("text", "spalten")
        if first < last
    ]
    urls += [reverse("news"), reverse("news_feed"), "/"]
    responses = [client.get(url) for url in urls]
    assert [response.status_code for response in responses] == [200] * len(urls)
    return "\n".join(response.text for response in responses)


def test_the_words_of_the_addresses_stay():
    assert sorted(kinds()) == [
        "anlage",
        "anteil-einer-kooperation",
        "beteiligung",
        "betrag-eines-beitrags",
        "betrag-eines-jahres",
        "bezug-zur-vorlage",
        "datei-zur-vereinbarung",
        "foerderprogramm",
        "foerderung",
        "gremium",
        "handlungsfeld",
        "haushaltsstelle",
        "koerperschaft",
        "kooperation",
        "massnahme",
        "meilenstein",
        "mitgliedschaft",
        "ort",
        "partner",
        "ratsmitglied",
        "seite-des-betreibers",
        "sitzung",
        "station-der-beratungsfolge",
        "tagesordnungspunkt",
        "umlage-oder-beitrag",
        "vereinbarung",
        "verweis",
        "vorlage",
        "wahlperiode",
    ]


@pytest.mark.slow  # asks for every page of the history
class TestWhatStaysHidden:
    """Whatever was hidden, or is hidden since, stands nowhere: list, version, comparison, feed, news."""

    def test_texts_of_a_draft(self):
        paper = PaperFactory(draft=True, name=SECRET)
        PaperSectionFactory(paper=paper, text=SECRET)
        paper.name = "Beitritt"
        paper.save()
        paper.sections.all().delete()
        publish(paper, by=None)
        edit(paper, name="Beitritt zum Verband")

        assert SECRET not in told(paper)

    def test_notes_reasons_and_names_of_staff(self, django_user_model):
        user = django_user_model.objects.create_superuser(SECRET, first_name=SECRET)
        paper = PaperFactory(draft=True, internal_note=SECRET, signed_by=SECRET, editor_name=SECRET, origin=SECRET)
        publish(paper, by=user, reason=SECRET)
        with record_edit(paper, by=user, reason=SECRET):
            paper.internal_note, paper.name = f"{SECRET} 2", "Beitritt"
            paper.save()

        assert SECRET not in told(paper)

    def test_everything_from_before_a_withdrawal(self, client):
        paper = published(PaperFactory(name=SECRET))
        edit(paper, workflow=SECRET)
        withdraw(paper, by=None, reason="")
        paper.name, paper.workflow = "Beitritt", ""
        paper.save()
        publish(paper, by=None)
        edit(paper, name="Beitritt zum Verband")

        assert SECRET not in told(paper)
        version = reverse("publication:version", args=["vorlage", paper.public_id, 1])
        assert client.get(version).status_code == 410
        assert client.get(version.replace("/1/", "/77/")).status_code == 404
        comparison = client.get(
            reverse("publication:comparison", args=["vorlage", paper.public_id]), {"von": 1, "bis": 5}
        )
        assert "Diese Fassung kann nicht gezeigt werden." in comparison.text
        assert SECRET not in comparison.text

    def test_a_part_that_was_withdrawn(self):
        file = FileFactory(name=SECRET, file_name=f"{SECRET}.pdf")
        paper = published(file.paper)
        withdraw(file, by=None, reason="")
        edit(paper, name="Beitritt")

        assert SECRET in str(list(Version.objects.of(paper).values_list("content", flat=True)))
        assert SECRET not in told(paper)

    def test_what_a_part_told_before_it_was_withdrawn_and_published_again(self):
        file = FileFactory(name=SECRET)
        paper = published(file.paper)
        record_versions(file, at=paper.published_at)
        withdraw(file, by=None, reason="")
        file.name = "Analyse"
        file.save()
        publish(file, by=None)

        text = told(paper)

        assert "Analyse" in text
        assert SECRET not in text

    def test_a_part_of_a_part(self):
        file = AgreementFileFactory(name=SECRET)
        cooperation = published(file.agreement.cooperation)
        withdraw(file, by=None, reason="")
        edit(cooperation, title="Cluster")

        assert SECRET not in told(cooperation)

    def test_a_part_planned_for_later(self):
        cooperation = published(CooperationFactory())
        MeasureFactory(cooperation=cooperation, title=SECRET, scheduled=True)
        edit(cooperation, title="Cluster")

        assert SECRET not in told(cooperation)

    def test_the_name_of_a_linked_record_that_was_withdrawn(self):
        office = OrganizationFactory(name=SECRET)
        paper = published(PaperFactory(lead_organization=office))
        edit(paper, name="Beitritt")
        withdraw(office, by=None, reason="")

        assert SECRET not in told(paper)

    def test_a_former_name_of_a_linked_record(self):
        office = OrganizationFactory(name=SECRET)
        paper = published(PaperFactory(lead_organization=office))
        published(office)
        withdraw(office, by=None, reason="")
        office.name = "Amt für Wirtschaft"
        office.save()
        publish(office, by=None)
        edit(paper, name="Beitritt")

        assert SECRET not in told(paper)
        assert "Amt für Wirtschaft" in told(paper)

    def test_a_part_hidden_with_what_it_hangs_on(self):
        part = ParticipationFactory(partner__name=SECRET)
        cooperation = published(part.cooperation)
        withdraw(part.partner, by=None, reason="")

        assert SECRET not in told(cooperation)

    @pytest.mark.parametrize(
        "hide",
        [
            lambda paper: withdraw(paper, by=None, reason=""),
            lambda paper: withdraw(paper.body, by=None, reason=""),
            lambda paper: edit(paper, publicity="non_public"),
        ],
        ids=["withdrawn", "with its body", "no longer public"],
    )
    def test_the_whole_history_with_its_record(self, client, hide):
        paper = published(PaperFactory(name=SECRET))
        edit(paper, workflow="neu")

        hide(paper)

        word = [paper.kind_word(), paper.public_id]
        urls = [reverse(name, args=word) for name in ("publication:history", "publication:comparison", "history_feed")]
        urls += [reverse("publication:version", args=[*word, number]) for number in (1, 2, 3)]
        assert [client.get(url).status_code for url in urls] == [410] * len(urls)
        assert SECRET not in "".join(client.get(url).text for url in urls)

    def test_the_history_of_what_never_was_public(self, client):
        paper = PaperFactory(draft=True)
        there = client.get(paper.history_url)
        nowhere = client.get(paper.history_url.replace(paper.public_id, "z" * 10))

        assert (there.status_code, there.text) == (404, nowhere.text)
        assert client.get("/fassungen/unsinn/abc/").status_code == 404


class TestTheListOfVersions:
    def test_names_what_was_changed_in_words_of_the_field(self, client):
        cooperation = published(CooperationFactory(title="Cluster"))
        edit(cooperation, title="Clusterkooperation", summary="Acht Cluster.")
        publish(MilestoneFactory(cooperation=cooperation, draft=True, title="Unterzeichnung"), by=None)

        entries = client.get(cooperation.history_url).context["entries"]

        assert [(entry.number, entry.action, entry.summary) for entry in entries] == [
            (3, "geändert", "Neu: Meilenstein: Unterzeichnung"),
            (2, "geändert", "Geändert: Titel; Neu: Kurz gesagt"),
            (1, "veröffentlicht", "Veröffentlicht"),
        ]

    def test_says_so_where_the_change_is_not_shown(self, client):
        file = FileFactory()
        paper = published(file.paper)
        withdraw(file, by=None, reason="")

        entry, _ = client.get(paper.history_url).context["entries"]

        assert entry.summary == "Geändert wurde nur, was heute nicht mehr gezeigt wird, oder eine Reihenfolge."

    @pytest.mark.slow  # records twelve versions
    def test_has_pages(self, client):
        paper = published(PaperFactory())
        for turn in range(11):
            edit(paper, name=f"Beitritt {turn}")

        first, second = (client.get(paper.history_url, {"page": page}).context["entries"] for page in (1, 2))

        assert [len(first), len(second)] == [10, 2]

    def test_a_record_without_version_yet_says_so(self, client):
        paper = PaperFactory()

        assert "Noch keine Fassung aufgezeichnet" in client.get(paper.history_url).text
        comparison = reverse("publication:comparison", args=["vorlage", paper.public_id])
        assert client.get(comparison).status_code == 404

    def test_is_linked_from_the_page_of_the_record(self, client):
        paper = published(PaperFactory())

        assert f'href="{paper.history_url}"' in client.get(paper.get_absolute_url()).text


class TestTheWayBack:
    def test_from_a_part_leads_to_the_page_of_its_whole(self, client):
        step = published(ConsultationFactory())

        assert client.get(step.history_url).context["record_url"] == step.paper.get_absolute_url()

    def test_from_a_page_of_the_operator_leads_to_its_own_address_and_there_again(self, client):
        page = published(TextPageFactory(key="contact"))

        assert client.get(page.history_url).context["record_url"] == "/kontakt/"
        assert page.history_url in client.get("/kontakt/").text

    def test_from_what_has_no_page_leads_nowhere(self, client):
        place = published(LocationFactory())

        assert client.get(place.history_url).context["record_url"] is None


class TestAVersion:
    def test_shows_what_stood_there_and_how_to_cite_it(self, client):
        paper = PaperFactory(name="Beitritt", date="2024-03-01")
        PaperSectionFactory(paper=paper, heading="Sachlage", text="Der Kreis berichtet.")
        published(paper)
        edit(paper, name="Beitritt zum Verband")
        edit(paper, name="Austritt")
        address = reverse("publication:version", args=["vorlage", paper.public_id, 2])

        page = client.get(address)

        facts = {fact.term: fact.text for fact in page.context["facts"]}
        assert facts["Betreff"] == "Beitritt zum Verband"
        assert facts["Datum"] == "1. März 2024"
        assert [(one.heading, one.text) for one in page.context["passages"]] == [("Sachlage", "Der Kreis berichtet.")]
        assert page.context["citation"].startswith("Vorlage „Austritt“, Fassung 2 vom ")
        assert page.context["citation"].endswith(f"https://portal.example{address}")
        assert not page.context["is_newest"]

    def test_folds_what_is_long(self, client, monkeypatch):
        monkeypatch.setattr("publication.history_pages.OPEN_PASSAGES", 1)
        paper = PaperFactory()
        PaperSectionFactory.create_batch(3, paper=paper)
        published(paper)

        page = client.get(reverse("publication:version", args=["vorlage", paper.public_id, 1]))

        assert len(page.context["passages"]) == 1
        assert "2 weitere Teile" in page.text

    def test_shows_a_vague_date_as_vague_as_it_is(self, client):
        part = ParticipationFactory(draft=True, start="2024-03-01", start_precision="season")
        publish(part, by=None)

        page = client.get(reverse("publication:version", args=["beteiligung", part.public_id, 1]))

        assert ("Seit", "Frühjahr 2024") in [(fact.term, fact.text) for fact in page.context["facts"]]

    def test_outlives_the_fields_of_its_model(self):
        paper = published(PaperFactory(name="Beitritt"))
        version = Version.objects.of(paper).get()
        version.content["abgeschafft"] = "alt"

        (one,) = shown([version])

        assert changes(one, one) == []

    @pytest.mark.parametrize("number", ["0", "2", "99999999999999999999999999"])
    def test_that_never_was_is_not_found(self, client, number):
        paper = published(PaperFactory())

        assert client.get(f"{paper.history_url}{number}/").status_code == 404


def versions(record):
    return shown(Version.objects.of(record))


class TestComparison:
    def test_goes_by_section_and_part(self):
        paper = PaperFactory(name="Beitritt")
        first = PaperSectionFactory(paper=paper, position=1, heading="Sachlage", text="Der Kreis berichtet.")
        last = PaperSectionFactory(paper=paper, position=2, heading="Anlagen", text="keine")
        published(paper)
        with record_edit(paper, by=None):
            first.text = "Die Stadt berichtet."
            first.save()
            last.delete()
            PaperSectionFactory(paper=paper, position=3, heading="Rechtslage", text="freiwillig")

        before, after = versions(paper)

        assert changes(before, after) == [
            ("Sachlage", Change.CHANGED),
            ("Rechtslage", Change.ADDED),
            ("Anlagen", Change.REMOVED),
        ]
        (section,) = (one for one in compare(before, after) if one.heading == "Sachlage")
        (block,) = section.blocks
        assert [(piece.kind.value, piece.text) for piece in block.pieces] == [
            ("removed", "Der Kreis"),
            ("added", "Die Stadt"),
            ("same", " berichtet."),
        ]

    def test_a_date_that_became_more_exact_is_a_change(self):
        part = published(ParticipationFactory(start="2024-03-01", start_precision="season"))
        edit(part, start_precision="month")

        before, after = versions(part)

        assert changes(before, after) == [("Seit", Change.CHANGED)]

    def test_line_ends_are_no_difference(self):
        section = PaperSectionFactory(text="eins\nzwei")
        paper = published(section.paper)
        with record_edit(paper, by=None):
            section.text = "eins\r\nzwei"
            section.save()

        before, after = versions(paper)

        assert changes(before, after) == []

    def test_page_shows_both_views_and_folds_what_is_the_same(self, client):
        lines = [f"Zeile {number}" for number in range(30)]
        section = PaperSectionFactory(text="\n".join(lines))
        paper = published(section.paper)
        with record_edit(paper, by=None):
            section.text = "\n".join([*lines[:-1], "Zeile dreißig"])
            section.save()
        url = reverse("publication:comparison", args=["vorlage", paper.public_id])

        text, columns = (client.get(url, {"von": 1, "bis": 2, "ansicht": view}).text for view in ("text", "spalten"))

        for page in (text, columns):
            assert "27 unveränderte Zeilen" in page
            assert '<del><span class="p-sr-only">[entfallen: </span>29<span class="p-sr-only">]</span></del>' in page
            assert '<ins><span class="p-sr-only">[neu: </span>dreißig<span class="p-sr-only">]</span></ins>' in page
        assert "p-diff--columns" in columns
        assert "p-diff--columns" not in text

    def test_without_a_question_the_last_two_are_compared(self, client):
        paper = published(PaperFactory())
        for turn in range(3):
            edit(paper, name=f"Beitritt {turn}")

        page = client.get(reverse("publication:comparison", args=["vorlage", paper.public_id]))

        assert (page.context["first"], page.context["last"]) == (3, 4)

    def test_order_does_not_matter(self, client):
        paper = published(PaperFactory())
        edit(paper, name="Beitritt 2")

        page = client.get(reverse("publication:comparison", args=["vorlage", paper.public_id]), {"von": 2, "bis": 1})

        assert (page.context["first"], page.context["last"]) == (1, 2)

    @pytest.mark.parametrize("question", [{"von": "x"}, {"von": "²"}, {"bis": "9" * 40}, {"von": 1, "bis": 7}])
    def test_a_question_that_makes_no_sense_is_told(self, client, question):
        paper = published(PaperFactory())
        edit(paper, name="Beitritt 2")

        page = client.get(reverse("publication:comparison", args=["vorlage", paper.public_id]), question)

        assert "Diese Fassung kann nicht gezeigt werden." in page.text


@pytest.mark.slow  # records a paper with thirty stations
@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("publication:history", HISTORY), ("publication:version", VERSION), ("publication:comparison", COMPARISON)],
)
def test_pages_need_the_same_queries_whatever_their_rows(client, django_assert_num_queries, rows, name, queries):
    paper = PaperFactory()
    ConsultationFactory.create_batch(rows, paper=paper)
    AgreementFactory.create_batch(rows)
    PaperSectionFactory.create_batch(rows, paper=paper)
    published(paper)
    for turn in range(min(rows, 3)):
        edit(paper, name=f"Beitritt {turn}")
    arguments = [paper.kind_word(), paper.public_id]
    url = reverse(name, args=[*arguments, 1] if name == "publication:version" else arguments)

    with django_assert_num_queries(queries):
        response = client.get(url)

    assert response.status_code == 200


@pytest.mark.parametrize("asked", ["0000000012", "000000001" + "0" * 5000, "²", "-1"])
def test_numbers_that_no_version_has_are_told_and_break_nothing(client, asked):
    paper = published(PaperFactory())
    edit(paper, name="Anders")

    response = client.get(comparison_of(paper), {"von": asked, "bis": "2"})

    assert response.status_code == 200
    assert "Diese Fassung kann nicht gezeigt werden" in response.text


def comparison_of(record):
    return reverse("publication:comparison", args=[record.kind_word(), record.public_id])
