"""Every main page of the desk: what axe finds, what sticks out, what the policy refuses. Signed in as a superuser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .desk import Desk
from .test_pages import RULES

pytestmark = pytest.mark.browser

# Django's own admin, known and left: rule and a part of the element's address, with the reason.
KNOWN = {
    ("aria-input-field-name", "select2"): "Django's bundled Select2 names its field only once something is chosen",
    ("label", ".select2-search__field"): "the same, where several can be chosen",
    ("list", ".select2-selection--multiple"): "the same; its list holds a search field",
    ("label", "_0"): "Django writes one label for the two fields of a date with its time",
    ("label", "_1"): "the same",
}


def is_known(rule, target):
    return any(rule == known and part in target for known, part in KNOWN)


def first(desk, path):
    """The address of the first record of a list."""
    desk.open(f"/verwaltung/{path}/")
    return (
        desk.page.locator("#result_list tbody th a, #result_list tbody td a").first.get_attribute("href").split("?")[0]
    )


@pytest.fixture
def desk(portal, visit):
    def open_desk(width, scheme):
        desk = Desk(visit, portal, "Redaktion", width=width, color_scheme=scheme)
        desk.open("/verwaltung/")
        desk.fill(username="redaktion", password="nur-fuer-diese-pruefung")
        desk.click("Anmelden")
        return desk

    return open_desk


def main_pages(desk):
    cooperation, paper, meeting, partner = (
        first(desk, path).removesuffix("change/")
        for path in ("cooperations/cooperation", "council/paper", "council/meeting", "partners/partner")
    )
    return [
        "/verwaltung/",
        "/verwaltung/suche/?suche=aachen",
        "/verwaltung/pruefhinweise/",
        "/verwaltung/handbuch/",
        "/verwaltung/handbuch/veroeffentlichen/",
        "/verwaltung/partners/partner/",
        "/verwaltung/council/paper/",
        "/verwaltung/regionportal/feedbackmessage/",
        "/verwaltung/auth/user/",
        "/verwaltung/auth/user/add/",
        "/verwaltung/partners/partner/add/",
        "/verwaltung/regionportal/textpage/add/?key=imprint",
        f"{cooperation}change/",
        f"{paper}change/",
        f"{meeting}change/",
        f"{partner}change/",
        f"{cooperation}publish/",
        f"{cooperation}withdraw/",
        f"{cooperation}history/",
        *(link for link in (f"{cooperation}vorschau/", f"{paper}vorschau/")),
    ]


def linked(desk, pages):
    """The pages beside list and form, by the words that lead there."""
    words = {
        "cooperation": ["Mehrere Beteiligte …"],
        "paper": ["Mehrere Stationen …"],
        "meeting": ["Sitzungsreihe anlegen …"],
        "partner": ["Mit anderem Partner zusammenführen …", "Doppelte Partner", "Tabelle einlesen …"],
    }
    found = []
    for page in pages:
        for kind, labels in words.items():
            if f"/{kind}/" in page and page.endswith(("change/", f"{kind}/")):
                desk.open(page)
                found += [
                    link.evaluate("link => link.getAttribute('href')")
                    for label in labels
                    for link in desk.page.get_by_role("link", name=label, exact=True).all()
                ]
    return found


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_and_the_policy_find_nothing_new_on_the_main_pages_of_the_desk(desk, width, scheme):
    desk = desk(width, scheme)
    pages = main_pages(desk)
    pages += linked(desk, pages)
    desk.complaints.clear()
    faults = {}

    for path in pages:
        desk.open(path)
        told, desk.complaints[:] = list(desk.complaints), []
        if desk.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            told.append("sticks out")
        result = Axe().run(desk.page, options=RULES)
        desk.complaints.clear()  # axe tries inline styles itself
        told += [
            f"{one['id']}: {node['target'][0]}"
            for one in result.response["violations"]
            for node in one["nodes"]
            if not is_known(one["id"], node["target"][0])
        ]
        if told:
            faults[path] = told

    assert len(pages) >= 26
    assert faults == {}


def test_the_audit_trail_of_a_cooperation_fits_a_narrow_window(desk):
    desk = desk(320, "light")
    cooperation = first(desk, "cooperations/cooperation").removesuffix("change/")

    desk.open(f"{cooperation}history/")

    assert desk.page.evaluate("document.documentElement.scrollWidth") == 320
