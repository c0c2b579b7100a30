"""What a page of the desk showed, so that nobody saves over what a colleague saved meanwhile.

A token names the newest entry of the audit trail of every record on a page, signed. Each write makes such an entry,
publishing and imports included.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.core.signing import BadSignature, Signer
from django.db.models import Max
from django.utils.text import capfirst

from publication.models import Readable
from publication.wholes import keys_of

FIELD = "seen"
"""Name of the hidden field that carries the token."""

_SIGNER = Signer(salt="publication.admin.seen")


class Unseen(Exception):
    """The token is missing, forged, or was signed with another key: nobody knows what the page showed."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one record since a page showed it. `entries`: of the audit trail, newest first."""

    model: type[Readable]
    key: int
    act: str
    """added, changed or deleted"""
    entries: list

    @property
    def kind(self):
        return capfirst(self.model._meta.verbose_name)

    @property
    def label(self):
        try:
            return str(self.entries[0].instance)
        except ObjectDoesNotExist:  # its name is made of a record that is deleted by now
            return f"Nummer {self.key}"


def token_for(records):
    """Records may be of several models; one query for each model.

    Call it before reading what the page shows: a change in between is then reported once too often, never missed.
    """
    return token_of(newest_entries(keys_of(records)))


def token_of(entries):
    """`entries`: {(model, key): key of the newest entry in the audit trail, 0 where there is none}"""
    told = defaultdict(list)
    for (model, key), entry in sorted(entries.items(), key=_place):
        told[model._meta.label_lower].append((key, entry))
    return _SIGNER.sign_object(told, compress=True)


def read(token):
    """What was given to `token_of`. Raises Unseen."""
    try:
        told = _SIGNER.unsign_object(token or "")
    except BadSignature as error:
        raise Unseen from error
    return {(apps.get_model(label), key): entry for label, rows in told.items() for key, entry in rows}


def changed_since(token, records=None):
    """Return a Change for each record of `token` that is not as it was; an empty list: nothing happened.

    `records`: what the same page would show now; those that the token does not know count as added. Ask inside the
    transaction that will write, after `lock`. Raises Unseen.
    """
    then = read(token)
    return changes_between(then, newest_entries(_joined(then, keys_of(records or ()))))


def changes_between(then, now):
    """`then`, `now`: as `newest_entries` gives them; what is missing in `now` is asked for."""
    now = newest_entries(_joined({where: entry for where, entry in then.items() if where not in now}, {})) | now
    changed = [one for one in now.items() if one[1] != then.get(one[0])]
    return [_change(*where, then.get(where), entry) for where, entry in sorted(changed, key=_place)]


def _place(entry):
    (model, key), _ = entry
    return model._meta.label_lower, key


def _joined(then, shown_now):
    keys = defaultdict(set, {model: set(more) for model, more in shown_now.items()})
    for model, key in then:
        keys[model].add(key)
    return keys


def _change(model, key, then, now):
    rows = model.history.model.objects.filter(id=key, history_id__gt=then or 0, history_id__lte=now)
    entries = list(rows.select_related("history_user").order_by("-history_id"))
    deleted = bool(entries) and entries[0].history_type == "-"
    return Change(model, key, "deleted" if deleted else "added" if then is None else "changed", entries)


def author(entry):
    """Who made an entry of the audit trail."""
    user = entry.history_user
    return user.get_full_name() or user.get_username() if user else "Befehl oder Import"


def newest_entries(keys):
    """{(model, key): key of the newest entry in the audit trail, 0 where there is none}, for `keys`: {model: keys}."""
    found = {}
    for model, wanted in keys.items():
        entries = model.history.model.objects.filter(id__in=wanted).order_by().values("id")
        newest = dict(entries.annotate(newest=Max("history_id")).values_list("id", "newest"))
        found |= {(model, key): newest.get(key, 0) for key in wanted}
    return found
