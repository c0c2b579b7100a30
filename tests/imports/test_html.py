"""What markup does to a page, each once, on invented pages."""

import datetime
from pathlib import Path

import pytest

from council.imports.records import (
    AgendaRowRecord,
    ConsultationRecord,
    EarlierResultRecord,
    FileRecord,
    ImportedDocument,
    Kind,
    PaperRecord,
    SectionRecord,
    System,
    VoteRecord,
)
from council.imports.sources import read_document
from council.imports.sources.markup import MAX_TAGS, read_markup
from council.imports.vocabulary import PaperKind, Publicity, ResultKind, RoleKind, SectionKind

PAGES = Path(__file__).parents[1] / "documents" / "html"

PAPER = """<div id="allriscontainer" class="vo020"><h1>Vorlage - 2031/007&nbsp;</h1><table>
<tr><td class="kb1">Betreff:</td><td>Muster für Ämter</td></tr>
<tr><td class="kb1">Status:</td><td>öffentlich</td><td class="kb1">Vorlage-Art:</td><td>Antrag</td></tr></table>
<a name="allrisSV"></a><div>{text}</div></div>"""


def page(start):
    return next(path for path in sorted(PAGES.glob("*.html")) if path.name.startswith(start))


def read(source, encoding="utf-8"):
    return read_document("page.html", source.encode(encoding))


def read_sections(text):
    return read(PAPER.format(text=text)).paper.sections


def codes(document):
    return [problem.code for problem in document.problems]


# -- letters ----------------------------------------------------------------------------------------------------------

DECLARED = '<meta http-equiv="content-type" content="text/html; charset={charset}" />'


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("iso-8859-1", "cp1252"),
        ("ISO-8859-15", "iso8859-15"),
        ("windows-1252", "cp1252"),
        ("utf-8", "utf-8"),
        ("utf-8", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("no-such-charset", "utf-8"),
        ("no-such-charset", "cp1252"),
        ("rot13", "cp1252"),
    ],
)
def test_letters_are_right_whatever_the_declaration(declared, encoding):
    document = read(DECLARED.format(charset=declared) + PAPER.format(text="Prüfung €"), encoding)

    assert document.paper.name == "Muster für Ämter"
    assert document.paper.sections[0].text == "Prüfung €"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_comes_before_the_declaration(encoding):
    document = read(DECLARED.format(charset="iso-8859-1") + PAPER.format(text="Prüfung"), encoding)

    assert document.paper.name == "Muster für Ämter"


def test_first_declaration_counts_not_those_of_embedded_texts():
    source = DECLARED.format(charset="iso-8859-1") + PAPER.format(text=DECLARED.format(charset="utf-8") + "für")

    assert read(source, "latin-1").paper.sections[0].text == "für"


def test_damaged_letters_are_said():
    document = read(PAPER.format(text="fÃ¼r Muster"))

    assert document.paper.sections[0].text == "fÃ¼r Muster"
    assert "damaged_letters" in codes(document)


# -- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Koope<span>ration</span></p>", "Kooperation"),
        ("<p><span>Oberflä</span><span>che</span></p>", "Oberfläche"),
        ("<p>Gesell&shy;<br />schaft</p>", "Gesellschaft"),
        ("<p>Gesell<span>&shy;</span>schaft</p>", "Gesellschaft"),
        ("<p>Stadt-<br>entwicklung</p>", "Stadt-\nentwicklung"),
        ("<p>zumr Region</p>", "zumr Region"),
        ("<p>eins</p><p>zwei</p>", "eins\n\nzwei"),
        ("<p>eins<br><br>zwei</p>", "eins\n\nzwei"),
        ("<ol><li>eins</li><li>zwei</li></ol>", "1. eins\n2. zwei"),
        ('<ol type="a" start="2"><li>eins</li><li>zwei</li></ol>', "b) eins\nc) zwei"),
        ("<ul><li>eins</li><li>• zwei</li></ul>", "• eins\n• zwei"),
        ("<ol><li>1.1. eins</li></ol>", "1.1. eins"),
        ("<table><tr><td><p>Jahr</p></td><td>€</td></tr><tr><td>1</td><td>5</td></tr></table>", "Jahr | €\n1 | 5"),
        ("a<!-- nein -->b<script>nein</script><style>nein</style>", "ab"),
    ],
)  # fmt: skip
def test_text_is_what_a_reader_sees(markup, text):
    assert read_sections(markup) == (SectionRecord(SectionKind.FACTS, "Sachverhalt", text),)


def test_heading_in_markup_and_in_text_is_one():
    sections = read_sections("<p>Sachlage:</p><p>eins</p><p>Rechtslage:</p><p>zwei</p>")

    assert sections == (
        SectionRecord(SectionKind.FACTS, "Sachlage", "eins"),
        SectionRecord(SectionKind.LEGAL, "Rechtslage", "zwei"),
    )


def test_menu_and_foot_of_the_site_are_no_text():
    document = read_document("21.html", page("21").read_bytes())

    assert "Kalender" not in document.text
    assert "Impressum" not in document.text
    assert "nicht lesen" not in document.text


