"""What is done to several partners at once: merging duplicates, and keeping apart what only looks alike."""

import copy
import hashlib
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from simple_history.models import HistoricalChanges

from publication.actions import MayNot, record_edit, refusal_to_change, require, withdraw_part
from publication.folding import fold
from publication.models import Publishable, Readable
from publication.visibility import PUBLIC

from .models import DistinctPartners, Partner, PartnerAlias

# What is chosen together when two partners become one.
VALUES = (
    ("name",), ("short_name",), ("kind",), ("legal_form",), ("place",), ("country",), ("latitude", "longitude"),
    ("website",), ("member_companies",), ("description",), ("ror",), ("wikidata",), ("gnd",),
)  # fmt: skip


class CannotMerge(Exception):
    """These two partners cannot become one as they are; the message says what to do first."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One record that names the losing partner, and what becomes of it.

    `fate`: "moves" to the surviving partner; "stays" with the losing one because the surviving one has its like;
    "held_back": moves and is withdrawn, because it would become public otherwise.
    """

    record: models.Model
    link: models.Field
    fate: str

    @property
    def kind(self):
        return capfirst(self.record._meta.verbose_name)


@dataclass
class Plan:
    """What merging would do. `refusals`: why it cannot be done; `appears`: what the public sees by it, in words."""

    losing: Partner
    into: Partner
    moved: list[Moved] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    appears: list[str] = field(default_factory=list)

    def digest(self):
        """Equal for equal outcomes, and only while nobody changes one of the two partners; two queries."""
        marks = [one.history.order_by("-history_id").values_list("history_id", flat=True).first() for one in self.pair]
        fates = [(one.record._meta.label, one.record.pk, one.link.name, one.fate) for one in self.moved]
        return hashlib.sha256(repr((marks, fates, self.refusals, self.appears)).encode()).hexdigest()

    @property
    def pair(self):
        return self.losing, self.into


def links_to_partners():
    """Every field of a record, of whatever app, that names partners; found in the models, so that none is forgotten."""
    relations = Partner._meta.get_fields(include_hidden=True)
    fields = [one.remote_field for one in relations if one.is_relation and one.auto_created and not one.concrete]
    return [
        link
        for link in fields
        if not link.model._meta.auto_created
        and not issubclass(link.model, HistoricalChanges)
        and link.model is not DistinctPartners
    ]


def plan_merge(losing, *, into, queryset_of=None):
    """Look at what `merge` would do; changes nothing.

    `queryset_of(model)`: rows of a model with the links loaded that their names need; default: all rows, bare.
    """
    queryset_of = queryset_of or (lambda model: model._default_manager.all())
    plan = Plan(losing, into)
    if losing.pk == into.pk:
        plan.refusals.append("Das ist zweimal derselbe Partner. Bitte wählen Sie zwei verschiedene.")
    if losing.merged_into_id or into.merged_into_id:
        plan.refusals.append("Einer der beiden ist schon in einem anderen Partner aufgegangen.")
    if plan.refusals:
        return plan
    losing_is_visible, into_is_visible = losing.is_visible(), into.is_visible()
    if losing_is_visible and not into_is_visible:
        plan.refusals.append(
            f"„{losing}“ ist öffentlich, „{into}“ nicht. Bitte führen Sie umgekehrt zusammen "
            f"oder veröffentlichen Sie „{into}“ zuerst."
        )
    for link in links_to_partners():
        rows = queryset_of(link.model).filter(**{link.name: losing.pk}).order_by("pk")
        visible = _visible_keys(link.model, rows)
        for record in rows:
            like = None if link.many_to_many else _like(record, link, into)
            if like is not None:
                plan.moved.append(Moved(record, link, "stays"))
                if record.pk in visible and link.name in record.visible_only_with and not like.is_visible():
                    plan.refusals.append(_gap(record, into))
                continue
            if not link.many_to_many and _is_impossible(record, link, into):
                plan.refusals.append(
                    f"{capfirst(record._meta.verbose_name)} „{record}“ nennt beide Partner und ergäbe keinen Sinn "
                    "mehr. Bitte ändern oder löschen Sie den Datensatz zuerst."
                )
            moved = Moved(record, link, "moves" if losing_is_visible else _fate_of_hidden(record, link))
            plan.moved.append(moved)
            if (
                not losing_is_visible
                and into_is_visible
                and record.pk in visible
                and link.name in record.visible_without
            ):
                plan.appears.append(f"{moved.kind} „{record}“ nennt dann öffentlich „{into}“ ({link.verbose_name}).")
    return plan


