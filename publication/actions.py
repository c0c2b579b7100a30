"""The only ways in which a record becomes public, changes in public, or is withdrawn.

Each verb asks for the permission of `by`, a user; None stands for a command run by an operator.
"""

from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import capfirst

from .four_eyes import demanded_for, last_editor
from .models import PublicationState, Publishable, Version
from .responsibility import refusal
from .versions import record_versions
from .visibility import COUNCIL_AUDIENCE
from .wholes import lock, public_lives


class NotPublished(Exception):
    """The record was never public, so there is nothing to withdraw."""


class MayNot(PermissionDenied):
    """The user lacks the permission for this act."""


def require(user, verb, record):
    """Raise MayNot unless `user` may do `verb` ("publish", "withdraw") to `record`."""
    _require_permission(user, verb, type(record))
    if told := refusal(user, record):
        raise MayNot(told)


def _require_permission(user, verb, model):
    permission = f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
    if user is not None and not user.has_perm(permission):
        raise MayNot(
            f"Dafür fehlt Ihnen das Recht „{permission}“. Bitte wenden Sie sich an die Verwaltung des Portals."
        )


def refusal_to_change(user, record, names):
    """Why `user` may not change the fields `names` of `record`; None: he may.

    What the public reads, or will read by schedule, is changed only by those who may publish it; a part without a
    public life of its own is public with its whole. Internal fields are free.
    """
    if user is None or not {*names} & {*record.public_fields, *record.visible_only_with}:
        return None
    for one in public_lives(record):
        if one.publication_state() == PublicationState.SCHEDULED and demanded_for(one):
            return (
                f"{capfirst(one._meta.verbose_name)} „{one}“ ist zur Veröffentlichung geplant, und hier gilt das "
                "Vier-Augen-Prinzip. Bitte nehmen Sie zuerst die Planung zurück (Zurückziehen)."
            )
        may_publish = user.has_perm(f"{one._meta.app_label}.publish_{one._meta.model_name}")
        if one.is_published_or_scheduled() and not may_publish:
            return (
                f"{capfirst(one._meta.verbose_name)} „{one}“ ist öffentlich oder dafür geplant. Das zu ändern braucht "
                "das Recht zu veröffentlichen. Bitte lassen Sie es jemanden ändern, der es hat."
            )
    return None


def require_publishing(user, versions, *, may_open=False):
    """Raise MayNot unless `user` may publish what `versions` tell the public anew.

    What was hidden does not appear by an edit: that takes the page that tells what appears, or another one that does
    (`may_open`).
    """
    for version in versions:
        if version.action == Version.Action.PUBLISHED and user is not None and not may_open:
            raise MayNot(
                "Damit würde sofort öffentlich, was jetzt verborgen ist, ohne dass die Seite „Veröffentlichen“ zeigt, "
                "was alles sichtbar wird. Bitte ziehen Sie den Datensatz zurück, ändern Sie ihn und veröffentlichen "
                "Sie ihn dann."
            )
        if version.action != Version.Action.WITHDRAWN:
            _require_permission(user, "publish", apps.get_model(version.model))


def require_other_eyes(user, record):
    """Raise MayNot where the four-eyes rule holds and `user` is the one who wrote what would become public."""
    if user is not None and last_editor(record) == user and demanded_for(record):
        raise MayNot(
            f"{record._meta.verbose_name} „{record}“ haben Sie selbst zuletzt geändert. Hier gilt das "
            "Vier-Augen-Prinzip: Bitte lassen Sie jemand anderen veröffentlichen."
        )


@transaction.atomic
def publish(record, *, by, at=None, audience=None, reason="", with_parts=False):
    """Make `record` public from `at` (aware datetime; default: now), for `audience` (default: as it is).

    `with_parts`: True to publish all draft parts (stations, participations, files …) with it, or a collection of
    those chosen; each under its own permission and for its own audience.
    Returns the records that were published. A record already public for that audience is left as it is; to narrow its
    audience to the council takes the permission to withdraw as well.
    """
    moment = timezone.now()
    _lock_and_look_again(record)
    record_versions(record, at=moment)
    drafts = draft_parts(record) if with_parts else ()
    records = [record, *(part for part in drafts if with_parts is True or part in with_parts)]
    for one in records:
        require(by, "publish", one)
    audience = audience or record.audience
    is_public = record.publication_state(moment) == PublicationState.PUBLISHED
    if is_public and audience == COUNCIL_AUDIENCE != record.audience:
        require(by, "withdraw", record)
    published = [
        one for one in records if _publish_one(one, by, at, moment, audience if one is record else one.audience, reason)
    ]
    record_versions(record, at=moment)
    return published


