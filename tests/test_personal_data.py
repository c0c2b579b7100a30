"""Before a text becomes public, its editor is told which personal data it seems to hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publication.personal_data import Kind, find_personal_data

HELD = [
    (Kind.EMAIL, "Rückfragen an erika.muster@example.org.", "erika.muster@example.org"),
    (Kind.EMAIL, "E-Mail: max+rat@mail.example.de", "max+rat@mail.example.de"),
    (Kind.PHONE, "erreichbar unter 0241 / 5198-0 im Büro", "0241 / 5198-0"),
    (Kind.PHONE, "Tel.: 5198 2345", "Tel.: 5198 2345"),
    (Kind.PHONE, "+49 (0) 241 519800", "+49 (0) 241 519800"),
    (Kind.PHONE, "mobil 0170 1234567", "0170 1234567"),
    (Kind.PHONE, "(02403) 71-0", "(02403) 71-0"),
    (Kind.IBAN, "IBAN DE89 3704 0044 0532 0130 00 bei der Bank", "DE89 3704 0044 0532 0130 00"),
    (Kind.IBAN, "DE89370400440532013000", "DE89370400440532013000"),
    (Kind.BIRTH, "Erika Muster, geb. 12.03.1971", "geb. 12.03.1971"),
    (Kind.BIRTH, "geboren am 3. März 1980 in Musterstadt", "geboren am 3. März 1980"),
    (Kind.BIRTH, "Geburtsdatum: 01.01.2001", "Geburtsdatum: 01.01.2001"),
    (Kind.BIRTH, "Muster, * 4.5.1966", "* 4.5.1966"),
    (Kind.STREET, "wohnhaft Musterstraße 12a, 52000 Musterstadt", "Musterstraße 12a"),
    (Kind.STREET, "Lange Str. 7", "Lange Str. 7"),
    (Kind.STREET, "Karl-Muster-Allee 101", "Karl-Muster-Allee 101"),
    (Kind.STREET, "An der Linde 4", "An der Linde 4"),
    (Kind.PERSON, "Der Antrag von Frau Dr. Erika Muster wird", "Frau Dr. Erika Muster"),
    (Kind.PERSON, "Herr Muster-Mann beantragt", "Herr Muster-Mann"),
    (Kind.PERSON, "Dr. Max Muster führt aus", "Dr. Max Muster"),
]
FREE = [
    "Der Ansatz steigt von 25.000 € auf 40.000 € im Jahr 2025.",
    "Vorlage 2025/020 und FB 02/0083/WP16, Teilprodukt 990100, Sachkonto 544016.",
    "Beschluss vom 24.02.2025, Sitzung am 8. April 2025 um 18:00 Uhr.",
    "Die Vereinbarung gilt vom 01.01.2024 bis 31.12.2027.",
    "§ 41 Abs. 1 GO NRW, Ziffer 12.3.4",
    "Die Region Aachen hat 7 Mitglieder, davon 4 Hochschulen.",
    "Im Haushaltsjahr 2025 und Im Januar 2026 wird berichtet.",
    "Die Herren und Frauen im Rat stimmen zu.",
    "https://www.example.org/pfad/0241",
    "IBAN DE89 3704 0044 0532 0130 01 ist falsch geprüft.",
    "Der Weg 5 Jahre lang",
]


@pytest.mark.parametrize(("kind", "text", "excerpt"), HELD)
def test_what_looks_like_data_of_a_person_is_told_with_its_words(kind, text, excerpt):
    assert (kind, excerpt) in [(one.kind, one.excerpt) for one in find_personal_data(text)]


@pytest.mark.parametrize("text", FREE)
def test_numbers_dates_and_amounts_of_council_matters_are_not(text):
    assert find_personal_data(text) == ()


def test_each_place_is_told_once_and_not_without_end():
    many = " ".join(f"person{number}@example.org" for number in range(100))

    assert len(find_personal_data("a@example.org a@example.org")) == 1
    assert len(find_personal_data(many)) == 20


@given(st.text(alphabet="aA0 .@/-+()*ß:D", max_size=400))
def test_no_text_is_too_odd(text):
    for one in find_personal_data(text):
        assert one.excerpt in text


@pytest.mark.parametrize("piece", ["0241 ", "a.", "A", "A-", "DE89 ", "Am ", "Herr ", "(0", "a@b.", "geb. 1.", "Dr. "])
def test_hostile_texts_are_read_in_linear_time(piece):
    """Twice the text costs about twice the steps; a test that took minutes would show itself."""
    find_personal_data(piece * 100_000)
