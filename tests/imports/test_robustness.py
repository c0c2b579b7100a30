"""Whatever the bytes: an answer, in the form of the contract, and soon."""

import json
import re
import sys
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.imports.records import contract_json
from council.imports.sources import read_document

DOCUMENTS = Path(__file__).parents[1] / "documents"
LAYOUTS = DOCUMENTS / "layouts"
PAGES = sorted(DOCUMENTS.glob("*/*.txt")) + sorted(DOCUMENTS.glob("html/*.html"))
LINES = sorted({line for page in LAYOUTS.glob("*.txt") for line in page.read_text(encoding="utf-8").splitlines()})

CONTRACT = {
    "": ["file", "system", "kind", "paper", "agenda_item", "meeting", "problems", "suggestions"],
    "paper": [
        "reference",
        "name",
        "paper_type",
        "paper_kind",
        "publicity",
        "workflow",
        "under_direction_of",
        "originator",
        "signed_by",
        "sections",
        "consultations",
        "files",
        "references",
    ],
    "agenda_item": [
        "number",
        "public",
        "name",
        "paper_reference",
        "result",
        "result_kind",
        "resolution_text",
        "minutes_text",
    ],
    "meeting": ["reference", "name", "organization", "start", "end", "room", "location"],
    "sections": ["kind", "heading", "text"],
    "consultations": [
        "organization",
        "role",
        "role_kind",
        "date",
        "meeting_reference",
        "meeting_name",
        "result",
        "result_kind",
        "state",
        "agenda_item_number",
    ],
    "files": ["number", "name", "size_bytes"],
    "references": ["raw", "reference", "date"],
    "problems": ["field", "code", "message"],
    "budget": ["product", "account", "amount_eur", "year", "quote", "span"],
}


def assert_contract(document):
    answer = contract_json(document)

    assert json.loads(json.dumps(answer)) == answer
    assert list(answer) == CONTRACT[""]
    assert "reader_failed" not in [problem.code for problem in document.problems]
    for part in ("paper", "agenda_item", "meeting"):
        assert answer[part] is None or list(answer[part]) == CONTRACT[part]
    lists = {"problems": answer["problems"]}
    if answer["paper"]:
        lists |= {name: answer["paper"][name] for name in ("sections", "consultations", "files", "references")}
    lists["budget"] = answer["suggestions"]["budget"]
    for name, records in lists.items():
        assert all(list(record) == CONTRACT[name] for record in records)


@given(st.binary(max_size=500))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_an_answer(data):
    assert_contract(read_document("page.txt", data))


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=30)), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_real_lines_gives_an_answer(lines):
    text = "\n".join(lines)

    assert_contract(read_document("page.txt", text.encode("utf-8", "surrogatepass")))


@given(st.sampled_from(PAGES), st.data())
@settings(max_examples=200, deadline=None)
def test_page_cut_out_of_its_middle_gives_an_answer(page, data):
    page_bytes = page.read_bytes()
    start = data.draw(st.integers(0, len(page_bytes)))
    end = data.draw(st.integers(start, len(page_bytes)))

    assert_contract(read_document(page.name, page_bytes[:start] + page_bytes[end:]))


