"""Files that people attach: stored under random names outside every public folder, handed out per request."""

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .models import Publishable

# The only types the portal hands out, by the ending of the original name. Whether a browser may show them itself.
SERVED_TYPES = {
    ".pdf": ("application/pdf", True),
    ".png": ("image/png", True),
    ".jpg": ("image/jpeg", True),
    ".jpeg": ("image/jpeg", True),
    ".csv": ("text/csv; charset=utf-8", False),
    ".txt": ("text/plain; charset=utf-8", False),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", False),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False),
    ".odt": ("application/vnd.oasis.opendocument.text", False),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", False),
}


MAX_NAME_BYTES = 200  # file systems take 255, browsers add to it


def clean_file_name(name):
    """A file's original name, fit for headers, addresses and any disk: one line, no folders, no characters that turn
    the direction of writing, no longer than MAX_NAME_BYTES in UTF-8. The ending stays what it really is."""
    name = unicodedata.normalize("NFC", name)
    name = "".join(" " if unicodedata.category(one) in ("Zs", "Zl", "Zp", "Cc") else one for one in name)
    name = "".join(one for one in name if unicodedata.category(one)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "_", re.split(r"[/\\]", name)[-1])
    name = " ".join(name.split()).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not stem.strip():
        return _cut(name, MAX_NAME_BYTES)
    ending = _cut(f"{dot}{ending}", 20)
    return f"{_cut(stem, MAX_NAME_BYTES - len(ending.encode())).rstrip()}{ending}"


def _cut(text, length):
    """As many whole letters as fit into `length` bytes."""
    return text.encode()[:length].decode(errors="ignore")


def private_storage():
    """Where attachments lie; named in the settings, outside every folder that is served."""
    return storages["private"]


def random_name(record, file_name):
    """The name on disk tells nothing: not the record, not the original name, not the type."""
    token = secrets.token_hex(16)
    return f"{token[:2]}/{token}"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is known of uploaded bytes."""

    size_bytes: int
    sha512: str


def describe(content):
    """Measure an open file, in chunks."""
    digest, size = hashlib.sha512(), 0
    for chunk in content.chunks():
        digest.update(chunk)
        size += len(chunk)
    return StoredFile(size, digest.hexdigest())


class Attachment(Publishable):
    """A file with its name and size; the bytes may be missing where only the council system has them."""

    url_name = "file"
    public_fields = ("name", "file_name", "content", "mime_type", "size_bytes", "sha512", "date", "position")
    internal_fields = (*Publishable.internal_fields, "findings")

    name = models.CharField("Bezeichnung", max_length=300)
    content = models.FileField(
        "Datei", storage=private_storage, upload_to=random_name, max_length=100, null=True, blank=True
    )
    file_name = models.CharField("Dateiname", max_length=255, blank=True)
    mime_type = models.CharField("Dateityp", max_length=100, blank=True, editable=False)
    size_bytes = models.PositiveBigIntegerField("Größe in Bytes", null=True, blank=True)
    sha512 = models.CharField("Prüfsumme", max_length=128, blank=True, editable=False)
    date = models.DateField("Datum", null=True, blank=True)
    position = models.PositiveIntegerField("Reihenfolge", default=1)
    findings = models.JSONField("Prüfung der Datei", null=True, blank=True, editable=False)
    """What a look inside found, as list of {"code", "message"}; None: nobody looked yet."""

    class Meta(Publishable.Meta):
        abstract = True
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(name="%(app_label)s_%(class)s_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("file", args=[self.public_id, self.slug])

    @property
    def slug(self):
        """The original file name: here it is no decoration, browsers save under it."""
        return clean_file_name(self.file_name) or "datei"

    @property
    def type_label(self):
        return Path(self.file_name).suffix.lstrip(".").upper()

    @property
    def served_as(self):
        """(content type, shown in the browser) from the table above; anything else is an unnamed download."""
        return SERVED_TYPES.get(Path(self.file_name).suffix.lower(), ("application/octet-stream", False))


def attachment_models():
    return [model for model in apps.get_models() if issubclass(model, Attachment)]
