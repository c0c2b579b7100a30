"""The second factor and signing in elsewhere: off means not there, on means nobody gets past."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from regionportal.accounts.invitations import link_for
from tests.factories import PaperFactory

pytestmark = pytest.mark.django_db

PASSWORD = "ein langes Kennwort"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """The codes used last are remembered in the cache."""
    cache.clear()


@pytest.fixture
def switched_on(settings):
    settings.ROOT_URLCONF = "tests.urls_with_second_factor"
    settings.SECOND_FACTOR, settings.LOGIN_URL = "required", "account_login"
    return settings


@pytest.fixture
def editor():
    user = User.objects.create_user("kim@kreis.example", "kim@kreis.example", PASSWORD, is_staff=True)
    user.groups.set([Group.objects.get(name="Redaktion")])
    return user


@pytest.fixture
def device(editor):
    return TOTP.activate(editor, SECRET).instance


def code():
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


def give_password(client, password=PASSWORD, **where):
    credentials = {"login": "kim@kreis.example", "password": password}
    return client.post(reverse("account_login"), credentials | where)


def give_code(client, value, address="203.0.113.7"):
    return client.post(reverse("mfa_authenticate"), {"code": value}, REMOTE_ADDR=address)


def confirm(client):
    """Who changes the own access is asked for the password once more."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def set_up_app(client):
    """Returns the page that shows the secret."""
    page = client.get(reverse("mfa_activate_totp"))
    right = hotp_value(page.context["form"].secret, next(yield_hotp_counters_from_time()))
    client.post(reverse("mfa_activate_totp"), {"code": format_hotp_value(right)})
    return page


class TestSwitchedOff:
    @pytest.mark.parametrize("name", ["account_login", "account_signup", "mfa_index", "openid_connect_login"])
    def test_nothing_of_it_has_an_address(self, name):
        with pytest.raises(NoReverseMatch):
            reverse(name)

    @pytest.mark.parametrize("path", ["anmelden/", "signup/", "zweiter-faktor/", "extern/oidc/zentral/login/"])
    def test_nothing_of_it_answers(self, client, admin_client, path, settings):
        address = f"/{settings.ADMIN_PATH}konto/{path}"

        assert client.get(address).url.startswith(reverse("admin:login"))
        assert admin_client.get(address).status_code == 404

    def test_a_password_is_enough_even_with_a_device(self, client, device):
        client.post(reverse("admin:login"), {"username": "kim@kreis.example", "password": PASSWORD})

        assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.usefixtures("switched_on")
class TestSigningIn:
    def test_the_password_alone_leads_to_the_question_for_the_code(self, client, device):
        response = give_password(client)

        assert response.url == reverse("mfa_authenticate")
        assert client.get(reverse("admin:index")).status_code == 302

    def test_password_and_code_lead_to_the_page_that_was_asked_for(self, client, device):
        paper = PaperFactory(draft=True)
        wanted = reverse("admin:council_paper_change", args=[paper.pk])

        asked = client.get(wanted, follow=True)
        give_password(client, next=asked.context["redirect_field_value"])
        response = give_code(client, code())

        assert response.url == wanted
        assert client.get(wanted).status_code == 200

    def test_a_recovery_code_helps_once(self, client, editor, device):
        recovery = RecoveryCodes.activate(editor)
        first = recovery.get_unused_codes()[0]

        give_password(client)
        once = give_code(client, first)
        client.logout()
        give_password(client)
        twice = give_code(client, first)

        assert (once.status_code, twice.status_code) == (302, 200)

    def test_the_desks_own_page_for_signing_in_is_no_way_past(self, client, device):
        response = client.post(reverse("admin:login"), {"username": "kim@kreis.example", "password": PASSWORD})

        assert response.url.startswith(reverse("account_login"))
        assert client.get(reverse("admin:index")).status_code == 302

    def test_ten_wrong_codes_lock_the_second_step_from_everywhere_and_after_a_restart(self, client, device, settings):
        give_password(client)
        for place in range(settings.AXES_FAILURE_LIMIT):
            give_code(client, "000000", address=f"203.0.113.{place}")
        cache.clear()

        refused = give_code(client, code(), address="198.51.100.9")

        assert "Zu viele falsche Codes" in refused.context["form"].errors["code"][0]
        with time_machine.travel(timezone.now() + timedelta(minutes=16)):
            assert give_code(client, code()).status_code == 302

    def test_ten_wrong_passwords_lock_here_as_before(self, client, editor, settings):
        statuses = [give_password(client, "falsch").status_code for _ in range(settings.AXES_FAILURE_LIMIT)]

        assert statuses == [200] * 9 + [429]
        assert give_password(client).status_code == 429

    def test_a_deactivated_account_gets_no_further_than_a_page_that_says_so(self, client, editor, device):
        editor.is_active = False
        editor.save()

        give_password(client)

        assert client.get(reverse("admin:index")).status_code == 302
        assert "_auth_user_id" not in client.session

    def test_there_is_no_sign_up(self, client, settings):
        assert client.get(f"/{settings.ADMIN_PATH}konto/extern/signup/").status_code == 302
        with pytest.raises(NoReverseMatch):
            reverse("account_signup")


