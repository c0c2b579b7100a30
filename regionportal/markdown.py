"""Markdown to HTML that can be trusted: the only place in the portal where text becomes markup.

Two walls stand one behind the other. The Markdown reader knows no HTML and takes only the addresses allowed here; what
it writes is then filtered once more by a list of tags and attributes.
"""

import re

import nh3
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt

from publication.folding import fold

SCHEMES = ("http", "https", "mailto", "tel")
ELSEWHERE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
HERE = re.compile(r"/(?![/\\]|%5c)|#", re.IGNORECASE)
# A link or an image that the reader did not take for one, left as it was typed.
NOT_TAKEN = re.compile(r"!?\[[^\]\n]{0,200}\]\(([^)\n]{0,500})\)")
OPEN_SPOT = re.compile(r"\[(?:…|\.\.\.)")

COLUMNS_BEFORE_SCROLLING = 4  # as in _components/table.html
IDS_OF_THE_FRAME = ("inhalt", "suche-kopf")

TAGS = {
    "h2", "h3", "h4", "p", "br", "hr", "ul", "ol", "li", "strong", "em", "s", "code", "pre", "blockquote", "a", "img",
    "div", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "div": {"aria-label"},
    "td": {"data-label"},
}
FIXED_VALUES = {
    "div": {"class": {"p-scroll"}, "role": {"region"}, "tabindex": {"0"}},
    "table": {"class": {"p-table"}},
    "th": {"scope": {"col", "row"}, "class": {"p-num"}},
    "td": {"class": {"p-num"}},
}


def html_of(text, *, address_of=None, breaks=True):
    """Return safe HTML for the Markdown `text`. Headings begin at h2 and skip no level.

    `address_of` turns an address as written (of a link or an image) into one of ours, or returns None for one it does
    not know; without it, own addresses begin with "/". Images come from the portal only. With `breaks`, the end of a
    line is one on the page too.
    """
    html = _reader(address_of or _as_written, breaks).render(text)
    return mark_safe(  # noqa: S308 — this module is what makes text safe
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            tag_attribute_values=FIXED_VALUES,
            url_schemes=set(SCHEMES),
            link_rel=None,
        )
    )


def addresses_not_taken(text):
    """Addresses of links and images in `text` that will not become links or images."""
    children = [child for token in _reader(_as_written, breaks=True).parse(text) for child in token.children or ()]
    typed = [found for child in children if child.type == "text" for found in NOT_TAKEN.findall(child.content)]
    return typed + [child.attrs["src"] for child in children if child.type == "text" and child.attrs.get("src")]


def title_and_rest(text):
    """A text whose first line is its title ("# Impressum"), taken apart."""
    title, _, rest = text.partition("\n")
    return title.removeprefix("#").strip(), rest.strip()


def has_open_spot(text):
    """Whether something is still to be filled in, marked as "[…]"."""
    return OPEN_SPOT.search(text) is not None


def escaped(value):
    """`value` as literal text within Markdown, within the address of a link too."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~&\"'=:])", r"\\\1", " ".join(str(value).split()))


def _reader(address_of, breaks):
    reader = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "breaks": breaks})
    as_usual = reader.normalizeLink
    reader.normalizeLink = lambda url: as_usual(address_of(url) or "")
    reader.validateLink = lambda url: bool(ELSEWHERE.match(url) or HERE.match(url))
    for arrange in (_order_headings, _arrange_tables, _leave_out_foreign_images):
        reader.core.ruler.push(arrange.__name__, lambda state, arrange=arrange: arrange(state.tokens))
    reader.add_render_rule("table_open", _open_table)
    reader.add_render_rule("table_close", _close_table)
    return reader


def _as_written(url):
    return url


def _order_headings(tokens):
    level, taken = 1, set(IDS_OF_THE_FRAME)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            level = max(2, min(int(token.tag[1]), level + 1, 4))
            token.attrSet("id", _free_id(tokens[place + 1].content, taken))
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"


def _free_id(heading, taken):
    wanted = slugify(fold(heading)) or "abschnitt"
    free = next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if name not in taken)
    taken.add(free)
    return free


def _arrange_tables(tokens):
    """As in _components/table.html: the first cell of a row is its heading, each other cell knows its column."""
    number = 0
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            number, table, labels = number + 1, token, []
            token.attrSet("class", "p-table")
        elif token.type == "table_close" and len(labels) > COLUMNS_BEFORE_SCROLLING:
            table.meta["label"] = token.meta["label"] = f"Tabelle {number}"
        elif token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            is_numeric = "right" in (token.attrs.pop("style", "") or "")
            if is_numeric:
                token.attrSet("class", "p-num")
            if token.type == "th_open":
                labels.append(tokens[place + 1].content)
                token.attrSet("scope", "col")
            elif column == 0:
                token.tag = "th"
                token.attrSet("scope", "row")
            else:
                token.attrSet("data-label", labels[column])
        elif token.type == "td_close":
            token.tag = "td" if column else "th"
            column += 1


def _open_table(renderer, tokens, place, options, env):
    region = '<div class="p-scroll" role="region" aria-label="{}" tabindex="0">'
    before = region.format(tokens[place].meta["label"]) if tokens[place].meta else ""
    return before + renderer.renderToken(tokens, place, options, env)


def _close_table(renderer, tokens, place, options, env):
    return renderer.renderToken(tokens, place, options, env) + ("</div>" if tokens[place].meta else "")


def _leave_out_foreign_images(tokens):
    """Their alternative text stays."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "image" and not HERE.match(child.attrs["src"]):
                child.type, child.tag = "text", ""
