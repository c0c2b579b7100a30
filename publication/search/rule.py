"""The visibility rule over entries of the index, compiled once.

Putting the rule of two dozen kinds of records together takes Django longer than a database needs to search by it. It
is the same for every question but for the moment.
"""

from datetime import UTC, datetime
from functools import cache

from django.db import connections
from django.db.models import BooleanField, Exists, Expression, OuterRef, Q

from publication.models import SearchEntry
from publication.visibility import PUBLIC, reading_as

from .documents import sources

THE_MOMENT = datetime(1, 1, 1, 12, tzinfo=UTC)
"""Stands in the compiled rule where the moment belongs that somebody asks at."""


class Visible(Expression):
    """Condition on SearchEntry: the public sees the record at `at`. `model`: of this kind only; "": of any."""

    conditional = True
    output_field = BooleanField()

    def __init__(self, model, at):
        super().__init__()
        self.model, self.at = model, at

    def as_sql(self, compiler, connection):
        sql, parameters = _compiled(self.model, connection.alias)
        stands_for, at = map(connection.ops.adapt_datetimefield_value, (THE_MOMENT, self.at))
        return sql, [at if parameter == stands_for else parameter for parameter in parameters]


# The second condition on the key says nothing new. With it PostgreSQL asks about each row that was found; without, it
# would rather put together a list of all visible records first, which takes twice as long for 10,000 of 100,000.


@cache
def _compiled(model, alias):
    rule = Q(pk=None)
    with reading_as(PUBLIC, THE_MOMENT):
        for source in sources().values():
            if model in ("", source.name):
                visible = source.model.visible.filter(pk=OuterRef("record_id"), pk__gte=OuterRef("record_id"))
                rule |= Q(model=source.name) & Exists(visible.order_by())
    query = SearchEntry.objects.filter(rule).query
    return query.get_compiler(connection=connections[alias]).compile(query.where)
