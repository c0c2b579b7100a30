"""German compounds taken apart by the word list of simplemma: Fachkräftesicherung = fach + kräfte + sicherung.

Words come in lower case with their umlauts. A part is a noun of the list; before others also an adjective, the stem of
a verb, or one of the stems below; at the end also one of the adjectives below. Where several ways of cutting are
possible, the one with the fewest parts is taken.
"""

import re
from functools import lru_cache

import simplemma

LINKS = ("", "s", "es", "n", "en", "er", "e", "ns")
LONGEST = 64
"""Longer words are no words; they are left whole, whatever they cost otherwise."""
DEEPEST = 5

# Nouns of three letters that stand in compounds. Others of that length are mostly syllables.
SHORT_NOUNS = frozenset(
    "amt bad bau bus eid eis gas hof klo kot kuh lkw lok müll not ort pkw rad rat see ski tag tal tor tür uhr weg "
    "zoo zug öl".split()
)
# Nouns of the list that are endings or beginnings of other words far more often than parts.
NO_PARTS = frozenset(
    "schaft mission lung ling glied ster aus ver ein mit vor bei ness eine heit keit nung wird sein mini erei "
    "ration tion ieren eier rung ent ung tung gung dung kung ring rich eng beste ahmen atzung atzungen rinne "
    "rinnen ertag eilung besch wied esse kirch ersitzung ion ionen isch ische ischen ischer oll satellite nisse "
    "nissen same samen cher omme kation zeitig zeitige zeitigen willig willige wendig wendige ständig ständige logisch "
    "logische sichtig sichtlich arisch grafisch".split()
)
# Compounds by their history that nobody takes for what they are made of.
WHOLE = frozenset(
    "haushalt haushalte haushalts hochschule hochschulen landschaft lernende lernenden mittelalter nachricht transport "
    "transporte transporten transports vorlage vorteil vorteile vorteilen vorteils weihnacht weihnachten "
    "weihnachts wirtschaft".split()
)
# Stems that stand before a noun and are none themselves, or only in another form.
STEMS = frozenset(
    "bauleit bildungs bund digital dienst ehren fern finanz förder gesamt groß grund haupt inter jugend kommunal klein "
    "leit metropol misch mobil nah neu öko pflege regional sach schul sonder sozial teil umwelt vor wohn zwischen "
    "schnell hoch tief alt rund frei rot grün blau weiß schwarz süd nord ost west mittel eigen elektro auto bio "
    "fach heimat bau land stadt kreis gemeinde verwaltungs innen außen einzel kultur sport braun ganztag halbtag "
    "euregio fahr heiz impf kauf kühl lade lauf lehr lern lösch mess miet prüf pump reit rett sammel schwimm spar "
    "trink wander bohr brenn dämm dreh dreifach geh gär job klär kletter mahn mehrzweck nist trenn wasch werbe "
    "zweifach".split()
)
# Nouns that lose their last letter before others: Kirch-turm, Hilf-s-frist.
WITHOUT_E = frozenset("aushilf buß erd farb geschicht hilf kirch straf wach".split())
# Stems of verbs that are nouns as well: Back-haus, Fang-zaun.
OF_VERBS = frozenset("back dreh fang".split())
# Small words that begin other words than compounds.
NO_STEMS = frozenset(
    "aber anders aufs dass rege spei übern ausser außer bald beim dann dein denn dort durch eben eher einst erst "
    "etwa fast fort ganz gegen gern hier hin hinter immer jetzt kaum letzt lieb lang längst manch mein mehr meist "
    "nach nächst nicht nieder noch oben oder ohne recht ruhe samt sehr seit selbst sein sich solch sonst statt "
    "stets trotz über übrig um unter viel voll wann weil weiter welch wenig wenn wert wider wieder wohl zurück "
    "zusammen".split()
)
# Endings of participles and numbers, behind stems.
NO_HEADS = frozenset("ende endem enden ender endes fache fachem fachen facher faches".split())
# Adjectives that stand at the end of compounds: barrierefrei, fristgerecht, gebührenpflichtig.
ADJECTIVES = frozenset(
    "amtlich angehörig bedingt bedürftig berechtigt beruhigt betrieben bezogen deckend effizient eigen fähig frei "
    "freundlich gebunden gemäß gerecht haltig intern konform neutral orientiert pflichtig rechtlich relevant "
    "spezifisch technisch übergreifend üblich weit widrig".split()
)
MADE_ADJECTIVES = ("bar", "haft", "ig", "isch", "lich", "sam")
_ENDING = re.compile("e[nmrs]?$")
# Where a head and the same with an s in front are both nouns, the longer one is meant (Schul-sport, not Schuls-port),
# but with these heads, and after beginnings that always take an s.
AFTER_S = frozenset(
    "amt amte amtes amts ende enden konto orte orten tabelle tabellen tag tage tagen tages teile teilen trasse "
    "trassen".split()
)
WITH_S = ("arbeit", "heit", "ion", "ität", "keit", "ling", "schaft", "tum", "ung", "verkehr")


