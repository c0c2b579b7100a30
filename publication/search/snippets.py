"""Why something is a hit: the passage around the words found, with these marked."""

from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join

from .documents import Passage
from .forms import fold
from .words import PIECE, clean, word_of, words_in

LENGTH = 240
BEFORE = 60
NEIGHBOURS = 7
"""So many words on either side can change what a word is found by (`words_in`)."""
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
        self._promising = {}

    def places(self, text):
        """[(start, end, form)] of what is marked in `text`, which is clean.

        Only what stands near a promising word is taken apart: a file may have 400,000 letters.
        """
        pieces = list(PIECE.finditer(text))
        found = []
        for first, last in self._passages(pieces):
            start = pieces[first].start()
            end = pieces[last + 1].start() if last + 1 < len(pieces) else len(text)
            found += ((start + at, start + until, form) for at, until, form in self._places_in(text[start:end]))
        return found

    def _passages(self, pieces):
        """Pairs of the first and the last piece of passages that may have something to mark."""
        first = last = None
        for at, piece in enumerate(pieces):
            if not self._is_promising(piece[0].lower()):
                continue
            if last is not None and at - self.reach <= last:
                last = at + self.reach
                continue
            if last is not None:
                yield first, min(last, len(pieces) - 1)
            first, last = max(0, at - self.reach), at + self.reach
        if last is not None:
            yield first, min(last, len(pieces) - 1)

    def _is_promising(self, lower):
        """Is it what is wanted, or, together with words around it, can it become that?"""
        if lower not in self._promising:
            word = word_of(lower)
            self._promising[lower] = word.form is not None and (self._is_meant(word) or self._is_an_end(word))
        return self._promising[lower]

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
