"""From a written word to the form by which it is found, the same for every inflection and spelling of it.

A known word becomes its lemma; ae, oe, ue and ss are read as umlauts and ß where only that gives a word; of an unknown
compound the last part is inflected; everything else is stemmed. What comes out has small ASCII letters only, so that
both databases take it as it is.
"""

import re
import unicodedata
from functools import lru_cache

import simplemma
import snowballstemmer

from .compounds import (
    KEPT,
    LONGEST,
    OF_VERBS,
    STEMS,
    WITHOUT_E,
    adjective_in,
    finest_parts,
    is_known,
    is_lemma,
    parts_in_order,
    parts_of,
    without_ending,
)

_FOLDED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}
)
_UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
_ENDINGS_OF_ADJECTIVES = ("e", "er", "es", "en", "em")
_ADJECTIVE = re.compile(r"(.{3,}(?:isch|lich|bar|sam|haft|los|iv|ell))(?:e|en|er|es|em)?")
_PARTICIPLE = re.compile(
    "(ab|an|auf|aus|bei|durch|ein|fest|fort|her|hin|los|mit|nach|um|vor|weg|zu|zurück|zusammen)?ge(.{3,}?)e?t(?:e[mnrs]?)?"
)
_PLAIN = re.compile(r"[a-z0-9]*")


def _read(lines):
    """{form: word} of lines with a word and its forms."""
    return {form: line.split()[0] for line in lines.splitlines() for form in line.split()}


# Forms that the list does not know, or takes for forms of other words; the verbs are found by both.
_NOUNS = _read("""\
atlas atlanten
fach fächer fächern
index indizes
kasten kästen
""")
_VERBS = _read("""\
befehlen befohlen
biegen bog gebogen
bieten geboten
brechen brach
denken gedacht
entscheiden entschieden
essen gegessen
fahren gefahren
fangen gefangen
frieren gefroren
heißen heißt hieß geheißen
messen misst maß gemessen
verlieren verloren
weisen weist wies gewiesen
wiegen wog gewogen
""")
_stem = snowballstemmer.stemmer("german").stemWord

STOP_WORDS = frozenset(
    """
    aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist bzw da dabei dadurch dafür
    daher damit dann daran darauf daraus darin das dass daß davon dazu dein dem den denen denn der deren des dessen
    deshalb die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etc
    etwa etwas euer für gegen gewesen hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem
    ihren ihrer ihres im in indem ins ist jede jedem jeden jeder jedes jene jetzt kann kein keine keinen könnte können
    man mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner
    seines seit sich sie sind so solche soll sollen sollte sondern sonst sowie über um und uns unser unter vom von vor
    war waren warum was weil welche welchem welchen welcher welches wenn wer werden wird wie wieder wieviel wir wo
    wohin wurde wurden zu zum zur zwar zwischen
    """.split()
)


def fold(word):
    """`word` in small ASCII letters: umlauts written out, accents taken off, other scripts by their numbers."""
    folded = word.lower().translate(_FOLDED)
    if _PLAIN.fullmatch(folded):
        return folded
    plain = unicodedata.normalize("NFKD", folded)
    return "".join(_ascii(letter) for letter in plain)


def _ascii(letter):
    if letter.isascii():
        return letter.lower() if letter.isalnum() else ""
    return "" if unicodedata.combining(letter) else f"x{ord(letter):x}"


@lru_cache(KEPT)
def _lemmas(word):
    """The lemma of `word` as a noun, and as it is written; None for an unknown one."""
    return tuple(_lemma_of(one).lower() if is_known(one) else None for one in (word.capitalize(), word))


def _lemma_of(written):
    """The list says Halle for Hallen, and Hall for Halle: then Hall for both."""
    lemma = simplemma.lemmatize(written, "de")
    return lemma[:-1] if lemma.endswith("e") and simplemma.lemmatize(lemma, "de") == lemma[:-1] else lemma


def _lemma(word):
    """The lemma of a known word, nouns first; None for an unknown one."""
    if word in _NOUNS:
        return _NOUNS[word]
    noun, other = _lemmas(word)
    if noun and other and noun.startswith(other) and noun[len(other) :] in _ENDINGS_OF_ADJECTIVES:
        return other  # das Kommunale is no other word than kommunal
    return noun or other