# -- forms of a page --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["21", "22", "23", "24", "25", "26", "27", "28", "29"])
def test_page_saved_by_a_browser_is_read_as_the_page_sent(start):
    data = page(start).read_bytes()
    sent = read_document("page.html", data)
    text = data.decode("utf-8" if b"utf-8" in data.lower()[:400] else "latin-1")
    comment = "<!-- saved from url=(0040)https://example.org/bi/vo020.asp -->\n"
    saved = comment + text.replace("<body", '<body data-extension="1"').replace(
        "</body>", '<div class="ext"></div></body>'
    )

    assert read_document("page.html", saved.encode()) == sent


@pytest.mark.parametrize("start", ["21", "22", "23", "24", "25", "26", "27", "28", "29"])
def test_fragment_from_the_clipboard_is_read_as_the_page(start):
    data = page(start).read_bytes()
    sent = read_document("page.html", data)
    text = data.decode("utf-8" if b"utf-8" in data.lower()[:400] else "latin-1")
    body = text[text.index("<h1") : text.rindex("</body>")]
    head = "Version:0.9\r\nStartHTML:00000097\r\nEndHTML:00000999\r\nSourceURL:https://example.org/\r\n"
    pasted = f"{head}<html><body><!--StartFragment-->{body}<!--EndFragment--></body></html>"

    assert read_document("page.html", pasted.encode()) == sent


def test_labels_alone_tell_a_page_whose_markup_was_lost():
    document = read(
        "<div><p>Vorlage - 2031/007</p><p>Betreff: Muster</p><p>Status: öffentlich</p>"
        "<p>Vorlage-Art: Standardvorlage</p><p></p><p>Sachlage:</p><p>Text.</p></div>"
    )

    assert (document.system, document.kind) == (System.ALLRIS3, Kind.PAPER)
    assert document.paper.name == "Muster"
    assert document.paper.sections == (SectionRecord(SectionKind.FACTS, "Sachlage", "Text."),)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<html><body></body></html>", "no_content"),
        ("<html><body><p>Keine Information verfügbar</p></body></html>", "not_public"),
        ("<h1>Ein Kuchenrezept</h1><p>Mehl, Zucker.</p>", "unknown_page"),
        ("<", "unknown_page"),
        ("<b>" * (MAX_TAGS + 1), "too_large"),
    ],
)
def test_html_without_a_document_says_why(source, code):
    document = read(source)

    assert document == ImportedDocument("page.html", problems=document.problems)
    assert codes(document) == [code]


def test_unknown_page_tells_its_title_texts_and_numbers():
    document = read("<h1>Ein anderes System</h1><p>Begründung:</p><p>Siehe Vorlage 2031/007.</p>")

    assert (document.system, document.kind) == (System.UNKNOWN, Kind.UNKNOWN)
    assert document.paper.name == "Ein anderes System"
    assert document.paper.sections == (SectionRecord(SectionKind.FACTS, "Begründung", "Siehe Vorlage 2031/007."),)
    assert [reference.reference for reference in document.paper.references] == ["2031/007"]


def test_page_too_deep_for_the_parser_is_said_to_be_cut():
    document = read(PAPER.format(text="<div>" * 5000 + "unten"))

    assert document.paper.reference == "2031/007"
    assert "too_deep" in codes(document)


def test_depth_costs_no_recursion():
    markup = read_markup("<i>" * 1500 + "unten")

    assert markup.text == "unten"
    assert not markup.too_deep


# -- structure --------------------------------------------------------------------------------------------------------

STATIONS = """<table id="bfTable"><tr><th>Status</th><th>Datum</th><th>Gremium</th><th>Beschluss</th><th>NA</th></tr>
{rows}</table><h2>Sachlage</h2><p>X.</p>"""


def row(*cells):
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def read_stations(rows):
    source = '<h1>Vorlage - 2031/1</h1><dl><dt>Vorlageart:</dt><dd id="voart">Antrag</dd></dl>'
    return read(source + STATIONS.format(rows=rows)).paper.consultations


def station(organization, role=None, **values):
    kinds = {"Vorberatung": RoleKind.PRELIMINARY, "Entscheidung": RoleKind.DECISION}
    return ConsultationRecord(organization=organization, role=role, role_kind=kinds.get(role), **values)


def test_station_without_meeting_role_and_day():
    rows = row("", "", "Bauausschuss", "", "") + row("", "", "Rat", "Entscheidung", "")

    assert read_stations(rows) == (station("Bauausschuss"), station("Rat", "Entscheidung"))


def test_unknown_role_is_a_role_because_of_its_column():
    rows = row("", "", "Rat", "Mitberatung der Fraktionen", "")

    assert read_stations(rows) == (station("Rat", "Mitberatung der Fraktionen"),)


def test_result_without_a_meeting():
    rows = row("", "", "Rat", "Entscheidung") + row("", "03.03.2031", "", "vertagt")

    (found,) = read_stations(rows)

    assert (found.date.isoformat(), found.meeting_name) == ("2031-03-03", None)
    assert (found.result, found.result_kind) == ("vertagt", ResultKind.POSTPONED)


