import csv
import io
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from budgets.changes import Change, changes_by, shown_changes
from budgets.charts import BASELINE, TOP, Scale, bar_chart, short_text
from budgets.comparison import comparison_rows
from budgets.display import money_text, percent_text, signed_text
from budgets.flows import body_shares, flow
from budgets.models import Appropriation, BudgetLine
from budgets.panels import account_panels, grants_of
from budgets.series import CountedTwice, YearTotal, accounts_of, in_force, money_of_line, year_totals
from budgets.tables import MoneyRow, evidence, money_table
from publication.display import Cell
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
    FundingProgrammeFactory,
    GrantFactory,
    PaperFactory,
    PartnerFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/haushalt/"
SECRET = "Kronjuwel"  # a word that stands in hidden records only
FEW_AND_MANY = [1, pytest.param(30, marks=pytest.mark.slow)]  # thirty rows of everything take time to be written


def of_line(line, year=2024, amount="100", phase="approved", **more):
    return AppropriationFactory(
        share=None, budget_line=line, fiscal_year=year, amount_eur=Decimal(amount), phase=phase, **more
    )


def of_share(share, year=2024, amount="100", phase="approved", **more):
    return AppropriationFactory(share=share, fiscal_year=year, amount_eur=Decimal(amount), phase=phase, **more)


class TestYearTotals:
    def test_phases_and_years_stand_apart_and_what_is_missing_is_missing(self):
        line = BudgetLineFactory()
        of_line(line, 2025, "-3.50", "actual")
        of_line(line, 2024, "100.10")
        of_line(line, 2024, "0", "actual")

        totals = year_totals(Appropriation.visible.all())

        assert totals == [
            YearTotal(2024, {"approved": Decimal("100.10"), "actual": Decimal(0)}),
            YearTotal(2025, {"actual": Decimal("-3.50")}),
        ]
        assert totals[1].of("approved") is None

    def test_of_several_states_the_newest_counts(self):
        line = BudgetLineFactory()
        newest = of_line(line, amount="3", as_of=date(2024, 6, 1))
        of_line(line, amount="1")
        of_line(line, amount="2", as_of=date(2023, 12, 1))

        assert year_totals(Appropriation.visible.all()) == [YearTotal(2024, {"approved": Decimal(3)})]
        assert in_force(Appropriation.visible.all()) == [newest]

    def test_shares_of_several_lines_are_added_without_rounding(self):
        shares = CooperationShareFactory.create_batch(3)
        for share in shares:
            of_share(share, amount="0.10")

        assert year_totals(Appropriation.visible.select_related("share")) == [
            YearTotal(2024, {"approved": Decimal("0.30")})
        ]

    def test_a_share_is_never_added_to_its_whole_line(self):
        share = CooperationShareFactory()
        of_share(share)
        of_line(share.budget_line)

        with pytest.raises(CountedTwice):
            year_totals(Appropriation.visible.select_related("share"))

    def test_nothing_is_no_total(self):
        assert year_totals([]) == []


