"""Numbers, days, times, sizes and votes as council pages write them."""

import datetime

import pytest

from council.imports.records import ReferenceRecord, VoteRecord
from council.imports.sources.values import (
    BERLIN,
    at_time,
    base_number,
    find_references,
    is_paper_number,
    other_papers,
    read_day,
    read_item_number,
    read_size,
    read_vote,
    split_meeting_number,
    split_paper_number,
    weekday_differs,
)

PAPER_NUMBERS = [
    "2025/020",
    "2024/0207",
    "FB 02/0083/WP16",
    "E 26/0060/WP18",
    "0051/2021",
    "0456/2010",
    "19-11844",
    "22-1940.01",
    "1398/II",
    "DS/1246/V",
    "0876/III (neu)",
    "VO/4680/2016",
    "VO/2014/0718-20",
    "2023/0112/1",
    "SV-9-0235/1",
    "XIX-0365/2023",
    "WP 04-09 SV 20/007",
]


@pytest.mark.parametrize("number", PAPER_NUMBERS)
def test_number_of_a_paper_is_recognised(number):
    assert is_paper_number(number)
    assert split_paper_number(f"{number} Sachstand Musterprojekt") == (number, "Sachstand Musterprojekt")


@pytest.mark.parametrize("text", ["", "2031", "Muster", "12.03.2031", "2031-03-12", "S 85", "und/oder", "Haus 3"])
def test_other_text_is_no_number_of_a_paper(text):
    assert not is_paper_number(text)


@pytest.mark.parametrize("number", PAPER_NUMBERS)
def test_number_is_found_after_a_word_for_paper(number):
    assert find_references(f"Es gilt (siehe Vorlage {number}), wie gesagt.") == [
        ReferenceRecord(raw=f"Vorlage {number}", reference=number)
    ]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("siehe SV 2030/0490.", "SV 2030/0490"),
        ("(siehe SV-Nr. 2030/0490)", "SV-Nr. 2030/0490"),
        ("mit Vorlage 2030/0490 beschlossen", "Vorlage 2030/0490"),
        ("Vorlagen-Nr. 2030/0490", "Vorlagen-Nr. 2030/0490"),
        ("Vorlage Nr. 2030/0490", "Vorlage Nr. 2030/0490"),
        ("Drs. 2030/0490", "Drs. 2030/0490"),
        ("Drs.2030/0490", "Drs.2030/0490"),
        ("Drucksache 2030/0490", "Drucksache 2030/0490"),
        ("Sitzungsvorlage 2030/0490", "Sitzungsvorlage 2030/0490"),
        ("Vorlagen-Nr.: 2030/0490", "Vorlagen-Nr.: 2030/0490"),
        ("Drucksache: 2030/0490", "Drucksache: 2030/0490"),
        ("Drs 2030/0490", "Drs 2030/0490"),
        ("Anfrage Nr. 2030/0490", "Anfrage Nr. 2030/0490"),
    ],
)
def test_each_word_before_a_number_is_known(text, raw):
    assert find_references(text) == [ReferenceRecord(raw=raw, reference="2030/0490")]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("Musterdialog 2031XYZ-Ratsantrag vom 20.11.2031", "Ratsantrag vom 20.11.2031"),
        ("Musterbericht; Antrag der X-Fraktion vom 20.11.2031", "Antrag der X-Fraktion vom 20.11.2031"),
        ("Antrag vom 20.11.2031", "Antrag vom 20.11.2031"),
        ("Antrag der X-Fraktion vom 20. November 2031", "Antrag der X-Fraktion vom 20. November 2031"),
    ],
)
def test_motion_is_named_by_its_day(text, raw):
    assert find_references(text) == [ReferenceRecord(raw=raw, date=datetime.date(2031, 11, 20))]


@pytest.mark.parametrize(
    "text",
    [
        "Die Sitzung am 27.11.2031.",
        "Eine Vorlage wird eingebracht.",
        "Vorlage vom 27.11.2031",
        "Bauantrag vom 27.11.2031",
        "Sachkonto 54 040 20, Produkt 0101",
        "SVG 12/34",
        None,
    ],
)
def test_other_numbers_and_days_are_no_references(text):
    assert find_references(text) == []


def test_numbers_in_a_row_need_one_word_before_the_first():
    found = find_references("Vorlagen 2031/006, 2031/007 und 2031/008, 2. Lesung")

    assert [record.reference for record in found] == ["2031/006", "2031/007", "2031/008"]


def test_each_other_paper_is_listed_once_and_the_own_number_is_not():
    found = find_references("SV 2031/006, Vorlage 2031/006 und SV 2031/007")

    assert other_papers(found, "2031/007") == (ReferenceRecord(raw="SV 2031/006", reference="2031/006"),)


