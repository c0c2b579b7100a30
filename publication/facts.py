"""What a public version says, in the words of the field: labels and texts instead of names and values.

Reads versions only, so that nothing can be told that was not public.
"""

from datetime import date, datetime
from decimal import Decimal

from django.apps import apps
from django.db import models
from django.utils.text import capfirst

from .display import Fact, day_text, euro_text, moment_text
from .models import Publishable


def facts(model, content):
    """The facts of a version's `content` (see `versions.snapshot`), in the order of the snapshot, empty ones left out.

    Parts without a public life of their own, such as sections, are told with their whole; others have versions of
    their own.
    """
    return list(_named_facts(model, content).values())


def _named_facts(model, content):
    """By field name: two fields of a model may have the same label."""
    named = {name: Fact(field_label(model, name), value_text(model, name, value)) for name, value in content.items()}
    told = {name: fact for name, fact in named.items() if fact.text}
    return told | {fact.term: fact for fact in _facts_of_parts(model, content)}


def changed_facts(model, before, after):
    """Triples of label, old text and new text, for what differs between two versions of one record."""
    old, new = _named_facts(model, before), _named_facts(model, after)
    pairs = [(old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new])]
    told = [((one or other).term, one.text if one else "", other.text if other else "") for one, other in pairs]
    return [(term, before, after) for term, before, after in told if before != after]


def _facts_of_parts(model, content):
    for name in model.parts:
        part = model._meta.get_field(name).related_model
        if issubclass(part, Publishable):
            continue
        kind = capfirst(part._meta.verbose_name)
        for number, row in enumerate(content.get(name, ()), start=1):
            lines = [fact.text if len(row) == 1 else f"{fact.term}: {fact.text}" for fact in facts(part, row)]
            if lines:
                yield Fact(f"{kind} {number}", "\n".join(lines))


def field_label(model, name):
    if name in model.parts or name == "id":
        return ""
    return capfirst(str(model._meta.get_field(name).verbose_name))


def value_text(model, name, value):
    """`value` of the field `name` as a snapshot holds it, in words; "" where there is none."""
    if name in model.parts or name == "id" or value in (None, "", [], {}):
        return ""
    field = model._meta.get_field(name)
    if name.endswith("_precision"):
        return "" if value == "day" else str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return ", ".join(one["label"] if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, dict):
        return str(value.get("label", ""))
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DecimalField) and name.endswith("_eur"):
        return f"{euro_text(Decimal(value))} Euro"
    if isinstance(field, models.DateTimeField):
        return moment_text(datetime.fromisoformat(value))
    if isinstance(field, models.DateField):
        return day_text(date.fromisoformat(value))
    return str(value)


def model_named(label):
    """The model of a version, None where it no longer exists."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None