class TestMoneyOfALine:
    @pytest.mark.parametrize(
        "hide",
        [
            lambda line: of_line(line, 2025, draft=True),
            lambda line: of_line(line, 2025, for_the_council=True),
            lambda line: of_share(CooperationShareFactory(budget_line=line, draft=True)),
            lambda line: of_share(CooperationShareFactory(budget_line=line, cooperation__draft=True)),
            lambda line: of_share(CooperationShareFactory(budget_line=line, cooperation__withdrawn=True)),
            lambda line: CooperationShareFactory(budget_line=line, cooperation__title=SECRET, withdrawn=True),
        ],
    )
    def test_hidden_money_changes_nothing_on_any_page(self, client, hide):
        line = BudgetLineFactory()
        share = CooperationShareFactory(budget_line=line)
        of_line(line, amount="1000")
        of_share(share, amount="10")
        pages = [LIST, line.get_absolute_url(), share.cooperation.get_absolute_url()]
        before = [client.get(page).content for page in pages]

        hide(line)

        assert [client.get(page).content for page in pages] == before

    def test_line_and_shares_are_kept_apart(self):
        share = CooperationShareFactory()
        whole, part = of_line(share.budget_line, amount="1000"), of_share(share, amount="10")

        money = money_of_line(share.budget_line)

        assert money.amounts == [whole]
        assert [(one.share, one.amounts) for one in money.shares] == [(share, [part])]

    def test_the_page_says_which_is_which(self, client):
        share = CooperationShareFactory(purpose="Geschäftsstelle")
        of_line(share.budget_line, amount="450000")
        of_share(share, amount="-40000")

        text = client.get(share.budget_line.get_absolute_url()).text
        whole, part = text.split("Anteilige Mittel – nicht der ganze Ansatz")

        assert "450.000,00" in whole
        assert "450.000,00" not in part
        assert "−40.000,00" in part
        assert "−40.000,00" not in whole
        assert "410.000" not in text
        assert "Geschäftsstelle" in part

    def test_evidence_names_day_decision_and_source_where_visible(self):
        line = BudgetLineFactory()
        paper, item = PaperFactory(reference="2025/0143"), AgendaItemFactory(number="Ö 5")
        of_line(line, 2023, as_of=date(2023, 1, 31), source="Band 2", paper=paper, agenda_item=item)
        of_line(line, 2024, paper=PaperFactory(draft=True), agenda_item=AgendaItemFactory(public=False))
        of_line(line, 2024, as_of=date(2024, 1, 31))

        first, second, third = evidence(money_of_line(line).amounts)

        assert (first.as_of, first.source) == (Cell("31. Januar 2023", datetime="2023-01-31"), "Band 2")
        assert first.decisions == [
            Cell("Vorlage 2025/0143", url=paper.get_absolute_url()),
            Cell("Tagesordnungspunkt Ö 5", url=item.get_absolute_url()),
        ]
        assert (second.as_of, second.decisions, second.standing) == (Cell("–"), [], "früherer Stand")
        assert third.standing == ""

    @pytest.mark.parametrize("link", ["paper", "agenda_item"])
    def test_a_hidden_decision_is_not_told(self, client, link):
        hidden = {
            "paper": lambda: PaperFactory(publicity="non_public", reference=SECRET, name=SECRET),
            "agenda_item": lambda: AgendaItemFactory(public=False, number=SECRET, name=SECRET),
        }[link]()
        share = CooperationShareFactory()
        of_line(share.budget_line, **{link: hidden})
        of_share(share, **{link: hidden})

        for page in (share.budget_line.get_absolute_url(), share.cooperation.get_absolute_url(), LIST):
            text = client.get(page).text
            assert share.budget_line.account_name in text
            assert SECRET not in text

    def test_no_amount_is_not_zero(self, client):
        line = BudgetLineFactory()

        assert "Noch kein Betrag veröffentlicht" in client.get(line.get_absolute_url()).text
        assert client.get(LIST).context["rows"][0][-1] == Cell("–")

    @pytest.mark.parametrize("rows", FEW_AND_MANY)
    def test_its_page_needs_six_queries_whatever_its_rows(self, client, django_assert_num_queries, rows):
        line, item = BudgetLineFactory(), AgendaItemFactory()
        paper = PaperFactory()
        for number in range(rows):
            share = CooperationShareFactory(budget_line=line, cooperation__title=f"Bündnis {number}")
            of_share(share, paper=paper, agenda_item=item)
            of_line(line, 1990 + number, paper=paper, agenda_item=item)

        with django_assert_num_queries(6):
            response = client.get(line.get_absolute_url())

        assert len(response.context["shares"]) == rows


class TestList:
    @pytest.mark.parametrize(
        ("question", "found"),
        [
            ({}, ["Umlagen", "Öffentlichkeit"]),
            ({"suche": "5440 16"}, ["Umlagen"]),
            ({"suche": "544016"}, ["Umlagen"]),
            ({"suche": "oeffentlich"}, ["Öffentlichkeit"]),
            ({"suche": "Verwaltung umlage"}, ["Umlagen"]),
            ({"plan": "cash"}, ["Öffentlichkeit"]),
            ({"richtung": "revenue"}, ["Umlagen"]),
            ({"plan": "nichts"}, []),
        ],
    )
    def test_it_can_be_filtered(self, client, question, found):
        body = BodyFactory()
        BudgetLineFactory(
            body=body, account_number="54 40 16", account_name="Umlagen", direction="revenue",
            product_name="Zentrale Verwaltung",
        )  # fmt: skip
        BudgetLineFactory(body=body, account_number="99 99", account_name="Öffentlichkeit", plan="cash")

        assert [row[0].text for row in client.get(LIST, question).context["rows"]] == found

    def test_it_can_be_filtered_by_body_and_cooperation(self, client):
        share = CooperationShareFactory()
        BudgetLineFactory()
        line = share.budget_line

        for question in (
            {"koerperschaft": line.body.slug_name},
            {"kooperation": share.cooperation.public_id},
        ):
            assert [row[0].text for row in client.get(LIST, question).context["rows"]] == [str(line)]

    def test_choices_hold_visible_records_only(self, client):
        BudgetLineFactory(draft=True, body__name=SECRET)
        CooperationShareFactory(draft=True, cooperation__title=SECRET)
        CooperationShareFactory(cooperation__title=SECRET, cooperation__draft=True)

        assert SECRET not in client.get(LIST).text

    def test_lines_stand_by_body_with_numbers_as_written_and_the_newest_amount(self, client):
        line = BudgetLineFactory(
            body__name="Kreis", product_number="99 01 00", account_number="54 040 20", account_name="Umlagen"
        )
        of_line(line, 2024, "1")
        of_line(line, 2026, "7", "draft_budget")
        of_line(line, 2025, "2.5", as_of=date(2025, 1, 1))
        of_line(line, 2025, "9")
        of_line(line, 2027, "9", draft=True)

        assert client.get(LIST).context["rows"] == [
            [
                Cell("Umlagen", url=line.get_absolute_url()), Cell("99 01 00 / 54 040 20"), Cell("Kreis"),
                Cell("Ergebnisplan"), Cell("Aufwand oder Auszahlung"), Cell("2,50 (2025)"),
            ]
        ]  # fmt: skip

    @pytest.mark.parametrize("rows", FEW_AND_MANY)
    def test_it_needs_five_queries_whatever_its_rows(self, client, django_assert_num_queries, rows):
        for _ in range(rows):
            of_line(BudgetLineFactory())

        with django_assert_num_queries(5):
            response = client.get(LIST)

        assert len(response.context["rows"]) == rows


