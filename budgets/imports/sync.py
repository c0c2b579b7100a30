"""What a budget table means for the database: first planned, then done as a whole or not at all.

Nothing that stands there is overwritten. An amount of another day is a new state; another amount for the same year,
phase and day corrects the one before, which stays. All that is new is a draft.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import capfirst

from budgets.display import money_text
from budgets.models import Appropriation, BudgetLine, ColumnMapping, CooperationShare
from budgets.series import age
from cooperations.models import Cooperation
from council.models import Body, Paper
from publication.folding import fold
from publication.responsibility import refusal
from publication.sheets import tidy
from publication.tables import Change, Report, RowReport, SomethingElseNow

from .columns import AMOUNT
from .rows import AmountOfTable, Reading, RowProblem

OUTCOMES = {"new": "new", "new_state": "new", "corrected": "changed", "unchanged": "unchanged"}
"""How the preview calls what happens to an amount."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one amount of the table does. `record`: not saved yet; None: the portal knows it already."""

    told: AmountOfTable
    body: Body
    outcome: str
    record: Appropriation | None = None
    previous: Appropriation | None = None

    @property
    def label(self):
        share = f", Anteil {self.told.cooperation}" if self.told.cooperation else ""
        line, phase = self.told.line, Appropriation.Phase(self.told.phase).label
        return f"{line.product_number} / {line.account_number}{share}: {phase} {self.told.fiscal_year}"


@dataclass(slots=True)
class Plan:
    """Lines, shares and amounts to be saved, in this order; with problems nothing is."""

    lines: list[BudgetLine] = field(default_factory=list)
    shares: list[CooperationShare] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    missing: int = 0

    @property
    def records(self):
        return [*self.lines, *self.shares, *(step.record for step in self.steps if step.record is not None)]

    def report(self):
        """The same for the preview of tables at the desk."""
        problems = [RowReport(one.row, "problem", problems=(str(one),)) for one in self.problems]
        return Report([*problems, *(self._row(step) for step in self.steps)])

    def _row(self, step):
        before = money_text(step.previous.amount_eur) if step.previous is not None else ""
        change = Change("Betrag in Euro", before, money_text(step.told.amount_eur))
        hints = ("Neuer Stand: Der bisherige Betrag bleibt stehen.",) if step.outcome == "new_state" else ()
        hints = ("Berichtigung: Der bisherige Betrag bleibt stehen.",) if step.outcome == "corrected" else hints
        return RowReport(step.told.row, OUTCOMES[step.outcome], step.label, (change,), hints=hints)

    def digest(self):
        """Equal for equal outcomes: what was shown and what is done can be compared."""
        return hashlib.sha256(repr(self.report().rows).encode()).hexdigest()


def rehearse(reading: Reading, *, body=None, user=None):
    """The Plan for `reading`; reads only, in as many queries as there are kinds of records.

    `body`: whose budget it is where the table does not say; `user`: who imports, None for an operator's command.
    """
    return _Planning(reading, body, user).plan()


@transaction.atomic
def run(reading: Reading, *, body=None, user=None, previewed=None, reason="aus Haushaltstabelle eingelesen"):
    """Save what `reading` tells that is new, all of it or nothing; returns the Plan.

    `previewed`: digest of the Plan that a person agreed to. Raises SomethingElseNow where the plan is another one by
    now; with problems nothing is saved.
    """
    # Two imports for one body wait for each other, so that neither saves what the other has just saved.
    list(Body.objects.select_for_update().filter(pk__in=_bodies_meant(reading, body)).order_by("pk"))
    plan = rehearse(reading, body=body, user=user)
    if previewed is not None and (plan.problems or plan.digest() != previewed):
        raise SomethingElseNow(plan.report())
    if not plan.problems:
        for record in plan.records:
            _save(record, user, reason)
    return plan


def _save(record, user, reason):
    record._history_user, record._change_reason = user, reason
    record.save(force_insert=True)


def remember(body, mapping):
    """Keep what the columns of `body`'s tables mean; earlier headings stay known."""
    kept, _ = ColumnMapping.objects.get_or_create(body=body)
    if kept.columns | mapping != kept.columns:
        kept.columns |= mapping
        kept.save()


