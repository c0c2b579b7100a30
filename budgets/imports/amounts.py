"""Amounts as German budgets write them, exact to the cent."""

import re
from decimal import Decimal

FACTORS = {"": 1, "t": 1000, "tsd": 1000, "mio": 1_000_000, "mrd": 1_000_000_000}
MISSING = {"", "-", "–", "—", "/", "./.", "k.a.", "k. a.", "keine angabe", "n.n.", "offen"}
"""What stands where nothing is told. It is no zero."""
MOST_EUR = Decimal(10) ** 12

_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u200a\u202f]+")
_MINUS = re.compile(r"[\u2010-\u2015\u2212]")
_UNIT = r"(?:(?P<factor{n}>t|tsd|mio|mrd)\.?\s?)?(?P<currency{n}>€|eur|euro)?"
_FIGURE = r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:['’]\d{3})+|\d+"
_AMOUNT = re.compile(
    rf"{_UNIT.format(n=1)}\s?(?P<sign>[+-]?)\s?(?P<figure>{_FIGURE})(?P<fraction>,(?:-{{1,2}}|\d+)|\.\d{{1,2}})?\s?"
    rf"(?P<after>-?)\s?{_UNIT.format(n=2)}",
    re.IGNORECASE,
)


def factor_in(heading):
    """By what the amounts under `heading` are multiplied ("Ansatz 2024 in T€"); None where it names no unit."""
    found = re.search(r"\b(t|tsd|mio|mrd)\.?\s?(?:€|eur\b|euro\b)", heading, re.IGNORECASE)
    if found:
        return FACTORS[found[1].lower()]
    return 1 if re.search(r"€|\beur\b|\beuro\b", heading, re.IGNORECASE) else None


def read_amount(text, *, factor=1):
    """Euros of "25.000,00", "1.234 €", "(500)", "1 234", "25 T€", "500-"; None where nothing is told.

    `factor` holds for figures without a unit of their own. Raises ValueError with a German message.
    """
    plain = _MINUS.sub("-", _BLANKS.sub(" ", text)).strip()
    if plain.lower() in MISSING:
        return None
    inner, in_brackets = _without_brackets(plain)
    found = _AMOUNT.fullmatch(inner)
    if not found or (in_brackets and (found["sign"] or found["after"])) or (found["sign"] and found["after"]):
        raise ValueError(
            f"„{text}“ ist kein Betrag. Möglich sind zum Beispiel 25.000,00, 1.234 €, (500), -500 und 25 T€."
        )
    if (found["factor1"] or found["currency1"]) and (found["factor2"] or found["currency2"]):
        raise ValueError(f"Bei „{text}“ steht die Einheit zweimal. Bitte nur eine schreiben.")
    amount = _in_euro(found, text, factor)
    is_negative = in_brackets or "-" in (found["sign"], found["after"])
    return -amount if is_negative and amount else amount


def _without_brackets(plain):
    """ "(500) €" and "(500 €)" without the brackets, and whether there were any: accountants write losses so."""
    found = re.fullmatch(r"\((.*)\)\s?(.*)", plain)
    return (f"{found[1]} {found[2]}".strip(), True) if found else (plain, False)


def _in_euro(found, text, factor):
    figure = re.sub(r"\D", "", found["figure"])
    fraction = (found["fraction"] or "")[1:].strip("-")
    own_unit = found["factor1"] or found["factor2"] or ("" if found["currency1"] or found["currency2"] else None)
    amount = Decimal(f"{figure}.{fraction or 0}") * (factor if own_unit is None else FACTORS[own_unit.lower()])
    if amount >= MOST_EUR:
        raise ValueError(f"„{text}“ ist größer, als ein Haushalt sein kann. Bitte prüfen Sie die Einheit.")
    if amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"„{text}“ hat mehr als zwei Stellen nach dem Komma. Bitte auf ganze Cent schreiben.")
    return amount.quantize(Decimal("0.01"))
