"""What goes wrong on real pages, each once, on invented text."""

import pytest

from council.imports.records import ConsultationRecord, ImportedDocument, Kind, ReferenceRecord, SectionRecord, System
from council.imports.sources import read_document
from council.imports.vocabulary import Publicity, ResultKind, RoleKind, SectionKind

PAPER = """Bürgerinformationssystem

Vorlage - 2031/007

Betreff: Musterbetreff
Status:öffentlichVorlage-Art:Standardvorlage
Federführend:Amt
Beratungsfolge:
{stations}

Sachverhalt

Sachlage:

Mustertext.
"""

ITEM = """Bürgerinformationssystem

Auszug - Musterpunkt

SI/2031/004 Ordentliche Sitzung des Ausschusses für Beispiele
TOP: {number}
Gremium: Ausschuss für Beispiele Beschlussart: {result}
Datum: Mo, 03.03.2031 Status: {status}
Zeit: {time} Anlass: Ordentliche Sitzung
Raum: Saal 1
Ort: Musterhaus

Beschluss

{text}
"""


def read(text):
    return read_document("page.txt", text.encode())


def read_stations(stations):
    return read(PAPER.format(stations=stations)).paper.consultations


def read_item(*, number="Ö 5", result="ungeändert beschlossen", status="öffentlich", time="16:00", text="Zustimmung"):
    return read(ITEM.format(number=number, result=result, status=status, time=time, text=text))


def codes(document):
    return [problem.code for problem in document.problems]


def test_1_lost_head_is_said_and_nothing_is_made_up():
    document = read("Bürgerinformationssystem\nSachlage: Muster.\nBeschlussempfehlung: keine\n|||||")

    assert (document.system, document.kind) == (System.ALLRIS3, Kind.PAPER)
    assert document.paper.reference is None
    assert document.paper.sections == (
        SectionRecord(SectionKind.FACTS, "Sachlage", "Muster."),
        SectionRecord(SectionKind.PROPOSAL, "Beschlussempfehlung", "keine"),
    )
    assert codes(document) == ["no_reference", "no_name", "no_paper_type", "no_publicity"]


def test_2_item_without_a_paper_is_no_problem():
    document = read_item(result="(offen)", text="Es liegen keine Anfragen vor.")

    assert document.agenda_item.paper is None
    assert document.agenda_item.paper_reference is None
    assert document.agenda_item.result_kind == ResultKind.NONE
    assert document.problems == ()


def test_3_contradiction_of_result_and_text_is_said_and_left():
    document = read_item(result="ungeändert beschlossen", text="Kenntnisnahme")

    assert document.agenda_item.result_kind == ResultKind.ACCEPTED
    assert document.agenda_item.resolution_text == "Kenntnisnahme"
    assert codes(document) == ["result_and_text_differ"]


def test_4_lettered_resolution_stays_together_and_the_discussion_apart():
    document = read_item(text="Der Ausschuss beschließt:\n\na) Erstens.\n\nb) Zweitens.\n\nFrau Beispiel berichtet.")

    assert document.agenda_item.resolution_text == "Der Ausschuss beschließt:\n\na) Erstens.\n\nb) Zweitens."
    assert document.agenda_item.minutes_text == "Frau Beispiel berichtet."
    assert codes(document) == ["resolution_end_unclear"]


def test_4_several_resolutions_in_one_item_are_kept_and_said():
    document = read_item(text="Beschluss:\n\nErster Text.\n\nBeschluss:\n\nZweiter Text.")

    assert document.agenda_item.resolution_text == "Erster Text.\n\nZweiter Text."
    assert codes(document) == ["several_resolutions"]


def test_5_columns_that_cannot_be_told_apart_stay_as_they_are():
    head = (
        "Drucksache - 0999/IX\nBetreff: Muster\n Ursprungaktuell\nDrucksache-Art:AntragAntragAnfrage\nSachverhalt:\nX."
    )

    document = read(head)

    assert document.paper.paper_type == "AntragAntragAnfrage"
    assert "columns_unclear" in codes(document)


def test_6_one_committee_many_times_keeps_every_meeting():
    meetings = "\n".join(f"0{month}.03.2031\n{month}. Sitzung des Bauausschusses vertagt" for month in range(1, 7))

    stations = read_stations(f"Bauausschuss Vorberatung\n{meetings}")

    assert [station.date.day for station in stations] == [1, 2, 3, 4, 5, 6]
    assert {station.result for station in stations} == {"vertagt"}
    assert {(station.organization, station.role) for station in stations} == {("Bauausschuss", "Vorberatung")}


def test_7_missing_role_and_type_are_said():
    page = PAPER.format(stations="Bauausschuss\n03.03.2031\nSI/1/2031 Sitzung des Bauausschusses")

    document = read(page.replace("Vorlage-Art:Standardvorlage", ""))

    assert document.paper.consultations[0].organization == "Bauausschuss"
    assert document.paper.consultations[0].role is None
    assert document.paper.paper_kind is None
    assert codes(document) == ["no_paper_type", "role_unknown"]


