"""Partners that may be one and the same, written in two ways; each find with its reason, for a person to decide.

Reads names only and starts no query: callers pass partners with their aliases loaded.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process

from publication.folding import fold

from .models import Partner

SIMILAR_FROM = 88
"""Ratio of rapidfuzz (0 to 100) from which two names are called similar; one letter in eight may differ."""

# Written after folding: umlauts are two letters, everything is in lower case.
LEGAL_FORMS = re.compile(
    r"""\b(?: e\.?\ ?v | e\.?\ ?g | i\.?\ ?g | b\.?\ ?v | n\.?\ ?v | gemeinnuetzige\ gmbh | g?gmbh | mbh | ag | kg
    | kgaa | ohg | gbr | ug | se | aoer | a\.\ ?oe\.?\ ?r | kdoer | k\.\ ?d\.?\ ?oe\.?\ ?r | vzw | asbl | sarl )\b\.?
    """,
    re.VERBOSE,
)
GENERIC_WORDS = {"stadt", "gemeinde", "hansestadt", "landeshauptstadt", "der", "die", "das", "und", "co", "fuer", "of"}


@dataclass(frozen=True, slots=True)
class Name:
    """One way in which a partner is called. `key` is for comparing: without legal form, in order of the alphabet."""

    partner: Partner
    kind: str
    text: str
    folded: str
    key: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two partners that look alike, the one with the smaller key first. `score`: 100 is equal."""

    one: Partner
    other: Partner
    score: int
    reason: str


def comparable(text):
    """`text` without case, umlauts, accents, punctuation, legal form and order of words."""
    letters = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", LEGAL_FORMS.sub(" ", letters))
    telling = [word for word in words if word not in GENERIC_WORDS]
    return " ".join(sorted(telling or words))


def names_of(partner):
    """Every way in which `partner` is called; needs its aliases loaded, or costs a query."""
    told = [("Name", partner.name), ("Kurzname", partner.short_name)]
    told += [("Schreibweise", alias.name) for alias in (partner.aliases.all() if partner.pk else ())]
    return [Name(partner, kind, text, fold(text.strip()), comparable(text)) for kind, text in told if text.strip()]


def similar_pairs(partners, distinct=frozenset()):
    """Pairs of `partners` that look alike, best first. `distinct`: pairs of keys that somebody told apart."""
    names, found = all_names(partners), {}
    for one, other, score in [*_equal(names), *_similar(names)]:
        one, other = sorted((one, other), key=lambda name: name.partner.pk)
        keys = one.partner.pk, other.partner.pk
        if keys[0] != keys[1] and keys not in distinct and (keys not in found or found[keys].score < score):
            found[keys] = Pair(one.partner, other.partner, score, _reason(one, other, score))
    return sorted(found.values(), key=lambda pair: (-pair.score, fold(pair.one.name), pair.one.pk, pair.other.pk))


def all_names(partners):
    return [name for partner in partners for name in names_of(partner)]


def similar_to(candidate, names):
    """Pairs of `candidate`, which may be unsaved, with each partner in `names` that looks like it; best first."""
    own, best = names_of(candidate), {}
    for name in names:
        partner = name.partner
        for mine in own:
            score = _score(mine, name)
            if score and partner.pk != candidate.pk and (partner.pk not in best or best[partner.pk].score < score):
                best[partner.pk] = Pair(candidate, partner, score, _reason(mine, name, score))
    return sorted(best.values(), key=lambda pair: (-pair.score, fold(pair.other.name), pair.other.pk))


def _score(one, other):
    if one.folded == other.folded:
        return 100
    if one.key and one.key == other.key:
        return 95
    ratio = fuzz.ratio(one.key, other.key, score_cutoff=SIMILAR_FROM)
    return min(94, round(ratio)) if ratio and _may_be_similar(one, other) else 0


def _equal(names):
    for key_name, score in (("folded", 100), ("key", 95)):
        alike = defaultdict(list)
        for name in names:
            if getattr(name, key_name):
                alike[getattr(name, key_name)].append(name)
        for group in alike.values():
            yield from ((one, other, score) for one, other in combinations(group, 2))


def _similar(names):
    """Short names are left out: of four letters, one makes another institution."""
    long = [name for name in names if _is_telling(name)]
    keys = [name.key for name in long]
    for number, name in enumerate(long):
        hits = process.extract(name.key, keys[number + 1 :], scorer=fuzz.ratio, score_cutoff=SIMILAR_FROM, limit=None)
        for _, ratio, place in hits:
            other = long[number + 1 + place]
            if name.key != other.key and _may_be_similar(name, other):
                yield name, other, min(94, round(ratio))


def _may_be_similar(one, other):
    """Numbers must be the same: "3. Bezirk" and "4. Bezirk" are two."""
    return _is_telling(one) and _is_telling(other) and _numbers(one) == _numbers(other)


def _is_telling(name):
    return name.kind != "Kurzname" and len(name.key) >= 6


def _numbers(name):
    return re.findall(r"\d+", name.key)


def _reason(one, other, score):
    if one.kind == other.kind:
        told = f"{one.kind} „{one.text}“ und „{other.text}“"
        same = f"{one.kind} „{one.text}“"
    else:
        told = f"{one.kind} „{one.text}“ und {other.kind} „{other.text}“"
        same = f"{one.kind} und {other.kind} „{one.text}“"
    if score == 100:
        return f"{same} bei beiden gleich"
    if score == 95:
        return f"{told}: gleich bis auf Rechtsform, Reihenfolge der Wörter oder Schreibung der Umlaute"
    return f"{told}: zu {score} % gleich"
