"""The history of a paper and the story of a cooperation as people meet them: compared, for a day, by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import served
from tests.browser.test_pages import NOT_ERRORS, RULES

pytestmark = pytest.mark.browser

PREPARE = """
from council.models import AgendaItem, Meeting, Paper, PaperRelation
from publication.actions import publish, record_edit
paper = Paper.objects.get(reference="2025/020")
facts, proposal = (paper.sections.get(kind=kind) for kind in ("facts", "proposal"))
with record_edit(paper, by=None):
    facts.text = facts.text.replace("zwei Hochschulen", "die beiden Hochschulen der Stadt")
    facts.save()
    proposal.text = "Die Verbandsversammlung nimmt die Erweiterung zur Kenntnis."
    proposal.save()
item = AgendaItem.objects.create(
    meeting=Meeting.objects.get(reference="SI/2025/135"), order=7, number="Ö 7", name=paper.name, public=True,
    result_kind="noted", resolution_text="Die Verbandsversammlung nimmt die Erweiterung gern zur Kenntnis.",
)
publish(item, by=None)
step = paper.consultations.get()
with record_edit(paper, by=None):
    step.agenda_item = item
    step.save()
publish(
    PaperRelation.objects.create(
        from_paper=paper, to_paper=Paper.objects.get(reference="2024/0207"), kind="same_matter"
    ),
    by=None,
)
print(paper.get_absolute_url())
"""


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """The demonstration region, in which a paper was changed, decided upon and tied: (address, path of the paper)."""
    with served(tmp_path_factory.mktemp("history"), PREPARE, commands=["load_demo"]) as (base, paper):
        yield base, paper


def test_two_versions_are_compared_without_javascript(region, chromium):
    base, paper = region
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 900}, locale="de-DE")
    page = context.new_page()

    page.goto(base + paper)
    page.get_by_role("link", name="Was wurde hier wann geändert?").click()
    page.get_by_role("link", name="Mit der Fassung davor vergleichen").last.click()
    page.get_by_label("Ältere Fassung").select_option("1")
    page.get_by_label("Neuere Fassung").select_option("2")
    page.get_by_role("button", name="Vergleichen").click()

    assert "von=1&bis=2" in page.url
    assert "die beiden" in page.locator(".p-diff ins").all_inner_texts()[0]
    assert "[neu:" in page.locator(".p-diff ins").first.text_content()
    page.get_by_role("link", name="Nebeneinander zeigen").click()
    assert page.locator("table.p-diff--columns").count() == 2
    assert page.get_by_text("Unverändert:").first.is_visible()
    context.close()


def test_what_the_meeting_changed_is_one_step_from_the_paper(region, visit):
    base, paper = region
    window = visit()

    window.page.goto(base + paper)
    window.page.get_by_role("link", name="Vorschlag und Beschluss vergleichen").click()

    assert "weicht vom Vorschlag ab" in window.page.locator("main").inner_text()
    assert window.page.locator(".p-diff ins").all_text_contents() == ["[neu: gern ]"]


def test_the_story_answers_for_a_day_and_between_two(region, visit):
    base, _ = region
    window = visit()
    window.page.goto(f"{base}/kooperationen/?suche=cluster")
    window.page.get_by_role("link", name="Wirtschaftscluster").first.click()
    window.page.get_by_role("link", name="Ganze Geschichte").click()

    window.page.get_by_label("Stand am Tag").fill("2024-10-01")
    window.page.get_by_role("button", name="Anzeigen").click()
    assert (
        "8 Vertragspartner am 1. Oktober 2024" in window.page.locator("main").get_by_role("status").first.inner_text()
    )

    window.page.get_by_label("Von", exact=True).fill("2024-10-01")
    window.page.get_by_label("Bis", exact=True).fill("2025-03-01")
    window.page.get_by_role("button", name="Zeigen", exact=True).click()
    assert "zwei Beitritte, eine Kenntnisnahme" in window.page.locator("main").get_by_role("status").last.inner_text()
    assert window.page.locator(".p-timeline__entry").count() == 4


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (320, "light"), (1280, "dark"), (320, "dark")], ids=lambda value: str(value)
)
def test_axe_finds_nothing_and_nothing_sticks_out(region, visit, width, scheme):
    base, paper = region
    window = visit(width, color_scheme=scheme)
    window.page.goto(base + paper)
    history = window.page.get_by_role("link", name="Was wurde hier wann geändert?").get_attribute("href")
    paths = [
        paper,
        history,
        f"{history}1/",
        f"{history}vergleich/?von=1&bis=3",
        f"{history}vergleich/?von=1&bis=3&ansicht=spalten",
        f"{history}vergleich/?von=1&bis=77",
        f"{paper}beschluss/",
        f"{paper}sache/",
        f"{paper}sache/?ansicht=spalten",
    ]
    faults = {}

    for path in paths:
        window.page.goto(base + path)
        result = Axe().run(window.page, options=RULES)
        broken = [f"{one['id']}: {one['nodes'][0]['target']}" for one in result.response["violations"]]
        if window.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            broken.append("sticks out")
        if broken:
            faults[path] = broken

    assert faults == {}
    assert [text for text in window.complaints if not any(known in text for known in NOT_ERRORS)] == []


def test_on_paper_the_unchanged_facts_stand_there_and_the_form_does_not(region, visit):
    base, paper = region
    window = visit()
    window.page.goto(base + paper)
    history = window.page.get_by_role("link", name="Was wurde hier wann geändert?").get_attribute("href")
    window.page.goto(f"{base}{history}vergleich/?von=1&bis=3")

    window.page.emulate_media(media="print")

    assert window.page.get_by_text("2025/020", exact=True).last.is_visible()
    assert not window.page.get_by_role("button", name="Vergleichen").is_visible()
