"""What somebody searches for, read from the line that was typed.

Words must all occur; "…" is a row of words; -word must not occur; word* is a beginning. Numbers are found however they
are written, synonyms of the staff count as the word itself. Reading a question never fails but with Unanswerable.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from publication.dates import MONTHS

from .engine import Beginning, Token, Without, all_of, any_of, row_of
from .forms import fewest_part_forms, finest_part_forms, fold, form_of
from .tokens import BEGINNING, DAY, NUMBER, OFTEN, OTHER, PART, TITLE, day_key, number_keys
from .words import clean, words_in

MOST_LETTERS = 200
MOST_TERMS = 12
FEWEST_LETTERS_OF_A_BEGINNING = 3
FEWEST_LETTERS_OF_A_PART = 4

_QUOTES = str.maketrans(dict.fromkeys("„“”«»‟", '"'))
_MINUS = str.maketrans(dict.fromkeys("−–—", "-"))
_PIECE = re.compile(r'(-?)"([^"]*)"|(\S+)')
_SLASH = re.compile(r"(?<=\w) ?/ ?(?=\w)")
_WRITTEN_DAY = re.compile(r"(\d{1,2})\. ?(?:(\d{1,2})\.|([A-Za-zä]{3,9})\.?) ?(\d{4})[.,;:!?)]*")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
# What people write before the number of a paper; the number alone says which one is meant.
_BEFORE_NUMBERS = frozenset(
    "az antrag beschlussvorlage bv drs drucksache ds mitteilungsvorlage mv nr no nummer sitzungsvorlage sv v vo "
    "vorlage vorlagennummer".split()
)


class Unanswerable(Exception):
    """The question cannot be searched for; the message says in German what to do."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is searched for. A row is a tuple of forms that stand one after the other.

    `rows`: ways to say exactly this. `alike`: other expressions for it. `parts`: of the compound that it is,
    `finest`: the smallest of them. `keys`: of the number of a record, `days`: of its day.
    """

    written: str
    rows: tuple[tuple[str, ...], ...] = ()
    alike: tuple[tuple[str, ...], ...] = ()
    beginning: str = ""
    parts: tuple[str, ...] = ()
    finest: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    is_unwanted: bool = False
    is_quoted: bool = False

    def exactly(self):
        """The word itself in any form, or another expression for it."""
        if self.beginning:
            kinds = ("", OTHER, BEGINNING)
            return any_of([Beginning(f"{kind}{self.beginning}") for kind in kinds])
        rows = [row_of(row) for row in (*self.rows, *self.alike)]
        others = [Token(f"{OTHER}{row[0]}") for row in (*self.rows, *self.alike) if len(row) == 1]
        return any_of([*rows, *others, *self._named()])

    def _named(self):
        return [*(Token(f"{NUMBER}{key}") for key in self.keys), *(Token(f"{DAY}{key}") for key in self.days)]

    def marked(self, *kinds):
        """The same among the tokens of these kinds."""
        if self.beginning:
            return any_of([Beginning(f"{kind}{self.beginning}") for kind in kinds])
        rows = [
            all_of([any_of([Token(f"{kind}{form}") for kind in kinds]) for form in row])
            for row in (*self.rows, *self.alike)
        ]
        return any_of([*rows, *self._named()])

    def exactly_or_inside(self):
        """Also as a part of compounds."""
        if self.beginning or self.is_quoted:
            return self.exactly()
        inside = [Token(f"{PART}{row[0]}") for row in (*self.rows, *self.alike) if len(row) == 1]
        return any_of([self.exactly(), *inside])

    def within(self):
        """Also as a part of compounds, and taken apart where it is one itself."""
        if self.beginning or self.is_quoted:
            return self.exactly()
        apart = [all_of([_anywhere(part) for part in self.finest])] if self.finest else []
        if not self._named():
            apart += [all_of([_anywhere(form) for form in row]) for row in self.rows if len(row) > 1]
        return any_of([self.exactly_or_inside(), *apart])

    def partly(self):
        """Any part of the compound that it is."""
        wide = [_anywhere(part) for part in self.parts if len(part) >= FEWEST_LETTERS_OF_A_PART]
        return any_of([self.within(), *wide])


def _anywhere(form):
    return any_of([Token(form), Token(f"{OTHER}{form}"), Token(f"{PART}{form}")])


@dataclass(frozen=True, slots=True)
class Query:
    """`text`: the line as it is shown again. `terms`: without what is unwanted."""

    text: str
    terms: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def condition(self, of_term, combine=all_of):
        """A condition for the index: `of_term(term)` of all terms, or of any with `combine=any_of`."""
        wanted = combine([of_term(term) for term in self.terms])
        if not self.unwanted:
            return wanted
        return Without(wanted, any_of([term.exactly_or_inside() for term in self.unwanted]))

    def in_title(self):
        return self.condition(lambda term: term.marked(TITLE))

    def often(self):
        return self.condition(lambda term: term.marked(TITLE, OFTEN))

    def exactly(self):
        return self.condition(Term.exactly)

    def within(self):
        return self.condition(Term.within)

    def partly(self):
        return self.condition(Term.partly)

    def some(self):
        return self.condition(Term.within, any_of)

    @property
    def number_keys(self):
        """Ways to name a record whose number is all that was asked for."""
        return self.terms[0].keys if len(self.terms) == 1 and not self.unwanted else ()


@dataclass(slots=True)
class _Piece:
    """What stands between two blanks, without its marks."""

    written: str
    words: list = field(default_factory=list)

    @property
    def forms(self):
        return tuple(word.form for word in self.words if word.form)

    @property
    def is_number(self):
        return len(self.words) == 1 and self.words[0].is_number

    @property
    def is_reference(self):
        """2025/020, FB 02/0083/WP16: several runs of letters and digits, two of them digits at least."""
        return len(self.words) > 1 and sum(word.is_number for word in self.words) > 1


def read_query(text, synonyms):
    """Raises Unanswerable. `synonyms`: see `synonyms.synonyms()`."""
    text = " ".join(clean(text).split())
    if len(text) > MOST_LETTERS:
        raise Unanswerable(f"Bitte kürzen Sie die Suche auf {MOST_LETTERS} Zeichen; es sind {len(text)}.")
    marked, plain = _taken_apart(text)
    terms = [*_plain_terms(plain, synonyms), *marked]
    if len(terms) > MOST_TERMS:
        raise Unanswerable(f"Bitte suchen Sie nach höchstens {MOST_TERMS} Wörtern; es sind {len(terms)}.")
    query = Query(
        text, tuple(term for term in terms if not term.is_unwanted), tuple(term for term in terms if term.is_unwanted)
    )
    if text and not query.terms:
        if query.unwanted:
            raise Unanswerable("Bitte geben Sie auch ein Wort ein, das vorkommen soll.")
        raise Unanswerable(
            "Bitte geben Sie ein Wort oder eine Nummer ein. Füllwörter wie „und“ oder „der“ allein findet die Suche "
            "nicht."
        )
    return query


def _taken_apart(text):
    """Terms with marks of their own, and the plain words between them."""
    marked, plain = [], []
    for found in _PIECE.finditer(_SLASH.sub("/", text.translate(_QUOTES).translate(_MINUS))):
        minus, phrase, piece = found.groups()
        if piece is None:
            marked += _phrase(phrase, is_unwanted=bool(minus))
        elif piece[0] == "-" and any(letter.isalnum() for letter in piece):
            marked += [replace(term, is_unwanted=True) for term in _plain_terms([piece[1:]], {})]
        elif piece.endswith("*") and any(letter.isalnum() for letter in piece):
            marked.append(_beginning(piece))
        else:
            plain.append(piece.replace('"', " "))
    return marked, plain


def _phrase(phrase, *, is_unwanted):
    forms = tuple(word.form for word in words_in(phrase) if word.form)
    if forms:
        yield Term(phrase.strip(), rows=(forms,), is_unwanted=is_unwanted, is_quoted=True)


def _beginning(piece):
    folded = fold("".join(letter for letter in piece if letter.isalnum()))
    if len(folded) < FEWEST_LETTERS_OF_A_BEGINNING:
        raise Unanswerable(
            f"Vor dem Stern stehen mindestens {FEWEST_LETTERS_OF_A_BEGINNING} Buchstaben, zum Beispiel „koop*“."
        )
    return Term(piece, beginning=folded[:64])


def _plain_terms(plain, synonyms):
    pieces = _without_words_before_numbers(_pieces_of(" ".join(plain)))
    at, terms = 0, []
    while at < len(pieces):
        taken = _day(pieces, at) or _expression(pieces, at, synonyms) or _number_with_blanks(pieces, at)
        term, length = taken or (_term(pieces[at], synonyms), 1)
        if term is not None:
            terms.append(term)
        at += length
    return terms


def _pieces_of(text):
    """Read as one line, so that „Fach- und Arbeitskräfte“ is understood as in a text."""
    pieces = [_Piece(found[0]) for found in re.finditer(r"\S+", text)]
    ends, at = [found.end() for found in re.finditer(r"\S+", text)], 0
    for word in words_in(text):
        while word.start >= ends[at]:
            at += 1
        pieces[at].words.append(word)
    return [piece for piece in pieces if piece.forms]


def _without_words_before_numbers(pieces):
    kept = []
    for piece in pieces:
        if piece.is_reference:
            while kept and {word.written.lower() for word in kept[-1].words} <= _BEFORE_NUMBERS:
                kept.pop()
            while not piece.words[0].is_number and piece.words[0].written.lower() in _BEFORE_NUMBERS:
                piece.words.pop(0)
        kept.append(piece)
    return kept


def _expression(pieces, at, synonyms):
    """The longest expression of several words that begins at this place, with what means the same."""
    for length in range(min(8, len(pieces) - at), 1, -1):
        chosen = pieces[at : at + length]
        forms = tuple(form for piece in chosen for form in piece.forms)
        if forms in synonyms:
            written = " ".join(piece.written for piece in chosen)
            return Term(written, rows=(forms,), alike=tuple(synonyms[forms])), length
    return None


def _day(pieces, at):
    """28.10.2024, 28. Oktober 2024 or 2024-10-28: texts have it in either form, and records of that day do."""
    for length in (1, 2, 3):
        chosen = pieces[at : at + length]
        written = " ".join(piece.written for piece in chosen)
        if day := _read_day(written):
            named = form_of(MONTHS[day.month - 1].lower())
            rows = ((str(day.day), str(day.month), str(day.year)), (str(day.day), named, str(day.year)))
            return Term(written.strip(".,;:!?()"), rows=rows, days=(day_key(day),)), len(chosen)
    return None


def _read_day(written):
    """None where it is no date, or none of the calendar."""
    if found := _ISO_DAY.fullmatch(written):
        year, month, day = found.groups()
    elif found := _WRITTEN_DAY.fullmatch(written):
        day, month, name, year = found.groups()
        month = month or next((at for at, one in enumerate(MONTHS, 1) if one.lower().startswith(name.lower())), 0)
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _number_with_blanks(pieces, at):
    """54 040 20, which may be written in one as well; two years after one another are two terms."""
    length = 0
    while at + length < len(pieces) and pieces[at + length].is_number:
        length += 1
    digits = [piece.words[0].written for piece in pieces[at : at + length]]
    if length < 2 or all(len(one) == 4 for one in digits):
        return None
    joined = ("".join(digits).lstrip("0") or "0")[:64]
    forms = tuple(piece.words[0].form for piece in pieces[at : at + length])
    return Term(" ".join(digits), rows=(forms, (joined,))), length


def _term(piece, synonyms):
    forms, words = piece.forms, piece.words
    others = [(other,) for word in words[:1] for other in word.others]
    alike = tuple(synonyms.get(forms, ()))
    written = piece.written.strip(".,;:!?()[]'’")
    if len(forms) > 1:
        keys = tuple(number_keys(" ".join(word.written for word in words))) if piece.is_reference else ()
        return Term(written, rows=(forms, *others), alike=alike, keys=keys)
    word = next(one for one in words if one.form)
    if word.is_number:
        return Term(written, rows=(forms, *others), alike=alike)
    lower = word.written.lower()
    parts, finest = fewest_part_forms(lower), finest_part_forms(lower)
    return Term(written, rows=(forms, *others), alike=alike, parts=parts, finest=finest)