class TestMoneyOfACooperation:
    def test_only_what_may_be_added_is_added(self):
        cooperation, body = CooperationFactory(), BodyFactory(name="Kreis")
        for line, amount in (
            (BudgetLineFactory(body=body), "10"),
            (BudgetLineFactory(body=body), "5"),
            (BudgetLineFactory(body=body, plan="cash"), "15"),
            (BudgetLineFactory(body=body, direction="revenue"), "3"),
            (BudgetLineFactory(body__name="Stadt"), "8"),
        ):
            of_share(CooperationShareFactory(cooperation=cooperation, budget_line=line), amount=amount)
            of_line(line, amount="1000")

        accounts = accounts_of(cooperation)

        assert [(one.body.name, one.plan_label, one.direction_label, one.totals) for one in accounts] == [
            (body, plan, direction, [YearTotal(2024, {"approved": Decimal(amount)})])
            for body, plan, direction, amount in (
                ("Kreis", "Ergebnisplan", "Aufwand oder Auszahlung", 15),
                ("Kreis", "Ergebnisplan", "Ertrag oder Einzahlung", 3),
                ("Kreis", "Finanzplan", "Aufwand oder Auszahlung", 15),
                ("Stadt", "Ergebnisplan", "Aufwand oder Auszahlung", 8),
            )
        ]

    def test_a_whole_line_brings_its_amounts_except_where_its_own_are_told(self):
        share = CooperationShareFactory(extent="whole")
        of_line(share.budget_line, 2024, "1000")
        of_line(share.budget_line, 2025, "2000")
        of_line(share.budget_line, 2026, "4000", draft=True)
        of_share(share, 2025, "1900")

        (account,) = accounts_of(share.cooperation)

        assert account.totals == [
            YearTotal(2024, {"approved": Decimal(1000)}), YearTotal(2025, {"approved": Decimal(1900)}),
        ]  # fmt: skip

    def test_shares_are_called_shares(self, client):
        share = CooperationShareFactory(purpose="Geschäftsstelle")
        of_share(share, amount="40000")
        of_line(share.budget_line, amount="450000")
        whole = CooperationShareFactory(extent="whole")
        of_line(whole.budget_line, amount="450000")

        texts = [client.get(one.cooperation.get_absolute_url()).text for one in (share, whole)]

        assert ["nicht der ganze Ansatz" in text for text in texts] == [True, False]
        assert ["450.000,00" in text for text in texts] == [False, True]
        assert "40.000,00" in texts[0]
        assert [panel.has_share for panel in account_panels(share.cooperation)] == [True]

    def test_grants_tell_funder_and_source_where_visible(self):
        cooperation = CooperationFactory()
        funder, paper = PartnerFactory(name="Land"), PaperFactory(reference="7")
        GrantFactory(
            cooperation=cooperation, programme__name="A", programme__funder=funder, paper=paper, amount_eur=Decimal(5),
            start_date=date(2025, 1, 1), end_date=date(2025, 12, 31),
        )  # fmt: skip
        GrantFactory(
            cooperation=cooperation, programme__name="B", programme__funder=PartnerFactory(draft=True),
            programme__funder_name="Bund", paper=PaperFactory(draft=True),
        )  # fmt: skip
        GrantFactory(cooperation=cooperation, draft=True)
        GrantFactory(cooperation=cooperation, programme=FundingProgrammeFactory(withdrawn=True))

        first, second = grants_of(cooperation)

        assert (first.funder, first.funder_url, first.amount_text) == ("Land", funder.get_absolute_url(), "5,00")
        assert first.source == Cell("Vorlage 7", url=paper.get_absolute_url())
        assert first.period == "1. Januar 2025 bis 31. Dezember 2025"
        assert (second.funder, second.funder_url, second.source) == ("Bund", "", None)
        assert (second.amount_text, second.own_share_text) == (None, None)

    @pytest.mark.parametrize("hide", ["funder", "paper"])
    def test_a_hidden_funder_or_source_is_not_told(self, client, hide):
        grant = GrantFactory(
            programme__funder=PartnerFactory(name=SECRET, draft=True) if hide == "funder" else None,
            paper=PaperFactory(name=SECRET, reference=SECRET, draft=True) if hide == "paper" else None,
        )

        text = client.get(grant.cooperation.get_absolute_url()).text

        assert "Analyse" in text
        assert SECRET not in text

    @pytest.mark.parametrize("rows", FEW_AND_MANY)
    def test_it_needs_six_queries_whatever_its_rows(self, django_assert_num_queries, rows):
        cooperation, paper = CooperationFactory(), PaperFactory()
        programme = FundingProgrammeFactory(funder=PartnerFactory())
        for _ in range(rows):
            share = CooperationShareFactory(cooperation=cooperation)
            of_share(share)
            of_line(share.budget_line)
            GrantFactory(cooperation=cooperation, programme=programme, paper=paper)

        with django_assert_num_queries(6):
            panels, grants = account_panels(cooperation), grants_of(cooperation)

        assert (len(panels), len(grants)) == (rows, rows)


