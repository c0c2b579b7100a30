"""Texts of public attachments: read in a process of their own, outside every request, and kept by checksum."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from publication.files import attachment_models
from publication.inspection import read_text
from publication.models import FileText

from . import index

READABLE = {".pdf"}
"""Endings of files whose text is read."""
SECONDS = 60
MOST_LETTERS = 400_000
NOT_SEARCHABLE = "nicht durchsuchbar: Die Datei besteht aus Bildern von Seiten"


def with_texts(files):
    """Records with what was read in them as `file_text`, None where nobody read yet; one query more."""
    files = list(files)
    known = FileText.objects.filter(sha512__in={file.sha512 for file in files if file.sha512})
    texts = {text.sha512: text for text in known}
    for file in files:
        file.file_text = texts.get(file.sha512)
    return files


def content_of(file):
    return file.file_text.text if file.file_text else ""


def note_of(file):
    scanned = file.file_text is not None and file.file_text.state == FileText.State.SCANNED
    return NOT_SEARCHABLE if scanned else ""


def is_readable(file):
    return bool(file.content and file.sha512) and Path(file.file_name).suffix.lower() in READABLE


def read_new_texts(report=lambda file, state: None, *, seconds=SECONDS):
    """Read the visible attachments that nobody has read, and take their texts up; returns how many."""
    count = 0
    for model in attachment_models():
        for file in with_texts(model.visible.exclude(content=None).exclude(content="").order_by("pk")):
            if file.file_text is None and is_readable(file):
                report(file, _read(model, file, seconds))
                count += 1
    return count


def _read(model, file, seconds):
    try:
        with file.content.open("rb") as stored:
            text = read_text(stored.read(), seconds)
    except FileNotFoundError:
        text = None
    state = _state_of(text)
    with transaction.atomic():
        FileText.objects.update_or_create(
            sha512=file.sha512,
            defaults={"text": (text or "")[:MOST_LETTERS], "state": state, "read_at": timezone.now()},
        )
        index.update(model, set(model.visible.filter(sha512=file.sha512).values_list("pk", flat=True)))
    return state


def _state_of(text):
    """`text`: None where the file could not be read."""
    if text is None:
        return FileText.State.UNREADABLE
    return FileText.State.READ if any(letter.isalnum() for letter in text) else FileText.State.SCANNED
