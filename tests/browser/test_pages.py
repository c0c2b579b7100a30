"""What only a browser can tell: accessibility rules, layout, policy, and that nothing comes from or goes elsewhere."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import is_for_machines

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# Chromium reports the status of the error pages we ask for, and that a date we give back is none.
NOT_ERRORS = ("404 (Not Found)", "410 (Gone)", "does not conform to the required format")


# A card's link fills the card by its ::after, and there its focus is drawn.
WHERE_IS_THE_FOCUS = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  const drawn = (pseudo) => getComputedStyle(element, pseudo).outlineStyle !== "none";
  return {
    tag: element.tagName, text: element.innerText,
    seen: drawn(null) || drawn("::after"),
    inView: box.top >= 0 && box.bottom <= innerHeight,
  };
}"""


def test_every_kind_of_page_is_reached_by_links_alone(pages):
    from tests.walk import ADDRESSES

    not_linked = {"file", "feedback_thanks"}
    # Led to only where something was changed, decided or tied, which test_history.py does.
    led_to_later = {"publication:comparison", "council:paper_resolution", "council:paper_matter"}
    for_people = {name for name in ADDRESSES if not is_for_machines(name)}
    assert for_people - not_linked - led_to_later <= set(pages)


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (320, "light"), (1280, "dark"), (320, "dark")], ids=lambda value: str(value)
)
def test_axe_finds_nothing_and_nothing_sticks_out(portal, pages, visit, width, scheme):
    window = visit(width, color_scheme=scheme)
    faults = {}

    for kind, path in pages.items():
        window.page.goto(portal.base + path)
        result = Axe().run(window.page, options=RULES)
        broken = [f"{one['id']}: {one['nodes'][0]['target']}" for one in result.response["violations"]]
        if window.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            broken.append("sticks out")
        if broken:
            faults[f"{kind} {path}"] = broken

    assert faults == {}


def test_no_violation_of_the_policy_no_cookie_no_storage_nobody_else_asked(portal, pages, visit):
    window = visit()

    for path in pages.values():
        window.page.goto(portal.base + path)

    assert [text for text in window.complaints if not any(known in text for known in NOT_ERRORS)] == []
    assert [url for url in window.requests if not url.startswith(portal.base + "/")] == []
    assert window.page.context.cookies() == []
    assert window.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_pages_are_whole_without_javascript(portal, pages, chromium):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 900})
    page = context.new_page()

    page.goto(portal.base + "/kooperationen/")
    page.get_by_role("textbox", name="Suche", exact=True).fill("cluster")
    page.get_by_role("button", name="Filtern").click()
    assert "suche=cluster" in page.url
    assert page.get_by_role("status").inner_text().startswith("1 ")
    page.get_by_role("link", name="Wirtschaftscluster").first.click()
    page.get_by_label("Wer war beteiligt am").fill("2024-10-01")
    page.get_by_role("button", name="Anzeigen").click()

    assert "stand=2024-10-01" in page.url
    assert "8 Vertragspartner" in page.locator("main").inner_text()
    context.close()


def test_the_keyboard_reaches_everything_and_shows_where_it_is(portal, visit):
    window = visit()
    window.page.goto(portal.base + "/")

    stops = []
    for _ in range(200):
        window.page.keyboard.press("Tab")
        stop = window.page.evaluate(WHERE_IS_THE_FOCUS)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)

    focusable = window.page.locator("a[href]:visible, button:visible, input:visible, summary:visible").count()
    assert stops[0]["text"] == "Zum Inhalt springen"
    assert [stop for stop in stops if not stop["seen"]] == []
    assert [stop for stop in stops if not stop["inView"]] == []
    assert len(stops) == focusable


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}], ids=str)
def test_nothing_sticks_out_with_the_settings_of_the_reader(portal, pages, visit, media):
    window = visit(320, **media)

    for path in pages.values():
        window.page.goto(portal.base + path)
        sticks_out = window.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not sticks_out, path


class TestTheAdmin:
    @pytest.fixture
    def signed_in(self, portal, visit):
        window = visit()
        window.page.goto(f"{portal.base}/verwaltung/")
        window.page.get_by_label("Benutzername").fill("redaktion")
        window.page.get_by_label("Passwort").fill("nur-fuer-diese-pruefung")
        window.page.get_by_role("button", name="Anmelden").click()
        window.page.wait_for_url(f"{portal.base}/verwaltung/")
        return window

    def test_works_under_the_same_policy(self, portal, signed_in):
        page = signed_in.page
        first = {}
        for name in ("council/paper", "cooperations/cooperation", "partners/partner", "budgets/budgetline"):
            page.goto(f"{portal.base}/verwaltung/{name}/")
            first[name] = page.locator("#result_list tbody th a").first.get_attribute("href")
            page.goto(f"{portal.base}/verwaltung/{name}/add/")
            page.goto(portal.base + first[name])
            page.goto(portal.base + first[name].replace("/change/", "/history/"))

        assert signed_in.complaints == []
        assert [url for url in signed_in.requests if not url.startswith(portal.base + "/")] == []

    def test_autocompletes_a_relation(self, portal, signed_in):
        page = signed_in.page
        page.goto(f"{portal.base}/verwaltung/cooperations/participation/add/")

        page.locator(".field-partner .select2-selection").click()
        page.locator(".select2-search__field").fill("regina")
        page.locator(".select2-results__option", has_text="REGINA").click()

        assert "REGINA" in page.locator(".field-partner .select2-selection__rendered").inner_text()
        assert signed_in.complaints == []
