"""Amounts and accounts in running text."""

from decimal import Decimal

import pytest

from council.imports.sources.budget import MAX_MENTIONS, find_budget


def found(text):
    return [(hint.product, hint.account, hint.amount_eur, hint.year) for hint in find_budget(text)]


def test_product_and_account_hold_for_the_paragraph():
    text = (
        "Im Teilprodukt 990199 „Muster“ stehen im Sachkonto 544099 „Konto“ anteilige Mittel i.H.v. 25.000 € zur "
        "Verfügung. Diese sollen auf 40.000 € steigen.\n\nEin anderer Betrag ist 5 Euro."
    )

    assert found(text) == [
        ("990199", "544099", Decimal(25000), None),
        ("990199", "544099", Decimal(40000), None),
        (None, None, Decimal(5), None),
    ]


def test_account_number_is_kept_as_written():
    assert found("Im Produkt 0101, Sachkonto 54 040 20, Ansatz 2031: 1.234,50 €.") == [
        ("0101", "54 040 20", Decimal("1234.50"), 2031)
    ]


def test_account_without_an_amount_is_a_hint_too():
    assert found("Die Mittel stehen im Produkt 0101, Sachkonto 544099 bereit.") == [("0101", "544099", None, None)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("117.589,68 €", "117589.68"),
        ("20.000 EUR", "20000"),
        ("0,29 EUR je Einwohner", "0.29"),
        ("1.000,-- Euro", "1000"),
        ("1,5 Mio. €", "1500000.0"),
        ("135 Tsd. €", "135000"),
        ("12 T€", "12000"),
        ("25000 Euro", "25000"),
        ("1.000\u00a0€", "1000"),
    ],
)
def test_amount_in_every_spelling(text, amount):
    assert found(text) == [(None, None, Decimal(amount), None)]


@pytest.mark.parametrize("text", ["2031", "Europa 2020", "3 Eurohallen", "am 01.02.2031", "€", "5 Personen"])
def test_other_numbers_are_no_amounts(text):
    assert found(text) == []


def test_year_counts_for_the_amount_beside_it():
    assert found("Der Ansatz von 1.000 Euro soll auf 1.500 Euro ab 2032 steigen.") == [
        (None, None, Decimal(1000), None),
        (None, None, Decimal(1500), 2032),
    ]


def test_two_years_in_a_sentence_leave_the_year_open():
    assert found("In 2031 und 2032 je 10 €.") == [(None, None, Decimal(10), None)]


def test_quote_is_the_sentence_and_span_the_amount():
    text = "Erster Satz. Es kostet ca. 10 € im Jahr. Letzter Satz."

    (hint,) = find_budget(text)

    assert hint.quote == "Es kostet ca. 10 € im Jahr."
    assert text[slice(*hint.span)] == "10 €"


def test_hints_are_limited():
    assert len(find_budget("10 € " * 1000)) == MAX_MENTIONS
