"""Finding tokens in the database: FTS5 on SQLite, a tsvector on PostgreSQL, asked in the same words.

Both engines only say in which rows tokens stand, next to one another where that is wanted. What a token is, and which
row comes first, is decided in Python, so that both find the same in the same order.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import models, transaction
from django.db.migrations.operations.base import Operation


@dataclass(frozen=True, slots=True)
class Token:
    text: str

    def fts5(self):
        return f'"{self.text}"'

    def tsquery(self):
        return self.text


@dataclass(frozen=True, slots=True)
class Beginning:
    """Any token that begins with `text`."""

    text: str

    def fts5(self):
        return f'"{self.text}" *'

    def tsquery(self):
        return f"{self.text}:*"


@dataclass(frozen=True, slots=True)
class Row:
    """Tokens one directly after the other."""

    tokens: tuple[str, ...]

    def fts5(self):
        return f'"{" ".join(self.tokens)}"'

    def tsquery(self):
        return f"({' <-> '.join(self.tokens)})"


@dataclass(frozen=True, slots=True)
class AllOf:
    conditions: tuple

    def fts5(self):
        return f"({' AND '.join(one.fts5() for one in self.conditions)})"

    def tsquery(self):
        return f"({' & '.join(one.tsquery() for one in self.conditions)})"


@dataclass(frozen=True, slots=True)
class AnyOf:
    conditions: tuple

    def fts5(self):
        return f"({' OR '.join(one.fts5() for one in self.conditions)})"

    def tsquery(self):
        return f"({' | '.join(one.tsquery() for one in self.conditions)})"


@dataclass(frozen=True, slots=True)
class Without:
    wanted: object
    unwanted: object

    def fts5(self):
        return f"({self.wanted.fts5()} NOT {self.unwanted.fts5()})"

    def tsquery(self):
        return f"({self.wanted.tsquery()} & !{self.unwanted.tsquery()})"


def all_of(conditions):
    conditions = tuple(dict.fromkeys(conditions))
    return conditions[0] if len(conditions) == 1 else AllOf(conditions)


def any_of(conditions):
    conditions = tuple(dict.fromkeys(conditions))
    return conditions[0] if len(conditions) == 1 else AnyOf(conditions)


def row_of(tokens):
    return Token(tokens[0]) if len(tokens) == 1 else Row(tuple(tokens))


class TokensField(models.TextField):
    """Tokens of small ASCII letters and digits with blanks between, kept in a `SearchIndex`."""

    def get_lookup(self, lookup_name):
        """Only those of this module: on SQLite there is nothing in the column to compare with."""
        return super().get_lookup(lookup_name) if lookup_name in ("matches", "listed") else None

    def select_format(self, compiler, sql, params):
        if compiler.connection.vendor != "sqlite":
            return sql, params
        row, table = sql.rpartition(".")[0], self.model._meta.db_table
        return f'(SELECT tokens FROM "{table}_fts" WHERE rowid = {row}."id")', params  # noqa: S608 — our own table


@TokensField.register_lookup
class Matches(models.Lookup):
    """`tokens__matches=condition`, one of the classes above; tokens have no characters that either engine reads."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        table = self.lhs.target.model._meta.db_table
        rows = f'SELECT rowid FROM "{table}_fts" WHERE "{table}_fts" MATCH %s'  # noqa: S608 — our own table
        return f'{self._row(compiler)}."id" IN ({rows})', [self.rhs.fts5()]

    def as_postgresql(self, compiler, connection):
        return f'{self._row(compiler)}."token_vector" @@ %s::tsquery', [self.rhs.tsquery()]

    def _row(self, compiler):
        """The table, or its alias, which PostgreSQL knows only without quotes."""
        return compiler.quote_name_unless_alias(self.lhs.alias)


@TokensField.register_lookup
class Listed(Matches):
    """The same, for a row that was found already: asked of a list of all rows that match, made once."""

    lookup_name = "listed"

    def as_postgresql(self, compiler, connection):
        table = self.lhs.target.model._meta.db_table
        rows = f'SELECT "id" FROM "{table}" WHERE "token_vector" @@ %s::tsquery'  # noqa: S608 — our own table
        return f'{self._row(compiler)}."id" IN ({rows})', [self.rhs.tsquery()]


@contextmanager
def by_index(connection):
    """Inside, statements on this connection look rows up by index.

    The planner of PostgreSQL does not know that it takes longer to unpack the tokens of a row than to find the row, and
    would rather unpack all of them.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield


class SearchIndex(Operation):
    """A migration step: the index over the column `tokens` of `model_name`, kept right by the database itself.

    On SQLite the tokens move into the index: with some kB in each row of the table itself, every look at the other
    columns takes much longer. PostgreSQL puts long values aside by itself.
    """

    reversible = True

    def __init__(self, model_name):
        self.model_name = model_name

    def state_forwards(self, app_label, state):
        """An index is no part of the models' state."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        makers = {"sqlite": _sqlite_statements, "postgresql": _postgresql_statements}
        for statement in makers[schema_editor.connection.vendor](table):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP COLUMN token_vector")
            return
        self._drop(table, schema_editor)

    def _drop(self, table, schema_editor):
        for act in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_fts_{act}")
        schema_editor.execute(f"DROP TABLE {table}_fts")

    def describe(self):
        return f"Index over the tokens of {self.model_name}"


class SearchIndexAnew(SearchIndex):
    """Brings an index that was made earlier to what `SearchIndex` makes now.

    On SQLite from its own tokens; there it is also for whoever changes the table, which copies it without its triggers.
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER INDEX {table}_token_vector SET (fastupdate = off)")
            schema_editor.execute(f"SELECT gin_clean_pending_list('{table}_token_vector')")
            return
        schema_editor.execute(f"CREATE TEMPORARY TABLE kept AS SELECT rowid AS id, tokens FROM {table}_fts")  # noqa: S608
        schema_editor.execute("CREATE UNIQUE INDEX temp.kept_id ON kept (id)")
        self._drop(table, schema_editor)
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        kept = f"SELECT tokens FROM kept WHERE kept.id = {table}.id"  # noqa: S608
        schema_editor.execute(f"UPDATE {table} SET tokens = ({kept})")  # noqa: S608
        schema_editor.execute("DROP TABLE kept")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """The state before finds the same."""

    def describe(self):
        return f"Index over the tokens of {self.model_name}, made anew"


_MOVED = "*"
"""Stands in the column on SQLite where the tokens are in the index; no token looks like that."""


def _sqlite_statements(table):
    add = f"INSERT INTO {table}_fts(rowid, tokens) VALUES (new.id, new.tokens);"  # noqa: S608 — our own table
    take = f"DELETE FROM {table}_fts WHERE rowid = old.id;"  # noqa: S608
    move = f"UPDATE {table} SET tokens = '{_MOVED}' WHERE id = new.id;"  # noqa: S608
    yield f"CREATE VIRTUAL TABLE {table}_fts USING fts5(tokens, tokenize='ascii', prefix='3 4', columnsize=0)"
    yield f"CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {add} {move} END"
    yield f"CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {take} END"
    yield (
        f"CREATE TRIGGER {table}_fts_update AFTER UPDATE OF tokens ON {table} WHEN new.tokens <> '{_MOVED}' "
        f"BEGIN {take} {add} {move} END"
    )


def _postgresql_statements(table):
    """Without `fastupdate`, which would let every search read the list of what was written last."""
    yield (
        f"ALTER TABLE {table} ADD COLUMN token_vector tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, tokens)) STORED"
    )
    yield f"CREATE INDEX {table}_token_vector ON {table} USING gin (token_vector) WITH (fastupdate = off)"
