"""Rows of a budget table into frozen records; knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from budgets.models import Appropriation, BudgetLine
from publication.dates import Precision
from publication.folding import fold
from publication.tables import read_vague_date

from .amounts import read_amount
from .columns import IGNORED, amount_columns, phase_in, year_in

_PLAN, _DIRECTION = BudgetLine.Plan, BudgetLine.Direction
_BY_ACCOUNT_CLASS = {
    "4": (_PLAN.RESULT, _DIRECTION.REVENUE),
    "5": (_PLAN.RESULT, _DIRECTION.EXPENSE),
    "6": (_PLAN.CASH, _DIRECTION.REVENUE),
    "7": (_PLAN.CASH, _DIRECTION.EXPENSE),
}
"""Accounts of classes 4 and 5 make up the Ergebnisplan, those of 6 and 7 the Finanzplan."""
_PLAN_WORDS = {"ergebnis": _PLAN.RESULT, "finanz": _PLAN.CASH}
_DIRECTION_WORDS = {
    "aufw": _DIRECTION.EXPENSE,
    "auszahl": _DIRECTION.EXPENSE,
    "ausgab": _DIRECTION.EXPENSE,
    "ertr": _DIRECTION.REVENUE,
    "einzahl": _DIRECTION.REVENUE,
    "einnahm": _DIRECTION.REVENUE,
}
_LEVELS = {
    "teilprodukt": BudgetLine.ProductLevel.SUBPRODUCT,
    "produktgruppe": BudgetLine.ProductLevel.GROUP,
}


@dataclass(frozen=True, slots=True)
class LineOfTable:
    """The budget line that a row means; `body` as written, "" where the table does not tell it."""

    body: str
    product_level: str
    product_number: str
    product_name: str
    account_number: str
    account_name: str
    plan: str
    direction: str
    office: str


@dataclass(frozen=True, slots=True)
class AmountOfTable:
    """One amount of one row. `cooperation`: whose share it is; "": the whole line's."""

    row: int
    heading: str
    line: LineOfTable
    cooperation: str
    fiscal_year: int
    phase: str
    amendment: str
    amount_eur: Decimal
    as_of: date | None
    paper: str
    source: str


