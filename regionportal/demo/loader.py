"""Puts the demonstration region into the database: facts from the TOML files beside this module, published at once.

A record is known by its `origin`, "demo:<model>:<key>". Whatever is there already stays as staff made it; only what is
missing is created. The records are public from the moment of loading: their public history begins there and claims
nothing about the time before.
"""

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

from django.apps import apps
from django.db import transaction

from partners.models import PartnerAlias
from publication.actions import publish
from publication.dates import SEASONS, Precision
from publication.folding import fold
from publication.models import Synonym

REASON = "Demonstrationsregion"
FILES = ("partners.toml", "council.toml", "cooperations.toml", "budgets.toml")

# In this order, so that links point backwards and each record is published once, when all it shows is public.
MODELS = (
    "partners.Partner", "council.Location", "council.Body", "council.LegislativeTerm", "council.Organization",
    "council.Person", "council.Membership", "council.Meeting", "council.AgendaItem", "council.Paper",
    "council.Consultation", "council.PaperRelation", "council.File", "cooperations.Topic", "cooperations.Cooperation",
    "cooperations.Agreement", "cooperations.Participation", "cooperations.Milestone", "cooperations.Measure",
    "cooperations.CouncilReference", "budgets.BudgetLine", "budgets.CooperationShare", "budgets.Appropriation",
    "budgets.Contribution", "budgets.ContributionAmount", "budgets.FundingProgramme", "budgets.Grant",
)  # fmt: skip

# What there should be only once: a record made by somebody else under the same name is taken as it is.
KNOWN_BY = {
    "partners.Partner": ("name",),
    "council.Body": ("slug_name",),
    "council.LegislativeTerm": ("body", "name"),
    "council.Organization": ("body", "name"),
    "council.Meeting": ("organization", "reference"),
    "council.AgendaItem": ("meeting", "order"),
    "council.Paper": ("body", "reference"),
    "council.Consultation": ("paper", "order"),
    "council.PaperRelation": ("from_paper", "raw_reference"),
    "cooperations.Topic": ("name",),
    "cooperations.Participation": ("cooperation", "partner", "role", "start"),
    "cooperations.CouncilReference": ("cooperation", "paper", "role"),
    "budgets.BudgetLine": ("body", "product_number", "account_number"),
    "budgets.CooperationShare": ("budget_line", "cooperation"),
    "budgets.Appropriation": ("budget_line", "share", "fiscal_year", "phase"),
    "budgets.Contribution": ("payer", "receiver", "name"),
    "budgets.ContributionAmount": ("contribution", "fiscal_year", "phase"),
}

_VAGUE = re.compile(r"(\d{4})(?:-(\d\d)| (\w+))?")


@transaction.atomic
def load():
    """Create and publish what is missing. Returns (records created, records found) as Counters by model.

    All or nothing. With nothing missing it costs one query for each model and writes nothing.
    """
    facts = _read()
    records, created, found = {}, {}, Counter()
    for label in MODELS:
        model = apps.get_model(label)
        known = {record.origin: record for record in model.objects.filter(origin__startswith=_origin(model, ""))}
        for entry in facts.pop(label, ()):
            key = entry.pop("key")
            record = known.get(_origin(model, key))
            if record is None:
                values, parts = _values(model, entry, records)
                record = _same(label, model, values)
                if record is None:
                    record = _create(model, key, values, parts)
                    created.setdefault(model, []).append(record.pk)
                else:
                    found[model] += 1
            else:
                found[model] += 1
            records[model, key] = record
    for model, keys in created.items():
        for record in model.objects.filter(pk__in=keys, published_at=None).order_by("pk"):
            publish(record, by=None, reason=REASON, with_parts=bool(model.parts))
    return Counter({model: len(keys) for model, keys in created.items()}), found


def load_synonyms():
    """Words of the region for the search, where the staff has none of them yet."""
    groups = tomllib.loads((Path(__file__).parent / "synonyms.toml").read_text(encoding="utf-8"))["groups"]
    known = {line for synonym in Synonym.objects.all() for line in synonym.lines}
    for group in groups:
        if not known.intersection(group):
            Synonym.objects.create(expressions="\n".join(group))


def _read():
    """{"council.Paper": [entry, …]} from all files."""
    folder = Path(__file__).parent
    facts = {}
    for name in FILES:
        for app, models in tomllib.loads((folder / name).read_text(encoding="utf-8")).items():
            facts |= {f"{app}.{model}": entries for model, entries in models.items()}
    return facts


def _origin(model, key):
    return f"demo:{model._meta.model_name}:{key}"


def _values(model, entry, records):
    """Split an entry into field values and the rows and links that can only follow the record."""
    values, parts = {}, {}
    for name, value in entry.items():
        field = model._meta.get_field(name)
        if field.one_to_many:
            parts[name] = value
        elif field.many_to_many:
            parts[name] = [records[field.related_model, key] for key in value]
        elif field.is_relation:
            values[name] = records[field.related_model, value]
        elif isinstance(value, str) and hasattr(model, f"{name}_precision"):
            values[name], values[f"{name}_precision"] = _vague(value)
        else:
            values[name] = value.strip() if isinstance(value, str) else value
    return values, parts


def _vague(text):
    """First day and precision of "2015", "2024-02" or "2023 Frühjahr"."""
    year, month, season = _VAGUE.fullmatch(text).groups()
    if month:
        return date(int(year), int(month), 1), Precision.MONTH
    if season:
        first_months = {name: first for first, name in SEASONS.items()}
        return date(int(year), first_months[season], 1), Precision.SEASON
    return date(int(year), 1, 1), Precision.YEAR


def _same(label, model, values):
    names = KNOWN_BY.get(label)
    return names and model.objects.filter(**{name: values.get(name) for name in names}).first()


def _create(model, key, values, parts):
    record = model(origin=_origin(model, key), **values)
    record._change_reason = REASON
    record.save()
    for name, rows in parts.items():
        field = model._meta.get_field(name)
        if field.many_to_many:
            getattr(record, name).set(rows)
            continue
        for position, row in enumerate(rows, start=1):
            _create_part(field, record, position, row)
    return record


def _create_part(field, record, position, row):
    """A section of a paper (a table) or an alias of a partner (a mere name)."""
    values = {"position": position, **row, "text": row["text"].strip()} if isinstance(row, dict) else {"name": row}
    part = field.related_model(**{field.field.name: record}, **values)
    if isinstance(part, PartnerAlias) and PartnerAlias.objects.filter(sort_key=fold(part.name)).exists():
        return  # a spelling means one partner; staff has given it to another
    part._change_reason = REASON
    part.save()
