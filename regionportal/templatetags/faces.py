"""The other faces of a page in its head and at its foot; no tag here asks a query."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from regionportal.faces import faces_of, head_of, list_faces, shown_record

register = template.Library()
_NOT_IN_SCRIPTS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.inclusion_tag("_components/head_for_machines.html", takes_context=True)
def head_for_machines(context):
    return {"head": head_of(context), "portal": context["portal"]} if "request" in context else {}


@register.inclusion_tag("_components/downloads.html", takes_context=True)
def downloads(context):
    """What the page offers to take away; on a list the rows that are shown, all pages of them."""
    record = shown_record(context)
    return {"links": list_faces(context) if record is None else faces_of(record)}


@register.simple_tag
def structured_data(value):
    """A block of data, which no browser runs, with nothing in it that could end it."""
    text = json.dumps(value, ensure_ascii=False).translate(_NOT_IN_SCRIPTS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 — escaped above
