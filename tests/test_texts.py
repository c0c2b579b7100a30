"""The operator's pages: default, draft, published, withdrawn; their placeholders, their reminders, their desk."""

import re
from datetime import date, timedelta

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from publication.actions import publish, record_edit, withdraw
from publication.models import Version
from regionportal.models import TextPage
from regionportal.placeholders import PLACEHOLDERS, faults_of, filled
from regionportal.texts import default_of, published, reminders, review_is_due, shown
from tests.factories import TextPageFactory

pytestmark = pytest.mark.django_db

KEYS = TextPage.Key.values
OPERATOR = {
    "name": "Regionalportal Test",
    "region": "Testregion",
    "base_url": "https://portal.example",
    "operator": "Zweckverband *Beispiel* & <Söhne>",
    "operator_street": "Beispielstraße 1",
    "operator_city": "00000 Beispielstadt",
    "operator_email": "kon_takt_1@portal.example",
    "operator_phone": "",
    "operator_represented_by": "die Verbandsvorsteherin",
    "data_protection_email": "datenschutz@portal.example",
    "accessibility_reviewed": date(2026, 11, 1),
    "feedback_retention_days": 180,
    "data_licence": "Lizenz",
    "data_licence_url": "https://lizenz.example/",
    "source_url": "",
}


@pytest.fixture
def operator(settings):
    settings.PORTAL = OPERATOR
    return OPERATOR


def draft(key, body="Eigener Text.", **values):
    return TextPageFactory(key=key, title="Eigene Seite", body=body, draft=True, **values)


@pytest.mark.parametrize("key", KEYS)
class TestEveryPage:
    def test_shows_the_default_while_nothing_is_published(self, client, operator, key):
        draft(key)

        page = client.get(reverse(key)).text

        assert f"<h1>{default_of(key).title}</h1>" in page
        assert "Eigen" not in page
        assert "Stand:" not in page

    def test_shows_what_is_published_and_since_when(self, client, time_machine, key):
        page = draft(key)
        time_machine.move_to("2026-11-20T23:30:00Z")
        publish(page, by=None)

        text = client.get(reverse(key)).text

        assert "<h1>Eigene Seite</h1>" in text
        assert "<p>Eigener Text.</p>" in text
        assert 'Stand: <time datetime="2026-11-21">21. November 2026</time>' in text

    def test_goes_back_to_the_default_when_withdrawn_and_is_never_gone(self, client, operator, key):
        page = draft(key)
        before = client.get(reverse(key)).content
        publish(page, by=None)
        withdraw(page, by=None, reason="Versehen")

        after = client.get(reverse(key))

        assert (after.status_code, after.content) == (200, before)

    @pytest.mark.parametrize(("is_published", "queries"), [(False, 1), (True, 2)])
    def test_needs_the_same_queries_whatever_is_in_it(
        self, client, django_assert_num_queries, key, is_published, queries
    ):
        for one in KEYS:
            TextPageFactory(key=one, draft=not is_published)

        with django_assert_num_queries(queries):
            client.get(reverse(key))

    def test_has_no_dead_link_in_its_default(self, operator, key):
        links = re.findall(r'href="(/[^"#?]*)', shown(key).content)

        for link in links:
            try:
                resolve(link)
            except Resolver404:
                pytest.fail(f"{link} leads nowhere")

    def test_has_a_default_without_faults_and_open_spots(self, operator, key):
        assert faults_of(default_of(key).body) == []
        assert "[…" not in shown(key).content
        assert "{" not in shown(key).content


def test_other_pages_ask_the_database_nothing_for_their_footer(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("feedback_thanks"))


def test_the_day_of_a_page_is_that_of_its_last_public_change_and_not_of_an_internal_one(time_machine):
    page = draft("imprint")
    time_machine.move_to("2026-11-01T12:00:00Z")
    publish(page, by=None)
    time_machine.move_to("2026-11-05T12:00:00Z")
    with record_edit(page, by=None):
        page.body = "Neuer Text."
        page.save()
    time_machine.move_to("2026-11-09T12:00:00Z")
    with record_edit(page, by=None):
        page.internal_note = "gelesen"
        page.save()

    assert shown("imprint").as_of == date(2026, 11, 5)
    assert [version.content["body"] for version in Version.objects.of(page)] == ["Eigener Text.", "Neuer Text."]