@pytest.mark.usefixtures("switched_on")
class TestWhereItIsRequired:
    def test_who_has_no_device_gets_nothing_but_the_page_to_set_one_up(self, client, editor):
        paper = PaperFactory(draft=True, name="Streng geheim")
        pages = [
            reverse("admin:index"),
            reverse("admin:council_paper_changelist"),
            reverse("admin:council_paper_change", args=[paper.pk]),
            reverse("admin:council_paper_history", args=[paper.pk]),
            reverse("admin:autocomplete"),
            reverse("admin:password_change"),
        ]

        give_password(client)

        assert {client.get(page).url for page in pages} == {reverse("mfa_index")}
        assert {client.post(page, {"name": "x"}).url for page in pages} == {reverse("mfa_index")}
        assert client.get(reverse("mfa_index")).status_code == 200

    def test_a_new_password_leads_no_further(self, client, editor):
        form = client.get(link_for(editor).removeprefix("https://portal.example"), follow=True)
        client.post(form.request["PATH_INFO"], {"new_password1": PASSWORD[::-1], "new_password2": PASSWORD[::-1]})
        before = client.get(reverse("admin:index"))
        give_password(client, PASSWORD[::-1])
        after = client.get(reverse("admin:index"))

        assert before.url.startswith(reverse("admin:login"))
        assert after.url == reverse("mfa_index")

    def test_setting_up_the_app_opens_the_desk(self, client, editor):
        give_password(client)
        asked = client.get(reverse("mfa_activate_totp"))
        confirm(client)
        page = set_up_app(client)

        assert asked.url.startswith(reverse("account_reauthenticate"))
        assert "<svg" in page.text
        assert "data:image" not in page.text
        assert client.get(reverse("admin:index")).status_code == 200
        codes = client.get(reverse("mfa_view_recovery_codes"))
        assert len(codes.context["unused_codes"]) == 10

    def test_setting_up_the_first_device_ends_every_other_session(self, client, editor, settings):
        thief = Client()
        for one in (thief, client):
            give_password(one)
        settings.SECOND_FACTOR = "optional"
        assert thief.get(reverse("admin:index")).status_code == 200
        settings.SECOND_FACTOR = "required"
        confirm(client)

        set_up_app(client)

        assert [session.session_key for session in Session.objects.all()] == [client.session.session_key]
        assert thief.get(reverse("admin:index")).url.startswith(reverse("admin:login"))
        assert client.get(reverse("admin:index")).status_code == 200

    def test_a_session_begun_by_password_before_the_device_was_there_leads_nowhere(self, client, editor):
        give_password(client)

        with time_machine.travel(timezone.now() + timedelta(minutes=5)):
            TOTP.activate(editor, SECRET)

            assert client.get(reverse("admin:index")).url.startswith(reverse("admin:login"))

    def test_optional_means_that_nobody_has_to(self, client, editor, settings):
        settings.SECOND_FACTOR = "optional"

        give_password(client)

        assert client.get(reverse("admin:index")).status_code == 200

    def test_a_session_begun_before_it_was_switched_on_ends_for_who_has_a_device(self, client, editor, device):
        client.force_login(editor)

        assert client.get(reverse("admin:index")).url.startswith(reverse("admin:login"))
        assert "_auth_user_id" not in client.session

    def test_an_administrator_takes_a_lost_device_away(self, client, editor, device, admin_user, settings):
        desk = Client()
        settings.SECOND_FACTOR = "optional"
        desk.force_login(admin_user)
        address = reverse("admin:auth_user_second_factor", args=[editor.pk])

        asked = desk.get(address)
        desk.post(address)

        assert "Vergewissern Sie sich" in asked.text
        assert not Authenticator.objects.filter(user=editor).exists()


