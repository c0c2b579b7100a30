"""A look inside files from outside: what the portal refuses, and what an editor must know before publishing.

The parsers run in a process of their own, with little memory, little time and no right to write, so that a file made
to harm harms nothing but that process. Nothing here knows Django, so that it starts quickly.
"""

import json
import logging
import subprocess
import sys
from pathlib import Path

from .findings import HARMLESS, Examination, Finding

__all__ = ["HARMLESS", "Examination", "Finding", "examine", "findings_of", "inspect"]

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 8
"""After this the process is ended. Below the time after which the application server ends a request."""

logger = logging.getLogger(__name__)

_TOO_COMPLEX = Finding(
    "too_complex",
    "Die Datei ließ sich nicht prüfen: Sie ist zu umfangreich oder beschädigt. Bitte teilen oder verkleinern Sie die "
    "Datei, oder öffnen Sie sie und speichern Sie sie neu.",
)


def examine(content, file_name, seconds=SECONDS):
    """Look into `content` (bytes) as into a file of the kind that the ending of `file_name` names."""
    ending = Path(file_name).suffix.lower()
    told = _told_by("publication.inspection", [ending, str(seconds)], content, seconds)
    if told is None:
        return Examination(_TOO_COMPLEX)
    refusal = told["refusal"] and Finding(**told["refusal"])
    return Examination(refusal, tuple(Finding(**finding) for finding in told["findings"]))


def read_text(content, seconds):
    """Text of a PDF (bytes) as its readers see it; "": there is none, only pictures; None: it cannot be read."""
    return _told_by("publication.inspection.text", [str(seconds)], content, seconds)


def _told_by(module, arguments, content, seconds):
    """What a process of its own says about `content`; None where it failed or took too long."""
    try:
        done = subprocess.run(  # noqa: S603 — our own module; the file itself is no argument
            [sys.executable, "-B", "-m", module, *arguments],
            input=content,
            capture_output=True,
            cwd=ROOT,
            env={"LC_ALL": "C.UTF-8"},  # no secret of the portal goes along
            timeout=seconds,
            check=True,
        )
        return json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        logger.warning("%s was not done with %s bytes in time", module, len(content))
    except (subprocess.CalledProcessError, ValueError) as error:
        said = getattr(error, "stderr", b"") or b""
        logger.warning("%s failed: %s %s", module, error, said[-2000:].decode(errors="replace"))
    return None


def inspect(content, file_name, seconds=SECONDS):
    """Findings in `content` (bytes); a file that would be refused today has its refusal among them."""
    examination = examine(content, file_name, seconds)
    return examination.findings if examination.refusal is None else (examination.refusal, *examination.findings)


def findings_of(attachment):
    """What was found in an attachment at its upload; looks now if nobody looked then, and stores nothing."""
    if attachment.findings is not None:
        return tuple(Finding(**finding) for finding in attachment.findings)
    if not attachment.content:
        return ()
    try:
        with attachment.content.open("rb") as stored:
            return inspect(stored.read(), attachment.file_name)
    except FileNotFoundError:
        return (Finding("missing", "Die Datei ist nicht mehr gespeichert. Bitte laden Sie sie neu hoch."),)
