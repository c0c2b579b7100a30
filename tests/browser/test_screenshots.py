"""The pictures of the documents. `make screenshots` writes them; otherwise this only proves that each can be taken."""

import os

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.browser

FOLDER = ROOT / "docs" / "screenshots"


def path_of(pages, title):
    return {
        "home": "/",
        "cooperations": pages["cooperations:cooperation_list"],
        "cooperation": title("/kooperationen/", "Cluster"),
        "cooperation-narrow": title("/kooperationen/", "Cluster") + "?stand=2024-10-01",
        "network": pages["cooperations:network"],
        "partner": title("/partner/?suche=agit", "AGIT"),
        "papers": pages["council:paper_list"],
        "paper": title("/vorlagen/", "Wirtschaftscluster"),
        "calendar": "/sitzungen/kalender/?monat=2024-10",
        "agenda-item": pages["council:agenda_item_detail"],
        "budget-line": pages["budgets:budget_line_detail"],
        "story": title("/kooperationen/", "Cluster") + "verlauf/",
        "search": "/suche/?suche=Fachkräfte",
        "search-narrow": "/suche/?suche=Fachkräfte",
        "open-data": pages["data:page"],
        "home-dark": "/",
    }


def test_pages_have_their_picture(portal, pages, visit, tmp_path):
    folder = FOLDER if "TAKE_SCREENSHOTS" in os.environ else tmp_path
    finder = visit()

    def title(list_path, words):
        finder.page.goto(portal.base + list_path)
        return finder.page.locator("main a", has_text=words).first.get_attribute("href")

    for name, path in path_of(pages, title).items():
        window = visit(360 if name.endswith("narrow") else 1280, color_scheme="dark" if "dark" in name else "light")
        window.page.goto(portal.base + path)
        window.page.screenshot(path=folder / f"{name}.png", full_page=True)

        assert (folder / f"{name}.png").stat().st_size > 10_000
