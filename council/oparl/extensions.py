"""Properties that apps above this one add to the objects of OParl, under the portal's prefix.

An app above registers them when it is ready; this app knows none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from publication.models import Publishable
from publication.stamps import Source
from publication.wholes import keys_of

from .objects import PREFIX


@dataclass(frozen=True, slots=True)
class Extension:
    """The property `name` of the records of `model`.

    `values`: from the keys of visible records to {key: JSON}, with keys left out that have none, in a fixed number of
    queries. `sources`: the records from which it comes.
    """

    model: type[Publishable]
    name: str
    values: Callable[[set[int]], Mapping[int, object]]
    sources: tuple[Source, ...] = ()


_extensions: dict[tuple, Extension] = {}
_of_system: dict[str, Callable[[], object]] = {}


def extend(extension):
    _extensions[extension.model, extension.name] = extension


def extend_system(name, value):
    """`value`: a function without arguments, for the System object."""
    _of_system[PREFIX + name] = value


def properties_of_system():
    return {name: value() for name, value in _of_system.items()}


def extended_models():
    return {model for model, _ in _extensions}


def sources_of(model):
    return [source for extension in _extensions.values() if extension.model is model for source in extension.sources]


def properties_of(records):
    """{(model, key): {name with prefix: JSON}} of `records`."""
    found = {}
    keys = keys_of(records)
    for (model, name), extension in _extensions.items():
        if model in keys:
            for key, value in extension.values(keys[model]).items():
                found.setdefault((model, key), {})[PREFIX + name] = value
    return found