def remembered(body):
    """{heading: meaning} of earlier imports for `body`; None: no body, nothing remembered."""
    kept = ColumnMapping.objects.filter(body=body).first() if body is not None else None
    return kept.columns if kept is not None else {}


def bodies_by_name():
    """{folded name, short name or Kürzel: bodies called so}; one query."""
    found = defaultdict(dict)
    for body in Body.objects.order_by("pk"):
        for name in {body.name, body.short_name, body.slug_name, body.public_id} - {""}:
            found[fold(tidy(name))][body.pk] = body
    return {name: list(bodies.values()) for name, bodies in found.items()}


def _bodies_meant(reading, body):
    named = bodies_by_name()
    told = {fold(tidy(one.line.body)) for one in reading.amounts}
    return {found.pk for name in told for found in named.get(name, ())} | ({body.pk} if body is not None else set())


class _Refused(ValueError):
    """`meaning`: of the column that is at fault; "amount": the one with the amount."""

    def __init__(self, meaning, code, message):
        super().__init__(message)
        self.meaning, self.code = meaning, code


class _Planning:
    def __init__(self, reading, body, user):
        self.reading, self.body, self.user = reading, body, user
        self.result = Plan(problems=list(reading.problems), missing=reading.missing)
        self.bodies = bodies_by_name()
        meant = _bodies_meant(reading, body)
        self.lines = {_line_key(line): line for line in _lines_of(meant)}
        self.shares = {
            (*_line_key(share.budget_line), share.cooperation_id): share
            for share in CooperationShare.objects.filter(budget_line__body__in=meant).select_related("budget_line")
        }
        self.amounts = _known_amounts(meant)
        self.cooperations = self._named(Cooperation, "title", {one.cooperation for one in reading.amounts})
        self.papers = _papers(meant, {one.paper for one in reading.amounts})
        self.told = {}

    def _named(self, model, name, wanted):
        found = defaultdict(list)
        if wanted - {""}:
            for record in model.objects.order_by("pk"):
                found[fold(tidy(getattr(record, name)))].append(record)
                found[record.public_id].append(record)
        return found

    def plan(self):
        for told in self.reading.amounts:
            try:
                self.result.steps.append(self._step(told))
            except _Refused as refused:
                heading = told.heading if refused.meaning == AMOUNT else self.reading.headings.get(refused.meaning, "")
                self.result.problems.append(RowProblem(told.row, heading, refused.code, str(refused)))
        self.result.problems = sorted(dict.fromkeys(self.result.problems), key=lambda one: one.row)
        return self.result

    def _step(self, told):
        body = self._body(told)
        line = self._line(told, body)
        share = self._share(told, line)
        owner = _owner_key(line, share)
        self._refuse_what_is_told_twice(told, owner)
        record = Appropriation(
            budget_line=None if share else line,
            share=share,
            fiscal_year=told.fiscal_year,
            phase=told.phase,
            amendment=told.amendment,
            amount_eur=told.amount_eur,
            as_of=told.as_of,
            paper=self._paper(told, body),
            source=told.source,
        )
        _check(record)
        return self._beside_what_is_known(told, body, record, self.amounts[owner, told.fiscal_year, told.phase])

    def _beside_what_is_known(self, told, body, record, known):
        """`known`: amounts of the same place, year and phase, oldest first. A table without a day means the newest."""
        same_day = [one for one in known if told.as_of in (None, one.as_of)]
        if not same_day:
            return Step(told, body, "new_state" if known else "new", record)
        newest = same_day[-1]
        if newest.amount_eur == told.amount_eur:
            return Step(told, body, "unchanged")
        record.corrects, record.as_of = newest, newest.as_of
        return Step(told, body, "corrected", record, newest)

    def _refuse_what_is_told_twice(self, told, owner):
        place = (owner, told.fiscal_year, told.phase, told.as_of)
        first = self.told.setdefault(place, told)
        if first is not told:
            raise _Refused(
                AMOUNT, "told_twice", f"Diesen Betrag nennt schon Zeile {first.row}. Bitte lassen Sie nur einen."
            )

    def _body(self, told):
        if not told.line.body:
            if self.body is None:
                raise _Refused(
                    "body",
                    "no_body",
                    "Die Körperschaft fehlt. Bitte eine Spalte „Körperschaft“ ergänzen oder ihr Kürzel angeben.",
                )
            return self.body
        found = self.bodies.get(fold(tidy(told.line.body)), [])
        if len(found) != 1:
            raise _Refused("body", "unknown_body", f"Körperschaft „{told.line.body}“: {_how_many(found)}")
        return found[0]

    def _line(self, told, body):
        values = {
            name: getattr(told.line, name)
            for name in (
                "product_level", "product_number", "product_name", "account_number", "account_name", "plan",
                "direction", "office",
            )
        }  # fmt: skip
        line = BudgetLine(body=body, **values)
        known = self.lines.get(_line_key(line))
        if known is None:
            _check(line)
            self.result.lines.append(line)
            self.lines[_line_key(line)] = known = line
        elif known.direction != line.direction:
            raise _Refused(
                "direction",
                "other_direction",
                f"Die Haushaltsstelle {known.code} steht im Portal unter „{known.get_direction_display()}“.",
            )
        if told_no := refusal(self.user, known):
            raise _Refused("body", "not_responsible", told_no)
        return known

    def _share(self, told, line):
        if not told.cooperation:
            return None
        found = self.cooperations.get(fold(tidy(told.cooperation)), [])
        if len(found) != 1:
            raise _Refused(
                "cooperation", "unknown_cooperation", f"Kooperation „{told.cooperation}“: {_how_many(found)}"
            )
        key = (*_line_key(line), found[0].pk)
        if key not in self.shares:
            self.shares[key] = CooperationShare(budget_line=line, cooperation=found[0])
            self.result.shares.append(self.shares[key])
        return self.shares[key]

    def _paper(self, told, body):
        if not told.paper:
            return None
        found = self.papers.get((body.pk, _reference_key(told.paper)))
        if found is None:
            raise _Refused(
                "paper", "unknown_paper", f"Vorlage „{told.paper}“ von {body.called} gibt es im Portal nicht."
            )
        return found


