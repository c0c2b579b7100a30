"""Attachments: what may be uploaded, and the file behind the record."""

from pathlib import Path

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import FileResponse, Http404
from django.urls import path, reverse
from django.utils.html import format_html

from publication import readings
from publication.files import SERVED_TYPES, describe
from publication.models import Reading

from .forms import FORM_FIELDS, ReasonForm, RecordForm
from .parts import PartInline
from .publishable import PublishableAdmin
from .states import STATE_COLUMNS

MAX_UPLOAD_BYTES = 20 * 1024 * 1024


_FIRST_BYTES = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
}


def check_upload(content):
    """Raise ValidationError unless the portal can hand the file out: by ending, size, and first bytes."""
    ending = Path(content.name).suffix.lower()
    if ending not in SERVED_TYPES:
        allowed = ", ".join(known.lstrip(".").upper() for known in SERVED_TYPES)
        raise ValidationError(f"Dateien dieser Art werden nicht angenommen. Erlaubt sind: {allowed}.")
    if content.size > MAX_UPLOAD_BYTES:
        raise ValidationError(f"Die Datei ist größer als {MAX_UPLOAD_BYTES // 1024**2} MB. Bitte verkleinern.")
    content.seek(0)
    first = content.read(16)
    content.seek(0)
    if not first.startswith(_FIRST_BYTES.get(ending, (b"",))):
        raise ValidationError(f"Der Inhalt ist keine {ending.lstrip('.').upper()}-Datei. Bitte prüfen Sie die Datei.")


class AttachmentForm(RecordForm):
    def clean_content(self):
        content = self.cleaned_data["content"]
        if isinstance(content, UploadedFile):
            check_upload(content)
        return content

    def clean(self):
        cleaned = super().clean()
        content = cleaned.get("content")
        if isinstance(content, UploadedFile):
            stored, ending = describe(content), Path(content.name).suffix.lower()
            self.instance.file_name = "".join(letter for letter in content.name if letter.isprintable())
            self.instance.size_bytes = stored.size_bytes
            self.instance.sha512 = stored.sha512
            self.instance.mime_type = SERVED_TYPES[ending][0].partition(";")[0]
        return cleaned


class AttachmentReasonForm(ReasonForm, AttachmentForm):
    pass


class FileShown:
    @admin.display(description="gespeicherte Datei")
    def download(self, attachment):
        if not attachment.pk or not attachment.content:
            return "–"
        meta = attachment._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_download", args=[attachment.pk])
        return format_html('<a href="{}">{}</a>', address, attachment.file_name or "Datei")

    def without_upload(self, rows):
        """Who may not change a file gets no field for it: Django would link to the store, which has no addresses."""
        return [row for row in rows if row != "content"]


UPLOAD = {
    **FORM_FIELDS,
    models.FileField: {"widget": forms.FileInput(attrs={"accept": ",".join(SERVED_TYPES)}), "max_length": 255},
}


class AttachmentAdmin(FileShown, PublishableAdmin):
    form = AttachmentReasonForm
    formfield_overrides = UPLOAD
    list_display = ("name", *STATE_COLUMNS, "file_name")
    readonly_fields = (*PublishableAdmin.readonly_fields, "download", "file_name", "mime_type", "size_bytes", "sha512")
    search_fields = ("name", "file_name", "public_id")

    def main_rows(self, request, obj):
        rows = super().main_rows(request, obj)
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
    formfield_overrides = UPLOAD
    readonly_fields = ("download", "state_badge")
    ordering = ("position", "pk")

    def get_fields(self, request, obj=None):
        rows = super().get_fields(request, obj)
        return rows if self.has_change_permission(request, obj) else self.without_upload(rows)
