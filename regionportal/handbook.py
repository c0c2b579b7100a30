"""The editors' handbook, docs/handbuch, read at the desk.

Pages and pictures are looked up among the files that are there; no path is ever made of what somebody asked for.
"""

import re
from functools import wraps

from django.conf import settings
from django.contrib import admin
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from .markdown import html_of, title_and_rest

FOLDER = settings.BASE_DIR / "docs" / "handbuch"
FIRST = "index"
LISTED_PAGE = re.compile(r"^\d+\. \[[^\]]+\]\(([\w-]+)\.md\)", re.MULTILINE)


def _for_staff(view):
    @wraps(view)
    def guarded(request, **kwargs):
        return admin.site.admin_view(view)(request, **kwargs)

    return guarded


def _pages():
    """{name: file} of all pages in the order of the list on the first page, what it forgets last."""
    files = {file.stem: file for file in sorted(FOLDER.glob("*.md"))}
    named = LISTED_PAGE.findall(files[FIRST].read_text("utf-8")) if FIRST in files else []
    return {name: files[name] for name in dict.fromkeys((FIRST, *named, *files)) if name in files}


def _pictures():
    return {file.name: file for file in (FOLDER / "bilder").glob("*.png")}


def _address_of(written):
    """The address at the desk for a link or picture as the files write it; None where nothing is there."""
    target, mark, anchor = written.partition("#")
    if target.startswith("bilder/"):
        name = target.removeprefix("bilder/")
        return reverse("admin:handbook_picture", args=[name]) if name in _pictures() else None
    if target.endswith(".md"):
        name = target.removesuffix(".md")
        return page_address(name) + mark + anchor if name in _pages() else None
    return written


def page_address(name):
    return reverse("admin:handbook") if name == FIRST else reverse("admin:handbook_page", args=[name])


@_for_staff
@require_safe
def page(request, name=FIRST):
    pages = _pages()
    if name not in pages:
        raise Http404
    title, body = title_and_rest(pages[name].read_text("utf-8"))
    contents = [(title_and_rest(file.read_text("utf-8"))[0], page_address(one), one) for one, file in pages.items()]
    context = {
        **admin.site.each_context(request),
        "title": title,
        "name": name,
        "contents": contents,
        "content": html_of(body, address_of=_address_of, breaks=False),
    }
    return TemplateResponse(request, "admin/handbook.html", context)


@_for_staff
@require_safe
def picture(request, name):
    pictures = _pictures()
    if name not in pictures:
        raise Http404
    return FileResponse(pictures[name].open("rb"), content_type="image/png")


# For the site of the desk, within its own addresses.
urls = [
    path("handbuch/", page, name="handbook"),
    path("handbuch/bilder/<str:name>", picture, name="handbook_picture"),
    path("handbuch/<slug:name>/", page, name="handbook_page"),
]
