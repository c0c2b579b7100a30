"""HTML of a saved page → the text that a reader sees, and where in it each element stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from council.imports.sources.decoding import clean

MAX_TAGS = 300_000  # twenty times the longest agenda; also bounds the memory a hostile page can take
SKIPPED = {
    "script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object", "select", "textarea", "nav",
    "audio", "video", "canvas", "map", "footer",
}  # fmt: skip
FURNITURE = {
    "rismenu", "risleft", "risnavi", "risfoot", "navi_right", "smcmenu", "smcfooter", "smc_footer", "menu", "legende",
    "footer", "cookieDialog", "skipLinks", "subnavi", "navigation", "sidebar-wrapper", "smcregister", "smcmenubottom",
    "smcsomacosinfo",
}  # fmt: skip
FURNITURE_CLASSES = {"sr-only", "visually-hidden", "invisible", "navbar", "breadcrumb", "footer", "skiplink", "noprint"}
PARAGRAPHS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "section", "article",
    "fieldset", "main", "aside",
}  # fmt: skip
LINES = {
    "div", "tr", "li", "dt", "dd", "caption", "form", "header", "footer", "address", "button", "legend", "center",
    "thead", "tbody", "tfoot", "details", "summary", "figure", "figcaption", "option", "html", "body",
}  # fmt: skip
CELLS = {"td", "th"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
SOFT_HYPHEN = "\u00ad"
_HAS_MARKER = re.compile(r"[•·●▪◦*–—-]|\d{1,3}(?:\.\d{1,3})*[.)]|[a-z]\)")


@dataclass
class Markup:
    """`text`: the page as a reader sees it. `elements`: all that are shown, in the order of the page."""

    text: str = ""
    title: str = ""
    elements: list = field(default_factory=list)
    too_deep: bool = False
    _spans: dict = field(default_factory=dict)

    def span(self, element) -> tuple[int, int]:
        """Start and end in `text`; both the same where the element shows nothing."""
        return self._spans.get(element, (0, 0))

    def length(self, element) -> int:
        start, end = self.span(element)
        return end - start

    def of(self, element, limit: int | None = None) -> str:
        """The text of the element on one line; "" when there is more of it than `limit` characters."""
        start, end = self.span(element)
        if limit is not None and end - start > limit:
            return ""
        return " ".join(self.text[start:end].split())

    def lines(self, start: int, end: int) -> list[str]:
        return [" ".join(line.split()) for line in self.text[start:end].split("\n")]

    def is_shown(self, element) -> bool:
        return element in self._spans


def read_markup(source: str) -> Markup:
    """Never raises. Elements below the depth that the parser bears are left out, and `too_deep` says so."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root = etree.fromstring(source.replace("\x00", " ").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return Markup()
    markup = _Renderer(_tables_with_tables(root)).render(root)
    markup.too_deep = any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    title = root.find(".//title")
    markup.title = " ".join(clean(title.text or "").split()) if title is not None else ""
    return markup


def _tables_with_tables(root) -> set:
    """Tables that only arrange other things: all that contain a table or a headline."""
    found, opened = set(), []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=("table", *HEADINGS)):
        if event == "end" and element.tag == "table":
            opened.pop()
        elif event == "start":
            if opened:
                found.add(opened[-1])
            if element.tag == "table":
                opened.append(element)
    return found