def _visible_keys(model, rows):
    if not issubclass(model, Readable):
        return set()
    return set(rows.visible_to(PUBLIC).values_list("pk", flat=True))


def _fate_of_hidden(record, link):
    """A part of a hidden partner that has a date of publication of its own would be public with the other partner."""
    if not isinstance(record, Publishable) or link.name not in record.visible_only_with:
        return "moves"
    return "held_back" if record.is_published_or_scheduled() else "moves"


def _like(record, link, into):
    """The row of `into` that says the same as `record`, so that the database would refuse both; else None."""
    rows = type(record)._default_manager.filter(**{link.name: into})
    if link.unique:
        return rows.first()
    if not _refusing(record, link, into):
        return None
    return next((row for row in rows if not _refusing(record, link, into, instead_of=row)), rows.first())


def _refusing(record, link, into, instead_of=None):
    candidate = copy.copy(record)
    setattr(candidate, link.name, into)
    candidate.pk = instead_of.pk if instead_of is not None else record.pk
    try:
        for constraint in type(record)._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and _concerns(constraint, link):
                constraint.validate(type(record), candidate)
    except ValidationError:
        return True
    return False


def _is_impossible(record, link, into):
    """Whether the database would refuse `record` with `into` in place of the other, whatever else there is."""
    candidate = copy.copy(record)
    setattr(candidate, link.name, into)
    try:
        for constraint in type(record)._meta.constraints:
            if (
                isinstance(constraint, models.CheckConstraint)
                and link.name in constraint.condition.referenced_base_fields
            ):
                constraint.validate(type(record), candidate)
    except ValidationError:
        return True
    return False


def _concerns(constraint, link):
    return link.name in constraint.fields or any(link.name in _fields_in(one) for one in constraint.expressions)


def _fields_in(expression):
    if isinstance(expression, models.F):
        return {expression.name}
    return {name for source in expression.get_source_expressions() if source for name in _fields_in(source)}


def _gap(record, into):
    return (
        f"{capfirst(record._meta.verbose_name)} „{record}“ ist öffentlich; die gleiche Angabe bei „{into}“ ist es "
        "nicht. Bitte veröffentlichen oder löschen Sie diese zuerst."
    )


@transaction.atomic
def merge(losing, *, into, by, reason, values=None, previewed=None):
    """Let `into` stand for `losing` from now on: what names the one names the other.

    `values`: new values for fields of `into`; what is empty there is taken from `losing` anyway. `previewed`: digest of
    the Plan that a person agreed to; None: nobody looked, do what there is to do. The losing partner is
    kept for staff, withdrawn if it was public, and its name becomes an alias. Nothing hidden becomes public: parts with
    a date of publication of their own, which only the hidden partner kept hidden, are withdrawn.
    Raises CannotMerge or MayNot; then nothing has changed.
    """
    rows = Partner.objects.select_for_update().in_bulk([losing.pk, into.pk])
    losing, into = rows[losing.pk], rows[into.pk]
    plan = plan_merge(losing, into=into)
    if plan.refusals:
        raise CannotMerge(" ".join(plan.refusals))
    if previewed not in (None, plan.digest()):
        raise CannotMerge("Inzwischen hat sich etwas geändert. Bitte prüfen Sie noch einmal, was geschehen wird.")
    _require_all(plan, by)
    why = f"„{losing}“ und „{into}“ zusammengeführt: {reason}"[:500]
    records = {(type(one.record), one.record.pk): one.record for one in plan.moved if isinstance(one.record, Readable)}
    with record_edit(losing, into, *records.values(), by=by, reason=why, may_open=True):
        for moved in plan.moved:
            _move(moved, losing, into, by, why)
        names = [losing.name, losing.short_name, into.name, into.short_name]
        _take_values(losing, into, values or {})
        _save(into, [*(name for group in VALUES for name in group), "internal_note"], by, why)
        _keep_names(names, into, by, why)
        if losing.is_published_or_scheduled():
            withdraw_part(losing, by=by, reason=why)
        losing.merged_into = into
        _save(losing, ["merged_into"], by, why)
    _inherit_decisions(losing, into)
    return plan


