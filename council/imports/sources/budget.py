"""Amounts and accounts that a text names, as suggestions: which budget line they mean is for a person to decide."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from council.imports.records import BudgetMention

_NUMBER = r"\d{2,8}(?:[ \xa0.]\d{2,3}){0,3}(?![\d]|[.,]\d)"
_FIGURE = r"\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,2})?|\d{1,12}(?:,\d{1,2})?"
_UNITS = {
    "": 1,
    "T": 1000,
    "Tsd.": 1000,
    "tausend": 1000,
    "Tausend": 1000,
    "Mio.": 10**6,
    "Millionen": 10**6,
    "Mrd.": 10**9,
}
_TOKEN = re.compile(
    rf"(?:Teilprodukt|Produktgruppe|Produkt)(?:\s(?:Nr\.|Nummer))?\s(?P<product>{_NUMBER})"
    rf"|(?:Sachkonto|Aufwandskonto|Ertragskonto|Konto)(?:\s(?:Nr\.|Nummer))?\s(?P<account>{_NUMBER})"
    rf"|(?<![\d.,/-])(?P<figure>{_FIGURE})(?:,-{{1,2}})?\s?(?P<unit>Tsd\.|Mio\.|Mrd\.|Millionen|tausend|Tausend|T)?\s?"
    r"(?:€|EUR\b|Euro\b)"
)
_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d./-]|\s?(?:€|EUR|Euro))")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÄÖÜ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Nr|bzw|ca|rd|z|B|d|h|i|H|v|Abs|inkl|zzgl|Tsd|Mio|Mrd|Art|Ziff|Str|Dr|St|u|a|e|V)|\d)\.$"
)
MAX_MENTIONS = 200
MAX_PARAGRAPH = 20_000  # characters; more is no prose
MAX_QUOTE = 500


def find_budget(text: str) -> tuple[BudgetMention, ...]:
    """One mention for each amount, with the product and account named before it in the same paragraph.

    The year only if the sentence names a single one. An account that no amount follows is a mention of its own.
    """
    found: list[BudgetMention] = []
    for paragraph in _paragraphs(text):
        found += _mentions(text, *paragraph)
        if len(found) >= MAX_MENTIONS:
            break
    return tuple(found[:MAX_MENTIONS])


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in re.split(r"(\n[ \t]*\n)", text):
        if part.strip() and len(part) <= MAX_PARAGRAPH:
            yield start, start + len(part)
        start += len(part)


def _mentions(text: str, start: int, end: int) -> list[BudgetMention]:
    found: list[BudgetMention] = []
    product = account = None
    waiting: tuple[int, int] | None = None  # an account that no amount has followed yet
    for token in _TOKEN.finditer(text, start, end):
        if token["product"]:
            product, account, waiting = _one_line(token["product"]), None, token.span()
        elif token["account"]:
            account = _one_line(token["account"])
            waiting = (waiting[0] if waiting else token.start(), token.end())
        elif (amount := _amount(token)) is not None:
            found.append(_mention(text, (start, end), token.span(), product, account, amount))
            waiting = None
        if len(found) >= MAX_MENTIONS:
            return found
    if waiting and account:
        found.append(_mention(text, (start, end), waiting, product, account, None))
    return found


def _mention(text, paragraph, span, product, account, amount) -> BudgetMention:
    sentence = _sentence(text, paragraph, span)
    return BudgetMention(
        product=product,
        account=account,
        amount_eur=amount,
        year=_year(text, sentence, span),
        quote=_one_line(text[slice(*sentence)])[:MAX_QUOTE],
        span=span,
    )


def _sentence(text: str, paragraph: tuple[int, int], span: tuple[int, int]) -> tuple[int, int]:
    low = max(paragraph[0], span[0] - MAX_QUOTE)
    high = min(paragraph[1], span[1] + MAX_QUOTE)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, low, high)]
    ends = [end for end in ends if not _ABBREVIATION.search(text[max(low, end - 8) : end])]
    start = max((end for end in ends if end <= span[0]), default=low)
    stop = min((end for end in ends if end >= span[1]), default=high)
    return start, stop


def _year(text: str, sentence: tuple[int, int], span: tuple[int, int]) -> int | None:
    """The only year of the sentence, unless another amount stands between it and this one."""
    years = list(_YEAR.finditer(text, *sentence))
    if len({year[0] for year in years}) != 1:
        return None
    gaps = (sorted((span, year.span())) for year in years)
    is_near = any(not any(token["figure"] for token in _TOKEN.finditer(text, low[1], high[0])) for low, high in gaps)
    return int(years[0][0]) if is_near else None


def _amount(token: re.Match) -> Decimal | None:
    try:
        return Decimal(token["figure"].replace(".", "").replace(",", ".")) * _UNITS[token["unit"] or ""]
    except InvalidOperation:
        return None


def _one_line(text: str) -> str:
    return " ".join(text.split())