def _how_many(found):
    return "Das ist mehrdeutig. Bitte die Kennung eintragen." if found else "Das gibt es im Portal nicht."


def _without_blanks(number):
    return number.replace(" ", "")


def _line_key(line):
    return (line.body_id, _without_blanks(line.product_number), _without_blanks(line.account_number), line.plan)


def _owner_key(line, share):
    return (*_line_key(line), share.cooperation_id if share is not None else None)


def _reference_key(reference):
    return "".join(reference.split()).lower()


def _lines_of(bodies):
    return BudgetLine.objects.filter(body__in=bodies).select_related("body")


def _known_amounts(bodies):
    """{(owner, year, phase): amounts, oldest first}, withdrawn ones and drafts included."""
    found = defaultdict(list)
    amounts = Appropriation.objects.filter(
        Q(budget_line__body__in=bodies) | Q(share__budget_line__body__in=bodies)
    ).select_related("budget_line", "share__budget_line")
    for amount in sorted(amounts, key=age):
        found[_owner_key(amount.line, amount.share), amount.fiscal_year, amount.phase].append(amount)
    return found


def _papers(bodies, references):
    if not references - {""}:
        return {}
    papers = Paper.objects.filter(body__in=bodies).exclude(reference="")
    return {(paper.body_id, _reference_key(paper.reference)): paper for paper in papers}


def _check(record):
    """Raise _Refused where a value does not fit its field; links are ours, and the database keeps what is unique."""
    links = {one.name for one in record._meta.fields if isinstance(one, models.ForeignKey)}
    try:
        record.clean_fields(exclude=links | {"product_key", "account_key", "sort_key"})
        if isinstance(record, Appropriation) and not 1990 <= record.fiscal_year <= 2100:
            raise ValidationError({"fiscal_year": ["Bitte ein Haushaltsjahr zwischen 1990 und 2100 eintragen."]})
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        meaning = AMOUNT if name == "amount_eur" else name
        label = capfirst(record._meta.get_field(name).verbose_name)
        raise _Refused(meaning, "invalid", f"{label}: {messages[0]}") from None
