"""Work at the desk that needs scripts: a partner from within a cooperation, and a long list that is filtered."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(visit, portal):
    """A window signed in at the desk."""
    window = visit()
    window.page.goto(f"{portal.base}/verwaltung/")
    window.page.fill("#id_username, #id_login", "redaktion")
    window.page.fill("#id_password", "nur-fuer-diese-pruefung")
    window.page.click("[type=submit]")
    window.page.goto(f"{portal.base}/verwaltung/cooperations/cooperation/")
    window.page.click("#result_list tbody tr:first-child th a")
    return window


def test_a_partner_is_added_from_within_a_cooperation_after_a_second_thought(desk):
    page = desk.page
    page.click("text=Beteiligung hinzufügen")
    row = page.locator("#participations-group .dynamic-participations").last
    with page.context.expect_page() as opened:
        row.locator("a.add-related[id$=-partner]").click()
    popup = opened.value
    popup.on("console", lambda message: message.type == "error" and desk.complaints.append(message.text))

    popup.fill("#id_name", "AGIT")
    popup.select_option("#id_kind", "development_agency")
    popup.click("[name=_save] >> nth=0")
    popup.locator(".errorlist a", has_text="AGIT mbH").first.wait_for()
    popup.check("#id_although_similar")
    with popup.expect_event("close"):
        popup.click("[name=_save] >> nth=0")

    assert row.locator("select[name$=-partner] option:checked").inner_text() == "AGIT"
    assert desk.complaints == []


def test_a_list_of_partners_is_filtered_and_keeps_what_is_ticked(desk):
    page = desk.page
    page.goto(page.url.replace("/change/", "/participants/"))
    shown = page.locator(".checklist label").filter(visible=True)
    everybody = shown.count()

    page.fill(".checklist-filter input", "agit")
    shown.first.locator("input").check()
    page.fill(".checklist-filter input", "fh aachen")

    texts = shown.all_inner_texts()
    assert 1 < len(texts) < everybody
    assert any("AGIT" in text for text in texts)
    assert any("FH Aachen" in text for text in texts)
    assert desk.complaints == []