class TestWhatAPaperChanges:
    def test_the_amount_of_the_year_before_stands_beside_it(self):
        share, paper = CooperationShareFactory(), PaperFactory()
        before = of_share(share, 2025, "25000")
        decided = of_share(share, 2026, "40000", paper=paper)
        of_line(share.budget_line, 2025, "450000")

        (change,) = changes_by(paper)
        (text,) = shown_changes(paper)

        assert change == Change(decided, before)
        assert (change.difference_eur, change.difference_percent) == (Decimal(15000), Decimal(60))
        assert (text.before_text, text.before_label) == ("25.000,00", "Ansatz 2025")
        assert (text.amount_text, text.difference_text, text.percent_text) == ("40.000,00", "+15.000,00", "+60 %")
        assert text.extent == f"anteilige Mittel: {share.cooperation.title}"

    @pytest.mark.parametrize(
        ("phase", "earlier", "expected"),
        [
            ("approved", [(2025, "approved", 1), (2025, "amended", 2)], 1),
            ("approved", [(2025, "amended", 2)], 2),
            ("approved", [(2024, "approved", 1)], None),
            ("approved", [(2025, "actual", 1)], None),
            ("draft_budget", [(2025, "draft_budget", 1), (2025, "approved", 2)], 2),
            ("amended", [(2025, "approved", 1), (2026, "approved", 2)], 2),
            ("medium_term", [(2025, "approved", 1), (2025, "medium_term", 2)], 2),
            ("actual", [(2025, "approved", 1), (2025, "actual", 2)], 2),
        ],
    )
    def test_like_is_compared_with_like(self, phase, earlier, expected):
        line, paper = BudgetLineFactory(), PaperFactory()
        for year, earlier_phase, amount in earlier:
            of_line(line, year, amount, earlier_phase)
        of_line(line, 2026, "9", phase, paper=paper)

        (change,) = changes_by(paper)

        assert (change.previous and change.previous.amount_eur) == expected

    def test_a_hidden_amount_is_no_amount_before(self):
        line, paper = BudgetLineFactory(), PaperFactory()
        of_line(line, 2025, draft=True)
        of_line(line, 2026, paper=paper)
        of_line(line, 2027, paper=paper, draft=True)

        (change,) = changes_by(paper)

        assert (change.previous, change.difference_eur, change.difference_percent) == (None, None, None)

    def test_from_nothing_there_is_no_percentage(self):
        line, paper = BudgetLineFactory(), PaperFactory()
        of_line(line, 2025, "0")
        of_line(line, 2026, "5", paper=paper)

        (change,) = changes_by(paper)

        assert (change.difference_eur, change.difference_percent) == (Decimal(5), None)

    def test_what_was_decided_at_its_agenda_item_counts_too(self):
        paper, item, hidden = PaperFactory(), AgendaItemFactory(), AgendaItemFactory(public=False)
        for one in (item, hidden):
            ConsultationFactory(paper=paper, meeting=one.meeting, agenda_item=one)
        amount = of_line(BudgetLineFactory(), agenda_item=item)
        of_line(BudgetLineFactory(), agenda_item=hidden)

        assert changes_by(paper) == [Change(amount, None)]

    def test_a_correction_is_no_second_decision(self):
        line, levy, paper = BudgetLineFactory(), ContributionFactory(), PaperFactory()
        wrong = of_line(line, amount="25", paper=paper)
        of_line(line, amount="2500", paper=paper, corrects=wrong)
        of_line(line, 2025, "7", paper=paper)
        of_line(line, 2025, "8", paper=paper, corrects=Appropriation.objects.get(fiscal_year=2025), draft=True)
        wrong = ContributionAmountFactory(contribution=levy, amount_eur=5, paper=paper)
        ContributionAmountFactory(contribution=levy, amount_eur=500, paper=paper, corrects=wrong)

        assert [one.amount_text for one in shown_changes(paper)] == ["2.500,00", "7,00", "500,00"]

    def test_the_page_of_the_paper_shows_it(self, client):
        share, paper = CooperationShareFactory(), PaperFactory()
        of_share(share, 2025, "25000")
        of_share(share, 2026, "40000", paper=paper)
        GrantFactory(paper=paper, cooperation=share.cooperation, purpose="Analyse der Stärken", amount_eur=7)

        text = client.get(paper.get_absolute_url()).text

        for expected in ("25.000,00", "40.000,00", "+15.000,00", "+60 %", "anteilige Mittel", "Analyse der Stärken"):
            assert expected in text

    @pytest.mark.parametrize("rows", FEW_AND_MANY)
    def test_it_needs_four_queries_whatever_its_rows(self, django_assert_num_queries, rows):
        paper = PaperFactory()
        for _ in range(rows):
            of_share(CooperationShareFactory(), paper=paper)
            of_line(BudgetLineFactory(), paper=paper)
            ContributionAmountFactory(paper=paper)

        with django_assert_num_queries(4):
            assert len(shown_changes(paper)) == 3 * rows

    def test_a_levy_that_it_sets_is_shown_beside_the_one_before(self):
        levy, paper = ContributionFactory(name="Umlage"), PaperFactory()
        ContributionAmountFactory(contribution=levy, fiscal_year=2024, amount_eur=50000)
        ContributionAmountFactory(contribution=levy, fiscal_year=2025, amount_eur=62500, paper=paper)
        ContributionAmountFactory(contribution=levy, fiscal_year=2026, amount_eur=1, paper=paper, draft=True)

        (shown,) = shown_changes(paper)

        assert (shown.line, shown.extent, shown.url) == ("Umlage", "Verbandsumlage", levy.get_absolute_url())
        assert (shown.before_text, shown.amount_text, shown.difference_text, shown.percent_text) == (
            "50.000,00", "62.500,00", "+12.500,00", "+25 %",
        )  # fmt: skip


