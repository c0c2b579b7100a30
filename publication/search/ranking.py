"""Which of the first candidates come first: counted from the tokens alone, so that both databases give one order.

A word in the title counts more than in the text, often more than once, the word itself more than inside a compound.
What a word is worth does not depend on how many other records have it: hidden records could be told from that.
"""

from functools import cached_property

from .tokens import BEGINNING, BETWEEN, DAY, NUMBER, OFTEN, OTHER, PART, SPELLING, TITLE

IN_TITLE, AS_PART, TAKEN_APART, PARTLY, AS_NUMBER, OF_THAT_DAY = 3.0, 0.5, 0.4, 0.1, 20.0, 5.0
NEXT_TO_EACH_OTHER, WHOLE_TITLE = 1.0, 2.0
USUAL_LENGTH = 300
FOR_SYNONYMS = 0.8


class Candidate:
    """The tokens of one entry, looked at only where the question asks."""

    def __init__(self, tokens):
        cut = _end_of_row(tokens)
        self.row, self.sets = f" {tokens[:cut]} ", f" {tokens[cut:]} "

    @cached_property
    def title(self):
        """Words of the title in their order."""
        return self.row.partition(f" {BETWEEN} ")[0].split()

    @property
    def length(self):
        return self.row.count(" ") - 1

    def has(self, token):
        """Is it in one of the sets?"""
        return f" {token} " in self.sets

    def has_in_title(self, beginning):
        return f" {TITLE}{beginning}" in self.sets

    def times(self, row):
        if len(row) > 1:
            return self.row.count(f" {' '.join(row)} ")
        return _times(row[0], self.row) + self.has(f"{OTHER}{row[0]}")


_KINDS = (TITLE, OFTEN, OTHER, PART, BEGINNING, NUMBER, DAY, SPELLING)


def _end_of_row(tokens):
    """Where the sets begin: no word begins like one of them; a zero may stand alone, though."""
    if tokens.startswith(_KINDS):
        return 0
    at = -1
    while (at := tokens.find(" 0", at + 1)) >= 0:
        if tokens.startswith(_KINDS, at + 1):
            return at + 1
    return len(tokens)


def _times(word, row):
    """How often, in `row` with blanks around; words side by side share one."""
    times, at = 0, -1
    while (at := row.find(f" {word} ", at + 1)) >= 0:
        times += 1
    return times


def score(query, candidate):
    """How well an entry answers; higher is better. The same for the same question and the same tokens, always."""
    total = sum(_score_of(term, candidate) for term in query.terms)
    words = [term.rows[0] for term in query.terms if term.rows]
    forms = [form for row in words for form in row]
    if len(words) > 1 and f" {' '.join(forms)} " in candidate.row:
        total += NEXT_TO_EACH_OTHER
    if candidate.title:
        known = set(forms)
        total += WHOLE_TITLE * sum(form in known for form in candidate.title) / len(candidate.title)
    return round(total, 6)


def _score_of(term, candidate):
    if any(candidate.has(f"{NUMBER}{key}") for key in term.keys):
        return AS_NUMBER
    if any(candidate.has(f"{DAY}{key}") for key in term.days):
        return OF_THAT_DAY
    best = max((_exact(row, candidate) for row in term.rows), default=0)
    best = max(best, *(FOR_SYNONYMS * _exact(row, candidate) for row in term.alike), 0)
    if term.beginning:
        best = _beginning(term.beginning, candidate)
    if best:
        return best
    if any(candidate.has(f"{PART}{row[0]}") for row in term.rows if len(row) == 1):
        return AS_PART
    if term.finest and all(_has(part, candidate) for part in term.finest):
        return TAKEN_APART + 0.2 * all(part in candidate.title for part in term.parts)
    return PARTLY * sum(_has(part, candidate) for part in term.parts)


def _exact(row, candidate):
    times = candidate.times(row)
    in_title = all(candidate.has(f"{TITLE}{form}") for form in row)
    if not times and not in_title:
        return 0
    length = 0.25 + 0.75 * candidate.length / USUAL_LENGTH
    return IN_TITLE * in_title + 2.2 * times / (times + 1.2 * length)


def _beginning(beginning, candidate):
    in_title = candidate.has_in_title(beginning)
    times = candidate.row.count(f" {beginning}")
    return IN_TITLE * in_title + 2.2 * times / (times + 1.2) + 0.1


def _has(form, candidate):
    return f" {form} " in candidate.row or candidate.has(f"{PART}{form}") or candidate.has(f"{OTHER}{form}")
