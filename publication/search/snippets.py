"""Why something is a hit: the passage around the words found, with these marked."""

import re
from collections import Counter
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join

from .documents import Passage
from .forms import fold
from .words import PIECE, clean, word_of, words_in

LENGTH = 240
BEFORE = 60
NEXT_TO, AROUND = 40, 150
"""So many letters on either side make other words of it (`words_in`): where a word is split by a blank, and where
hyphens and the like join several."""
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


_JOINING = re.compile(r"[-–/:*_·(\d]")
_PLAINLY = ((".", ""), ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ae", "a"), ("oe", "o"), ("ue", "u"))


def _plain(words):
    """Each of `words` as all its inflections begin or go on: Häuser and Haus both with hau. As a list."""
    joined = "\n".join(words).lower()
    for written, plain in _PLAINLY:
        joined = joined.replace(written, plain)
    return [plain if plain.isascii() else fold(plain) for plain in joined.splitlines()]


class Marker:
    """Knows which words of a text answer a query, and remembers that from one text to the next."""

    def __init__(self, query):
        self.single, self.rows, self.parts, self.beginnings = set(), [], set(), []
        for term in query.terms:
            for row in (*term.rows, *term.alike):
                if len(row) == 1:
                    self.single.add(row[0])
                else:
                    self.rows.append(row)
            self.parts |= {*term.parts, *term.finest}
            if term.beginning:
                self.beginnings.append(term.beginning)
        self.in_rows = {form for row in self.rows for form in row}
        self.wanted = self.single | self.in_rows
        self.reach_of_rows = NEXT_TO * max(map(len, self.rows), default=0)
        looked_for = _plain([*self.wanted, *self.parts, *self.beginnings])
        self.plain, self.stems = " ".join(looked_for), {form[:ALIKE] for form in looked_for}
        self._known, self._promising = set(), {}

    def places(self, text):
        """[(start, end, form)] of what is marked in `text`, which is clean.

        Only what stands near a promising word is taken apart: a file may have 400,000 letters.
        """
        found = set()
        for first, last in _stretches(text, self._promising_words(text)):
            found |= {(first + at, first + until, form) for at, until, form in self._places_in(text[first:last])}
        return sorted(found)

    def _promising_words(self, text):
        """{word of `text`: letters on either side that decide whether it is wanted}."""
        runs = set(text.split())
        self._learn(runs - self._known)
        return {word: reach for run in runs & self._promising.keys() for word, reach in self._promising[run]}

    def _learn(self, runs):
        """Which words of `runs`, the pieces between blanks of a text, are promising."""
        self._known |= runs
        words = list(dict.fromkeys(PIECE.findall("\n".join(runs))))
        alike = [written for written, plain in zip(words, _plain(words), strict=True) if self._looks_alike(plain)]
        reach = {one.written: self._reach(one) for one in map(word_of, alike) if self._may_become_wanted(one)}
        if reach:
            for run in filter(_any_of(reach).search, runs):
                self._promising[run] = [(word, reach[word]) for word in PIECE.findall(run) if word in reach]

    def _looks_alike(self, plain):
        """What the analysis of a word, which takes much longer, can find at all."""
        return plain[:ALIKE] in self.plain or any(stem in plain for stem in self.stems)

    def _reach(self, word):
        if word.form in self.in_rows:
            return self.reach_of_rows
        return 0 if self._is_meant(word) else NEXT_TO

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


def _any_of(words):
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _stretches(text, words):
    """Pairs of start and end of the first places of `words`, {word: letters on either side}.

    Where several words are joined it is more letters; stretches that meet become one.
    """
    if not words:
        return
    times, first, last = Counter(), 0, -1
    for found in _any_of(words).finditer(text):
        word, (start, end) = found[0], found.span()
        if _is_inside_a_word(text, start) or _is_inside_a_word(text, end) or times[word] == MOST_OF_A_WORD:
            continue
        if times.total() == MOST_PLACES:
            break
        times[word] += 1
        is_joined = _JOINING.search(text, max(0, start - AROUND), end + AROUND)
        start, end = _widened(text, start, end, words[word] + AROUND * bool(is_joined))
        if start > last:
            if last > 0:
                yield first, last
            first, last = start, end
        first, last = min(first, start), max(last, end)
    if last > 0:
        yield first, last


def _widened(text, start, end, letters):
    """No word is cut."""
    first, last = max(0, start - letters), min(len(text), end + letters)
    while _is_inside_a_word(text, first):
        first += 1
    while _is_inside_a_word(text, last):
        last -= 1
    return first, last


def _is_inside_a_word(text, at):
    """`at`: a place between two letters."""
    before, after = text[max(0, at - 1) : at], text[at : at + 1]
    return before.isalpha() and after.isalpha() or before.isdecimal() and after.isdecimal()


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