def test_stations_of_a_table_with_columns_of_its_own():
    document = read(
        f'<div id="smc_page_vo0050"><table>{row("Vorlage", "0051/2031")}{row("Art", "Antrag")}</table><table>'
        f"{row('TOP', 'Gremium', 'Datum', 'Zuständigkeit', 'Beschluss')}"
        f"{row('Ö 3', 'Bauausschuss', '03.03.2031', 'Vorberatung', 'vertagt')}</table></div>"
    )

    (found,) = document.paper.consultations
    assert (found.agenda_item_number, found.organization, found.role, found.result) == (
        "Ö 3",
        "Bauausschuss",
        "Vorberatung",
        "vertagt",
    )


def test_paper_behind_an_item_has_a_status_of_its_own():
    item = read_document("22.html", page("22").read_bytes()).agenda_item

    assert item.paper == PaperRecord(
        reference="2031/003",
        name="Sachstand Musterprojekt zweite Zeile",
        paper_type="Standardvorlage",
        paper_kind=PaperKind.PROPOSAL,
        publicity=Publicity.PUBLIC,
        under_direction_of="Geschäftsstelle",
        editor_name="Muster, Kim",
    )
    assert item.vote == VoteRecord(text="Ja-Stimmen: 12, Nein-Stimmen: 3, Enthaltungen: 1", yes=12, no=3, abstained=1)


def test_change_of_type_is_kept_from_two_columns():
    document = read(
        '<div id="allriscontainer" class="vo020"><h1>Drucksache - 0999/IX</h1><table>'
        '<tr><td class="kb1">Betreff:</td><td>Muster</td></tr>'
        "<tr><td>&nbsp;</td><td>Ursprung</td><td>aktuell</td></tr>"
        '<tr><td class="kb1">Initiator:</td><td>X-Fraktion</td><td>Bezirksamt</td></tr>'
        '<tr><td class="kb1">Drucksache-Art:</td><td>Antrag</td><td>Vorlage zur Kenntnisnahme</td></tr></table></div>'
    )

    paper = document.paper
    assert (paper.original_paper_type, paper.paper_type) == ("Antrag", "Vorlage zur Kenntnisnahme")
    assert (paper.original_originator, paper.originator) == ("X-Fraktion", "Bezirksamt")


@pytest.mark.parametrize("start", ["23", "26", "29"])
def test_agenda_announces_only_the_number_of_hidden_items(start):
    agenda = read_document("page.html", page(start).read_bytes()).meeting.agenda

    assert agenda[-1] == AgendaRowRecord(number=agenda[-1].number, public=False)


def test_agenda_rows_name_paper_result_and_files():
    agenda = read_document("23.html", page("23").read_bytes()).meeting.agenda

    assert agenda[:3] == (
        AgendaRowRecord(number="Ö 1", public=True, name="Eröffnung"),
        AgendaRowRecord(
            number="Ö 2.1",
            public=True,
            name="Kooperation Musterregion Antrag der Fraktion X",
            paper_reference="2031/007",
            has_files=True,
            result="geändert beschlossen",
            result_kind=ResultKind.AMENDED,
        ),
        AgendaRowRecord(
            number="Ö 3",
            public=True,
            name="Genehmigung der Niederschrift",
            result="(offen)",
            result_kind=ResultKind.NONE,
        ),
    )


def test_files_of_an_item_are_kept():
    item = read_document("28.html", page("28").read_bytes()).agenda_item

    assert item.files == (FileRecord(name="Vorlage", size_bytes=44_000),)


def test_agenda_printed_with_its_papers_keeps_their_text_and_earlier_results():
    rows = (
        row("Ö 1", "", "", "Kooperation", "", "", "2031/007")
        + row("", "", "VORLAGE")
        + row("", "", "<p>Text der Vorlage.</p>")
        + row("", "", "01.03.2031 - Anderer Ausschuss")
        + row("", "", "Ö 3 - geändert beschlossen")
        + row("N 2", "", "", "(nichtöffentlich)")
        + row("", "", "VORLAGE")
        + row("", "", "Geheim.")
    )
    head = '<tr><td class="kb1">Gremium:</td><td>Rat</td><td class="kb1">Datum:</td><td>03.03.2031</td></tr>'

    agenda = read(
        f'<div id="allriscontainer" class="to010"><h1>Tagesordnung - X</h1><table>{head}</table>'
        f"<table>{rows}</table></div>"
    ).meeting.agenda

    assert agenda == (
        AgendaRowRecord(
            number="Ö 1",
            public=True,
            name="Kooperation",
            paper_reference="2031/007",
            paper_text="Text der Vorlage.",
            earlier_results=(
                EarlierResultRecord(
                    date=datetime.date(2031, 3, 1),
                    organization="Anderer Ausschuss",
                    agenda_item_number="Ö 3",
                    result="geändert beschlossen",
                    result_kind=ResultKind.AMENDED,
                ),
            ),
        ),
        AgendaRowRecord(number="N 2", public=False),
    )