class TestChartAndTable:
    TOTALS = [
        YearTotal(2023, {"approved": Decimal(-50), "actual": Decimal(100)}),
        YearTotal(2025, {"draft_budget": Decimal(20), "medium_term": Decimal(30)}),
    ]

    def test_bars_stand_on_zero_and_as_high_as_their_amounts(self):
        chart = bar_chart(self.TOTALS, chart_id="a", title="Titel")
        scale = {line.label: line.y for line in chart.gridlines}

        bars = [(bar.series, bar.y, bar.y + bar.height) for group in chart.groups for bar in group.bars]

        assert list(scale) == ["−50", "0", "50", "100"]
        assert (scale["−50"], scale["100"]) == (BASELINE, TOP)
        assert bars == [
            (1, scale["0"], scale["−50"]), (3, scale["100"], scale["0"]),
            (4, pytest.approx(scale["0"] - 30), scale["0"]),
        ]  # fmt: skip

    def test_years_without_amounts_keep_their_place(self):
        chart = bar_chart(self.TOTALS, chart_id="a", title="Titel")

        assert [(group.label, len(group.bars)) for group in chart.groups] == [("2023", 2), ("2024", 0), ("2025", 1)]
        assert [(series.number, series.label) for series in chart.series] == [
            (1, "Ansatz"), (3, "Ergebnis"), (4, "Entwurf"),
        ]  # fmt: skip

    def test_bars_of_neighbours_do_not_overlap(self):
        phases = ("approved", "amended", "actual", "medium_term")
        totals = [YearTotal(year, {phase: Decimal(year) for phase in phases}) for year in range(2000, 2030)]

        bars = [bar for group in bar_chart(totals, chart_id="a", title="T").groups for bar in group.bars]

        assert len(bars) == 120
        assert all(one.x + one.width <= other.x for one, other in pairwise(bars))
        assert bars[-1].x + bars[-1].width <= 100

    @pytest.mark.parametrize("amounts", [["0"], ["0.01"], ["-7"], ["99999999999.99"], ["1", "-99999999999.99"]])
    def test_any_amount_has_its_place_in_the_picture(self, amounts):
        amounts = [Decimal(amount) for amount in amounts]
        scale = Scale(amounts)

        assert all(TOP <= scale.y(amount) <= BASELINE for amount in amounts)
        assert 2 <= len(scale.ticks) <= 8

    def test_the_table_has_a_column_for_each_phase_in_use(self):
        table = money_table(self.TOTALS, caption="Beträge")

        assert table.columns == [
            "Entwurf in Euro",
            "Ansatz in Euro",
            "Ergebnis in Euro",
            "mittelfristige Planung in Euro",
        ]
        assert table.rows == [
            MoneyRow("2023", [None, "−50,00", "100,00", None]), MoneyRow("2025", ["20,00", None, None, "30,00"]),
        ]  # fmt: skip

    def test_without_amounts_there_is_no_picture(self):
        assert bar_chart([], chart_id="a", title="Titel") is None


@pytest.mark.parametrize(
    ("amount", "money", "signed", "short"),
    [
        ("1234567.89", "1.234.567,89", "+1.234.567,89", "1,23 Mio."),
        ("2000000", "2.000.000,00", "+2.000.000,00", "2 Mio."),
        ("-1500000", "−1.500.000,00", "−1.500.000,00", "−1,5 Mio."),
        ("40000", "40.000,00", "+40.000,00", "40.000"),
        ("0", "0,00", "±0,00", "0"),
    ],
)
def test_amounts_are_written_the_german_way(amount, money, signed, short):
    amount = Decimal(amount)

    assert (money_text(amount), signed_text(amount), short_text(amount)) == (money, signed, short)


