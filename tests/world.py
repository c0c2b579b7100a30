"""A small public region, and hidden records that hang on it everywhere they can.

`public_world()` makes one visible record of every kind, tied together as in life. `hide_beside(world, model)` adds
hidden records of one kind, in every hidden state, hanging on the same visible records and carrying CANARY in every
text, number and date that the kind has.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.db import models
from django.utils import timezone

from budgets.models import BudgetLine, YearAmount
from cooperations.models import Participation
from council.models import AgendaItem, Body, Meeting, Paper
from partners.models import Partner
from publication.files import Attachment
from publication.models import Publishable
from publication.versions import publishable_models, readable_models, record_rows
from regionportal.models import TextPage
from tests import factories as f
from tests.test_visibility_rule import FACTORIES

CANARY = "geheim7"
CANARY_NUMBER = 77717
CANARY_DAY = date(2031, 7, 17)
_numbers = count(1)

# Where a row may hang on only one of several others, or must not hang on itself.
LEFT_EMPTY = {
    "file": {"agenda_item", "meeting"},
    "appropriation": {"budget_line", "corrects"},
    "contribution": {"receiver", "receiving_line"},
    "contributionamount": {"corrects"},
    "body": {"partner"},
    "partner": {"merged_into"},
    "cooperation": {"umbrella"},
    "membership": {"on_behalf_of"},
    "paperrelation": {"to_paper"},
}


# Links that only hidden records have: a merged partner is never public, the database sees to it.
NEVER_OF_THE_VISIBLE = {"partner": {"merged_into"}}


def links_that_do_not_hide():
    """(model, link) of every link by which a visible record can point at a hidden one."""
    return [
        (model, link)
        for model in readable_models()
        for link in model.visible_without
        if link not in NEVER_OF_THE_VISIBLE.get(model._meta.model_name, ())
    ]


def public_world():
    """{model: visible record}, each link filled where it can be, with public versions as `publish` would write them.

    Under "spares" are more visible records of some models, for hidden rows that cannot share a neighbour.
    """
    world = {}
    for model in _parents_first():
        world[model] = FACTORIES[model](**_links(model, world))
        for field in model._meta.many_to_many:
            getattr(world[model], field.name).set([world[field.related_model]])
    body = world[Body]
    world["spares"] = {
        Partner: f.PartnerFactory.create_batch(8),
        Paper: f.PaperFactory.create_batch(8, body=body),
        BudgetLine: f.BudgetLineFactory.create_batch(8, body=body),
        # Two parties where the other has one: counted with its hidden ones, that would go before it.
        Participation: f.ParticipationFactory.create_batch(2, cooperation=f.CooperationFactory()),
    }
    for model in publishable_models():
        spares = world["spares"].get(model, [])
        record_rows(model, [record.pk for record in (world[model], *spares)], at=timezone.now())
    return world


def _parents_first():
    waiting, done = list(readable_models()), []
    while waiting:
        for model in waiting:
            targets = {field.related_model for field in _readable_links(model)} - {model}
            if targets <= set(done):
                done.append(model)
                waiting.remove(model)
                break
        else:
            raise AssertionError(f"models link in a circle: {waiting}")
    return done


def _readable_links(model):
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field for field in fields if field.related_model in readable_models()]


def _links(model, world):
    skipped = LEFT_EMPTY.get(model._meta.model_name, set())
    return {
        field.name: world[field.related_model]
        for field in model._meta.fields
        if field.related_model in world and field.name not in skipped
    }


def canary_values(model):
    """A canary for every column that can carry one."""
    values = {}
    for field in model._meta.fields:
        if not field.editable or field.choices or field.is_relation or isinstance(field, models.GeneratedField):
            continue
        if field.name in ("published_at", "withdrawn_at", "start_precision", "order", "position", "country"):
            continue
        if isinstance(field, models.URLField):
            values[field.name] = f"https://{CANARY}.example/{next(_numbers)}"
        elif isinstance(field, models.SlugField):
            values[field.name] = f"{CANARY}-{next(_numbers)}"
        elif (
            isinstance(field, models.FileField) or isinstance(field, models.CharField) and (field.max_length or 0) < 20
        ):
            continue
        elif isinstance(field, models.CharField | models.TextField):
            values[field.name] = f"{CANARY} {next(_numbers)}"
        elif isinstance(field, models.DecimalField) and field.max_digits > 10:
            values[field.name] = Decimal(f"{CANARY_NUMBER}.{next(_numbers) % 100:02}")
    if issubclass(model, Attachment):
        values |= {"text": CANARY, "file_name": f"{CANARY}.pdf"}
    return values


def hidden_states(model):
    """Every way in which a record of `model` is hidden by itself: traits and columns for its factory."""
    states = {
        "draft": {"draft": True},
        "scheduled": {"scheduled": True},
        "withdrawn": {"withdrawn": True},
        "for the council": {"for_the_council": True},
    }
    if model is AgendaItem:
        states["of the non-public part"] = {"public": False}
    if model is Paper:
        states["non-public"] = {"publicity": "non_public"}
        states["of unknown publicity"] = {"publicity": ""}
    return states


def hide_beside(world, model):
    """Hidden rows of `model` in every state, hanging on the visible world. Returns them."""
    hidden = []
    for turn, state in enumerate(hidden_states(model).values()):
        links = _links(model, world) | _own_neighbours(model, world, turn)
        record = FACTORIES[model](**{**links, **canary_values(model), **_shown_soon(model), **state})
        for field in model._meta.many_to_many:
            getattr(record, field.name).set([world[field.related_model]])
        hidden.append(record)
    return hidden


def withdraw_beside(world, model):
    """A row of `model` that the public saw and sees no more, its last public version not yet followed by another."""
    links = _links(model, world) | _own_neighbours(model, world, 6)
    record = FACTORIES[model](**{**links, **canary_values(model), **_shown_soon(model)})
    record_rows(model, [record.pk], at=timezone.now())
    record.withdrawn_at = timezone.now()
    record.save()
    return record


def _own_neighbours(model, world, turn):
    """What keeps several rows on the same visible records apart: another role, or a spare neighbour."""
    spares = world["spares"]
    apart = {
        "councilreference": (
            {"role": ["criticism", "budget", "report", "founding"][turn]}
            if turn < 4
            else {"paper": spares[Paper][turn]}
        ),
        "cooperationshare": {"budget_line": spares[BudgetLine][turn]},
        "body": {"partner": spares[Partner][turn]},
        "participation": {
            "role": "acceded",
            "start": date(2024, 1, turn + 1),
            **({"partner": spares[Partner][turn]} if turn % 2 else {}),
        },
        "paperrelation": {"to_paper": spares[Paper][turn]},
        "agendaitem": {"order": 100 + next(_numbers)},
        "consultation": {"order": 100 + next(_numbers)},
        "contribution": {"receiver": spares[Partner][turn]},
        "appropriation": {"as_of": CANARY_DAY + timedelta(days=next(_numbers))},
        "contributionamount": {"as_of": CANARY_DAY + timedelta(days=next(_numbers))},
        "textpage": {"key": [key for key in TextPage.Key.values if key != world[TextPage].key][turn]},
    }
    return apart.get(model._meta.model_name, {})


def _shown_soon(model):
    """Dates that would put the record at the top of every "next" and "newest" list."""
    if model is Meeting:
        return {"start": timezone.now() + timedelta(hours=2)}
    if issubclass(model, YearAmount):
        return {"fiscal_year": CANARY_DAY.year, "as_of": CANARY_DAY + timedelta(days=next(_numbers))}
    return {field.name: CANARY_DAY for field in model._meta.fields if field.name in ("date", "day")}


def hide_the_target(world, model, link):
    """Point the visible record of `model` at a hidden record that carries canaries, through a link that does not hide
    it (`visible_without`)."""
    field = model._meta.get_field(link)
    target_model = field.related_model
    values = _links(target_model, world) | _own_neighbours(target_model, world, 7) | canary_values(target_model)
    target = FACTORIES[target_model](**values, draft=True)
    record = world[model]
    if field.many_to_many:
        getattr(record, link).add(target)
    else:
        row = model._default_manager.get(pk=record.pk)
        setattr(row, link, target)
        row.save()
    return target


def internal_canaries(world, user):
    """Canaries where only staff may look: internal fields of visible records, aliases, the audit trail."""
    for model in readable_models():
        record = world[model]
        for name in ("internal_note", "signed_by", "editor_name", "origin", "reference_pattern"):
            if name in {field.name for field in model._meta.fields}:
                setattr(record, name, f"{CANARY} {next(_numbers)}")
        record._history_user = user
        record._change_reason = CANARY
        if issubclass(model, Publishable):
            record.save()
    f.PartnerAliasFactory(partner=world[Partner], name=CANARY)
