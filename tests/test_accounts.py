"""Administrators invite, give roles, end access; they know no passwords and make themselves no more than they are."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from council.models import Intake, Responsibility
from publication.models import Reading
from regionportal.accounts.invitations import invite
from tests.factories import BodyFactory

pytestmark = pytest.mark.django_db

PASSWORD = "ein langes Kennwort"
NEW_PASSWORD = "ein anderes langes Kennwort"
NO_BODIES = {"responsibilities-TOTAL_FORMS": 0, "responsibilities-INITIAL_FORMS": 0}


def account(name, *roles, **more):
    user = User.objects.create_user(f"{name}@kreis.example", f"{name}@kreis.example", PASSWORD, is_staff=True, **more)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def administrator():
    return account("verwaltung", "Verwaltung")


@pytest.fixture
def desk(administrator):
    return signed_in(administrator)


def page(user, name="change"):
    return reverse(f"admin:auth_user_{name}", args=[user.pk])


def form_of(user, **changes):
    """The form of an account as the browser would send it, with changes."""
    fields = {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "is_active": "on" if user.is_active else "",
        "groups": [group.pk for group in user.groups.all()],
        **NO_BODIES,
    }
    return {name: value for name, value in (fields | changes).items() if value != ""}


def role(name):
    return Group.objects.get(name=name).pk


def link_in(text):
    return re.search(r"https://portal\.example(/\S+?/konto/einladung/[^\s<]+)", text).group(1)


class TestInvitations:
    def invited(self, desk, **changes):
        fields = {"first_name": "Kim", "last_name": "Muster", "email": "Kim.Muster@kreis.example", **NO_BODIES}
        return desk.post(reverse("admin:auth_user_add"), fields | changes)

    def test_an_invitation_makes_an_account_without_password_and_shows_and_mails_a_link(
        self, desk, mailoutbox, django_capture_on_commit_callbacks
    ):
        body = BodyFactory()
        bodies = {"responsibilities-TOTAL_FORMS": 1, "responsibilities-0-body": body.pk}

        with django_capture_on_commit_callbacks(execute=True):
            shown = self.invited(desk, groups=[role("Redaktion")], **bodies)

        user = User.objects.get(username="kim.muster@kreis.example")
        assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, False, False)
        assert [group.name for group in user.groups.all()] == ["Redaktion"]
        assert [one.body for one in user.responsibilities.all()] == [body]
        assert [(mail.to, link_in(mail.body)) for mail in mailoutbox] == [([user.email], link_in(shown.text))]

    def test_the_link_sets_a_password_once(self, desk, client):
        link = link_in(self.invited(desk).text)

        form = client.get(link, follow=True)
        assert "csrfmiddlewaretoken" in form.text
        saved = client.post(form.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
        again = Client().get(link, follow=True)

        assert saved.status_code == 302
        assert User.objects.get(username="kim.muster@kreis.example").check_password(PASSWORD)
        assert again.status_code == 404
        assert "Dieser Link gilt nicht mehr" in again.text
        assert "neue Einladung" in again.text

    def test_no_address_behind_the_link_tells_the_token(self, client):
        link = link_in(invite(account("kim")))

        response = client.get(link)

        assert response.url.endswith("/set-password/")
        assert link.rstrip("/").rsplit("/", 1)[-1] not in response.url
        assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))

    @pytest.mark.parametrize(("hours", "status"), [(71, 200), (73, 404)])
    def test_the_link_is_good_for_three_days(self, client, hours, status):
        with time_machine.travel(timezone.now() - timedelta(hours=hours)):
            link = link_in(invite(account("kim")))

        assert client.get(link, follow=True).status_code == status

    def test_a_new_invitation_voids_the_old_link_the_password_and_the_sessions(self, desk):
        user = account("kim")
        old, elsewhere = link_in(invite(user)), signed_in(user)

        asked = desk.get(page(user, "invitation"))
        shown = desk.post(page(user, "invitation"))

        assert asked.status_code == 200
        assert Client().get(old, follow=True).status_code == 404
        assert Client().get(link_in(shown.text), follow=True).status_code == 200
        assert elsewhere.get(reverse("admin:index")).status_code == 302
        assert LogEntry.objects.get(object_id=str(user.pk)).get_change_message() == "Neue Einladung"

    def test_nobody_comes_in_by_the_link_of_a_deactivated_account(self, client):
        user = account("kim")
        link = link_in(invite(user))
        user.is_active = False
        user.save()

        assert client.get(link, follow=True).status_code == 404

    def test_there_is_one_account_for_each_address(self, desk):
        account("kim")

        refused = self.invited(desk, email="KIM@kreis.example")

        assert refused.context["adminform"].form.errors == {"email": ["Mit dieser Adresse gibt es schon ein Konto."]}

    def test_guessing_links_ends_after_ten_tries(self, client, settings):
        wrong = reverse("invitation", args=["MQ", "abc-123"])

        statuses = [client.get(wrong).status_code for _ in range(settings.AXES_FAILURE_LIMIT + 1)]

        assert statuses == [404] * 9 + [429] * 2
        assert "Zu viele Versuche" in client.get(wrong).text
        assert client.get(wrong, REMOTE_ADDR="198.51.100.9").status_code == 404

    def test_no_form_at_the_desk_sets_a_password(self, desk, administrator):
        user = account("kim")

        shown = desk.get(page(user))
        desk.post(page(user), form_of(user, password="von der Verwaltung", password1=NEW_PASSWORD))

        assert "password" not in shown.context["adminform"].form.fields
        assert User.objects.get(pk=user.pk).check_password(PASSWORD)

    @pytest.mark.parametrize("lookup", ["password", "password__startswith", "password__regex"])
    def test_no_list_at_the_desk_answers_questions_about_passwords(self, desk, lookup):
        kept = account("kim").password

        response = desk.get(reverse("admin:auth_user_changelist"), {lookup: kept})

        assert response.status_code == 400


class TestForgottenPasswords:
    ADDRESS = "admin_password_reset"

    def test_the_answer_does_not_tell_whether_there_is_an_account(
        self, client, mailoutbox, django_capture_on_commit_callbacks
    ):
        user = account("kim")
        account("gesperrt", is_active=False)
        answers = []

        with django_capture_on_commit_callbacks(execute=True):
            for email in (user.email, "niemand@kreis.example", "gesperrt@kreis.example"):
                answers.append(client.post(reverse(self.ADDRESS), {"email": email}, follow=True))

        assert len({(answer.status_code, answer.content) for answer in answers}) == 1
        assert [mail.to for mail in mailoutbox] == [[user.email]]
        assert client.get(link_in(mailoutbox[0].body), follow=True).status_code == 200

    def test_who_never_opened_the_account_reads_before_and_after_that_only_an_invitation_helps(
        self, client, mailoutbox, django_capture_on_commit_callbacks
    ):
        user = account("kim")
        with django_capture_on_commit_callbacks(execute=True):
            invite(user)
            answer = client.post(reverse(self.ADDRESS), {"email": user.email}, follow=True)

        (invitation,) = mailoutbox
        assert "„Passwort vergessen“ hilft erst, wenn Sie schon einmal ein Passwort" in invitation.body
        assert "noch nie ein Passwort festgelegt" in answer.text
        assert "Bitten Sie die Verwaltung des Portals um eine neue Einladung" in answer.text

    def test_asking_again_and_again_sends_no_more_mail(self, client, mailoutbox, settings):
        account("kim")

        statuses = [
            client.post(reverse(self.ADDRESS), {"email": "kim@kreis.example"}).status_code
            for _ in range(settings.AXES_FAILURE_LIMIT + 2)
        ]

        assert statuses == [302] * 9 + [429] * 3

    def test_the_form_carries_its_token(self, client):
        assert "csrfmiddlewaretoken" in client.get(reverse(self.ADDRESS)).text

    def test_the_page_for_signing_in_leads_there(self, client):
        assert f'href="{reverse(self.ADDRESS)}"' in client.get(reverse("admin:login")).text


class TestNobodyMakesThemselvesMore:
    def test_own_roles_bodies_and_activity_stay_as_they_are(self, desk, administrator):
        body = BodyFactory()
        wanted = form_of(administrator, groups=[role("Veröffentlichung")], is_superuser="on")
        wanted |= {"responsibilities-TOTAL_FORMS": 1, "responsibilities-0-body": body.pk, "first_name": "Kim"}

        desk.post(page(administrator), wanted)

        administrator.refresh_from_db()
        assert administrator.first_name == "Kim"
        assert (administrator.is_superuser, administrator.is_active) == (False, True)
        assert [group.name for group in administrator.groups.all()] == ["Verwaltung"]
        assert Responsibility.objects.count() == 0

    def test_nobody_else_becomes_a_superuser_or_gets_single_rights(self, desk):
        user = account("kim", "Lesen")
        right = Permission.objects.get(codename="delete_user")

        response = desk.post(page(user), form_of(user, is_superuser="on", is_staff="", user_permissions=[right.pk]))

        user.refresh_from_db()
        assert response.status_code == 302
        assert (user.is_superuser, user.is_staff, list(user.user_permissions.all())) == (False, True, [])

    def test_only_the_four_roles_can_be_given(self, desk):
        user, special = account("kim"), Group.objects.create(name="Alles")

        response = desk.post(page(user), form_of(user, groups=[special.pk]))

        assert "groups" in response.context["adminform"].form.errors
        assert user.groups.count() == 0

    @pytest.mark.parametrize("more_than_roles", ["superuser", "group", "single right"])
    @pytest.mark.parametrize("name", ["change", "invitation", "sessions", "second_factor", "delete"])
    def test_who_has_more_than_the_roles_is_out_of_reach(self, desk, more_than_roles, name):
        user = account("leitung", is_superuser=more_than_roles == "superuser")
        if more_than_roles == "group":
            user.groups.add(Group.objects.create(name="Alles"))
        if more_than_roles == "single right":
            user.user_permissions.add(Permission.objects.get(codename="delete_user"))

        response = desk.post(page(user, name), form_of(user, email="uebernommen@kreis.example") | {"post": "yes"})

        assert response.status_code == 403
        user.refresh_from_db()
        assert (user.email, user.check_password(PASSWORD)) == ("leitung@kreis.example", True)

    @pytest.mark.parametrize("name", ["change", "invitation", "sessions", "second_factor"])
    @pytest.mark.parametrize("roles", [["Lesen"], ["Redaktion", "Veröffentlichung"]])
    def test_who_is_no_administrator_touches_no_account(self, roles, name):
        user = account("kim")

        response = signed_in(account("redaktion", *roles)).post(page(user, name), form_of(user, first_name="Neu"))

        assert response.status_code == 403
        user.refresh_from_db()
        assert (user.first_name, user.has_usable_password()) == ("", True)

    def test_nobody_deletes_accounts_but_superusers(self, desk, admin_client):
        user = account("kim")

        assert desk.post(page(user, "delete"), {"post": "yes"}).status_code == 403
        assert admin_client.post(page(user, "delete"), {"post": "yes"}).status_code == 302

    @pytest.mark.parametrize("model", ["account_emailaddress", "mfa_authenticator", "socialaccount_socialapp"])
    def test_no_page_shows_the_secrets_behind_the_second_factor(self, model):
        with pytest.raises(NoReverseMatch):
            reverse(f"admin:{model}_changelist")


class TestSessions:
    def test_deactivating_an_account_ends_its_sessions_at_once(self, desk):
        user = account("kim", "Lesen")
        elsewhere = signed_in(user)
        assert elsewhere.get(reverse("admin:index")).status_code == 200

        desk.post(page(user), form_of(user, is_active=""))

        assert elsewhere.get(reverse("admin:index")).status_code == 302
        assert str(user.pk) not in [session.get_decoded().get("_auth_user_id") for session in Session.objects.all()]

    def test_a_new_password_ends_all_other_sessions(self):
        user = account("kim", "Lesen")
        here, elsewhere = signed_in(user), signed_in(user)
        passwords = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}

        here.post(reverse("admin:password_change"), passwords)

        assert here.get(reverse("admin:index")).status_code == 200
        assert elsewhere.get(reverse("admin:index")).status_code == 302

    def test_an_administrator_signs_somebody_out_everywhere(self, desk):
        user = account("kim", "Lesen")
        sessions = [signed_in(user), signed_in(user)]

        desk.post(page(user, "sessions"))

        assert [one.get(reverse("admin:index")).status_code for one in sessions] == [302, 302]
        assert desk.get(reverse("admin:index")).status_code == 200

    def test_who_does_nothing_for_two_hours_is_signed_out_and_told_so(self):
        client = signed_in(account("kim", "Lesen"))

        with time_machine.travel(timezone.now(), tick=False) as clock:
            client.get(reverse("admin:index"))
            clock.shift(timedelta(minutes=119))
            still_in = client.get(reverse("admin:index"))
            clock.shift(timedelta(minutes=121))
            out = client.get(reverse("admin:index"), follow=True)

        assert still_in.status_code == 200
        assert out.redirect_chain == [(f"{reverse('admin:login')}?next={reverse('admin:index')}", 302)]
        assert "Ihre Sitzung ist beendet." in out.text

    def test_nobody_stays_signed_in_longer_than_twelve_hours(self):
        client = signed_in(account("kim", "Lesen"))
        statuses = []

        with time_machine.travel(timezone.now(), tick=False) as clock:
            for _ in range(14):
                statuses.append(client.get(reverse("admin:index")).status_code)
                clock.shift(timedelta(hours=1))

        assert statuses == [200] * 13 + [302]

    def test_public_pages_read_no_session(self, client, django_assert_num_queries):
        signed = signed_in(account("kim"))

        with django_assert_num_queries(0):
            response = signed.get(reverse("robots"))

        assert "Cookie" not in response.headers.get("Vary", "")
        assert client.get(reverse("home")).cookies == {}


def test_a_changed_address_is_told_to_the_old_one(desk, mailoutbox, django_capture_on_commit_callbacks):
    user = account("kim")

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(page(user), form_of(user, email="neu@kreis.example"))

    user.refresh_from_db()
    assert (user.username, user.email) == ("neu@kreis.example", "neu@kreis.example")
    assert [mail.to for mail in mailoutbox] == [["kim@kreis.example"]]


class TestDirectory:
    """Who came from the directory once is known there by number, whatever becomes of the address."""

    @pytest.fixture
    def user(self):
        user = account("kim")
        SocialAccount.objects.create(user=user, provider="zentral", uid="4711")
        SocialAccount.objects.create(user=account("eli"), provider="zentral", uid="4712")
        return user

    def linked(self):
        return [one.user.username for one in SocialAccount.objects.order_by("uid")]

    def test_with_another_address_the_link_to_the_directory_ends(self, desk, user):
        desk.post(page(user), form_of(user, email="neu@kreis.example"))

        assert self.linked() == ["eli@kreis.example"]

    def test_with_a_new_invitation_too(self, desk, user):
        desk.post(page(user, "invitation"))

        assert self.linked() == ["eli@kreis.example"]

    def test_with_another_name_it_stays(self, desk, user):
        desk.post(page(user), form_of(user, first_name="Kim"))

        assert self.linked() == ["kim@kreis.example", "eli@kreis.example"]


class TestOldLogs:
    @pytest.fixture
    def logs(self, client, settings):
        """Of each kind of log one row that is old enough and one that is not."""
        for days in (181, 179):
            moment = timezone.now() - timedelta(days=days)
            Reading.objects.create(reader="kim", model="council.paper", record_id=1, page="form", read_at=moment)
        for days, name in ((6, "neu"), (8, "alt")):  # each failure clears away older ones
            with time_machine.travel(timezone.now() - timedelta(days=days)):
                client.post(reverse("admin:login"), {"username": name, "password": "falsch"})
        for days in (-1, 1):
            Session.objects.create(session_key=f"s{days}", expire_date=timezone.now() + timedelta(days=days))
        editor = User.objects.create_user("redaktion")
        for days in (13, 15):
            moment = timezone.now() - timedelta(days=days)
            Intake.objects.create(name="seite.txt", content=b"", created_by=editor, created_at=moment)

    def test_are_only_counted_first_then_deleted_then_gone(self, logs, capsys):
        told = []
        for options in ({"dry_run": True}, {}, {}):
            call_command("delete_old_logs", **options)
            told.append(capsys.readouterr().out.splitlines())

        assert told == [
            [f"{name}: {count} {verb}" for name in ("Einsichten", "Fehlversuche", "Sitzungen", "Eingereichte Seiten")]
            for count, verb in ((1, "würden gelöscht"), (1, "gelöscht"), (0, "gelöscht"))
        ]
        assert [model.objects.count() for model in (Reading, Session, Intake)] == [1, 1, 1]