def test_8_role_does_not_decide_on_the_result():
    stations = "Bauausschuss Kenntnisnahme\n03.03.2031\nSI/1/2031 Sitzung des Bauausschusses ungeändert beschlossen"

    document = read(PAPER.format(stations=stations))

    station = document.paper.consultations[0]
    assert (station.role_kind, station.result_kind) == (RoleKind.NOTICE, ResultKind.ACCEPTED)
    assert codes(document) == ["role_and_result_differ"]


def test_9_open_end_and_mixed_meeting():
    document = read_item(number="8", status="gemischt (Sitzung abgeschlossen)", time="16:30")

    assert document.meeting.start.isoformat() == "2031-03-03T16:30:00+01:00"
    assert document.meeting.end is None
    assert (document.meeting.publicity, document.meeting.workflow) == (Publicity.MIXED, "Sitzung abgeschlossen")
    assert document.agenda_item.public is None
    assert codes(document) == ["no_publicity"]


def test_9_end_before_the_start_is_not_repaired():
    document = read_item(time="18:00 - 01:10")

    assert document.meeting.end is None
    assert codes(document) == ["end_before_start"]


def test_10_labels_apart_from_their_values_get_none():
    document = read("Vorlage - 2031/007\nBetreff:\nStatus:\nVorlage-Art:\nMuster\nöffentlich\nAntrag\n\nSachlage:\nX.")

    paper = document.paper
    assert (paper.name, paper.publicity, paper.paper_type) == (None, None, None)
    assert codes(document)[0] == "labels_apart"


@pytest.mark.parametrize(
    "line", ["Vorlesen", "ALLRIS® Office Integration 3.9.2", "Online-Version dieser Seite", "Reduzieren", "|||||"]
)
def test_11_furniture_of_the_site_is_dropped(line):
    document = read(PAPER.format(stations="") + line)

    assert document.paper.sections == (SectionRecord(SectionKind.FACTS, "Sachlage", "Mustertext."),)


def test_12_split_words_and_lost_umlauts_stay_as_they_are():
    document = read(
        PAPER.format(stations="").replace("Mustertext.", "Stadt-entwicklung zumr\u00a0  Sachkonto 54 040 20")
    )

    assert document.paper.sections[0].text == "Stadt-entwicklung zumr Sachkonto 54 040 20"


def test_13_vote_word_without_a_result_is_no_result():
    document = read_item(result="", text="Der Ausschuss stimmt zu.\n\nAbstimmungsergebnis:\n\nEinstimmig")

    assert document.agenda_item.result is None
    assert document.agenda_item.result_kind is None
    assert document.agenda_item.vote.text == "Einstimmig"


def test_14_station_with_a_day_but_no_meeting_and_the_reverse():
    stations = read_stations(
        "Bauausschuss Vorberatung\n03.03.2031\nUmweltausschuss Anhörung\nSI/2/2031 Sitzung des Umweltausschusses\n"
        "Rat Entscheidung"
    )

    assert [(s.organization, s.role, s.date and s.date.isoformat(), s.meeting_reference) for s in stations] == [
        ("Bauausschuss", "Vorberatung", "2031-03-03", None),
        ("Umweltausschuss", "Anhörung", None, "SI/2/2031"),
        ("Rat", "Entscheidung", None, None),
    ]


def test_number_of_the_headline_may_be_bare_but_is_no_phrase():
    page = PAPER.format(stations="")

    assert read(page.replace("2031/007", "4711")).paper.reference == "4711"
    assert read(page.replace("2031/007", "Förderung der Jugend")).paper.reference is None


def test_15_related_papers_of_the_head_and_the_family_tree_are_references():
    page = PAPER.format(stations="").replace("Federführend:Amt", "Bezüglich:\n22-1940")

    document = read(page + "\nStammbaum:\n22-1941\nMusteranfrage\n")

    assert document.paper.references == (
        ReferenceRecord(raw="Bezüglich: 22-1940", reference="22-1940"),
        ReferenceRecord(raw="Stammbaum: 22-1941", reference="22-1941"),
    )
    assert [section.heading for section in document.paper.sections] == ["Sachlage"]


def test_role_and_result_may_stand_on_rows_of_their_own():
    stations = read_stations("Bauausschuss\nKenntnisnahme\n03.03.2031\nSI/1/2031 Sitzung\nvertagt\nRat Entscheidung")

    assert [(s.organization, s.role, s.meeting_reference, s.result) for s in stations] == [
        ("Bauausschuss", "Kenntnisnahme", "SI/1/2031", "vertagt"),
        ("Rat", "Entscheidung", None, None),
    ]


