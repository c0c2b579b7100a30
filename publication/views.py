"""How a record is found by its address: visible, gone for good, or as if it had never been."""

import logging
from functools import wraps

from django.http import FileResponse, Http404, HttpResponseNotModified, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from .files import attachment_models
from .models import Version

logger = logging.getLogger(__name__)


class Gone(Exception):
    """The record was public once and is so no more: status 410."""


def find(queryset, public_id):
    """The row of `queryset` (which must come from `visible`) with this id.

    Raises Gone if the public once saw it, Http404 in every other case, so that hidden and never existing look alike.
    """
    if "\x00" in public_id:  # PostgreSQL refuses to look for it
        raise Http404
    record = queryset.filter(public_id=public_id).first()
    if record is not None:
        return record
    if queryset.model.objects.gone().filter(public_id=public_id).exists():
        raise Gone
    raise Http404


def record_page(queryset, *, name=None):
    """Decorate a view of one record: it gets the record in place of id and slug.

    `queryset` is a function without arguments that returns visible rows. An address with an old slug, or none, is
    redirected to the present one (301), the question string kept. `name`: of the address, where it is not the record's
    own but a further page about it.
    """

    def decorate(view):
        @require_safe
        @wraps(view)
        def page(request, public_id, slug=""):
            record = find(queryset(), public_id)
            if slug != record.slug:
                query = request.META.get("QUERY_STRING", "")
                url = reverse(name, args=[record.public_id, record.slug]) if name else record.get_absolute_url()
                return HttpResponsePermanentRedirect(url + (f"?{query}" if query else ""))
            return view(request, record)

        return page

    return decorate


@require_safe
def serve_file(request, public_id, slug=""):
    """Hand out one attachment, if it is visible at this very moment. The type comes from our own table."""
    attachment = _find_attachment(public_id)
    if slug != attachment.slug:
        return HttpResponsePermanentRedirect(attachment.get_absolute_url())
    etag = etag_of(attachment)
    if etag and request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    _, inline = attachment.served_as
    return serve_content(attachment, as_attachment=not inline)


def etag_of(attachment):
    return f'"{attachment.sha512[:40]}"' if attachment.sha512 else None


def serve_content(attachment, *, as_attachment):
    """The bytes of an attachment that the reader may see. Raises Http404 where they are lost."""
    try:
        content = attachment.content.open("rb")
    except FileNotFoundError:
        logger.error("The bytes of %s %s are missing", attachment._meta.label, attachment.public_id)
        raise Http404 from None
    response = FileResponse(
        content,
        content_type=attachment.served_as[0],
        as_attachment=as_attachment,
        filename=attachment.slug,
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response.headers["Last-Modified"] = http_date(_shown_since(attachment).timestamp())
    if etag := etag_of(attachment):
        response.headers["ETag"] = etag
    return response


def _shown_since(attachment):
    """When the public got what it sees; the day of the upload is nobody's business."""
    last = Version.objects.of(attachment).last()
    return last.recorded_at if last else attachment.published_at


def _find_attachment(public_id):
    gone = False
    for model in attachment_models():
        try:
            return find(model.visible.exclude(content=None).exclude(content=""), public_id)
        except Gone:
            gone = True
        except Http404:
            continue
    raise Gone if gone else Http404
