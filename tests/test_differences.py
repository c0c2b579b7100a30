"""The difference of two texts can be trusted: applied to the old one it gives the new one, whatever they are."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publication import differences
from publication.differences import difference

WORDS = st.sampled_from(
    [
        "Kreis", "Städteregion", "Straße", "Übung", "u\u0308ber", "25.000", "40.000", "€", "–", "„Analyse“", ",", ".",
        " ", "\t", "\n", "\n\n", "\r\n", "- ", "1. ", "| Jahr | Ansatz |", "\u2028", "\x0c", "\x1f", "𝔘", "\u200d",
    ]
)  # fmt: skip
DOCUMENTS = st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=80)


def old_text(blocks):
    return "".join(piece.text for block in blocks for piece in block.before)


def new_text(blocks):
    return "".join(piece.text for block in blocks for piece in block.after)


def told(old, new):
    return [(piece.kind.value, piece.text) for block in difference(old, new) for piece in block.pieces]


@pytest.mark.slow  # a hundred pairs of texts
@given(DOCUMENTS, DOCUMENTS)
def test_the_shown_difference_applied_to_the_old_text_gives_the_new_one(old, new):
    blocks = difference(old, new)

    assert (old_text(blocks), new_text(blocks)) == (old, new)


@pytest.mark.slow  # long texts
@settings(max_examples=30)
@given(st.lists(DOCUMENTS, min_size=2, max_size=5))
def test_a_changed_place_in_a_long_text_leaves_the_rest_alone(parts):
    before, after = "\n".join(parts), "\n".join(["Vorab.", *parts])

    blocks = difference(before, after)

    assert (old_text(blocks), new_text(blocks)) == (before, after)


@pytest.mark.slow  # a hundred texts
@given(DOCUMENTS)
def test_a_text_does_not_differ_from_itself(text):
    assert [block for block in difference(text, text) if not block.is_same] == []


@pytest.mark.slow  # a hundred pairs of texts
@given(DOCUMENTS, DOCUMENTS)
def test_no_piece_is_empty_and_no_two_neighbours_in_a_block_are_of_one_kind(old, new):
    blocks = difference(old, new)

    assert all(piece.text for block in blocks for piece in block.pieces)
    assert all(one.kind != other.kind for block in blocks for one, other in pairwise(block.pieces))


@pytest.mark.slow  # a hundred pairs of texts
@given(DOCUMENTS, DOCUMENTS)
def test_where_the_work_is_bounded_the_difference_stays_whole(old, new):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differences, "MOST_PAIRS", 3)

        blocks = difference(old, new)

    assert (old_text(blocks), new_text(blocks)) == (old, new)


def test_an_exchanged_word_is_shown_alone():
    assert told("Der Kreistag stimmt dem Beitritt zu.", "Der Kreistag stimmt dem Antrag zu.") == [
        ("same", "Der Kreistag stimmt dem "),
        ("removed", "Beitritt"),
        ("added", "Antrag"),
        ("same", " zu."),
    ]


def test_a_number_is_one_word():
    assert told("Ansatz 25.000 Euro", "Ansatz 40.000 Euro") == [
        ("same", "Ansatz "),
        ("removed", "25.000"),
        ("added", "40.000"),
        ("same", " Euro"),
    ]


def test_a_new_line_of_a_list_leaves_its_neighbours_alone():
    old, new = "- FH Aachen\n- RWTH\n", "- FH Aachen\n- KatHO\n- RWTH\n"

    assert told(old, new) == [("same", "- FH Aachen\n"), ("added", "- KatHO\n"), ("same", "- RWTH\n")]


def test_changes_that_a_blank_keeps_apart_are_one():
    assert told("Es tagt der alte Rat heute.", "Es tagt die neue Kommission heute.") == [
        ("same", "Es tagt "),
        ("removed", "der alte Rat"),
        ("added", "die neue Kommission"),
        ("same", " heute."),
    ]


def test_lines_that_have_nothing_in_common_are_not_woven_together():
    assert told("Der Rat beschließt.", "Eine Umlage von 5 Euro entfällt!") == [
        ("removed", "Der Rat beschließt."),
        ("added", "Eine Umlage von 5 Euro entfällt!"),
    ]


def test_an_exchanged_line_break_is_known_to_be_blank():
    pieces = [piece for block in difference("eins zwei drei", "eins zwei\ndrei") for piece in block.pieces]

    assert [piece.kind.value for piece in pieces if piece.is_blank] == ["removed", "added"]


@pytest.mark.parametrize(("old", "new"), [("", ""), ("", "neu"), ("alt", "")])
def test_empty_texts_are_texts_too(old, new):
    assert (old_text(difference(old, new)), new_text(difference(old, new))) == (old, new)
