"""What a mistyped word may have meant: words of visible records that differ by a letter or two."""

from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz.distance import OSA

from publication.models import SearchWord

from . import finding
from .engine import Token
from .forms import fold
from .tokens import SPELLING, Analysis, spelling_key

MOST_COMPARED = 20_000
MOST_ASKED = 6
"""So many of the closest are looked for among the visible."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A question that may have been meant, as a line."""

    text: str


def meant_by(query):
    """The question with its unknown words corrected; None where every word is known or none comes close."""
    text = query.text
    for term in query.terms:
        if not _is_word(term) or finding.exists(term.within()):
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
    return _most_frequent(sorted(close)[: MOST_ASKED * 4])


def _most_frequent(candidates):
    """Of each form the first word that a visible record spells like this; of these the one with the most records."""
    best, seen = None, set()
    for distance, form, word in candidates:
        if best is not None and distance > best[0]:
            break
        if form in seen or not finding.exists(Token(f"{SPELLING}{word}")):
            continue
        seen.add(form)
        number = finding.number_of(Token(form))
        if best is None or number > best[1]:
            best = (distance, number, word)
    return best and _as_written(best[2])


def _as_written(word):
    """As the first visible record that has it writes it; None where none has it any more."""
    for _, _, document in finding.records_of(finding.first_place(Token(f"{SPELLING}{word}"))):
        for lower, (written, _) in Analysis(document).words.items():
            if spelling_key(lower) == word:
                return written
    return None