class _Renderer:
    def __init__(self, layout_tables: set):
        self.layout_tables = layout_tables
        self.parts: list[str] = []
        self.length = 0
        self.breaks = 0  # line ends to write before the next word
        self.space = False
        self.hyphenated = False
        self.border = False
        self.marker = ""
        self.tables: list[bool] = []  # of the open tables: whether its cells hold data
        self.lists: list[list] = []
        self.unwritten: list = []  # open elements that have no text yet
        self.starts: dict = {}

    def render(self, root) -> Markup:
        markup = Markup()
        skipped = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "comment":
                if skipped is None:
                    self.write(element.tail)
            elif event == "start":
                if skipped is None and _is_skipped(element):
                    skipped = element
                if skipped is None:
                    markup.elements.append(element)
                    self.unwritten.append(element)
                    self.open(element)
                    self.write(element.text)
            elif skipped is None:
                self.close(element)
                markup._spans[element] = (self.starts.get(element, self.length), self.length)
                self.write(element.tail)
            elif element is skipped:
                skipped = None
                self.write(element.tail)
        markup.text = "".join(self.parts)
        return markup

    def open(self, element) -> None:
        tag = element.tag
        if tag == "br":
            if self.hyphenated:
                self.space = self.hyphenated = False  # a word that was split by markup
            else:
                self.end_line(min(2, self.breaks + 1))
        elif tag == "table":
            self.end_line(2)
            self.tables.append(element not in self.layout_tables)
        elif tag in ("ul", "ol"):
            self.end_line(1 if self.lists else 2)
            self.lists.append([tag, element.get("type", ""), _number(element.get("start"))])
        elif tag == "li":
            self.end_line(1)
            self.marker = self.next_marker(element)
        elif tag in CELLS:
            if self.in_cell:
                self.border = True
            else:
                self.end_line(1)
        else:
            self.end_block(tag)

    def close(self, element) -> None:
        tag = element.tag
        if tag == "table":
            if self.tables:
                self.tables.pop()
            self.border = False
            self.end_line(2)
        elif tag in ("ul", "ol"):
            if self.lists:
                self.lists.pop()
            self.end_line(1 if self.lists else 2)
            self.marker = ""
        elif tag == "tr":
            self.border = False
            self.breaks = max(self.breaks, 1)
        elif tag in CELLS:
            if not self.in_cell:
                self.end_line(1)
        elif tag != "br":
            self.end_block(tag)

    @property
    def in_cell(self) -> bool:
        return bool(self.tables) and self.tables[-1]

    def end_block(self, tag: str) -> None:
        if tag == "tr":
            self.breaks = max(self.breaks, 1)
            self.border = False
        elif tag in PARAGRAPHS:
            self.end_line(2)
        elif tag in LINES:
            self.end_line(1)

    def end_line(self, count: int) -> None:
        if self.in_cell:
            self.space = True
        else:
            self.breaks = max(self.breaks, count)

    def next_marker(self, element) -> str:
        if not self.lists:
            return ""
        kind, style, number = self.lists[-1]
        number = _number(element.get("value"), number)
        self.lists[-1][2] = number + 1
        if kind == "ul":
            return "• "
        if style in ("a", "A") and 1 <= number <= 26:
            return f"{chr(ord(style) + number - 1)}) "
        return f"{number}. "

    def write(self, text: str | None) -> None:
        if not text:
            return
        hyphenated = text.rstrip().endswith(SOFT_HYPHEN)
        text = clean(text)
        words = " ".join(text.split())
        if not words:
            self.space = self.space or bool(text)
            self.hyphenated = hyphenated or self.hyphenated and not text
            return
        self.hyphenated = hyphenated
        if self.length and self.breaks:
            self.put("\n" * self.breaks)
        elif self.length and self.border:
            self.put(" | ")
        elif self.length and (self.space or text[0].isspace()):
            self.put(" ")
        self.breaks, self.border, self.space = 0, False, text[-1].isspace()
        for element in self.unwritten:
            self.starts[element] = self.length
        self.unwritten.clear()
        if self.marker and not _HAS_MARKER.match(words):
            self.put(self.marker)
        self.marker = ""
        self.put(words)

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _is_skipped(element) -> bool:
    if element.tag in SKIPPED or element.get("id") in FURNITURE or element.get("hidden") is not None:
        return True
    if element.tag == "i" and element.get("aria-hidden") == "true":  # an icon, whatever its letters
        return True
    names = element.get("class")
    return bool(names) and element.tag not in ("body", "html") and not FURNITURE_CLASSES.isdisjoint(names.split())


def _number(text: str | None, default: int = 1) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


# -- structure --------------------------------------------------------------------------------------------------------

MAX_LABEL = 60  # characters
MAX_INSIDE = 500  # elements


def names(element) -> str:
    return f" {element.get('class') or ''} "


def is_cell(element) -> bool:
    return element.tag in ("td", "th", "dd", "dt") or " smc-table-cell " in names(element)


def labelled(markup: Markup) -> Iterator[tuple[str, object]]:
    """Each cell that is followed by another one, as a label without its colon, and the cell behind it."""
    for element in markup.elements:
        if not is_cell(element) or element.tag == "dd":
            continue
        label = markup.of(element, MAX_LABEL)
        if not label:
            continue
        value = next_cell(markup, element)
        if value is not None and (element.tag, value.tag) != ("th", "th"):
            yield label.removesuffix(":").strip(), value


def next_cell(markup: Markup, element):
    following = element.getnext()
    while following is not None and not (isinstance(following.tag, str) and markup.is_shown(following)):
        following = following.getnext()
    return following if following is not None and is_cell(following) and following.tag != "dt" else None


def rows(markup: Markup, table) -> Iterator[list]:
    """The cells of each row of `table` itself; each cell an element. Does not look into the cells."""
    waiting = [table]
    while waiting:
        element = waiting.pop()
        if element.tag == "tr":
            yield [cell for cell in element if cell.tag in CELLS and markup.is_shown(cell)]
        elif element is table or element.tag not in ("table", *CELLS):
            waiting += [child for child in reversed(element) if isinstance(child.tag, str) and markup.is_shown(child)]


def inside(element) -> Iterator:
    """The elements within `element`, as many as a row or a card has."""
    return (inner for inner in islice(element.iterdescendants(), MAX_INSIDE) if isinstance(inner.tag, str))
