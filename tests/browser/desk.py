"""A person at the desk who does what people do there, and counts it."""

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass

from .conftest import ROOT

PICTURES = ROOT / "docs" / "handbuch" / "bilder"

# What Chromium reports of answers that are meant: somebody else was quicker; a page that was withdrawn.
NOT_COMPLAINTS = ("409 (Conflict)", "410 (Gone)")


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of the day: what a person did for it, and how long the browser took."""

    person: str
    task: str
    pages: int
    clicks: int
    fields: int
    seconds: float


@contextmanager
def counted(day, desk, task):
    """Append the Step to `day`, a list."""
    before, start = (desk.pages, desk.clicks, desk.fields), time.monotonic()
    yield
    done = [now - then for now, then in zip((desk.pages, desk.clicks, desk.fields), before, strict=True)]
    day.append(Step(desk.name, task, *done, time.monotonic() - start))


def table(day):
    """The day as a Markdown table with a line of sums."""
    lines = ["| Arbeit | wer | Seiten | Klicks | Felder | Sekunden |", "|---|---|--:|--:|--:|--:|"]
    for one in day:
        told = (one.task, one.person, one.pages, one.clicks, one.fields, f"{one.seconds:.1f}")
        lines.append(f"| {' | '.join(map(str, told))} |")
    sums = [sum(getattr(one, name) for one in day) for name in ("pages", "clicks", "fields", "seconds")]
    lines.append(f"| zusammen | | {sums[0]} | {sums[1]} | {sums[2]} | {sums[3]:.1f} |")
    return "\n".join(lines)


class Desk:
    """One signed-in person with one window. `page` is where they are, a popup included."""

    def __init__(self, visit, portal, name, **window):
        """`visit`: the fixture that opens windows."""
        self.page, self.name = visit(timezone_id="Europe/Berlin", **window).page, name
        self.site = portal.base
        self.clicks = self.fields = self.pages = 0
        self.complaints = []
        self.page.context.on("console", self._heard)
        self.page.context.on("weberror", lambda told: self.complaints.append(str(told.error)))
        self.page.context.on("response", self._answered)

    def _heard(self, message):
        if message.type in ("error", "warning") and not any(known in message.text for known in NOT_COMPLAINTS):
            self.complaints.append(f"{message.text} ({message.page.url if message.page else ''})")

    def _answered(self, response):
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            self.pages += 1

    # What a person does

    def open(self, path):
        """Type an address or choose a bookmark: counts as one click."""
        self.clicks += 1
        self.page.goto(path if path.startswith("http") else self.site + path)

    def click(self, target):
        """`target`: a selector, a locator, or the words of a link or button."""
        self.clicks += 1
        self.find(target).click()

    def find(self, target):
        if not isinstance(target, str):
            return target
        if target[0] in "#.[" or ":" in target:
            return self.page.locator(target).first
        link = self.page.get_by_role("link", name=target, exact=True)
        button = self.page.get_by_role("button", name=target, exact=True)
        return link.or_(button).first

    def fill(self, **values):
        """Fill in fields by the names they have in the form; lists to choose from count a click, too."""
        for name, value in values.items():
            field = self.page.locator(f"[id='id_{name}']")
            self.fields += 1
            if field.evaluate("field => field.tagName") == "SELECT":
                self.clicks += 1
                field.select_option(label=value)
            else:
                field.fill(value)

    def choose(self, name, typed, expected=None):
        """Choose a link by typing what it is called."""
        self.clicks += 2
        self.fields += 1
        self.page.locator(f"[id='id_{name}'] + .select2 .select2-selection").click()
        self.page.locator(".select2-container--open .select2-search__field").fill(typed)
        self.page.locator(".select2-results__option--selectable, .select2-results__option[role=option]").filter(
            has_text=expected or typed
        ).first.click()

    def add_row(self, prefix):
        """Add a row of parts to the form and return how its fields begin."""
        self.clicks += 1
        number = self.page.locator(f"[id='id_{prefix}-TOTAL_FORMS']").input_value()
        self.page.locator(f"#{prefix}-group .add-row a").click()
        return f"{prefix}-{number}"

    @contextmanager
    def popup(self, target):
        """Within this, `page` is the window that opens by clicking `target`; it closes itself at the end."""
        opener = self.page
        with opener.context.expect_page() as opened:
            self.click(target)
        self.page = opened.value
        yield self.page
        if not self.page.is_closed():
            self.page.wait_for_event("close")
        self.page = opener

    def save(self):
        """By the keys that stay in the form; the message of the save before may still stand there."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Control+s")
        self.told()

    def picture(self, name, height=800):
        """For the handbook, where pictures are asked for (`make screenshots`): the upper part of the page."""
        if "TAKE_SCREENSHOTS" in os.environ:
            size = self.page.viewport_size
            self.page.set_viewport_size({**size, "height": height})
            self.page.evaluate("scrollTo(0, 0)")
            self.page.screenshot(path=PICTURES / f"{name}.png")
            self.page.set_viewport_size(size)

    def told(self, words=""):
        """Wait for what the desk says of the work that is done."""
        message = self.page.locator(".messagelist .success", has_text=words).first
        message.wait_for()
        return message.inner_text()
