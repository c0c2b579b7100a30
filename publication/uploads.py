"""What may be uploaded: how much of it, by whom, and what it may be."""

import io
import logging
import re
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from .files import SERVED_TYPES, clean_file_name
from .inspection import SECONDS, examine
from .inspection.findings import shown

SCAN_SECONDS = 5
FILES_AT_ONCE = 5
"""A request may carry as many bytes as this many of the largest files."""
SECONDS_AT_ONCE = 10
"""All files of a request must be examined in this time: the application server ends a request after fifteen."""

logger = logging.getLogger(__name__)


def max_upload_bytes():
    return settings.MAX_UPLOAD_MB * 1024**2


class Patience:
    """The time that is left for the files of one request."""

    def __init__(self, seconds=SECONDS_AT_ONCE):
        self.seconds = seconds

    @contextmanager
    def spent(self):
        start = time.monotonic()
        try:
            yield
        finally:
            self.seconds -= time.monotonic() - start


class RefusedUpload(UploadedFile):
    """Stands for a file whose bytes were not kept; `reason` is what its sender is told."""

    def __init__(self, handler, size, reason):
        super().__init__(io.BytesIO(), handler.file_name, handler.content_type, size, handler.charset)
        self.reason = reason


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """In place of Django's handlers: what is too large, or does not come from staff, fills neither memory nor disk.

    The rest of the request is still read, so that the form can be shown again with what was typed and a message.
    """

    kept_bytes = 0

    def __init__(self, request=None):
        super().__init__(request)
        self.patience = Patience()

    def new_file(self, *args, **kwargs):
        self.refusal = None
        if getattr(getattr(self.request, "user", None), "is_staff", False):
            super().new_file(*args, **kwargs)
        else:
            FileUploadHandler.new_file(self, *args, **kwargs)
            self.refusal = "Dateien nimmt das Portal nur von angemeldeten Beschäftigten an."

    def receive_data_chunk(self, raw_data, start):
        if self.refusal:
            return
        if start + len(raw_data) > max_upload_bytes():
            self._refuse(_too_large())
        elif self.kept_bytes + len(raw_data) > FILES_AT_ONCE * max_upload_bytes():
            self._refuse("Zusammen sind die Dateien zu groß. Bitte laden Sie sie nacheinander hoch.")
        else:
            self.kept_bytes += len(raw_data)
            super().receive_data_chunk(raw_data, start)

    def _refuse(self, reason):
        """Closing a temporary file deletes it."""
        self.refusal = reason
        self.file.close()
        del self.file

    def file_complete(self, file_size):
        if self.refusal:
            return RefusedUpload(self, file_size, self.refusal)
        file = super().file_complete(file_size)
        file.patience = self.patience
        return file


def _too_large():
    return (
        f"Die Datei ist größer als {settings.MAX_UPLOAD_MB} MB. Bitte verkleinern Sie sie, zum Beispiel durch kleinere "
        "Bilder, oder teilen Sie sie auf."
    )


def check_upload(content):
    """Look through an uploaded file; return its findings. Raises ValidationError where the portal does not take it."""
    if isinstance(content, RefusedUpload):
        raise ValidationError(content.reason, code="too_large")
    name = clean_file_name(content.name)
    if Path(name).suffix.lower() not in SERVED_TYPES:
        allowed = ", ".join(known.lstrip(".").upper() for known in SERVED_TYPES)
        raise ValidationError(
            f"Dateien dieser Art werden nicht angenommen. Erlaubt sind: {allowed}. Bitte speichern Sie das Dokument in "
            "einem dieser Formate.",
            code="ending",
        )
    if content.size > max_upload_bytes():
        raise ValidationError(_too_large(), code="too_large")
    content.seek(0)
    data = content.read()
    content.seek(0)
    patience = getattr(content, "patience", None) or Patience()
    if patience.seconds < 1:
        raise ValidationError(
            "Alle Dateien zusammen zu prüfen dauert zu lange. Bitte laden Sie sie nacheinander hoch.",
            code="too_complex",
        )
    with patience.spent():
        examination = examine(data, name, seconds=min(patience.seconds, SECONDS))
        if examination.refusal:
            raise ValidationError(examination.refusal.message, code=examination.refusal.code)
        scan_for_viruses(data)
    return examination.findings


def scan_for_viruses(data):
    """Ask the operator's scanner, if there is one: 0 is clean, 1 is infected, anything else means that nobody knows."""
    command = settings.VIRUS_SCAN_COMMAND
    if not command:
        return
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SCAN_SECONDS, check=False)  # noqa: S603 — the operator's own words
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.error("The virus scanner did not answer: %s", error)
        raise _not_scanned() from None
    said = (done.stdout or done.stderr).decode("utf-8", "replace").strip()
    if done.returncode == 1:
        name = re.search(r"(\S+) FOUND", said)
        raise ValidationError(
            f"Der Virenscanner hat in der Datei Schadsoftware gefunden: {shown(name[1] if name else said)}. Bitte "
            "laden Sie sie nicht noch einmal hoch und verständigen Sie Ihre IT.",
            code="virus",
        )
    if done.returncode != 0:
        logger.error("The virus scanner failed with status %s: %s", done.returncode, shown(said))
        raise _not_scanned()


def _not_scanned():
    return ValidationError(
        "Die Prüfung auf Schadsoftware ist gerade nicht möglich, deshalb wurde die Datei nicht angenommen. Bitte "
        "versuchen Sie es später noch einmal oder verständigen Sie den Betrieb des Portals.",
        code="not_scanned",
    )
