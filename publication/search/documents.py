"""What of a record can be found: its title, its texts and what it can be narrowed down by.

Each app says it for its models in its module `search`, as a list SOURCES. A document holds texts of one publishable
record only, and names of those it is visible only with: so whoever may see the record may see all of the document,
and nothing that is hidden by itself is found through something else.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from django.apps import apps
from django.db import models
from django.utils.module_loading import module_has_submodule

from publication.dates import VagueDate


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a record under the name that people know it by: Sachlage, Beschlussvorschlag, Beschreibung."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Facets:
    """What a hit can be narrowed down by. `state` is a German word; the others are primary keys."""

    body: int | None = None
    state: str = ""
    organizations: Iterable[int] = ()
    topics: Iterable[int] = ()
    partners: Iterable[int] = ()


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """`number`: the number that leads straight to the record; `context`: names of what it belongs to.

    `when` and `when_label`: a date and which one it is ("Sitzung am"). `note`: what a reader must know of it; `place`:
    where it belongs, as a hit shows it.
    """

    title: str
    url: str
    number: str = ""
    passages: tuple[Passage, ...] = ()
    context: str = ""
    when: VagueDate | None = None
    when_label: str = ""
    note: str = ""
    place: str = ""
    facets: Facets = field(default_factory=Facets)

    @property
    def day(self):
        return self.when and self.when.day

    def digest(self):
        """Changes with everything that the index keeps of it."""
        kept = [
            VERSION, self.title, self.number, [(one.label, one.text) for one in self.passages], self.context,
            str(self.when), self.facets.body, self.facets.state, sorted(self.facets.organizations),
            sorted(self.facets.topics), sorted(self.facets.partners),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(kept, ensure_ascii=False).encode()).hexdigest()


VERSION = 6
"""Raised with every change of the analysis that makes other tokens: then `rebuild_search` writes all entries anew."""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record that is searched.

    `load` turns visible rows into records with all that `document` reads, in a fixed number of queries.
    """

    model: type[models.Model]
    label: str
    plural: str
    document: Callable[[models.Model], SearchDocument]
    load: Callable[[models.QuerySet], Iterable[models.Model]] = list

    @property
    def name(self):
        return self.model._meta.label_lower

    @property
    def kind(self):
        """Its word in addresses, the same as for news and history."""
        return self.model.kind_word()

    def documents(self, rows):
        """Pairs of record and document of `rows`, which come from a manager that says who looks."""
        return [(record, self.document(record)) for record in self.load(rows)]


@cache
def sources():
    """{label of a model: Source} of all apps, in the order of their modules."""
    found = {}
    for config in reversed(list(apps.get_app_configs())):
        if module_has_submodule(config.module, "search"):
            for source in getattr(import_module(f"{config.name}.search"), "SOURCES", ()):
                found[source.name] = source
    return found


def source_of(model):
    return sources().get(model._meta.label_lower)