KEPT = 50_000
"""Words of which an answer is remembered: more than a council uses, and few enough for the memory of a process."""


def load_word_list():
    """Read the word list now (1 s, 110 MB); otherwise the first word that is asked for does."""
    simplemma.lemmatize("Wort", "de")


@lru_cache(KEPT)
def is_known(written):
    return simplemma.is_known(written, "de")


def is_lemma(written):
    return is_known(written) and simplemma.lemmatize(written, "de") == written


@lru_cache(KEPT)
def is_noun(word):
    if word in NO_PARTS or not (len(word) >= 4 or word in SHORT_NOUNS):
        return False
    capitalised = word.capitalize()
    if not is_known(capitalised):
        return False
    lemma = simplemma.lemmatize(capitalised, "de")
    return lemma[:1].isupper() and lemma.lower() not in NO_PARTS


@lru_cache(KEPT)
def parts_in_order(word, depth=0):
    """The fewest parts of `word` from left to right; empty where it is no compound."""
    if depth > DEEPEST or len(word) > LONGEST or word in WHOLE:
        return ()
    found = []
    for at in range(3, len(word) - 2):
        left, head = word[:at], word[at:]
        adjective = adjective_in(head)
        if not (adjective or is_noun(head) or depth and _is_stem(head)):
            continue
        for link in LINKS:
            if link and not left.endswith(link):
                continue
            base = left[: len(left) - len(link)]
            if link == "s" and _belongs_to(head, base):
                continue
            before = (base,) if _may_stand_first(base, link, head) else parts_in_order(base, depth + 1)
            if before:
                linked = -len(link) if link in ("s", "es") else 0
                found.append(
                    (len(before) + 1, not adjective, linked, -len(head), -_length_told(before[-1]), (*before, head))
                )
    return min(found)[-1] if found else ()


@lru_cache(KEPT)
def adjective_in(head):
    """The adjective that `head` is a form of, where it is one of those in compounds; otherwise None."""
    return next((one for one in (head, without_ending(head)) if one in ADJECTIVES or _is_adjective(one)), None)


def without_ending(word):
    """`word` without the ending that adjectives and participles have before a noun."""
    return _ENDING.sub("", word)


def _is_adjective(word):
    """Pädagogisch, beständig: long enough to be no ending of another word."""
    return len(word) >= 6 and word.endswith(MADE_ADJECTIVES) and word not in NO_PARTS and is_lemma(word)


def _belongs_to(head, base):
    """Is an s between `base` and `head` the beginning of the head?"""
    return head not in AFTER_S and not base.endswith(WITH_S) and is_noun(f"s{head}")


def _may_stand_first(base, link, head):
    """Schul- stands for Schule: some nouns lose their last letter before others."""
    if link == "s" and is_noun(base) and _is_plural(base):
        return False
    if is_noun(base) or base in STEMS or base in WITHOUT_E:
        return True
    return not link and (len(base) > 3 and is_noun(base + "e") or head not in NO_HEADS and _is_stem(base))


@lru_cache(KEPT)
def _is_stem(word):
    """An adjective or the stem of a verb: Kalt-miete, Glüh-wein."""
    if len(word) < 4 or word in NO_STEMS or word in NO_PARTS or not is_known(word):
        return False
    return simplemma.lemmatize(word, "de") in (word, f"{word}n", f"{word}en")


def _length_told(base):
    """Of equal ways the longest beginning is meant, Mieter and no Miete, but Kranke rather than kranken."""
    return len(base) - 2 * (base.endswith("en") and is_noun(base[:-1]) and not is_singular(base))


def is_singular(noun):
    return simplemma.lemmatize(noun.capitalize(), "de").lower() == noun


def _is_plural(noun):
    """Then no s follows: Gebühren-satzung is not Gebührens-atzung."""
    return noun.endswith("en") and not is_singular(noun)


@lru_cache(KEPT)
def places_of_parts(word):
    """Where in `word` its parts begin and end: pairs of positions, linking letters left out."""
    places, at = [], 0
    for part in parts_in_order(word):
        at = word.index(part, at)
        places.append((at, at + len(part)))
        at += len(part)
    return tuple(places)


@lru_cache(KEPT)
def _finest_places(word):
    """The same of the parts of parts, down to those that have none."""
    found = []
    for start, end in places_of_parts(word):
        finer = _finest_places(word[start:end]) or ((0, end - start),)
        found += [(start + one, start + until) for one, until in finer]
    return tuple(found)


def finest_parts(word):
    """The smallest parts of `word` from left to right."""
    return tuple(word[start:end] for start, end in _finest_places(word))


def cuts_of(word):
    """Where a part begins in `word`, the first one left out, parts of parts included."""
    yield from (start for start, _ in _finest_places(word)[1:])


@lru_cache(KEPT)
def parts_of(word):
    """All nouns inside `word`, those made of several parts included, without `word` itself."""
    places = _finest_places(word)
    last = len(places) - 1
    return tuple(
        dict.fromkeys(
            word[places[first][0] : places[until][1]]
            for first in range(len(places))
            for until in range(first, len(places))
            if (first, until) != (0, last)
        )
    )
