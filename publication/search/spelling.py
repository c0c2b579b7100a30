"""What a mistyped word may have meant: words of visible records that differ by a letter or two."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db.models import Q
from rapidfuzz.distance import OSA

from publication.models import SearchWord

from . import finding
from .engine import Token
from .forms import fold
from .tokens import SPELLING, first_spelling

MOST_COMPARED = 20_000
MOST_ASKED = 24
"""So many of the closest are looked for among the visible."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A question that may have been meant, as a line."""

    text: str


def meant_by(query, *, is_narrowed):
    """The question with its unknown words corrected; None where every word is known or none comes close.

    `query` found nothing; `is_narrowed`: not among the hits that were asked for, but perhaps among others.
    """
    text, may_be_known = query.text, is_narrowed or query.unwanted or len(query.terms) > 1
    for term in query.terms:
        if not _is_word(term) or may_be_known and finding.exists(term.within()):
            continue
        word = _closest(term.written)
        if word is None:
            return None
        text = text.replace(term.written, word)
    return None if text == query.text else Meant(text)


def _is_word(term):
    single = not term.is_quoted and not term.beginning and len(term.rows[0]) == 1
    return single and term.written.isalpha() and 4 <= len(term.written) <= 40


def _closest(written):
    """The word with the fewest differences that a visible record has; the most frequent of equals."""
    typed = fold(written)
    known = SearchWord.objects.filter(Q(head=typed[:3]) | Q(tail=typed[-3:])).order_by("word")
    allowed = 1 if len(typed) < 6 else 2 if len(typed) < 11 else 3
    close = []
    for word, form in known.values_list("word", "form")[:MOST_COMPARED]:
        distance = min(OSA.distance(typed, one, score_cutoff=allowed) for one in (word, form))
        if 0 < distance <= allowed:
            close.append((distance, form, word))
    for _, equals in groupby(sorted(close)[:MOST_ASKED], key=itemgetter(0)):
        if found := _most_frequent([(form, word) for _, form, word in equals]):
            return found
    return None


def _most_frequent(candidates):
    """The word of the form that most records have, as it is written in one; None where no visible record has any."""
    if len(candidates) == 1:
        return _as_written(candidates[0][1])
    asked = [Token(text) for form, word in candidates for text in (f"{SPELLING}{word}", form)]
    numbers = finding.numbers_of(asked)
    told = zip(candidates, numbers[::2], numbers[1::2], strict=True)
    seen = [(number, word) for (_, word), spelled, number in told if spelled]
    return _as_written(max(seen, key=itemgetter(0))[1]) if seen else None


def _as_written(word):
    """As the first visible record that has it writes it; None where none has it any more."""
    for _, _, document in finding.records_of(finding.first_place(Token(f"{SPELLING}{word}"))):
        return first_spelling(document, word)
    return None
