from collections import Counter
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from budgets.models import Appropriation, BudgetLine, Contribution, Grant
from budgets.tables import MoneyRow
from cooperations.models import Cooperation, Milestone, Participation
from cooperations.stages import stage
from council.models import AgendaItem, Body, Consultation, Organization, Paper
from partners.models import Partner
from publication.models import Version
from publication.versions import publishable_models
from regionportal.demo.loader import MODELS, load

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,  # publishes some two hundred records, once for this module
]


def load_demo():
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def region(django_db_setup, django_db_blocker):
    """The region, loaded once for all tests that take this; each test undoes what it does to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def demo(region, db):
    return region


def traces():
    counts = {model._meta.label: (model.objects.count(), model.history.count()) for model in publishable_models()}
    return counts | {"versions": Version.objects.count()}


def on(day):
    rows = Participation.visible.filter(cooperation__origin="demo:cooperation:cluster").on(day)
    return Counter(rows.values_list("role", flat=True))


def test_everything_is_public_and_has_exactly_one_version(demo):
    records = sum(model.visible.count() for model in publishable_models())

    assert records == sum(model.objects.count() for model in publishable_models())
    assert Version.objects.count() == Version.objects.filter(number=1).count() == records
    assert demo.startswith(f"Demonstrationsregion: {records} Datensätze angelegt und veröffentlicht.\n")


def test_every_kind_of_record_is_shown(demo):
    labels = {label.lower() for label in MODELS}

    assert {model._meta.label_lower for model in publishable_models() if model.visible.exists()} == labels


def test_loading_again_changes_nothing(demo):
    before = traces()

    output = load_demo()

    assert output == f"Demonstrationsregion: alle {Version.objects.count()} Datensätze sind da, nichts geändert.\n"
    assert traces() == before


def test_loading_again_asks_once_for_each_model(demo, django_assert_num_queries):
    with django_assert_num_queries(len(MODELS) + 2):  # and a savepoint
        load()


def test_what_staff_made_of_a_record_stays(demo):
    partner = Partner.objects.get(origin="demo:partner:regina")
    partner.name = "REGINA Regionaler Industrieclub"
    partner.save()

    load_demo()

    partner.refresh_from_db()
    assert partner.name == "REGINA Regionaler Industrieclub"


def test_only_what_is_missing_is_made_again(demo):
    Grant.objects.get().delete()

    output = load_demo()

    assert output.splitlines()[:2] == [
        "Demonstrationsregion: 1 Datensatz angelegt und veröffentlicht.",
        "    1 Förderung",
    ]
    assert Grant.visible.count() == 1


def test_who_was_a_party_on_which_day(demo):
    assert on(date(2024, 9, 23)) == {}
    assert on(date(2024, 9, 24)) == {"coordinator": 1, "signatory": 8, "supporter": 10}
    assert on(date(2025, 2, 24)) == {"coordinator": 1, "signatory": 8, "supporter": 10, "acceded": 2}


def test_how_far_the_cooperations_have_come(demo):
    reached = {one.origin.split(":")[-1]: stage(one.milestones.all()) for one in Cooperation.objects.all()}

    assert reached == {
        "cluster": "agreed",
        "regionalmarketing": "in_preparation",
        "international": None,
        "suedkorea": "declared",
        "sacramento": "in_preparation",
        "minnesota": "first_contact",
        "riesengebirge": None,
        "lwiw": None,
        "industriedialog": "in_preparation",
    }


def test_dates_are_as_vague_as_the_papers(demo):
    days = {row.origin.split(":")[-1]: str(row.date) for row in Milestone.objects.all()}

    assert days["suedkorea/beginn"] == "2015"
    assert days["suedkorea/koita"] == "Frühjahr 2023"
    assert days["sacramento/delegation"] == "Februar 2024"
    assert days["suedkorea/ansan-mou"] == "19. April 2024"


def test_the_money_is_a_share_and_unknown_amounts_are_none(demo):
    amounts = (
        Appropriation.visible.filter(budget_line=None)
        .order_by("fiscal_year")
        .values_list("fiscal_year", "phase", "amount_eur", "budget_line", "share__extent")
    )

    assert list(amounts) == [
        (2024, "approved", Decimal(25000), None, "share"),
        (2025, "draft_budget", Decimal(40000), None, "share"),
        (2026, "medium_term", Decimal(40000), None, "share"),
        (2027, "medium_term", Decimal(40000), None, "share"),
    ]
    assert Grant.visible.get().amount_eur is None


def test_a_result_that_nobody_published_is_empty(demo):
    results = {row.paper.reference: (row.result, row.agenda_item) for row in Consultation.visible.all()}

    assert results == {
        "2024/053": ("", AgendaItem.objects.get()),
        "2025/020": ("", None),
        "2024/0207": ("", None),
        "FB 02/0083/WP16": ("", None),
    }


@pytest.mark.parametrize(
    "written",
    [
        "IHK Aachen",
        "car e.V.",
        "REGINA e.V.",
        "Zweckverband Region Aachen",
        "AGIT",
        "RWTH Aachen",
        "städteregion aachen",
    ],
)
def test_partners_are_found_as_the_papers_write_them(demo, written):
    assert Partner.objects.named(written).count() == 1


def test_what_others_made_under_the_same_name_is_used_as_it_is(demo):
    for record in (Body.objects.get(slug_name="razv"), Organization.objects.get(sort_key="staedteregionsausschuss")):
        record.origin, record.classification = None, "Beispiel"
        record.save()

    output = load_demo()

    assert "nichts geändert" in output
    assert Body.objects.get(slug_name="razv").classification == "Beispiel"


def test_a_spelling_that_staff_gave_to_another_partner_stays_there(demo):
    other = Partner.objects.get(origin="demo:partner:lwiw")
    other.origin, other.name = None, "Lemberg"
    other.save()

    load_demo()

    assert [partner.name for partner in Partner.objects.named("Oblast Lwiw")] == ["Lemberg"]
    assert Partner.objects.get(origin="demo:partner:lwiw").name == "Region Lwiw"


class TestTheRegionsOwnCase:
    """It starts without the universities, a member misses them, they accede, the assembly is told: on one page."""

    @pytest.fixture
    def page(self, demo, client):
        cooperation = Cooperation.visible.get(origin="demo:cooperation:cluster")
        return lambda **asked: client.get(reverse("story", args=[cooperation.public_id, cooperation.slug]), asked)

    def test_each_step_stands_there_with_its_source(self, page):
        steps = {
            (entry.date_text, entry.title): [source.label for source in entry.sources]
            for entry in page().context["entries"]
        }

        assert steps == {
            ("24. September 2024", "Kooperationsvereinbarung unterzeichnet"): [
                "Vorlage 2025/020",
                "regionaachen.de",
                "Kooperationsvereinbarung mit den Wirtschaftsclustern",
            ],
            ("24. September 2024", "Unterstützererklärung unterzeichnet"): [
                "Vorlage 2025/020",
                "Unterstützererklärung von Kammern, Verbänden und Wirtschaftsförderungen",
            ],
            ("28. Oktober 2024", "Bericht im Ausschuss"): [
                "Vorlage 2024/053",
                "Tagesordnungspunkt Ö 5 Sachstand Regionalmarketing",
            ],
            ("28. Oktober 2024", "Sachstand Regionalmarketing"): ["Vorlage 2024/053", "Tagesordnungspunkt Ö 5"],
            ("24. Februar 2025", "Clusterkonferenz an der FH Aachen"): ["Vorlage 2025/020"],
            ("24. Februar 2025", "FH Aachen und RWTH Aachen treten bei"): [
                "Vorlage 2025/020",
                "Beitritt der FH Aachen und der RWTH Aachen",
            ],
            ("8. April 2025", "Bericht an die Verbandsversammlung"): ["Vorlage 2025/020"],
            ("8. April 2025", "Erweiterung Kooperation Wirtschaftscluster um RWTH und FH Aachen"): [
                "Vorlage 2025/020",
                "Sitzung",
            ],
        }

    def test_who_missed_whom_and_who_then_came_is_told(self, page):
        texts = {entry.title: entry.text for entry in page().context["entries"]}

        assert "Ein Mitglied vermisst die Hochschulen" in texts["Bericht im Ausschuss"]
        assert "Hochschul" not in texts["Kooperationsvereinbarung unterzeichnet"]
        assert "Beigetreten: FH Aachen, RWTH Aachen." in texts["FH Aachen und RWTH Aachen treten bei"]
        assert texts["Erweiterung Kooperation Wirtschaftscluster um RWTH und FH Aachen"] == (
            "Verbandsversammlung des Region Aachen Zweckverband: noch kein Ergebnis veröffentlicht"
        )

    def test_how_it_stood_on_a_day_is_told(self, page):
        sentences = [page(stand=day).context["state"].sentence for day in ("2024-09-23", "2024-10-28", "2025-04-08")]

        assert sentences == [
            "Beteiligte am 23. September 2024",
            "8 Vertragspartner am 28. Oktober 2024",
            "10 Vertragspartner am 8. April 2025",
        ]

    def test_what_changed_between_two_days_is_counted(self, page):
        told = page(von="2024-10-01", bis="2025-03-01").context["summary"]

        assert told == (
            "Zwischen 1. Oktober 2024 und 1. März 2025: zwei Beitritte, eine Kenntnisnahme, ein Bericht, "
            "eine Veranstaltung."
        )

    def test_one_kind_of_event_can_be_asked_for(self, page):
        assert [entry.title for entry in page(art="accession").context["entries"]] == [
            "FH Aachen und RWTH Aachen treten bei"
        ]


def test_the_money_of_the_region_is_told_alike_from_the_paper_to_the_export(demo, client):
    line = BudgetLine.visible.get(product_key="990100", account_key="544016")
    share = line.shares.get()
    paper = Paper.visible.get(reference="2024/0207")

    page = client.get(line.get_absolute_url())
    (shown,) = page.context["shares"]
    rows = client.get(f"/haushalt/{line.public_id}/betraege.csv").content.decode("utf-8-sig").splitlines()
    of_cooperation = client.get(f"/haushalt/kooperation/{share.cooperation.public_id}/betraege.csv")

    amounts = {"2024": "25.000,00", "2025": "40.000,00", "2026": "40.000,00", "2027": "40.000,00"}
    assert {row.label: next(filter(None, row.amounts)) for row in shown.picture.table.rows} == amounts
    assert {
        group.label: bar.value_text + ",00" for group in shown.picture.chart.groups for bar in group.bars
    } == amounts
    for exported in (rows, of_cooperation.content.decode("utf-8-sig").splitlines()):
        assert {row.split(";")[-3]: row.split(";")[-1] for row in exported[1:]} == {
            year: amount.replace(".", "") for year, amount in amounts.items()
        }
    told = client.get(paper.get_absolute_url()).text
    for expected in ("25.000,00", "40.000,00", "+15.000,00", "+60 %"):
        assert expected in told


def test_a_levy_of_the_region_joins_two_budgets_and_is_called_invented(demo, client):
    levy = Contribution.visible.get()

    page = client.get(levy.get_absolute_url())

    assert [link.title for link in page.context["chain"]] == [
        "RAZV setzt den Beitrag fest", "StädteRegion Aachen plant die Zahlung", "RAZV plant die Einnahme",
    ]  # fmt: skip
    assert page.context["table"].rows == [
        MoneyRow("2024", ["50.000,00", None, None]), MoneyRow("2025", ["62.500,00", "62.500,00", "120.000,00"]),
    ]  # fmt: skip
    assert "erfundenes Beispiel" in page.text
