"""Attachments: what may be uploaded, and the file behind the record."""

from dataclasses import asdict

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from publication import readings
from publication.files import SERVED_TYPES, clean_file_name, describe
from publication.inspection import HARMLESS
from publication.models import PublicationState, Reading
from publication.stored_files import forget_bytes
from publication.uploads import check_upload

from .forms import FORM_FIELDS, ReasonForm, RecordForm
from .links import once_public
from .parts import PartFormSet, PartInline
from .publishable import PublishableAdmin
from .states import STATE_COLUMNS


class AttachmentForm(RecordForm):
    findings = ()

    def clean_content(self):
        content = self.cleaned_data["content"]
        if isinstance(content, UploadedFile):
            self.findings = check_upload(content)
        return content

    def clean(self):
        cleaned = super().clean()
        content = cleaned.get("content")
        if isinstance(content, UploadedFile):
            stored, attachment = describe(content), self.instance
            attachment.file_name = clean_file_name(content.name)
            attachment.size_bytes = stored.size_bytes
            attachment.sha512 = stored.sha512
            attachment.mime_type = attachment.served_as[0].partition(";")[0]
            attachment.findings = [asdict(finding) for finding in self.findings]
            self._refuse_what_nobody_would_see_first()
        return cleaned

    def _refuse_what_nobody_would_see_first(self):
        """A new file of a record that is public, or will be, becomes public without the page that tells of findings."""
        if self.instance.publication_state() == PublicationState.DRAFT:
            return
        already = "Die Anlage ist kein Entwurf: Eine neue Datei wäre ohne weiteren Schritt öffentlich."
        if not self._may_decide_what_is_public():
            way_out = (
                "Dafür fehlt Ihnen das Recht. Bitte legen Sie eine neue Anlage an und lassen Sie sie veröffentlichen."
            )
            self.add_error("content", f"{already} {way_out}")
        for finding in self.findings:
            if finding.code not in HARMLESS:
                self.add_error("content", f"{already} Darin wurde etwas gefunden. {finding.message}")


class AttachmentReasonForm(ReasonForm, AttachmentForm):
    pass


def _forget_replaced(form):
    """What was replaced before anybody saw it is gone for good, as by its redacted version."""
    if "content" in form.changed_data and form.initial.get("content") and not once_public([form.instance]):
        forget_bytes(form.initial["content"])


class AttachmentFormSet(PartFormSet):
    """Only what never was public can be deleted here, see PartFormSet: its bytes go with it."""

    def save_existing(self, form, obj, commit=True):
        saved = super().save_existing(form, obj, commit=commit)
        _forget_replaced(form)
        return saved

    def delete_existing(self, obj, commit=True):
        super().delete_existing(obj, commit=commit)
        forget_bytes(obj.content)


def _hints(findings):
    return "1 Hinweis" if len(findings) == 1 else f"{len(findings)} Hinweise"


class FileShown:
    inspection_open = ""

    @admin.display(description="gespeicherte Datei")
    def download(self, attachment):
        if not attachment.pk or not attachment.content:
            return "–"
        meta = attachment._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_download", args=[attachment.pk])
        return format_html('<a href="{}">{}</a>', address, attachment.file_name or "Datei")

    @admin.display(description="Prüfung der Datei")
    def inspection(self, attachment):
        """What was found at the upload; how to do away with it stands in each message."""
        if not attachment.pk or not attachment.content:
            return "–"
        if attachment.findings is None:
            return "noch nicht geprüft"
        if not attachment.findings:
            return "keine Hinweise"
        told = format_html_join("", "<li>{}</li>", ((finding["message"],) for finding in attachment.findings))
        return format_html(
            '<details class="findings"{}><summary>{}</summary><ul>{}</ul></details>',
            self.inspection_open,
            _hints(attachment.findings),
            told,
        )

    def with_inspection(self, rows):
        """The result stands below the file it is about."""
        at = next(n for n, row in enumerate(rows) if "download" in (row if isinstance(row, tuple) else (row,)))
        return [*rows[: at + 1], "inspection", *rows[at + 1 :]]

    def without_upload(self, rows):
        """Who may not change a file gets no field for it: Django would link to the store, which has no addresses."""
        rows = [tuple(name for name in row if name != "content") if isinstance(row, tuple) else row for row in rows]
        return [row for row in rows if row not in ("content", ())]


UPLOAD = {
    **FORM_FIELDS,
    models.FileField: {"widget": forms.FileInput(attrs={"accept": ",".join(SERVED_TYPES)}), "max_length": 255},
}


class AttachmentAdmin(FileShown, PublishableAdmin):
    form = AttachmentReasonForm
    formfield_overrides = UPLOAD
    list_display = ("name", *STATE_COLUMNS, "file_name")
    readonly_fields = (
        *PublishableAdmin.readonly_fields, "download", "inspection", "file_name", "mime_type", "size_bytes", "sha512",
    )  # fmt: skip
    search_fields = ("name", "file_name", "public_id")

    inspection_open = " open"

    def main_rows(self, request, obj):
        rows = super().main_rows(request, obj)
        rows = self.with_inspection(rows) if obj is not None else rows
        may_write = self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)
        return rows if may_write else self.without_upload(rows)

    def get_urls(self):
        meta = self.opts
        address = path(
            "<path:object_id>/download/",
            self.admin_site.admin_view(self.download_view),
            name=f"{meta.app_label}_{meta.model_name}_download",
        )
        return [address, *super().get_urls()]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change:
            _forget_replaced(form)
        if "content" in form.changed_data and obj.findings:
            self.message_user(
                request,
                f"Die Datei „{obj.file_name}“ hat {_hints(obj.findings)}. Bitte lesen Sie die Prüfung der Datei vor "
                "dem Veröffentlichen.",
                level=messages.WARNING,
            )

    def delete_queryset(self, request, queryset):
        """Only what never was public is deleted: its bytes go with it."""
        contents = [attachment.content for attachment in queryset]
        super().delete_queryset(request, queryset)
        for content in contents:
            forget_bytes(content)

    def download_view(self, request, object_id):
        """The file of a record in whatever state, for staff who may see the record; never shown in the browser."""
        attachment = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, attachment):
            raise PermissionDenied
        if (
            attachment is None
            or not attachment.content
            or not attachment.content.storage.exists(attachment.content.name)
        ):
            raise Http404("Diese Datei ist nicht gespeichert.")
        readings.log(request.user, attachment, Reading.Page.FILE)
        content_type, _ = attachment.served_as
        return FileResponse(
            attachment.content.open("rb"),
            as_attachment=True,
            filename=attachment.slug,
            content_type=content_type,
            headers={"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'"},
        )


class AttachmentInline(FileShown, PartInline, admin.TabularInline):
    form = AttachmentForm
    formset = AttachmentFormSet
    formfield_overrides = UPLOAD
    readonly_fields = ("download", "inspection", "state_badge")
    ordering = ("position", "pk")

    def get_fields(self, request, obj=None):
        rows = self.with_inspection(super().get_fields(request, obj))
        return rows if self.has_change_permission(request, obj) else self.without_upload(rows)
