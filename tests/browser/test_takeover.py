"""From a page of a council system to a page of the portal, in a real window, with mouse and with keys."""

from pathlib import Path
from urllib.parse import urljoin

import pytest

from .test_desk_two_windows import faults, sign_in

pytestmark = pytest.mark.browser

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
PAGE = """Vorlage - 2031/0815

Betreff: Bericht der AGIT über die Arbeit im Jahr 2030
Status:öffentlichVorlage-Art:Standardvorlage
Federführend:Geschäftsstelle Bearbeiter/-in: Muster, Kim
Beratungsfolge:
Ausschuss für Beispiele Vorberatung
03.03.2031
SI/2031/004 Ordentliche Sitzung des Ausschusses für Beispiele ungeändert beschlossen

Sachlage:

Die AGIT berichtet über ihre Arbeit.

Beschlussempfehlung:

Der Ausschuss nimmt den Bericht zur Kenntnis.

Finanzielle Auswirkungen:

Im Produkt 0101, Sachkonto 54 040 20, Ansatz 2031: 1.234,50 €.
"""


@pytest.fixture
def window(portal, visit):
    def open_window(width=1400, **options):
        window = visit(width=width, **options)
        sign_in(window.page, f"{portal.base}/verwaltung/")
        return window

    return open_window


def hand_in(page, text):
    page.get_by_role("link", name="Dokument übernehmen").first.click()
    page.fill("#id_text", text)
    page.get_by_role("button", name="Lesen und prüfen").click()
    page.wait_for_selector("#takeover-form")


def test_a_pasted_page_becomes_a_public_one(portal, window, tmp_path):
    window = window()
    page = window.page

    hand_in(page, PAGE)
    page.screenshot(path=tmp_path / "check.png", full_page=True)
    page.select_option("#id_origin-body", label="Region Aachen Zweckverband")
    page.fill("[name=paper-name]", "Bericht über die Arbeit im Jahr 2030")
    page.check("label:has-text('AGIT') input[name$='-take']")
    page.select_option("select[name^=partner-][name$=-role]", "supporter")
    page.select_option("#id_cooperation-cooperation", index=1)
    page.get_by_role("button", name="Prüfen", exact=True).click()
    page.wait_for_selector("#changes")
    page.screenshot(path=tmp_path / "checked.png", full_page=True)
    assert "Es wird als Entwurf angelegt." in page.inner_text(".takeover-changes")
    page.get_by_role("button", name="Als Entwurf übernehmen").click()
    page.wait_for_selector(".messagelist .success")
    assert page.input_value("#id_name") == "Bericht über die Arbeit im Jahr 2030"
    page.screenshot(path=tmp_path / "draft.png")
    page.click("a.act-publish")
    page.locator(".submit-row").wait_for()
    if page.locator("#id_checked").count():
        page.check("#id_checked")
    page.screenshot(path=tmp_path / "publish.png")
    page.get_by_role("button", name="Jetzt veröffentlichen").click()
    page.wait_for_selector(".messagelist .success")
    page.goto(urljoin(page.url, page.locator("a.viewsitelink").first.get_attribute("href")))
    page.screenshot(path=tmp_path / "public.png")

    public = page.inner_text("main")
    assert "Bericht über die Arbeit im Jahr 2030" in public
    assert "Die AGIT berichtet über ihre Arbeit." in public
    assert "Muster, Kim" not in public
    assert window.complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (1400, "dark"), (390, "light")])
def test_the_pages_have_no_fault_whatever_the_window(portal, window, tmp_path, width, scheme):
    window = window(width, color_scheme=scheme)
    page = window.page

    hand_in(page, PAGE)
    page.select_option("#id_origin-body", label="Region Aachen Zweckverband")
    page.fill("[name=stations-0-date]", "gestern")
    page.get_by_role("button", name="Prüfen", exact=True).click()
    page.wait_for_selector(".takeover-field.errors")
    page.screenshot(path=tmp_path / f"check-{width}-{scheme}.png", full_page=True)
    sticks_out = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert (faults(window), sticks_out) == ([], 0)


def test_field_and_place_lead_to_each_other_by_keys(window):
    page = window(java_script_enabled=False).page
    hand_in(page, PAGE.replace("AGIT", "Geschäftsstelle"))

    page.locator("a[href='#ort-paper-name']").focus()
    page.keyboard.press("Enter")
    at_the_place = page.url.partition("#")[2]
    page.keyboard.press("Tab")
    focused = page.locator(":focus").get_attribute("id")
    page.locator("#ort-paper-name").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert (at_the_place, focused) == ("ort-paper-name", "ort-paper-publicity")
    assert page.url.endswith("#id_paper-name")


def test_enter_in_a_field_checks_and_takes_nothing_over(window):
    page = window().page
    hand_in(page, PAGE.replace("2031/0815", "2031/0816"))

    page.select_option("#id_origin-body", label="Region Aachen Zweckverband")
    page.locator("[name=paper-originator]").press("Enter")
    page.wait_for_selector("#changes")

    assert page.locator("#takeover-form").count() == 1


def test_several_files_are_uploaded_at_once(portal, window, tmp_path):
    window = window()
    page = window.page
    page.goto(f"{portal.base}/verwaltung/uebernehmen/")

    page.set_input_files("#id_files", sorted((DOCUMENTS / "html").glob("*.html"))[:4])
    page.get_by_role("button", name="Lesen und prüfen").click()
    page.wait_for_selector(".messagelist .success")
    page.screenshot(path=tmp_path / "list.png", full_page=True)
    found = faults(window)

    assert found == []
    assert page.locator("#waiting + .results tbody tr", has_text=".html").count() == 4