@pytest.mark.parametrize(
    ("number", "base"),
    [
        ("2023/0112/1", "2023/0112"),
        ("22-1940.01", "22-1940"),
        ("SV-9-0235/1", "SV-9-0235"),
        ("2025/020", None),
        ("0051/2021", None),
        ("FB 02/0083/WP16", None),
        ("WP 04-09 SV 20/007", None),
        (None, None),
    ],
)
def test_suffix_points_to_the_paper_it_adds_to(number, base):
    assert base_number(number) == base


@pytest.mark.parametrize("number", ["SI/2024/129", "Rat/33/WP.17", "Rat/11/WP18", "MGR/011/2012"])
def test_number_of_a_meeting_is_split_from_its_name(number):
    assert split_meeting_number(f"{number} Ordentliche Sitzung") == (number, "Ordentliche Sitzung")


def test_meeting_may_have_no_number():
    assert split_meeting_number("23. Öffentliche Sitzung") == (None, "23. Öffentliche Sitzung")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ö 5", ("Ö 5", True)),
        ("Ö 2.1", ("Ö 2.1", True)),
        ("Ö2.1", ("Ö 2.1", True)),
        ("N 2", ("N 2", False)),
        ("8", ("8", None)),
        ("4.8", ("4.8", None)),
        ("Nachtrag", ("Nachtrag", None)),
        (None, (None, None)),
    ],
)
def test_number_of_an_item_tells_its_publicity_by_its_letter_only(text, expected):
    assert read_item_number(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Fr, 01.12.2017",
        "Fr., 01.12.2017",
        "Fr 01.12.2017",
        "01.12.2017",
        "1.12.2017",
        "1. Dezember 2017",
        "Freitag, 1. Dez. 2017",
        "2017 Dec 1",
    ],
)
def test_day_is_read_with_and_without_weekday(text):
    assert read_day(text) == datetime.date(2017, 12, 1)


@pytest.mark.parametrize("text", ["31.02.2031", "am 01.12.2017", "12.2017", "2017 Foo 1", "31. Februar 2017", "", None])
def test_no_day_is_invented(text):
    assert read_day(text) is None


def test_wrong_weekday_is_noticed():
    assert weekday_differs("Di., 22.03.2031")
    assert not weekday_differs("Sa., 22.03.2031")
    assert not weekday_differs("22.03.2031")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime.date(2024, 10, 28), "2024-10-28T16:00:00+01:00"),
        (datetime.date(2024, 10, 25), "2024-10-25T16:00:00+02:00"),
    ],
)
def test_time_has_the_offset_of_berlin_on_that_day(day, expected):
    start = at_time(day, "16:00")

    assert start.tzinfo is BERLIN
    assert start.isoformat() == expected


@pytest.mark.parametrize("text", ["25:00", "16", "abends", "", None])
def test_no_time_is_invented(text):
    assert at_time(datetime.date(2031, 1, 1), text) is None


@pytest.mark.parametrize(
    ("text", "size"),
    [("169,7 kB", 169_700), ("1,1 MB", 1_100_000), ("12 KB", 12_000), ("1.024 kB", 1_024_000), ("groß", None)],
)
def test_size_is_given_in_bytes(text, size):
    assert read_size(text) == size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-einstimmig-", {}),
        ("Einstimmig", {}),
        ("Ja: 30, Nein: 20, Enthaltungen: 1, Befangen: 0", {"yes": 30, "no": 20, "abstained": 1, "excluded": 0}),
        ("Ja 30 Nein 20 Enthaltung 1", {"yes": 30, "no": 20, "abstained": 1}),
        ("12 Ja-Stimmen, 3 Nein-Stimmen, 1 Enthaltung", {"yes": 12, "no": 3, "abstained": 1}),
        ("Zustimmung: 9, Ablehnung: 2, Enthaltung: 1", {"yes": 9, "no": 2, "abstained": 1}),
        ("20 dafür, 3 dagegen", {"yes": 20, "no": 3}),
        ("dafür: 3, dagegen: 10, Enth.: 1", {"yes": 3, "no": 10, "abstained": 1}),
        ("JA-Stimmen:4 NEIN-Stimmen:0", {"yes": 4, "no": 0}),
        ("Ja: 11, Nein: 17, Anwesend: 28, Pers. beteiligt: 2", {"yes": 11, "no": 17, "excluded": 2}),
        ("Stimmberechtigte: 15, Ja: 15", {"entitled": 15, "yes": 15}),
        ("a) Ja: 10, Nein: 2\nb) Ja: 5, Nein: 7", {}),
    ],
)
def test_vote_keeps_its_words_and_counts_what_is_counted_once(text, expected):
    assert read_vote(text) == VoteRecord(text=text, **expected)