def test_a_scheduled_page_appears_with_its_moment(time_machine):
    page = draft("imprint")
    publish(page, by=None, at=timezone.now() + timedelta(days=1))
    before = shown("imprint").title
    time_machine.move_to(page.published_at)

    assert (before, shown("imprint").title) == ("Impressum", "Eigene Seite")
    assert shown("imprint").as_of == timezone.localdate(page.published_at)


def test_markup_in_a_page_is_shown_and_not_run(client):
    publish(draft("imprint", body="<script>alert(1)</script> [x](javascript:alert(1))"), by=None)

    page = client.get(reverse("imprint")).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1))" in page


class TestPlaceholders:
    def test_stand_for_the_data_of_the_operator_letter_for_letter(self, client, operator):
        publish(draft("imprint", body="{betreiber}: [{email}](mailto:{email})"), by=None)

        page = client.get(reverse("imprint")).text

        assert (
            "<p>Zweckverband *Beispiel* &amp; &lt;Söhne&gt;: "
            '<a href="mailto:kon_takt_1@portal.example">kon_takt_1@portal.example</a></p>'
        ) in page

    def test_that_may_be_empty_take_their_line_along(self, operator):
        assert filled("E-Mail: x\nTelefon: {telefon}\nEnde") == "E-Mail: x\nEnde"

    def test_that_must_not_be_empty_leave_a_spot_to_fill_in(self, settings):
        settings.PORTAL = {**OPERATOR, "operator": ""}

        space = "\N{NO-BREAK SPACE}"
        assert filled("{betreiber}") == rf"\[…{space}Name{space}des{space}Betreibers\]"

    def test_of_the_review_take_the_day_of_the_page_before_that_of_the_settings(self, operator):
        assert filled("{ueberprueft_am}") == r"1\. November 2026"
        assert filled("{ueberprueft_am}", reviewed_on=date(2026, 11, 20)) == r"20\. November 2026"

    def test_that_are_unknown_are_refused_by_name(self):
        page = draft("imprint", body="Anruf: {telefonnummer}, {email}")

        with pytest.raises(ValidationError) as refusal:
            page.full_clean()

        assert refusal.value.message_dict == {
            "body": [
                "Den Platzhalter {telefonnummer} gibt es nicht. Bitte nehmen Sie einen von denen, die unter dem Feld "
                "stehen."
            ]
        }

    def test_are_all_in_the_settings(self, settings):
        assert {one.setting for one in PLACEHOLDERS.values()} <= set(settings.PORTAL)


def test_an_address_that_is_no_link_is_refused():
    page = draft(
        "imprint", body="[x](javascript:alert) ![y](https://elsewhere.example/y.png) [z]({datenlizenz_adresse})"
    )

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert [message[:52] for message in refusal.value.message_dict["body"]] == [
        "Die Adresse „javascript:alert“ wird kein Link und ke",
        "Die Adresse „https://elsewhere.example/y.png“ wird k",
    ]


def test_a_review_is_not_in_the_future():
    page = draft("accessibility", reviewed_on=timezone.localdate() + timedelta(days=1))

    with pytest.raises(ValidationError, match="Zukunft"):
        page.full_clean()


@pytest.mark.parametrize(
    ("reviewed_on", "is_due"),
    [
        (None, True),
        (date(2025, 11, 23), True),
        (date(2025, 11, 24), False),
        (date(2025, 10, 30), True),
        (date(2025, 12, 1), False),
        (date(2024, 12, 31), True),
        (date(2026, 11, 23), False),
    ],
)
def test_a_review_is_due_after_twelve_months(reviewed_on, is_due):
    assert review_is_due(reviewed_on, date(2026, 11, 23)) is is_due


class TestReminders:
    TODAY = date(2026, 11, 23)

    def test_are_silent_where_all_is_done(self, operator):
        assert reminders(self.TODAY) == []

    def test_name_an_old_statement_and_lead_to_its_form(self, operator):
        (reminder,) = reminders(date(2027, 11, 1))

        assert "zuletzt am 1. November 2026" in reminder.text
        assert reminder.url == reverse("admin:regionportal_textpage_add") + "?key=accessibility"

    def test_take_the_day_of_the_published_statement(self, operator):
        page = TextPageFactory(key="accessibility", reviewed_on=date(2027, 6, 1))

        assert reminders(date(2027, 11, 1)) == []
        (reminder,) = reminders(date(2028, 6, 1))
        assert reminder.url == reverse("admin:regionportal_textpage_change", args=[page.pk])

    def test_do_not_count_a_review_that_only_a_draft_tells(self, operator):
        draft("accessibility", reviewed_on=date(2027, 6, 1))

        assert len(reminders(date(2027, 11, 1))) == 1

    def test_name_a_page_with_something_to_fill_in(self, operator):
        TextPageFactory(key="contact", body="Telefon: […]")
        draft("imprint", body="Telefon: […]")

        assert [reminder.text for reminder in reminders(self.TODAY)] == [
            "Auf der Seite „Kontakt“ steht noch „[…]“. Bitte ausfüllen."
        ]


