"""Whatever the bytes: an answer, in the form of the contract, and soon."""

import json
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.imports.records import contract_json
from council.imports.sources import read_document

LAYOUTS = Path(__file__).parents[1] / "documents" / "layouts"
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


@given(st.sampled_from(sorted(LAYOUTS.glob("*.txt"))), st.data())
@settings(max_examples=150, deadline=None)
def test_page_cut_out_of_its_middle_gives_an_answer(page, data):
    text = page.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert_contract(read_document(page.name, (text[:start] + text[end:]).encode()))


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