@dataclass(frozen=True, slots=True)
class RowProblem:
    """`heading`: the column; "" where the row as a whole is meant."""

    row: int
    heading: str
    code: str
    message: str

    def __str__(self):
        place = f"Zeile {self.row}, Spalte {self.heading}" if self.heading else f"Zeile {self.row}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table tells. `missing`: cells without an amount, of which nothing is recorded.

    `headings`: {meaning: heading}, so that whoever finds a problem later can name the column.
    """

    amounts: tuple[AmountOfTable, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    missing: int = 0
    headings: Mapping[str, str] = field(default_factory=dict)


class _Unreadable(ValueError):
    def __init__(self, heading, code, message):
        super().__init__(message)
        self.heading, self.code = heading, code


def read_rows(rows, mapping: Mapping[str, str]):
    """`rows`: publication.sheets.Row; `mapping`: {heading: meaning} without problems (see columns.problems_of)."""
    columns = list(amount_columns(mapping))
    headings = {meaning: heading for heading, meaning in mapping.items() if meaning != IGNORED}
    amounts, problems, missing = [], [], 0
    for row in rows:
        told = _Told(row, headings)
        try:
            line = _line(told)
        except _Unreadable as error:
            problems.append(RowProblem(row.line, error.heading, error.code, str(error)))
            continue
        for column in columns:
            try:
                found = _amount(told, line, column)
            except _Unreadable as error:
                problems.append(RowProblem(row.line, error.heading, error.code, str(error)))
                continue
            if found is None:
                missing += 1
            else:
                amounts.append(found)
    return Reading(tuple(amounts), tuple(dict.fromkeys(problems)), missing, headings)


class _Told:
    """The cells of a row by what they mean."""

    def __init__(self, row, headings):
        self.row, self.headings = row, headings

    def __getitem__(self, meaning):
        return " ".join(self.row.cells.get(self.headings.get(meaning), "").split())

    def refuse(self, meaning, code, message):
        return _Unreadable(self.headings.get(meaning, ""), code, message)


def _line(told):
    product, account = _numbers(told)
    plan, direction = _plan_and_direction(told, account)
    return LineOfTable(
        body=told["body"],
        product_level=_level(told),
        product_number=product,
        product_name=told["product_name"],
        account_number=account,
        account_name=told["account_name"],
        plan=plan,
        direction=direction,
        office=told["office"],
    )


def _numbers(told):
    product, account = told["product_number"], told["account_number"]
    if told["line"]:
        parts = [part.strip() for part in told["line"].split("/")]
        if len(parts) != 2 or not all(parts):
            raise told.refuse("line", "no_line", f"„{told['line']}“ ist nicht als „Produkt / Sachkonto“ geschrieben.")
        product, account = parts
    if not product:
        raise told.refuse("product_number", "no_product", "Die Nummer des Produkts fehlt.")
    if not account:
        raise told.refuse("account_number", "no_account", "Die Nummer des Sachkontos fehlt.")
    return product, account


def _level(told):
    heading = fold(told.headings.get("product_number", ""))
    return next((level for word, level in _LEVELS.items() if word in heading), BudgetLine.ProductLevel.PRODUCT)


def _plan_and_direction(told, account):
    """As told, else by the class of the account; where that says nothing, a person must."""
    by_class = _BY_ACCOUNT_CLASS.get(account[0], (None, None))
    plan = _by_word(told, "plan", _PLAN_WORDS, "Ergebnisplan oder Finanzplan") or by_class[0]
    direction = _by_word(told, "direction", _DIRECTION_WORDS, "Aufwand oder Ertrag") or by_class[1]
    if plan is None or direction is None:
        raise told.refuse(
            "account_number",
            "unknown_account_class",
            f"Das Sachkonto „{account}“ sagt nicht, ob es Aufwand oder Ertrag ist. Bitte Spalten „Plan“ und „Richtung“ "
            "ergänzen.",
        )
    return plan, direction


def _by_word(told, meaning, words, possible):
    text = told[meaning]
    if not text:
        return None
    found = {value for word, value in words.items() if word in fold(text)}
    if len(found) != 1:
        raise told.refuse(meaning, f"unknown_{meaning}", f"„{text}“ ist hier nicht möglich. Möglich ist {possible}.")
    return found.pop()


def _amount(told, line, column):
    """None where the cell tells no amount."""
    try:
        amount = read_amount(told.row.cells.get(column.heading, ""), factor=column.factor)
    except ValueError as error:
        raise _Unreadable(column.heading, "no_amount", str(error)) from None
    if amount is None:
        return None
    phase = column.phase or _phase(told)
    return AmountOfTable(
        row=told.row.line,
        heading=column.heading,
        line=line,
        cooperation=told["cooperation"],
        fiscal_year=column.year or _year(told),
        phase=phase,
        amendment=_amendment(told, column, phase),
        amount_eur=amount,
        as_of=_as_of(told),
        paper=told["paper"],
        source=told["source"],
    )


def _phase(told):
    text = told["phase"]
    by_label = {fold(phase.label): phase for phase in Appropriation.Phase}
    by_value = {phase.value: phase for phase in Appropriation.Phase}
    found = by_label.get(fold(text)) or by_value.get(text.lower()) or phase_in(text)
    if found is None:
        possible = ", ".join(phase.label for phase in Appropriation.Phase)
        raise told.refuse(
            "phase",
            "unknown_phase",
            f"„{text}“ ist keine Phase. Möglich sind: {possible}." if text else f"Die Phase fehlt: {possible}.",
        )
    return found


def _year(told):
    year = year_in(told["fiscal_year"])
    if year is None:
        raise told.refuse(
            "fiscal_year", "no_year", f"„{told['fiscal_year']}“ ist kein Haushaltsjahr. Bitte vierstellig schreiben."
        )
    return year


def _amendment(told, column, phase):
    if phase != Appropriation.Phase.AMENDED:
        return ""
    text = fold(f"{told['amendment']} {told['phase']} {column.heading}")
    for word, amendment in (
        ("nachtrag", Appropriation.Amendment.SUPPLEMENTARY),
        ("uebertragung", Appropriation.Amendment.CARRIED_OVER),
        ("planmaessig", Appropriation.Amendment.EXCESS),
    ):
        if word in text:
            return amendment
    return ""


def _as_of(told):
    text = told["as_of"]
    if not text:
        return None
    try:
        day = read_vague_date(text)
    except ValueError as error:
        raise told.refuse("as_of", "no_day", str(error)) from None
    if day.precision != Precision.DAY:
        raise told.refuse("as_of", "no_day", f"„{text}“ ist kein Tag. Möglich ist zum Beispiel 31.12.2024.")
    return day.day
