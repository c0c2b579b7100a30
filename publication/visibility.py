"""What may be seen by whom, said once.

Views, feeds, exports, sums, search and history read through the manager `visible`; the admin and the imports read
through `objects`. Everything here is a condition for the database, so that no list can forget it.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import Q

PUBLIC_AUDIENCE, COUNCIL_AUDIENCE = "public", "council"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks. `bodies`: primary keys of the bodies in whose council the reader sits."""

    bodies: frozenset[int] = frozenset()
    is_staff: bool = False


PUBLIC = Reader()
STAFF = Reader(is_staff=True)


def council_member(*bodies):
    """A reader who may also see what the councils of `bodies` (records) may see."""
    return Reader(bodies=frozenset(body.pk for body in bodies))


_reading = ContextVar("reading", default=(PUBLIC, None))


def reading():
    """Reader and moment (None: now) for whom the managers `visible` answer: the public, now, but in a preview."""
    return _reading.get()


@contextmanager
def reading_as(reader, at=None):
    """Inside this block the managers `visible` answer for `reader` at `at`.

    For `publication.preview`, and for the search index, which reads as the public.
    """
    before = _reading.set((reader, at))
    try:
        yield
    finally:
        _reading.reset(before)


def visibility_rule(model, reader, at, path=""):
    """Return the condition under which `reader` sees rows of `model` at `at`.

    `at` is an aware datetime; `path` is the lookup prefix from the queried model, for example "meeting__". A row is
    visible when its own publication has begun and not ended, when the reader belongs to its audience, and when every
    record named in `model.visible_only_with` is visible too (or absent, where the link may be empty).
    """
    if reader.is_staff:
        return Q()
    rule = model.own_visibility(reader, at, path)
    for name in model.visible_only_with:
        link = model._meta.get_field(name)
        parent_is_visible = visibility_rule(link.related_model, reader, at, f"{path}{name}__")
        if link.null:
            parent_is_visible |= Q(**{f"{path}{name}__isnull": True})
        rule &= parent_is_visible
    return rule


def publication_rule(model, reader, at, path):
    """The part of the rule that rests on the row's own moments and audience."""
    began = Q(**{f"{path}published_at__lte": at})
    not_ended = Q(**{f"{path}withdrawn_at__isnull": True}) | Q(**{f"{path}withdrawn_at__gt": at})
    for_everybody = Q(**{f"{path}audience": PUBLIC_AUDIENCE})
    for lookup, value in model.public_only_if.items():
        for_everybody &= Q(**{f"{path}{lookup}": value})
    if not reader.bodies:
        return began & not_ended & for_everybody
    if not model.council_of:
        return began & not_ended
    for_the_council = Q()
    for lookup in model.council_of:
        for_the_council |= Q(**{f"{path}{lookup}__in": reader.bodies})
    return began & not_ended & (for_everybody | for_the_council)


def field_of(condition):
    """The field that a condition of `public_only_if`, a pair of lookup and value, is about."""
    return condition[0].partition("__")[0]


def holds(condition, value):
    """The same conditions as in `publication_rule`, asked of a value that is not in the database (yet)."""
    lookup, wanted = condition
    return value in wanted if lookup.endswith("__in") else value == wanted


def conditions_not_met(record):
    """Fields of `record` whose values keep it from the public, whatever its publication."""
    failed = [one for one in record.public_only_if.items() if not holds(one, getattr(record, field_of(one)))]
    return [record._meta.get_field(field_of(one)) for one in failed]
