"""Why something is a hit: the passage around the words found, with these marked."""

from collections import Counter
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join

from .documents import Passage
from .forms import fold
from .words import PIECE, clean, word_of, words_in

LENGTH = 240
BEFORE = 60
NEIGHBOURS = 7
"""So many words on either side can change what a word is found by (`words_in`)."""
ALIKE = 3
"""So many letters of it are in every word that can be found by a form."""
MOST_OF_A_WORD, MOST_PLACES = 10, 200
MOST_LETTERS = 150_000
"""Of one passage; what comes later is hardly indexed either (`tokens.MOST_WORDS`)."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """`label`: the field. `pieces`: pairs of text and whether it is what was searched for."""

    label: str
    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self):
        return "".join(text for text, _ in self.pieces)

    @property
    def html(self):
        return format_html_join(
            "",
            "{}",
            (
                (format_html("<mark>{}</mark>", text) if found else conditional_escape(text),)
                for text, found in self.pieces
            ),
        )


def _first_places(words, promising):
    """Where `promising` ones stand in `words`: of each the first ones, which is more than a snippet shows."""
    found, times = [], Counter()
    for at, word in enumerate(words):
        if word in promising and times[word] < MOST_OF_A_WORD:
            times[word] += 1
            found.append(at)
    return found[:MOST_PLACES]


def _plain(word):
    """`word` as all its inflections begin or go on: Häuser and Haus both with hau."""
    plain = word if word.isalpha() and word.isascii() else fold(word)
    return plain.replace("ae", "a").replace("oe", "o").replace("ue", "u")


class Marker:
    """Knows which words of a text answer a query."""

    def __init__(self, query):
        self.single, self.rows, self.parts, self.beginnings = set(), [], set(), []
        for term in query.terms:
            for row in (*term.rows, *term.alike):
                if len(row) == 1:
                    self.single.add(row[0])
                else:
                    self.rows.append(row)
            self.parts |= set(term.parts)
            if term.beginning:
                self.beginnings.append(term.beginning)
        self.wanted = self.single | {form for row in self.rows for form in row}
        self.reach = NEIGHBOURS + max(map(len, self.rows), default=0)
        looked_for = [_plain(form) for form in (*self.wanted, *self.parts, *self.beginnings)]
        self.plain, self.stems = " ".join(looked_for), {form[:ALIKE] for form in looked_for}
        self._promising = {}

    def places(self, text):
        """[(start, end, form)] of what is marked in `text`, which is clean.

        Only what stands near a promising word is taken apart: a file may have 400,000 letters.
        """
        words = list(map(str.lower, PIECE.findall(text)))
        promising = {word for word in set(words) if self._is_promising(word)}
        if not promising:
            return []
        starts, found = [piece.start() for piece in PIECE.finditer(text)], []
        for first, last in self._stretches(_first_places(words, promising)):
            start = starts[first]
            end = starts[last + 1] if last + 1 < len(starts) else len(text)
            found += ((start + at, start + until, form) for at, until, form in self._places_in(text[start:end]))
        return found

    def _stretches(self, places):
        """Pairs of the first and the last word of stretches around `places`; the last may lie behind the end."""
        first, last = max(0, places[0] - self.reach), places[0] + self.reach
        for at in places[1:]:
            if at - self.reach > last:
                yield first, last
                first = at - self.reach
            last = at + self.reach
        yield first, last

    def _is_promising(self, lower):
        """Is it what is wanted, or, together with words around it, can it become that?"""
        if lower not in self._promising:
            self._promising[lower] = self._looks_alike(_plain(lower)) and self._may_become_wanted(word_of(lower))
        return self._promising[lower]

    def _looks_alike(self, plain):
        """What the analysis of a word, which takes much longer, can find at all."""
        return plain[:ALIKE] in self.plain or any(stem in plain for stem in self.stems)

    def _may_become_wanted(self, word):
        return word.form is not None and (self._is_meant(word) or self._is_an_end(word))

    def _is_an_end(self, word):
        ends = (word.form, fold(word.written))
        return any(form.startswith(ends) or form.endswith(ends) for form in self.wanted)

    def _places_in(self, text):
        words = [word for word in words_in(text) if word.form or word.others]
        found = {at for at, word in enumerate(words) if self._is_meant(word)}
        for row in self.rows:
            for at in range(len(words) - len(row) + 1):
                if all(words[at + step].form == form for step, form in enumerate(row)):
                    found.update(range(at, at + len(row)))
        return [(words[at].start, words[at].end, words[at].form) for at in sorted(found)]

    def _is_meant(self, word):
        forms = {word.form, *word.others}
        if forms & self.single or self.single.intersection(word.parts):
            return True
        if self.parts and (forms & self.parts or self.parts.intersection(word.parts)):
            return True
        return any(
            fold(word.written).startswith(beginning) or (word.form or "").startswith(beginning)
            for beginning in self.beginnings
        )


def snippet_of(document, marker):
    """The passage with the most different words found, cut to what surrounds them.

    Where only the title answers, the first passage; where only the context does, that.
    """
    passages = [Passage(one.label, " ".join(clean(one.text[:MOST_LETTERS]).split())) for one in document.passages]
    found = _best(passages, marker)
    if found is None and not marker.places(clean(document.title)):
        found = _best([Passage("Nummer", document.number), Passage("Gehört zu", clean(document.context))], marker)
    if found is None:
        found = next(((passage, []) for passage in passages if passage.text), None)
    return _cut(*found) if found else Snippet("", ())


def _best(passages, marker):
    """(passage, places) with the most different words found, the first of equals; None without any."""
    told = [(passage, marker.places(passage.text)) for passage in passages]
    return max((one for one in told if one[1]), key=lambda one: len({form for *_, form in one[1]}), default=None)


def marked(text, marker):
    """All of `text`, as a title."""
    text = clean(text)
    return Snippet("", tuple(_pieces(text, marker.places(text), 0, len(text))))


def _cut(passage, places):
    text = passage.text
    start, end = _window(text, places)
    pieces = list(_pieces(text, places, start, end))
    if start:
        pieces.insert(0, ("… ", False))
    if end < len(text):
        pieces.append((" …", False))
    return Snippet(passage.label, tuple(pieces))


def _window(text, places):
    """Where LENGTH letters show the most different words, cut at blanks."""
    if not places:
        start = 0
    else:
        start = max(
            (one for one, *_ in places),
            key=lambda at: (len({form for one, end, form in places if at <= one and end <= at + LENGTH - BEFORE}), -at),
        )
        start = max(0, start - BEFORE)
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + LENGTH // 2)
    return start, end


def _pieces(text, places, start, end):
    at = start
    for one, until, _ in places:
        if one < at or until > end:
            continue
        if one > at:
            yield text[at:one], False
        yield text[one:until], True
        at = until
    if at < end:
        yield text[at:end], False