class TestTheDeploymentCheck:
    def found(self):
        ids = (f"regionportal.{number}" for number in ("E001", "E002", "W001", "W003"))
        wanted = set(ids)
        return {one.id for one in run_checks(tags=["security"], include_deployment_checks=True) if one.id in wanted}

    @pytest.fixture(autouse=True)
    def complete(self, settings, time_machine):
        time_machine.move_to("2026-11-23T12:00:00Z")
        settings.PORTAL = OPERATOR

    def test_finds_nothing_where_all_is_filled_in(self):
        TextPageFactory(key="imprint")

        assert self.found() == set()

    def test_fails_while_a_published_page_has_something_to_fill_in(self):
        TextPageFactory(key="imprint", body="Vertreten durch [… Name]")

        assert self.found() == {"regionportal.E002"}

    def test_does_not_mind_drafts(self):
        draft("imprint", body="Vertreten durch [… Name]")

        assert self.found() == set()

    def test_warns_of_an_old_statement(self, time_machine):
        time_machine.move_to("2027-11-23T12:00:00Z")

        assert self.found() == {"regionportal.W001"}

    def test_fails_without_the_name_of_the_operator(self, settings):
        settings.PORTAL = {**OPERATOR, "operator_street": ""}

        assert self.found() == {"regionportal.E001"}


class TestTheDesk:
    LIST = "admin:regionportal_textpage_changelist"

    def test_offers_the_default_of_every_page_that_is_not_written_yet(self, admin_client):
        page = draft("imprint")

        listed = admin_client.get(reverse(self.LIST)).text

        add = reverse("admin:regionportal_textpage_add")
        assert [key for key in KEYS if f'{add}?key={key}"' in listed] == [key for key in KEYS if key != "imprint"]
        assert reverse("admin:regionportal_textpage_change", args=[page.pk]) in listed

    def test_begins_a_page_with_its_default(self, admin_client):
        form = admin_client.get(reverse("admin:regionportal_textpage_add"), {"key": "contact"})

        default = default_of("contact")
        assert form.context["adminform"].form.initial == {
            "key": "contact",
            "title": default.title,
            "body": default.body,
        }
        assert "reviewed_on" not in form.context["adminform"].form.fields

    def test_tells_every_placeholder_beside_the_text(self, admin_client):
        form = admin_client.get(reverse("admin:regionportal_textpage_add"), {"key": "contact"}).text

        assert [name for name in PLACEHOLDERS if f"<code>{{{name}}}</code>" not in form] == []

    def test_saves_a_draft_that_nobody_sees_yet(self, admin_client, client):
        values = {"key": "contact", "title": "So erreichen Sie uns", "body": "Rufen Sie an.", "audience": "public"}

        admin_client.post(reverse("admin:regionportal_textpage_add") + "?key=contact", values)

        assert TextPage.objects.get().publication_state() == "draft"
        assert "Rufen Sie an." not in client.get(reverse("contact")).text

    def test_says_what_is_wrong_with_a_text(self, admin_client):
        values = {"key": "contact", "title": "Kontakt", "body": "{unbekannt}", "audience": "public"}

        answer = admin_client.post(reverse("admin:regionportal_textpage_add") + "?key=contact", values)

        assert "Den Platzhalter {unbekannt} gibt es nicht." in answer.text
        assert published() == {}
        assert not TextPage.objects.exists()

    def test_shows_how_the_saved_text_looks_and_does_not_run_it(self, admin_client):
        page = draft("imprint", body="## Anbieter\n\n<script>alert(1)</script>")

        form = admin_client.get(reverse("admin:regionportal_textpage_change", args=[page.pk])).text

        assert '<h2 id="anbieter">Anbieter</h2>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>' in form

    def test_a_page_keeps_its_key(self, admin_client):
        page = draft("imprint")
        values = {"key": "contact", "title": "Impressum", "body": "Text", "audience": "public"}

        admin_client.post(reverse("admin:regionportal_textpage_change", args=[page.pk]), values)

        assert TextPage.objects.get().key == "imprint"
