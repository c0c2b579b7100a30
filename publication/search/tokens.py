"""The tokens of a document, as the index keeps them, and what each kind of them is for.

A document is one line: first its words in their order, with a mark between passages so that no phrase reaches over,
then sets of words that begin with a zero and a letter. No word of the first part begins with a zero.
"""

from collections import Counter

from publication.dates import Precision

from .forms import fold
from .words import PIECE, clean, words_in

BETWEEN = "0b"
TITLE, OFTEN, OTHER, PART, BEGINNING, NUMBER, DAY, SPELLING = "0t", "0f", "0o", "0p", "0w", "0n", "0d", "0s"
"""Words of the title; words that come often; other forms; parts of compounds; beginnings; the number of a record; its
day; words as they are spelled, by which a record can vouch for what is offered for a mistyped word."""
OFTEN_FROM = 3
MOST_WORDS = 15_000
"""PostgreSQL counts no further than 16,383 places in a row."""
MOST_OF_A_KIND = 20_000
FEWEST_LETTERS, MOST_LETTERS = 4, 64
"""Shorter and longer words are not offered for mistyped ones."""


class Analysis:
    """What is to be known of one document: `tokens` for the index, `words` for the spelling."""

    def __init__(self, document):
        self.row, self.sets, self.words = [], {}, {}
        self._take(f"{document.number} {document.title}".strip(), is_title=True)
        for passage in document.passages:
            self._take(passage.text)
        self._take(document.context, keeps_words=False)
        self.sets[SPELLING] = dict.fromkeys(map(spelling_key, self.words))
        self.sets[NUMBER] = dict.fromkeys(number_keys(document.number))
        self.sets[DAY] = dict.fromkeys(day_keys(document.when))
        counted = Counter(self.row)
        self.sets[OFTEN] = {form: None for form, times in counted.items() if times >= OFTEN_FROM and form != BETWEEN}

    def _take(self, text, *, is_title=False, keeps_words=True):
        for word in words_in(clean(text)):
            if len(self.row) >= MOST_WORDS:
                return
            if word.form:
                self.row.append(word.form)
                if is_title:
                    self._add(TITLE, [word.form, *word.others])
                if keeps_words and not word.is_number and FEWEST_LETTERS <= len(word.written) <= MOST_LETTERS:
                    self.words.setdefault(word.written.lower(), (word.written, word.form))
            if word.others:
                self._add(OTHER, word.others)
            if word.parts:
                self._add(PART, word.parts)
            if word.beginning:
                self._add(BEGINNING, [word.beginning])
        if text.strip():
            self.row.append(BETWEEN)

    def _add(self, kind, forms):
        self.sets.setdefault(kind, {}).update(dict.fromkeys(forms))

    @property
    def tokens(self):
        marked = (f"{kind}{form}" for kind, forms in self.sets.items() for form in list(forms)[:MOST_OF_A_KIND])
        return " ".join([*self.row, *marked])


def spelling_key(word):
    return fold(word)[:MOST_LETTERS]


def first_spelling(document, key):
    """The first word of `document` with this key, as it is written there; None where there is none."""
    for text in (document.title, *(passage.text for passage in document.passages)):
        for written in PIECE.findall(clean(text)):
            if spelling_key(written) == key:
                return written
    return None


def number_keys(number):
    """Ways to name a number of a paper: as a whole, without the letters before it, without the term after it."""
    forms = [word.form for word in words_in(clean(number)) if word.form]
    first = next((at for at, form in enumerate(forms) if form.isdecimal()), 0)
    last = next((at for at, form in enumerate(forms) if at > first and not form.isdecimal()), len(forms))
    ways = [forms, forms[first:], forms[:last], forms[first:last]]
    return ["x".join(way) for way in ways if len(way) > 1 or way == forms and way]


def day_keys(when):
    """`when`: a VagueDate or None. Only who knows the day is found by it."""
    return [day_key(when.day)] if when and when.precision == Precision.DAY else []


def day_key(day):
    return f"{day.day}x{day.month}x{day.year}"