@given(st.sampled_from(PAGES), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_page_with_its_lines_shuffled_gives_an_answer(page, random):
    lines = page.read_bytes().replace(b"><", b">\n<").split(b"\n")
    random.shuffle(lines)

    assert_contract(read_document(page.name, b"\n".join(lines)))


WRONG = ["utf-16", "utf-16-le", "utf-7", "cp437", "cp1250", "mac_roman", "utf-8"]


@given(st.sampled_from(PAGES), st.sampled_from(WRONG))
@settings(max_examples=60, deadline=None)
def test_page_in_the_wrong_charset_gives_an_answer(page, charset):
    text = page.read_bytes().decode("utf-8", "replace")

    assert_contract(read_document(page.name, text.encode(charset, "replace")))


HTML = b"".join(page.read_bytes() for page in PAGES if page.suffix == ".html")
TAGS = sorted(set(re.findall(rb"<[^<>]{1,200}>|[^<>]{1,60}", HTML)))


@given(st.lists(st.one_of(st.sampled_from(TAGS), st.binary(max_size=10)), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_real_tags_gives_an_answer(tags):
    assert_contract(read_document("page.html", b"<div>" + b"".join(tags)))


PAPER = b'<div id="allriscontainer" class="vo020"><h1>Vorlage - 2031/1</h1><a name="allrisSV"></a><p>X.</p>'
ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10) for level in range(1, 20))
MONSTERS = {
    "tags": (PAPER + b"<b>" * 100_000, "too_deep"),
    "tables": (PAPER + b"<table><tr><td>" * 50_000, "too_deep"),
    "too many tags": (PAPER + b"<br>" * 400_000, "too_large"),
    "attribute": (PAPER + b'<p title="' + b"x" * 4_000_000 + b'">', None),
    "never closed": (PAPER + b"<!--" + b"x" * 1_000_000, None),
    "entities": (b"<!DOCTYPE html [" + ENTITIES + b"]>" + PAPER + b"&e19;", None),
    "characters": (PAPER + b"&#0;&#x110000;&#xD800;" * 50_000, "damaged_letters"),
    "controls": (PAPER + bytes(range(32)) * 50_000, None),
    "one line": (b"x" * 4_900_000, "unknown_page"),
    "noise": (bytes(range(256)) * 19_000, None),
    "too much noise": (bytes(range(256)) * 20_000, "too_large"),
    "lines": (b"a\n" * 1_000_000, "too_long"),
}


@pytest.mark.slow  # megabytes each
@pytest.mark.parametrize(("page", "code"), MONSTERS.values(), ids=MONSTERS)
def test_monstrous_page_gives_an_answer_that_says_so(page, code):
    document = read_document("page.html", page)

    assert_contract(document)
    assert code is None or code in [problem.code for problem in document.problems]


def test_paper_is_read_in_front_of_what_is_too_deep():
    document = read_document("page.html", MONSTERS["tags"][0])

    assert (document.paper.reference, document.paper.sections[0].text) == ("2031/1", "X.")


HEADS = {
    "bare": "",
    "allris3 paper": "Vorlage - 2031/1\nBetreff: X\nBeratungsfolge:\n",
    "allris3 name": "Vorlage - 2031/1\nBetreff: X\n",
    "allris3 body": "Bürgerinformationssystem\nSachlage: ",
    "allris3 item": "Auszug - X\nTOP: Ö 1\nGremium: Rat\nBeschluss\n\n",
    "allris3 meeting": "Tagesordnung - X\nTOP Betreff Vorlage\n",
    "allris4 paper": "Vorlage - 2031/1\nGrunddaten\n- Betreff:\n",
    "allris4 table": "Vorlage - 2031/1\nReduzieren\nBeratungsfolge\n",
    "allris4 files": "Vorlage - 2031/1\nReduzieren\nAnlagen\nNr. | Name\n",
    "allris4 item": "03.03.2031 - 8 X\nReduzieren\nBeschluss:\n",
    "sessionnet paper": "Betreff\nX\nVorlage\n1/2\nBegründung:\n",
    "sessionnet item": "Tagesordnungspunkt\nTOP Ö 2: X\nBeschluss:\n",
    "sessionnet stations": "Betreff\nX\nVorlage\n1/2\n01.03.2031 Rat TOP 3 öffentlich - Entscheidung\n",
    "sessionnet files": "Betreff\nX\nVorlage\n1/2\n99 Dokumente\nDokumenttyp | Bezeichnung | Aktionen\n",
    "allris3 titles": "Drucksache - 2031/1\nBetreff: X\nBeschlussvorschlag\nSachverhalt\n\n",
    "allris4 short item": "03.03.2031 - 8 X\nBeschluss:\nvertagt\nReduzieren\nBeratung\nX\n",
    "sessionnet body": "Beschluss: vertagt\n\nX\n",
    "allris4 bare table": "Vorlage - 2031/1\nGrunddaten\nBetreff:\nX\nBeratungsfolge\nStatusDatumGremiumBeschlussNA\n",
}
UNITS = [
    "a",
    " ",
    "\n",
    "|",
    "|\n",
    "●\n|\n",
    "Status:",
    "Beschluss:\n",
    "Beschluss\n",
    "Vorlage ",
    "Antrag der ",
    "Antrag vom ",
    "A/1-",
    "1/",
    "SV 2031/1 ",
    "einstimmig ",
    "Ja: 1 ",
    "1.",
    "01.03.2031\n",
    "Sitzung\n",
    "Ö 1\n",
    "- a:\n",
    "ohne Änderungen in ",
    "\u0308",
    "Der ",
    "1 | ",
    "(",
    "\t",
    "a\tb\n",
    "a:\tb\t",
    "# ",
    "**a",
    "Datum: 1 ",
    "Sitzung:1Gremium:",
    "Beschluss: vertagt\n",
    "01.03.2031 Rat TOP 3 öffentlich - Entscheidung\n",
    "Legende\n",
    "Impressum | ",
    "Abstimmungsergebnis:\nJa: 1\n",
    "I. Sachverhalt:\nX\n",
    "Siehe Anlage\n\n",
    "Wortprotokoll Beschluss |\n",
]


@pytest.mark.slow  # quadratic time shows only at this length
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_hostile_repetition_is_read_in_linear_time(head):
    seconds = {}
    for unit in UNITS:
        data = (head + unit * (100_000 // len(unit))).encode()
        start = process_time()
        read_document("page.txt", data)
        seconds[unit] = process_time() - start

    # A twentieth of this on an idle machine; in quadratic time it would take minutes.
    assert {unit: spent for unit, spent in seconds.items() if spent > 4} == {}


HTML_HEADS = {
    "bare": "<p>",
    "allris3 paper": '<div id="allriscontainer" class="vo020"><h1>Vorlage - 1/2</h1><td>Beratungsfolge:</td>',
    "allris3 item": '<div id="allriscontainer" class="to020"><h1>Auszug - X</h1><td class="kb1">TOP:</td><td>Ö 1</td>',
    "allris3 meeting": '<div id="allriscontainer" class="to010"><table class="tl1">',
    "allris4 paper": '<h1>Vorlage - 2031/1</h1><dt>Betreff:</dt><dd id="vobetreff">X</dd><table id="bfTable">',
    "sessionnet paper": '<div id="smc_page_vo0050"><td>Betreff</td><td>X</td>',
    "sessionnet meeting": '<div id="smc_page_si0057"><table>',
}
HTML_UNITS = [
    "<p>x",
    "<br>",
    "<td>",
    "<table>",
    "<tr><td>Ö 1</td><td>x</td></tr>",
    "<tr><td>03.03.2031</td><td>Sitzung</td></tr>",
    "<td class='kb1'>Status:</td><td>x</td>",
    "<a name='allrisSV'></a>",
    "<h2>Sachlage</h2>",
    "<ul><li>x</li></ul>",
    "<a href='getfile.php?id=1'>x</a>",
    "<a href='vo020.asp?VOLFDNR=1'>2031/1</a>",
    "<div class='card'>01.03.2031 X TOP 3 öffentlich - Y</div>",
    "<table><tr><td>Nr.</td><td>Name</td></tr></table>",
    "<td>Stammbaum:</td>",
    "<div class='card'><h3>01.03.2031 X TOP 3 öffentlich - Y</h3><p>Beschluss: vertagt</p></div>",
    "<tr><td>1</td><td>x</td></tr><tr><td>Beschluss:</td><td>vertagt</td></tr>",
    "<i aria-hidden='true'>VO</i>",
    "1.000 € ",
]


def steps_to_read(page):
    """How many functions are called: a measure that does not depend on the machine."""
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        read_document("page.html", page.encode())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.slow  # counting every call takes its time
@pytest.mark.parametrize("head", HTML_HEADS.values(), ids=HTML_HEADS)
def test_html_of_twice_the_length_takes_twice_the_steps(head):
    growth = {unit: steps_to_read(head + unit * 600) / steps_to_read(head + unit * 300) for unit in HTML_UNITS}

    assert {unit: times for unit, times in growth.items() if times > 2.2} == {}
