"""Where the values of a page stand in its text."""

from pathlib import Path

import pytest

from council.imports.records import contract_json
from council.imports.sources import read_document

DOCUMENTS = Path(__file__).parents[1] / "documents"
PAGES = sorted((DOCUMENTS / "layouts").glob("*.txt")) + sorted((DOCUMENTS / "html").glob("*.html"))
NOT_SEARCHED = {"paper_kind", "role_kind", "result_kind", "publicity", "public", "kind", "size_bytes", "file", "system"}


def places_of(text):
    document = read_document("page.txt", text.encode())
    return {path: document.text[start:end] for path, (start, end) in document.places.items()}


def together(text):
    return "".join(text.replace("|", "").split())


def values(record, path):
    """Path and value of each text that the contract holds."""
    if isinstance(record, dict):
        for name, value in record.items():
            if name not in NOT_SEARCHED:
                yield from values(value, f"{path}.{name}" if path else name)
    elif isinstance(record, list):
        for at, value in enumerate(record):
            yield from values(value, f"{path}.{at}")
    elif isinstance(record, str):
        yield path, record


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_text_that_was_read_has_its_place(page):
    document = read_document(page.name, page.read_bytes())
    answer = contract_json(document)
    read = {
        path: value
        for part in ("paper", "agenda_item", "meeting")
        for path, value in values(answer[part] or {}, part)
        if not path.startswith("paper.references")
        and not path.endswith((".start", ".end", ".date", ".heading", ".state"))
    }

    found = {path: document.text[slice(*document.places.get(path, (0, 0)))] for path in read}

    assert {path for path in read if not found[path]} == set()
    assert [
        path
        for path, value in read.items()
        if together(found[path]) != together(value) and "_text" not in path and ".text" not in path
    ] == []


def test_value_is_found_behind_its_label_not_at_its_first_mention():
    text = (
        "Vorlage - 2031/1\nBetreff: Amt und öffentlich\nStatus:öffentlichVorlage-Art:Antrag\nFederführend:Amt\n\n"
        "Sachlage:\nX."
    )

    places = read_document("page.txt", text.encode()).places

    assert places["paper.publicity"] == (52, 62)
    assert places["paper.under_direction_of"] == (94, 97)


def test_further_meeting_of_a_body_shares_its_place():
    places = places_of(
        "Vorlage - 2031/1\nBetreff: X\nBeratungsfolge:\nBauausschuss Vorberatung\n03.03.2031\n"
        "SI/1/2031 Sitzung vertagt\n10.03.2031\nSI/2/2031 Sitzung vertagt\n\nSachlage:\nX."
    )

    assert [places[f"paper.consultations.{at}.organization"] for at in (0, 1)] == ["Bauausschuss", "Bauausschuss"]
    assert [places[f"paper.consultations.{at}.date"] for at in (0, 1)] == ["03.03.2031", "10.03.2031"]
    assert [places[f"paper.consultations.{at}.meeting_reference"] for at in (0, 1)] == ["SI/1/2031", "SI/2/2031"]


def test_passage_reaches_from_its_first_line_to_its_last():
    text = (
        "Vorlage - 2031/1\nBetreff: X\n\nSachlage:\n\nErster Absatz.\nVorlesen\nZweiter Absatz.\n\nRechtslage:\nkeine"
    )

    assert places_of(text)["paper.sections.0.text"] == "Erster Absatz.\nVorlesen\nZweiter Absatz."
