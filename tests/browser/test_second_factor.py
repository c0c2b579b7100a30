"""The second factor in the browser: a security key is set up and answers at sign-in, under the strict policy."""

import pytest

from tests.browser.conftest import served

pytestmark = pytest.mark.browser

PASSWORD = "nur-fuer-diese-pruefung"
PREPARE = f"""
from django.contrib.auth.models import Group, User
user = User.objects.create_user("kim@kreis.example", password="{PASSWORD}", is_staff=True)
user.groups.set(Group.objects.filter(name="Redaktion"))
"""


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """The address of a portal without records where a second factor is required. Keys answer to names, not numbers."""
    settings = {"SECOND_FACTOR": "required", "WEB_CONCURRENCY": "1"}
    with served(tmp_path_factory.mktemp("guarded"), PREPARE, host="localhost", **settings) as (base, _):
        yield base


def sign_in(page, address):
    page.goto(address)
    page.get_by_label("Anmeldename").fill("kim@kreis.example")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()


def plug_in_a_key(page):
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})


def test_a_security_key_is_set_up_and_asked_for(guarded, chromium):
    page, complaints = chromium.new_context(locale="de-DE").new_page(), []
    page.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    plug_in_a_key(page)

    sign_in(page, f"{guarded}/verwaltung/council/paper/")
    first = page.url
    page.get_by_role("link", name="Schlüssel einrichten").click()
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()
    page.get_by_role("button", name="Schlüssel einrichten").click()
    page.wait_for_url("**/recovery-codes/")
    codes = page.locator(".recovery-codes li").count()
    page.get_by_role("link", name="Zur Verwaltung").click()
    page.get_by_role("button", name="Abmelden").click()
    sign_in(page, f"{guarded}/verwaltung/council/paper/")
    page.get_by_role("button", name="Sicherheitsschlüssel verwenden").click()
    page.wait_for_url(f"{guarded}/verwaltung/council/paper/")

    assert first.endswith("/verwaltung/konto/zweiter-faktor/")
    assert codes == 10
    page.context.close()
    assert complaints == []
