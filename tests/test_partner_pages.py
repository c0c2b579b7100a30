from datetime import date

import pytest

from cooperations.panels import measure_rows, role_rows
from partners.countries import country_choices
from partners.models import Partner
from publication.display import Cell
from tests.factories import (
    BodyFactory,
    FundingProgrammeFactory,
    GrantFactory,
    MeasureFactory,
    ParticipationFactory,
    PartnerAliasFactory,
    PartnerFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/partner/"
FEW_AND_MANY = [1, pytest.param(30, marks=pytest.mark.slow)]  # thirty rows of everything take time to be written


def names(response):
    return [row[0].text for row in response.context["rows"]]


class TestList:
    @pytest.mark.parametrize(
        ("question", "found"),
        [
            ({}, ["Hochschule Übach", "Kammer der Region"]),
            ({"suche": "übach"}, ["Hochschule Übach"]),
            ({"suche": "UEBACH"}, ["Hochschule Übach"]),
            ({"suche": "kdr"}, ["Kammer der Region"]),
            ({"suche": "kammer hochschule"}, []),
            ({"suche": "jülich"}, ["Kammer der Region"]),
            ({"art": "university"}, ["Hochschule Übach"]),
            ({"land": "BE"}, ["Kammer der Region"]),
            ({"land": "XX"}, []),
            ({"rolle": "supporter"}, ["Kammer der Region"]),
            ({"rolle": "coordinator"}, []),
            ({"rolle": "chef"}, []),
        ],
    )
    def test_it_can_be_filtered(self, client, question, found):
        university = PartnerFactory(name="Hochschule Übach", kind="university")
        chamber = PartnerFactory(
            name="Kammer der Region", short_name="KdR", country="BE", kind="chamber", place="Jülich"
        )
        ParticipationFactory(partner=chamber, role="supporter")
        ParticipationFactory(partner=university, role="coordinator", draft=True)
        ParticipationFactory(partner=university, role="supporter", cooperation__draft=True)

        assert names(client.get(LIST, question)) == found

    def test_other_ways_of_writing_are_not_searched(self, client):
        PartnerAliasFactory(name="Kosename")

        assert names(client.get(LIST, {"suche": "Kosename"})) == []

    def test_hidden_partners_are_in_no_count_and_no_choice(self, client):
        PartnerFactory(name="Kammer")
        before = client.get(LIST).content

        PartnerFactory(draft=True, country="JP", name="Versteckt")

        assert client.get(LIST).content == before

    @pytest.mark.parametrize("rows", FEW_AND_MANY)
    def test_it_needs_three_queries_whatever_its_rows(self, client, django_assert_num_queries, rows):
        PartnerFactory.create_batch(rows)

        with django_assert_num_queries(3):
            response = client.get(LIST)

        assert len(response.context["rows"]) == rows

    def test_an_empty_portal_says_so(self, client):
        assert "Noch ist kein Partner veröffentlicht" in client.get(LIST).text

    def test_countries_stand_by_their_german_names(self):
        for code in ("BE", "AT", "DE", "QQ"):
            PartnerFactory(country=code)

        assert country_choices(Partner.visible.all()) == [
            ("BE", "Belgien"), ("DE", "Deutschland"), ("QQ", "QQ"), ("AT", "Österreich"),
        ]  # fmt: skip


class TestPage:
    def test_facts_are_shown_and_internal_ones_are_not(self, client):
        partner = PartnerFactory(
            name="Cluster Licht", short_name="CL", legal_form="e. V.", place="Aachen", member_companies=0,
            website="https://www.licht.example/", ror="https://ror.org/04xfq0f34", wikidata="Q273263",
            internal_note="Geheim",
        )  # fmt: skip
        PartnerAliasFactory(partner=partner, name="Kosename")

        text = client.get(partner.get_absolute_url()).text

        for expected in ("e. V.", ">licht.example<", "https://ror.org/04xfq0f34", "wiki/Q273263", "<dd>0</dd>"):
            assert expected in text
        assert "Kosename" not in text
        assert "Geheim" not in text
        assert "d-nb.info" not in text

    def test_all_its_roles_stand_with_their_time_running_ones_first(self):
        partner = PartnerFactory()
        ended = ParticipationFactory(
            partner=partner,
            cooperation__title="A",
            start=date(2020, 1, 1),
            start_precision="year",
            end=date(2022, 5, 31),
        )
        running = ParticipationFactory(partner=partner, cooperation__title="B", role="supporter", start=None)
        ParticipationFactory(partner=partner, draft=True)
        ParticipationFactory(partner=partner, cooperation__withdrawn=True)

        assert role_rows(partner) == [
            [
                Cell("B", url=running.cooperation.get_absolute_url()),
                Cell("Unterstützer"), Cell("nicht bekannt"), Cell("dauert an"),
            ],
            [
                Cell("A", url=ended.cooperation.get_absolute_url()), Cell("Unterzeichner"),
                Cell("2020", datetime="2020"), Cell("31. Mai 2022", datetime="2022-05-31"),
            ],
        ]  # fmt: skip

    def test_its_measures_are_the_visible_ones(self):
        partner = PartnerFactory()
        measure = MeasureFactory(title="Messe", measure_state="done", due=date(2026, 1, 1), due_precision="year")
        measure.responsible.add(partner)
        for hidden in ({"draft": True}, {"cooperation__draft": True}):
            MeasureFactory(**hidden).responsible.add(partner)

        assert measure_rows(partner) == [
            [
                Cell("Messe", url=f"{measure.cooperation.get_absolute_url()}#massnahmen"),
                Cell(measure.cooperation.title), Cell("abgeschlossen"), Cell("2026", datetime="2026"),
            ]
        ]  # fmt: skip

    def test_what_it_funds_is_shown_where_it_is_visible(self, client):
        partner = PartnerFactory()
        programme = FundingProgrammeFactory(funder=partner, name="Zukunft")
        GrantFactory(programme=programme, purpose="Analyse", amount_eur=1000)
        GrantFactory(programme=programme, purpose="Versteckt", draft=True)
        GrantFactory(programme=FundingProgrammeFactory(funder=partner, draft=True), purpose="Versteckt")

        text = client.get(partner.get_absolute_url()).text

        assert "Analyse" in text
        assert "1.000,00" in text
        assert "Versteckt" not in text

    def test_its_body_is_named_where_it_is_visible(self, client):
        shown, hidden = (BodyFactory(partner=PartnerFactory(), **state) for state in ({}, {"draft": True}))

        texts = [client.get(body.partner.get_absolute_url()).text for body in (shown, hidden)]

        assert [body.get_absolute_url() in text for body, text in zip((shown, hidden), texts, strict=True)] == [
            True, False,
        ]  # fmt: skip

    @pytest.mark.parametrize("rows", FEW_AND_MANY)
    def test_it_needs_the_same_queries_whatever_its_rows(self, client, django_assert_num_queries, rows):
        partner = PartnerFactory()
        programme = FundingProgrammeFactory(funder=partner)
        for _ in range(rows):
            part = ParticipationFactory(partner=partner)
            MeasureFactory(cooperation=part.cooperation, title="Messestand").responsible.add(partner)
            GrantFactory(programme=programme, cooperation=part.cooperation)

        with django_assert_num_queries(5):
            response = client.get(partner.get_absolute_url())

        assert response.text.count("Messestand") == rows

    @pytest.mark.parametrize("hidden", [{"draft": True}, {"scheduled": True}, {"for_the_council": True}])
    def test_a_hidden_partner_has_no_page(self, client, hidden):
        assert client.get(PartnerFactory(**hidden).get_absolute_url()).status_code == 404

    def test_a_short_address_leads_to_the_full_one(self, client):
        partner = PartnerFactory()

        response = client.get(f"/partner/{partner.public_id}/")

        assert (response.status_code, response.url) == (301, partner.get_absolute_url())