@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize(
    "name",
    [
        "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_deactivate_totp", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes", "mfa_list_webauthn", "account_logout", "account_reauthenticate",
        "mfa_reauthenticate", "account_inactive",
    ],
)  # fmt: skip
def test_every_page_of_it_is_german_and_private_and_needs_nothing_inline(client, editor, device, name):
    if name == "mfa_activate_totp":
        device.delete()
    RecoveryCodes.activate(editor)
    give_password(client)
    give_code(client, code())
    confirm(client)

    response = client.get(reverse(name))

    assert response.status_code == 200
    assert 'lang="de"' in response.text
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    for english in ("Authenticat", "Sign In", "Menu:", "Are you sure", "Recovery", "Security", "Generate"):
        assert english not in response.text.partition("<body")[2].partition('id="footer"')[0]
    assert response.text.count('method="post"') == response.text.count("csrfmiddlewaretoken")
    for inline in (" style=", "<style", "onclick="):
        assert inline not in response.text


class Directory(BaseHTTPRequestHandler):
    """A small OpenID provider: whoever comes is `person`."""

    person = None

    def do_GET(self):
        here = f"http://127.0.0.1:{self.server.server_port}"
        pages = {
            "/.well-known/openid-configuration": {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo",
                "jwks_uri": f"{here}/keys",
            },
            "/userinfo": self.server.person,
        }
        self.answer(pages[self.path])

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer({"access_token": "zugang", "token_type": "Bearer"})

    def answer(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def directory(switched_on):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Directory)
    server.person = {"sub": "4711", "email": "kim@kreis.example", "email_verified": True}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    switched_on.SECOND_FACTOR = "optional"
    switched_on.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "zentral",
                    "name": "Mit dem Dienstkonto anmelden",
                    "client_id": "portal",
                    "secret": "geheim",
                    "settings": {"server_url": f"http://127.0.0.1:{server.server_port}"},
                }
            ],
        }
    }
    yield server
    server.shutdown()
    server.server_close()


class TestSigningInElsewhere:
    def sign_in(self, client):
        link = reverse("openid_connect_login", args=["zentral"])
        assert link in client.get(reverse("account_login")).text
        asked = parse_qs(urlsplit(client.get(link).url).query)
        assert asked["code_challenge_method"] == ["S256"]
        callback = reverse("openid_connect_callback", args=["zentral"])
        return client.get(callback, {"code": "c", "state": asked["state"][0]}, follow=True)

    def test_opens_the_account_with_the_verified_address(self, client, directory, editor):
        response = self.sign_in(client)

        assert response.redirect_chain[-1] == (reverse("admin:index"), 302)
        assert response.context["user"] == editor

    @pytest.mark.parametrize(
        "person",
        [
            {"sub": "1", "email": "niemand@kreis.example", "email_verified": True},
            {"sub": "1", "email": "kim@kreis.example", "email_verified": False},
            {"sub": "1", "email": "kim@kreis.example"},
        ],
    )
    def test_makes_no_account_and_believes_no_unverified_address(self, client, directory, editor, person):
        directory.person = person

        response = self.sign_in(client)

        assert "Kein Konto gefunden" in response.text
        assert User.objects.count() == 1
        assert client.get(reverse("admin:index")).status_code == 302

    def test_never_opens_the_account_of_a_superuser(self, client, directory, editor):
        editor.is_superuser = True
        editor.save()

        assert "Kein Konto gefunden" in self.sign_in(client).text

    def test_not_even_of_one_that_was_linked_before(self, client, directory, editor):
        self.sign_in(client)
        client.logout()
        editor.is_superuser = True
        editor.save()

        response = self.sign_in(client)

        assert SocialAccount.objects.filter(user=editor).exists()
        assert "Kein Konto gefunden" in response.text
        assert client.get(reverse("admin:index")).status_code == 302

    def test_does_not_open_a_deactivated_account(self, client, directory, editor):
        editor.is_active = False
        editor.save()

        self.sign_in(client)

        assert client.get(reverse("admin:index")).status_code == 302

    def test_asks_for_the_second_factor_too(self, client, directory, device):
        response = self.sign_in(client)

        assert response.redirect_chain[-1] == (reverse("mfa_authenticate"), 302)
        assert client.get(reverse("admin:index")).status_code == 302

    def test_the_answer_counts_only_for_the_browser_that_asked(self, client, directory, editor):
        asked = parse_qs(urlsplit(client.get(reverse("openid_connect_login", args=["zentral"])).url).query)
        elsewhere = Client()

        callback = reverse("openid_connect_callback", args=["zentral"])
        elsewhere.get(callback, {"code": "c", "state": asked["state"][0]}, follow=True)

        assert elsewhere.get(reverse("admin:index")).status_code == 302
