"""Suggestions while typing, by the keyboard alone; and the search without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser


@pytest.fixture
def field(portal, visit):
    window = visit()
    window.page.goto(f"{portal.base}/suche/")
    field = window.page.locator("#suche-alles")
    field.press_sequentially("südk")
    window.page.locator("#suche-alles-liste [role=option]").first.wait_for()
    return field


def test_a_suggestion_is_chosen_with_the_arrows_and_opened_with_enter(field):
    page = field.page
    assert (field.get_attribute("role"), field.get_attribute("aria-expanded")) == ("combobox", "true")

    field.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    title = chosen.evaluate("option => option.firstChild.textContent")
    field.press("Enter")

    page.wait_for_url("**/kooperationen/**")
    assert page.locator("h1").inner_text() == title


def test_escape_closes_the_list_and_enter_searches_for_what_was_typed(field):
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"

    field.press("Enter")

    field.page.wait_for_url("**/suche/?**")
    assert field.page.locator("#suche-alles").input_value() == "südk"


def test_axe_finds_nothing_while_the_list_is_open(field):
    assert Axe().run(field.page).response["violations"] == []


def test_without_javascript_it_is_a_plain_form(portal, visit):
    page = visit(java_script_enabled=False).page
    page.goto(f"{portal.base}/")

    page.locator("#suche-kopf").fill("Kooperationen")
    page.locator("#suche-kopf").press("Enter")

    assert page.locator(".p-hit mark").count() > 0
