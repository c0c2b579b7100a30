"""Partners and cooperations that a text names: found in one walk over its words, however many names there are."""

import re
from collections import defaultdict
from dataclasses import dataclass

from cooperations.models import Cooperation
from partners.models import Partner
from publication.folding import fold

MAX_TEXT = 1_000_000
AROUND = 90
"""Characters quoted on either side of a name."""
SHORT = 4
"""Up to so many letters, a name counts only as it is written: "NRW" is one, "bei" is none."""
TELLING = 5
NEAR = 12
"""Words within which the telling words of a title must stand."""

_WORD = re.compile(r"\w+")
_STOP = {"kooperation", "zusammenarbeit", "partnerschaft", "projekt", "initiative", "region"}


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that the text names. `span`: where for the first time; `quote`: that place with its surroundings."""

    record: Partner | Cooperation
    span: tuple[int, int]
    quote: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    end: int


def partners_in(text):
    """Partners by name, short name or alias, in the order of the text; two queries. Merged ones are left out."""
    names = defaultdict(list)
    partners = Partner.objects.filter(merged_into=None, withdrawn_at=None).prefetch_related("aliases").order_by("pk")
    for partner in partners:
        told = {partner.name, partner.short_name, *(alias.name for alias in partner.aliases.all())}
        for name in sorted(told):
            _learn(names, name, partner)
    return _found(text[:MAX_TEXT], names)


def cooperations_in(text):
    """Cooperations whose title, or all telling words of it close together, stand in the text; one query."""
    text = text[:MAX_TEXT]
    names, loose = defaultdict(list), []
    for cooperation in Cooperation.objects.filter(withdrawn_at=None).order_by("pk"):
        _learn(names, cooperation.title, cooperation)
        telling = {word for word in _folded_words(cooperation.title) if len(word) >= TELLING and word not in _STOP}
        if len(telling) > 1:
            loose.append((cooperation, telling))
    exact = _found(text, names)
    known = {mention.record.pk for mention in exact}
    return [*exact, *(hit for hit in _close_together(text, loose) if hit.record.pk not in known)]


def _learn(names, name, record):
    """`names`: by their first word, longest first once all are learned."""
    words = tuple(_folded_words(name))
    if words:
        names[words[0]].append((words, name.strip(), record))


def _folded_words(text):
    return [fold(word).lower() for word in _WORD.findall(text)]


def _words(text):
    return [_Word(fold(found[0]).lower(), found.start(), found.end()) for found in _WORD.finditer(text)]


def _found(text, names):
    words = _words(text)
    longest_first = {first: sorted(told, key=lambda one: -len(one[0])) for first, told in names.items()}
    spans, at = defaultdict(list), 0
    while at < len(words):
        hits = _hits(text, words, at, longest_first.get(words[at].folded, ()))
        if not hits:
            at += 1
            continue
        length = len(hits[0][0])
        span = (words[at].start, words[at + length - 1].end)
        for record in {record.pk: record for _, _, record in hits}.values():
            spans[record.pk, record].append(span)
        at += length
    return [Mention(record, told[0], quote(text, told[0]), len(told)) for (_, record), told in spans.items()]


def _hits(text, words, at, names):
    """The names of the longest that begin at word `at`; several records may bear the same."""
    hits = []
    for told, name, record in names:
        if hits and len(told) < len(hits[0][0]):
            break
        there = words[at : at + len(told)]
        if tuple(word.folded for word in there) != told:
            continue
        written = text[there[0].start : there[-1].end]
        if len(told) > 1 or len(name) > SHORT or written == name:
            hits.append((told, name, record))
    return hits


def _close_together(text, loose):
    """The words of each title are looked up in one index of the text, not searched for."""
    words = _words(text)
    places = defaultdict(list)
    wanted = {word for _, telling in loose for word in telling}
    for number, word in enumerate(words):
        if word.folded in wanted:
            places[word.folded].append(number)
    for cooperation, telling in loose:
        rarest = min(telling, key=lambda word: len(places.get(word, ())))
        for number in places.get(rarest, ()):
            near = words[max(0, number - NEAR) : number + NEAR]
            if telling <= {word.folded for word in near}:
                told = [word for word in near if word.folded in telling]
                span = (told[0].start, told[-1].end)
                yield Mention(cooperation, span, quote(text, span))
                break


def quote(text, span):
    """One line: the place with whole words around it."""
    start, end = max(0, span[0] - AROUND), min(len(text), span[1] + AROUND)
    before, after = text[start : span[0]], text[span[1] : end]
    if start:
        before = "… " + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + " …"
    return " ".join(f"{before}{text[slice(*span)]}{after}".split())
