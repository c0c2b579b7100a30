"""Texts and questions taken apart into words, both in the same way, with their places for highlighting.

A word is a run of letters or of digits: FB02/0083 is fb, 2, 83, however it is written. Each has a form (see `forms`)
and other forms by which it is found as well: parts of compounds, words whose end or beginning was left out (Fach- und
Arbeitskräftesicherung), words joined by hyphens, split by markup, or written for both sexes, numbers with blanks.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from .compounds import KEPT, LONGEST, cuts_of, places_of_parts
from .forms import STOP_WORDS, fold, form_of, is_lower_noun, is_word, other_forms, part_forms, spelled

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_DASHES = re.compile("[\u2010\u2011]")
_UNUSUAL = re.compile(
    "[\u00a0\u00ad\u2000-\u2011\u2028-\u202f\u205f\u2060\u3000\ufb00-\ufb04\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]"
)
"""What the three before and `_LIGATURE` look for: most texts have none of it."""
_BROKEN_LINE = re.compile(r"-(?<=[a-zäöüß]-)[ \t]*\r?\n[ \t]*(?=(?!(?:und|oder|bzw|sowie|u)\b)[a-zäöüß])")
_SPACED_OUT = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\w)")
_SINGLE_LETTERS = re.compile(r" [^\W\d_] [^\W\d_] ")
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_LIGATURE = re.compile("[\ufb00-\ufb04]")
PIECE = re.compile(r"\d{1,3}(?:\.\d{3})+(?![\d.])|[^\W\d_]+|\d+")
_CONNECTED = re.compile(r"[-–/_]")
_AND = re.compile(r"\s*(?:,|/|und|oder|bzw\.?|sowie|u\.)\s*")
_END_OF_LIST = re.compile(r"[;:!?()\n]|(?<!bzw)\.")
_BETWEEN_DIGITS = re.compile(r"[ .]")


@dataclass(slots=True)
class Word:
    """One run of letters or digits: `text[start:end]`; `form` is None for a stop word."""

    written: str
    start: int
    end: int
    form: str | None
    others: list[str] = field(default_factory=list)
    """Forms of words that this one may stand for as well, or is written together with."""
    parts: tuple[str, ...] = ()
    """Forms of the nouns inside it."""
    beginning: str | None = None
    """How it begins, where its form begins otherwise: Städte begins with staedt, its form is stadt."""

    @property
    def is_number(self):
        return self.written[0].isdecimal()


def clean(text):
    """`text` without what is not to be seen in it; what was split at the end of a line or spaced out is one word."""
    text = unicodedata.normalize("NFC", text)
    if _UNUSUAL.search(text):
        text = _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text)
        text = _DASHES.sub("-", _BLANKS.sub(" ", _INVISIBLE.sub("", text)))
    text = _BROKEN_LINE.sub("", text)
    if _SINGLE_LETTERS.search(text):
        text = _SPACED_OUT.sub(lambda found: found[0].replace(" ", ""), text)
    return text


def words_in(text):
    """Words of `text`, which is `clean`, in their order."""
    words = [word_of(found[0], *found.span()) for found in PIECE.finditer(text)]
    _complete(text, words)
    return words


def word_of(written, start=0, end=0):
    """What a run of letters or digits is by itself, without its neighbours."""
    if written[0].isdecimal():
        return Word(written, start, end, number_form(written))
    form, others, parts, beginning = _forms_of(written.lower())
    return Word(written, start, end, form, list(others), parts, beginning)


@lru_cache(KEPT)
def _forms_of(lower):
    if lower in STOP_WORDS:
        return None, (), (), None
    form, folded = form_of(lower) or None, fold(lower)
    beginning = folded if form and not form.startswith(folded) else None
    return form, other_forms(lower), part_forms(lower), beginning


def number_form(written):
    """Without points between thousands and without zeros in front."""
    digits = "".join(str(unicodedata.decimal(digit)) for digit in written if digit != ".")
    return (digits.lstrip("0") or "0")[:LONGEST]


def _complete(text, words):
    """Give words the other forms that their neighbours make of them."""
    for at, word in enumerate(words[:-1]):
        following = words[at + 1]
        between = text[word.end : following.start]
        if between == " " and not word.is_number:
            if word.form and following.form and following.written.islower():
                _join_split(word, following)
            continue
        if word.is_number:
            _join_numbers(text, words, at)
        elif between == "" or following.is_number:
            continue
        elif _is_both_sexes(between, following):
            _add(following, word.written + following.written)
        elif _CONNECTED.fullmatch(between):
            _join_connected(text, words, at)
        if _ends_open(text, word):
            _add_left_out_end(text, word, words[at + 1 : at + 7])
        if text[following.start - 1] != "-" or following.form is None:
            continue
        before = word if word.form is not None else words[at - 1] if at else None
        if before is not None and not before.is_number and _AND.fullmatch(text[before.end : following.start - 1]):
            _add_beginning(before, following)


def _add(word, written):
    """`word` is found by `written`, too."""
    form = form_of(written.lower())
    if form and form != word.form and form not in word.others:
        word.others.append(form)


def _is_both_sexes(between, following):
    return following.written.lower() in ("innen", "in") and between in ("*", ":", "_", "·", "/", "/-", "(")


def _join_numbers(text, words, at):
    """54 040 20 is 5404020."""
    digits, last = words[at].written, words[at]
    if at and words[at - 1].is_number and _BETWEEN_DIGITS.fullmatch(text[words[at - 1].end : words[at].start]):
        return
    for word in words[at + 1 : at + 6]:
        if not (word.is_number and _BETWEEN_DIGITS.fullmatch(text[last.end : word.start])):
            break
        digits, last = digits + word.written, word
    if last is not words[at]:
        words[at].others.append(number_form(digits))


def _join_connected(text, words, at):
    """Kosten-Nutzen-Analyse is Kostennutzenanalyse."""
    if at and _CONNECTED.fullmatch(text[words[at - 1].end : words[at].start]):
        return
    joined, last = words[at].written, words[at]
    for word in words[at + 1 : at + 5]:
        if word.is_number or text[last.end : word.start] != "-":
            break
        joined, last = joined + word.written, word
    if last is not words[at] and len(joined) <= LONGEST:
        _add(words[at], joined)


def _join_split(word, following):
    """Koope ration is Kooperation: a dictionary word of two halves that do not stand by themselves like this."""
    joined = word.written + following.written
    if not 5 <= len(joined) <= LONGEST:
        return
    stand_alone = is_word(word.written) and is_word(following.written) and not is_lower_noun(following.written)
    if not stand_alone and is_word(joined):
        _add(word, joined)
        word.parts = (*word.parts, *part_forms(joined.lower()))


def _ends_open(text, word):
    """Fach-, with nothing that continues it."""
    return text[word.end : word.end + 1] == "-" and not text[word.end + 1 : word.end + 2].isalnum()


def _add_left_out_end(text, word, following):
    """Fach- und Arbeitskräftesicherung: the end of the second word belongs to the first."""
    whole = next(
        (one for one in following if not one.is_number and one.form is not None and not _ends_open(text, one)), None
    )
    if whole is None or _END_OF_LIST.search(text, word.end, whole.start):
        return
    lower = spelled(whole.written.lower())
    completed = [word.written + lower[cut:] for cut in cuts_of(lower)]
    for one in completed:
        _add(word, one)
    if completed:
        word.parts = (*word.parts, *part_forms(completed[0].lower()))


def _add_beginning(word, second):
    """Wirtschaftsförderung und -entwicklung: the beginning of the first word belongs to the second."""
    lower = spelled(word.written.lower())
    places = places_of_parts(lower)
    if places:
        _add(second, lower[: places[-1][0]] + second.written)