@pytest.mark.parametrize(
    ("percent", "text"), [("60", "+60 %"), ("-3.333", "−3,3 %"), ("0.04", "±0 %"), ("1250", "+1.250 %")]
)
def test_percentages_are_short(percent, text):
    assert percent_text(Decimal(percent)) == text


def test_a_short_address_leads_to_the_full_one(client):
    line = BudgetLineFactory()

    response = client.get(f"/haushalt/{line.public_id}/")

    assert (response.status_code, response.url) == (301, line.get_absolute_url())


@pytest.mark.parametrize("hidden", [{"draft": True}, {"body__draft": True}, {"withdrawn": True}])
def test_a_hidden_line_has_no_page(client, hidden):
    line = BudgetLineFactory(**hidden)

    assert client.get(line.get_absolute_url()).status_code == 404
    assert line not in BudgetLine.visible.all()


def export(client, url):
    """The rows of a CSV, headings first."""
    return list(csv.reader(io.StringIO(client.get(url).content.decode("utf-8-sig")), delimiter=";"))


class TestPlanAndResult:
    def test_each_plan_stands_beside_the_one_before_and_each_result_beside_its_plan(self):
        totals = [
            YearTotal(2024, {"approved": Decimal(25000)}),
            YearTotal(2025, {"approved": Decimal(30000), "amended": Decimal(40000), "actual": Decimal(38000)}),
            YearTotal(2026, {"actual": Decimal(5)}),
            YearTotal(2027, {"draft_budget": Decimal(1)}),
        ]

        rows = [[cell.text for cell in row] for row in comparison_rows(totals)]

        assert rows == [
            ["2024", "25.000,00", "–", "keine Angabe", "–"],
            ["2025", "40.000,00 (fortgeschrieben)", "+15.000,00 (+60 %)", "38.000,00", "−2.000,00 (−5 %)"],
            ["2026", "keine Angabe", "–", "5,00", "–"],
        ]

    def test_an_amended_amount_replaces_that_of_its_own_account_only(self):
        cooperation, body = CooperationFactory(), BodyFactory()
        first, second = (
            CooperationShareFactory(cooperation=cooperation, budget_line=BudgetLineFactory(body=body)) for _ in range(2)
        )
        of_share(first, amount="100000")
        of_share(first, amount="120000", phase="amended")
        of_share(second, amount="50000")

        (account,) = accounts_of(cooperation)
        (row,) = comparison_rows(account.totals)
        (payer,) = body_shares([account]).shares

        assert row[1].text == "170.000,00 (zum Teil fortgeschrieben)"
        assert (payer.amount_eur, payer.phase) == (170000, "fortgeschriebener Ansatz und Ansatz")

    def test_an_amended_amount_of_a_share_replaces_that_of_its_whole_line(self):
        share = CooperationShareFactory(extent="whole")
        of_line(share.budget_line, amount="100")
        of_share(share, amount="120", phase="amended")

        (account,) = accounts_of(share.cooperation)

        assert [row[1].text for row in comparison_rows(account.totals)] == ["120,00 (fortgeschrieben)"]

    @pytest.mark.parametrize(
        ("results", "told"), [(["95"], ("95,00", "–")), (["95", "310"], ("405,00", "+5,00 (+1,3 %)"))]
    )
    def test_a_result_stands_against_the_plan_of_the_same_accounts_only(self, results, told):
        cooperation, body = CooperationFactory(), BodyFactory()
        shares = [
            CooperationShareFactory(cooperation=cooperation, budget_line=BudgetLineFactory(body=body)) for _ in range(2)
        ]
        for share, planned in zip(shares, ["100", "300"], strict=True):
            of_share(share, amount=planned)
        for share, result in zip(shares, results, strict=False):
            of_share(share, amount=result, phase="actual")

        (account,) = accounts_of(cooperation)
        (row,) = comparison_rows(account.totals)

        assert (row[1].text, row[3].text, row[4].text) == ("400,00", *told)

    def test_a_correction_counts_and_what_it_corrects_is_shown_as_corrected(self, client):
        line = BudgetLineFactory()
        wrong = of_line(line, amount="25000")
        of_line(line, amount="52000", corrects=wrong)

        page = client.get(line.get_absolute_url())

        assert [row[1].text for row in page.context["comparison"]] == ["52.000,00"]
        assert [(one.amount_text, one.standing) for one in page.context["whole"].evidence] == [
            ("25.000,00", "berichtigt"), ("52.000,00", ""),
        ]  # fmt: skip

    def test_each_amount_says_what_it_changes_and_by_which_decision(self):
        line, paper = BudgetLineFactory(), PaperFactory(reference="2024/0207")
        of_line(line, 2024, "25000")
        of_line(line, 2025, "40000", paper=paper)

        first, second = evidence(money_of_line(line).amounts)

        assert (first.change_text, first.decisions) == ("–", [])
        assert second.change_text == "+15.000,00 (+60 %) zu: Ansatz 2024"
        assert [cell.text for cell in second.decisions] == ["Vorlage 2024/0207"]

    def test_a_hidden_correction_changes_nothing(self, client):
        line = BudgetLineFactory()
        wrong = of_line(line, amount="25000")
        before = client.get(line.get_absolute_url()).content

        of_line(line, amount="52000", corrects=wrong, draft=True)

        assert client.get(line.get_absolute_url()).content == before

    def test_it_says_by_what_a_plan_was_amended(self):
        amount = of_line(BudgetLineFactory(), phase="amended", amendment="carried_over")

        (told,) = evidence(Appropriation.visible.filter(pk=amount.pk).with_visible("paper", "agenda_item"))

        assert told.phase == "fortgeschriebener Ansatz (Ermächtigungsübertragung)"

    def test_only_an_amount_of_the_same_place_can_be_corrected(self):
        line = BudgetLineFactory()
        other = of_line(line, 2023)

        with pytest.raises(ValidationError, match="derselben Stelle"):
            of_line(line, 2024, corrects=other).clean()


