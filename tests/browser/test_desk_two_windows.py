"""What two people at the desk do to each other, and what the scripts of its forms do, in real windows."""

from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# Chromium reports the status of a page that answers "this form is too old".
NOT_ERRORS = ("409 (Conflict)",)


@pytest.fixture
def desk(portal, visit):
    """desk() opens a window that is signed in at the desk."""

    def open_desk():
        window = visit()
        sign_in(window.page, f"{portal.base}/verwaltung/")
        return window

    return open_desk


def sign_in(page, address=None):
    if address:
        page.goto(address)
    page.fill("[name=username], [name=login]", "redaktion")
    page.fill("[name=password]", "nur-fuer-diese-pruefung")
    page.locator("#login-form [type=submit], form [type=submit]").last.click()
    page.wait_for_selector("#user-tools")


def new_partner(portal, page):
    """The address of the form of a new draft, as open in `page`."""
    page.goto(f"{portal.base}/verwaltung/partners/partner/add/")
    page.fill("#id_name", f"Gemeinde {uuid4().hex[:6]}")
    page.select_option("#id_kind", "municipality")
    page.fill("#id_place", "Musterstadt")
    page.locator("[name=_continue]").first.click()
    page.wait_for_selector(".messagelist .success")
    return page.url


def faults(window):
    """What the browser complained about, and what axe finds; axe comes last, for it tries inline styles itself."""
    complaints = [text for text in window.complaints if not any(known in text for known in NOT_ERRORS)]
    result = Axe().run(window.page, options=RULES)
    return complaints + [f"{one['id']}: {one['nodes'][0]['target']}" for one in result.response["violations"]]


def save(page):
    page.locator("[name=_continue]").first.click()


def test_the_second_to_save_decides_between_both_versions(portal, desk):
    ada, ben = desk(), desk()
    form = new_partner(portal, ada.page)
    ben.page.goto(form)

    ada.page.fill("#id_name", "Stadt Musterstadt")
    ada.page.fill("#id_legal_form", "Körperschaft")
    save(ada.page)
    ada.page.wait_for_selector(".messagelist .success")
    ben.page.fill("#id_name", "Kreis Musterstadt")
    ben.page.fill("#id_place", "Neustadt")
    save(ben.page)
    ben.page.wait_for_selector(".conflict-part")

    told = ben.page.locator(".conflict-part").inner_text()
    assert [
        text for text in ("Stadt Musterstadt", "Kreis Musterstadt", "Körperschaft", "Neustadt") if text not in told
    ] == []
    assert faults(ben) == []
    ben.page.get_by_role("radio", name="meine Eingabe von „Name“").check()
    ben.page.get_by_role("button", name="So speichern").click()
    ben.page.wait_for_selector(".messagelist .success")
    values = [ben.page.input_value(f"#id_{name}") for name in ("name", "legal_form", "place")]
    assert values == ["Kreis Musterstadt", "Körperschaft", "Neustadt"]


def test_leaving_with_something_unsaved_asks_first(portal, desk):
    window = desk()
    new_partner(portal, window.page)
    asked = []
    window.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    window.page.reload()
    window.page.fill("#id_place", "Neustadt")
    window.page.locator(".breadcrumbs a").first.click(no_wait_after=True)
    window.page.wait_for_timeout(500)

    assert asked == ["beforeunload"]
    assert window.page.input_value("#id_place") == "Neustadt"


def test_saving_after_the_session_ended_loses_nothing(portal, desk):
    window = desk()
    form = new_partner(portal, window.page)
    window.page.fill("#id_place", "Neustadt")
    window.page.click("#aliases-group .add-row a")
    window.page.fill("#id_aliases-0-name", "Landgemeinde")
    window.page.context.clear_cookies(name="session")

    save(window.page)
    sign_in(window.page)
    window.page.goto(form)
    window.page.get_by_role("button", name="Wiederherstellen").click()
    window.page.wait_for_selector(".errornote")

    assert "Noch nicht gespeichert" in window.page.content()
    assert window.page.input_value("#id_place") == "Neustadt"
    assert window.page.input_value("#id_aliases-0-name") == "Landgemeinde"
    save(window.page)
    window.page.wait_for_selector(".messagelist .success")
    assert window.page.evaluate("sessionStorage.length") == 0


def test_keys_save_and_errors_get_the_focus_and_new_rows_the_next_number(portal, desk):
    window = desk()
    page = window.page
    page.goto(f"{portal.base}/verwaltung/council/paper/add/")
    for _ in range(2):
        page.click("#sections-group .add-row a")
    numbers = [page.input_value(f"#id_sections-{row}-position") for row in (0, 1)]
    page.fill("#id_date", "gestern")

    page.keyboard.press("Control+s")
    page.wait_for_selector(".form-errors")
    page.wait_for_function("document.activeElement.id === 'id_date'")

    assert numbers == ["1", "2"]
    assert page.locator(".form-errors").inner_text().startswith("Datum: ")


def test_a_preview_breaks_no_policy_and_no_rule(portal, desk):
    window = desk()
    new_partner(portal, window.page)

    window.page.get_by_role("link", name="Vorschau").click()
    window.page.wait_for_selector(".preview-banner")

    assert window.page.locator("main h1").inner_text().startswith("Gemeinde")
    assert faults(window) == []


@pytest.mark.parametrize(
    "path", ["cooperations/cooperation", "council/paper", "council/meeting", "council/organization"]
)
def test_no_form_scrolls_sideways(portal, desk, path):
    window = desk()
    window.page.goto(f"{portal.base}/verwaltung/{path}/")
    window.page.locator("#result_list tbody a").first.click()
    window.page.wait_for_selector(".submit-row")

    wide = window.page.evaluate(
        """[document.documentElement, ...document.querySelectorAll(".inline-group, .inline-group fieldset")]
           .filter((box) => box.scrollWidth > box.clientWidth + 1)
           .map((box) => box.id || box.className || box.tagName)"""
    )

    assert wide == []
