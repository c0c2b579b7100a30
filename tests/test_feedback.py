"""Messages of readers: taken without cookie and puzzle, kept, mailed, never public, deleted in time."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regionportal.feedback import MESSAGES_IN_WINDOW
from regionportal.models import FeedbackMessage, FeedbackTrace

pytestmark = pytest.mark.django_db

ADDRESS = "/rueckmeldung/"
WRITTEN = {
    "kind": "barrier",
    "text": "Die Anlage lässt sich nicht vorlesen.",
    "page": "/vorlagen/",
    "name": "Kim Muster",
    "email": "kim@muster.example",
    "homepage": "",
}


@pytest.fixture(autouse=True)
def clock(time_machine):
    """Stands still, and goes on where a test says so."""
    time_machine.move_to("2026-11-23T12:00:00Z", tick=False)
    return time_machine


@pytest.fixture(autouse=True)
def to_whom(settings):
    settings.FEEDBACK_EMAIL = "rueckmeldung@portal.example"


def stamp_of(page):
    return re.search(r'name="stamp" value="([^"]+)"', page.text)[1]


@pytest.fixture
def send(client, clock):
    """Open the form, wait, send it; `after` in seconds."""

    def sent(after=60, headers=None, **changes):
        stamp = stamp_of(client.get(ADDRESS))
        clock.shift(timedelta(seconds=after))
        return client.post(ADDRESS, {**WRITTEN, "stamp": stamp, **changes}, headers=headers)

    return sent


def message(**values):
    facts = {"kind": "question", "text": "Wann tagt der Rat?", "received_at": timezone.now()}
    return FeedbackMessage.objects.create(**facts | values)


class TestSending:
    def test_keeps_what_was_written_and_thanks(self, send):
        answer = send()

        assert (answer.status_code, answer.url) == (302, "/rueckmeldung/danke/")
        kept = FeedbackMessage.objects.values().get()
        kept.pop("id")
        assert kept == {
            "kind": "barrier",
            "text": "Die Anlage lässt sich nicht vorlesen.",
            "page": "/vorlagen/",
            "name": "Kim Muster",
            "email": "kim@muster.example",
            "received_at": timezone.now(),
            "state": "new",
            "internal_note": "",
        }

    def test_needs_neither_name_nor_address(self, send):
        assert send(name="", email="", page="").status_code == 302
        assert FeedbackMessage.objects.count() == 1

    def test_sets_no_cookie_and_needs_none(self, clock):
        browser = Client(enforce_csrf_checks=True)
        form = browser.get(ADDRESS)
        clock.shift(timedelta(seconds=60))

        answer = browser.post(ADDRESS, WRITTEN | {"stamp": stamp_of(form)})
        thanks = browser.get(answer.url)

        assert answer.status_code == 302
        assert not form.cookies
        assert not answer.cookies
        assert not thanks.cookies
        assert not browser.cookies

    def test_from_another_site_is_refused(self, send):
        answer = send(headers={"sec-fetch-site": "cross-site"})

        assert answer.status_code == 403
        assert not FeedbackMessage.objects.exists()

    def test_tells_the_public_nothing(self, send, client):
        send(text="geheim7")

        assert "geheim7" not in client.get("/rueckmeldung/danke/").text + client.get(ADDRESS).text


class TestTheForm:
    def test_knows_the_page_somebody_came_from(self, client):
        link = re.search(r'href="(/rueckmeldung/[^"]*)"', client.get(reverse("council:paper_list")).text)[1]

        form = client.get(link).context["form"]

        assert link == "/rueckmeldung/?seite=/vorlagen/"
        assert form.initial == {"page": "/vorlagen/", "kind": ""}

    def test_is_linked_from_an_error_page_without_its_address(self, client):
        page = client.get("/gibt-es-nicht/")

        assert 'href="/rueckmeldung/"' in page.text
        assert "gibt-es-nicht" not in page.text

    @pytest.mark.parametrize(
        "page", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/x\r\ny", "/" * 600]
    )
    def test_takes_no_address_of_elsewhere(self, client, page):
        assert client.get(ADDRESS, {"seite": page, "anlass": "unbekannt"}).context["form"].initial == {
            "page": "",
            "kind": "",
        }

    @pytest.mark.parametrize(
        ("changes", "field", "told"),
        [
            ({"kind": ""}, "id_kind", "Bitte wählen Sie aus, worum es geht."),
            ({"text": "  "}, "id_text", "Bitte schreiben Sie uns, worum es geht."),
            ({"text": "x" * 5001}, "id_text", "Bitte kürzen Sie die Nachricht auf 5000 Zeichen; es sind 5001."),
            ({"email": "kim@"}, "id_email", "Bitte prüfen Sie die E-Mail-Adresse. Sie sieht so aus: name@beispiel.de"),
            ({"page": "/" * 501}, "id_page", "Bitte kürzen Sie die Adresse auf 500 Zeichen."),
            ({"text": "a\x00b"}, "id_text", "Nullzeichen"),
        ],
    )
    def test_names_what_is_wrong_and_keeps_the_rest(self, send, changes, field, told):
        answer = send(**changes)

        assert answer.status_code == 200
        assert f'<a href="#{field}">' in answer.text
        assert told in answer.text
        assert "<title>Fehler: Rückmeldung" in answer.text
        assert 'value="Kim Muster"' in answer.text
        assert not FeedbackMessage.objects.exists()

    def test_counts_the_end_of_a_line_as_browsers_do(self, send):
        assert send(text="x\r\n" * 2500).status_code == 302
        assert FeedbackMessage.objects.get().text == "x\n" * 2499 + "x"

    def test_tells_browsers_what_to_fill_in(self, client):
        page = client.get(ADDRESS).text

        assert re.findall(r'name="(name|email)"[^>]*autocomplete="(\w+)"', page) == [
            ("name", "name"),
            ("email", "email"),
        ]


class TestAgainstMachines:
    def assert_asked_again(self, answer, told):
        assert answer.status_code == 200
        assert told in answer.text
        assert "Die Anlage lässt sich nicht vorlesen." in answer.text
        assert not FeedbackMessage.objects.exists()

    def test_a_form_sent_too_quickly_is_asked_again_and_taken_the_second_time(self, send, client, clock):
        answer = send(after=1)
        self.assert_asked_again(answer, "Das ging sehr schnell.")
        clock.shift(timedelta(seconds=5))

        again = client.post(ADDRESS, WRITTEN | {"stamp": stamp_of(answer)})

        assert again.status_code == 302

    def test_a_form_open_for_days_is_asked_again_with_a_new_stamp(self, send, client, clock):
        answer = send(after=24 * 60 * 60 + 1)
        self.assert_asked_again(answer, "Das Formular war lange offen.")
        clock.shift(timedelta(seconds=5))

        again = client.post(ADDRESS, WRITTEN | {"stamp": stamp_of(answer)})

        assert again.status_code == 302

    def test_who_has_something_else_to_correct_is_told_only_that(self, send, client, clock):
        answer = send(after=24 * 60 * 60 + 1, text="")
        assert answer.context["form"].non_field_errors() == []
        clock.shift(timedelta(seconds=5))

        again = client.post(ADDRESS, WRITTEN | {"stamp": stamp_of(answer)})

        assert again.status_code == 302

    @pytest.mark.parametrize("stamp", ["", "1", "1795435200:abc", "x:y:z", "\x00"])
    def test_a_stamp_that_is_not_ours_is_asked_again(self, send, stamp):
        self.assert_asked_again(send(stamp=stamp), "Das Formular war lange offen.")

    def test_the_trap_is_told_and_emptied(self, send):
        answer = send(homepage="https://spam.example")

        self.assert_asked_again(answer, "Ein Feld, das leer bleiben soll, war ausgefüllt")
        assert "spam.example" not in answer.text

    def test_too_many_from_one_place_wait_and_lose_nothing(self, send, clock):
        for _ in range(MESSAGES_IN_WINDOW):
            assert send(after=10).status_code == 302

        refused = send(after=10, text="Eine zu viel")

        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3500")
        assert "in 59 Minuten noch einmal ab" in refused.text
        assert "Eine zu viel" in refused.text
        assert FeedbackMessage.objects.count() == MESSAGES_IN_WINDOW

    def test_others_are_not_held_up_and_waiting_helps(self, send, client, clock, settings):
        settings.BEHIND_TRUSTED_PROXY = True
        for _ in range(MESSAGES_IN_WINDOW):
            send(after=10, headers={"x-forwarded-for": "198.51.100.7"})

        assert send(headers={"x-forwarded-for": "198.51.100.8"}).status_code == 302
        assert send(headers={"x-forwarded-for": "198.51.100.7"}).status_code == 429
        assert send(after=60 * 60, headers={"x-forwarded-for": "198.51.100.7"}).status_code == 302

    def test_one_household_is_one_place_however_many_addresses_it_has(self, send, settings):
        settings.BEHIND_TRUSTED_PROXY = True
        for n in range(MESSAGES_IN_WINDOW):
            send(after=10, headers={"x-forwarded-for": f"2001:db8:1:2::{n:x}"})

        assert send(headers={"x-forwarded-for": "2001:db8:1:2:ffff::1"}).status_code == 429
        assert send(headers={"x-forwarded-for": "2001:db8:1:3::1"}).status_code == 302

    def test_midnight_lets_nobody_begin_anew(self, send, clock):
        clock.move_to("2026-11-23T22:58:00Z", tick=False)  # 23:58 in Berlin
        for _ in range(MESSAGES_IN_WINDOW):
            send(after=10)

        assert send(after=60).status_code == 429

    def test_no_address_is_kept_and_no_trace_longer_than_needed(self, send, settings):
        settings.BEHIND_TRUSTED_PROXY = True
        send(headers={"x-forwarded-for": "198.51.100.7"})
        send(after=60 * 60, headers={"x-forwarded-for": "198.51.100.8"})

        (trace,) = FeedbackTrace.objects.values()
        kept = f"{trace} {list(FeedbackMessage.objects.values())}"
        assert "198.51.100" not in kept
        assert {name for name in trace if name != "id"} == {"place", "seen_at"}


class TestMail:
    def test_tells_the_operator_once_the_message_is_kept(self, send, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            send()

        (told,) = mail.outbox
        kept = FeedbackMessage.objects.get()
        assert told.to == ["rueckmeldung@portal.example"]
        assert told.reply_to == ["kim@muster.example"]
        assert told.subject == f"[Regionalportal Test] Barriere (Rückmeldung {kept.pk})"
        assert "Die Anlage lässt sich nicht vorlesen." in told.body
        assert f"https://portal.example/verwaltung/regionportal/feedbackmessage/{kept.pk}/change/" in told.body

    @pytest.mark.parametrize("field", ["name", "email", "page", "text"])
    def test_nothing_can_be_smuggled_into_its_head(self, send, django_capture_on_commit_callbacks, field):
        smuggled = "kim@muster.example\r\nBcc: opfer@elsewhere.example"

        with django_capture_on_commit_callbacks(execute=True):
            send(**{field: smuggled})

        for told in mail.outbox:
            head = told.message().as_bytes().partition(b"\n\n")[0]
            assert told.recipients() == ["rueckmeldung@portal.example"]
            assert b"Bcc" not in head
        assert len(mail.outbox) == FeedbackMessage.objects.count()

    @pytest.mark.django_db(transaction=True)
    def test_a_server_that_fails_loses_no_message(self, send, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

        answer = send()

        assert answer.status_code == 302
        assert FeedbackMessage.objects.count() == 1

    def test_nobody_is_told_where_nobody_is_named(self, send, settings, django_capture_on_commit_callbacks):
        settings.FEEDBACK_EMAIL = ""

        with django_capture_on_commit_callbacks(execute=True):
            send()

        assert mail.outbox == []
        assert FeedbackMessage.objects.count() == 1


class TestDeletingInTime:
    @pytest.fixture
    def messages(self, settings):
        settings.PORTAL = {**settings.PORTAL, "feedback_retention_days": 30}
        old, young = timezone.now() - timedelta(days=31), timezone.now() - timedelta(days=29)
        return {
            "old": message(received_at=old, state="answered"),
            "young": message(received_at=young, state="answered"),
            "waiting": message(received_at=old),
        }

    def left(self):
        return set(FeedbackMessage.objects.values_list("pk", flat=True))

    def test_takes_what_is_old_and_answered_and_names_what_waits(self, messages, capsys):
        call_command("delete_old_feedback")

        told = capsys.readouterr()
        assert self.left() == {messages["young"].pk, messages["waiting"].pk}
        assert told.out == "1 Rückmeldung gelöscht.\n"
        assert told.err == "1 Rückmeldung ebenso alt, aber noch nicht beantwortet. Bitte ansehen.\n"

    def test_a_second_time_changes_nothing(self, messages, capsys):
        call_command("delete_old_feedback")
        left = self.left()

        call_command("delete_old_feedback")

        assert self.left() == left
        assert capsys.readouterr().out.endswith("0 Rückmeldungen gelöscht.\n")

    def test_a_trial_deletes_nothing(self, messages, capsys):
        call_command("delete_old_feedback", dry_run=True)

        assert len(self.left()) == 3
        assert capsys.readouterr().out == "Zu löschen: 1 Rückmeldung. Nichts wurde geändert.\n"

    def test_takes_traces_too(self, messages):
        FeedbackTrace.objects.create(place="x", seen_at=timezone.now() - timedelta(hours=2))

        call_command("delete_old_feedback")

        assert not FeedbackTrace.objects.exists()


class TestTheDesk:
    LIST = "admin:regionportal_feedbackmessage_changelist"

    def change(self, one):
        return reverse("admin:regionportal_feedbackmessage_change", args=[one.pk])

    def staff(self, client, *permissions):
        user = User.objects.create_user("redaktion", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    def test_shows_messages_escaped_to_those_who_may(self, client):
        one = message(text="<script>alert(1)</script>", email="kim@muster.example")
        client = self.staff(client, "view_feedbackmessage")

        listed, form = client.get(reverse(self.LIST)).text, client.get(self.change(one)).text

        assert self.change(one) in listed
        assert "<script>alert" not in listed + form
        assert '<a href="mailto:kim@muster.example">' in form

    def test_shows_them_to_nobody_else(self, client):
        one = message()
        client = self.staff(client, "view_textpage")

        assert client.get(reverse(self.LIST)).status_code == 403
        assert client.get(self.change(one)).status_code == 403

    def test_lets_staff_note_what_became_of_it_and_nothing_else(self, admin_client):
        one = message()

        admin_client.post(self.change(one), {"state": "answered", "internal_note": "per Mail", "text": "anders"})

        one.refresh_from_db()
        assert (one.state, one.internal_note, one.text) == ("answered", "per Mail", "Wann tagt der Rat?")

    def test_marks_several_as_answered(self, admin_client):
        several = [message(), message(), message(state="answered")]
        chosen = {"action": "mark_answered", "_selected_action": [one.pk for one in several]}

        answer = admin_client.post(reverse(self.LIST), chosen, follow=True)

        assert "2 als beantwortet gekennzeichnet." in answer.text
        assert not FeedbackMessage.objects.filter(state="new").exists()
        assert LogEntry.objects.count() == 2

    def test_keeps_no_word_of_the_sender_in_its_own_log(self, admin_client):
        one = message(text="geheim7", name="geheim7", email="geheim7@muster.example")

        admin_client.post(self.change(one), {"state": "answered", "internal_note": ""})
        admin_client.post(reverse("admin:regionportal_feedbackmessage_delete", args=[one.pk]), {"post": "yes"})

        assert not FeedbackMessage.objects.exists()
        assert "geheim7" not in str(list(LogEntry.objects.values()))

    def test_nobody_writes_messages_there(self, admin_client):
        assert admin_client.get(reverse("admin:regionportal_feedbackmessage_add")).status_code == 403
