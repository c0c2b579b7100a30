"""„Vorschau": the public page of a record at the desk, before the public gets it."""

import re

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from publication import readings
from publication.actions import draft_parts
from publication.files import Attachment
from publication.models import PublicationState, Publishable, Reading
from publication.moments import MomentField
from publication.preview import preview, way_to_page
from publication.responsibility import bodies_of_record, body_model, refusal
from publication.versions import publishable_models
from publication.visibility import COUNCIL_AUDIENCE, PUBLIC, Reader

PUBLIC_READER, COUNCIL_READER = "oeffentlichkeit", "rat"


class PreviewForm(forms.Form):
    """In words of the address, because it is sent by GET."""

    leser = forms.ChoiceField(
        label="so sieht es",
        choices=[(PUBLIC_READER, "die Öffentlichkeit"), (COUNCIL_READER, "der Rat")],
        required=False,
    )
    teile = forms.ChoiceField(
        label="Entwürfe darunter", choices=[("mit", "mitzeigen"), ("ohne", "weglassen")], required=False
    )
    am = MomentField(label="Zeitpunkt", required=False, help_text="leer: jetzt")


class Previewed:
    """For an admin: a page that shows what readers will see of a record, linked from its form."""

    def get_urls(self):
        meta = self.opts
        view = self.admin_site.admin_view(self.preview_view)
        name = f"{meta.app_label}_{meta.model_name}_preview"
        return [path("<path:object_id>/vorschau/", view, name=name), *super().get_urls()]

    def preview_links(self, request, record):
        return [(_address(record), "Vorschau")] if way_to_page(record) and self.may_preview(request, record) else []

    def may_preview(self, request, record):
        """Those who could change or publish it, and may see all that it belongs to."""
        meta, user = self.opts, request.user
        publishes = user.has_perm(f"{meta.app_label}.publish_{meta.model_name}") and not refusal(user, record)
        works_on_it = self.has_change_permission(request, record) or publishes
        return works_on_it and all(_may_view(request, one) for one in [record, *way_to_page(record)])

    def preview_view(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.may_preview(request, record):
            raise PermissionDenied
        readings.log(request.user, record, Reading.Page.PREVIEW)
        way = way_to_page(record)
        if not way:
            return self._told(request, record, None, ["Dieser Datensatz hat keine eigene Seite auf der Website."])
        page = way[-1]
        form = self._choices(request, record, page)
        if not form.is_valid():
            return self._told(request, record, form, [])
        chosen = form.cleaned_data
        parts = [part for part in draft_parts(page) if _may_view(request, part)] if chosen["teile"] == "mit" else []
        problems = _problems({*way, *parts})
        if problems:
            return self._told(request, record, form, problems)
        reader = _council_of(page) if chosen["leser"] == COUNCIL_READER else PUBLIC
        try:
            shown = preview(
                record, host=request.get_host(), question=request.GET, reader=reader, at=chosen["am"], with_parts=parts
            )
        except IntegrityError:
            return self._told(request, record, form, ["Der Datensatz ist noch nicht vollständig."])
        if shown.html is None:
            return self._told(request, record, form, shown.reasons)
        return HttpResponse(self._with_banner(request, record, form, shown), headers={"X-Robots-Tag": "noindex"})

    def _choices(self, request, record, page):
        """What is asked for, completed by what the record is made for: its audience, its planned moment."""
        planned = page.published_at if page.publication_state() == PublicationState.SCHEDULED else None
        for_council = COUNCIL_AUDIENCE in (page.audience, getattr(record, "audience", ""))
        asked = {
            "leser": COUNCIL_READER if for_council else PUBLIC_READER,
            "teile": "mit",
            "am": planned and timezone.localtime(planned).strftime("%Y-%m-%dT%H:%M"),
        }
        form = PreviewForm(asked | {name: request.GET[name] for name in asked if name in request.GET})
        if not _may_view_all(request):
            form.fields["leser"].choices = [(PUBLIC_READER, "die Öffentlichkeit")]
        return form

    def _told(self, request, record, form, reasons):
        context = {
            **self.admin_site.each_context(request),
            "title": "Vorschau",
            "opts": self.opts,
            "record": record,
            "form": form,
            "reasons": reasons,
        }
        return TemplateResponse(request, "admin/preview.html", context)

    def _with_banner(self, request, record, form, shown):
        """The page with a banner on top; links to what only the preview shows lead to the desk."""
        html = shown.html
        for address, one in shown.appearing:
            desk = _address(one, "download" if isinstance(one, Attachment) else "preview")
            html = html.replace(f'href="{address}"', f'href="{desk}"')
        context = {"record": record, "back": _address(record, "change"), "form": form, "title": "Vorschau"}
        head, banner = (render_to_string(f"admin/preview_{name}.html", context, request) for name in ("head", "banner"))
        html = html.replace("</head>", f"{head}</head>", 1)
        return re.sub(r"(<body[^>]*>)", lambda found: found[0] + banner, html, count=1)


def _address(record, page="preview"):
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[record.pk])


def _may_view(request, record):
    desk = admin.site._registry.get(type(record))
    return desk is not None and desk.has_view_or_change_permission(request, record)


def _may_view_all(request):
    """The page as the council sees it shows records of every kind that are not public."""
    desks = [admin.site._registry[model] for model in publishable_models()]
    return all(desk.has_view_or_change_permission(request) for desk in desks)


def _council_of(record):
    """The council of the record's bodies; of all bodies where it belongs to none."""
    keys = bodies_of_record(record) or body_model()._default_manager.values_list("pk", flat=True)
    return Reader(bodies=frozenset(keys))


def _problems(records):
    """Why these cannot be published: what the database would refuse, in words."""
    problems = []
    for record in records:
        if not isinstance(record, Publishable):
            continue
        before = record.published_at, record.withdrawn_at
        record.published_at, record.withdrawn_at = record.published_at or timezone.now(), None
        try:
            record.validate_constraints()
        except ValidationError as error:
            problems += [f"{record._meta.verbose_name} „{record}“: {message}" for message in error.messages]
        finally:
            record.published_at, record.withdrawn_at = before
    return problems
