"""Contradictions and gaps are found, shown to those who can mend them, and stay away once dismissed."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budgets.notices import (
    amount_not_in_decision,
    amounts_in,
    gap_in_years,
    missing_result,
    planned_without_amount,
    shares_exceed_line,
)
from cooperations.notices import agreement_past_its_review
from council.models import Paper, SourceDocument
from council.notices import (
    cited_paper_unknown,
    notice_assigns_work,
    page_changed_at_its_source,
    page_kept_aside,
    result_and_text_differ,
    station_without_result,
)
from publication.models import Dismissal
from regionportal.desk.notices import RULES
from tests.factories import (
    AgendaItemFactory,
    AgreementFactory,
    AppropriationFactory,
    BudgetLineFactory,
    ConsultationFactory,
    ContributionAmountFactory,
    CooperationShareFactory,
    MeetingFactory,
    PaperFactory,
    PaperRelationFactory,
    PaperSectionFactory,
)
from tests.test_admin_acts import EDITING, signed_in

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
PAGE = "admin:notices"


def records(rule):
    return [record for record, _, _ in rule(TODAY)]


class TestResultAndText:
    @pytest.mark.parametrize(
        ("result", "kind", "text"),
        [
            ("ungeändert beschlossen", "accepted", "Kenntnisnahme"),
            ("geändert beschlossen", "amended", "Der Ausschuss nimmt den Bericht der Verwaltung zur Kenntnis."),
            ("zur Kenntnis genommen", "noted", "Der Rat beschließt den Beitritt zum Bündnis."),
            ("", "noted", "Die Verbandsversammlung beauftragt die Geschäftsstelle mit der Umsetzung."),
        ],
    )
    def test_a_decision_over_a_text_that_takes_note_is_found_and_the_reverse(self, result, kind, text):
        item = AgendaItemFactory(result=result, result_kind=kind, resolution_text=text)

        ((record, told, _),) = result_and_text_differ(TODAY)

        assert record == item
        assert text in told

    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            ("accepted", "Der Rat beschließt den Beitritt."),
            ("accepted", "Der Rat nimmt den Bericht zur Kenntnis und beschließt den Beitritt."),
            ("noted", "Der Ausschuss nimmt den Bericht zur Kenntnis."),
            ("noted", ""),
            ("rejected", "Kenntnisnahme"),
            ("", "Kenntnisnahme"),
        ],
    )
    def test_what_fits_or_says_both_is_left_alone(self, kind, text):
        AgendaItemFactory(result_kind=kind, resolution_text=text)

        assert records(result_and_text_differ) == []


class TestNoticeThatAssignsWork:
    def test_the_task_is_quoted(self):
        section = PaperSectionFactory(
            paper__paper_kind="notice",
            kind="proposal",
            text="Wir nehmen Kenntnis. Die Verwaltung wird beauftragt, ein Konzept zu erstellen. Weiteres folgt.",
        )

        ((record, told, _),) = notice_assigns_work(TODAY)

        assert record == section.paper
        assert "Die Verwaltung wird beauftragt, ein Konzept zu erstellen" in told
        assert "Weiteres" not in told

    @pytest.mark.parametrize(
        ("paper_kind", "kind", "text"),
        [
            ("proposal", "proposal", "Die Verwaltung wird beauftragt."),
            ("notice", "facts", "Die Verwaltung wurde 2024 beauftragt."),
            ("notice", "proposal", "Der Ausschuss nimmt Kenntnis."),
        ],
    )
    def test_proposals_and_accounts_of_the_past_are_no_contradiction(self, paper_kind, kind, text):
        PaperSectionFactory(paper__paper_kind=paper_kind, kind=kind, text=text)

        assert records(notice_assigns_work) == []


def test_a_cited_paper_that_the_portal_does_not_have_is_found():
    relation = PaperRelationFactory(to_paper=None, raw_reference="SV-Nr. 2025/019")
    PaperRelationFactory()

    ((record, told, _),) = cited_paper_unknown(TODAY)

    assert record == relation.from_paper
    assert "SV-Nr. 2025/019" in told


class TestStationWithoutResult:
    def at(self, day, **facts):
        start = datetime.combine(day, datetime.min.time(), ZoneInfo("Europe/Berlin"))
        return ConsultationFactory(meeting=MeetingFactory(start=start), **facts)

    @pytest.mark.parametrize(("days", "found"), [(31, True), (30, False), (-5, False)])
    def test_it_is_found_after_thirty_days(self, days, found):
        station = self.at(TODAY - timedelta(days=days))

        assert records(station_without_result) == ([station.paper] if found else [])

    def test_its_own_day_counts_where_the_meeting_is_unknown(self):
        ConsultationFactory(meeting=None, organization=None, date=TODAY - timedelta(days=43))

        ((_, told, _),) = station_without_result(TODAY)

        assert "seit 43 Tagen" in told

    def test_a_result_at_the_station_or_at_its_item_ends_it(self):
        past = TODAY - timedelta(days=60)
        self.at(past, result="vertagt")
        item = AgendaItemFactory(result_kind="noted")
        ConsultationFactory(meeting=item.meeting, agenda_item=item, date=past)
        cancelled = self.at(past)
        cancelled.meeting.cancelled = True
        cancelled.meeting.save()

        assert records(station_without_result) == []


class TestPages:
    def page(self, **facts):
        number = SourceDocument.objects.count()
        return SourceDocument.objects.create(
            **{"name": "vorlage.html", "sha256": f"{number:064}", "read_at": timezone.now(), "raw_text": "x"} | facts
        )

    def test_a_page_that_could_not_be_taken_over_is_found_with_its_reason(self):
        page = self.page(kept_aside="Die Körperschaft fehlt.")
        self.page()

        ((record, told, _),) = page_kept_aside(TODAY)

        assert record == page
        assert "Die Körperschaft fehlt." in told

    def test_a_page_that_reads_differently_than_before_is_found_once(self):
        paper = PaperFactory()
        for days in (30, 20, 10):
            self.page(paper=paper, read_at=timezone.now() - timedelta(days=days))
        self.page(paper=PaperFactory())

        assert records(page_changed_at_its_source) == [paper]


@pytest.mark.parametrize(("days", "found"), [(-1, True), (0, False)])
def test_an_agreement_past_its_review_is_found(days, found):
    agreement = AgreementFactory(review_date=TODAY + timedelta(days=days))

    assert records(agreement_past_its_review) == ([agreement] if found else [])


class TestAmounts:
    @pytest.mark.parametrize(
        ("text", "amounts"),
        [
            ("Die Kosten steigen von 25.000 € auf 40.000,00 EUR.", {"25000", "40000"}),
            ("117.589,68 € und 12 T€ und 1,5 Mio. € und 0,29 Euro", {"117589.68", "12000", "0.29"}),
            ("20 000 €, 5.000,– Euro", {"20000", "5000"}),
            ("Sachkonto 544016, Produkt 990100, am 24.02.2025 um 18 Uhr", set()),
        ],
    )
    def test_amounts_are_read_as_german_texts_write_them(self, text, amounts):
        assert amounts_in(text) >= {Decimal(amount) for amount in amounts}
        assert bool(amounts_in(text)) is bool(amounts)

    def test_an_amount_that_its_decision_does_not_name_is_found(self):
        section = PaperSectionFactory(text="Für 2025 werden 40.000 € eingeplant.")
        AppropriationFactory(paper=section.paper, amount_eur=40_000, fiscal_year=2025)
        wrong = AppropriationFactory(paper=section.paper, amount_eur=45_000, fiscal_year=2026)

        ((record, told, _),) = amount_not_in_decision(TODAY)

        assert record == wrong
        assert "45.000,00 €" in told
        assert "40.000,00 €" in told

    def test_a_levy_is_compared_too_and_a_corrected_amount_no_more(self):
        section = PaperSectionFactory(text="Die Umlage beträgt 62.500 €.")
        wrong = AppropriationFactory(paper=section.paper, amount_eur=60_000)
        AppropriationFactory(share=wrong.share, paper=section.paper, amount_eur=62_500, corrects=wrong)
        levy = ContributionAmountFactory(paper=section.paper, amount_eur=62_000)

        assert records(amount_not_in_decision) == [levy]

    def test_a_decision_without_amounts_says_nothing(self):
        AppropriationFactory(paper=PaperSectionFactory(text="Die Mittel sind im Haushalt eingeplant.").paper)

        assert records(amount_not_in_decision) == []


def of_line(line, year, amount=100, phase="approved", **more):
    return AppropriationFactory(share=None, budget_line=line, fiscal_year=year, amount_eur=amount, phase=phase, **more)


class TestMoneyThatDoesNotAddUp:
    def test_shares_of_more_than_the_whole_line_are_noticed(self):
        line = BudgetLineFactory()
        for amount in (60, 50):
            AppropriationFactory(share=CooperationShareFactory(budget_line=line), amount_eur=amount)
        fitting = of_line(line, 2024, 110)
        assert records(shares_exceed_line) == []

        of_line(line, 2024, 100, corrects=fitting)

        ((record, told, _),) = shares_exceed_line(TODAY)
        assert record == line
        assert "Ansatz 2024" in told
        assert "zusammen 110,00 €" in told

    def test_a_result_is_missed_two_years_after(self):
        late, fresh, told = BudgetLineFactory(), BudgetLineFactory(), BudgetLineFactory()
        of_line(late, TODAY.year - 2)
        of_line(fresh, TODAY.year - 1)
        of_line(told, TODAY.year - 2)
        of_line(told, TODAY.year - 2, phase="actual")

        assert records(missing_result) == [late]

    def test_a_year_without_an_amount_between_others_is_noticed(self):
        gap, whole = BudgetLineFactory(), BudgetLineFactory()
        for year in (2021, 2024):
            of_line(gap, year)
        for year in (2023, 2024):
            of_line(whole, year)

        ((record, told, _),) = gap_in_years(TODAY)

        assert record == gap
        assert "2022, 2023" in told

    def test_a_share_and_its_line_have_years_of_their_own(self):
        line = BudgetLineFactory()
        of_line(line, 2021)
        AppropriationFactory(share=CooperationShareFactory(budget_line=line), fiscal_year=2024)

        assert records(gap_in_years) == []

    def test_money_that_a_paper_calls_planned_must_be_recorded(self):
        open_one, known = (PaperSectionFactory(text="Die Mittel sind im Haushalt eingeplant.").paper for _ in range(2))
        AppropriationFactory(paper=known)
        PaperSectionFactory(text="Keine Auswirkungen.")

        assert records(planned_without_amount) == [open_one]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_asks_as_much_for_one_record_as_for_ten(rule):
    def everything():
        for _ in range(3):
            section = PaperSectionFactory(
                paper__paper_kind="notice", kind="proposal", text="Die Verwaltung wird beauftragt, 5 € zu zahlen."
            )
            AppropriationFactory(paper=section.paper, amount_eur=7)
            PaperRelationFactory(from_paper=section.paper, to_paper=None, raw_reference="2025/1")
            ConsultationFactory(paper=section.paper, meeting=None, organization=None, date=date(2024, 1, 1))
            AgendaItemFactory(result_kind="accepted", resolution_text="Kenntnisnahme")
            AgreementFactory(review_date=date(2024, 1, 1))

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as told:
            for record, _, _ in rule.find(TODAY):
                str(record)
        return len(told)

    everything()
    few = queries()
    everything()

    assert queries() == few


class TestPage:
    @pytest.fixture
    def editor(self, client):
        return signed_in(client, "redaktion", EDITING)

    @pytest.fixture
    def notice(self):
        AgreementFactory(title="Vereinbarung Wasser", review_date=date(2024, 1, 1))

    def groups(self, client):
        return client.get(reverse(PAGE)).context["groups"]

    def allow_dismissing(self, client):
        user = User.objects.get(pk=client.session["_auth_user_id"])
        user.user_permissions.add(Permission.objects.get(codename="add_dismissal"))

    def test_it_names_the_rule_and_leads_to_the_form(self, editor, notice):
        (group,) = self.groups(editor)

        ((told, address),) = group.rows
        assert (group.rule.key, group.total) == ("agreement_past_its_review", 1)
        assert "Vereinbarung Wasser" in told.text
        assert editor.get(address).status_code == 200

    def test_the_first_page_counts_them(self, editor, notice):
        notices = editor.get(reverse("admin:index")).context["notices"]

        assert notices[0].label == "Überprüfungstermin einer Vereinbarung ist vorbei: 1"

    def test_dismissed_with_a_reason_it_stays_away_until_the_facts_change(self, editor, notice):
        self.allow_dismissing(editor)
        ((told, _),) = self.groups(editor)[0].rows

        editor.post(reverse(PAGE), {"notice": told.fingerprint, "reason": "Gespräch läuft"})
        assert self.groups(editor) == []
        entry = Dismissal.objects.get()
        assert (entry.reason, entry.dismissed_by, entry.rule) == ("Gespräch läuft", "redaktion", told.rule)
        told.record.review_date = date(2025, 1, 1)
        told.record.save()

        assert self.groups(editor)[0].total == 1

    def test_without_a_reason_nothing_is_dismissed(self, editor, notice):
        self.allow_dismissing(editor)
        ((told, _),) = self.groups(editor)[0].rows

        editor.post(reverse(PAGE), {"notice": told.fingerprint, "reason": " "})
        editor.post(reverse(PAGE), {"notice": "gibt es nicht", "reason": "x"})

        assert not Dismissal.objects.exists()

    def test_without_the_permission_it_is_refused(self, editor, notice):
        ((told, _),) = self.groups(editor)[0].rows

        assert editor.post(reverse(PAGE), {"notice": told.fingerprint, "reason": "x"}).status_code == 403
        assert not Dismissal.objects.exists()

    def test_what_one_may_not_see_is_neither_told_nor_counted(self, client, notice):
        signed_in(client, "vorlagen", EDITING, [Paper])

        assert self.groups(client) == []

    def test_nothing_open_is_said(self, editor):
        assert "Alles in Ordnung" in editor.get(reverse(PAGE)).text