def test_name_of_two_lines_is_read_to_its_end():
    document = read(PAPER.format(stations="").replace("Musterbetreff", "Muster: Status: offen\nund Fortsetzung"))

    assert document.paper.name == "Muster: Status: offen und Fortsetzung"


def test_labels_without_any_value_are_no_problem():
    document = read(
        ITEM.format(number="Ö 5", result="", status="öffentlich", time="16:00", text="X.").replace(
            "Raum: Saal 1\nOrt: Musterhaus", "Raum:\nOrt:"
        )
    )

    assert (document.meeting.room, document.meeting.location) == (None, None)
    assert document.problems == ()


def test_unknown_words_behind_the_meeting_are_said():
    document = read(
        PAPER.format(stations="Bauausschuss Beratung\n03.03.2031\nSI/1/2031 Sitzung des Bauausschusses seltsam beraten")
    )

    assert document.paper.consultations[0].result is None
    assert codes(document) == ["result_unknown"]


def test_referral_keeps_its_target_in_the_result():
    stations = read_stations(
        "Bauausschuss Beratung\n03.03.2031\nSI/1/2031 Sitzung des Bauausschusses verwiesen in den Gemeinderat"
    )

    assert stations == (
        ConsultationRecord(
            organization="Bauausschuss",
            role="Beratung",
            role_kind=RoleKind.PRELIMINARY,
            date=stations[0].date,
            meeting_reference="SI/1/2031",
            meeting_name="Sitzung des Bauausschusses",
            result="verwiesen in den Gemeinderat",
            result_kind=ResultKind.REFERRED,
        ),
    )


def test_collapsed_sections_are_said_and_a_day_in_the_text_is_no_station():
    document = read(
        "Beschlussvorlage - 2031/1\nReduzieren\nBeratungsfolge\nReduzieren\nSachlage\nSitzung am 27.11.2031."
    )

    assert document.paper.consultations == ()
    assert "consultations_collapsed" in codes(document)


def test_number_and_statement_that_differ_leave_publicity_open():
    document = read(
        "03.03.2031 - 8 Muster\nGrunddaten\n- TOP:\n- Ö 8\n- Beratung:\n- nichtöffentlich\nWortprotokoll\nX."
    )

    assert document.agenda_item.public is None
    assert "publicity_differs" in codes(document)


def test_recommendation_is_not_taken_for_a_decision():
    document = read_item(
        result="geändert beschlossen", text="Der Ausschuss empfiehlt dem Rat, wie folgt zu beschließen."
    )

    assert codes(document) == ["recommendation_not_decision"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bürgerinformationssystem\n\nKeine Information verfügbar", "not_public"),
        ("Object moved to /bi/noauth.asp", "not_public"),
        ("Online-Version dieser Seite", "no_content"),
        ("", "no_content"),
        ("\n \n|||", "no_content"),
        ("Ein Kuchenrezept.\nMehl, Zucker.", "unknown_page"),
        ("<!DOCTYPE html><html></html>", "no_content"),
        ("%PDF-1.7", "not_text"),
    ],
)
def test_page_without_a_document_is_unknown_and_says_why(text, code):
    document = read(text)

    assert document == ImportedDocument("page.txt", problems=document.problems)
    assert codes(document) == [code]


def test_unknown_page_keeps_what_could_be_read():
    document = read("Ein anderes System\nBegründung:\nMuster.")

    assert (document.system, document.kind) == (System.UNKNOWN, Kind.UNKNOWN)
    assert document.paper.sections == (SectionRecord(SectionKind.FACTS, "Begründung", "Muster."),)
    assert codes(document) == ["unknown_page"]


def test_list_of_results_is_not_one_item():
    document = read("Beschluss: zurückgestellt\nMuster.\nBeschluss: geändert beschlossen\nDer Rat beschließt.")

    assert (document.system, document.kind) == (System.UNKNOWN, Kind.UNKNOWN)


class UnreadableBytes(bytes):
    def decode(self, *args):
        raise MemoryError


def test_error_in_a_reader_is_an_answer_too():
    document = read_document("page.txt", UnreadableBytes(b"Vorlage - 2031/1"))

    assert codes(document) == ["reader_failed"]


def test_too_large_file_is_refused():
    document = read_document("page.txt", b"x" * 5_000_001)

    assert codes(document) == ["too_large"]


def test_umlauts_broken_by_the_wrong_encoding_are_said_not_repaired():
    document = read(PAPER.format(stations="").replace("Mustertext", "fÃ¼r Muster"))

    assert document.paper.sections[0].text == "fÃ¼r Muster."
    assert codes(document) == ["damaged_letters"]


def test_umlauts_in_two_characters_are_joined():
    document = read(PAPER.format(stations="").replace("Mustertext", "fu\u0308r A\u0308mter"))

    assert document.paper.sections[0].text == "für Ämter."
