"""Which objects a list holds: those of a body, of an organization, or all bodies."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from publication.tombstones import once_public

from ..models import (
    AgendaItem,
    Body,
    Consultation,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    Membership,
    Organization,
    Paper,
    Person,
)
from . import loading, objects


@dataclass(frozen=True, slots=True)
class ObjectType:
    """How records of one model become JSON. `load`: from visible rows to rows with all that `tell` needs."""

    load: Callable
    tell: Callable


OBJECT_TYPES = {
    Body: ObjectType(loading.bodies, objects.body_json),
    LegislativeTerm: ObjectType(loading.legislative_terms, objects.legislative_term_json),
    Organization: ObjectType(loading.organizations, objects.organization_json),
    Person: ObjectType(loading.persons, objects.person_json),
    Membership: ObjectType(loading.memberships, objects.membership_json),
    Meeting: ObjectType(loading.meetings, objects.meeting_json),
    AgendaItem: ObjectType(loading.agenda_items, objects.agenda_item_json),
    Paper: ObjectType(loading.papers, objects.paper_json),
    Consultation: ObjectType(loading.consultations, objects.consultation_json),
    File: ObjectType(loading.files, objects.file_json),
    Location: ObjectType(loading.locations, objects.location_json),
}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list that hangs on a body or an organization. `links`: the ways from a row to it."""

    model: type
    links: tuple[str, ...]

    def visible_rows(self, owner):
        return shown(self.model).filter(self._condition(owner))

    def gone_rows(self, owner):
        """Rows that may be told of as deleted."""
        return once_public(self.model).filter(self._condition(owner))

    def _condition(self, owner):
        condition = Q()
        for link in self.links:
            condition |= Q(**{link: owner})
        return condition


@dataclass(frozen=True, slots=True)
class ListOver:
    """Persons and places belong to a body only over rows of another model, `over`, whose link `back` names them.

    `keeps`: also where these rows are gone, so that a client learns that somebody has left.
    """

    model: type
    over: type
    back: str
    way: str
    keeps: bool = False

    def visible_rows(self, owner):
        rows = self._keys(self.over.visible, owner)
        condition = Q(pk__in=rows)
        if self.keeps:
            condition |= Q(pk__in=self._keys(once_public(self.over), owner))
        return self.model.visible.filter(condition)

    def gone_rows(self, owner):
        """They, and what ties them to `owner`, were public once."""
        return once_public(self.model).filter(pk__in=self._keys(once_public(self.over), owner))

    def _keys(self, rows, owner):
        return rows.filter(**{self.way: owner, f"{self.back}__isnull": False}).order_by().values(self.back)


SHOWN = {File: loading.shown_files, LegislativeTerm: loading.shown_terms}


def shown(model):
    """Visible rows that OParl can show."""
    return SHOWN[model]() if model in SHOWN else model.visible.all()


LISTS_OF_A_BODY = {
    "organization": ListOf(Organization, ("body",)),
    "person": ListOver(Person, Membership, "person", "organization__body", keeps=True),
    "meeting": ListOf(Meeting, ("organization__body",)),
    "paper": ListOf(Paper, ("body",)),
    "agendaItem": ListOf(AgendaItem, ("meeting__organization__body",)),
    "consultation": ListOf(Consultation, ("paper__body",)),
    "file": ListOf(File, ("paper__body", "agenda_item__meeting__organization__body", "meeting__organization__body")),
    "locationList": ListOver(Location, Meeting, "location", "organization__body"),
    "legislativeTermList": ListOf(LegislativeTerm, ("body",)),
    "membership": ListOf(Membership, ("organization__body",)),
}
LISTS_OF_AN_ORGANIZATION = {
    "meeting": ListOf(Meeting, ("organization",)),
    "consultation": ListOf(Consultation, ("organization",)),
}


def tell_all(rows, *, omit_internal=False):
    """{key: JSON} of the visible `rows`."""
    object_type = OBJECT_TYPES[rows.model]
    records = list(object_type.load(rows))
    telling = loading.telling_of(records, omit_internal=omit_internal)
    return {record.pk: object_type.tell(record, telling) for record in records}
