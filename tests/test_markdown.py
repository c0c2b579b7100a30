"""What text may become, and that nothing in it ever runs."""

import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from regionportal.markdown import addresses_not_taken, escaped, has_open_spot, html_of, title_and_rest

# Ways in which HTML, Markdown and addresses have been made to run something.
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<style>@import 'https://evil.example';</style>",
    '<p style="background:url(https://evil.example)">x</p>',
    "<object data=javascript:alert(1)></object>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<!--><script>alert(1)</script>-->",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](FILE:///etc/passwd)",
    "[x](//evil.example/)",
    "[x](/\\evil.example/)",
    "[x](\\\\evil.example/)",
    "[x](<javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "[x][1]\n\n[1]: javascript:alert(1)",
    '[x](/ "onmouseover=alert(1) x=\\"")',
    '[x](https://a.example/"onmouseover="alert(1))',
    "![x](javascript:alert(1))",
    "![x](https://evil.example/count.png)",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    '![" onerror="alert(1)](/static/img/favicon.svg)',
    "`<script>alert(1)</script>`",
    "```<script>\nalert(1)\n```",
    '```"><script>alert(1)</script>\nx\n```',
    '# <a id="inhalt" onclick=alert(1)>x</a>',
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    '| x" onclick="alert(1) | y |\n|---|---|\n| a | b |',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "*[x](javascript:alert(1))*",
    "[![x](javascript:alert(1))](javascript:alert(1))",
]
ELEMENT = re.compile(r"<(/?)([a-z0-9]+)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*/?>")
ALLOWED = {
    "h2", "h3", "h4", "p", "br", "hr", "ul", "ol", "li", "strong", "em", "s", "code", "pre", "blockquote", "a", "img",
    "div", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def assert_harmless(html):
    """Every "<" begins an element we know, and no attribute can run or lead anywhere it should not."""
    elements = ELEMENT.findall(html)
    assert html.count("<") == len(elements), html
    for _, tag, attributes in elements:
        assert tag in ALLOWED, html
        for name, value in re.findall(r'([a-z-]+)="([^"]*)"', attributes):
            assert not name.startswith("on"), html
            assert name != "style", html
            if name in ("href", "src"):
                assert re.match(r"https?://|mailto:|tel:|#|/(?![/\\])", value), html
            if name == "src":
                assert value.startswith("/"), html


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_comes_through(attack):
    assert_harmless(html_of(attack))
    assert_harmless(html_of(f"Text davor {attack} und danach"))


@given(st.lists(st.sampled_from([*ATTACKS, "\n", "\n\n", "> ", "- ", "|", "[", "](", ")", "<", "&", '"', "`", "# "])))
def test_nor_does_any_mixture(parts):
    assert_harmless(html_of("".join(parts)))


def test_html_is_shown_as_it_was_typed():
    assert html_of("<b>fett</b>") == "<p>&lt;b&gt;fett&lt;/b&gt;</p>\n"


@pytest.mark.parametrize(
    "address",
    ["https://a.example/?x=1&y=2", "http://a.example", "mailto:a@b.example", "tel:+49241123", "/impressum/", "#stelle"],
)
def test_addresses_that_are_allowed_become_links(address):
    assert html_of(f"[dort]({address})") == f'<p><a href="{address.replace("&", "&amp;")}">dort</a></p>\n'
    assert addresses_not_taken(f"[dort]({address})") == []


@pytest.mark.parametrize(
    "address", ["javascript:alert", "//evil.example/", "seite.html", "ftp://a.example", "/\\evil.example"]
)
def test_others_are_left_as_typed_and_named(address):
    text = f"Siehe [dort]({address})."

    assert "<a " not in html_of(text)
    assert addresses_not_taken(text) == [address]


def test_a_picture_from_elsewhere_leaves_its_description():
    text = "![Logo des Kreises](https://elsewhere.example/logo.png)"

    assert html_of(text) == "<p>Logo des Kreises</p>\n"
    assert addresses_not_taken(text) == ["https://elsewhere.example/logo.png"]
    assert html_of("![Logo](/static/img/favicon.svg)") == '<p><img src="/static/img/favicon.svg" alt="Logo"></p>\n'


def test_headings_begin_at_h2_and_skip_no_level():
    html = html_of("# A\n\n#### B\n\n###### C\n\n## A")

    assert re.findall(r'<(h\d) id="([^"]+)">', html) == [("h2", "a"), ("h3", "b"), ("h4", "c"), ("h2", "a-2")]


def test_no_heading_takes_an_id_of_the_frame():
    assert html_of("## Inhalt") == '<h2 id="inhalt-2">Inhalt</h2>\n'


def test_the_end_of_a_line_is_one_on_the_page_unless_told_otherwise():
    assert html_of("eins\nzwei") == "<p>eins<br>\nzwei</p>\n"
    assert html_of("eins\nzwei", breaks=False) == "<p>eins\nzwei</p>\n"


def test_a_table_is_like_those_of_the_portal():
    html = html_of("| Was | Wie viel |\n|---|--:|\n| Reise | 5 |")

    assert html.replace("\n", "") == (
        '<table class="p-table">'
        '<thead><tr><th scope="col">Was</th><th class="p-num" scope="col">Wie viel</th></tr></thead>'
        '<tbody><tr><th scope="row">Reise</th><td class="p-num" data-label="Wie viel">5</td></tr></tbody></table>'
    )


@pytest.mark.parametrize(("columns", "scrolls"), [(4, False), (5, True)])
def test_a_broad_table_stands_in_a_region_that_can_be_scrolled(columns, scrolls):
    row = "|" + "x|" * columns + "\n"

    html = html_of(row + "|" + "---|" * columns + "\n" + row)

    assert ('<div class="p-scroll" role="region" aria-label="Tabelle 1" tabindex="0">' in html) is scrolls


def test_own_addresses_can_be_rewritten_and_unknown_ones_refused():
    known = {"texte.md": "/handbuch/texte/"}

    assert html_of("[a](texte.md)", address_of=known.get) == '<p><a href="/handbuch/texte/">a</a></p>\n'
    assert html_of("[a](geheim.md)", address_of=known.get) == "<p>[a](geheim.md)</p>\n"


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=60))
def test_escaped_text_is_shown_letter_for_letter(text):
    shown = html_of("x" + escaped(text))

    assert shown == f"<p>x{text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</p>\n"


def test_a_text_gives_its_first_line_as_title():
    assert title_and_rest("# Impressum\n\n## Anbieter\n\nText\n") == ("Impressum", "## Anbieter\n\nText")


@pytest.mark.parametrize(("text", "is_open"), [("Telefon: […]", True), ("[... Name]", True), ("[a](/b/) …", False)])
def test_open_spots_are_found(text, is_open):
    assert has_open_spot(text) is is_open


def test_no_other_module_calls_text_safe():
    apps = ("regionportal", "budgets", "cooperations", "council", "partners", "publication")
    modules = [path for app in apps for path in (settings.BASE_DIR / app).rglob("*.py")]

    trusting = {path for path in modules if re.search(r"mark_safe|SafeString|__html__", path.read_text("utf-8"))}

    assert {str(path.relative_to(settings.BASE_DIR)) for path in trusting} == {
        "regionportal/markdown.py",
        "regionportal/accounts/adapter.py",  # a QR code, drawn by a library from what it made itself
        "regionportal/templatetags/faces.py",  # JSON whose every character that HTML could take is written as a number
    }
