"""The feedback form as people meet it: by keyboard, without JavaScript, with mistakes."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_pages import RULES

pytestmark = pytest.mark.browser


def test_a_barrier_is_reported_without_javascript_and_nothing_is_lost_on_the_way(portal, chromium):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 900}, locale="de-DE")
    page = context.new_page()

    page.goto(f"{portal.base}/vorlagen/")
    page.get_by_role("link", name="Rückmeldung, Barriere melden").click()
    assert page.get_by_label("Seite, um die es geht").input_value() == "/vorlagen/"
    page.get_by_label("Nachricht").fill("Die Anlage lässt sich nicht vorlesen.")
    page.get_by_role("button", name="Absenden").click()
    assert "Bitte wählen Sie aus, worum es geht." in page.get_by_role("alert").inner_text()
    page.get_by_label("Barriere: Etwas kann ich nicht lesen oder bedienen").check()
    page.wait_for_timeout(3_000)  # a form sent at once is taken for a machine's
    page.get_by_role("button", name="Absenden").click()

    assert page.url == f"{portal.base}/rueckmeldung/danke/"
    assert "Ihre Nachricht ist angekommen." in page.locator("main").inner_text()
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_when_something_is_wrong_with_it(portal, visit, width, scheme):
    window = visit(width, color_scheme=scheme)
    window.page.goto(f"{portal.base}/rueckmeldung/")

    window.page.get_by_label("E-Mail-Adresse").fill("kim@")
    window.page.get_by_role("button", name="Absenden").click()

    assert window.page.get_by_role("alert").get_by_role("link").count() == 3
    assert Axe().run(window.page, options=RULES).response["violations"] == []
    assert window.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_keyboard_never_meets_the_trap(portal, visit):
    window = visit()
    window.page.goto(f"{portal.base}/rueckmeldung/")

    met = []
    for _ in range(80):
        window.page.keyboard.press("Tab")
        met.append(window.page.evaluate("document.activeElement.name || ''"))

    assert {"kind", "text", "page", "email"} <= set(met)
    assert "homepage" not in met