def _inherit_decisions(losing, into):
    """What somebody told apart from the losing partner is not the surviving one either."""
    for decision in DistinctPartners.objects.filter(models.Q(one=losing) | models.Q(other=losing)):
        third = decision.other if decision.one == losing else decision.one
        if third != into:
            _tell_apart(third, into, decision.decided_by, decision.decided_at)
        decision.delete()


def _tell_apart(one, other, by, at):
    one, other = sorted((one, other), key=lambda partner: partner.pk)
    decision, _ = DistinctPartners.objects.get_or_create(
        one=one, other=other, defaults={"decided_by": by, "decided_at": at}
    )
    return decision


def _require_all(plan, by):
    if by is None:
        return
    moving = [moved for moved in plan.moved if moved.fate != "stays"]
    for record in (plan.losing, plan.into, *(moved.record for moved in moving)):
        require(by, "change", record)
    if plan.losing.is_published_or_scheduled():
        require(by, "withdraw", plan.losing)
    for moved in moving:
        if moved.fate == "held_back":
            require(by, "withdraw", moved.record)
    if plan.appears:
        require(by, "publish", plan.losing)
    touched = [moved.record for moved in moving if isinstance(moved.record, Readable)]
    for record in (plan.into, *touched):
        if refused := refusal_to_change(by, record, record.public_fields):
            raise MayNot(refused)


def _move(moved, losing, into, by, why):
    record, link = moved.record, moved.link
    if moved.fate == "stays":
        return
    record._history_user, record._change_reason = by, why
    if link.many_to_many:
        partners = getattr(record, link.name)
        partners.add(into)
        partners.remove(losing)
        return
    setattr(record, link.name, into)
    _save(record, [link.name], by, why)
    if moved.fate == "held_back":
        withdraw_part(record, by=by, reason=why)


def _take_values(losing, into, values):
    for group in VALUES:
        is_empty = all(getattr(into, name) in (None, "") for name in group)
        for name in group:
            if name in values:
                setattr(into, name, values[name])
            elif is_empty:
                setattr(into, name, getattr(losing, name))
    into.internal_note = "\n\n".join(note for note in (into.internal_note, losing.internal_note) if note)
    into.full_clean(exclude=["merged_into"])


def _keep_names(names, into, by, why):
    """What either partner was called leads to the surviving one; a name that another partner owns stays there."""
    called = {fold(into.name), fold(into.short_name), ""}
    for name in names:
        if fold(name) not in called and not PartnerAlias.objects.filter(sort_key=fold(name)).exists():
            alias = PartnerAlias(partner=into, name=name)
            alias._history_user, alias._change_reason = by, why
            alias.save()


def _save(record, names, by, why):
    record._history_user, record._change_reason = by, why
    if any(one.name == "updated_at" for one in record._meta.fields):
        names = [*names, "updated_at"]
    record.save(update_fields=names)


def keep_apart(one, other, *, by):
    """Note that these two are not the same partner, so that nobody is asked again."""
    for partner in (one, other):
        require(by, "change", partner)
    return _tell_apart(one, other, by, timezone.now())
