"""The page of a record as it will be once it is published, shown to staff before.

The record is published for real and its public address is asked for by an anonymous request, in a transaction that is
then rolled back: what the public will see and what the preview shows come from the same code. Nothing of it stays, and
what waits for the commit (mail, indexing) never happens. While it lasts, other writers wait as for any save.
"""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpRequest, QueryDict
from django.urls import NoReverseMatch, resolve

from .actions import publish
from .files import Attachment
from .models import PublicationState, Publishable
from .views import Gone
from .visibility import COUNCIL_AUDIENCE, PUBLIC, conditions_not_met, reading_as
from .wholes import wholes


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader would get. `html`: None where the record would stay hidden even so; then `reasons` says why.

    `appearing`: (public address, record) of what has an address only in the preview.
    """

    html: str | None
    reasons: list[str]
    appearing: list[tuple[str, Publishable]]


def way_to_page(record):
    """From `record` over what it belongs to, up to the one that has a page of its own; empty where none has."""
    if hasattr(record, "url_name") and not isinstance(record, Attachment):
        return [record]
    links = (getattr(record, name) for name in record.visible_only_with)
    ways = (way_to_page(linked) for linked in [*wholes(record), *links] if linked is not None)
    way = next((way for way in ways if way), [])
    return way and [record, *way]


@transaction.atomic
def preview(record, *, host, question=None, reader=PUBLIC, at=None, with_parts=()):
    """The page on which `record` is seen, for `reader` at `at` (aware datetime; default: now).

    `with_parts`: those drafts among the parts of the page's record that are published with it. `host`: as the browser
    named the portal. `question`: what the page itself is asked (a QueryDict). Errors of the database come through: an
    incomplete record cannot be published.
    """
    try:
        *belonging, page = way_to_page(record)
        published = _publish(page, with_parts)
        for one in reversed(belonging):
            one.refresh_from_db()
            published += _publish(one) if isinstance(one, Publishable) else []
        with reading_as(reader, at):
            html = _answer(page.get_absolute_url(), host, question or QueryDict())
        reasons = list(reasons_to_hide(page, reader, at)) if html is None else []
        return Page(html, reasons, list(_addresses(published)))
    finally:
        transaction.set_rollback(True)


def _publish(record, with_parts=()):
    """What is planned stays planned: the preview looks at it at its own moment."""
    state = record.publication_state()
    planned = record.published_at if state == PublicationState.SCHEDULED else None
    return publish(record, by=None, at=planned, reason="Vorschau", with_parts=list(with_parts))


def _addresses(records):
    for record in records:
        try:
            yield record.get_absolute_url(), record
        except (AttributeError, NoReverseMatch):  # a part that is seen on the page of its whole only
            continue


def _answer(address, host, question):
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", address, address
    request.GET = question
    request.META = {"REQUEST_METHOD": "GET", "HTTP_HOST": host, "SERVER_NAME": host, "SERVER_PORT": "443"}
    request.user = AnonymousUser()
    request.resolver_match = match = resolve(address)
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except (Http404, Gone):
        return None
    return response.content.decode() if response.status_code == 200 else None


def reasons_to_hide(record, reader, at):
    """Why `reader` does not see `record` at `at`: its own reasons, or those of what it is visible with."""
    for name in record.visible_only_with:
        target = getattr(record, name)
        if target is not None and not target.is_visible(reader, at):
            yield from reasons_to_hide(target, reader, at)
    if isinstance(record, Publishable):
        yield from _own_reasons(record, reader, at)


def _own_reasons(record, reader, at):
    name = f"{record._meta.verbose_name} „{record}“"
    state = record.publication_state(at)
    if state != PublicationState.PUBLISHED:
        yield f"{name}: {state.label}"
    elif not reader.bodies and record.audience == COUNCIL_AUDIENCE:
        yield f"{name}: nur für den Rat bestimmt"
    elif not reader.bodies and (fields := conditions_not_met(record)):
        told = (f"„{field.verbose_name}“ steht auf „{_in_words(record, field)}“" for field in fields)
        yield f"{name}: nur für den Rat, denn {', '.join(told)}"


def _in_words(record, field):
    value = getattr(record, field.name)
    return {True: "ja", False: "nein"}.get(value) or dict(field.flatchoices).get(value, value) or "nichts"