def _respelled(word):
    """`word` with ae, oe, ue as umlauts and ss as ß, all at once and one after the other."""
    umlauted = word
    for written, meant in _UMLAUTS:
        umlauted = umlauted.replace(written, meant)
    spellings = [umlauted, *(word.replace(written, meant) for written, meant in _UMLAUTS)]
    spellings += [spelling.replace("ss", "ß") for spelling in (word, umlauted)]
    spellings += [
        spelling[:at] + "ß" + spelling[at + 2 :]
        for spelling in dict.fromkeys((word, umlauted))
        for at in range(1, len(spelling) - 1)
        if spelling.startswith("ss", at)
    ]
    return [spelling for spelling in dict.fromkeys(spellings) if spelling != word]


def _inflected_compound(word):
    """An unknown compound with its last part as a lemma; None where it is no compound."""
    parts = parts_in_order(word)
    if not parts:
        return None
    last = parts[-1]
    return word[: len(word) - len(last)] + (adjective_in(last) or _lemma(last) or last)


def _bare_adjective(word):
    """Fristgerechte is fristgerecht; None where `word` is no compound of that kind with an ending."""
    bare = without_ending(word)
    parts = parts_in_order(bare) if bare != word else ()
    return bare if parts and adjective_in(parts[-1]) == parts[-1] else None


def _form_of_part(part):
    if part in OF_VERBS:
        return form_of(f"{part}en")
    return form_of(f"{part}e" if part in WITHOUT_E else adjective_in(part) or part)


def _verb_of_participle(word):
    """Gebrütet is brüten, eingeweckt einwecken; None where that is no verb."""
    is_another = adjective_in(word) or without_ending(word) in STEMS  # gerecht, gesamte
    found = None if is_another else _PARTICIPLE.fullmatch(word)
    verb = f"{found[2]}en" if found else ""
    return f"{found[1] or ''}{verb}" if verb and is_lemma(verb) else None


def _known_form(word):
    return _lemma(word) or _verb_of_participle(word) or _inflected_compound(word)


@lru_cache(KEPT)
def spelled(word):
    """`word` as the dictionary spells it: with umlauts and ß where somebody wrote ae, oe, ue or ss; ss for an old ß."""
    if len(word) > LONGEST or _lemma(word):
        return word
    spellings = _respelled(word)
    known = [one for one in spellings if _lemma(one)] or [one for one in (word, *spellings) if parts_in_order(one)]
    today = word.replace("ß", "ss")
    return known[0] if known else today if _lemma(today) else word


@lru_cache(KEPT)
def form_of(word):
    """The form by which `word` (small letters) is found."""
    if len(word) > LONGEST:
        return fold(word[:LONGEST])
    meant = spelled(word)
    found = _ADJECTIVE.fullmatch(meant)  # the dictionary has some forms of an adjective and not others
    meant = found[1] if found else _bare_adjective(meant) or meant
    form = _known_form(meant) or (meant if found else None)
    return fold(form if form else word[: len(_stem(word))])


@lru_cache(KEPT)
def other_forms(word):
    """Forms of other words that `word` may stand for as well: Strasse is Strass and Straße."""
    if len(word) > LONGEST:
        return ()
    main, meant = form_of(word), spelled(word)
    known = [_lemma(spelling) for spelling in _respelled(word)] if re.search("ss|ae|oe|ue", word) else []
    known.append(_VERBS.get(meant) or _verb_of_participle(meant))
    return tuple(dict.fromkeys(form for one in (*known, *_lemmas(word)) if one and (form := fold(one)) != main))


@lru_cache(KEPT)
def part_forms(word):
    """Forms of the nouns inside `word`, the larger ones included: fach, kraft, fachkraft, sicherung …"""
    if not 6 <= len(word) <= LONGEST:
        return ()
    main, meant = form_of(word), spelled(word)
    lemma = _lemma(meant)
    parts = parts_of(meant) or (parts_of(lemma) if lemma else ())
    return tuple(dict.fromkeys(form for part in parts if (form := _form_of_part(part)) != main))


@lru_cache(KEPT)
def fewest_part_forms(word):
    """Forms of the parts of which `word` is made, from left to right: rathaus, umbau."""
    return tuple(map(_form_of_part, parts_in_order(spelled(word))))


@lru_cache(KEPT)
def finest_part_forms(word):
    """Forms of its smallest parts: rat, haus, umbau."""
    return tuple(map(_form_of_part, finest_parts(spelled(word))))


@lru_cache(KEPT)
def is_word(written):
    """Whether the dictionary has `written` just so, or as a compound of its words."""
    return is_known(written) or bool(len(written) >= 6 and parts_in_order(written.lower()))


@lru_cache(KEPT)
def is_lower_noun(written):
    """A noun with a small letter: in German the end of a word that was torn in two."""
    return written.islower() and simplemma.lemmatize(written, "de")[:1].isupper()
