"""What somebody searches for, as it was typed: words, rows of words, exclusions, beginnings, numbers, synonyms."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publication.search.engine import Token
from publication.search.query import MOST_LETTERS, MOST_TERMS, Unanswerable, read_query

PIECES = st.sampled_from([*"-\"*():'/", "Steg", "2031/020", "54 040 20", "Fach-", "und", "Arbeitskräfte", "SV-Nr."])
ANY_LINE = st.one_of(
    st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=30).map(" ".join)
)


def terms(text, synonyms=None):
    return [term.rows[0] if term.rows else term.beginning for term in read_query(text, synonyms or {}).terms]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Gebühren der Musikschule", [("gebuehr",), ("musikschule",)]),
        ('"Stadt der kurzen Wege"', [("stadt", "kurz", "weg")]),
        ("„kurze Wege“ Stadt", [("stadt",), ("kurz", "weg")]),
        ("Städt*", ["staedt"]),
        ("2025/020", [("2025", "20")]),
        ("SV-Nr. 2025/020", [("2025", "20")]),
        ("Vorlage Nr. 2025 / 20", [("2025", "20")]),
        ("FB 02/0083/WP16", [("fb",), ("2", "83", "wp", "16")]),
        ("54 040 20", [("54", "40", "20")]),
        ("2024 2025", [("2024",), ("2025",)]),
        ('unvollständig "offen', [("unvollstaendig",), ("offen",)]),
        ("", []),
    ],
)
def test_a_line_is_taken_apart(typed, understood):
    assert terms(typed) == understood


def test_what_is_excluded_is_no_term():
    query = read_query('Wege -Ämter -"kurze Wege"', {})

    assert [term.rows for term in query.terms] == [(("weg",),)]
    assert [term.rows for term in query.unwanted] == [(("amt",),), (("kurz", "weg"),)]


def test_an_expression_of_several_words_counts_as_one_with_its_synonyms():
    synonyms = {("region", "muster", "zweckverband"): [("rmzv",)], ("rmzv",): [("region", "muster", "zweckverband")]}

    [term] = read_query("Region Muster Zweckverband", synonyms).terms

    assert (term.rows, term.alike) == ((("region", "muster", "zweckverband"),), (("rmzv",),))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("x" * (MOST_LETTERS + 1), "kürzen"),
        (" ".join(f"wort{number}" for number in range(MOST_TERMS + 1)), "höchstens"),
        ("-Rat", "vorkommen soll"),
        ("und der", "Füllwörter"),
        ("ab*", "mindestens 3 Buchstaben"),
    ],
)
def test_what_cannot_be_searched_for_is_told_with_what_to_do(typed, said):
    with pytest.raises(Unanswerable, match=said):
        read_query(typed, {})


@pytest.mark.slow  # ten thousand lines
@settings(max_examples=10_000, deadline=timedelta(seconds=2))
@given(ANY_LINE)
def test_any_line_becomes_conditions_of_plain_tokens_or_is_refused(line):
    """Nothing that was typed reaches an engine but as small letters and digits."""
    try:
        query = read_query(line, {})
    except Unanswerable:
        return
    if not query.terms:
        return
    for condition in (query.in_title(), query.often(), query.within(), query.partly(), query.some()):
        assert set(condition.fts5()) <= set('abcdefghijklmnopqrstuvwxyz0123456789 "()*ANDORT')
        assert set(condition.tsquery()) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ()|&!:*<->")


def test_a_token_is_asked_for_as_it_is():
    assert (Token("kreis").fts5(), Token("kreis").tsquery()) == ('"kreis"', "kreis")
