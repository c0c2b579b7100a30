import pytest

from council.passages import Block, blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ein Absatz.\n\nNoch einer.", [Block("paragraph", ("Ein Absatz.",)), Block("paragraph", ("Noch einer.",))]),
        ("Zeile eins\nZeile zwei", [Block("paragraph", ("Zeile eins", "Zeile zwei"))]),
        ("• eins,\n• zwei.", [Block("bullets", ("eins,", "zwei."))]),
        ("• eins\n\n• zwei", [Block("bullets", ("eins", "zwei"))]),
        ("1. Alpha,\n2. Beta", [Block("numbers", ("Alpha,", "Beta"))]),
        ("1. Alpha\n\n2. Beta", [Block("numbers", ("Alpha", "Beta"))]),
        (
            "1. Alpha\n\nDazwischen.\n\n2. Beta",
            [Block("numbers", ("Alpha",)), Block("paragraph", ("Dazwischen.",)), Block("numbers", ("Beta",), 2)],
        ),
        ("1. a)\n1. b)", [Block("numbers", ("a)",)), Block("numbers", ("b)",))]),
        ("24. Sitzung des Beirats", [Block("paragraph", ("24. Sitzung des Beirats",))]),
        ("1. Januar 2025: Beitritt", [Block("paragraph", ("1. Januar 2025: Beitritt",))]),
        (
            "• ein langer Punkt,\nder weitergeht\n• zwei",
            [Block("bullets", ("ein langer Punkt, der weitergeht", "zwei"))],
        ),
        ("• Punkt\nNeuer Satz.", [Block("bullets", ("Punkt",)), Block("paragraph", ("Neuer Satz.",))]),
        ("Vorher:\r\n\r\n• eins", [Block("paragraph", ("Vorher:",)), Block("bullets", ("eins",))]),
        ("-5 Grad", [Block("paragraph", ("-5 Grad",))]),
        (" \n\n ", []),
    ],
)
def test_text_becomes_paragraphs_and_lists_without_changing_words_or_numbers(text, expected):
    assert blocks(text) == expected