class TestWhoPaysWhat:
    def test_the_bodies_of_the_newest_decided_year_share_it(self):
        cooperation = CooperationFactory()
        for name, amounts in (
            ("Kreis", [(2024, "30", "approved"), (2025, "90", "draft_budget")]),
            ("Stadt", [(2024, "9", "approved"), (2024, "10", "amended")]),
        ):
            share = CooperationShareFactory(cooperation=cooperation, budget_line__body__name=name)
            for year, amount, phase in amounts:
                of_share(share, year, amount, phase)

        shares = body_shares(accounts_of(cooperation))
        picture = flow(shares, flow_id="fluss", target="Bündnis")

        assert (shares.fiscal_year, shares.plan_label, shares.total_eur) == (2024, "Ergebnisplan", 40)
        assert [(one.body.name, one.amount_eur, one.phase, one.percent) for one in shares.shares] == [
            ("Kreis", 30, "Ansatz", 75), ("Stadt", 10, "fortgeschriebener Ansatz", 25),
        ]  # fmt: skip
        assert [(one.height, one.bar_width) for one in picture.ribbons] == [(90, 75), (30, 25)]
        assert picture.target_height == 120

    def test_what_is_no_part_of_a_whole_is_told_but_not_drawn(self):
        share = CooperationShareFactory()
        of_share(share, amount="-5")

        shares = body_shares(accounts_of(share.cooperation))

        assert [(one.amount_eur, one.percent) for one in shares.shares] == [(-5, None)]
        assert flow(shares, flow_id="fluss", target="Bündnis") is None

    def test_without_amounts_nobody_pays(self):
        assert body_shares(accounts_of(CooperationShareFactory().cooperation)) is None


