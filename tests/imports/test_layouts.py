"""Each layout seen in the field, whole page against whole JSON. All pages are invented, as text and with markup."""

import datetime
import json
from pathlib import Path

import pytest

from council.imports.records import (
    AgendaRowRecord,
    ConsultationRecord,
    EarlierResultRecord,
    FileRecord,
    PaperRecord,
    VoteRecord,
    contract_json,
)
from council.imports.sources import read_document
from council.imports.vocabulary import ConsultationState, PaperKind, Publicity, ResultKind, RoleKind

DOCUMENTS = Path(__file__).parents[1] / "documents"
TEXTS = sorted((DOCUMENTS / "layouts").glob("*.txt"))
LAYOUTS = TEXTS + sorted((DOCUMENTS / "html").glob("*.html"))
EXPECTED = Path(__file__).parent / "expected"


def read_layout(start):
    page = next(page for page in LAYOUTS if page.name.startswith(start))
    return read_document(page.name, page.read_bytes())


def test_every_layout_has_an_expected_document():
    assert sorted(page.stem for page in LAYOUTS) == sorted(file.stem for file in EXPECTED.glob("*.json"))


@pytest.mark.parametrize("page", LAYOUTS, ids=lambda page: page.stem)
def test_layout_is_read_as_expected(page):
    expected = json.loads((EXPECTED / f"{page.stem}.json").read_text(encoding="utf-8"))

    assert contract_json(read_document(page.name, page.read_bytes())) == expected


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.stem)
def test_layout_is_read_the_same_in_every_encoding_and_with_every_line_end(page):
    text = page.read_text(encoding="utf-8")
    expected = read_document(page.name, page.read_bytes())

    assert read_document(page.name, text.encode("utf-8-sig")) == expected
    assert read_document(page.name, text.replace("\n", "\r\n").encode()) == expected
    assert read_document(page.name, text.replace(" ", "\u00a0").encode()) == expected
    if "●" not in text:
        assert read_document(page.name, text.encode("cp1252")) == expected


@pytest.mark.parametrize("start", ["01", "03", "04", "21", "22", "24"])
def test_name_of_the_editor_is_kept_out_of_the_contract(start):
    document = read_layout(start)

    assert "Kim" not in json.dumps(contract_json(document))


def test_editor_stays_known_inside():
    assert read_layout("01").paper.editor_name == "Muster, Kim"
    assert read_layout("03").agenda_item.paper.editor_name == "Muster, Kim"


def test_auszug_knows_enough_of_the_paper_to_link_it():
    item = read_layout("03").agenda_item

    assert item.paper == PaperRecord(
        reference="2031/003",
        name="Sachstand Musterprojekt",
        paper_type="Standardvorlage",
        paper_kind=PaperKind.PROPOSAL,
        publicity=Publicity.PUBLIC,
        under_direction_of="Geschäftsstelle",
        editor_name="Muster, Kim",
    )


def test_files_of_an_agenda_item_are_kept():
    assert read_layout("04").agenda_item.files == (FileRecord(number=1, name="muster", size_bytes=12_000),)


def test_agenda_is_read_row_by_row_and_announces_only_the_number_of_hidden_items():
    meeting = read_layout("05").meeting

    assert meeting.publicity == Publicity.MIXED
    assert meeting.occasion == "Ordentliche Sitzung"
    assert meeting.agenda == (
        AgendaRowRecord(number="Ö 1", public=True, name="Eröffnung"),
        AgendaRowRecord(
            number="Ö 2",
            public=True,
            name="Kooperation Musterregion",
            paper_reference="2031/007",
            paper_text="Text der Vorlage.",
            has_files=True,
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
        AgendaRowRecord(number="N 1", public=False),
    )


def test_state_of_a_station_has_a_canonical_value_inside():
    states = [station.state_kind for station in read_layout("06").paper.consultations]

    assert states == [ConsultationState.DONE, ConsultationState.PLANNED]


def test_vote_word_is_kept_without_inventing_counts():
    assert read_layout("08").agenda_item.vote == VoteRecord(text="-einstimmig-")


def test_counted_vote_is_kept_with_the_excluded():
    assert read_layout("11").agenda_item.vote == VoteRecord(
        text="Ja: 30, Nein: 20, Enthaltungen: 1, Befangen: 0", yes=30, no=20, abstained=1, excluded=0
    )


def test_change_of_type_and_originator_is_kept():
    paper = read_layout("12").paper

    assert (paper.original_paper_type, paper.paper_type) == ("Antrag", "Beschluss")
    assert (paper.original_originator, paper.originator) == ("X-Fraktion", "X- und Y-Fraktion")


def test_one_committee_meeting_twice_on_a_paper_gives_two_stations():
    stations = [station for station in read_layout("12").paper.consultations if "ausschuss" in station.organization]

    assert stations == [
        ConsultationRecord(
            organization="Musterausschuss",
            role="Empfehlung",
            role_kind=RoleKind.RECOMMENDATION,
            date=datetime.date(2031, 12, 9),
            meeting_name="30. öffentliche Sitzung des Musterausschusses",
            result="vertagt",
            result_kind=ResultKind.POSTPONED,
        ),
        ConsultationRecord(
            organization="Musterausschuss",
            role="Empfehlung",
            role_kind=RoleKind.RECOMMENDATION,
            date=datetime.date(2032, 1, 27),
            meeting_name="31. öffentliche Sitzung des Musterausschusses",
            result="mit Änderungen im Ausschuss beschlossen",
            result_kind=ResultKind.AMENDED,
        ),
    ]