def _lock_and_look_again(record):
    """What somebody else has done to the record since it was read counts."""
    lock(record)
    record.refresh_from_db(fields=["published_at", "withdrawn_at", "audience"])


def _publish_one(record, by, at, moment, audience, reason):
    """What is public stays so since when it was; what is only scheduled moves to the new moment.

    What was for the council and is for everybody from now on is published from now on: how long the council knew it
    before is for staff, in the audit trail.
    """
    is_public = record.publication_state(moment) == PublicationState.PUBLISHED
    if is_public:
        at = moment if record.audience == COUNCIL_AUDIENCE != audience else record.published_at
    at = at or moment
    if (at, None, audience) == (record.published_at, record.withdrawn_at, record.audience):
        return False
    require_other_eyes(by, record)
    record.published_at, record.withdrawn_at, record.audience = at, None, audience
    _save(record, by, reason or "veröffentlicht", ["published_at", "withdrawn_at", "audience", "updated_at"])
    return True


def draft_parts(record):
    """Draft parts of `record`, parts of parts included."""
    for name in record.parts:
        rows = getattr(record, name).all()
        if not issubclass(rows.model, Publishable):
            continue
        for row in rows.drafts():
            yield row
            yield from draft_parts(row)


@transaction.atomic
def withdraw(record, *, by, reason):
    """End the publication of `record` now; `reason` is shown to staff only.

    A record whose publication is still to come goes back to draft: the public never saw it. Raises NotPublished for
    a draft.
    """
    moment = timezone.now()
    require(by, "withdraw", record)
    _lock_and_look_again(record)
    record_versions(record, at=moment)
    _withdraw_one(record, by, moment, reason)
    record_versions(record, at=moment)


def withdraw_part(part, *, by, reason):
    """Like `withdraw`, for a part inside the `record_edit` block of its whole, which records both as one change."""
    require(by, "withdraw", part)
    _withdraw_one(part, by, timezone.now(), reason)


def _withdraw_one(record, by, at, reason):
    state = record.publication_state(at)
    if state == PublicationState.DRAFT:
        raise NotPublished(f"„{record}“ ist ein Entwurf und war nie veröffentlicht.")
    if state == PublicationState.WITHDRAWN:
        return
    if state == PublicationState.SCHEDULED:
        record.published_at = None
    else:
        record.withdrawn_at = at
    _save(record, by, reason, ["published_at", "withdrawn_at", "updated_at"])


def _save(record, by, reason, fields):
    record._history_user = by
    record._change_reason = reason
    record.save(update_fields=fields)


@contextmanager
def record_edit(*records, by, reason="", may_open=False):
    """Change `records`, or rows that belong to them, inside this block; what the public sees of it is recorded.

    One transaction: an error leaves neither the change nor its record. What became public by schedule since the last
    act is recorded first, so that the history never skips a state. Whoever changes what the public reads publishes it:
    without the permission to publish, `by` gets MayNot and nothing is changed.
    """
    with transaction.atomic():
        for record in records:
            record_versions(record, at=timezone.now())
            record._history_user = by
            record._change_reason = reason
        yield
        for record in records:
            require_publishing(by, record_versions(record, at=timezone.now()), may_open=may_open)


def rehearse(act, *, due=()):
    """What `act`, a function without arguments, would change in the public history; everything is rolled back.

    Pairs of versions, one pair for each record: the one before (None: there is none) and the last that `act` writes.
    What the schedules of the records `due` have made public already is recorded first and is no work of `act`. What
    `act` does to records in memory stays, so give it copies.
    """
    with transaction.atomic():
        for record in due:
            record_versions(record, at=timezone.now())
        newest = Version.objects.aggregate(newest=Max("pk"))["newest"] or 0
        act()
        written = Version.objects.filter(pk__gt=newest).order_by("pk")
        last = {(version.model, version.record_id): version for version in written}
        known = Version.objects.filter(pk__lte=newest).order_by("number")
        pairs = [
            (known.filter(model=model, record_id=record_id).last(), version)
            for (model, record_id), version in last.items()
        ]
        transaction.set_rollback(True)
    return pairs