class TestContributions:
    def test_a_levy_is_one_chain_over_two_bodies(self, client):
        payer, receiver = PartnerFactory(short_name="Stadt"), PartnerFactory(short_name="Verband")
        paying = BudgetLineFactory(body__partner=payer, account_name="Umlage an den Verband")
        receiving = BudgetLineFactory(body__partner=receiver, account_name="Umlagen", direction="revenue")
        decision, consent = PaperFactory(reference="V/1"), PaperFactory(reference="S/2")
        levy = ContributionFactory(payer=payer, receiver=receiver, paying_line=paying, receiving_line=receiving)
        ContributionAmountFactory(contribution=levy, fiscal_year=2025, amount_eur=Decimal("62500.10"), paper=decision)
        of_line(paying, 2025, "60000", paper=consent)
        of_line(receiving, 2025, "120000")

        page = client.get(levy.get_absolute_url())

        assert [(link.title, [cell.text for cell in link.cells]) for link in page.context["chain"]] == [
            ("Verband setzt den Beitrag fest", ["Vorlage V/1"]),
            ("Stadt plant die Zahlung", [f"Umlage an den Verband ({paying.code})", "Vorlage S/2"]),
            ("Verband plant die Einnahme", [f"Umlagen ({receiving.code})"]),
        ]
        assert page.context["table"].rows == [MoneyRow("2025", ["62.500,10", "60.000,00", "120.000,00"])]
        assert export(client, f"/haushalt/beitrag/{levy.public_id}/betraege.csv")[1][3:] == [
            "2025", "Ansatz", "62500,10",
        ]  # fmt: skip

    def test_both_sides_see_it_in_their_budgets(self, client):
        levy = ContributionFactory(payer__name="Stadt", receiver__name="Verband")
        body = BodyFactory(partner=levy.payer)
        ContributionAmountFactory(contribution=levy, fiscal_year=2025, amount_eur=7)
        ContributionAmountFactory(contribution=levy, fiscal_year=2025, amount_eur=9, draft=True, as_of=date(2025, 1, 1))

        pages = [f"/haushalt/partner/{one.public_id}/" for one in (levy.payer, levy.receiver)]

        assert [client.get(page).context["sections"][0].title for page in pages] == [
            "Gezahlte Umlagen und Beiträge", "Erhaltene Umlagen und Beiträge",
        ]  # fmt: skip
        assert [export(client, f"{page}betraege.csv")[1] for page in pages] == [
            ["zahlt", "2025", "Ansatz", "7,00"], ["erhält", "2025", "Ansatz", "7,00"],
        ]  # fmt: skip
        of_body = f"/haushalt/koerperschaft/{body.public_id}/"
        assert levy.name in client.get(of_body).text
        assert [one.title for one in client.get(of_body).context["sections"]] == ["Gezahlte Umlagen und Beiträge"]
        assert export(client, f"{of_body}betraege.csv") == [
            ["Kooperation oder Beitrag", "Plan", "Richtung", "Haushaltsjahr", "Phase", "Betrag in Euro"],
            ["Umlagen und Beiträge", "", "zahlt", "2025", "Ansatz", "7,00"],
        ]

    def test_an_amended_fee_leaves_the_others_in_the_plan_of_a_partner(self, client):
        payer = PartnerFactory()
        amended, plain = ContributionFactory(payer=payer), ContributionFactory(payer=payer)
        ContributionAmountFactory(contribution=amended, amount_eur=100)
        ContributionAmountFactory(contribution=amended, amount_eur=110, phase="amended")
        ContributionAmountFactory(contribution=plain, amount_eur=50)

        (section,) = client.get(f"/haushalt/partner/{payer.public_id}/").context["sections"]

        assert [row[1].text for row in section.comparison] == ["160,00 (zum Teil fortgeschrieben)"]

    @pytest.mark.parametrize("field", ["paying_line", "receiving_line"])
    def test_a_hidden_line_is_no_link_of_the_chain(self, client, field):
        levy = ContributionFactory(**{field: BudgetLineFactory(account_name=SECRET, draft=True)})

        text = client.get(levy.get_absolute_url()).text

        assert levy.name in text
        assert SECRET not in text

    def test_a_line_of_another_body_is_refused(self):
        levy = ContributionFactory(paying_line=BudgetLineFactory(body__partner=PartnerFactory()))

        with pytest.raises(ValidationError, match="Haushalt einer anderen Körperschaft"):
            levy.clean()

    def test_money_does_not_flow_backwards(self):
        levy = ContributionFactory(paying_line=BudgetLineFactory(direction="revenue"))

        with pytest.raises(ValidationError, match="Aufwand oder Auszahlung"):
            levy.clean()


class TestPagesOfMoney:
    @pytest.mark.parametrize("rows", FEW_AND_MANY)
    @pytest.mark.parametrize(
        ("page", "queries"),
        [("kooperation/{cooperation}", 6), ("koerperschaft/{body}", 6), ("partner/{partner}", 5),
         ("beitrag/{levy}/x", 8)],
    )  # fmt: skip
    def test_they_need_as_many_queries_whatever_their_rows(
        self, client, django_assert_num_queries, page, queries, rows
    ):
        cooperation, partner, paper = CooperationFactory(), PartnerFactory(), PaperFactory()
        body = BodyFactory(partner=partner)
        for _ in range(rows):
            line = BudgetLineFactory(body=body)
            share = CooperationShareFactory(budget_line=line, cooperation=cooperation)
            of_share(share)
            GrantFactory(recipient=partner, cooperation=cooperation)
            levy = ContributionFactory(
                name="X", payer=partner, cooperation=cooperation, paying_line=line, receiving_line=BudgetLineFactory()
            )
        for year in range(2000, 2000 + rows):
            ContributionAmountFactory(contribution=levy, fiscal_year=year, paper=paper)
            of_line(line, year, paper=paper)
        names = {
            "cooperation": cooperation.public_id, "body": body.public_id, "partner": partner.public_id,
            "levy": levy.public_id,
        }  # fmt: skip

        with django_assert_num_queries(queries):
            assert client.get(f"/haushalt/{page.format(**names)}/").status_code == 200

    @pytest.mark.parametrize("page", ["kooperation", "koerperschaft", "partner"])
    def test_nothing_recorded_is_not_zero(self, client, page):
        record = {"kooperation": CooperationFactory, "koerperschaft": BodyFactory, "partner": PartnerFactory}[page]()

        text = client.get(f"/haushalt/{page}/{record.public_id}/").text

        assert "Noch kein Geld veröffentlicht" in text
        assert "0,00" not in text

    @pytest.mark.parametrize("page", ["kooperation", "koerperschaft", "partner"])
    @pytest.mark.parametrize("end", ["", "betraege.csv"])
    def test_of_a_hidden_record_there_is_none(self, client, page, end):
        make = {"kooperation": CooperationFactory, "koerperschaft": BodyFactory, "partner": PartnerFactory}[page]

        hidden, never = make(draft=True).public_id, "zzzzzzzzzz"

        answers = [client.get(f"/haushalt/{page}/{key}/{end}") for key in (hidden, never)]
        assert [answer.status_code for answer in answers] == [404, 404]
